"""Jobs with flow runs."""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from prefect_http import FlowRunFailedError, NotFoundError, StateChangeError, TriggerRow, WaitTimeoutError
from prefect_http.models import OrchestrationResult
from prefect_http_api.requests import FlowRunFilter, LogCreate
from tests.compat.jobs.helpers import (
    SECONDS,
    changing_states,
    connect,
    create_deployment,
    recording_client,
    set_states,
    unique,
)
from tests.support.servers import ServerAddress

ROWS = 20
"""More than two pages of rows."""


def trigger_by_name(server: ServerAddress) -> None:
    with connect(server) as prefect:
        name, deployment = create_deployment(prefect, pool=True)
        prefect.work_queues.create(str(deployment.work_pool_name), name="urgent")
        when = datetime.now(UTC) + timedelta(hours=1)
        arguments: dict[str, Any] = {
            "name": "tuesday",
            "parameters": {"n": 1},
            "tags": ["a"],
            "scheduled_time": when,
            "job_variables": {"image": "x"},
            "work_queue_name": "urgent",
            "idempotency_key": unique("once"),
        }
        run = prefect.deployments.trigger(name, **arguments)
        assert (run.name, run.parameters, run.tags) == ("tuesday", {"n": 1}, ["a"])
        assert (run.state_type, run.work_queue_name) == ("SCHEDULED", "urgent")
        assert prefect.deployments.trigger(deployment.id, **arguments).id == run.id
        found = prefect.flow_runs.get(run.id)
        assert (found.deployment_id, found.expected_start_time) == (deployment.id, when)
        with pytest.raises(NotFoundError, match="did you mean"):
            prefect.deployments.trigger(name + "x")


def trigger_many(server: ServerAddress) -> str | None:
    with recording_client(server) as (prefect, requests):
        name, deployment = create_deployment(prefect)
        rows: list[TriggerRow] = [{"parameters": {"n": number}} for number in range(ROWS)]
        rows.append({"parameters": {"n": "five"}})
        *outcomes, rejected = prefect.deployments.trigger_many(name, rows)
        one_by_one = requests.to("/create_flow_run") > 1
        assert all(outcome.ok for outcome in outcomes)
        assert not rejected.ok
        again = prefect.deployments.trigger_many(name, [outcome.row for outcome in outcomes])
        assert again.ids == [outcome.id for outcome in outcomes]
        mine: FlowRunFilter = {"deployment_id": {"any_": [deployment.id]}}
        numbers = [run.parameters["n"] for run in prefect.flow_runs.list(where={"flow_runs": mine})]
        assert sorted(numbers) == list(range(ROWS))
        return "one by one" if one_by_one else None


def wait(server: ServerAddress) -> None:
    with connect(server) as prefect:
        name, deployment = create_deployment(prefect)
        run = prefect.deployments.trigger(name)
        with pytest.raises(WaitTimeoutError):
            prefect.flow_runs.wait(run.id, timeout=0)
        with changing_states(prefect, run.id, "PENDING", "RUNNING", "COMPLETED"):
            assert prefect.flow_runs.wait(run.id, timeout=SECONDS).state_type == "COMPLETED"
        other = prefect.deployments.trigger(deployment.id)
        set_states(prefect, other.id, "PENDING", "RUNNING", "FAILED")
        with pytest.raises(FlowRunFailedError):
            prefect.flow_runs.wait(other.id, raise_on_failure=True)
        both = prefect.flow_runs.wait_many([other.id, run.id], timeout=SECONDS)
        assert [ended.state_type for ended in both] == ["FAILED", "COMPLETED"]


def list_across_pages(server: ServerAddress) -> None:
    with connect(server) as prefect:
        _, deployment = create_deployment(prefect)
        tag = unique("tag")
        made = [prefect.deployments.trigger(deployment.id, tags=[tag], name=f"run-{n:02}").id for n in range(ROWS)]
        mine: FlowRunFilter = {"tags": {"all_": [tag]}}
        assert sorted(run.id for run in prefect.flow_runs.list(where={"flow_runs": mine})) == sorted(made)
        assert [run.id for run in prefect.flow_runs.list(where={"flow_runs": mine}, sort="NAME_ASC")] == made
        assert {len(page) for page in prefect.flow_runs.list(where={"flow_runs": mine}).pages()} <= set(range(1, 8))
        assert prefect.flow_runs.count(where={"flow_runs": mine}) == ROWS
        tasks = [prefect.task_runs.create(flow_run_id=made[0], task_key="t", dynamic_key=str(n)) for n in range(ROWS)]
        found = [task.id for task in prefect.task_runs.list(where={"task_runs": {"flow_run_id": {"any_": [made[0]]}}})]
        assert sorted(found) == sorted(task.id for task in tasks)
        for number in range(ROWS):
            prefect.deployments.create(name=f"d-{number}", flow_id=deployment.flow_id)
        of_the_flow = list(prefect.deployments.list(where={"flows": {"id": {"any_": [deployment.flow_id]}}}))
        assert len({each.id for each in of_the_flow}) == len(of_the_flow) == ROWS + 1


def logs(server: ServerAddress) -> None:
    with connect(server) as prefect:
        name, _ = create_deployment(prefect)
        run = prefect.deployments.trigger(name)
        set_states(prefect, run.id, "PENDING", "RUNNING")
        start = datetime.now(UTC)

        def line(number: int, level: int = logging.INFO) -> LogCreate:
            # Several log lines have the same timestamp.
            at = start + timedelta(seconds=number // 4)
            return {"name": "x", "level": level, "message": str(number), "timestamp": at, "flow_run_id": run.id}

        prefect.logs.create([line(number) for number in range(ROWS)])
        assert sorted(int(log.message) for log in prefect.flow_runs.logs(run.id)) == list(range(ROWS))
        following = prefect.flow_runs.follow_logs(run.id, timeout=SECONDS)
        first = next(following)
        prefect.logs.create([line(ROWS, logging.ERROR)])
        set_states(prefect, run.id, "COMPLETED")
        messages = [int(log.message) for log in (first, *following)]
        assert sorted(messages) == list(range(ROWS + 1))
        errors = prefect.flow_runs.logs(run.id, level=logging.WARNING)
        assert [log.message for log in errors] == [str(ROWS)]


def cancel(server: ServerAddress) -> None:
    with connect(server) as prefect:
        name, _ = create_deployment(prefect)
        scheduled, running, ended = (prefect.deployments.trigger(name).id for _ in range(3))
        set_states(prefect, running, "PENDING", "RUNNING")
        set_states(prefect, ended, "PENDING", "RUNNING", "COMPLETED")
        assert _state(prefect.flow_runs.cancel(scheduled)) == "CANCELLED"
        assert prefect.flow_runs.get(scheduled).state_type == "CANCELLED"
        assert _state(prefect.flow_runs.cancel(running)) == "CANCELLING"
        assert _state(prefect.flow_runs.cancel(running)) == "CANCELLING"
        with pytest.raises(StateChangeError, match="The run is COMPLETED"):
            prefect.flow_runs.cancel(ended)


def pause(server: ServerAddress) -> None:
    with connect(server) as prefect:
        name, _ = create_deployment(prefect)
        run = prefect.deployments.trigger(name).id
        with pytest.raises(StateChangeError):
            prefect.flow_runs.pause(run)
        set_states(prefect, run, "PENDING", "RUNNING")
        assert _state(prefect.flow_runs.pause(run, timeout=SECONDS)) == "PAUSED"
        assert _state(prefect.flow_runs.resume(run)) == "RUNNING"
        assert _state(prefect.flow_runs.suspend(run, timeout=SECONDS)) == "PAUSED"
        assert _state(prefect.flow_runs.resume(run)) == "SCHEDULED"
        set_states(prefect, run, "PENDING", "RUNNING", "FAILED")
        assert _state(prefect.flow_runs.retry(run)) == "SCHEDULED"


def delete_many(server: ServerAddress) -> str | None:
    with recording_client(server) as (prefect, requests):
        name, deployment = create_deployment(prefect)
        made = [prefect.deployments.trigger(name).id for _ in range(ROWS)]
        mine: FlowRunFilter = {"deployment_id": {"any_": [deployment.id]}}
        some = prefect.flow_runs.delete_many(deployment=name, limit=9)
        assert len(some) == 9
        rest = prefect.flow_runs.delete_many(deployment=name)
        assert sorted(some.ids + rest.ids) == sorted(made)
        assert prefect.flow_runs.count(where={"flow_runs": mine}) == 0
        return "one by one" if requests.to(str(made[0])) else None


def labels(server: ServerAddress) -> None:
    with connect(server) as prefect:
        name, _ = create_deployment(prefect)
        run = prefect.deployments.trigger(name).id
        prefect.flow_runs.set_labels(run, {"team": "a"})
        prefect.flow_runs.set_labels(run, {"n": 1})
        found = prefect.flow_runs.get(run).labels
        assert {key: found[key] for key in ("team", "n")} == {"team": "a", "n": 1}


def _state(result: OrchestrationResult) -> str:
    assert result.state is not None
    return result.state.type.value
