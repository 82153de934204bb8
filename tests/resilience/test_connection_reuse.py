"""No request gets the response to another: a connection is not reused if it delivered more than one response."""

import json
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID, uuid4

import anyio
import httpx
import pytest
import trustme

from prefect_http import AsyncPrefect, DecodeError, Prefect, RetryPolicy, ServerError
from prefect_http_api import flow_runs
from tests.resilience.kept_alive_server import KeptAliveServer, kept_alive_server, reply
from tests.support.clock import Clock
from tests.support.raw import request
from tests.support.servers import Provide, ServerAddress
from tests.support.stub import API, RUN, flow_run
from tests.support.transports import PatientTransport

pytestmark = pytest.mark.every_python

OTHER = json.dumps(flow_run(7)).encode()
PAUSE = 0.05
"""Seconds between two requests, in which the rest of a response arrives."""

Get = Callable[[KeptAliveServer, ssl.SSLContext | None, list[UUID]], list[UUID]]


def sync_get(server: KeptAliveServer, trusted: ssl.SSLContext | None, ids: list[UUID]) -> list[UUID]:
    """Get the runs with *ids*, one after the other, and return the IDs of the responses."""
    found: list[UUID] = []
    with Prefect(server.api_url, retry=False, verify=trusted) as prefect:
        for each in ids:
            found.append(prefect.flow_runs.get(each).id)
            time.sleep(PAUSE)
    return found


def get_on(backend: str) -> Get:
    def get(server: KeptAliveServer, trusted: ssl.SSLContext | None, ids: list[UUID]) -> list[UUID]:
        async def get_all() -> list[UUID]:
            found: list[UUID] = []
            async with AsyncPrefect(server.api_url, retry=False, verify=trusted) as prefect:
                for each in ids:
                    found.append((await prefect.flow_runs.get(each)).id)
                    await anyio.sleep(PAUSE)
            return found

        return anyio.run(get_all, backend=backend)

    return get


CLIENTS: dict[str, Get] = {"sync": sync_get, "asyncio": get_on("asyncio"), "trio": get_on("trio")}


@pytest.fixture(params=CLIENTS)
def get(request: pytest.FixtureRequest) -> Get:
    return CLIENTS[request.param]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def certified(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.fixture(scope="module")
def trusted(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def run_at(path: str, padding: int = 0) -> bytes:
    """Return the run at *path* as JSON, with *padding* more bytes."""
    return json.dumps(flow_run(1) | {"id": path.rpartition("/")[2], "x": "x" * padding}).encode()


def filling(path: str, size: int) -> bytes:
    """Return a response of exactly *size* bytes."""
    length = len(reply(run_at(path, size // 2))) - size // 2
    return reply(run_at(path, size - length))


def late(path: str) -> Iterator[bytes]:
    yield reply(run_at(path))
    time.sleep(PAUSE / 5)
    yield reply(OTHER)


def chunked(content: bytes) -> bytes:
    return reply(b"%x\r\n%s\r\n0\r\n\r\n" % (len(content), content), "Transfer-Encoding: chunked")


EXCESS: dict[str, Callable[[str], Iterable[bytes]]] = {
    "two responses at once": lambda path: [reply(run_at(path)) + reply(OTHER)],
    "two responses after each other": lambda path: [reply(run_at(path)), reply(OTHER)],
    "a second response later": late,
    "the first half of a second response": lambda path: [reply(run_at(path)) + reply(OTHER)[:50]],
    "a second response after chunks": lambda path: [chunked(run_at(path)) + reply(OTHER)],
    "a second response after a large one": lambda path: [reply(run_at(path, 300_000)) + reply(OTHER)],
    # httpcore reads 64 KiB at a time, and asyncio receives more.
    "a second response after 64 KiB": lambda path: [filling(path, 65536) + reply(OTHER)],
    "a body longer than its length": lambda path: [reply(run_at(path)) + b"}"],
    "an informational response": lambda path: [reply(run_at(path)) + b"HTTP/1.1 103 Early Hints\r\n\r\n"],
}


@pytest.mark.parametrize("case", EXCESS)
def test_a_connection_that_delivers_excess_bytes_is_not_reused(case: str, get: Get) -> None:
    ids = [uuid4() for _ in range(3)]
    with kept_alive_server(EXCESS[case]) as server:
        assert get(server, None, ids) == ids
        assert server.connections == len(ids)


@pytest.mark.parametrize("case", list(EXCESS)[:3])
def test_a_tls_connection_that_delivers_excess_bytes_is_not_reused(
    case: str, get: Get, certified: ssl.SSLContext, trusted: ssl.SSLContext
) -> None:
    ids = [uuid4() for _ in range(3)]
    with kept_alive_server(EXCESS[case], certified) as server:
        assert get(server, trusted, ids) == ids
        assert server.connections == len(ids)


@pytest.mark.parametrize("tls", [False, True])
def test_other_connections_are_reused(tls: bool, get: Get, certified: ssl.SSLContext, trusted: ssl.SSLContext) -> None:
    ids = [uuid4() for _ in range(3)]
    with kept_alive_server(lambda path: [reply(run_at(path))], certified if tls else None) as server:
        assert get(server, trusted if tls else None, ids) == ids
        assert server.connections == 1


def test_a_no_content_response_with_a_body_is_accepted_but_ends_its_connection() -> None:
    with (
        kept_alive_server(lambda _: [reply(b"", status="204 No Content") + OTHER]) as server,
        Prefect(server.api_url, retry=False) as prefect,
    ):
        prefect.flow_runs.delete(RUN)
        prefect.flow_runs.delete(RUN)
        assert server.connections == 2


@pytest.mark.parametrize("status", ["500 Internal Server Error", "502 Bad Gateway"])
def test_a_connection_is_not_reused_after_a_server_error(status: str, anyio_backend: str) -> None:
    def respond(path: str) -> list[bytes]:
        return [reply(b"{}", status=status) if path.endswith("health") else reply(b'"3.8.8"')]

    async def call() -> None:
        async with AsyncPrefect(server.api_url, retry=False) as prefect:
            assert await prefect.health() is False
            assert await prefect.server_version() == "3.8.8"
            assert await prefect.server_version() == "3.8.8"

    with kept_alive_server(respond) as server:
        anyio.run(call, backend=anyio_backend)
        assert server.connections == 2
    with kept_alive_server(respond) as server, Prefect(server.api_url, retry=False) as prefect:
        assert prefect.health() is False
        assert prefect.server_version() == prefect.server_version() == "3.8.8"
        assert server.connections == 2


@pytest.fixture
def older(self_hosted_of: Provide) -> ServerAddress:
    """Return a running server that fails to list some flow runs. Servers with newer dependencies do not."""
    return self_hosted_of("3.7.0")


@pytest.fixture
def failing(older: ServerAddress) -> Iterator[UUID]:
    """Create a flow run that the server stores but cannot list: it responds with 500."""
    with Prefect(older.api_url, transport=PatientTransport()) as prefect:
        flow = prefect.flows.create(name=f"failing-{uuid4()}")
        # The client rejects such a number.
        body = {"flow_id": str(flow.id), "parameters": {"n": 2**64}}
        run = UUID(request("POST", f"{older.api_url}/flow_runs/", body)["id"])
        yield run
        prefect.flow_runs.delete(run)


@pytest.mark.anyio
async def test_no_request_is_reset_after_an_unhandled_error_of_the_server(older: ServerAddress, failing: UUID) -> None:
    listing = flow_runs.read_flow_runs(flow_runs={"id": {"any_": [failing]}})
    async with AsyncPrefect(older.api_url, retry=False) as client:
        for _ in range(20):
            with pytest.raises(ServerError) as caught:
                await client.send(listing)
            assert caught.value.status == 500
            assert await client.server_version() == older.version
    with Prefect(older.api_url, retry=False) as prefect:
        for _ in range(20):
            with pytest.raises(ServerError):
                prefect.send(listing)
            assert prefect.server_version() == older.version


# Responses to another request that arrive too late to be noticed


def shifted(requests: list[str]) -> Callable[[str], list[bytes]]:
    """Return a function that responds to the first two requests with another run, and then correctly."""

    def respond(path: str) -> list[bytes]:
        requests.append(path)
        return [reply(OTHER if len(requests) <= 2 else run_at(path))]

    return respond


def test_a_response_to_another_request_is_retried_on_a_new_connection(clock: Clock) -> None:
    requests: list[str] = []
    with kept_alive_server(shifted(requests)) as server, Prefect(server.api_url) as prefect:
        assert prefect.flow_runs.get(RUN).id == RUN
        assert (len(requests), server.connections) == (3, 3)


def test_a_response_to_another_request_raises_if_retries_are_disabled() -> None:
    with (
        kept_alive_server(shifted([])) as server,
        Prefect(server.api_url, retry=False) as prefect,
        pytest.raises(DecodeError, match=rf"\$\.id: Expected {RUN}, got {UUID(int=7)}: the response to another"),
    ):
        prefect.flow_runs.get(RUN)


LOST: dict[str, Any] = {
    "another run": flow_run(7) | {"idempotency_key": "another"},
    "a run of another deployment": flow_run(7) | {"deployment_id": str(uuid4())},
    "a page": [flow_run(7)],
    "a number": 7,
}


@pytest.mark.parametrize("case", [*LOST, "half of a run"])
def test_trigger_returns_its_run_after_another_response(case: str, clock: Clock) -> None:
    keys: list[str] = []

    def respond(request: httpx.Request) -> httpx.Response:
        keys.append(json.loads(request.content)["idempotency_key"])
        if len(keys) > 1:
            return httpx.Response(200, json=flow_run(1) | {"idempotency_key": keys[0], "deployment_id": str(RUN)})
        return httpx.Response(201, content=OTHER[:99] if case == "half of a run" else json.dumps(LOST[case]).encode())

    with Prefect(API, retry=RetryPolicy(attempts=2), transport=httpx.MockTransport(respond)) as prefect:
        assert prefect.deployments.trigger(RUN).id == UUID(int=1)
    assert len(keys) == 2
    assert len(set(keys)) == 1
