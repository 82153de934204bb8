"""Prefect Cloud: what the client does differently there, on the stand-in and with simulated responses."""

import pickle
from collections.abc import Callable
from importlib.util import find_spec, module_from_spec
from typing import Any
from uuid import UUID

import httpx
import pytest

from prefect_http import (
    AsyncPrefect,
    AuthenticationError,
    DecodeError,
    NotFoundError,
    PermissionDeniedError,
    Prefect,
    StatusError,
    UnknownRouteError,
    UnsupportedByServerError,
    ValidationError,
    WaitTimeoutError,
)
from prefect_http_api import Call, admin, collections, flow_runs, flows, requests, root, task_runs
from tests.support.clock import Clock
from tests.support.cloud import CloudStandIn
from tests.support.stub import API, RUN, flow_run

pytestmark = pytest.mark.anyio

CLOUD = "https://api.prefect.cloud/api"
WORKSPACE = f"{CLOUD}/accounts/{UUID(int=1)}/workspaces/{UUID(int=2)}"
PRIVATE = "http://cloud.test/base/accounts/a/workspaces/w"
KEY = "pnu_hunter2hunter2"

NOT_FOUND = httpx.Response(404, json={"detail": "Not Found"})
DENIED = {
    "JSON": httpx.Response(401, json={"detail": "Invalid authentication credentials"}, headers={"x-deny": "ext-authz"}),
    "short JSON": httpx.Response(401, json={"detail": "Unauthorized"}),
    "empty": httpx.Response(401, headers={"x-deny": "ext-authz"}),
    "HTML": httpx.Response(401, html="<h1>401</h1>", headers={"x-deny": "ext-authz"}),
}


class Cloud:
    """Records the requests, and responds to all of them with *response*."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self.requested: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requested.append(f"{request.method} {request.url}")
        return httpx.Response(self.response.status_code, headers=self.response.headers, content=self.response.content)


def client(cloud: Cloud, api_url: str = WORKSPACE) -> Prefect:
    return Prefect(api_url, api_key=KEY, retry=False, transport=httpx.MockTransport(cloud))


def async_client(cloud: Cloud) -> AsyncPrefect:
    return AsyncPrefect(WORKSPACE, api_key=KEY, retry=False, transport=httpx.MockTransport(cloud))


# On the stand-in


async def test_healthy_workspace_has_no_version(cloud_of: Callable[..., CloudStandIn]) -> None:
    cloud = cloud_of()
    with Prefect(cloud.api_url, api_key=cloud.api_key) as prefect:
        assert (prefect.health(), prefect.ready(), prefect.check_compatibility()) == (True, True, None)
        prefect.wait_until_ready()
    async with AsyncPrefect(cloud.api_url, api_key=cloud.api_key) as async_prefect:
        assert (await async_prefect.health(), await async_prefect.ready()) == (True, True)
        assert await async_prefect.server_version() is None
        await async_prefect.wait_until_ready()
    assert {(each.method, each.path, each.status) for each in cloud.requests} == {("GET", "/health", 200)}


def test_workspace_requires_a_key(cloud_of: Callable[..., CloudStandIn]) -> None:
    cloud = cloud_of()
    with Prefect(cloud.api_url, api_key="pnu_wrong") as prefect:
        for method in (prefect.health, prefect.ready, prefect.wait_until_ready, prefect.flow_runs.count):
            with pytest.raises(AuthenticationError, match="Prefect Cloud rejected the API key from api_key"):
                method()
    assert [each.status for each in cloud.requests] == [401] * 4


async def test_missing_operations_are_unsupported_on_the_stand_in(cloud_of: Callable[..., CloudStandIn]) -> None:
    cloud = cloud_of()
    *missing, views = MISSING
    with Prefect(cloud.api_url, api_key=cloud.api_key) as prefect:
        for call in missing:
            with pytest.raises(UnsupportedByServerError, match="not available on Prefect Cloud"):
                prefect.send(call)
        assert prefect.send(views)
    async with AsyncPrefect(cloud.api_url, api_key=cloud.api_key) as async_prefect:
        for call in missing:
            with pytest.raises(UnsupportedByServerError, match="not available on Prefect Cloud"):
                await async_prefect.send(call)
        assert await async_prefect.send(views)
    assert len(cloud.requests) == 2 * len(MISSING)


def test_missing_scope_is_named(cloud_of: Callable[..., CloudStandIn]) -> None:
    cloud = cloud_of(scopes=["see_flows"])
    with Prefect(cloud.api_url, api_key=cloud.api_key) as prefect:
        prefect.flows.count()
        with pytest.raises(PermissionDeniedError, match="may lack the scope 'see_deployments' that POST"):
            prefect.deployments.count()
        with pytest.raises(PermissionDeniedError, match="may lack the scope 'run_flows' that POST /flows/ "):
            prefect.flows.create(name="mine")


# Health and version


@pytest.mark.parametrize("api_url", [WORKSPACE, PRIVATE])
def test_readiness_is_the_health_of_the_workspace(api_url: str) -> None:
    cloud = Cloud(httpx.Response(200, json=True))
    with client(cloud, api_url) as prefect:
        assert prefect.health() is True
        assert prefect.ready() is True
        prefect.wait_until_ready()
    assert cloud.requested == [f"GET {api_url}/health"] * 3


async def test_async_readiness_is_the_health_of_the_workspace() -> None:
    cloud = Cloud(httpx.Response(200, json=True))
    async with async_client(cloud) as prefect:
        assert await prefect.health() is True
        assert await prefect.ready() is True
        await prefect.wait_until_ready()
    assert cloud.requested == [f"GET {WORKSPACE}/health"] * 3


@pytest.mark.parametrize("response", [httpx.Response(200, json=False), httpx.Response(503)], ids=["false", "503"])
def test_unhealthy_workspace_is_not_ready(response: httpx.Response, clock: Clock) -> None:
    with client(Cloud(response)) as prefect:
        assert prefect.health() is False
        assert prefect.ready() is False
        with pytest.raises(WaitTimeoutError) as caught:
            prefect.wait_until_ready(timeout=3)
    assert str(caught.value).startswith(
        f"{WORKSPACE} was not ready within 3 s: check that the API URL (PREFECT_API_URL) is correct. "
        f"The last request failed: GET "
    )


@pytest.mark.parametrize("response", DENIED.values(), ids=DENIED)
def test_rejected_key_ends_the_wait(response: httpx.Response, clock: Clock) -> None:
    cloud = Cloud(response)
    with client(cloud) as prefect:
        for method in (prefect.health, prefect.ready, prefect.wait_until_ready):
            with pytest.raises(AuthenticationError, match="Prefect Cloud rejected the API key from api_key"):
                method()
    assert len(cloud.requested) == 3


async def test_version_is_none_without_a_request() -> None:
    cloud = Cloud(httpx.Response(500))
    with client(cloud) as prefect:
        assert prefect.server_version() is None
        assert prefect.check_compatibility() is None
    async with async_client(cloud) as async_prefect:
        assert await async_prefect.server_version() is None
        assert await async_prefect.check_compatibility() is None
    assert cloud.requested == []


@pytest.mark.parametrize("text", ["Missing CSRF token.", "Invalid CSRF token or client identifier."])
async def test_no_csrf_token_is_requested(text: str) -> None:
    cloud = Cloud(httpx.Response(403, json={"detail": text}))
    call = flows.create_flow(name="mine")
    with client(cloud) as prefect, pytest.raises(PermissionDeniedError, match=text):
        prefect.send(call)
    async with async_client(cloud) as async_prefect:
        with pytest.raises(PermissionDeniedError, match=text):
            await async_prefect.send(call)
    assert cloud.requested == [f"POST {WORKSPACE}/flows/"] * 2


# Operations that Cloud lacks

MISSING: list[Call[Any]] = [
    admin.read_settings(),
    admin.read_server_default_result_storage(),
    admin.update_server_default_result_storage(default_result_storage_block_id=RUN),
    admin.clear_server_default_result_storage(),
    admin.read_version(),
    root.create_csrf_token(client="c"),
    root.perform_readiness_check(),
    root.server_version(),
    task_runs.read_task_run_with_flow_run_name(RUN),
    collections.read_view_content("aggregate-worker-metadata"),
]
UNKNOWN = {
    "FastAPI": NOT_FOUND,
    "page": httpx.Response(404, html="<h1>404</h1>"),
    "empty": httpx.Response(404),
    "method": httpx.Response(405, json={"detail": "Method Not Allowed"}),
}


@pytest.mark.parametrize("response", UNKNOWN.values(), ids=UNKNOWN)
@pytest.mark.parametrize("call", MISSING, ids=lambda call: call.operation.name)
def test_missing_operation_is_unsupported(call: Call[Any], response: httpx.Response) -> None:
    cloud = Cloud(response)
    with client(cloud) as prefect, pytest.raises(UnsupportedByServerError) as caught:
        prefect.send(call)
    error = caught.value
    assert str(error) == f"{call.operation.method} {call.operation.path}: not available on Prefect Cloud"
    assert (error.server_version, error.since, error.status) == (None, None, response.status_code)
    assert isinstance(error.__cause__, StatusError)
    assert vars(pickle.loads(pickle.dumps(error))) == vars(error)  # noqa: S301  # pickled here
    assert len(cloud.requested) == 1


def test_missing_operation_is_unsupported_whatever_the_text() -> None:
    cloud = Cloud(httpx.Response(404, json={"detail": "Workspace route unknown"}))
    with client(cloud) as prefect, pytest.raises(UnsupportedByServerError) as caught:
        prefect.admin.settings()
    assert caught.value.detail == "Workspace route unknown"


METHODS: list[tuple[str, Callable[[Prefect], object]]] = [
    ("GET /admin/version", lambda prefect: prefect.admin.version()),
    ("GET /admin/settings", lambda prefect: prefect.admin.settings()),
    ("GET /admin/storage", lambda prefect: prefect.admin.get_default_result_storage()),
    ("PUT /admin/storage", lambda prefect: prefect.admin.update_default_result_storage(RUN)),
    ("DELETE /admin/storage", lambda prefect: prefect.admin.clear_default_result_storage()),
]


@pytest.mark.parametrize(("feature", "use"), METHODS, ids=[feature for feature, _ in METHODS])
def test_resource_methods_raise_the_same_error(feature: str, use: Callable[[Prefect], object]) -> None:
    with client(Cloud(NOT_FOUND)) as prefect, pytest.raises(UnsupportedByServerError) as caught:
        use(prefect)
    assert str(caught.value) == f"{feature}: not available on Prefect Cloud"


async def test_async_client_raises_the_same_error() -> None:
    async with async_client(Cloud(NOT_FOUND)) as prefect:
        with pytest.raises(UnsupportedByServerError, match="GET /admin/settings: not available on Prefect Cloud"):
            await prefect.admin.settings()


def test_filters_are_importable_with_a_package_generated_from_prefect_cloud(monkeypatch: pytest.MonkeyPatch) -> None:
    # The operation takes no body there.
    monkeypatch.delattr(requests, "CountAutomationsBody", raising=False)
    monkeypatch.delitem(vars(requests)["_MODULE_OF"], "CountAutomationsBody")
    assert not hasattr(requests, "CountAutomationsBody")
    found = find_spec("prefect_http.filters")
    assert found is not None
    assert found.loader is not None
    module = module_from_spec(found)
    found.loader.exec_module(module)
    assert set(module.AutomationsWhere.__annotations__) == {"automations"}


def test_views_are_read_above_the_workspace() -> None:
    call = collections.read_view_content("v")
    cloud = Cloud(httpx.Response(200, json={"a": 1}))
    with client(cloud) as prefect:
        assert prefect.send(call) == {"a": 1}
        cloud.response = httpx.Response(404, json={"detail": "View v not found"})
        with pytest.raises(NotFoundError, match="View v not found"):
            prefect.send(call)
    assert cloud.requested == [f"GET {CLOUD}/collections/views/v"] * 2
    server = Cloud(httpx.Response(200, json={}))
    with client(server, API) as prefect:
        prefect.send(call)
    assert server.requested == [f"GET {API}/collections/views/v"]


# No version request

USES: list[tuple[Callable[[Prefect], object], httpx.Response, type[StatusError]]] = [
    (lambda prefect: prefect.flow_runs.set_labels(RUN, {"a": "b"}), NOT_FOUND, UnknownRouteError),
    (lambda prefect: prefect.work_pools.concurrency_status("p"), UNKNOWN["method"], UnknownRouteError),
    (lambda prefect: prefect.send(task_runs.paginate_task_runs()), UNKNOWN["page"], UnknownRouteError),
]


@pytest.mark.parametrize(("use", "response", "kind"), USES, ids=["404", "405", "page"])
def test_unknown_route_does_not_request_the_version(
    use: Callable[[Prefect], object], response: httpx.Response, kind: type[StatusError]
) -> None:
    cloud = Cloud(response)
    with client(cloud) as prefect, pytest.raises(kind) as caught:
        use(prefect)
    assert type(caught.value) is kind
    assert str(caught.value).endswith(
        "The account or workspace in PREFECT_API_URL may not exist, the ID may be malformed, "
        "or Prefect Cloud may lack this operation."
    )
    assert len(cloud.requested) == 1


@pytest.mark.parametrize("key", ["detail", "exception_detail"])
def test_rejected_key_of_a_body_does_not_request_the_version(key: str) -> None:
    problem = {"type": "extra_forbidden", "loc": ["body", "labels"], "msg": "Extra inputs are not permitted"}
    cloud = Cloud(httpx.Response(422, json={key: [problem]}))
    with client(cloud) as prefect, pytest.raises(ValidationError) as caught:
        prefect.flows.create(name="x", labels={})
    assert str(caught.value).endswith(": body.labels: Extra inputs are not permitted")
    assert len(cloud.requested) == 1


async def test_filtered_automations_are_counted_by_listing() -> None:
    cloud = Cloud(httpx.Response(200, json=[]))
    mine: requests.AutomationFilter = {"name": {"any_": ["mine"]}}
    with client(cloud) as prefect:
        assert prefect.automations.count(where={"automations": mine}) == 0
    async with async_client(cloud) as async_prefect:
        assert await async_prefect.automations.count(where={"automations": mine}) == 0
    assert cloud.requested == [f"POST {WORKSPACE}/automations/filter"] * 2


# Advice


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        (413, "but Prefect Cloud accepts 5,242,880: send less data, or narrow the filter."),
        (429, "of an account per minute, from all its clients together: send fewer, or try again later."),
        (500, "Prefect Cloud failed: try again later, or report it to Prefect."),
        (502, "The response comes from a gateway or a proxy: try again later."),
        (503, "Prefect Cloud is busy or under maintenance: try again later."),
        (504, "A gateway or a proxy stopped waiting: Prefect Cloud may still act on the request."),
    ],
)
def test_status_suggests_what_helps_on_cloud(status: int, advice: str) -> None:
    with client(Cloud(httpx.Response(status))) as prefect, pytest.raises(StatusError) as caught:
        prefect.flow_runs.get(RUN)
    assert str(caught.value).endswith(advice)


def test_redirected_request_is_still_on_cloud() -> None:
    def redirect(request: httpx.Request) -> httpx.Response:
        moved = request.url.path.endswith("/moved")
        return httpx.Response(500) if moved else httpx.Response(307, headers={"Location": f"{WORKSPACE}/moved"})

    transport = httpx.MockTransport(redirect)
    with Prefect(WORKSPACE, retry=False, transport=transport) as prefect, pytest.raises(StatusError) as caught:
        prefect.flow_runs.get(RUN)
    assert str(caught.value).endswith("Prefect Cloud failed: try again later, or report it to Prefect.")


def test_page_instead_of_json_suggests_a_proxy() -> None:
    page = httpx.Response(200, html="<title>Sign in</title>")
    with client(Cloud(page)) as prefect, pytest.raises(DecodeError) as caught:
        prefect.flow_runs.get(RUN)
    assert str(caught.value).endswith("Does a proxy respond instead of Prefect Cloud?")


def test_other_version_is_not_asked_of_cloud() -> None:
    odd = httpx.Response(200, json=flow_run(1) | {"name": 5})
    with client(Cloud(odd)) as prefect, pytest.raises(DecodeError) as caught:
        prefect.send(flow_runs.read_flow_run(RUN))
    assert str(caught.value).endswith("the server may run another version.")
