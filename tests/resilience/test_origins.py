"""Credentials and headers are sent to the configured server only, regardless of its responses."""

import datetime as dt
import json
import os
import ssl
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
import trustme

from prefect_http import (
    ArgumentError,
    AsyncPrefect,
    ConfigurationError,
    ConnectionError,  # noqa: A004  # the package's own
    DecodeError,
    Prefect,
    PrefectHTTPError,
    StatusError,
)
from prefect_http_api import deployments, events, flow_runs, flows, work_queues
from tests.resilience.recording_server import RecordingServer, Request, Respond, Response, serving
from tests.support.secret_leaks import API_KEY, CSRF, HEADER, URL_PASSWORD, leaked
from tests.support.stub import RUN, flow_run

Survived = Callable[[str, str, str], None]

GUARANTEE = "Credentials go to one origin only"
HEADERS = {"X-Vault": HEADER}
READ = flow_runs.read_flow_run(RUN)
CREATE = deployments.create_flow_run_from_deployment(RUN, idempotency_key="mine")
STATUSES = (301, 302, 303, 307, 308)
TARGET = "/api/target"

pytestmark = pytest.mark.anyio


def json_response(value: object, status: int = 200) -> Response:
    return Response(status, json.dumps(value).encode(), {"Content-Type": "application/json"})


def prefect_server(request: Request, respond: Respond) -> Response:
    """Respond like a server with CSRF protection, and delegate authorized requests to *respond*."""
    if request.target.startswith("/api/csrf-token"):
        when = "2099-01-01T00:00:00Z"
        return json_response(
            {"id": str(RUN), "created": when, "updated": when, "client": "x", "token": CSRF, "expiration": when}
        )
    if request.method != "GET" and request.headers.get("prefect-csrf-token") != CSRF:
        return json_response({"detail": "Missing CSRF token."}, 403)
    return respond(request)


def always(response: Response) -> Respond:
    """Return a function that responds to every request with *response*."""
    return lambda _: response


def respond_flow_run(_request: Request) -> Response:
    return json_response(flow_run(1))


def never(_request: httpx.Request) -> httpx.Response:
    pytest.fail("a request was sent")


def client(api_url: str, **options: Any) -> Prefect:
    return Prefect(api_url, api_key=API_KEY, headers=HEADERS, retry=False, **options)


@pytest.fixture
def other() -> Iterator[RecordingServer]:
    """Return another server on this machine, which accepts every request."""
    with serving(respond_flow_run) as server:
        yield server


@pytest.fixture(scope="module")
def ca() -> trustme.CA:
    return trustme.CA()


def tls_context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


@pytest.fixture
def trusted(ca: trustme.CA, tmp_path: Path) -> str:
    path = tmp_path / "ca.pem"
    ca.cert_pem.write_to_path(str(path))
    return str(path)


LOCATIONS: dict[str, Callable[[RecordingServer, RecordingServer], str]] = {
    "another port": lambda _, other: other.url("127.0.0.1", TARGET),
    "another host name": lambda _, other: other.url("localhost", TARGET),
    "another scheme": lambda _, other: f"https://127.0.0.1:{other.port}{TARGET}",
    "no scheme": lambda _, other: f"//127.0.0.1:{other.port}{TARGET}",
    "own host in the userinfo": lambda own, other: f"http://127.0.0.1:{own.port}@localhost:{other.port}{TARGET}",
    "backslashes": lambda _, other: f"\\\\localhost:{other.port}{TARGET}",
    "own host as a prefix": lambda own, other: f"http://127.0.0.1.localhost:{other.port}/{own.port}",
    "trailing dot": lambda own, _: f"http://127.0.0.1.:{own.port}{TARGET}",
    "file URL": lambda _own, _other: "file:///etc/passwd",
    "malformed URL": lambda _own, _other: "http://[broken",
}


def test_redirect_to_another_origin_is_not_followed(other: RecordingServer, survived: Survived) -> None:
    rejected = 0
    for name, location in LOCATIONS.items():
        for status in STATUSES:

            def redirect(_request: Request) -> Response:
                return Response(status, headers={"Location": location(server, other)})  # noqa: B023  # called at once

            with (
                serving(partial(prefect_server, respond=redirect)) as server,
                client(server.url("127.0.0.1", "/api")) as prefect,
            ):
                for call in (READ, CREATE):
                    with pytest.raises(StatusError, match="PREFECT_API_URL") as caught:
                        prefect.send(call)
                    assert caught.value.status == status, name
                    assert not leaked(str(caught.value))
                    rejected += 1
                assert TARGET not in {request.target for request in server.requests}
    assert other.requests == []
    survived(
        GUARANTEE, f"redirects to {len(LOCATIONS)} forms of another origin, {len(STATUSES)} statuses", figure(rejected)
    )


def figure(count: int) -> str:
    return f"{count} errors that name the target, 0 requests to it"


async def test_async_client_does_not_follow_redirects_to_another_origin(other: RecordingServer) -> None:
    redirect = Response(307, headers={"Location": other.url("localhost", TARGET)})
    with serving(partial(prefect_server, respond=always(redirect))) as server:
        async with AsyncPrefect(server.url("127.0.0.1", "/api"), api_key=API_KEY, headers=HEADERS) as prefect:
            with pytest.raises(StatusError, match=f"localhost:{other.port}"):
                await prefect.send(CREATE)
    assert other.requests == []


def test_redirect_from_https_to_http_is_not_followed(
    ca: trustme.CA, trusted: str, other: RecordingServer, survived: Survived
) -> None:
    tls = tls_context(ca.issue_cert("127.0.0.1"))
    rejected = 0
    for status in STATUSES:
        redirect = Response(status, headers={"Location": other.url("127.0.0.1", TARGET)})
        with (
            serving(partial(prefect_server, respond=always(redirect)), tls) as server,
            client(server.url("127.0.0.1", "/api"), verify=trusted) as prefect,
        ):
            for call in (READ, CREATE):
                with pytest.raises(StatusError, match=f"a redirect to http://127.0.0.1:{other.port}"):
                    prefect.send(call)
                rejected += 1
    assert other.requests == []
    survived(GUARANTEE, "redirects from https to http", figure(rejected))


@pytest.mark.parametrize("host", ["LocalHost", "LOCALHOST", "localhost"])
def test_redirect_to_the_same_host_in_another_case_is_followed(host: str) -> None:
    def redirect(request: Request) -> Response:
        if request.target == TARGET:
            return respond_flow_run(request)
        return Response(307, headers={"Location": server.url(host, TARGET)})

    with serving(redirect) as server, client(server.url("lOCALHOST", "/api")) as prefect:
        assert prefect.send(READ).name == "run-1"
        assert [request.target for request in server.requests] == [f"/api/flow_runs/{RUN}", TARGET]
        assert {request.headers["authorization"] for request in server.requests} == {f"Bearer {API_KEY}"}


@pytest.mark.parametrize(
    ("api_url", "location", "followed"),
    [
        ("http://prefect.test/api", "http://prefect.test:80/api/x", True),
        ("http://prefect.test:80/api", "http://PREFECT.test/api/x", True),
        ("https://prefect.test/api", "https://prefect.test:443/api/x", True),
        ("https://prefect.test/api", "https://prefect.test:80/api/x", False),
        ("http://prefect.test/api", "http://prefect.test:443/api/x", False),
        ("http://prefect.test:8080/api", "http://prefect.test/api/x", False),
        ("http://prefect.test:8080/api", "https://prefect.test:8080/api/x", False),
        ("https://prefect.test:8080/api", "http://prefect.test:8080/api/x", False),
        ("http://xn--mnchen-3ya.test/api", "http://münchen.test/api/x", True),
        ("http://münchen.test/api", "http://xn--mnchen-3ya.test/api/x", True),
    ],
)
def test_origins_are_normalized_before_they_are_compared(api_url: str, location: str, followed: bool) -> None:
    requests: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        if len(requests) == 1:
            return httpx.Response(307, headers={b"location": location.encode()})
        return httpx.Response(200, json=flow_run(1))

    with client(api_url, transport=httpx.MockTransport(respond)) as prefect:
        assert prefect.send_raw(READ).status_code == (200 if followed else 307)
    assert len(requests) == 1 + followed
    assert {request.headers["host"] for request in requests} == {httpx.URL(api_url).netloc.decode()}


@pytest.fixture
def _without_proxy_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove the environment's proxy settings and exceptions."""
    for name in ("no_proxy", "NO_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("_without_proxy_settings")
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_redirect_from_a_proxy_is_not_followed(
    scheme: str, other: RecordingServer, monkeypatch: pytest.MonkeyPatch, survived: Survived
) -> None:
    rejected = 0
    for status in STATUSES:
        redirect = Response(status, headers={"Location": other.url("127.0.0.1", TARGET)})
        with serving(always(redirect)) as proxy:
            monkeypatch.setenv(f"{scheme}_proxy", f"http://me:{URL_PASSWORD}@127.0.0.1:{proxy.port}")
            with client(f"{scheme}://prefect.test/api") as prefect:
                for call in (READ, CREATE):
                    with pytest.raises(PrefectHTTPError, match=f" {status} |\\({status} ") as caught:
                        prefect.send(call)
                    assert not leaked(str(caught.value))
                    rejected += 1
        assert {request.method for request in proxy.requests} == ({"CONNECT"} if scheme == "https" else {"GET", "POST"})
        if scheme == "https":
            # A CONNECT proxy must not see the request's headers.
            assert not {"authorization", "x-vault"} & {name for request in proxy.requests for name in request.headers}
    assert other.requests == []
    result = (
        figure(rejected) if scheme == "http" else f"{rejected} errors, 0 requests to the target, 0 headers to the proxy"
    )
    survived(GUARANTEE, f"redirects from a proxy for {scheme}", result)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
@pytest.mark.parametrize(
    "form", ["http://{host}:{port}/api/events/filter/next", "file:///etc/passwd", "//{host}:{port}/"]
)
def test_next_page_at_another_origin_is_requested_from_the_configured_server(
    host: str, form: str, other: RecordingServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "prefect_http")
    when = "2026-01-31T08:00:00Z"
    event = {"id": str(RUN), "occurred": when, "received": when, "event": "e", "resource": {"prefect.resource.id": "r"}}
    next_page = form.format(host=host, port=other.port) + "?page-token=canary"

    def respond(request: Request) -> Response:
        last = request.target.startswith("/api/events/filter/next")
        if not last and json.loads(request.body)["filter"]["occurred"]["until"] < when:
            return json_response({"events": [], "total": 0, "next_page": None})
        other = {**event, "id": str(RUN).replace("1", "2")} if last else event
        return json_response({"events": [other], "total": 3, "next_page": None if last else next_page})

    with (
        serving(partial(prefect_server, respond=respond)) as server,
        client(server.url("127.0.0.1", "/api")) as prefect,
    ):
        assert len(list(prefect.events.list())) == 2
    assert "/api/events/filter/next?page-token=canary" in {request.target for request in server.requests}
    without_query = next_page.partition("?")[0]
    home = server.url("127.0.0.1", "/api")
    assert [record.getMessage() for record in caplog.records] == [
        f"The URL of the next page of events is {without_query}; requesting the page from {home}"
    ]
    assert other.requests == []


def test_cookies_are_not_stored() -> None:
    with (
        serving(lambda _: Response(200, json.dumps(flow_run(1)).encode(), {"Set-Cookie": "session=1"})) as server,
        client(server.url("127.0.0.1", "/api")) as prefect,
    ):
        prefect.send(READ)
        prefect.send(READ)
    assert not any("cookie" in request.headers for request in server.requests)


class TestTLS:
    """Certificate verification."""

    @pytest.mark.parametrize(
        ("names", "lifetime", "reason"),
        [
            (["127.0.0.1"], {}, "unable to get local issuer certificate|self-signed"),
            (["prefect.test"], {}, "mismatch"),
            (["127.0.0.1"], {"not_after": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)}, "expired"),
        ],
        ids=["unknown CA", "another host name", "expired"],
    )
    def test_nothing_is_sent_to_an_untrusted_server(
        self, names: list[str], lifetime: dict[str, Any], reason: str, ca: trustme.CA, trusted: str
    ) -> None:
        options = {} if "issuer" in reason else {"verify": trusted}
        with (
            serving(respond_flow_run, tls_context(ca.issue_cert(*names, **lifetime))) as server,
            client(server.url("127.0.0.1", "/api"), **options) as prefect,
            pytest.raises(ConnectionError, match=reason) as caught,
        ):
            prefect.send(READ)
        assert not caught.value.may_have_been_sent
        assert server.requests == []

    def test_requests_are_sent_to_a_trusted_server(self, ca: trustme.CA, trusted: str) -> None:
        with (
            serving(respond_flow_run, tls_context(ca.issue_cert("127.0.0.1"))) as server,
            client(server.url("127.0.0.1", "/api"), verify=trusted) as prefect,
        ):
            assert prefect.send(READ).name == "run-1"

    @pytest.mark.parametrize("by", ["argument", "variable", "context"])
    def test_disabled_verification_warns_once(self, by: str, ca: trustme.CA, monkeypatch: pytest.MonkeyPatch) -> None:
        options: dict[str, Any] = {}
        if by == "argument":
            options = {"verify": False}
        elif by == "context":
            options = {"verify": ssl._create_unverified_context()}  # noqa: S323  # under test
        else:
            monkeypatch.setenv("PREFECT_API_TLS_INSECURE_SKIP_VERIFY", "true")
        with (
            serving(respond_flow_run, tls_context(ca.issue_cert("prefect.test"))) as server,
            warnings.catch_warnings(record=True) as caught,
        ):
            warnings.simplefilter("always")
            with client(server.url("127.0.0.1", "/api"), **options) as prefect:
                for _ in range(3):
                    assert prefect.with_options(timeout=5).send(READ).name == "run-1"
        (warning,) = caught
        assert str(warning.message).startswith(f"{server.url('127.0.0.1', '/api')}: TLS certificates are not verified")
        assert warning.filename == __file__
        assert not leaked(str(warning.message))

    def test_disabled_verification_without_tls_does_not_warn(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            client("http://127.0.0.1:9/api", verify=False).close()
            client("https://127.0.0.1:9/api").close()

    def test_each_source_line_warns_once(self) -> None:
        program = (
            "from prefect_http import AsyncPrefect, Prefect\n"
            "for _ in range(3):\n"
            "    Prefect('https://127.0.0.1:9/api', verify=False).close()\n"
        )
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment
        )
        assert done.stderr.count("UserWarning") == 1


EVIL = "\r\nX-Evil: 1"


@pytest.mark.parametrize(
    "value",
    [
        f"{HEADER}{EVIL}",
        f"{HEADER}\n1",
        f"{HEADER}\r1",
        f"{HEADER}\0",
        f"{HEADER}\x0b1",
        f"{HEADER}€",
        f"{HEADER}\ud800",
    ],
)
class TestInjection:
    """Values that would inject or corrupt a header are rejected, or escaped outside of headers."""

    def test_arguments_are_rejected(self, value: str) -> None:
        wrong: tuple[dict[str, Any], ...] = (
            {"headers": {"X-Vault": value}},
            {"headers": {value: "1"}},
            {"headers": {f"X-{value}": "1"}},
            {"api_key": value},
        )
        for options in wrong:
            with pytest.raises(ConfigurationError) as caught:
                Prefect("http://127.0.0.1:9/api", **options)
            assert not leaked(f"{caught.value}{caught.value!r}")

    def test_variables_are_rejected(self, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
        monkeypatch.setenv("PREFECT_CLIENT_CUSTOM_HEADERS", json.dumps({"X-Vault": value}))
        with pytest.raises(ConfigurationError) as caught:
            Prefect()
        assert not leaked(f"{caught.value}{caught.value!r}")

    def test_headers_set_by_hooks_are_rejected(self, value: str) -> None:
        def write(request: httpx.Request) -> None:
            request.headers["X-Trace"] = value

        hooks = {"event_hooks": {"request": [write]}}
        with client("http://prefect.test/api", transport=httpx.MockTransport(never), **hooks) as prefect:
            # httpx sends UTF-8 unchanged, and rejects unencodable values inside the hook.
            if value.isascii():
                with pytest.raises(ArgumentError, match="event_hooks") as caught:
                    prefect.send(READ)
                assert not leaked(f"{caught.value}{caught.value!r}")

    def test_values_outside_of_headers_are_escaped(self, value: str, caplog: pytest.LogCaptureFixture) -> None:
        if "\ud800" in value:
            return
        # At level DEBUG, the path is logged.
        caplog.set_level("INFO", "prefect_http")
        with (
            serving(partial(prefect_server, respond=respond_flow_run)) as server,
            client(server.url("127.0.0.1", "/api")) as prefect,
        ):
            prefect.deployments.trigger(RUN, idempotency_key=value, name=value, tags=[value])
            prefect.send_raw(flows.read_flow_by_name(value), retry=False)
            prefect.send_raw(events.read_account_events_page(page_token=value))
            prefect.send_raw(flow_runs.read_flow_runs(flow_runs={"name": {"any_": [value]}}))
        triggered, named, paged, filtered = server.requests[2:]
        assert json.loads(triggered.body)["idempotency_key"] == value
        assert named.target == f"/api/flows/name/{quote(value, safe='')}"
        assert httpx.URL(paged.target).params["page-token"] == value
        assert json.loads(filtered.body)["flow_runs"]["name"]["any_"] == [value]
        assert not any("x-evil" in request.headers for request in server.requests)
        assert len(server.requests) == 6

    def test_header_parameters_are_rejected(self, value: str) -> None:
        call = work_queues.read_work_queue_runs(RUN, x_prefect_ui=value)  # type: ignore[arg-type]
        prefect = client("http://prefect.test/api", transport=httpx.MockTransport(never))
        with prefect, pytest.raises(ArgumentError) as caught:
            prefect.send(call)
        assert not leaked(f"{caught.value}{caught.value!r}")


@pytest.mark.parametrize("value", [f"me:{HEADER}{EVIL}", f"me:{HEADER}\0", f"me:{HEADER}\ud800"])
def test_auth_string_with_control_characters_is_rejected(value: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        Prefect("http://127.0.0.1:9/api", auth_string=value)
    assert not leaked(f"{caught.value}{caught.value!r}")


@pytest.mark.parametrize("name", ["Content-Length", "transfer-encoding", "Prefect-Csrf-Client", "Prefect-Csrf-Token"])
def test_header_managed_by_the_client_is_rejected(name: str) -> None:
    with pytest.raises(ConfigurationError, match="the client sets this header itself"):
        Prefect("http://127.0.0.1:9/api", headers={name: "5"})


def test_next_page_without_a_token_raises(other: RecordingServer) -> None:
    when = "2026-01-31T08:00:00Z"
    event = {"id": str(RUN), "occurred": when, "received": when, "event": "e", "resource": {"prefect.resource.id": "r"}}
    page = {"events": [event], "total": 2, "next_page": other.url("localhost", f"/{HEADER}?x={HEADER}")}
    with (
        serving(partial(prefect_server, respond=always(json_response(page)))) as server,
        client(server.url("127.0.0.1", "/api")) as prefect,
        pytest.raises(DecodeError, match="page-token"),
    ):
        list(prefect.events.list())
    assert other.requests == []
