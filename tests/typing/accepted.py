"""Correct code that type checkers must accept, with the types that they must infer."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from typing import Any, TypedDict, assert_type
from uuid import UUID

import httpx
import pydantic

from prefect_http import (
    AsyncHold,
    AsyncPrefect,
    Hold,
    Outcome,
    Outcomes,
    Prefect,
    PrefectHTTPError,
    Progress,
    RetryPolicy,
    TriggerOutcome,
    TriggerRow,
    cloud,
    references,
    to_dict,
    to_json,
)
from prefect_http.models import (
    Artifact,
    ArtifactCollection,
    Automation,
    BlockDocument,
    ConcurrencyLimit,
    ConcurrencyLimitLease,
    Deployment,
    DeploymentSchedule,
    Event,
    Flow,
    FlowRun,
    GlobalConcurrencyLimit,
    Log,
    OrchestrationResult,
    SavedSearch,
    State,
    StateType,
    TaskRun,
    Variable,
    Worker,
    WorkPool,
    WorkQueue,
)
from prefect_http_api import Call, deployments, flow_runs, flows, work_pools
from prefect_http_api.models import IntervalSchedule
from prefect_http_api.requests import FlowRunFilter


def create_clients() -> None:
    Prefect()
    Prefect("http://127.0.0.1:4200/api", timeout=None, retry=False, verify="ca.pem", headers={"X-Team": "data"})
    Prefect(profile="staging", retry=RetryPolicy(attempts=3, timeout=30.0), timeout=5)
    Prefect(transport=httpx.MockTransport(lambda _request: httpx.Response(200)))
    AsyncPrefect(transport=httpx.MockTransport(lambda _request: httpx.Response(200)))


def send_calls(prefect: Prefect, run_id: UUID) -> None:
    call = flow_runs.read_flow_runs(flow_runs={"state": {"type": {"any_": ["FAILED", "CRASHED"]}}}, limit=20)
    assert_type(call, Call[list[FlowRun]])
    assert_type(prefect.send(call), list[FlowRun])
    assert_type(prefect.send(flows.create_flow(name="etl"), retry=False), Flow)
    assert_type(prefect.send(deployments.pause_deployment(run_id)), None)
    assert_type(prefect.send_raw(call), httpx.Response)
    assert_type(prefect.with_options(timeout=None).send(call), list[FlowRun])
    assert_type(call.curl(), str)


class Webhook(TypedDict):
    name: str


def send_custom_requests(prefect: Prefect, run_id: UUID) -> None:
    assert_type(prefect.request("GET", "/me/"), Any)
    assert_type(prefect.request("POST", "/slas/filter", json={"limit": 5}, decode_as=None), Any)
    assert_type(prefect.request("GET", f"/flow_runs/{run_id}", decode_as=FlowRun), FlowRun)
    assert_type(prefect.request("POST", "/webhooks/filter", params={"x": [1]}, decode_as=list[Webhook]), list[Webhook])
    assert_type(prefect.request("GET", "/x", decode_as=dict[str, int], retry=False), dict[str, int])


async def use_cloud() -> None:
    assert_type(cloud.workspaces(), list[cloud.Workspace])
    for workspace in await cloud.async_workspaces("pnu_x", cloud_api_url="https://cloud.test/api", timeout=5):
        assert_type(workspace.account_id, UUID)
        async with AsyncPrefect(workspace=workspace.id) as client:
            assert_type(client.cloud_url, str | None)
            assert_type(await client.request("GET", "/me/", decode_as=Webhook), Webhook)
    Prefect(workspace="account/workspace", api_key="pnu_x", cloud_api_url="https://cloud.test/api")


def give_nothing() -> None:
    flow_runs.read_flow_runs(flow_runs=None, limit=None, sort=None)
    deployments.create_flow_run_from_deployment(UUID(int=0), name=None)


def check_server(prefect: Prefect) -> None:
    assert_type(prefect.health(), bool)
    assert_type(prefect.ready(), bool)
    assert_type(prefect.server_version(), str | None)
    assert_type(prefect.check_compatibility(), str | None)
    prefect.wait_until_ready(timeout=120)


def use_runs(prefect: Prefect, run_id: UUID) -> None:
    deployment = prefect.deployments.get("etl/nightly")
    assert_type(deployment, Deployment)
    run = prefect.deployments.trigger(
        deployment.id,
        parameters={"batch_size": 500, "tables": ["a", "b"]},
        tags=("manual",),
        scheduled_time=datetime.now(UTC) + timedelta(hours=1),
    )
    assert_type(run, FlowRun)
    assert_type(run.id, UUID)
    assert_type(run.parameters, dict[str, Any])
    assert_type(run.labels.get("team"), bool | int | float | str | None)
    assert_type(deployment.labels.get("team"), bool | int | float | str | None)
    failed: FlowRunFilter = {"state": {"type": {"any_": ["FAILED"]}}, "tags": {"all_": ["nightly"]}}
    for found in prefect.flow_runs.list(where={"flow_runs": failed}, sort="EXPECTED_START_TIME_ASC"):
        assert_type(found, FlowRun)
    assert_type(prefect.flow_runs.list().first(), FlowRun | None)
    assert_type(list(prefect.flow_runs.list().pages()), list[list[FlowRun]])
    assert_type(prefect.flow_runs.wait(run.id, timeout=600), FlowRun)
    assert_type(prefect.flow_runs.cancel(run_id), OrchestrationResult)


def use_schedules(prefect: Prefect) -> None:
    for found in prefect.deployments.schedules.list("etl/nightly"):
        if isinstance(found.schedule, IntervalSchedule):
            assert_type(found.schedule.interval, float)


def use_outcomes(prefect: Prefect) -> list[UUID]:
    outcomes = prefect.deployments.trigger_many("etl/nightly", [{"name": "a"}])
    assert_type(outcomes, Outcomes[TriggerOutcome])
    for outcome in outcomes.failed:
        assert_type(outcome, TriggerOutcome)
        if outcome.error is not None:
            assert_type(outcome.error, PrefectHTTPError)
            raise outcome.error
    assert_type(outcomes[0].id, UUID | None)
    return outcomes.succeeded.ids


def change_many(prefect: Prefect, run: FlowRun) -> None:
    def report(progress: Progress) -> None:
        assert_type(progress.total, int | None)

    assert_type(prefect.flow_runs.delete_many(state=["FAILED"], until=timedelta(days=30)), Outcomes[Outcome])
    prefect.flow_runs.cancel_many([run, run.id, str(run.id)], message="drained", on_progress=report)
    prefect.flow_runs.set_state_many((run for _ in range(2)), type="FAILED", state_name="Lost", limit=1, dry_run=True)
    prefect.flow_runs.retry_many(deployment="etl/nightly")
    prefect.deployments.pause_many(["etl/nightly"], on_progress=print)
    for outcome in prefect.deployments.delete_stream(tags="old"):
        assert_type(outcome, Outcome)


def send_what_the_client_returns(prefect: Prefect, run: FlowRun, deployment: Deployment, worker: Worker) -> None:
    prefect.flow_runs.set_state(run.id, run.state_type)
    prefect.flow_runs.set_state(run.id, run.state)
    prefect.flow_runs.set_state(run.id, StateType.COMPLETED)
    prefect.flow_runs.set_state(run.id, "COMPLETED", name=run.state_name, message="done")
    prefect.task_runs.set_state(run.id, run.state)
    prefect.flow_runs.list(
        where={"flow_runs": {"state": {"type": {"any_": [run.state_type, run.state.type, "FAILED"]}}}}
    )
    prefect.flow_runs.create(flow_id=run.flow_id, state={"type": run.state.type}, tags=run.tags)
    if deployment.concurrency_options is not None:
        strategy = deployment.concurrency_options.collision_strategy
        prefect.deployments.update(deployment.id, concurrency_options={"collision_strategy": strategy})
    prefect.send(work_pools.read_workers("mine", workers={"status": {"any_": [worker.status]}}))


def restart(prefect: Prefect, run: references.FlowRun, pool: references.WorkPool) -> None:
    prefect.flow_runs.retry(run)
    prefect.work_pools.resume(pool)


def pass_models_of_runs(prefect: Prefect, run: FlowRun, task_run: TaskRun, deployment: Deployment, flow: Flow) -> None:
    assert_type(prefect.flow_runs.wait(prefect.deployments.trigger(deployment)), FlowRun)
    assert_type(prefect.flow_runs.wait_many([run, run.id, str(run.id)]), list[FlowRun])
    prefect.flow_runs.wait_many(prefect.flow_runs.list(deployment=deployment))
    prefect.flow_runs.wait_many(prefect.work_pools.scheduled_runs("k8s"))
    prefect.flow_runs.cancel(prefect.work_pools.scheduled_runs("k8s")[0].flow_run)
    for found in prefect.flow_runs.as_completed(prefect.deployments.scheduled_runs([deployment])):
        restart(prefect, found, "k8s")
    prefect.flow_runs.inputs.get(run, "key")
    prefect.flow_runs.update(run, name="tuesday")
    prefect.flow_runs.delete_many(prefect.flow_runs.list(parent=run))
    prefect.task_runs.states(task_run)
    prefect.deployments.update(deployment, paused=True)
    prefect.deployments.pause_many(prefect.deployments.list(flow=flow))
    prefect.flows.delete(flow)
    prefect.automations.list_related(flow)


def pass_other_models(
    prefect: Prefect,
    *,
    artifact: Artifact,
    latest: ArtifactCollection,
    automation: Automation,
    block: BlockDocument,
    event: Event,
    lease: ConcurrencyLimitLease,
    limit: GlobalConcurrencyLimit,
    pool: WorkPool,
    queue: WorkQueue,
    schedule: DeploymentSchedule,
    search: SavedSearch,
    tag: ConcurrencyLimit,
    variable: Variable,
    worker: Worker,
) -> None:
    prefect.artifacts.delete(artifact)
    prefect.artifacts.get_latest(latest)
    prefect.automations.pause(automation)
    prefect.block_documents.get(block)
    prefect.block_documents.update(block, data={}, block_schema_id=block.block_schema)
    prefect.block_types.get(block.block_type or "secret")
    prefect.events.emit("e", {"prefect.resource.id": "r"}, follows=event)
    prefect.concurrency_limits.renew_lease(lease)
    prefect.concurrency_limits.hold([limit, limit.id, "db"])
    hold: Hold = prefect.concurrency_limits.hold(tag)
    with hold as entered:
        assert_type(entered.lost, bool)
    prefect.concurrency_limits.tags.reset(tag, task_runs=prefect.task_runs.list())
    prefect.work_pools.delete_worker(pool, worker)
    prefect.work_queues.list(pool)
    prefect.work_queues.pause(queue)
    prefect.deployments.schedules.pause("etl/nightly", schedule)
    prefect.saved_searches.delete(search)
    prefect.variables.update(variable, value=1)


async def pass_models_to_the_async_client(prefect: AsyncPrefect, run: FlowRun, pool: WorkPool) -> None:
    assert_type(await prefect.flow_runs.wait(run), FlowRun)
    assert_type(prefect.concurrency_limits.hold("db"), AsyncHold)
    assert_type(await prefect.work_pools.get(pool), WorkPool)
    listing = prefect.flow_runs.list(state="FAILED")
    assert_type(await prefect.flow_runs.delete_many(listing), Outcomes[Outcome])
    assert_type(await prefect.flow_runs.wait_many(listing), list[FlowRun])
    await prefect.flow_runs.cancel_many([run, run.id])
    async with aclosing(prefect.deployments.pause_stream(prefect.deployments.list(tags="old"))) as outcomes:
        async for outcome in outcomes:
            assert_type(outcome, Outcome)
    await prefect.deployments.trigger_many("etl/nightly", rows())


async def rows() -> AsyncIterator[TriggerRow]:
    yield {"parameters": {"batch_size": 500}}


def use_variables(prefect: Prefect) -> None:
    assert_type(prefect.variables.set("region", "eu-west-1"), Variable)
    assert_type(prefect.variables.set("regions", ["eu-west-1"], tags=["aws"]), Variable)


async def use_async_client(prefect: AsyncPrefect, run_id: UUID) -> None:
    assert_type(await prefect.deployments.trigger("etl/nightly", parameters={}), FlowRun)
    assert_type(await prefect.flow_runs.get(run_id), FlowRun)
    async for run in prefect.flow_runs.list():
        assert_type(run, FlowRun)
    async for page in prefect.flow_runs.list().pages():
        assert_type(page, list[FlowRun])
    assert_type(await prefect.flow_runs.list().first(), FlowRun | None)
    assert_type(await prefect.send(flows.create_flow(name="etl")), Flow)


def list_runs_by_id(prefect: Prefect, ids: Sequence[UUID]) -> list[FlowRun]:
    return list(prefect.flow_runs.list(where={"flow_runs": {"id": {"any_": list(ids)}}}))


def use_models(prefect: Prefect, run: FlowRun, task_run: TaskRun, log: Log) -> None:
    assert_type(run.state, State)
    assert_type(run.state.name, str)
    assert_type((run.state_name, run.state_type), tuple[str, StateType])
    assert_type((task_run.state, task_run.state_type), tuple[State | None, StateType])
    assert_type((run.is_final, task_run.is_successful, run.state.is_final), tuple[bool, bool, bool])
    assert_type((run.duration, log.level_name), tuple[timedelta | None, str])
    assert_type((run.flow_name, run.deployment_name), tuple[str | None, str | None])
    assert_type({run: 1}, dict[FlowRun, int])
    assert_type(run in {run, run}, bool)


def export_models(prefect: Prefect, run: FlowRun) -> None:
    assert_type(to_dict(run), dict[str, Any])
    assert_type(to_dict([run], flat=True), list[dict[str, Any]])
    assert_type(to_dict(prefect.flow_runs.list(limit=100)), list[dict[str, Any]])
    assert_type(to_dict({"run": run}), Any)
    assert_type(to_json(prefect.flow_runs.list()), str)
    assert_type(json.dumps(run, default=to_dict), str)
    assert_type(pydantic.TypeAdapter(FlowRun).validate_json(to_json(run)), FlowRun)


class Report(pydantic.BaseModel):
    runs: list[FlowRun]
