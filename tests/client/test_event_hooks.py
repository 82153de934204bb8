"""Event hooks: calls, order and validation."""

from typing import Any

import httpx
import pytest

from prefect_http import ArgumentError, AsyncPrefect, NotFoundError, Prefect, RetryPolicy
from prefect_http_api import flow_runs
from tests.support.servers import ServerAddress
from tests.support.stub import API, RUN, flow_run

pytestmark = pytest.mark.every_python

READ = flow_runs.read_flow_run(RUN)


def test_hooks_are_called_for_retries_and_redirects() -> None:
    calls: list[object] = []
    statuses = iter([503, 307, 200])

    def handler(request: httpx.Request) -> httpx.Response:
        calls.append(request.headers["traceparent"])
        headers = {"location": "/api/elsewhere"}
        return httpx.Response(next(statuses), headers=headers, stream=httpx.ByteStream(b"{}"))

    def on_request(request: httpx.Request) -> None:
        request.headers["traceparent"] = f"trace {len(calls)}"

    def on_response(response: httpx.Response) -> None:
        assert not response.is_stream_consumed
        calls.append((response.request.url.path, response.status_code))

    with Prefect(
        API,
        transport=httpx.MockTransport(handler),
        retry=RetryPolicy(wait_initial=0),
        event_hooks={"request": [on_request], "response": [on_response]},
    ) as prefect:
        assert prefect.send_raw(READ).status_code == 200
    path = f"/api/flow_runs/{RUN}"
    assert calls == ["trace 0", (path, 503), "trace 2", (path, 307), "trace 4", ("/api/elsewhere", 200)]


def test_hooks_are_called_in_order_until_one_raises() -> None:
    calls: list[str] = []

    def stop(response: httpx.Response) -> None:
        response.raise_for_status()

    transport = httpx.MockTransport(lambda _: httpx.Response(404))
    hooks = [lambda _: calls.append("first"), stop, lambda _: calls.append("last")]
    with Prefect(API, transport=transport, event_hooks={"response": hooks}) as prefect:
        with pytest.raises(httpx.HTTPStatusError):
            prefect.send(READ)
        assert calls == ["first"]


def test_clients_that_share_connections_share_hooks() -> None:
    calls: list[str] = []
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=flow_run(1)))
    with Prefect(API, transport=transport, event_hooks={"request": [lambda r: calls.append(r.method)]}) as prefect:
        prefect.with_options(timeout=1).send(READ)
    assert calls == ["GET"]


@pytest.mark.parametrize(
    ("hooks", "message"),
    [
        ({"requests": [print]}, r"no event 'requests': use \{\"request\": \[...\], \"response\": \[...\]\}"),
        ({"request": ["print"]}, "hooks in event_hooks must be callable, got 'print'"),
    ],
)
def test_invalid_hooks_are_rejected(hooks: Any, message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        Prefect(API, event_hooks=hooks)


@pytest.mark.anyio
async def test_async_client_awaits_hooks(server: ServerAddress) -> None:
    calls: list[tuple[str, object]] = []

    async def on_request(request: httpx.Request) -> None:
        calls.append((request.method, request.headers["accept"]))

    async def on_response(response: httpx.Response) -> None:
        calls.append((response.request.method, response.status_code))

    async with AsyncPrefect(
        server.api_url, event_hooks={"request": [on_request], "response": [on_response]}
    ) as prefect:
        with pytest.raises(NotFoundError):
            await prefect.send(READ)
    assert calls == [("GET", "application/json"), ("GET", 404)]
