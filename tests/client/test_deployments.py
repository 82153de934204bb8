"""Deployments, on a real server."""

import math
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from prefect_http import ArgumentError, AsyncPrefect, ConflictError, NotFoundError, Prefect
from prefect_http.errors import FlowRunFailedError, WaitTimeoutError
from prefect_http.models import Deployment, FlowRun
from prefect_http_api import flow_runs
from prefect_http_api.requests import StateType
from tests.support.clock import Clock
from tests.support.stub import API, RUN, client, flow_run

NO_PARAMETERS = {"type": "object", "properties": {}}


@pytest.fixture
def flow() -> str:
    return f"flow-{uuid4()}"


@pytest.fixture
def deployment(prefect: Prefect, flow: str) -> Deployment:
    flow_id = prefect.flows.create(name=flow).id
    return prefect.deployments.create(
        flow_id=flow_id, name="nightly", tags=[flow], parameter_openapi_schema=NO_PARAMETERS
    )


def test_update_changes_only_given_fields(prefect: Prefect, flow: str, deployment: Deployment) -> None:
    prefect.deployments.pause(deployment.id)
    prefect.deployments.update(f"{flow}/nightly", description="new")
    found = prefect.deployments.get(deployment.id)
    assert (found.description, found.tags, found.paused) == ("new", [flow], True)
    prefect.deployments.update(deployment.id, tags=[])
    found = prefect.deployments.get(f"{flow}/nightly")
    assert (found.description, found.tags, found.paused) == ("new", [], True)


def test_creating_an_existing_deployment_removes_parameters_and_schedules(
    prefect: Prefect, flow: str, deployment: Deployment
) -> None:
    schema = {"type": "object", "properties": {"n": {"type": "integer"}}}
    prefect.deployments.update(deployment.id, parameters={"n": 1}, parameter_openapi_schema=schema, description="old")
    prefect.deployments.schedules.create(deployment.id, cron="0 6 * * *")
    again = prefect.deployments.create(flow_id=deployment.flow_id, name="nightly")
    assert (again.id, again.description, again.tags) == (deployment.id, "old", [flow])
    assert (again.parameters, again.parameter_openapi_schema, again.schedules) == ({}, schema, [])


def test_paused_deployment_can_be_triggered(prefect: Prefect, flow: str, deployment: Deployment) -> None:
    prefect.deployments.pause(f"{flow}/nightly")
    assert prefect.deployments.get(deployment.id).paused
    assert prefect.deployments.trigger(deployment.id).deployment_id == deployment.id
    prefect.deployments.resume(f"{flow}/nightly")
    assert not prefect.deployments.get(deployment.id).paused


def test_matching_deployments_are_listed_and_counted(prefect: Prefect, flow: str) -> None:
    flow_id = prefect.flows.create(name=flow).id
    made = [prefect.deployments.create(flow_id=flow_id, name=name).id for name in ("b", "c", "a")]
    of_the_flow: Any = {"where": {"flows": {"name": {"any_": [flow]}}}}
    assert [found.id for found in prefect.deployments.list(**of_the_flow)] == made[::-1]
    by_name = prefect.deployments.list(**of_the_flow, sort="NAME_ASC")
    assert [found.name for found in by_name] == ["a", "b", "c"]
    assert prefect.deployments.count(**of_the_flow) == 3
    assert prefect.deployments.count(**of_the_flow, name="b") == 1


def test_deployment_is_deleted_by_name_and_id(prefect: Prefect, flow: str, deployment: Deployment) -> None:
    other = prefect.deployments.create(flow_id=deployment.flow_id, name="other")
    prefect.deployments.delete(f"{flow}/nightly")
    prefect.deployments.delete(other.id)
    assert prefect.deployments.count(where={"flows": {"name": {"any_": [flow]}}}) == 0
    for gone in (f"{flow}/nightly", other.id):
        for change in (
            prefect.deployments.delete,
            prefect.deployments.pause,
            prefect.deployments.resume,
            prefect.deployments.update,
        ):
            with pytest.raises(NotFoundError):
                change(gone)


def test_unknown_flow_does_not_look_like_an_existing_deployment(prefect: Prefect) -> None:
    with pytest.raises(ConflictError, match="foreign key"):
        prefect.deployments.create(flow_id=UUID(int=1), name="x")


def test_unknown_name_suggests_similar_ones(prefect: Prefect, flow: str, deployment: Deployment) -> None:
    with pytest.raises(NotFoundError) as caught:
        prefect.deployments.get(f"{flow}/nihgtly")
    assert str(caught.value).startswith(
        f"flow {flow!r} has no deployment 'nihgtly' (did you mean '{flow}/nightly'?): GET "
    )
    with pytest.raises(NotFoundError) as caught:
        prefect.deployments.trigger(f"{flow[:-1]}!/nightly")
    assert str(caught.value).startswith(
        f"deployment '{flow[:-1]}!/nightly' not found: flow '{flow[:-1]}!' not found (did you mean {flow!r}?): GET "
    )


@pytest.mark.parametrize("status", [503, None])
def test_failing_suggestion_requests_do_not_hide_the_error(status: int | None) -> None:
    paths: list[str] = []

    def busy(request: httpx.Request) -> httpx.Response:
        paths.append(request.url.path)
        if request.url.path.startswith("/api/deployments/name/"):
            return httpx.Response(404, json={"detail": "Deployment not found"})
        if status is None:
            raise httpx.ReadTimeout("too slow", request=request)
        return httpx.Response(status, json={"exception_message": "busy"})

    transport = httpx.MockTransport(busy)
    with (
        Prefect(API, transport=transport) as prefect,
        pytest.raises(NotFoundError, match=r"^GET .*Deployment not found$"),
    ):
        prefect.deployments.get("a/b")
    assert paths == ["/api/deployments/name/a/b", "/api/flows/name/a"]


class TestUnserializableParameters:
    @pytest.mark.parametrize("wrong", [math.nan, math.inf, -math.inf])
    def test_non_finite_numbers_are_rejected(self, wrong: float) -> None:
        with client(lambda _request: pytest.fail("it was sent")) as prefect, pytest.raises(ArgumentError) as caught:
            prefect.deployments.trigger(UUID(int=1), parameters={"rates": [1.5, None, {"x": wrong}]})
        assert str(caught.value) == (
            "deployments.create_flow_run_from_deployment: parameters.rates[2].x: NaN and infinity are not valid JSON"
        )

    def test_error_contains_the_path(self) -> None:
        with client(lambda _request: pytest.fail("it was sent")) as prefect, pytest.raises(ArgumentError) as caught:
            prefect.deployments.trigger(UUID(int=1), parameters={"x": object()})
        assert str(caught.value) == (
            "deployments.create_flow_run_from_deployment: parameters.x: object is not JSON-serializable"
        )

    def test_serializable_parameters_are_sent(self, prefect: Prefect, deployment: Deployment) -> None:
        prefect.deployments.update(deployment.id, enforce_parameter_schema=False)
        given: dict[str, Any] = {"nothing": None, "text": "null", "number": 1.5, "list": [None, 0.0, {}]}
        run = prefect.deployments.trigger(deployment.id, parameters=given)
        assert prefect.flow_runs.get(run.id).parameters == given


@pytest.mark.parametrize(
    "wrong", [{"timeout": 5.0}, {"raise_on_failure": True}, {"timeout": 0.0}, {"poll_interval": 5}]
)
def test_wait_options_require_wait(wrong: dict[str, Any]) -> None:
    with client(lambda _request: pytest.fail("it was sent")) as prefect, pytest.raises(ArgumentError) as caught:
        prefect.deployments.trigger(UUID(int=1), **wrong)
    assert str(caught.value) == f"{next(iter(wrong))} requires wait=True"


def test_poll_interval_applies_to_the_wait(clock: Clock) -> None:
    def respond(request: httpx.Request) -> httpx.Response:
        if "/deployments/" in request.url.path:
            names = {"id": str(RUN), "name": "d", "flow_id": str(RUN), "created": None, "updated": None}
            return httpx.Response(200, json=names if request.method == "GET" else flow_run(1))
        return httpx.Response(200, json=flow_run(1) | {"state_type": "COMPLETED" if clock.now > 1060 else "RUNNING"})

    with client(respond) as prefect:
        prefect.deployments.trigger(RUN, wait=True, poll_interval=2)
    assert max(clock.slept) == 2


class TestWaiting:
    """No worker runs, so the idempotency key of a finished run is used."""

    def ended(self, prefect: Prefect, deployment: Deployment, kind: StateType) -> FlowRun:
        run = prefect.deployments.trigger(deployment.id, idempotency_key="once")
        prefect.send(flow_runs.set_flow_run_state(run.id, state={"type": kind}, force=True))
        return run

    def test_finished_run_is_returned(self, prefect: Prefect, deployment: Deployment) -> None:
        run = self.ended(prefect, deployment, "FAILED")
        again = prefect.deployments.trigger(deployment.id, idempotency_key="once", wait=True)
        assert (again.id, again.state_type) == (run.id, "FAILED")

    def test_failed_run_is_raised(self, prefect: Prefect, deployment: Deployment) -> None:
        run = self.ended(prefect, deployment, "FAILED")
        with pytest.raises(FlowRunFailedError) as caught:
            prefect.deployments.trigger(deployment.id, idempotency_key="once", wait=True, raise_on_failure=True)
        assert caught.value.run.id == run.id

    def test_timeout_is_raised(self, prefect: Prefect, deployment: Deployment) -> None:
        with pytest.raises(WaitTimeoutError) as caught:
            prefect.deployments.trigger(deployment.id, idempotency_key="once", wait=True, timeout=0)
        assert [run.idempotency_key for run in caught.value.runs] == ["once"]
        assert prefect.flow_runs.get(caught.value.runs[0].id).state_type == "SCHEDULED"


def test_scheduled_runs_of_deployments_are_returned_earliest_first(
    prefect: Prefect, flow: str, deployment: Deployment
) -> None:
    other = prefect.deployments.create(flow_id=deployment.flow_id, name="other")
    soon = datetime.now(UTC) + timedelta(hours=1)
    later = prefect.deployments.trigger(deployment.id, scheduled_time=soon + timedelta(hours=2))
    sooner = prefect.deployments.trigger(other.id, scheduled_time=soon)
    prefect.flow_runs.cancel(prefect.deployments.trigger(other.id).id)
    scheduled = prefect.deployments.scheduled_runs
    assert [run.id for run in scheduled([f"{flow}/nightly", other.id])] == [sooner.id, later.id]
    assert [run.id for run in scheduled(f"{flow}/nightly")] == [later.id]
    assert [run.id for run in scheduled([other.id, deployment.id], scheduled_before=soon)] == [sooner.id]
    assert len(scheduled([other.id, deployment.id], limit=1)) == 1
    assert scheduled(UUID(int=1)) == []
    with pytest.raises(NotFoundError):
        scheduled([other.id, f"{flow}/unknown"])
    with pytest.raises(ArgumentError, match="scheduled_before must have a timezone"):
        scheduled(other.id, scheduled_before=soon.replace(tzinfo=None))


@pytest.mark.anyio
async def test_async_client(async_prefect: AsyncPrefect, flow: str) -> None:
    deployments = async_prefect.deployments
    flow_id = (await async_prefect.flows.create(name=flow)).id
    made = await deployments.create(flow_id=flow_id, name="nightly", parameter_openapi_schema=NO_PARAMETERS)
    await deployments.update(f"{flow}/nightly", description="new")
    await deployments.pause(made.id)
    (found,) = [found async for found in deployments.list(where={"flows": {"name": {"any_": [flow]}}})]
    assert (found.id, found.description, found.paused) == (made.id, "new", True)
    assert await deployments.count(where={"flows": {"name": {"any_": [flow]}}}) == 1
    await deployments.resume(made.id)
    with pytest.raises(WaitTimeoutError):
        await deployments.trigger(made.id, wait=True, timeout=0)
    with pytest.raises(NotFoundError, match="did you mean"):
        await deployments.get(f"{flow}/nightyl")
    assert len(await deployments.scheduled_runs(made.id)) == 1
    await deployments.delete(f"{flow}/nightly")
    with pytest.raises(NotFoundError):
        await deployments.get(made.id)
