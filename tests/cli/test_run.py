"""``prefect-http run``: start a run, wait for it, follow it, and detach from it."""

import io
import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TextIO
from uuid import uuid4

import pytest

from prefect_http import Prefect
from prefect_http._cli import watching
from prefect_http._cli.commands import run as run_command
from prefect_http._cli.watching import _GRACE
from prefect_http.models import Deployment, FlowRun
from tests.cli.conftest import Run
from tests.cli.execution import FLOW, Etl, deploy, executed
from tests.cli.pseudo_terminal import PseudoTerminal, environment
from tests.support.servers import ServerAddress
from tests.support.waits import HANG_SECONDS, until
from tests.support.worker import running_worker

START = Callable[..., PseudoTerminal]

UUID_IN_TEXT = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


@pytest.fixture
def etl(client: Prefect) -> Etl:
    """Return a deployment without a work pool and without runs."""
    return deploy(client, tags=["of-the-deployment"])


def only_run(client: Prefect, deployment: Deployment, **filters: Any) -> FlowRun:
    (run,) = client.flow_runs.list(deployment=deployment, **filters)
    return run


def test_a_run_is_started_and_shown_in_one_line(run: Run, client: Prefect, etl: Etl) -> None:
    result = run("run", etl.name, "-p", "n=5", "--param", "end=x", "--name", "monday", "--tag", "a", "--tag", "b")
    started = only_run(client, etl.deployment, name="monday")
    assert result == (0, f"Flow run monday ({started.id}) is Scheduled: {client.ui_url(started)}\n", "")
    assert started.parameters == {"n": 5, "end": "x"}
    assert sorted(started.tags) == ["a", "b", "of-the-deployment"]


def test_the_id_alone_is_for_scripts(run: Run, client: Prefect, etl: Etl) -> None:
    result = run("run", str(etl.deployment.id), "-o", "id")
    assert client.flow_runs.get(result.out.strip()).deployment_id == etl.deployment.id


def test_all_attributes_are_in_json(run: Run, etl: Etl) -> None:
    assert json.loads(run("run", etl.name, "-o", "json", "-p", "n=7").out)["parameters"] == {"n": 7}


def test_a_deployment_is_found_by_the_first_characters_of_its_id(run: Run, client: Prefect, etl: Etl) -> None:
    result = run("run", str(etl.deployment.id)[:13], "-o", "id")
    assert client.flow_runs.get(result.out.strip()).deployment_id == etl.deployment.id


def test_parameters_come_from_a_file_and_options_override_them(
    run: Run, client: Prefect, etl: Etl, tmp_path: Path
) -> None:
    file = tmp_path / "params.json"
    file.write_text('{"n": 1, "end": "FAILED"}', "utf-8")
    started = client.flow_runs.get(run("run", etl.name, "--params", str(file), "-p", "n=2", "-o", "id").out.strip())
    assert started.parameters == {"n": 2, "end": "FAILED"}


def test_parameters_come_from_standard_input(
    run: Run, client: Prefect, etl: Etl, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"n": 3}')))
    started = client.flow_runs.get(run("run", etl.name, "--params", "-", "-o", "id").out.strip())
    assert started.parameters == {"n": 3}


@pytest.mark.parametrize(
    ("option", "seconds"),
    [("--in", 600), ("--at", 7200)],
)
def test_a_run_starts_later(run: Run, client: Prefect, etl: Etl, option: str, seconds: int) -> None:
    start = (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat()
    result = run("run", etl.name, option, "10m" if option == "--in" else start)
    assert " is Scheduled, starts in " in result.out
    started = client.flow_runs.get(UUID_IN_TEXT.findall(result.out)[0])
    assert started.expected_start_time is not None
    delay = started.expected_start_time - datetime.now(UTC)
    assert timedelta(seconds=seconds - 300) < delay <= timedelta(seconds=seconds)


def test_an_idempotency_key_starts_one_run(run: Run, etl: Etl) -> None:
    words = ("run", etl.name, "--idempotency-key", str(uuid4()), "-o", "id")
    assert run(*words).out == run(*words).out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("-p", "n"), "expected key=value, got 'n'"),
        (("--params", "missing.json"), "cannot read --params missing.json: No such file or directory"),
        (("--params", "list.json"), "invalid --params list.json: expected a JSON object"),
        (("--params", "broken.json"), "invalid --params broken.json: expected a JSON object"),
        (("--params", "latin.json"), "invalid --params latin.json: expected a JSON object"),
        (("--params", "."), "cannot read --params .: Is a directory"),
        (("--at", "2020-01-31T08:00"), "'2020-01-31T08:00' is in the past"),
        (("--at", "tomorrow"), "expected a time such as 08:00 or 2026-01-31T08:00, got 'tomorrow'"),
        (("--at", "08:00", "--in", "10m"), "not allowed with argument --at"),
        (("--in", "soon"), "expected a duration such as 7d"),
        (("--in", "-5m"), "expected"),
        (("--wait", "--follow"), "not allowed with argument"),
        (("--timeout", "10m"), "--timeout requires --wait or --follow"),
        (("--wait", "--timeout", "ten"), "expected a duration"),
        (("--wait", "--cancel-on-timeout"), "--cancel-on-timeout requires --timeout"),
        (("--from", "missing.csv", "--follow"), "use --wait with --from"),
        (("--from", "missing.csv", "--format", "github"), "--format github reports a single run"),
        (("--from", "missing.csv"), "cannot read --from missing.csv: No such file or directory"),
        (("--from", "-", "--params", "-"), "cannot both read standard input"),
        (("--format", "gitlab"), "invalid choice: 'gitlab'"),
        (("--fast",), "unrecognized argument '--fast'"),
        (("-p", "m=1"), "invalid parameter 'm'"),
        (("-p", "n=many"), "'many' is not of type 'integer'"),
        (("-p", f"n={2**70}"), "n"),
        (("other",), "unrecognized argument 'other'"),
    ],
)
def test_invalid_input_starts_nothing(
    run: Run,
    client: Prefect,
    etl: Etl,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    words: tuple[str, ...],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.json").write_text("[1]", "utf-8")
    Path("broken.json").write_text('{"n": ', "utf-8")
    Path("latin.json").write_bytes('{"end": "é"}'.encode("latin-1"))
    before = client.flow_runs.count(deployment=etl.deployment)
    result = run("run", etl.name, *words)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert result.err.count("\n") == 1
    assert client.flow_runs.count(deployment=etl.deployment) == before


def test_a_misspelt_deployment_is_not_found_and_similar_names_are_suggested(run: Run, etl: Etl) -> None:
    result = run("run", etl.name.replace("nightly", "nightyl"))
    assert result.code == 5
    assert f"did you mean {etl.name!r}?" in result.err
    assert "404" not in result.err


def test_an_unreachable_server(run: Run, etl: Etl) -> None:
    assert run("run", etl.name, "--api-url", "http://127.0.0.1:9/api").code == 7


@pytest.mark.parametrize(
    ("option", "end", "code"),
    [
        ("--wait", "COMPLETED", 0),
        ("--wait", "FAILED", 1),
        ("--wait", "CRASHED", 3),
        ("--wait", "CANCELLED", 4),
        ("--follow", "CRASHED", 3),
    ],
)
def test_the_exit_code_is_that_of_the_final_state(
    run: Run, client: Prefect, etl: Etl, *, option: str, end: str, code: int
) -> None:
    with executed(client, etl.deployment):
        result = run("run", etl.name, option, "-p", f"end={end}", "-o", "json")
    assert result.code == code
    assert json.loads(result.out)["state_type"] == end


def test_waiting_writes_the_finished_run_and_why_it_failed(run: Run, client: Prefect, etl: Etl) -> None:
    with executed(client, etl.deployment):
        result = run("run", etl.name, "--wait", "-p", "end=FAILED", "--name", "sad")
    assert result.out.startswith("Flow run sad (")
    assert " is Failed" in result.out
    assert result.err == "Failed: ended FAILED\n"


def test_following_writes_log_lines_to_standard_output_and_states_to_standard_error(
    run: Run, client: Prefect, etl: Etl
) -> None:
    with executed(client, etl.deployment):
        result = run("run", etl.name, "--follow", "-p", "n=8")
    assert re.fullmatch(r"\d\d:\d\d:\d\d\S* +INFO +extracting 8 rows\n", result.out)
    (started,) = client.flow_runs.list(deployment=etl.deployment)
    first, url, *states, last = result.err.splitlines()
    assert (first, url) == (f"Flow run {started.name} ({started.id}) is Scheduled", client.ui_url(started))
    assert [line.split()[1].rstrip(":") for line in states] == ["Scheduled", "Running", "Completed"]
    assert last.startswith(f"Flow run {started.name} ({started.id}) is Completed after ")


def test_a_timeout_says_what_the_run_waits_for_and_that_it_goes_on(run: Run, client: Prefect, etl: Etl) -> None:
    result = run("run", etl.name, "--wait", "--timeout", "0.1")
    assert (result.code, result.out) == (124, "")
    assert "its deployment has no work pool, and no process that serves it has picked it up" in result.err
    run_id = UUID_IN_TEXT.findall(result.err)[0]
    assert f"it goes on (to reattach: prefect-http runs watch {run_id})" in result.err
    assert client.flow_runs.get(run_id).state_type == "SCHEDULED"


def test_a_timeout_cancels_on_request(run: Run, client: Prefect, etl: Etl) -> None:
    result = run("run", etl.name, "--follow", "--timeout", "0.1", "--cancel-on-timeout", "-o", "json")
    assert result.code == 124
    assert client.flow_runs.get(json.loads(result.out)["id"]).state_type == "CANCELLED"


@pytest.mark.parametrize("in_pool", [True, False])
def test_following_explains_why_nothing_picks_the_run_up(
    run: Run, client: Prefect, monkeypatch: pytest.MonkeyPatch, in_pool: bool
) -> None:
    monkeypatch.setattr(watching, "_PATIENCE", 0.1)
    pool = client.work_pools.create(name=f"pool-{uuid4()}", type="process").name if in_pool else None
    result = run("run", deploy(client, pool).name, "--follow", "--timeout", "1.5")
    reason = f"work pool {pool!r} is NOT_READY, no worker is online" if in_pool else "its deployment has no work pool"
    (line,) = [line for line in result.err.splitlines() if line.startswith("waiting: ")]
    assert reason in line


def test_a_state_is_shown_on_a_terminal_while_waiting(terminal: START, client: Prefect, etl: Etl) -> None:
    shown = terminal("run", etl.name, "--wait", "--name", "patient")
    shown.read_until("Scheduled 1s")
    started = only_run(client, etl.deployment, name="patient")
    client.flow_runs.set_state(started.id, "RUNNING")
    shown.read_until("Running ")
    client.flow_runs.set_state(started.id, "COMPLETED")
    assert shown.wait() == 0
    assert f"\x1b[2KFlow run patient ({started.id}) is \x1b[32mCompleted\x1b[0m" in shown.output


def test_an_interrupt_without_a_terminal_detaches_at_once(server: ServerAddress, client: Prefect, etl: Etl) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "prefect_http", "run", etl.name, "--follow", "--name", "detached"],
        env=environment(PREFECT_API_URL=server.api_url),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    stderr = process.stderr
    assert stderr is not None
    until(lambda: " is Scheduled" in stderr.readline(), "the run was not started")
    stderr.readline()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=HANG_SECONDS)
    started = only_run(client, etl.deployment, name="detached")
    assert process.returncode == 130
    assert f"flow run {started.id} goes on. To reattach: prefect-http runs watch {started.id}" in err
    assert started.state_type == "SCHEDULED"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("run", "{name}", "--wait", "-p", "end=FAILED"), 1),
        (("run", "{name}", "--wait", "--timeout", "0", "-o", "json"), 124),
        (("runs", "wait", "{failed}"), 1),
        (("runs", "retry", "{running}", "-o", "id"), 1),
    ],
)
def test_the_exit_code_does_not_depend_on_a_reader_of_the_output(
    run: Run,
    client: Prefect,
    etl: Etl,
    unread: TextIO,
    monkeypatch: pytest.MonkeyPatch,
    *,
    words: tuple[str, ...],
    code: int,
) -> None:
    failed, running = [client.flow_runs.create(flow_id=etl.deployment.flow_id).id for _ in range(2)]
    client.flow_runs.set_state(failed, "FAILED", force=True)
    client.flow_runs.set_state(running, "RUNNING", force=True)
    given = [word.format(name=etl.name, failed=failed, running=running) for word in words]
    monkeypatch.setattr(sys, "stdout", unread)
    with nullcontext() if code == 124 else executed(client, etl.deployment):
        assert run(*given).code == code


def test_a_run_that_nobody_follows_any_more_is_not_reported_as_completed(
    run: Run, client: Prefect, etl: Etl, unread: TextIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", unread)
    with executed(client, etl.deployment):
        result = run("run", etl.name, "--follow")
    run_id = only_run(client, etl.deployment).id
    assert result.code == 130
    assert f"nobody reads the output: flow run {run_id} goes on. To reattach: prefect-http runs watch" in result.err


def test_an_interrupt_while_the_run_is_created(run: Run, etl: Etl, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_arguments: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(run_command, "find_deployment", interrupt)
    result = run("run", etl.name)
    assert result.code == 130
    assert "it may have started" in result.err


@pytest.fixture(scope="module")
def worker(server: ServerAddress, client: Prefect, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Etl]:
    """Return a deployment in a work pool with a real worker."""
    folder = tmp_path_factory.mktemp("flows")
    (folder / "flows.py").write_text(FLOW, "utf-8")
    pool = client.work_pools.create(name=f"pool-{uuid4()}", type="process").name
    with running_worker(server, pool, tmp_path_factory.mktemp("worker")):
        yield deploy(client, pool, path=str(folder), entrypoint="flows.py:etl")


def test_real_runs_in_a_terminal(terminal: START, client: Prefect, worker: Etl) -> None:
    """Two runs at a time, because each takes seconds. One completes, the other is detached from and then cancelled."""
    followed = terminal("run", worker.name, "--follow", "-p", "n=6")
    detached = terminal("run", worker.name, "--follow", "-p", "end=never", "--name", "detached")

    assert followed.wait() == 0
    assert re.search(r"\x1b\[33mWARNING *\x1b\[0m +extracting 6 rows", followed.output)
    assert "\x1b[32m\x1b[1mCompleted" in followed.output

    interrupt(detached)
    assert detached.wait() == 130
    run_id = only_run(client, worker.deployment, name="detached").id
    assert f"flow run {run_id} goes on. To reattach: prefect-http runs watch {run_id}." in detached.output
    assert client.flow_runs.get(run_id).state_type == "RUNNING"

    cancelled = terminal("runs", "watch", str(run_id))
    interrupt(cancelled)
    cancelled.type("\x03")
    assert cancelled.wait() == 130
    assert client.flow_runs.wait(run_id, timeout=HANG_SECONDS).state_type == "CANCELLED"


def interrupt(shown: PseudoTerminal) -> None:
    shown.read_until("extracting 1 rows")
    shown.type("\x03")
    shown.read_until(f"Press Ctrl-C again within {_GRACE:g} s to cancel.")
