"""Everyday workflows, on a real server."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from prefect_http import AsyncPrefect, ConflictError, NotFoundError, Prefect, UnknownRouteError, ValidationError
from prefect_http.models import Deployment, FlowRun
from prefect_http_api import deployments, flow_runs, flows, requests
from tests.support.servers import ServerAddress
from tests.support.transports import PatientTransport


@pytest.fixture
def name() -> str:
    return f"odd name é#?-{uuid4()}"


@pytest.fixture
def deployment(prefect: Prefect, name: str) -> Deployment:
    return create_deployment(prefect, name)


def create_deployment(prefect: Prefect, name: str) -> Deployment:
    flow = prefect.send(flows.create_flow(name=name))
    schema = {"type": "object", "properties": {"n": {"type": "integer"}}}
    return prefect.send(
        deployments.create_deployment(
            name=name, flow_id=flow.id, parameter_openapi_schema=schema, enforce_parameter_schema=True
        )
    )


def test_deployment_is_found_by_name_and_id(prefect: Prefect, name: str, deployment: Deployment) -> None:
    assert prefect.deployments.get(f"{name}/{name}") == deployment
    assert prefect.deployments.get(deployment.id) == deployment
    assert prefect.deployments.get(str(deployment.id)) == deployment


def test_run_is_triggered_by_name_and_read_back(prefect: Prefect, name: str, deployment: Deployment) -> None:
    when = datetime.now(UTC) + timedelta(hours=1)
    run = prefect.deployments.trigger(
        f"{name}/{name}", parameters={"n": 5}, name="mine", tags=["a"], scheduled_time=when
    )
    assert isinstance(run, FlowRun)
    found = prefect.flow_runs.get(run.id)
    assert (found.deployment_id, found.parameters, found.name, found.tags) == (deployment.id, {"n": 5}, "mine", ["a"])
    assert found.expected_start_time == when


def test_idempotency_key_starts_one_run(prefect: Prefect, deployment: Deployment) -> None:
    first = prefect.deployments.trigger(deployment.id, idempotency_key="once")
    second = prefect.deployments.trigger(deployment.id, idempotency_key="once")
    assert first.id == second.id
    assert prefect.deployments.trigger(deployment.id).id != first.id


def test_invalid_parameters_are_a_conflict(prefect: Prefect, deployment: Deployment) -> None:
    with pytest.raises(ConflictError, match="Validation failed for field 'n'"):
        prefect.deployments.trigger(deployment.id, parameters={"n": "five"})


def test_error_names_the_unknown_part_of_a_name(prefect: Prefect, name: str, deployment: Deployment) -> None:
    with pytest.raises(NotFoundError, match="flow 'nobody' not found"):
        prefect.deployments.get("nobody/nothing")
    with pytest.raises(NotFoundError, match="has no deployment 'nothing'"):
        prefect.deployments.trigger(f"{name}/nothing")
    with pytest.raises(NotFoundError, match="Deployment not found"):
        prefect.deployments.get(UUID(int=1))
    with pytest.raises(NotFoundError, match="Flow run not found"):
        prefect.flow_runs.get(UUID(int=1))


def test_dangling_reference_is_not_reported_as_duplicate(prefect: Prefect) -> None:
    with pytest.raises(ConflictError, match="a unique or foreign key constraint was violated") as caught:
        prefect.send(flow_runs.create_flow_run(flow_id=UUID(int=1)))
    assert "exists" not in str(caught.value)


@pytest.mark.self_hosted("Cloud has one format")
def test_both_formats_of_validation_errors_are_quoted(prefect: Prefect) -> None:
    with pytest.raises(ValidationError, match=r"422 .*: Invalid limit: must be less than or equal to 200"):
        prefect.send(flow_runs.read_flow_runs(limit=201))
    with pytest.raises(ValidationError, match=r"422 .*: Invalid request received: body\.name: String should match"):
        prefect.send(flows.create_flow(name="a/b"))


def test_unknown_route_and_unknown_resource_are_distinguished(server: ServerAddress, prefect: Prefect) -> None:
    with pytest.raises(NotFoundError) as unknown:
        prefect.send(flows.read_flow(UUID(int=1)))
    assert (unknown.value.detail, "PREFECT_API_URL" in str(unknown.value)) == ("Flow not found", False)
    with Prefect(server.origin, retry=False) as elsewhere, pytest.raises(UnknownRouteError) as no_api:
        elsewhere.send(flows.read_flow(UUID(int=1)))
    assert (no_api.value.detail, "PREFECT_API_URL" in str(no_api.value)) == ("Not Found", True)


def test_unknown_filter_key_is_rejected(prefect: Prefect) -> None:
    with pytest.raises(ValidationError, match=r"body\.flow_runs\.nme: Extra inputs are not permitted"):
        prefect.flow_runs.list(where={"flow_runs": {"nme": {"any_": ["x"]}}}).first()  # type: ignore[arg-type]


def make_runs(prefect: Prefect, deployment: Deployment, count: int, scheduled_time: datetime) -> set[UUID]:
    body: requests.DeploymentFlowRunCreate = {
        "state": {"type": "SCHEDULED", "state_details": {"scheduled_time": scheduled_time}}
    }
    made: set[UUID] = set()
    while len(made) < count:
        some = [body] * min(100, count - len(made))
        results = prefect.send(deployments.bulk_create_flow_runs_from_deployment(deployment.id, some)).results
        made |= {result.flow_run_id for result in results if result.flow_run_id is not None}
    return made


def runs_of(deployment: Deployment) -> requests.FlowRunFilter:
    return {"deployment_id": {"any_": [deployment.id]}}


SORTS: list[requests.FlowRunSort] = ["EXPECTED_START_TIME_ASC", "EXPECTED_START_TIME_DESC", "NAME_ASC"]


@pytest.fixture
def client(small_pages: ServerAddress) -> Iterator[Prefect]:
    with Prefect(small_pages.api_url, transport=PatientTransport()) as client:
        yield client


def test_each_run_is_listed_once_when_ties_exceed_a_page(client: Prefect) -> None:
    deployment = create_deployment(client, str(uuid4()))
    soon = datetime.now(UTC) + timedelta(days=1)
    made = make_runs(client, deployment, 30, soon) | make_runs(client, deployment, 3, soon + timedelta(minutes=1))
    for sort in SORTS:
        found = [run.id for run in client.flow_runs.list(where={"flow_runs": runs_of(deployment)}, sort=sort)]
        assert len(found) == len(made), sort
        assert set(found) == made, sort


def test_each_run_is_listed_once_during_changes(client: Prefect) -> None:
    deployment = create_deployment(client, str(uuid4()))
    soon = datetime.now(UTC) + timedelta(days=1)
    stay, go = make_runs(client, deployment, 40, soon), list(make_runs(client, deployment, 40, soon))
    stop = threading.Event()

    def disturb() -> None:
        with Prefect(client.api_url, transport=PatientTransport()) as other:
            while go and not stop.is_set():
                other.send(flow_runs.delete_flow_run(go.pop()))
                other.deployments.trigger(deployment.id, scheduled_time=soon)

    disturber = threading.Thread(target=disturb)
    disturber.start()
    try:
        for sort in SORTS[:2]:
            found = [run.id for run in client.flow_runs.list(where={"flow_runs": runs_of(deployment)}, sort=sort)]
            assert len(found) == len(set(found))
            assert stay <= set(found)
    finally:
        stop.set()
        disturber.join()


@pytest.mark.anyio
async def test_async_client(async_prefect: AsyncPrefect, name: str, deployment: Deployment) -> None:
    assert await async_prefect.deployments.get(f"{name}/{name}") == deployment
    run = await async_prefect.deployments.trigger(f"{name}/{name}", parameters={"n": 5})
    assert (await async_prefect.flow_runs.get(run.id)).parameters == {"n": 5}
    listing = async_prefect.flow_runs.list(where={"flow_runs": runs_of(deployment)})
    assert [found.id async for found in listing] == [run.id]
    assert await async_prefect.flow_runs.list(where={"flow_runs": {"id": {"any_": []}}}).first() is None
    with pytest.raises(NotFoundError, match="has no deployment 'nothing'"):
        await async_prefect.deployments.get(f"{name}/nothing")
