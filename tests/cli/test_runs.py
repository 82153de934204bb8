"""Commands that follow and change flow runs, on a real server."""

import csv
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from prefect_http import Prefect, Progress
from prefect_http._cli import bulk, progress
from prefect_http.models import Deployment, Flow, FlowRun
from prefect_http_api import requests, work_pools
from tests.cli.conftest import Run
from tests.cli.pseudo_terminal import PseudoTerminal

Terminal = Callable[..., PseudoTerminal]
Start = Callable[..., FlowRun]


@pytest.fixture(scope="module")
def flow(client: Prefect) -> Iterator[Flow]:
    created = client.flows.create(name=f"cli-{uuid4()}")
    yield created
    client.flows.delete(created.id)


@pytest.fixture(scope="module")
def deployment(client: Prefect, flow: Flow) -> Deployment:
    return client.deployments.create(name="nightly", flow_id=flow.id)


@pytest.fixture
def start(client: Prefect, deployment: Deployment) -> Start:
    """Return a function that starts a run and sets its states, like the process that executes it."""

    def start(*states: requests.StateType, name: str = "copy", tags: list[str] | None = None) -> FlowRun:
        run = client.deployments.trigger(deployment.id, name=name, tags=tags)
        for state in states:
            client.flow_runs.set_state(run.id, state)
        return client.flow_runs.get(run.id)

    return start


def state_of(client: Prefect, run: FlowRun) -> str:
    return str(client.flow_runs.get(run.id).state_name)


@contextmanager
def later(action: Callable[[], object]) -> Iterator[None]:
    """Call *action* in another thread shortly after the block begins, and wait for it when the block ends."""
    timer = threading.Timer(0.3, action)
    timer.start()
    yield
    timer.join()


def log(client: Prefect, run: FlowRun, *messages: str, level: int = 20) -> None:
    now = datetime.now(UTC) - timedelta(minutes=1)
    client.logs.create(
        {
            "name": "prefect.flow_runs",
            "level": level,
            "message": message,
            "timestamp": now + timedelta(seconds=number),
            "flow_run_id": run.id,
        }
        for number, message in enumerate(messages)
    )


class TestWait:
    @pytest.mark.parametrize(("state", "code"), [("COMPLETED", 0), ("FAILED", 1), ("CRASHED", 3), ("CANCELLED", 4)])
    def test_exit_code_follows_the_run(self, state: requests.StateType, code: int, run: Run, start: Start) -> None:
        ended = start("RUNNING", state)
        result = run("runs", "wait", str(ended.id)[:20], "-o", "id")
        assert result == (code, f"{ended.id}\n", "")

    def test_codes_of_several_runs(self, run: Run, start: Start) -> None:
        completed, failed, crashed = start("RUNNING", "COMPLETED"), start("FAILED"), start("CRASHED")
        assert run("runs", "wait", str(completed.id), str(failed.id)).code == 1
        assert run("runs", "wait", str(completed.id), str(crashed.id)).code == 3
        assert run("runs", "wait", str(crashed.id), str(failed.id)).code == 1

    def test_timeout(self, run: Run, start: Start) -> None:
        result = run("runs", "wait", str(start("RUNNING").id), "--timeout", "0")
        assert (result.code, result.out) == (124, "")
        assert result.err.count("\n") == 1

    def test_other_states(self, client: Prefect, run: Run, start: Start) -> None:
        running = start("RUNNING")
        with later(lambda: client.flow_runs.pause(running.id)):
            result = run("runs", "wait", str(running.id), "--until", "paused", "--timeout", "1m", "-o", "json")
        assert (result.code, json.loads(result.out)[0]["state_name"]) == (0, "Paused")
        assert run("runs", "wait", str(start("FAILED").id), "--until", "failed").code == 0
        assert run("runs", "wait", str(start("CRASHED").id), "--until", "paused").code == 3
        assert run("runs", "wait", str(running.id), "--until", "pausd").code == 2

    def test_an_interrupt_leaves_the_runs_alone(
        self, client: Prefect, run: Run, start: Start, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def interrupt(*_arguments: object, **_options: object) -> None:
            raise KeyboardInterrupt

        one, other = start("RUNNING"), start("RUNNING")
        monkeypatch.setattr(type(client.flow_runs), "wait_many", interrupt)
        goes_on = f"interrupted: flow run {one.id} goes on. To reattach: prefect-http runs wait {one.id}\n"
        assert run("runs", "wait", str(one.id)) == (130, "", goes_on)
        ids = f"{one.id} {other.id}"
        go_on = f"interrupted: flow runs {ids} go on. To reattach: prefect-http runs wait {ids}\n"
        assert run("runs", "wait", *ids.split()) == (130, "", go_on)
        assert state_of(client, one) == "Running"

    def test_a_report_for_github(self, run: Run, start: Start, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        ended, output = start("RUNNING", "FAILED"), tmp_path / "output"
        monkeypatch.setenv("GITHUB_OUTPUT", str(output))
        result = run("runs", "wait", str(ended.id), "--format", "github")
        assert (result.code, result.err) == (1, "")
        assert "::error title=Prefect::Flow run copy is Failed\n" in result.out
        assert f"run_id={ended.id}\nstate=FAILED\n" in output.read_text("utf-8")
        for words in (["--until", "paused"], [str(uuid4())]):
            assert run("runs", "wait", str(ended.id), "--format", "github", *words).code == 2


class TestWatch:
    def test_states_go_to_standard_error_and_lines_to_standard_output(
        self, client: Prefect, run: Run, start: Start
    ) -> None:
        running = start("RUNNING")
        log(client, running, "started", "two\nlines")

        def fail() -> None:
            client.flow_runs.set_state(running.id, "FAILED", message="out of memory")

        with later(fail):
            result = run("runs", "watch", str(running.id), "--timeout", "1m")
        assert result.code == 1
        assert [line[13:] for line in result.out.splitlines()[:2]] == ["INFO     started", "INFO     two"]
        assert result.out.splitlines()[2] == "lines"
        _run, _url, *states, _end = result.err.splitlines()
        assert [line[13:] for line in states] == ["Scheduled", "Running", "Failed: out of memory"]

    def test_timeout_explains(self, run: Run, start: Start) -> None:
        result = run("runs", "watch", str(start().id), "--timeout", "0")
        assert result.code == 124
        assert result.err.splitlines()[-1].startswith("error: ")

    def test_interruption_leaves_the_run_alone(self, client: Prefect, terminal: Terminal, start: Start) -> None:
        running = start("RUNNING")
        shown = terminal("runs", "watch", str(running.id))
        shown.read_until("\x1b[34m\x1b[1mRunning")
        shown.type("\x03")
        assert shown.wait() == 130
        assert f"interrupted: flow run {running.id} goes on." in shown.output
        assert "Traceback" not in shown.output
        assert state_of(client, running) == "Running"


class TestLogs:
    def test_lines(self, client: Prefect, run: Run, start: Start) -> None:
        running = start("RUNNING")
        log(client, running, "a", "b", "red \x1b[31m")
        log(client, running, "broken", level=40)
        ident = str(running.id)
        assert run("runs", "logs", ident).out.count("\n") == 4
        assert run("runs", "logs", ident, "--level", "error").out.endswith("ERROR    broken\n")
        assert run("runs", "logs", ident, "--level", "40").out.count("\n") == 1
        assert run("runs", "logs", ident, "--level", "loud").code == 2
        tail = run("runs", "logs", ident, "--tail", "2", "-o", "jsonl").out.splitlines()
        assert [json.loads(line)["message"] for line in tail] == ["b", "red \x1b[31m"]
        assert "\x1b" not in run("runs", "logs", ident).out
        assert run("runs", "logs", ident, "--tail", "0").out == ""
        assert "prefect.flow_runs: a" in run("runs", "logs", ident, "-o", "wide").out
        rows = list(csv.DictReader(run("runs", "logs", ident, "-o", "csv").out.splitlines()))
        assert [row["level"] for row in rows] == ["INFO", "ERROR", "INFO", "INFO"]

    def test_new_lines_are_followed(self, client: Prefect, run: Run, start: Start) -> None:
        running = start("RUNNING")
        log(client, running, "old", "last")

        def finish() -> None:
            log(client, running, "new")
            client.flow_runs.set_state(running.id, "COMPLETED")

        with later(finish):
            result = run("runs", "logs", "-f", str(running.id), "--tail", "1", "-o", "jsonl")
        assert result.code == 0
        # Its timestamp is earlier than that of the line that was known before.
        assert [json.loads(line)["message"] for line in result.out.splitlines()] == ["last", "new"]

    def test_unknown_run(self, run: Run) -> None:
        assert run("runs", "logs", str(uuid4())).code == 5


class TestChange:
    def test_cancel_by_id(self, client: Prefect, run: Run, start: Start) -> None:
        one, other = start(), start("RUNNING")
        result = run("runs", "cancel", str(one.id), str(other.id))
        reason = "what runs has yet to be stopped (with --force, that is not waited for)"
        assert result == (0, "", f"2 flow runs cancelled\n1 flow run is CANCELLING: {reason}\n")
        assert (state_of(client, one), state_of(client, other)) == ("Cancelled", "Cancelling")

    def test_cancel_without_a_worker(self, client: Prefect, run: Run, flow: Flow) -> None:
        pool = client.work_pools.create(name=f"pool {uuid4()}", type="process").name
        deployment = client.deployments.create(name=f"in {pool}", flow_id=flow.id, work_pool_name=pool)
        running, completed = (client.deployments.trigger(deployment.id) for _ in range(2))
        client.flow_runs.set_state(running.id, "RUNNING")
        result = run("runs", "cancel", str(running.id))
        reason = f"no worker of work pool '{pool}' is online: to cancel without one, pass --force"
        assert result == (0, "", f"1 flow run cancelled\n1 flow run is CANCELLING: {reason}\n")
        client.flow_runs.set_state(completed.id, "COMPLETED")
        client.send(work_pools.worker_heartbeat(pool, name="online"))
        assert "no worker" not in run("runs", "cancel", str(running.id)).err
        # A filter leaves out finished runs, as without --force.
        words = ("runs", "cancel", "--deployment", str(deployment.id), "--force", "--yes")
        assert run(*words, "--dry-run", "-o", "id").out == f"{running.id}\n"
        assert run(*words) == (0, "", "1 flow run cancelled\n")
        refused = run("runs", "cancel", str(completed.id), "--force")
        assert (refused.code, "Run is already in terminal state COMPLETED" in refused.err) == (1, True)
        assert [state_of(client, one) for one in (running, completed)] == ["Cancelled", "Completed"]
        client.work_pools.delete(pool)

    def test_retry_and_failure(self, client: Prefect, run: Run, start: Start) -> None:
        failed, running = start("FAILED"), start("RUNNING")
        result = run("runs", "retry", str(failed.id), str(running.id), "-o", "csv")
        rows = list(csv.DictReader(result.out.splitlines()))
        assert [(row["id"], bool(row["error"])) for row in rows] == [(str(failed.id), False), (str(running.id), True)]
        assert result.code == 1
        assert f"error: run {running.id} was not retried" in result.err
        assert result.err.endswith("1 flow run retried, 1 failed\n")
        assert state_of(client, failed) == "AwaitingRetry"

    def test_exit_code_of_an_unknown_run(self, run: Run) -> None:
        for verb in ("cancel", "retry", "pause", "resume"):
            assert run("runs", verb, str(uuid4())).code == 5

    def test_pause_and_resume_with_input(self, client: Prefect, run: Run, start: Start) -> None:
        tag = str(uuid4())
        running, scheduled = start("RUNNING", tags=[tag]), start(tags=[tag])
        assert run("runs", "pause", "--tag", tag) == (0, "", "1 flow run paused\n")
        assert (state_of(client, running), state_of(client, scheduled)) == ("Paused", "Scheduled")
        assert run("runs", "resume", "--tag", tag, "--dry-run", "-o", "id").out == f"{running.id}\n"
        assert run("runs", "resume", str(running.id), "-i", "approved=true", "-i", "note=fine").code == 0
        assert state_of(client, running) == "Running"

    def test_delete_by_filter(self, client: Prefect, run: Run, start: Start) -> None:
        tag = str(uuid4())
        kept, deleted = start(tags=[tag], name="kept"), start(tags=[tag], name="deleted")
        words = ("runs", "delete", "--tag", tag, "--name", "del*")
        preview = run(*words, "--dry-run")
        assert [line.split()[0] for line in preview.out.splitlines()] == ["ID", str(deleted.id)]
        assert preview.err == "1 flow run would be deleted\n"
        assert run(*words, "--older-than", "1h", "--yes").err == "0 flow runs deleted\n"
        refused = run(*words)
        assert (refused.code, refused.err.count("pass --yes")) == (2, 1)
        assert run(*words, "--yes", "-o", "id").out == f"{deleted.id}\n"
        assert [one.id for one in client.flow_runs.list(tags=[tag])] == [kept.id]

    @pytest.mark.parametrize("verb", ["cancel", "retry", "pause", "resume", "delete"])
    def test_everything_requires_a_decision(self, verb: str, run: Run) -> None:
        for words in ([], ["--yes"] if verb in {"cancel", "retry", "delete"} else ["--dry-run"]):
            result = run("runs", verb, *words)
            assert result.code == 2
            assert "requires IDs or a filter, got neither (to select all, pass --where '{}')" in result.err
        assert "got both" in run("runs", verb, str(uuid4()), "--tag", "x").err

    def test_confirmation(self, client: Prefect, terminal: Terminal, start: Start) -> None:
        tag = str(uuid4())
        runs = [start(tags=[tag]), start("RUNNING", tags=[tag], name="other")]
        shown = terminal("runs", "delete", "--tag", tag)
        shown.read_until("Delete 2 flow runs? [y/N] ")
        assert "  copy (Scheduled)\r\n" in shown.output
        assert "  other (Running)\r\n" in shown.output
        assert "more" not in shown.output
        late = start(tags=[tag])
        shown.type("y\n")
        assert shown.wait() == 0
        assert shown.output.endswith("2 flow runs deleted\r\n")
        # A run that was not part of the question stays.
        assert [one.id for one in client.flow_runs.list(tags=[tag])] == [late.id]
        assert {one.id for one in runs}.isdisjoint({late.id})

    def test_question_shows_five_of_many(self, client: Prefect, terminal: Terminal, start: Start) -> None:
        tag = str(uuid4())
        for _ in range(7):
            start("FAILED", tags=[tag])
        shown = terminal("runs", "retry", "--tag", tag)
        shown.read_until("Retry 7 flow runs? [y/N] ")
        assert shown.output.count("  copy (Failed)\r\n") == 5
        assert "  … and 2 more\r\n" in shown.output
        shown.type("\n")
        assert shown.wait() == 130
        client.flow_runs.delete_many(tags=[tag])

    def test_declined(self, client: Prefect, terminal: Terminal, start: Start) -> None:
        kept = start()
        shown = terminal("runs", "delete", str(kept.id))
        shown.read_until("Delete 1 flow run? [y/N] ")
        assert f"  {kept.name} (Scheduled)\r\n" in shown.output
        shown.type("\n")
        assert shown.wait() == 130
        assert state_of(client, kept) == "Scheduled"


class TestDeployments:
    @pytest.fixture
    def flow(self, client: Prefect) -> Iterator[Flow]:
        """Return a flow of the test's own, since some tests change all deployments of a flow."""
        created = client.flows.create(name=f"cli-{uuid4()}")
        yield created
        client.flows.delete(created.id)

    @pytest.fixture
    def deployment(self, client: Prefect, flow: Flow) -> Deployment:
        return client.deployments.create(name="nightly", flow_id=flow.id)

    def test_pause_and_resume(self, client: Prefect, flow: Flow, deployment: Deployment, run: Run) -> None:
        name = f"{flow.name}/nightly"
        assert run("deployments", "pause", name) == (0, "", "1 deployment paused\n")
        assert client.deployments.get(deployment.id).paused
        assert run("deployments", "ls", "--flow", flow.name, "--paused", "-o", "id").out == f"{deployment.id}\n"
        assert run("deployments", "resume", "--flow", flow.name) == (0, "", "1 deployment resumed\n")
        assert not client.deployments.get(deployment.id).paused
        assert run("deployments", "pause", f"{name}x").code == 5

    def test_delete(self, client: Prefect, flow: Flow, deployment: Deployment, run: Run) -> None:
        other = client.deployments.create(name="hourly", flow_id=flow.id)
        refused = run("deployments", "delete", f"{flow.name}/nightly")
        assert (refused.code, refused.err.count("pass --yes")) == (2, 1)
        assert run("deployments", "delete", f"{flow.name}/nightly", "--yes") == (0, "", "1 deployment deleted\n")
        assert run("deployments", "get", str(deployment.id)).code == 5
        assert run("deployments", "delete", "--flow", flow.name, "--dry-run", "-o", "id").out == f"{other.id}\n"
        assert run("deployments", "delete", "--flow", flow.name, "--yes").err == "1 deployment deleted\n"
        assert run("deployments", "delete", "--yes").code == 2

    def test_question_names_deployments(self, flow: Flow, deployment: Deployment, terminal: Terminal) -> None:
        for words in (["--flow", flow.name], [f"{flow.name}/{deployment.name}"], [str(deployment.id)[:20]]):
            shown = terminal("deployments", "delete", *words)
            shown.read_until("Delete 1 deployment? [y/N] ")
            assert f"  {flow.name}/nightly (not ready)\r\n" in shown.output
            shown.type("\n")
            assert shown.wait() == 130

    def test_schedules(self, client: Prefect, flow: Flow, run: Run) -> None:
        created = client.deployments.create(name="scheduled", flow_id=flow.id)
        name, words = f"{flow.name}/scheduled", ("deployments", "schedule")
        cron = run(*words, "add", name, "--cron", "0 8 * * *", "--timezone", "Europe/Oslo", "--slug", "morning")
        assert "0 8 * * * Europe/Oslo" in cron.out
        every = run(*words, "add", name, "--every", "1h30m", "-p", "n=1", "--inactive", "-o", "json")
        ident = json.loads(every.out)["id"]
        assert json.loads(every.out)["parameters"] == {"n": 1}
        rows = list(csv.DictReader(run(*words, "ls", name, "-o", "csv").out.splitlines()))
        assert [(row["when"], row["active"]) for row in rows] == [
            ("0 8 * * * Europe/Oslo", "true"),
            ("every 1h 30m UTC", "false"),
        ]
        assert run(*words, "resume", name, ident[:13]).err == f"schedule {ident} resumed\n"
        assert run(*words, "pause", str(created.id), "morning").code == 0
        assert [one.active for one in client.deployments.schedules.list(name)] == [False, True]
        assert run(*words, "delete", name, ident).code == 2
        assert run(*words, "delete", name, ident, "--yes").code == 0
        assert run(*words, "delete", name, ident[:13], "--yes").code == 5
        assert len(client.deployments.schedules.list(name)) == 1

    def test_the_only_schedule_needs_no_name(self, client: Prefect, flow: Flow, run: Run) -> None:
        created = client.deployments.create(name="scheduled", flow_id=flow.id)
        name, words = f"{flow.name}/scheduled", ("deployments", "schedule")
        assert run(*words, "pause", name) == (5, "", f"error: {name} has no schedule\n")
        only = client.deployments.schedules.create(name, cron="0 8 * * *")
        assert run(*words, "pause", name) == (0, "", f"schedule {only.id} paused\n")
        listed = run("deployments", "ls", "--flow", flow.name).out.splitlines()
        assert listed[1].endswith("  0 8 * * * UTC (paused)")
        assert '"0 8 * * * UTC (paused)"' in run("deployments", "get", name, "-o", "csv").out.replace('""', '"')
        assert run(*words, "resume", str(created.id)) == (0, "", f"schedule {only.id} resumed\n")
        other = client.deployments.schedules.create(name, interval=timedelta(hours=1), active=False)
        listed = run("deployments", "ls", "--flow", flow.name).out.splitlines()
        # The server returns them in any order.
        assert set(listed[1].partition(" -  ")[2].strip().split(", ")) == {"0 8 * * * UTC", "every 1h UTC (paused)"}
        see = f"see prefect-http deployments schedule ls {name}"
        for verb in ("pause", "resume", "delete"):
            refused = run(*words, verb, name, *(["--yes"] if verb == "delete" else []))
            assert refused == (2, "", f"error: {name} has 2 schedules: name one of them ({see})\n")
        assert run(*words, "delete", name, str(other.id), "--yes").code == 0
        assert run(*words, "delete", name, "--yes") == (0, "", f"schedule {only.id} deleted\n")

    @pytest.mark.parametrize(
        ("words", "error"),
        [
            ([], "one of the arguments --cron --every --rrule is required"),
            (["--cron", "0 8 * * *", "--every", "1h"], "not allowed with argument --cron"),
            (["--cron", "often"], "Invalid cron string"),
            (["--every", "0"], "interval"),
            (["--rrule", "SOMETIMES"], "rrule"),
            (["--every", "1h", "--timezone", "Oslo"], "timezone"),
            (["--every", "1h", "-p", "n"], "expected key=value"),
        ],
    )
    def test_invalid_schedules(
        self, words: list[str], error: str, flow: Flow, deployment: Deployment, run: Run
    ) -> None:
        result = run("deployments", "schedule", "add", f"{flow.name}/nightly", *words)
        assert result.code == 2
        assert error in result.err
        assert result.err.count("\n") == 1


def test_codes_of_several_rows() -> None:
    assert bulk.exit_code_of([]) == 0
    assert bulk.exit_code_of([0, 5, 5]) == 5
    assert bulk.exit_code_of([0, 5, 1]) == 1


def test_progress_bar() -> None:
    assert progress.text_of("Deleting", Progress(done=30, failed=2, total=120)) == (
        "Deleting [######..................] 30/120, 2 failed"
    )
    assert progress.text_of("Deleting", Progress(done=1_500, failed=0, total=None)) == "Deleting 1,500"
