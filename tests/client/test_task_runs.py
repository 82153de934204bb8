"""Task runs on a real server."""

import logging
from datetime import UTC, datetime, timedelta
from typing import get_args
from uuid import uuid4

import pytest

from prefect_http import ArgumentError, AsyncPrefect, ConflictError, NotFoundError, Prefect, StateChangeError
from prefect_http.models import FlowRun, TaskRun
from prefect_http_api import flows, logs
from prefect_http_api.requests import TaskRunFilter, TaskRunSort


@pytest.fixture
def flow_run(prefect: Prefect) -> FlowRun:
    flow = prefect.send(flows.create_flow(name=f"task-runs-{uuid4()}"))
    return prefect.flow_runs.create(flow_id=flow.id, state={"type": "RUNNING"})


def make(prefect: Prefect, flow_run: FlowRun, number: int = 0) -> TaskRun:
    return prefect.task_runs.create(
        flow_run_id=flow_run.id, task_key="t", dynamic_key=str(number), name=f"mine-{number:03}"
    )


def tasks_of(flow_run: FlowRun) -> TaskRunFilter:
    return {"flow_run_id": {"any_": [flow_run.id]}}


def test_task_run_is_created_once_and_found(prefect: Prefect, flow_run: FlowRun) -> None:
    task = make(prefect, flow_run)
    assert task.state_type == "PENDING"
    assert make(prefect, flow_run).id == task.id
    assert prefect.task_runs.get(str(task.id)).name == "mine-000"
    assert prefect.task_runs.count(where={"task_runs": tasks_of(flow_run)}) == 1
    assert (
        prefect.task_runs.count(
            where={"flow_runs": {"id": {"any_": [flow_run.id]}}, "flows": {"id": {"any_": []}}},
        )
        == 0
    )
    with pytest.raises(ConflictError):
        prefect.task_runs.create(flow_run_id=uuid4(), task_key="t", dynamic_key="0")


def test_task_run_is_updated_and_deleted(prefect: Prefect, flow_run: FlowRun) -> None:
    task = make(prefect, flow_run)
    prefect.task_runs.update(task.id, name="other")
    assert prefect.task_runs.get(task.id).name == "other"
    prefect.task_runs.delete(task.id)
    for call in (prefect.task_runs.get, prefect.task_runs.delete):
        with pytest.raises(NotFoundError, match="not found"):
            call(task.id)
        with pytest.raises(ArgumentError, match=r"^invalid task run .*: expected a UUID"):
            call("mine")
    with pytest.raises(NotFoundError):
        prefect.task_runs.update(task.id, name="other")


def test_each_task_run_is_listed_once_in_every_order(prefect: Prefect, flow_run: FlowRun) -> None:
    names = [make(prefect, flow_run, number).name for number in range(205)]
    runs = prefect.task_runs
    assert [run.name for run in runs.list(where={"task_runs": tasks_of(flow_run)})] == names[::-1]
    assert [
        run.name for run in runs.list(where={"task_runs": tasks_of(flow_run)}, sort="EXPECTED_START_TIME_ASC")
    ] == names
    for sort in get_args(TaskRunSort):
        assert sorted(run.name for run in runs.list(where={"task_runs": tasks_of(flow_run)}, sort=sort)) == names, sort
    either: TaskRunFilter = {**tasks_of(flow_run), "operator": "or_", "name": {"any_": ["nobody"]}}
    assert sorted(run.name for run in runs.list(where={"task_runs": either})) == names
    first = runs.list(where={"task_runs": tasks_of(flow_run)}).first()
    assert first is not None
    assert first.name == "mine-204"


def test_state_is_set_or_error_is_raised(prefect: Prefect, flow_run: FlowRun) -> None:
    task = make(prefect, flow_run)
    result = prefect.task_runs.set_state(task.id, "RUNNING", name="Busy", message="now")
    assert (result.status, result.state and result.state.name) == ("ACCEPT", "Busy")
    assert prefect.task_runs.get(task.id).state_name == "Busy"
    prefect.flow_runs.set_state(flow_run.id, "COMPLETED")
    late = make(prefect, flow_run, 1)
    with pytest.raises(StateChangeError, match=r"was not set to RUNNING: ABORT: The enclosing flow must be running"):
        prefect.task_runs.set_state(late.id, "RUNNING")
    assert prefect.task_runs.set_state(late.id, "RUNNING", force=True).status == "ACCEPT"
    with pytest.raises(NotFoundError):
        prefect.task_runs.set_state(uuid4(), "RUNNING")


def test_states_are_returned_earliest_first(prefect: Prefect, flow_run: FlowRun) -> None:
    task = make(prefect, flow_run)
    prefect.task_runs.set_state(task.id, "RUNNING", name="Busy")
    prefect.task_runs.set_state(task.id, "COMPLETED")
    assert [state.name for state in prefect.task_runs.states(task.id)] == ["Pending", "Busy", "Completed"]
    with pytest.raises(NotFoundError):
        prefect.task_runs.states(uuid4())


def test_logs_belong_to_the_task_run(prefect: Prefect, flow_run: FlowRun) -> None:
    task, start = make(prefect, flow_run), datetime.now(UTC)
    prefect.send(
        logs.create_logs(
            [
                {
                    "name": "test",
                    "level": level,
                    "message": message,
                    "timestamp": start + timedelta(seconds=second),
                    "flow_run_id": flow_run.id,
                    "task_run_id": owner,
                }
                for second, (message, level, owner) in enumerate(
                    [("a", logging.INFO, task.id), ("b", logging.INFO, None), ("c", logging.ERROR, task.id)]
                )
            ]
        )
    )
    assert [line.message for line in prefect.task_runs.logs(task.id)] == ["a", "c"]
    assert [line.message for line in prefect.task_runs.logs(str(task.id), level=logging.ERROR)] == ["c"]
    assert [line.message for line in prefect.flow_runs.logs(flow_run.id)] == ["a", "b", "c"]


@pytest.mark.anyio
async def test_async_client(async_prefect: AsyncPrefect, flow_run: FlowRun) -> None:
    runs = async_prefect.task_runs
    task = await runs.create(flow_run_id=flow_run.id, task_key="t", dynamic_key="0")
    assert await runs.count(where={"task_runs": tasks_of(flow_run)}) == 1
    assert [found.id async for found in runs.list(where={"task_runs": tasks_of(flow_run)})] == [task.id]
    await runs.update(task.id, name="other")
    assert (await runs.set_state(task.id, "RUNNING")).status == "ACCEPT"
    assert (await runs.get(task.id)).name == "other"
    assert [state.type for state in await runs.states(task.id)] == ["PENDING", "RUNNING"]
    assert [line async for line in runs.logs(task.id)] == []
    await runs.delete(task.id)
    with pytest.raises(NotFoundError):
        await runs.get(task.id)
