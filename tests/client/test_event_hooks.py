"""Functions that a user has called for what goes over the network."""

from typing import Any

import httpx
import pytest

from prefect_http import ArgumentError, AsyncPrefect, NotFoundError, Prefect, RetryPolicy
from prefect_http_api import flow_runs
from tests.support.servers import ServerAddress
from tests.support.stub import API, RUN, flow_run

READ = flow_runs.read_flow_run(RUN)


def test_they_are_called_for_each_try_before_it_is_sent_and_before_it_is_read() -> None:
    told: list[object] = []
    answers = iter([503, 307, 200])

    def handler(request: httpx.Request) -> httpx.Response:
        told.append(request.headers["traceparent"])
        headers = {"location": "/api/elsewhere"}
        return httpx.Response(next(answers), headers=headers, stream=httpx.ByteStream(b"{}"))

    def on_request(request: httpx.Request) -> None:
        request.headers["traceparent"] = f"trace {len(told)}"

    def on_response(response: httpx.Response) -> None:
        assert not response.is_stream_consumed
        told.append((response.request.url.path, response.status_code))

    with Prefect(
        API,
        transport=httpx.MockTransport(handler),
        retry=RetryPolicy(wait_initial=0),
        event_hooks={"request": [on_request], "response": [on_response]},
    ) as prefect:
        assert prefect.send_raw(READ).status_code == 200
    path = f"/api/flow_runs/{RUN}"
    assert told == ["trace 0", (path, 503), "trace 2", (path, 307), "trace 4", ("/api/elsewhere", 200)]


def test_several_are_called_in_their_order_and_what_one_raises_goes_to_the_caller() -> None:
    told: list[str] = []

    def stop(response: httpx.Response) -> None:
        response.raise_for_status()

    transport = httpx.MockTransport(lambda _: httpx.Response(404))
    hooks = [lambda _: told.append("first"), stop, lambda _: told.append("last")]
    with Prefect(API, transport=transport, event_hooks={"response": hooks}) as prefect:
        with pytest.raises(httpx.HTTPStatusError):
            prefect.send(READ)
        assert told == ["first"]


def test_clients_that_share_connections_share_them() -> None:
    told: list[str] = []
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=flow_run(1)))
    with Prefect(API, transport=transport, event_hooks={"request": [lambda r: told.append(r.method)]}) as prefect:
        prefect.with_options(timeout=1).send(READ)
    assert told == ["GET"]


@pytest.mark.parametrize(
    ("hooks", "said"),
    [
        ({"requests": [print]}, r"no 'requests': write \{\"request\": \[...\], \"response\": \[...\]\}"),
        ({"request": ["print"]}, "'print' of event_hooks is no function"),
    ],
)
def test_what_can_never_be_called_is_refused(hooks: Any, said: str) -> None:
    with pytest.raises(ArgumentError, match=said):
        Prefect(API, event_hooks=hooks)


@pytest.mark.anyio
async def test_the_async_client_awaits_them(server: ServerAddress) -> None:
    told: list[tuple[str, object]] = []

    async def on_request(request: httpx.Request) -> None:
        told.append((request.method, request.headers["accept"]))

    async def on_response(response: httpx.Response) -> None:
        told.append((response.request.method, response.status_code))

    async with AsyncPrefect(
        server.api_url, event_hooks={"request": [on_request], "response": [on_response]}
    ) as prefect:
        with pytest.raises(NotFoundError):
            await prefect.send(READ)
    assert told == [("GET", "application/json"), ("GET", 404)]
