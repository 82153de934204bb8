"""Requests: headers, redirects, proxies, and the arguments of ``trigger``."""

import json
import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

import prefect_http_api
from prefect_http import (
    ArgumentError,
    AsyncPrefect,
    ClientClosedError,
    ConfigurationError,
    NotFoundError,
    Prefect,
    StatusError,
)
from prefect_http._http.redaction import redacted_url
from prefect_http._http.transport import open_transport
from prefect_http_api import Call, Operation, deployments, flow_runs
from tests.support.stub import API, RUN, async_client, client, flow_run

pytestmark = [pytest.mark.anyio, pytest.mark.every_python]
DEPLOYMENT = UUID(int=7)


def recording(seen: list[httpx.Request], *responses: httpx.Response) -> Callable[[httpx.Request], httpx.Response]:
    remaining = iter(responses)

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return next(remaining, None) or httpx.Response(200, json=flow_run(1))

    return handle


def test_request_has_the_expected_headers() -> None:
    seen: list[httpx.Request] = []
    with client(recording(seen), api_key="pnu_x", headers={"X-Team": " data\t", "accept": "text/x"}) as prefect:
        prefect.flow_runs.get(RUN)
    (request,) = seen
    assert str(request.url) == f"{API}/flow_runs/{RUN}"
    assert request.headers["host"] == "prefect.test"
    assert request.headers["authorization"] == "Bearer pnu_x"
    assert request.headers["x-prefect-api-version"] == prefect_http_api.API_VERSION
    assert request.headers["user-agent"].startswith("prefect-http/")
    assert request.headers["x-team"] == "data"
    assert request.headers.get_list("accept") == ["text/x"]
    assert "content-type" not in request.headers
    assert request.extensions["timeout"] == {"connect": 60.0, "read": 60.0, "write": 60.0, "pool": 60.0}


PROFILE = Operation[dict[str, str]](
    "me.read", "GET", "/me/", responses={200: lambda: dict[str, str]}, above_workspace=True
)
LOGO = Operation[None](
    "me.upload", "PUT", "/me/logo", responses={204: lambda: None}, content_type="multipart/form-data; boundary=x"
)


async def test_calls_above_the_workspace_are_sent_to_prefect_cloud() -> None:
    seen: list[httpx.Request] = []
    transport = httpx.MockTransport(recording(seen, httpx.Response(200, json={"handle": "ada"})))
    workspace = "https://cloud.test/api/accounts/a/workspaces/w"
    async with AsyncPrefect(workspace, api_key="pnu_x", transport=transport) as prefect:
        assert await prefect.send(Call(PROFILE)) == {"handle": "ada"}
    (request,) = seen
    assert str(request.url) == "https://cloud.test/api/me/"
    assert request.headers["authorization"] == "Bearer pnu_x"


def test_calls_above_the_workspace_require_prefect_cloud() -> None:
    seen: list[httpx.Request] = []
    with client(recording(seen)) as prefect, pytest.raises(ArgumentError, match=r"me\.read requires Prefect Cloud"):
        prefect.send(Call(PROFILE))
    assert not seen


def test_forms_are_sent_with_their_content_type() -> None:
    seen: list[httpx.Request] = []
    # The digits would be too large a number in JSON.
    with client(recording(seen, httpx.Response(204))) as prefect:
        prefect.send(Call(LOGO, body={"file": b"9" * 30}))
    (request,) = seen
    assert request.headers.get_list("content-type") == ["multipart/form-data; boundary=x"]
    assert b"9" * 30 in request.content


@pytest.mark.parametrize(
    ("host", "encoding"),
    [
        ("prefect.test", "gzip, deflate"),
        ("127.0.0.1.prefect.test", "gzip, deflate"),
        ("localhost:4200", "identity"),
        ("127.0.0.1", "identity"),
        ("[::1]:4200", "identity"),
    ],
)
def test_compression_is_off_on_loopback(host: str, encoding: str) -> None:
    seen: list[httpx.Request] = []
    with Prefect(f"http://{host}/api", transport=httpx.MockTransport(recording(seen))) as prefect:
        prefect.flow_runs.get(RUN)
    assert seen[0].headers["accept-encoding"] == encoding


def test_requests_do_not_share_headers() -> None:
    seen: list[httpx.Request] = []
    with client(recording(seen, httpx.Response(200, json=[]))) as prefect:
        prefect.send(flow_runs.read_flow_runs(limit=1))
        prefect.flow_runs.get(RUN)
    assert json.loads(seen[0].content) == {"limit": 1}
    assert seen[0].headers["content-type"] == "application/json"
    assert "content-length" not in seen[1].headers
    assert "content-type" not in seen[1].headers


@pytest.mark.parametrize(
    ("call", "length"),
    [
        (deployments.pause_deployment(RUN), "0"),
        (flow_runs.count_flow_runs(), "2"),
        (flow_runs.count_flow_runs(flow_runs={"tags": {"is_null_": True}}), "40"),
    ],
    ids=["no body", "empty body", "body"],
)
def test_post_announces_its_length(call: prefect_http_api.Call[Any], length: str) -> None:
    """Prefect Cloud responds with 411 to others."""
    seen: list[httpx.Request] = []
    with client(recording(seen)) as prefect:
        prefect.send_raw(call)
    assert seen[0].headers["content-length"] == length


def test_path_is_percent_encoded() -> None:
    seen: list[httpx.Request] = []
    with client(recording(seen)) as prefect:
        prefect.send_raw(deployments.read_deployment_by_name("a flow?", "dé#p"))
    assert seen[0].url.raw_path == b"/api/deployments/name/a%20flow%3F/d%C3%A9%23p"


def test_send_raw_returns_any_status() -> None:
    with client(lambda _: httpx.Response(418, text="teapot")) as prefect:
        response = prefect.send_raw(flow_runs.read_flow_run(RUN))
    assert (response.status_code, response.content) == (418, b"teapot")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_same_origin_redirect_is_followed(status: int) -> None:
    seen: list[httpx.Request] = []
    redirect = httpx.Response(status, headers={"location": "/elsewhere/api/x"})
    with client(recording(seen, redirect), api_key="pnu_x") as prefect:
        prefect.flow_runs.get(RUN)
    assert str(seen[1].url) == "http://prefect.test/elsewhere/api/x"
    assert seen[1].headers["authorization"] == "Bearer pnu_x"


def test_redirected_post_keeps_its_body() -> None:
    seen: list[httpx.Request] = []
    redirect = httpx.Response(307, headers={"location": "http://prefect.test:80/api/flow_runs/filter/"})
    with client(recording(seen, redirect, httpx.Response(200, json=[]))) as prefect:
        prefect.send(flow_runs.read_flow_runs(limit=3))
    assert [(request.method, json.loads(request.content)) for request in seen] == [("POST", {"limit": 3})] * 2


@pytest.mark.parametrize(
    ("status", "location"),
    [
        (307, "http://evil.test/api"),
        (307, "https://prefect.test/api"),
        (307, "http://prefect.test:8080/api"),
        (307, "//evil.test/api"),
        (307, "http://[broken"),
        (302, "/api/elsewhere"),
        (303, "/api/elsewhere"),
    ],
)
def test_other_redirects_are_errors(status: int, location: str) -> None:
    seen: list[httpx.Request] = []
    redirect = httpx.Response(status, headers={"location": location})
    with client(recording(seen, redirect)) as prefect, pytest.raises(StatusError) as caught:
        prefect.send(flow_runs.read_flow_runs())
    assert len(seen) == 1
    assert caught.value.status == status
    assert redacted_url(location) in str(caught.value)


def test_redirect_loop_ends() -> None:
    seen: list[httpx.Request] = []
    redirects = [httpx.Response(307, headers={"location": "/api/a"}) for _ in range(20)]
    with client(recording(seen, *redirects)) as prefect, pytest.raises(StatusError):
        prefect.flow_runs.get(RUN)
    assert len(seen) == 6


def test_redacted_url_contains_no_secrets() -> None:
    assert redacted_url("http://me:hunter2@host:1/a?token=hunter2#hunter2") == "http://host:1/a"


def test_closed_client_is_rejected() -> None:
    prefect = client(recording([]))
    prefect.close()
    prefect.close()
    with pytest.raises(ClientClosedError, match="is closed: create a new client"):
        prefect.flow_runs.get(RUN)
    with pytest.raises(ClientClosedError), prefect:
        pass


async def test_closed_async_client_is_rejected() -> None:
    async with async_client(recording([])) as prefect:
        assert (await prefect.flow_runs.get(str(RUN))).name == "run-1"
    with pytest.raises(ClientClosedError, match="is closed: create a new client"):
        await prefect.flow_runs.get(RUN)


def test_certificates_are_loaded_only_for_https(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    read: list[object] = []
    monkeypatch.setattr(ssl.SSLContext, "load_verify_locations", lambda *a, **_: read.append(a))
    open_transport("http://host/api", verify=True).close()
    assert not read
    open_transport("https://host/api", verify=True).close()
    assert read
    monkeypatch.undo()
    with pytest.raises(ConfigurationError, match="cannot load certificates"):
        open_transport("https://host/api", verify=str(tmp_path / "missing.pem"))


@pytest.mark.parametrize(
    ("environment", "url", "proxied"),
    [
        ({}, "http://host/api", False),
        ({"http_proxy": "http://127.0.0.1:9"}, "http://host/api", True),
        ({"http_proxy": "127.0.0.1:9"}, "http://host/api", True),
        ({"https_proxy": "http://127.0.0.1:9"}, "http://host/api", False),
        ({"all_proxy": "http://127.0.0.1:9"}, "http://host/api", True),
        ({"http_proxy": "http://127.0.0.1:9", "no_proxy": "host"}, "http://host/api", False),
    ],
)
def test_proxy_of_the_environment_is_used(
    environment: dict[str, str], url: str, proxied: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with open_transport(url, verify=True) as transport:
        assert ("Proxy" in type(transport._pool).__name__) is proxied


def test_invalid_proxy_is_a_configuration_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "gopher://me:hunter2@proxy")
    with pytest.raises(ConfigurationError, match="HTTP_PROXY or ALL_PROXY") as caught:
        open_transport("http://host/api", verify=True)
    assert "hunter2" not in str(caught.value)


def triggered(**options: object) -> dict[str, object]:
    seen: list[httpx.Request] = []
    with client(recording(seen, httpx.Response(201, json=flow_run(1)))) as prefect:
        prefect.deployments.trigger(DEPLOYMENT, **options)  # type: ignore[arg-type]
    (request,) = seen
    assert request.url.path == f"/api/deployments/{DEPLOYMENT}/create_flow_run"
    return dict(json.loads(request.content))


def test_trigger_sends_only_an_idempotency_key() -> None:
    first, second = triggered(), triggered()
    assert first.keys() == second.keys() == {"idempotency_key"}
    assert first != second


def test_trigger_sends_its_arguments() -> None:
    body = triggered(
        parameters={"n": 1},
        name="mine",
        tags=("a", "b"),
        idempotency_key="key",
        scheduled_time=datetime(2026, 1, 31, 8, tzinfo=UTC),
        job_variables={"cpu": 2},
        work_queue_name="fast",
    )
    state = {"type": "SCHEDULED", "state_details": {"scheduled_time": "2026-01-31T08:00:00Z"}}
    assert body == {
        "parameters": {"n": 1},
        "name": "mine",
        "tags": ["a", "b"],
        "idempotency_key": "key",
        "state": state,
        "job_variables": {"cpu": 2},
        "work_queue_name": "fast",
    }


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"scheduled_time": datetime(2026, 1, 31, 8)}, "must have a timezone"),  # noqa: DTZ001  # tested here
        ({"scheduled_time": "2026-01-31T08:00:00Z"}, "must be a datetime with a timezone"),
        ({"tags": "urgent"}, r"use \['urgent'\]"),
    ],
)
def test_invalid_trigger_is_not_sent(options: dict[str, object], message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        triggered(**options)


@pytest.mark.parametrize("reference", ["flow", "", "a/b/c", "/deployment", "flow/", "flow/deployment/"])
def test_invalid_reference_is_not_sent(reference: str) -> None:
    seen: list[httpx.Request] = []
    with client(recording(seen)) as prefect:
        with pytest.raises(ArgumentError, match='expected "flow/deployment" or a UUID'):
            prefect.deployments.get(reference)
        with pytest.raises(ArgumentError):
            prefect.deployments.trigger(reference)
        with pytest.raises(ArgumentError, match=r"^invalid flow run "):
            prefect.flow_runs.get(reference)
    assert not seen


@pytest.mark.parametrize(("flow_status", "message"), [(404, "flow 'f' not found"), (200, "has no deployment 'd'")])
def test_error_names_the_unknown_part(flow_status: int, message: str) -> None:
    flow = {"id": str(RUN), "name": "f", "created": None, "updated": None}

    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.path.startswith("/api/flows/name/"):
            return httpx.Response(flow_status, json=flow if flow_status == 200 else {"detail": "Flow not found"})
        return httpx.Response(404, json={"detail": "Deployment not found"})

    with client(handle) as prefect, pytest.raises(NotFoundError, match=message) as caught:
        prefect.deployments.trigger("f/d")
    assert caught.value.status == 404
