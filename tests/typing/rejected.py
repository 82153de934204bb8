"""Mistakes that type checkers must report. This module is never run.

Each line with a mistake ends in ``# wrong``. Both type checkers must report these lines and no others.
"""

from datetime import datetime
from uuid import UUID

from prefect_http import AsyncPrefect, Prefect, RetryPolicy
from prefect_http.models import Deployment, Flow, FlowRun, TaskRun, WorkPool, WorkQueue
from prefect_http_api import deployments, flow_runs, work_pools


def misspelled_names() -> None:
    from prefect_http import Prefct  # wrong
    from prefect_http.models import FlowRnu  # wrong
    from prefect_http_api import flow_rnus  # wrong
    from prefect_http_api.models import FlowRunRespnse  # wrong
    from prefect_http_api.requests import FlowRunFiltr  # wrong


def filter_keys(prefect: Prefect) -> None:
    prefect.flow_runs.list(where={"flow_runs": {"states": {"type": {"any_": ["FAILED"]}}}})  # wrong
    prefect.flow_runs.list(where={"flow_runs": {"state": {"type": {"any": ["FAILED"]}}}})  # wrong
    prefect.flow_runs.list(where={"state": {"type": {"any_": ["FAILED"]}}})  # wrong
    prefect.flow_runs.list(flow_run={"state": {"type": {"any_": ["FAILED"]}}})  # wrong
    flow_runs.read_flow_runs(filter={"state": {"type": {"any_": ["FAILED"]}}})  # wrong
    flow_runs.read_flow_runs(flow_runs={"name": {"any_": "one"}})  # wrong


def enum_values(prefect: Prefect) -> None:
    prefect.flow_runs.list(where={"flow_runs": {"state": {"type": {"any_": ["BROKEN"]}}}})  # wrong
    prefect.flow_runs.list(sort="CREATED_DESC")  # wrong
    flow_runs.read_flow_runs(sort="START_TIME_SIDEWAYS")  # wrong
    deployments.create_deployment(name="d", flow_id="x", concurrency_options={"collision_strategy": "EXPLODE"})  # wrong


def arguments(prefect: Prefect, run_id: UUID) -> None:
    prefect.deployments.trigger("etl/nightly", {"batch_size": 500})  # wrong
    prefect.deployments.trigger("etl/nightly", parameter={"batch_size": 500})  # wrong
    prefect.deployments.trigger("etl/nightly", scheduled_time="2026-01-31T08:00:00Z")  # wrong
    prefect.deployments.trigger(7)  # wrong
    prefect.flow_runs.get()  # wrong
    deployments.schedule_deployment(run_id, cron="0 8 * * *")  # wrong
    work_pools.update_work_pool("pool", paused=True)  # wrong
    Prefect(api="http://127.0.0.1:4200/api")  # wrong
    Prefect(retry=True)  # wrong
    Prefect(retry=3)  # wrong
    Prefect(timeout="5")  # wrong
    prefect.deployments.trigger_many("etl/nightly", [{"batch_size": 500}])  # wrong
    prefect.deployments.trigger_many("etl/nightly", [{"paramters": {"batch_size": 500}}])  # wrong
    prefect.flow_runs.set_state_many([run_id])  # wrong
    prefect.flow_runs.delete_many(sate="FAILED")  # wrong
    prefect.deployments.schedules.create("etl/nightly", cron=5)  # wrong
    prefect.flow_runs.set_state(run_id, "DONE")  # wrong
    prefect.variables.set("region")  # wrong
    RetryPolicy(retries=3)  # wrong
    prefect.send(flow_runs.read_flow_run)  # wrong
    prefect.request("GET", "/me/", decode_as=5)  # wrong
    prefect.request("GET", "/me/", data={})  # wrong
    count: int = prefect.request("GET", "/me/", decode_as=str)  # wrong
    print(count)


def models_of_other_kinds(
    prefect: Prefect,
    *,
    run: FlowRun,
    task_run: TaskRun,
    deployment: Deployment,
    flow: Flow,
    pool: WorkPool,
    queue: WorkQueue,
) -> None:
    prefect.flow_runs.wait(deployment)  # wrong
    prefect.flow_runs.wait_many([task_run])  # wrong
    prefect.flow_runs.logs(task_run)  # wrong
    prefect.flow_runs.delete_many([deployment])  # wrong
    prefect.flow_runs.list(deployment=run)  # wrong
    prefect.flow_runs.get(None)  # wrong
    prefect.task_runs.get(run)  # wrong
    prefect.deployments.pause(flow)  # wrong
    prefect.deployments.pause_many([run])  # wrong
    prefect.deployments.schedules.delete(deployment, deployment)  # wrong
    prefect.flows.get(deployment)  # wrong
    prefect.work_pools.get(queue)  # wrong
    prefect.work_pools.get(pool.id)  # wrong
    prefect.work_queues.get(pool)  # wrong
    prefect.variables.get(run)  # wrong
    prefect.concurrency_limits.hold([run])  # wrong


async def models_of_other_kinds_async(prefect: AsyncPrefect, deployment: Deployment) -> None:
    await prefect.flow_runs.cancel(deployment)  # wrong
    await prefect.flow_runs.delete_many([deployment])  # wrong
    await prefect.flow_runs.delete_many(prefect.deployments.list())  # wrong


def async_rows(prefect: Prefect, other: AsyncPrefect) -> None:
    prefect.flow_runs.delete_many(other.flow_runs.list())  # wrong


def responses(prefect: Prefect, run_id: UUID) -> None:
    run = prefect.flow_runs.get(run_id)
    print(prefect.task_runs.get(run_id).state.type)  # wrong
    print(run.stat)  # wrong
    name: int = run.name  # wrong
    started: datetime = run.start_time  # wrong
    print(name, started)


async def missing_await(prefect: AsyncPrefect, run_id: UUID) -> None:
    run = prefect.flow_runs.get(run_id)
    print(run.name)  # wrong
    for _ in prefect.flow_runs.list():  # wrong
        pass
    await prefect.flow_runs.list()  # wrong
