"""Older servers: fallbacks for missing features, and errors where none exists."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from prefect_http import (
    AsyncPrefect,
    NotFoundError,
    Prefect,
    StatusError,
    UnknownRouteError,
    UnsupportedByServerError,
    ValidationError,
)
from prefect_http._http.server_features import is_older
from prefect_http.models import Deployment
from prefect_http_api import Call, deployments, flow_runs, flows, requests, task_runs, work_queues
from tests.support.servers import Provide, ServerAddress
from tests.support.stub import client
from tests.support.transports import AsyncPatientTransport, PatientTransport
from tests.support.triggers import TRIGGER
from tests.support.versions import OLDEST, PINNED

ID = UUID(int=1)
NOTHING: requests.DoNothing = {"type": "do-nothing"}


@pytest.fixture(scope="module")
def old_server(server_of: Provide) -> ServerAddress:
    return server_of(OLDEST)


@pytest.fixture(scope="module")
def old(old_server: ServerAddress) -> Iterator[Prefect]:
    with Prefect(old_server.api_url, transport=PatientTransport()) as prefect:
        yield prefect


def a_deployment(prefect: Prefect) -> Deployment:
    flow = prefect.flows.create(name=f"flow-{uuid4()}")
    return prefect.deployments.create(name="d", flow_id=flow.id, parameter_openapi_schema={})


# Missing operations

MISSING: list[tuple[Callable[[Prefect], object], str, str]] = [
    (lambda it: it.flow_runs.set_labels(ID, {"a": "b"}), "PATCH /flow_runs/{id}/labels", "3.1.15"),
    (
        lambda it: it.concurrency_limits.increment_with_lease(names=["a"], slots=1),
        "POST /v2/concurrency_limits/increment-with-lease",
        "3.4.25",
    ),
    (
        lambda it: it.concurrency_limits.renew_lease(ID, lease_duration=60),
        "POST /v2/concurrency_limits/leases/{lease_id}/renew",
        "3.4.25",
    ),
    (
        lambda it: it.concurrency_limits.decrement_with_lease(ID),
        "POST /v2/concurrency_limits/decrement-with-lease",
        "3.4.25",
    ),
    (
        lambda it: it.work_pools.concurrency_status("default-agent-pool"),
        "POST /work_pools/{name}/concurrency_status",
        "3.6.29",
    ),
    (lambda it: it.admin.get_default_result_storage(), "GET /admin/storage", "3.7.0"),
    (lambda it: it.admin.update_default_result_storage(ID), "PUT /admin/storage", "3.7.0"),
    (lambda it: it.admin.clear_default_result_storage(), "DELETE /admin/storage", "3.7.0"),
]


@pytest.mark.parametrize(("use", "feature", "since"), MISSING, ids=[feature for _, feature, _ in MISSING])
def test_missing_operation_names_both_versions(
    old: Prefect, use: Callable[[Prefect], object], feature: str, since: str
) -> None:
    with pytest.raises(UnsupportedByServerError) as caught:
        use(old)
    error = caught.value
    assert str(error) == (f"{feature}: requires Prefect {since} or newer, but the server runs Prefect 3.0.11")
    assert (error.server_version, error.since, error.status in {404, 405}) == ("3.0.11", since, True)
    assert isinstance(error.__cause__, StatusError)


CALLS: list[Call[Any]] = [
    deployments.bulk_create_flow_runs_from_deployment(ID, [{}]),
    deployments.bulk_delete_deployments(deployments={"id": {"any_": [ID]}}),
    flow_runs.bulk_delete_flow_runs(flow_runs={"id": {"any_": [ID]}}),
    flow_runs.bulk_set_flow_run_state(flow_runs={"id": {"any_": [ID]}}, state={"type": "FAILED"}),
    flows.bulk_delete_flows(flows={"id": {"any_": [ID]}}),
    task_runs.paginate_task_runs(),
    task_runs.read_task_run_with_flow_run_name(ID),
    work_queues.read_work_queue_concurrency_status(ID),
]


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.operation.name)
def test_missing_operation_of_a_raw_call_is_reported(old: Prefect, call: Call[Any]) -> None:
    with pytest.raises(UnsupportedByServerError, match="requires Prefect"):
        old.send(call)


@pytest.mark.anyio
async def test_async_client_raises_the_same_error(old_server: ServerAddress, anyio_backend: str) -> None:
    async with AsyncPrefect(old_server.api_url, transport=AsyncPatientTransport()) as prefect:
        with pytest.raises(UnsupportedByServerError, match=r"Prefect 3\.7\.0 or newer, .* runs Prefect 3\.0\.11"):
            await prefect.admin.get_default_result_storage()


# Missing keys

REJECTED: list[tuple[Callable[[Prefect], object], str, str]] = [
    (lambda it: it.flows.create(name="x", labels={}), "POST /flows/ with 'labels'", "3.1.15"),
    (
        lambda it: it.flow_runs.count(where={"flow_runs": {"tags": {"any_": ["x"]}}}),
        "POST /flow_runs/count with 'flow_runs.tags.any_'",
        "3.1.15",
    ),
    (
        lambda it: it.flows.list(where={"flows": {"id": {"not_any_": [ID]}}}).first(),
        "POST /flows/filter with 'flows.id.not_any_'",
        "3.6.29",
    ),
    (
        lambda it: it.deployments.list(where={"deployments": {"id": {"not_any_": [ID]}}}).first(),
        "POST /deployments/filter with 'deployments.id.not_any_'",
        "3.4.25",
    ),
    (
        lambda it: it.automations.create(name="x", trigger=TRIGGER, actions=[NOTHING], tags=["x"]),
        "POST /automations/ with 'tags'",
        "3.4.25",
    ),
    (
        lambda it: it.automations.list(where={"automations": {"id": {"any_": [ID]}}}).first(),
        "POST /automations/filter with 'automations.id'",
        "3.8.8",
    ),
    (
        lambda it: it.work_pools.create(name="x", type="process", storage_configuration={}),
        "POST /work_pools/ with 'storage_configuration'",
        "3.2.15",
    ),
]


@pytest.mark.parametrize(("use", "feature", "since"), REJECTED, ids=[feature for _, feature, _ in REJECTED])
def test_missing_key_is_reported(old: Prefect, use: Callable[[Prefect], object], feature: str, since: str) -> None:
    with pytest.raises(UnsupportedByServerError) as caught:
        use(old)
    assert str(caught.value).startswith(
        f"{feature}: requires Prefect {since} or newer, but the server runs Prefect 3.0.11"
    )
    assert (caught.value.status, caught.value.since) == (422, since)
    assert isinstance(caught.value.__cause__, ValidationError)


def test_unsupported_schedule_key_changes_nothing(old: Prefect) -> None:
    deployment, schedules = a_deployment(old), old.deployments.schedules
    made = schedules.create(deployment.id, cron="0 8 * * *", max_scheduled_runs=3)
    with pytest.raises(UnsupportedByServerError, match=r"with 'slug': requires Prefect 3\.2\.15"):
        schedules.create(deployment.id, interval=timedelta(hours=1), slug="hourly")
    with pytest.raises(UnsupportedByServerError, match=r"with 'schedules\.parameters': "):
        schedules.replace(deployment.id, [{"schedule": {"cron": "0 9 * * *"}, "parameters": {"n": 1}}])
    assert [schedule.id for schedule in schedules.list(deployment.id)] == [made.id]
    schedules.update(deployment.id, made.id, timezone="Europe/Oslo")
    (found,) = schedules.list(deployment.id)
    assert (found.max_scheduled_runs, found.parameters, found.slug) == (3, {}, None)


# Errors unrelated to the version


def test_missing_resource_is_not_found(old: Prefect, prefect: Prefect) -> None:
    for connected in (old, prefect):
        with pytest.raises(NotFoundError, match="Flow not found"):
            connected.flows.get(ID)
    with pytest.raises(NotFoundError, match="not found"):
        prefect.flow_runs.set_labels(ID, {"a": "b"})
    with pytest.raises(NotFoundError, match="not found"):
        prefect.work_pools.concurrency_status("nothing")


def test_unknown_key_is_invalid(old: Prefect, prefect: Prefect) -> None:
    nonsense: Any = {"nonsense": {"any_": []}}
    for connected in (old, prefect):
        with pytest.raises(ValidationError, match=r"flow_runs\.nonsense: Extra inputs"):
            connected.flow_runs.count(where={"flow_runs": nonsense})


def test_key_of_another_class_is_invalid(old: Prefect, prefect: Prefect) -> None:
    """Older servers lack the parameters of a schedule. Flows never had any."""
    misplaced: Any = {"name": "x", "parameters": {}}
    for connected in (old, prefect):
        with pytest.raises(ValidationError, match=r"body\.parameters: Extra inputs"):
            connected.flows.create(**misplaced)


def handler_of(
    response: httpx.Response, version: httpx.Response
) -> tuple[Callable[[httpx.Request], httpx.Response], Any]:
    requested: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        requested.append(request.url.path)
        return version if request.url.path.endswith("/admin/version") else response

    return handle, requested


NOT_FOUND = httpx.Response(404, json={"detail": "Not Found"})


@pytest.mark.parametrize(
    "version",
    [
        httpx.Response(200, json="3.7.0"),
        httpx.Response(200, json="main"),
        httpx.Response(404, json={"detail": "Not Found"}),
        httpx.Response(503),
        httpx.Response(200, html="<html>"),
    ],
    ids=["new enough", "no version", "no API", "busy", "no JSON"],
)
def test_original_error_is_raised_unless_the_server_is_older(version: httpx.Response) -> None:
    handle, requested = handler_of(NOT_FOUND, version)
    with client(handle) as prefect, pytest.raises(UnknownRouteError, match="404 Not Found"):
        prefect.admin.get_default_result_storage()
    assert requested == ["/api/admin/storage", "/api/admin/version"]


def rejecting(*problems: object) -> httpx.Response:
    return httpx.Response(422, json={"exception_message": "Invalid request received.", "exception_detail": problems})


@pytest.mark.parametrize(
    "response",
    [
        httpx.Response(404, json={"detail": "Concurrency limit not found"}),
        httpx.Response(404, text="no such page"),
        httpx.Response(500),
        httpx.Response(422, json={"detail": "a string"}),
        httpx.Response(422, json=["detail"]),
        httpx.Response(422, text="["),
        rejecting({"type": "missing", "loc": ["body", "labels"]}),
        rejecting({"type": "extra_forbidden", "loc": ["body", "names"]}),
        rejecting({"type": "extra_forbidden", "loc": ["body", "labels"]}),
        rejecting({"type": "extra_forbidden", "loc": ["body", "holder", "labels", "more"]}),
        rejecting({"type": "extra_forbidden", "loc": []}, {"type": "extra_forbidden", "loc": ["body", 0]}),
        rejecting({"type": "extra_forbidden", "loc": 5}, 5),
    ],
    ids=lambda response: response.text[-70:] or str(response.status_code),
)
def test_other_errors_take_no_extra_request(response: httpx.Response) -> None:
    handle, requested = handler_of(response, httpx.Response(200, json="3.0.11"))
    with client(handle) as prefect, pytest.raises(StatusError) as caught:
        prefect.concurrency_limits.increment_with_lease(names=["a"], slots=1)
    assert not isinstance(caught.value, UnsupportedByServerError)
    assert requested == ["/api/v2/concurrency_limits/increment-with-lease"]


def test_invalid_value_takes_no_extra_request() -> None:
    response = rejecting({"type": "dict_type", "loc": ["body", "labels"]})
    handle, requested = handler_of(response, httpx.Response(200, json="3.0.11"))
    with client(handle) as prefect, pytest.raises(ValidationError):
        prefect.flows.create(name="x", labels={})
    assert requested == ["/api/flows/"]


def test_error_contains_no_request_values() -> None:
    response = rejecting({"type": "extra_forbidden", "loc": ["body", "labels"], "input": "hush", "msg": "Extra inputs"})
    handle, _ = handler_of(response, httpx.Response(200, json="3.0.11"))
    with client(handle) as prefect, pytest.raises(UnsupportedByServerError) as caught:
        prefect.flows.create(name="x", labels={"a": "hush"})
    assert "hush" not in f"{caught.value} {vars(caught.value)} {caught.value.__cause__}"


@pytest.mark.parametrize(
    ("server_version", "since", "older"),
    [
        ("3.0.11", "3.2.15", True),
        ("3.2.9", "3.2.15", True),
        ("3.2.15", "3.2.15", False),
        ("3.10.0", "3.2.15", False),
        ("3.6.29.dev3+g1a2b3c", "3.6.29", False),
        ("3.6.0rc1", "3.6.29", True),
        ("main", "3.6.29", False),
        ("", "3.6.29", False),
        ("3.0." + "9" * 5000, "3.6.29", False),
        ("3.0.11" + "x" * 5000, "3.6.29", False),
    ],
)
def test_versions_are_compared_numerically(server_version: str, since: str, older: bool) -> None:
    assert is_older(server_version, since) is older


# Fallbacks


class Recording(PatientTransport):
    """Records the requests."""

    def __init__(self) -> None:
        super().__init__()
        self.requested: list[tuple[str, str]] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.requested.append((request.method, request.url.path.removeprefix("/api")))
        return super().handle_request(request)


def test_delete_many_falls_back_to_single_deletes(old_server: ServerAddress) -> None:
    transport = Recording()
    with Prefect(old_server.api_url, transport=transport) as prefect:
        deployment = a_deployment(prefect)
        made = {prefect.deployments.trigger(deployment.id).id for _ in range(5)}
        transport.requested.clear()
        some = prefect.flow_runs.delete_many(deployment=deployment.id, limit=2)
        deleted = [("DELETE", f"/flow_runs/{run}") for run in some.ids]
        assert transport.requested[:2] == [("POST", "/flow_runs/filter"), ("POST", "/flow_runs/bulk_delete")]
        assert sorted(transport.requested[2:]) == sorted(deleted)
        rest = prefect.flow_runs.delete_many(deployment=deployment.id)
        assert (len(some), len(rest), {*some.ids, *rest.ids}) == (2, 3, made)
        assert prefect.flow_runs.count(deployment=deployment.id) == 0
        assert prefect.flow_runs.delete_many(deployment=deployment.id) == ()


def test_delete_many_of_deployments_falls_back_to_single_deletes(old_server: ServerAddress) -> None:
    with Prefect(old_server.api_url, transport=Recording()) as prefect:
        deployment = a_deployment(prefect)
        assert [outcome.ok for outcome in prefect.deployments.delete_many([deployment, deployment.id])] == [True, True]
        with pytest.raises(NotFoundError):
            prefect.deployments.get(deployment.id)


@pytest.mark.parametrize("version", [OLDEST, PINNED])
def test_automations_are_counted_with_a_filter(server_of: Provide, version: str) -> None:
    transport = Recording()
    with Prefect(server_of(version).api_url, transport=transport) as prefect:
        name = f"automation-{uuid4()}"
        for each in (name, name, f"another {name}"):
            prefect.automations.create(name=each, trigger=TRIGGER, actions=[NOTHING])
        transport.requested.clear()
        assert prefect.automations.count() >= 3
        assert transport.requested == [("POST", "/automations/count")]
        transport.requested.clear()
        assert prefect.automations.count(where={"automations": {"name": {"any_": [name]}}}) == 2
        requested = {path for _, path in transport.requested}
        assert requested == {"/admin/version", "/automations/filter" if version == OLDEST else "/automations/count"}


# Missing fields of responses


def test_fields_missing_on_older_servers_are_unset(old: Prefect) -> None:
    deployment = a_deployment(old)
    run = old.deployments.trigger(deployment.id)
    assert (run.labels, deployment.labels, old.flows.get(deployment.flow_id).labels) == ({}, {}, {})
