"""Flow runs on a real server, driven through their states by hand."""

import threading
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from prefect_http import AsyncPrefect, FlowRunFailedError, NotFoundError, Prefect, WaitTimeoutError
from prefect_http.models import Deployment, FlowRun
from prefect_http_api import deployments, flow_runs, flows, work_pools
from prefect_http_api.requests import StateType


def unique() -> str:
    return f"runs-{uuid4()}"


@pytest.fixture(scope="module")
def deployment(prefect: Prefect) -> Deployment:
    """One with a work pool that no worker looks after."""
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


def drive(prefect: Prefect, run: FlowRun, *kinds: StateType, message: str | None = None) -> None:
    for kind in kinds:
        state = {"type": kind} if message is None else {"type": kind, "message": message}
        prefect.send(flow_runs.set_flow_run_state(run.id, state=state))  # type: ignore[typeddict-item]


def test_a_run_is_waited_for_until_it_has_ended(prefect: Prefect, running: FlowRun) -> None:
    ending = threading.Timer(0.3, drive, (prefect, running, "COMPLETED"))
    ending.start()
    try:
        assert prefect.flow_runs.wait(running.id, timeout=120, raise_on_failure=True).state_type == "COMPLETED"
    finally:
        ending.join()


def test_a_failed_run_is_returned_or_raised_with_its_message(prefect: Prefect, running: FlowRun) -> None:
    drive(prefect, running, "FAILED", message="boom")
    assert prefect.flow_runs.wait(running.id).state_type == "FAILED"
    with pytest.raises(FlowRunFailedError, match="ended FAILED: boom") as error:
        prefect.flow_runs.wait(running.id, raise_on_failure=True)
    assert error.value.run == prefect.flow_runs.get(running.id)


def test_a_run_that_no_worker_picks_up_is_told_with_its_pool(
    prefect: Prefect, deployment: Deployment, scheduled: FlowRun
) -> None:
    with pytest.raises(WaitTimeoutError) as error:
        prefect.flow_runs.wait(scheduled.id, timeout=0)
    assert f"no worker has picked it up: work pool '{deployment.work_pool_name}' is NOT_READY" in str(error.value)
    assert "work queue 'default' is NOT_READY" in str(error.value)
    assert [run.id for run in error.value.runs] == [scheduled.id]


def test_a_run_whose_time_has_not_come_is_told_with_its_time(prefect: Prefect, deployment: Deployment) -> None:
    when = datetime.now(UTC) + timedelta(days=1)
    run = prefect.deployments.trigger(deployment.id, scheduled_time=when)
    with pytest.raises(WaitTimeoutError, match=f"to start at {when:%Y-%m-%d}"):
        prefect.flow_runs.wait(run.id, timeout=0)


def test_a_run_that_is_deleted_ends_the_wait(prefect: Prefect, running: FlowRun) -> None:
    prefect.send(flow_runs.delete_flow_run(running.id))
    with pytest.raises(NotFoundError, match="Flow run not found"):
        prefect.flow_runs.wait(running.id, timeout=120)
    with pytest.raises(NotFoundError, match=str(running.id)):
        prefect.flow_runs.wait_many([running.id], timeout=120)


def test_many_runs_are_waited_for_in_the_order_given(prefect: Prefect, deployment: Deployment) -> None:
    runs = [prefect.deployments.trigger(deployment.id) for _ in range(3)]
    for run in runs:
        drive(prefect, run, "PENDING", "RUNNING", "COMPLETED")
    wanted = [runs[1].id, runs[0].id, runs[2].id, runs[1].id]
    assert [run.id for run in prefect.flow_runs.wait_many(wanted, timeout=120)] == wanted
    with pytest.raises(NotFoundError, match=str(UUID(int=1))):
        prefect.flow_runs.wait_many([runs[0].id, UUID(int=1), runs[1].id], timeout=120)


@pytest.mark.anyio
async def test_the_async_client_does_the_same(
    async_prefect: AsyncPrefect, prefect: Prefect, running: FlowRun, scheduled: FlowRun
) -> None:
    runs = async_prefect.flow_runs
    with pytest.raises(WaitTimeoutError, match="NOT_READY"):
        await runs.wait(scheduled.id, timeout=0)
    with pytest.raises(WaitTimeoutError, match="and 1 more"):
        await runs.wait_many([running.id, scheduled.id], timeout=0)
    drive(prefect, running, "COMPLETED")
    assert (await runs.wait(running.id)).state_type == "COMPLETED"
