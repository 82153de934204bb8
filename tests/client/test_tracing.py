"""Tracing: what tracers see that patch httpx or instrument an httpx client, and what stays safe."""

from collections.abc import Awaitable, Callable, Iterator
from contextvars import ContextVar
from functools import partial, wraps
from typing import Any
from uuid import UUID

import httpx
import pytest

from prefect_http import (
    ArgumentError,
    AsyncPrefect,
    BadRequestError,
    ClientClosedError,
    ConnectionError,  # noqa: A004  # the package's own
    Prefect,
    ResponseTooLargeError,
    RetryPolicy,
)
from prefect_http._concurrency import async_gather, gather
from prefect_http._http import limits
from prefect_http_api import flow_runs
from tests.resilience.kept_alive_server import reply
from tests.resilience.raw_server import raw_server, response
from tests.support.servers import ServerAddress
from tests.support.stub import API, RUN, Runs, flow_run, runs_at
from tests.support.waits import until

pytestmark = pytest.mark.every_python

READ = flow_runs.read_flow_run(RUN)
COUNT = flow_runs.count_flow_runs()
PARENT: ContextVar[str] = ContextVar("PARENT", default="none")


def respond(_request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json=flow_run(1))


class Tracer:
    """Tracer that patches ``send`` of httpx's clients, as Sentry does.

    Attributes:
        spans: Method, path, status and parent of each request.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.spans: list[tuple[str, str, int, str]] = []
        monkeypatch.setattr(httpx.Client, "send", self._wrapped(httpx.Client.send))
        monkeypatch.setattr(httpx.AsyncClient, "send", self._async_wrapped(httpx.AsyncClient.send))

    def _wrapped(self, real: Callable[..., httpx.Response]) -> Callable[..., httpx.Response]:
        @wraps(real)
        def send(client: httpx.Client, request: httpx.Request, **options: Any) -> httpx.Response:
            request.headers["traceparent"] = PARENT.get()
            return self._record(request, real(client, request, **options))

        return send

    def _async_wrapped(
        self, real: Callable[..., Awaitable[httpx.Response]]
    ) -> Callable[..., Awaitable[httpx.Response]]:
        async def send(client: httpx.AsyncClient, request: httpx.Request, **options: Any) -> httpx.Response:
            request.headers["traceparent"] = PARENT.get()
            return self._record(request, await real(client, request, **options))

        return send

    def _record(self, request: httpx.Request, response: httpx.Response) -> httpx.Response:
        self.spans.append((request.method, request.url.path, response.status_code, PARENT.get()))
        return response


@pytest.fixture
def parent() -> Iterator[None]:
    token = PARENT.set("the caller")
    yield
    PARENT.reset(token)


def test_patched_client_sees_retries_redirects_and_errors(monkeypatch: pytest.MonkeyPatch, parent: None) -> None:
    statuses = iter([503, 307, 404])
    received: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        received.append(request.headers["traceparent"])
        return httpx.Response(next(statuses), headers={"Location": "/api/elsewhere"})

    # The client exists before the tracer, as one at the top of a module may.
    with Prefect(API, transport=httpx.MockTransport(handler), retry=RetryPolicy(wait_initial=0)) as prefect:
        tracer = Tracer(monkeypatch)
        assert prefect.send_raw(READ).status_code == 404
    path = f"/api/flow_runs/{RUN}"
    assert [span[1:3] for span in tracer.spans] == [(path, 503), (path, 307), ("/api/elsewhere", 404)]
    assert received == ["the caller"] * 3


def test_nothing_goes_through_a_client_that_is_not_patched(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        pytest.fail("an httpx client was created")

    monkeypatch.setattr(httpx.Client, "__init__", fail)
    with Prefect(API, transport=httpx.MockTransport(respond)) as prefect:
        assert prefect.send(READ).id == RUN


def test_traced_requests_are_not_logged_by_httpx(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    Tracer(monkeypatch)
    with Prefect(API, transport=httpx.MockTransport(respond)) as prefect:
        prefect.send(READ)
    assert {record.name for record in caplog.records} == {"prefect_http"}


@pytest.mark.anyio
async def test_patched_async_client_sees_requests(
    server: ServerAddress, monkeypatch: pytest.MonkeyPatch, parent: None
) -> None:
    tracer = Tracer(monkeypatch)
    async with AsyncPrefect(server.api_url) as prefect:
        await prefect.flows.count()
    assert tracer.spans == [("POST", f"{server.api_path}/flows/count", 200, "the caller")]


def test_threads_have_the_parent_of_the_caller(monkeypatch: pytest.MonkeyPatch, parent: None) -> None:
    tracer = Tracer(monkeypatch)
    with Prefect(API, transport=httpx.MockTransport(respond)) as prefect:
        gather([lambda: prefect.send(READ)] * 2)
    assert [span[3] for span in tracer.spans] == ["the caller"] * 2


@pytest.mark.anyio
async def test_tasks_have_the_parent_of_the_caller(monkeypatch: pytest.MonkeyPatch, parent: None) -> None:
    tracer = Tracer(monkeypatch)
    async with AsyncPrefect(API, transport=httpx.MockTransport(respond)) as prefect:
        await async_gather([lambda: prefect.send(READ)] * 2)
    assert [span[3] for span in tracer.spans] == ["the caller"] * 2


def test_prefetched_pages_have_the_parent_of_the_caller(monkeypatch: pytest.MonkeyPatch, parent: None) -> None:
    tracer = Tracer(monkeypatch)
    server = Runs(runs_at(range(600)), 200)
    with Prefect(API, transport=httpx.MockTransport(server)) as prefect:
        pages = prefect.flow_runs.list(sort="EXPECTED_START_TIME_ASC").pages()
        next(pages)
        next(pages)
        until(lambda: len(tracer.spans) == 3, otherwise="the third page was not requested")
        pages.close()
    assert [span[3] for span in tracer.spans] == ["the caller"] * 3


class Token(httpx.Auth):
    """Authentication of a gateway that asks for a token once."""

    def auth_flow(self, request: httpx.Request) -> Any:
        token = yield httpx.Request("GET", "http://gateway.test/token")
        request.headers["Proxy-Authorization"] = f"Bearer {token.text}"
        yield request


def test_http_client_adds_headers_cookies_auth_params_and_hooks() -> None:
    received: list[httpx.Request] = []
    hooked: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/token":
            return httpx.Response(200, text="t1")
        received.append(request)
        return httpx.Response(200, json=[flow_run(1)], headers={"Set-Cookie": "node=2"})

    with httpx.Client(
        transport=httpx.MockTransport(handler),
        base_url="http://unused.test",
        headers={"X-Team": "data", "Accept": "text/html", "User-Agent": "unused"},
        cookies={"session": "s"},
        params={"region": "eu"},
        auth=Token(),
        timeout=1,
        event_hooks={"request": [lambda request: hooked.append(request.url.path)]},
    ) as http_client:
        with Prefect(API, api_key="pnu_key", timeout=7, http_client=http_client) as prefect:
            for _ in range(2):
                prefect.send(flow_runs.read_flow_runs(limit=1))
        assert not http_client.is_closed
    first, second = received
    assert first.url == f"{API}/flow_runs/filter?region=eu"
    headers = first.headers
    assert (headers["x-team"], headers["accept"], headers["cookie"]) == ("data", "application/json", "session=s")
    assert (headers["authorization"], headers["proxy-authorization"]) == ("Bearer pnu_key", "Bearer t1")
    assert headers["user-agent"].startswith("prefect-http/")
    assert first.extensions["timeout"]["read"] == 7
    assert sorted(second.headers["cookie"].split("; ")) == ["node=2", "session=s"]
    assert hooked == ["/token", "/api/flow_runs/filter"] * 2


def test_query_is_kept_next_to_the_params_of_the_http_client() -> None:
    received: list[httpx.URL] = []

    def handler(request: httpx.Request) -> httpx.Response:
        received.append(request.url)
        return httpx.Response(200, json=None)

    with (
        httpx.Client(transport=httpx.MockTransport(handler), params={"region": "eu"}) as http_client,
        Prefect(API, http_client=http_client) as prefect,
    ):
        prefect.request("GET", "/custom", params={"name": ["a&b", "c d"]})
    assert received[0].params.multi_items() == [("region", "eu"), ("name", "a&b"), ("name", "c d")]


def test_redirects_of_the_http_client_are_not_followed_to_other_origins() -> None:
    received: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        received.append(request.url.host)
        return httpx.Response(307, headers={"Location": "http://evil.test/"})

    with (
        httpx.Client(transport=httpx.MockTransport(handler), follow_redirects=True) as http_client,
        Prefect(API, api_key="pnu_key", http_client=http_client) as prefect,
    ):
        assert prefect.send_raw(READ).status_code == 307
    assert received == ["prefect.test"]


def test_http_client_is_retried() -> None:
    statuses = iter([503, 200])
    transport = httpx.MockTransport(lambda _: httpx.Response(next(statuses), json=flow_run(1)))
    with (
        httpx.Client(transport=transport) as http_client,
        Prefect(API, http_client=http_client, retry=RetryPolicy(wait_initial=0)) as prefect,
    ):
        assert prefect.send(READ).id == RUN


def test_responses_of_the_http_client_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "Limits", partial(limits.Limits, 100))
    with (
        raw_server(lambda _: [response(b"1" * 200)]) as server,
        httpx.Client() as http_client,
        Prefect(server.origin, http_client=http_client) as prefect,
        pytest.raises(ResponseTooLargeError),
    ):
        prefect.send(COUNT)


@pytest.mark.anyio
async def test_responses_of_the_http_client_must_be_complete() -> None:
    cut = reply(b"123456789012", "Content-Length: 9")
    with raw_server(lambda _: [cut]) as server:
        async with (
            httpx.AsyncClient() as http_client,
            AsyncPrefect(server.origin, http_client=http_client, retry=False) as prefect,
        ):
            with pytest.raises(ConnectionError, match="the response is incomplete"):
                await prefect.send(COUNT)
        assert len(server.requests) == 1


@pytest.mark.anyio
async def test_async_http_client_is_left_open(server: ServerAddress) -> None:
    async with httpx.AsyncClient(headers={"X-Team": "data"}) as http_client:
        for _ in range(2):
            async with AsyncPrefect(server.api_url, http_client=http_client) as prefect:
                assert await prefect.health()
        assert not http_client.is_closed


@pytest.mark.anyio
async def test_closed_http_client_is_reported() -> None:
    http_client = httpx.AsyncClient()
    await http_client.aclose()
    async with AsyncPrefect(API, http_client=http_client) as prefect:
        with pytest.raises(ClientClosedError, match="http_client is closed"):
            await prefect.send(READ)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"http_client": "http://proxy.test"}, "http_client must be an httpx.Client, got 'http://proxy.test'"),
        ({"http_client": httpx.AsyncClient()}, "http_client must be an httpx.Client, got AsyncClient"),
        ({"verify": False}, "verify cannot be combined with http_client: pass verify to the http_client itself"),
        ({"proxy": "http://proxy.test"}, "proxy cannot be combined with http_client"),
        ({"transport": httpx.MockTransport(respond)}, "transport cannot be combined with http_client"),
    ],
)
def test_arguments_that_would_be_ignored_are_rejected(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        Prefect(API, **{"http_client": httpx.Client(), **options})


def test_secrets_of_the_http_client_are_redacted() -> None:
    transport = httpx.MockTransport(lambda request: httpx.Response(400, json={"detail": request.headers["cookie"]}))
    with (
        httpx.Client(transport=transport, cookies={"session": "hunter2hunter2"}) as http_client,
        Prefect(API, http_client=http_client) as prefect,
        pytest.raises(BadRequestError) as caught,
    ):
        prefect.flow_runs.get(UUID(int=2))
    assert "hunter2" not in str(caught.value)
