"""Flow runs, on a real server. The tests set their states."""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import httpx
import pytest

from prefect_http import (
    ArgumentError,
    AsyncPrefect,
    ConflictError,
    DecodeError,
    FlowRunFailedError,
    NotFoundError,
    Prefect,
    StateChangeError,
    StateNotReachedError,
    WaitTimeoutError,
    _concurrency,
)
from prefect_http.models import Deployment, FlowRun, Log, OrchestrationResult, State
from prefect_http_api import deployments, flow_run_states, flow_runs, flows, logs, work_pools
from prefect_http_api.requests import FlowRunFilter, LogCreate, StateDetails, StateType
from tests.support.servers import ServerAddress
from tests.support.transports import PatientTransport

START = datetime(2026, 1, 31, 8, tzinfo=UTC)


def unique() -> str:
    return f"runs-{uuid4()}"


@pytest.fixture(scope="module")
def deployment(prefect: Prefect) -> Deployment:
    """Deployment with a work pool that has no workers."""
    name = unique()
    flow = prefect.send(flows.create_flow(name=name))
    prefect.send(work_pools.create_work_pool(name=name, type="process"))
    return prefect.send(deployments.create_deployment(name=name, flow_id=flow.id, work_pool_name=name))


@pytest.fixture
def scheduled(prefect: Prefect, deployment: Deployment) -> FlowRun:
    return prefect.deployments.trigger(deployment.id)


@pytest.fixture
def running(prefect: Prefect, deployment: Deployment) -> FlowRun:
    run = prefect.deployments.trigger(deployment.id)
    drive(prefect, run, "PENDING", "RUNNING")
    return run


def drive(prefect: Prefect, run: FlowRun, *kinds: StateType) -> None:
    for kind in kinds:
        prefect.flow_runs.set_state(run.id, kind)


def test_wait_returns_finished_run(prefect: Prefect, running: FlowRun) -> None:
    ending = threading.Timer(0.3, drive, (prefect, running, "COMPLETED"))
    ending.start()
    try:
        assert prefect.flow_runs.wait(running.id, timeout=120, raise_on_failure=True).state_type == "COMPLETED"
    finally:
        ending.join()


def test_wait_until_a_state_that_the_run_has_left(prefect: Prefect, running: FlowRun) -> None:
    assert prefect.flow_runs.wait(running.id, until="PENDING", timeout=120).state_type == "RUNNING"
    prefect.flow_runs.pause(running.id)
    assert prefect.flow_runs.wait(running.id, until=["Paused", "FAILED"], timeout=120).state_type == "PAUSED"
    drive(prefect, running, "RUNNING", "COMPLETED")
    assert prefect.flow_runs.wait(running.id, until="RUNNING").state_type == "COMPLETED"
    with pytest.raises(StateNotReachedError, match="ended COMPLETED without becoming PAUSED"):
        prefect.flow_runs.wait(running.id, until="PAUSED")


def test_watch_yields_each_state_and_line_once(prefect: Prefect, running: FlowRun) -> None:
    line: LogCreate = {"name": "test", "level": 20, "message": "hi", "timestamp": START, "flow_run_id": running.id}
    prefect.logs.create([line])
    items: list[State | Log] = []
    for item in prefect.flow_runs.watch(running.id, timeout=120, poll_interval=0.2):
        items.append(item)
        if isinstance(item, State) and item.type == "RUNNING" and len(items) < 5:
            prefect.flow_runs.pause(running.id)
            drive(prefect, running, "RUNNING", "FAILED")
    states = prefect.send(flow_run_states.read_flow_run_states(flow_run_id=running.id))
    assert [item.id for item in items if isinstance(item, State)] == [state.id for state in states]
    assert [item.message for item in items if isinstance(item, Log)] == ["hi"]
    assert items[-1].id == states[-1].id


def test_failed_run_is_returned_or_raised(prefect: Prefect, running: FlowRun) -> None:
    prefect.flow_runs.set_state(running.id, "FAILED", message="boom")
    assert prefect.flow_runs.wait(running.id).state_type == "FAILED"
    with pytest.raises(FlowRunFailedError, match="ended FAILED: boom") as error:
        prefect.flow_runs.wait(running.id, raise_on_failure=True)
    assert error.value.run == prefect.flow_runs.get(running.id)


def test_wait_timeout_names_work_pool_without_workers(
    prefect: Prefect, deployment: Deployment, scheduled: FlowRun
) -> None:
    with pytest.raises(WaitTimeoutError) as error:
        prefect.flow_runs.wait(scheduled.id, timeout=0)
    assert f"no worker has picked it up: work pool '{deployment.work_pool_name}' is NOT_READY" in str(error.value)
    assert "work queue 'default' is NOT_READY" in str(error.value)
    assert [run.id for run in error.value.runs] == [scheduled.id]


def test_wait_timeout_names_work_pool_of_the_default_type(prefect: Prefect, deployment: Deployment) -> None:
    pool = prefect.work_pools.create(name=unique())
    made = prefect.deployments.create(name=pool.name, flow_id=deployment.flow_id, work_pool_name=pool.name)
    run = prefect.deployments.trigger(made)
    with pytest.raises(WaitTimeoutError) as error:
        prefect.flow_runs.wait(run.id, timeout=0)
    reason = f"work pool '{pool.name}' has the type prefect-agent, which no worker of Prefect 3 supports"
    assert f"after 0 s: {reason}: use a work pool of another type" in str(error.value)


def test_wait_timeout_names_scheduled_start(prefect: Prefect, deployment: Deployment) -> None:
    when = datetime.now(UTC) + timedelta(days=1)
    run = prefect.deployments.trigger(deployment.id, scheduled_time=when)
    with pytest.raises(WaitTimeoutError, match=f"start is scheduled for {when:%Y-%m-%d}"):
        prefect.flow_runs.wait(run.id, timeout=0)


def test_deleted_run_ends_the_wait(prefect: Prefect, running: FlowRun) -> None:
    prefect.send(flow_runs.delete_flow_run(running.id))
    with pytest.raises(NotFoundError, match="Flow run not found"):
        prefect.flow_runs.wait(running.id, timeout=120)
    with pytest.raises(NotFoundError, match=str(running.id)):
        prefect.flow_runs.wait_many([running.id], timeout=120)


def test_wait_many_keeps_the_given_order(prefect: Prefect, deployment: Deployment) -> None:
    runs = [prefect.deployments.trigger(deployment.id) for _ in range(3)]
    for run in runs:
        drive(prefect, run, "PENDING", "RUNNING", "COMPLETED")
    wanted = [runs[1].id, runs[0].id, runs[2].id, runs[1].id]
    assert [run.id for run in prefect.flow_runs.wait_many(wanted, timeout=120)] == wanted
    with pytest.raises(NotFoundError, match=str(UUID(int=1))):
        prefect.flow_runs.wait_many([runs[0].id, UUID(int=1), runs[1].id], timeout=120)


class Recorder(PatientTransport):
    """Transport that records the paths of requests."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[str] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.paths.append(request.url.path.rpartition("/flow_runs/")[2])
        return super().handle_request(request)


def test_wait_many_sends_one_request_per_poll(
    prefect: Prefect, deployment: Deployment, server: ServerAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = [prefect.deployments.trigger(deployment.id) for _ in range(5)]
    happening: list[Callable[[], None]] = [
        lambda: None,
        lambda: None,
        lambda: drive(prefect, runs[3], "PENDING", "RUNNING", "COMPLETED"),
        lambda: drive(prefect, runs[0], "CANCELLED"),
        lambda: None,
        lambda: prefect.flow_runs.delete(runs[2].id),
    ]
    requests: list[list[str]] = []
    transport = Recorder()

    def sleep(_seconds: float) -> None:
        requests.append(transport.paths)
        happening.pop(0)()
        transport.paths = []

    monkeypatch.setattr(_concurrency, "sleep", sleep)
    with (
        Prefect(server.api_url, transport=transport) as waiting,
        pytest.raises(NotFoundError, match=str(runs[2].id)) as error,
    ):
        waiting.flow_runs.wait_many([run.id for run in runs])
    assert error.value.status == 404
    assert requests == [["filter"]] * 6
    assert transport.paths == ["filter", str(runs[2].id)]


def decision(result: OrchestrationResult) -> tuple[str, str | None]:
    return str(result.status), str(result.state.type) if result.state is not None else None


def test_running_run_becomes_cancelling(prefect: Prefect, running: FlowRun) -> None:
    assert decision(prefect.flow_runs.cancel(running.id, message="enough")) == ("ACCEPT", "CANCELLING")
    assert decision(prefect.flow_runs.cancel(running.id)) == ("REJECT", "CANCELLING")
    state = prefect.flow_runs.get(running.id).state
    assert state is not None
    assert state.message == "enough"
    prefect.flow_runs.set_state(running.id, "CANCELLED")
    assert decision(prefect.flow_runs.cancel(running.id)) == ("ABORT", "CANCELLED")


def test_scheduled_run_is_cancelled_despite_reject(prefect: Prefect, scheduled: FlowRun) -> None:
    result = prefect.flow_runs.cancel(scheduled.id)
    assert decision(result) == ("REJECT", "CANCELLED")
    assert result.details.reason == "Scheduled flow run has no infrastructure to terminate."  # type: ignore[union-attr]
    assert prefect.flow_runs.wait(scheduled.id, timeout=0).state_type == "CANCELLED"


def test_finished_run_is_not_cancelled(prefect: Prefect, running: FlowRun) -> None:
    prefect.flow_runs.set_state(running.id, "COMPLETED", name="Done", message="well")
    with pytest.raises(StateChangeError, match=r"was not cancelled: ABORT: .* The run is COMPLETED") as error:
        prefect.flow_runs.cancel(running.id)
    assert error.value.run_id == running.id
    assert decision(error.value.result) == ("ABORT", "COMPLETED")
    assert prefect.flow_runs.get(running.id).state_name == "Done"


def test_rejected_state_change_is_raised(prefect: Prefect, scheduled: FlowRun) -> None:
    runs = prefect.flow_runs
    assert decision(runs.set_state(scheduled.id, "PENDING")) == ("ACCEPT", "PENDING")
    with pytest.raises(StateChangeError, match=r"was not set to PENDING: ABORT: .* The run is PENDING") as error:
        runs.set_state(str(scheduled.id), "PENDING")
    assert decision(error.value.result) == ("ABORT", "PENDING")
    runs.set_state(scheduled.id, "FAILED")
    with pytest.raises(StateChangeError):
        runs.set_state(scheduled.id, "CANCELLING")
    assert decision(runs.set_state(scheduled.id, "CANCELLING", force=True)) == ("ACCEPT", "CANCELLING")


def test_resent_state_change_is_applied_once(prefect: Prefect, scheduled: FlowRun) -> None:
    details: StateDetails = {"transition_id": uuid4()}
    first = prefect.flow_runs.set_state(scheduled.id, "RUNNING", state_details=details)
    again = prefect.flow_runs.set_state(scheduled.id, "RUNNING", state_details=details)
    assert decision(first) == ("ACCEPT", "RUNNING")
    assert decision(again) == ("REJECT", "RUNNING")
    assert prefect.flow_runs.get(scheduled.id).run_count == 1


def test_paused_run_is_resumed(prefect: Prefect, running: FlowRun) -> None:
    runs = prefect.flow_runs
    assert decision(runs.pause(running.id, timeout=3600)) == ("ACCEPT", "PAUSED")
    state = runs.get(running.id).state
    assert state is not None
    assert state.state_details.pause_timeout is not None
    left = state.state_details.pause_timeout - state.timestamp
    assert timedelta(minutes=50) < left < timedelta(minutes=70)
    with pytest.raises(WaitTimeoutError, match="waiting to be resumed before"):
        runs.wait(running.id, timeout=0)
    assert decision(runs.resume(running.id)) == ("ACCEPT", "RUNNING")
    with pytest.raises(StateChangeError, match="was not resumed: ABORT: Cannot resume a flow run that is not paused"):
        runs.resume(running.id)


def test_paused_run_fails_after_timeout(prefect: Prefect, running: FlowRun) -> None:
    prefect.flow_runs.pause(running.id, timeout=-1)
    with pytest.raises(StateChangeError, match=r"REJECT: .* timed out .* The run is FAILED"):
        prefect.flow_runs.resume(running.id)


def test_resumed_suspended_run_is_scheduled(prefect: Prefect, running: FlowRun) -> None:
    runs = prefect.flow_runs
    assert decision(runs.suspend(running.id)) == ("ACCEPT", "PAUSED")
    assert runs.get(running.id).state_name == "Suspended"
    assert decision(runs.resume(running.id)) == ("ACCEPT", "SCHEDULED")
    assert runs.get(running.id).state_name == "Resuming"


def test_pause_requires_running_and_suspend_requires_deployment(prefect: Prefect, scheduled: FlowRun) -> None:
    runs = prefect.flow_runs
    with pytest.raises(StateChangeError, match=r"was not paused: REJECT: Cannot pause .* The run is SCHEDULED"):
        runs.pause(scheduled.id)
    alone = runs.create(flow_id=scheduled.flow_id)
    runs.set_state(alone.id, "RUNNING")
    with pytest.raises(StateChangeError, match=r"was not suspended: ABORT: .* without a deployment"):
        runs.suspend(alone.id)


def test_run_is_resumed_with_input(prefect: Prefect, running: FlowRun) -> None:
    runs = prefect.flow_runs
    schema = {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}
    keys = {"schema": "ask-schema", "response": "ask-response"}
    assert runs.pending_input(running.id) is None
    # In the order of a flow: since 3.9, pausing deletes earlier inputs of these keys.
    runs.set_state(running.id, "PAUSED", state_details={"run_input_keyset": keys})
    runs.inputs.set(running.id, "ask-schema", schema)
    pending = runs.pending_input(running.id)
    assert pending is not None
    assert (pending.schema, pending.description) == (schema, None)
    with pytest.raises(StateChangeError, match=r"was not resumed: REJECT: .*'n' is a required property"):
        runs.resume(running.id, run_input={})
    assert decision(runs.resume(running.id, run_input={"n": 5})) == ("ACCEPT", "RUNNING")
    assert runs.inputs.get(running.id, "ask-response") == {"n": 5}


def test_finished_run_is_retried(prefect: Prefect, running: FlowRun) -> None:
    runs = prefect.flow_runs
    runs.set_state(running.id, "FAILED")
    assert decision(runs.retry(running.id, message="again")) == ("ACCEPT", "SCHEDULED")
    run = runs.get(running.id)
    assert (run.state_name, run.state.message, run.run_count) == ("AwaitingRetry", "again", 1)


def test_unfinished_run_is_not_retried(prefect: Prefect, running: FlowRun) -> None:
    with pytest.raises(StateChangeError, match=r"was not retried: ABORT: Only a finished run .* The run is RUNNING"):
        prefect.flow_runs.retry(running.id)
    assert prefect.flow_runs.get(running.id).state_type == "RUNNING"


def test_runs_without_deployment_or_with_result_are_not_retried(prefect: Prefect, running: FlowRun) -> None:
    runs = prefect.flow_runs
    runs.set_state(running.id, "COMPLETED", data={"type": "reference", "storage_key": "k", "storage_block_id": None})
    with pytest.raises(StateChangeError, match="was not retried: REJECT: Run is already COMPLETED"):
        runs.retry(running.id)
    alone = runs.create(flow_id=running.flow_id, state={"type": "FAILED"})
    with pytest.raises(StateChangeError, match=r"was not retried: ABORT: .* without an associated deployment"):
        runs.retry(alone.id)


def test_state_changes_of_unknown_run_raise_not_found(prefect: Prefect) -> None:
    runs, unknown = prefect.flow_runs, uuid4()
    for change in (runs.cancel, runs.pause, runs.suspend, runs.resume, runs.retry):
        with pytest.raises(NotFoundError, match="not found"):
            change(unknown)
    with pytest.raises(NotFoundError):
        runs.set_state(unknown, "RUNNING")
    with pytest.raises(ArgumentError):
        runs.cancel("nobody")


def test_runs_are_created_counted_updated_and_deleted(prefect: Prefect, deployment: Deployment) -> None:
    runs, tag = prefect.flow_runs, unique()
    wanted: FlowRunFilter = {"tags": {"all_": [tag]}}
    made = [runs.create(flow_id=deployment.flow_id, tags=[tag], name=f"mine-{n}") for n in range(3)]
    assert {run.state_type for run in made} == {"PENDING"}
    assert len({run.id for run in made}) == 3
    key = unique()
    first, second = (runs.create(flow_id=made[0].flow_id, idempotency_key=key) for _ in range(2))
    assert first.id == second.id
    with pytest.raises(ConflictError, match="foreign key"):
        runs.create(flow_id=uuid4())
    assert runs.count(where={"flow_runs": wanted}) == 3
    assert (
        runs.count(
            where={"flow_runs": wanted, "flows": {"id": {"any_": []}}},
        )
        == 0
    )
    assert [run.name for run in runs.list(where={"flow_runs": wanted}, sort="NAME_DESC")] == [
        "mine-2",
        "mine-1",
        "mine-0",
    ]
    runs.update(made[0].id, name="other")
    assert runs.get(made[0].id).name == "other"
    assert runs.get(made[0].id).tags == [tag]
    runs.delete(made[0].id)
    with pytest.raises(NotFoundError):
        runs.delete(made[0].id)
    assert len(runs.delete_many(where={"flow_runs": wanted}, limit=1)) == 1
    assert len(runs.delete_many(where={"flow_runs": wanted})) == 1
    assert runs.count(where={"flow_runs": wanted}) == 0


def test_set_labels_keeps_other_labels(prefect: Prefect, scheduled: FlowRun) -> None:
    prefect.flow_runs.set_labels(scheduled.id, {"team": "a", "n": 1, "on": True})
    prefect.flow_runs.set_labels(scheduled.id, {"team": "b"})
    labels = prefect.flow_runs.get(scheduled.id).labels
    assert {name: labels[name] for name in ("team", "n", "on")} == {"team": "b", "n": 1, "on": True}
    with pytest.raises(NotFoundError):
        prefect.flow_runs.set_labels(uuid4(), {"team": "a"})


def test_graph_contains_task_runs(prefect: Prefect, running: FlowRun) -> None:
    task = prefect.task_runs.create(flow_run_id=running.id, task_key="t", dynamic_key="0")
    prefect.task_runs.set_state(task.id, "RUNNING")
    prefect.task_runs.set_state(task.id, "COMPLETED")
    assert [ident for ident, _ in prefect.flow_runs.graph(running.id).nodes] == [task.id]
    assert prefect.flow_runs.graph(running.id, since=datetime.now(UTC) + timedelta(days=1)).nodes == []
    with pytest.raises(ArgumentError, match="must have a timezone"):
        prefect.flow_runs.graph(running.id, since=datetime(2026, 1, 1))  # noqa: DTZ001  # rejected
    with pytest.raises(NotFoundError):
        prefect.flow_runs.graph(uuid4())


def test_history_covers_more_than_500_intervals(prefect: Prefect, deployment: Deployment) -> None:
    tag, end = unique(), datetime.now(UTC) + timedelta(days=2)
    start = end - timedelta(seconds=1201)
    when = end - timedelta(seconds=30)
    prefect.deployments.trigger(deployment.id, tags=[tag], scheduled_time=when)
    history = prefect.flow_runs.history(
        start=start, end=end, interval=timedelta(seconds=2), where={"flow_runs": {"tags": {"all_": [tag]}}}
    )
    assert len(history) == 601
    assert [later.interval_start for later in history[1:]] == [earlier.interval_end for earlier in history[:-1]]
    assert (history[0].interval_start, history[-1].interval_end) == (start, end + timedelta(seconds=1))
    found = [part for part in history if part.states]
    assert [(part.states[0].state_type, part.states[0].count_runs) for part in found] == [("SCHEDULED", 1)]
    assert found[0].interval_start <= when < found[0].interval_end


def test_inputs_are_stored_as_json(prefect: Prefect, scheduled: FlowRun) -> None:
    inputs, run = prefect.flow_runs.inputs, scheduled.id
    value = {"text": 'é "\n', "list": [1, None, 2.5]}
    inputs.set(run, "my-key", value, sender="me")
    assert inputs.get(run, "my-key") == value
    with pytest.raises(ConflictError, match="already exists"):
        inputs.set(run, "my-key", 1)
    inputs.set(run, "other", None)
    assert inputs.get(run, "other") is None
    assert sorted(found.key for found in inputs.list(run)) == ["my-key", "other"]
    assert [(found.key, found.sender) for found in inputs.list(run, prefix="my")] == [("my-key", "me")]
    inputs.delete(run, "my-key")
    for call in (inputs.get, inputs.delete):
        with pytest.raises(NotFoundError, match="input not found"):
            call(run, "my-key")
        with pytest.raises(ArgumentError, match="lowercase letters, digits and dashes"):
            call(run, "My key")
    with pytest.raises(ArgumentError, match="value"):
        inputs.set(run, "odd", object())
    with pytest.raises(NotFoundError, match="Flow run not found"):
        inputs.set(uuid4(), "my-key", 1)
    prefect.send(flow_runs.create_flow_run_input(run, key="raw", value="s3cret"))
    with pytest.raises(DecodeError, match="not JSON") as error:
        inputs.get(run, "raw")
    assert "s3cret" not in str(error.value)


def write(prefect: Prefect, run: FlowRun, *messages: str, level: int = logging.INFO, second: int = 0) -> None:
    time = START + timedelta(seconds=second)
    prefect.send(
        logs.create_logs(
            [
                {"name": "test", "level": level, "message": message, "timestamp": time, "flow_run_id": run.id}
                for message in messages
            ]
        )
    )


def test_log_lines_are_sorted_by_timestamp(prefect: Prefect, scheduled: FlowRun) -> None:
    messages = [f"{number:03}" for number in range(250)]
    write(prefect, scheduled, "last", level=logging.ERROR, second=9)
    write(prefect, scheduled, *messages, second=5)
    write(prefect, scheduled, "first", second=1)
    lines = [line.message for line in prefect.flow_runs.logs(scheduled.id)]
    assert (lines[0], sorted(lines[1:-1]), lines[-1]) == ("first", messages, "last")
    assert [line.message for line in prefect.flow_runs.logs(scheduled.id, level=logging.ERROR)] == ["last"]
    assert prefect.flow_runs.logs(uuid4()).first() is None


def test_follow_logs_ends_with_the_run(prefect: Prefect, running: FlowRun) -> None:
    write(prefect, running, "one")
    found: list[str] = []
    for line in prefect.flow_runs.follow_logs(running.id, timeout=120, poll_interval=0.2):
        found.append(line.message)
        match line.message:
            case "one":
                write(prefect, running, "two", second=2)
            case "two":
                write(prefect, running, "late", second=1)
            case "late":
                write(prefect, running, "far behind", second=-60)
                write(prefect, running, "three", second=3)
                prefect.flow_runs.set_state(running.id, "COMPLETED")
            case _:
                pass
    assert found == ["one", "two", "late", "far behind", "three"]


def test_states_are_returned_earliest_first(prefect: Prefect, running: FlowRun) -> None:
    prefect.flow_runs.set_state(running.id, "FAILED", message="because")
    states = prefect.flow_runs.states(running.id)
    assert [state.type for state in states] == ["SCHEDULED", "PENDING", "RUNNING", "FAILED"]
    assert states[-1].message == "because"
    with pytest.raises(NotFoundError):
        prefect.flow_runs.states(uuid4())
    with pytest.raises(ArgumentError, match="invalid flow run"):
        prefect.flow_runs.states("nightly")


@pytest.mark.anyio
async def test_async_client(
    async_prefect: AsyncPrefect, deployment: Deployment, running: FlowRun, scheduled: FlowRun
) -> None:
    runs = async_prefect.flow_runs
    with pytest.raises(WaitTimeoutError, match="NOT_READY"):
        await runs.wait(scheduled.id, timeout=0)
    with pytest.raises(WaitTimeoutError, match="2 of 2 flow runs have not finished after 0 s: 1 RUNNING, 1 SCHEDULED"):
        await runs.wait_many([running.id, scheduled.id], timeout=0)
    assert decision(await runs.cancel(scheduled.id)) == ("REJECT", "CANCELLED")
    assert decision(await runs.pause(running.id)) == ("ACCEPT", "PAUSED")
    assert decision(await runs.resume(running.id)) == ("ACCEPT", "RUNNING")
    await async_prefect.logs.create(
        [{"name": "test", "level": 20, "message": "hi", "timestamp": START, "flow_run_id": running.id}]
    )
    assert decision(await runs.set_state(running.id, "FAILED")) == ("ACCEPT", "FAILED")
    assert (await runs.wait(running.id)).state_type == "FAILED"
    assert (await runs.states(running.id))[-1].type == "FAILED"
    assert [line.message async for line in runs.logs(running.id)] == ["hi"]
    assert [line.message async for line in runs.follow_logs(running.id)] == ["hi"]
    watched = [item async for item in runs.watch(running.id)]
    assert [type(item).__name__ for item in watched].count("Log") == 1
    assert [run.id async for run in runs.as_completed([running.id, running.id])] == [running.id]
    assert (await runs.wait(running.id, until="FAILED")).state_type == "FAILED"
    assert await runs.pending_input(running.id) is None
    assert decision(await runs.retry(running.id)) == ("ACCEPT", "SCHEDULED")
    await runs.set_state(running.id, "RUNNING")
    assert decision(await runs.suspend(running.id)) == ("ACCEPT", "PAUSED")
    await runs.inputs.set(running.id, "key", [1])
    assert await runs.inputs.get(running.id, "key") == [1]
    assert [found.value for found in await runs.inputs.list(running.id)] == ["[1]"]
    await runs.inputs.delete(running.id, "key")
    await runs.set_labels(running.id, {"team": "a"})
    await runs.update(running.id, name="other")
    found = await runs.get(running.id)
    assert (found.name, found.labels["team"]) == ("other", "a")
    assert (await runs.graph(running.id)).nodes == []
    made = await runs.create(flow_id=deployment.flow_id)
    mine: FlowRunFilter = {"id": {"any_": [made.id, running.id]}}
    assert await runs.count(where={"flow_runs": mine}) == 2
    assert {run.id async for run in runs.list(where={"flow_runs": mine})} == {made.id, running.id}
    hour = timedelta(hours=1)
    history = await runs.history(
        start=datetime.now(UTC) - hour, end=datetime.now(UTC) + hour, interval=hour, where={"flow_runs": mine}
    )
    assert sum(state.count_runs for part in history for state in part.states) == 2
    await runs.delete(running.id)
    assert (await runs.delete_many(where={"flow_runs": mine})).ids == [made.id]
