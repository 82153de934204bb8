"""Clients that share connections, and what ends with which of them."""

from collections.abc import Iterator

import httpx
import pytest

from prefect_http import AsyncPrefect, ClientClosedError, Prefect, RetryPolicy
from prefect_http_api import flow_runs
from tests.overlay.support import API, RUN, flow_run

pytestmark = pytest.mark.anyio
READ = flow_runs.read_flow_run(RUN)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Counting(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Answers every request, and counts how often it is closed."""

    def __init__(self) -> None:
        self.seen: list[httpx.Request] = []
        self.closed = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.seen.append(request)
        return httpx.Response(200, json=flow_run(1))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.handle_request(request)

    def close(self) -> None:
        self.closed += 1

    async def aclose(self) -> None:
        self.close()

    @property
    def timeouts(self) -> list[float | None]:
        return [request.extensions["timeout"]["read"] for request in self.seen]


@pytest.fixture
def transport() -> Counting:
    return Counting()


@pytest.fixture
def prefect(transport: Counting) -> Iterator[Prefect]:
    with Prefect(API, timeout=5, transport=transport) as client:
        yield client


def test_what_is_not_given_stays_as_it_is(prefect: Prefect, transport: Counting) -> None:
    other = prefect.with_options(timeout=2)
    for client in (prefect, other, other.with_options(timeout=None), other.with_options(retry=False), prefect):
        client.send(READ)
    assert transport.timeouts == [5, 2, None, 2, 5]
    assert type(other) is Prefect


def test_groups_use_the_options(prefect: Prefect, transport: Counting) -> None:
    prefect.with_options(timeout=2).flow_runs.get(RUN)
    prefect.flow_runs.get(RUN)
    assert transport.timeouts == [2, 5]


def test_closing_the_other_closes_the_other_only(prefect: Prefect, transport: Counting) -> None:
    with prefect.with_options(timeout=2) as other:
        other.send(READ)
    with pytest.raises(ClientClosedError, match="was closed before"):
        other.send(READ)
    prefect.send(READ)
    prefect.with_options(retry=False).send(READ)
    assert transport.closed == 0


def test_closing_the_first_closes_all(prefect: Prefect, transport: Counting) -> None:
    before = prefect.with_options(timeout=2)
    deeper = before.with_options(retry=RetryPolicy())
    prefect.close()
    prefect.close()
    for client in (prefect, before, deeper, prefect.with_options(timeout=1)):
        with pytest.raises(ClientClosedError, match="was closed before"):
            client.send(READ)
        with pytest.raises(ClientClosedError):
            client.__enter__()
        assert repr(client) == f"<Prefect {API}, authentication: none, closed>"
    assert not transport.seen
    assert transport.closed == 1


def test_a_listing_of_a_closed_client_says_so(prefect: Prefect) -> None:
    listing = prefect.flow_runs.list()
    prefect.close()
    with pytest.raises(ClientClosedError):
        next(iter(listing))


async def test_the_async_client_does_the_same(transport: Counting) -> None:
    async with AsyncPrefect(API, timeout=5, transport=transport) as prefect:
        async with prefect.with_options(timeout=2) as other:
            await other.send(READ)
        await prefect.send(READ)
        another = prefect.with_options(timeout=1)
    assert (transport.timeouts, transport.closed) == ([2, 5], 1)
    with pytest.raises(ClientClosedError, match="was closed before"):
        await another.send(READ)
