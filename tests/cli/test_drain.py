"""``prefect-http drain``: pause what starts runs, and wait until nothing runs."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest

from prefect_http import Prefect
from prefect_http._cli.commands import drain
from prefect_http.models import FlowRun
from prefect_http_api import work_pools
from prefect_http_api.requests import StateType
from tests.cli.conftest import Run
from tests.cli.execution import Etl, deploy
from tests.cli.pseudo_terminal import PseudoTerminal
from tests.support.waits import HANG_SECONDS, until


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """No worker can have received runs that it has not started yet."""
    monkeypatch.setattr(drain, "_SETTLE", 0.0)


@pytest.fixture
def pool(client: Prefect) -> str:
    """Return the name of a work pool."""
    return client.work_pools.create(name=f"pool {uuid4()}", type="process").name


@pytest.fixture
def etl(client: Prefect, pool: str) -> Etl:
    """Return a deployment in the work pool."""
    return deploy(client, pool, tags=[f"tag of {pool}"])


def start(client: Prefect, etl: Etl, *states: StateType) -> FlowRun:
    """Start a run that enters *states*, one after the other."""
    run = client.deployments.trigger(etl.deployment.id)
    for state in states:
        client.flow_runs.set_state(run.id, state)
    return run


@contextmanager
def moved(
    client: Prefect, runs: Sequence[FlowRun], state: StateType, when: Callable[[FlowRun], bool]
) -> Iterator[None]:
    """Set the state of each of *runs* once *when* is true, like a worker."""

    def move() -> None:
        for run in runs:
            until(partial(when, run), "nothing was drained")
            client.flow_runs.set_state(run.id, state)

    thread = threading.Thread(target=move)
    thread.start()
    yield
    thread.join(HANG_SECONDS)


def test_a_work_pool_is_paused_and_what_runs_is_waited_for(run: Run, client: Prefect, pool: str, etl: Etl) -> None:
    running, scheduled = start(client, etl, "PENDING", "RUNNING"), start(client, etl)
    with moved(client, [running], "COMPLETED", lambda _run: client.work_pools.get(pool).is_paused):
        result = run("drain", "--pool", pool, "--yes")
    assert (result.code, result.out) == (0, "")
    # The run may have finished before it could be waited for.
    assert [line for line in result.err.splitlines() if line != "Waiting for 1 flow run to finish."] == [
        f"Paused work pool '{pool}'; to resume: prefect-http pools resume '{pool}'",
        f"Nothing runs any more; work pool '{pool}' stays paused, to resume: prefect-http pools resume '{pool}'",
        "Of 1 scheduled flow run, each starts after you resume.",
    ]
    assert client.work_pools.get(pool).is_paused
    states = [client.flow_runs.get(one.id).state_type for one in (running, scheduled)]
    assert states == ["COMPLETED", "SCHEDULED"]


def test_a_timeout_says_what_still_runs_and_what_is_paused(run: Run, client: Prefect, pool: str, etl: Etl) -> None:
    running = start(client, etl, "RUNNING")
    result = run("drain", "--pool", pool, "--yes", "--timeout", "0.2")
    assert result.code == 124
    *_, waiting, last = result.err.splitlines()
    assert waiting == "Waiting for 1 flow run to finish."
    assert last.startswith(f"error: 1 flow run not finished after 0.2s: the first, {running.name} ({running.id}), is")
    assert last.endswith(f"(work pool '{pool}' stays paused, to resume: prefect-http pools resume '{pool}')")


def test_what_runs_is_cancelled_on_request(run: Run, client: Prefect, pool: str, etl: Etl) -> None:
    runs = [start(client, etl, "RUNNING"), start(client, etl, "PENDING")]
    with moved(client, runs, "CANCELLED", lambda run: client.flow_runs.get(run.id).state_type == "CANCELLING"):
        assert run("drain", "--pool", pool, "--yes", "--cancel").code == 0
    assert [client.flow_runs.get(one.id).state_type for one in runs] == ["CANCELLED", "CANCELLED"]


def test_runs_that_no_worker_stops_are_cancelled_by_force(run: Run, client: Prefect, pool: str, etl: Etl) -> None:
    running = start(client, etl, "RUNNING")
    words = ("drain", "--pool", pool, "--yes", "--timeout", "0.2")
    idle = f"no worker of work pool '{pool}' is online: to cancel without one, pass"
    assert f"; {idle} --cancel --force (work pool '{pool}' stays paused" in run(*words).err
    cancelled = run(*words, "--cancel")
    assert (cancelled.code, client.flow_runs.get(running.id).state_type) == (124, "CANCELLING")
    assert f"; {idle} --force (work pool '{pool}': nothing had to be paused)" in cancelled.err
    client.send(work_pools.worker_heartbeat(pool, name="online"))
    assert idle not in run(*words, "--cancel").err
    assert run(*words, "--cancel", "--force").code == 0
    assert client.flow_runs.get(running.id).state_type == "CANCELLED"


def test_due_runs_of_a_paused_deployment_are_waited_for(run: Run, client: Prefect, etl: Etl) -> None:
    due = start(client, etl)
    later = client.deployments.trigger(etl.deployment.id, scheduled_time=datetime.now(UTC) + timedelta(days=1))
    timed_out = run("drain", "--deployment", etl.name, "--yes", "--timeout", "0.2")
    assert timed_out.code == 124
    assert f"the first, {due.name} ({due.id}), is SCHEDULED, no worker has picked it up: work pool" in timed_out.err
    assert client.deployments.get(etl.deployment.id).paused
    client.flow_runs.cancel(due.id)
    result = run("drain", "--deployment", etl.name, "--yes")
    assert result.code == 0
    assert "Of 1 scheduled flow run, each starts nevertheless, unless you pass --cancel." in result.err
    assert run("drain", "--deployment", etl.name, "--yes", "--cancel").code == 0
    assert client.flow_runs.get(later.id).state_type == "CANCELLED"


def test_deployments_with_a_tag(run: Run, client: Prefect, pool: str, etl: Etl) -> None:
    tag = f"tag of {pool}"
    paused = deploy(client, pool, tags=[tag, "other"], paused=True)
    untagged = deploy(client, pool)
    result = run("drain", "--tag", tag, "--yes")
    assert result.code == 0
    # What was paused before is not resumed.
    assert f"to resume: prefect-http deployments resume {etl.deployment.id}\n" in result.err
    states = [client.deployments.get(one.deployment.id).paused for one in (etl, paused, untagged)]
    assert states == [True, True, False]
    client.deployments.resume_many(tags=tag)
    assert f"to resume: prefect-http deployments resume --tag '{tag}'\n" in run("drain", "--tag", tag, "--yes").err


def test_what_is_already_paused_is_not_resumed(run: Run, client: Prefect, pool: str) -> None:
    client.work_pools.pause(pool)
    result = run("drain", "--pool", pool, "--yes")
    assert result.code == 0
    assert "resume" not in result.err


def test_without_a_terminal_it_requires_yes(run: Run, client: Prefect, pool: str) -> None:
    result = run("drain", "--pool", pool)
    assert result.code == 2
    assert f"cannot ask whether to pause work pool '{pool}' and wait for 0 flow runs" in result.err
    assert not client.work_pools.get(pool).is_paused


def test_a_dry_run_pauses_nothing(run: Run, client: Prefect, pool: str, etl: Etl) -> None:
    start(client, etl, "RUNNING")
    result = run("drain", "--pool", pool, "--cancel", "--dry-run")
    assert result == (0, "", f"Would pause work pool '{pool}' and cancel 1 flow run.\n")
    assert not client.work_pools.get(pool).is_paused


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 2),
        (("--pool", "a", "--tag", "b"), 2),
        (("--pool", "a", "--timeout", "soon"), 2),
        (("--pool", "a", "--force"), 2),
        (("--pool", "missing", "--yes"), 5),
        (("--tag", "missing", "--yes"), 5),
        (("--deployment", "missing/missing", "--yes"), 5),
        (("--deployment", "", "--yes"), 2),
    ],
)
def test_invalid_input(run: Run, words: tuple[str, ...], code: int) -> None:
    result = run("drain", *words)
    assert result.code == code
    assert result.err.startswith("error: ")
    assert result.err.count("\n") == 1


def test_a_terminal_is_asked_and_an_interrupt_says_what_is_paused(
    terminal: Callable[..., PseudoTerminal], client: Prefect, pool: str, etl: Etl
) -> None:
    running = start(client, etl, "RUNNING")
    shown = terminal("drain", "--pool", pool, columns=300)
    shown.read_until("wait for 1 flow run? [y/N] ")
    assert f"  {running.name} (Running)\r\n" in shown.output
    shown.type("n\n")
    assert shown.wait() == 130
    assert "Nothing was paused." in shown.output
    assert not client.work_pools.get(pool).is_paused

    shown = terminal("drain", "--pool", pool, columns=300)
    shown.read_until("[y/N] ")
    shown.type("y\n")
    shown.read_until("Waiting for 1 flow run")
    shown.type("\x03")
    assert shown.wait() == 130
    assert f"error: interrupted; work pool '{pool}' stays paused, to resume: prefect-http pools resume" in shown.output
    assert client.work_pools.get(pool).is_paused
