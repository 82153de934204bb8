"""Requests to endpoints that ``prefect_http_api`` has no function for, below and above the workspace."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import httpx
import msgspec
import pytest

from prefect_http import (
    ArgumentError,
    AsyncPrefect,
    ConnectionError,  # noqa: A004  # the package's own
    DecodeError,
    NotFoundError,
    Prefect,
    RetryPolicy,
    ServerError,
    StatusError,
    UnknownRouteError,
)
from prefect_http.models import Flow
from tests.support.clock import Clock
from tests.support.servers import ServerAddress
from tests.support.stub import API, RUN

pytestmark = pytest.mark.anyio

CLOUD = "https://api.prefect.cloud/api"
WORKSPACE = f"{CLOUD}/accounts/{UUID(int=1)}/workspaces/{UUID(int=2)}"
KEY = "pnu_secret"
BROKEN = httpx.ReadError("reset")


class Webhook(msgspec.Struct):
    name: str
    slug: str = ""


class Recorder:
    """Server that gives one response after the other, and the last one indefinitely."""

    def __init__(self, *responses: httpx.Response | Exception) -> None:
        self.responses = list(responses) or [httpx.Response(200, json={})]
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        given = self.responses.pop(0) if len(self.responses) > 1 else self.responses[0]
        if isinstance(given, Exception):
            raise given
        return httpx.Response(given.status_code, headers=given.headers, content=given.content)

    @property
    def urls(self) -> list[str]:
        return [str(request.url) for request in self.requests]


def client(server: Recorder, api_url: str = WORKSPACE) -> Prefect:
    # Without jitter, to wait predictably.
    retry = RetryPolicy(attempts=3, wait_jitter=0)
    return Prefect(api_url, api_key=KEY, retry=retry, transport=httpx.MockTransport(server))


def answered(content: object, status: int = 200) -> Recorder:
    return Recorder(httpx.Response(status, json=content))


# Where a request goes


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("/slas/filter", f"{WORKSPACE}/slas/filter"),
        ("/", f"{WORKSPACE}/"),
        ("/flows/", f"{WORKSPACE}/flows/"),
        ("/settings", f"{WORKSPACE}/settings"),
        ("/meetings", f"{WORKSPACE}/meetings"),
        ("/user_access/", f"{WORKSPACE}/user_access/"),
        ("/collections/work_pool_types", f"{WORKSPACE}/collections/work_pool_types"),
        ("/invitations/filter", f"{WORKSPACE}/invitations/filter"),
        ("/variables/name/a%20b%2Fc", f"{WORKSPACE}/variables/name/a%20b%2Fc"),
        ("/me/", f"{CLOUD}/me/"),
        ("/me/workspaces", f"{CLOUD}/me/workspaces"),
        ("/accounts/x/teams/filter", f"{CLOUD}/accounts/x/teams/filter"),
        ("/billing/x/details", f"{CLOUD}/billing/x/details"),
        ("/collections/views/aggregate-worker-metadata", f"{CLOUD}/collections/views/aggregate-worker-metadata"),
        ("/users/x/api_keys", f"{CLOUD}/users/x/api_keys"),
        ("/workspace_scopes", f"{CLOUD}/workspace_scopes"),
        ("/workspaces/x", f"{CLOUD}/workspaces/x"),
        (f"{CLOUD}/invitations/x/accept", f"{CLOUD}/invitations/x/accept"),
        (f"{WORKSPACE}/flows/filter", f"{WORKSPACE}/flows/filter"),
    ],
)
async def test_path_is_below_the_api_url_or_above_the_workspace(path: str, url: str) -> None:
    server = Recorder()
    with client(server) as prefect:
        assert prefect.request("POST", path) == {}
    async with AsyncPrefect(WORKSPACE, api_key=KEY, transport=httpx.MockTransport(server)) as async_prefect:
        assert await async_prefect.request("POST", path) == {}
    assert server.urls == [url, url]
    for request in server.requests:
        assert request.headers["Authorization"] == f"Bearer {KEY}"
        assert request.headers["Host"] == "api.prefect.cloud"


def test_every_path_of_another_server_is_below_its_api_url() -> None:
    server = Recorder()
    with client(server, API) as prefect:
        assert prefect.cloud_url is None
        prefect.request("GET", "/me/workspaces")
        prefect.request("GET", f"{API}/collections/views/x")
    assert server.urls == [f"{API}/me/workspaces", f"{API}/collections/views/x"]


@pytest.mark.parametrize(
    "path",
    [
        "https://evil.test/api/me/workspaces",
        "http://api.prefect.cloud/api/me",
        "https://api.prefect.cloud.evil.test/api/me",
        "https://api.prefect.cloud@evil.test/api/me",
        "https://api.prefect.cloud/apix/me",
        "https://api.prefect.cloud:444/api/me",
        "https://api.prefect.cloud/",
        "https://api.prefect.cloud/api/../admin",
        "https://api.prefect.cloud/api//evil.test/me",
        "//evil.test/me",
        "me/workspaces",
        "",
    ],
)
def test_credentials_never_leave_the_api(path: str) -> None:
    server = Recorder()
    with client(server) as prefect, pytest.raises(ArgumentError, match="path must "):
        prefect.request("GET", path)
    assert server.requests == []


def test_redirect_to_another_origin_is_not_followed() -> None:
    server = Recorder(httpx.Response(307, headers={"Location": "https://evil.test/me"}))
    with client(server) as prefect, pytest.raises(StatusError, match="a redirect to "):
        prefect.request("GET", "/me/")
    assert server.urls == [f"{CLOUD}/me/"]


# Arguments


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/flows?limit=1", "path must not contain a query, got '/flows' with one: use params"),
        (
            "/flows#x",
            "path must be percent-encoded, got '#' in it: use urllib.parse.quote(value, safe='') for each value",
        ),
        ("/flows/a b", "path must be percent-encoded, got ' ' in it"),
        ("/flows/é", "path must be percent-encoded, got 'é' in it"),
        ("/flows/50%", "path must be percent-encoded, got '%' in it"),
        ("/flows/a\r\nX: y", "path must be percent-encoded, got '\\r' in it"),
        ("/flows\\x", "path must be percent-encoded, got '\\\\' in it"),
        ("/flows/../admin", "path must not have empty, '.' or '..' segments, got '/flows/../admin'"),
        ("/flows/%2e%2E/admin", "path must not have empty, '.' or '..' segments"),
        ("/flows/a%2F..%2Fb", "path must not have empty, '.' or '..' segments"),
        ("/flows/.", "path must not have empty, '.' or '..' segments"),
        ("/flows//runs", "path must not have empty, '.' or '..' segments"),
    ],
)
def test_malformed_path_is_rejected(path: str, message: str) -> None:
    with client(Recorder()) as prefect, pytest.raises(ArgumentError) as raised:
        prefect.request("GET", path)
    assert str(raised.value).startswith(message)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"method": "OPTIONS"}, "method must be one of GET, HEAD, POST, PUT, PATCH, DELETE, got 'OPTIONS'"),
        ({"method": None}, "method must be a string, got None"),
        ({"path": 5}, "path must be a string, got 5"),
        ({"json": {}}, "GET requests have no body: use params instead of json"),
        ({"method": "HEAD", "decode_as": dict}, "responses to HEAD have no body: omit decode_as"),
        ({"params": [1]}, "params must be a mapping of names to values, got list"),
        ({"params": {"since": datetime(2026, 1, 31)}}, "params: since must have a timezone, got 2026-01-31T00:00:00"),  # noqa: DTZ001
        ({"params": {"x": [datetime(2026, 1, 31)]}}, "params: x must have a timezone"),  # noqa: DTZ001
        ({"params": {"x": object()}}, "params: x must be a string, a number, a UUID, a date or a time, got object"),
        ({"decode_as": "Flow"}, "decode_as must be a type that msgspec can decode, got 'Flow'"),
        ({"method": "POST", "json": {"n": 2**64}}, "POST /x: n: numbers must be from -2**63 to 2**64 - 1"),
        ({"method": "POST", "json": object()}, "POST /x: the body: object is not JSON-serializable"),
        ({"method": "POST", "json": {"at": datetime(2026, 1, 31)}}, "POST /x: at must have a timezone"),  # noqa: DTZ001
        ({"data": {}}, "Prefect.request() does not accept 'data'"),
    ],
)
def test_invalid_argument_is_rejected_before_sending(arguments: dict[str, Any], message: str) -> None:
    server = Recorder()
    with client(server) as prefect, pytest.raises(ArgumentError) as raised:
        prefect.request(**cast("Any", {"method": "GET", "path": "/x"} | arguments))
    assert str(raised.value).startswith(message)
    assert server.requests == []


def test_query_is_encoded_as_in_generated_functions() -> None:
    server = Recorder()
    params = {
        "flag": True,
        "id": RUN,
        "since": datetime(2026, 1, 31, 8, tzinfo=UTC),
        "limit": 5,
        "tag": ["a b", "c&d"],
        "unset": None,
    }
    with client(server) as prefect:
        prefect.request("get", "/x", params=params)
    assert server.requests[0].method == "GET"
    assert server.requests[0].url.query.decode() == (
        f"flag=true&id={RUN}&since=2026-01-31T08%3A00%3A00%2B00%3A00&limit=5&tag=a+b&tag=c%26d"
    )


def test_body_accepts_what_generated_bodies_accept() -> None:
    server = Recorder()
    body = {"id": RUN, "at": datetime(2026, 1, 31, 8, tzinfo=UTC), "path": Path("x"), "unknown": {"any": "key"}}
    with client(server) as prefect:
        prefect.request("PUT", "/x", json=body)
        prefect.request("POST", "/x")
    assert json.loads(server.requests[0].content) == {
        "id": str(RUN),
        "at": "2026-01-31T08:00:00Z",
        "path": "x",
        "unknown": {"any": "key"},
    }
    assert server.requests[0].headers["Content-Type"] == "application/json"
    assert server.requests[1].content == b""
    assert server.requests[1].headers["Content-Length"] == "0"


# Responses


async def test_response_is_decoded_as_the_given_type() -> None:
    server = answered([{"name": "ci", "slug": "x", "template": None}])
    with client(server) as prefect:
        assert prefect.request("POST", "/webhooks/filter", decode_as=list[Webhook]) == [Webhook("ci", "x")]
        assert prefect.request("POST", "/webhooks/filter") == [{"name": "ci", "slug": "x", "template": None}]
        with pytest.raises(DecodeError, match="Expected `object`, got `array`"):
            prefect.request("POST", "/webhooks/filter", decode_as=Webhook)
    async with AsyncPrefect(WORKSPACE, api_key=KEY, transport=httpx.MockTransport(server)) as async_prefect:
        assert await async_prefect.request("POST", "/webhooks/filter", decode_as=list[Webhook]) == [Webhook("ci", "x")]


@pytest.mark.parametrize("status", [200, 202, 204])
def test_empty_response_is_none_without_a_type(status: int) -> None:
    with client(Recorder(httpx.Response(status))) as prefect:
        assert prefect.request("DELETE", "/webhooks/x") is None


def test_empty_response_does_not_match_a_type() -> None:
    with client(Recorder(httpx.Response(204))) as prefect, pytest.raises(DecodeError):
        prefect.request("POST", "/webhooks/", decode_as=Webhook)


def test_response_may_differ_from_the_request() -> None:
    # A generated function would take another name or ID for the response to another request.
    server = answered({"id": str(UUID(int=9)), "name": "renamed"}, 201)
    with client(server) as prefect:
        assert prefect.request("POST", f"/flows/{RUN}/copy", json={"name": "ci"}, decode_as=Webhook).name == "renamed"
    assert len(server.requests) == 1


def test_unknown_route_above_the_workspace_is_explained_for_prefect_cloud() -> None:
    with client(answered({"detail": "Not Found"}, 404)) as prefect, pytest.raises(UnknownRouteError) as raised:
        prefect.request("GET", "/accounts/x/nonsense")
    assert str(raised.value) == (
        f"GET {CLOUD}/accounts/x/nonsense: 404 Not Found: Not Found. Prefect Cloud may lack this operation, or "
        "PREFECT_CLOUD_API_URL is not the URL of its API."
    )


# Retries


@pytest.mark.parametrize(
    ("method", "path", "body", "requests"),
    [
        ("GET", "/x", None, 2),
        ("HEAD", "/x", None, 2),
        ("PUT", "/x", {}, 2),
        ("DELETE", "/x", None, 2),
        ("POST", "/x", {}, 1),
        ("POST", "/accounts/x/teams/", {"name": "a"}, 1),
        ("PATCH", "/x", {}, 1),
        ("PATCH", "/x", {"idempotency_key": "a"}, 2),
        ("POST", "/x", {"idempotency_key": "a"}, 2),
        ("POST", "/x", {"idempotency_key": ""}, 1),
        ("POST", "/x", [{"idempotency_key": "a"}, {}], 1),
        ("POST", "/webhooks/filter", {}, 2),
        ("POST", "/accounts/x/invitations/count", {}, 2),
        ("POST", "/accounts/x/events/count-by/day", {}, 2),
        ("POST", "/filter/x", {}, 1),
    ],
)
def test_broken_request_is_resent_only_if_that_is_safe(
    method: str, path: str, body: object, requests: int, clock: Clock
) -> None:
    server = Recorder(BROKEN, httpx.Response(200, json={}))
    with client(server) as prefect, suppress(ConnectionError):
        prefect.request(method, path, json=body)
    assert len(server.requests) == requests


def test_rate_limited_post_is_resent(clock: Clock) -> None:
    server = Recorder(httpx.Response(429, headers={"Retry-After": "7"}), httpx.Response(201, json={"name": "a"}))
    with client(server) as prefect:
        assert prefect.request("POST", "/accounts/x/teams/", json={"name": "a"}) == {"name": "a"}
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("path", "requests"), [("/x", 2), ("/logs/", 1), ("/logs", 1), ("/flow_runs/bulk_set_state", 1)]
)
def test_post_is_resent_after_503_unless_the_server_may_have_done_a_part(
    path: str, requests: int, clock: Clock
) -> None:
    server = Recorder(httpx.Response(503), httpx.Response(200, json={}))
    with client(server) as prefect, suppress(ServerError):
        prefect.request("POST", path, json=[])
    assert len(server.requests) == requests


def test_resent_delete_that_finds_nothing_has_deleted(clock: Clock) -> None:
    missing = httpx.Response(404, json={"detail": "Webhook not found"})
    with client(Recorder(BROKEN, missing)) as prefect:
        assert prefect.request("DELETE", "/webhooks/x") is None
    with client(Recorder(BROKEN, missing)) as prefect, pytest.raises(NotFoundError):
        prefect.request("DELETE", "/webhooks/x", decode_as=Webhook)


def test_retry_can_be_disabled(clock: Clock) -> None:
    server = Recorder(httpx.Response(503))
    with client(server) as prefect, pytest.raises(ServerError, match="503"):
        prefect.request("GET", "/x", retry=False)
    assert len(server.requests) == 1


# On a real server


async def test_request_reaches_a_real_server(server: ServerAddress) -> None:
    with Prefect(server.api_url) as prefect:
        flow = prefect.request("POST", "/flows/", json={"name": "by-request"}, decode_as=Flow)
        assert prefect.request("get", f"/flows/{flow.id}", decode_as=Flow) == flow
        assert prefect.request("POST", f"{server.api_url}/flows/filter", json={"limit": 0}) == []
        assert prefect.request("DELETE", f"/flows/{flow.id}") is None
        with pytest.raises(NotFoundError):
            prefect.request("GET", f"/flows/{flow.id}")
    async with AsyncPrefect(server.api_url) as async_prefect:
        assert await async_prefect.request("GET", "/health") is True
