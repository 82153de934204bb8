"""``with_options``: options, shared connections, and closing."""

import logging
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from prefect_http import ArgumentError, AsyncPrefect, ClientClosedError, Prefect, PrefectHTTPError, RetryPolicy
from prefect_http_api import flow_runs
from tests.support.stub import API, RUN, flow_run

pytestmark = [pytest.mark.anyio, pytest.mark.every_python]
READ = flow_runs.read_flow_run(RUN)


class Counting(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Responds to every request, and counts how often it is closed."""

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


def test_other_options_are_kept(prefect: Prefect, transport: Counting) -> None:
    other = prefect.with_options(timeout=2)
    for client in (prefect, other, other.with_options(timeout=None), other.with_options(retry=False), prefect):
        client.send(READ)
    assert transport.timeouts == [5, 2, None, 2, 5]
    assert type(other) is Prefect


def test_resources_use_the_options(prefect: Prefect, transport: Counting) -> None:
    prefect.with_options(timeout=2).flow_runs.get(RUN)
    prefect.flow_runs.get(RUN)
    assert transport.timeouts == [2, 5]


def test_closing_a_derived_client_leaves_others_open(prefect: Prefect, transport: Counting) -> None:
    with prefect.with_options(timeout=2) as other:
        other.send(READ)
    with pytest.raises(ClientClosedError, match="is closed: create a new client"):
        other.send(READ)
    prefect.send(READ)
    prefect.with_options(retry=False).send(READ)
    assert transport.closed == 0


def test_closing_the_first_client_closes_all(prefect: Prefect, transport: Counting) -> None:
    before = prefect.with_options(timeout=2)
    deeper = before.with_options(retry=RetryPolicy())
    prefect.close()
    prefect.close()
    for client in (prefect, before, deeper, prefect.with_options(timeout=1)):
        with pytest.raises(ClientClosedError, match="is closed: create a new client"):
            client.send(READ)
        with pytest.raises(ClientClosedError):
            client.__enter__()
        assert repr(client) == f"<Prefect {API}, authentication: none, closed>"
    assert not transport.seen
    assert transport.closed == 1


def test_listing_of_a_closed_client_is_rejected(prefect: Prefect) -> None:
    listing = prefect.flow_runs.list()
    prefect.close()
    with pytest.raises(ClientClosedError):
        next(iter(listing))


async def test_async_client(transport: Counting) -> None:
    async with AsyncPrefect(API, timeout=5, transport=transport) as prefect:
        async with prefect.with_options(timeout=2) as other:
            await other.send(READ)
        await prefect.send(READ)
        another = prefect.with_options(timeout=1)
    assert (transport.timeouts, transport.closed) == ([2, 5], 1)
    with pytest.raises(ClientClosedError, match="is closed: create a new client"):
        await another.send(READ)


@pytest.mark.parametrize("retry", [True, 3, 0, "no"])
def test_invalid_policy_is_rejected(prefect: Prefect, transport: Counting, retry: Any) -> None:
    uses: list[Callable[[], object]] = [lambda: Prefect(API, retry=retry), lambda: prefect.with_options(retry=retry)]
    for use in uses:
        with pytest.raises(ArgumentError, match=r"must be a RetryPolicy or False, got .*: use RetryPolicy\("):
            use()
    with pytest.raises(ArgumentError, match="use RetryPolicy"):
        prefect.send(READ, retry=retry)
    assert transport.seen == []


@pytest.mark.parametrize("timeout", [0, -1, float("nan"), float("inf"), "5"])
def test_invalid_timeout_is_rejected(prefect: Prefect, timeout: Any) -> None:
    uses: list[Callable[[], object]] = [
        lambda: Prefect(API, timeout=timeout),
        lambda: prefect.with_options(timeout=timeout),
    ]
    for use in uses:
        with pytest.raises(ArgumentError, match="timeout must be a positive number of seconds, or None"):
            use()


def test_listing_rejects_bool(prefect: Prefect) -> None:
    listing = prefect.flow_runs.list()
    assert repr(listing) == "<Listing: iterate over it, or call .to_list(), .first(), .pages() or .count()>"
    with pytest.raises(TypeError, match=r"compare \.first\(\) with None"):
        bool(listing)


def test_partially_constructed_client_has_a_repr() -> None:
    retry: Any = 3
    with pytest.raises(ArgumentError) as caught:
        Prefect(API, retry=retry)
    seen = "".join(traceback.TracebackException.from_exception(caught.value, capture_locals=True).format())
    assert "self = <Prefect, not initialized>" in seen


SECRET = "hunter2"


@pytest.mark.parametrize("outcome", [404, 401, 422, 500, httpx.ConnectError("refused"), httpx.ReadTimeout("slow")])
def test_errors_and_logs_contain_no_secret(
    outcome: int | httpx.TransportError, caplog: pytest.LogCaptureFixture
) -> None:
    def handle(_request: httpx.Request) -> httpx.Response:
        if isinstance(outcome, int):
            return httpx.Response(outcome, json={"detail": "No.", "request_body": {"value": SECRET}})
        raise outcome

    caplog.set_level(logging.DEBUG)
    policy = RetryPolicy(attempts=2, wait_initial=0)
    transport = httpx.MockTransport(handle)
    url, headers = f"http://me:{SECRET}@prefect.test/api", {"X-Token": SECRET}
    with Prefect(url, api_key=SECRET, headers=headers, retry=policy, transport=transport) as prefect:
        with pytest.raises(PrefectHTTPError) as caught:
            prefect.variables.set("password", SECRET)
        assert SECRET not in "".join(traceback.format_exception(caught.value))
    assert SECRET not in caplog.text
