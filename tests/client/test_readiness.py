"""Asking whether a server is there, whether it can work, and what it is."""

import json
import socket
from collections.abc import Iterator

import httpx
import pytest

from generator.servers import run as servers
from prefect_http import (
    AsyncPrefect,
    AuthenticationError,
    ConnectionError,  # noqa: A004  # the package's own
    DecodeError,
    IncompatibleServerError,
    NotFoundError,
    Prefect,
    RateLimitError,
    WaitTimeoutError,
)
from tests.conftest import PINNED
from tests.support.clock import Clock
from tests.support.servers import Provide, ServerAddress
from tests.support.stub import API

pytestmark = pytest.mark.anyio


def answering(*answers: httpx.Response | httpx.RequestError) -> Prefect:
    """A client that gets one answer after the other, and the last one for ever."""
    left = list(answers)

    def answer(_request: httpx.Request) -> httpx.Response:
        given = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(given, httpx.RequestError):
            raise given
        return httpx.Response(given.status_code, headers=given.headers, content=given.content)

    return Prefect(API, transport=httpx.MockTransport(answer))


READY = httpx.Response(200, json={"message": "OK"})
NOT_READY = httpx.Response(503, json={"message": "Database is not available"})
REFUSED = httpx.ConnectError("refused")
PAGE = httpx.Response(200, html="<title>Sign in</title>")


@pytest.fixture
def nowhere() -> Iterator[str]:
    """A URL whose port is taken by a socket that listens to nobody."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}/api"


# On real servers


async def test_a_server_that_runs(server: ServerAddress) -> None:
    with Prefect(server.api_url) as prefect:
        assert prefect.health() is True
        assert prefect.ready() is True
        assert prefect.server_version() == PINNED
        assert prefect.check_compatibility() == PINNED
        prefect.wait_until_ready()
    async with AsyncPrefect(server.api_url) as aprefect:
        assert await aprefect.health() is True
        assert await aprefect.ready() is True
        assert await aprefect.server_version() == PINNED
        assert await aprefect.check_compatibility() == PINNED
        await aprefect.wait_until_ready()


def test_the_oldest_server_is_compatible(server_of: Provide) -> None:
    with Prefect(server_of("3.0.11").api_url) as prefect:
        assert prefect.health()
        assert prefect.ready()
        assert prefect.check_compatibility() == "3.0.11"


def test_a_server_that_is_still_starting_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers, "_await_health", lambda *_: True)
    with servers.running(PINNED) as starting, Prefect(starting.api_url) as prefect:
        assert not prefect.health()
        prefect.wait_until_ready(timeout=180)
        assert prefect.server_version() == PINNED


async def test_a_server_that_is_not_there(nowhere: str, clock: Clock) -> None:
    with Prefect(nowhere) as prefect:
        assert prefect.health() is False
        assert prefect.ready() is False
        assert not clock.slept
        with pytest.raises(WaitTimeoutError, match="was not ready within 20 s"):
            prefect.wait_until_ready(timeout=20)
        with pytest.raises(ConnectionError, match="Is the server running"):
            prefect.server_version()
    async with AsyncPrefect(nowhere) as aprefect:
        assert await aprefect.health() is False
        assert await aprefect.ready() is False
        with pytest.raises(WaitTimeoutError):
            await aprefect.wait_until_ready(timeout=20)


def test_a_url_without_api_is_no_api(server: ServerAddress) -> None:
    with Prefect(server.origin) as prefect:
        for ask in (prefect.health, prefect.ready, prefect.wait_until_ready, prefect.server_version):
            with pytest.raises(NotFoundError, match="should end in /api"):
                ask()


# What no real server does on demand


@pytest.mark.parametrize("answer", [httpx.Response(500), NOT_READY, REFUSED, httpx.ReadTimeout("")], ids=repr)
def test_a_server_in_trouble_is_neither_healthy_nor_ready_and_asked_once(
    clock: Clock, answer: httpx.Response | httpx.RequestError
) -> None:
    with answering(answer) as prefect:
        assert prefect.health() is False
        assert prefect.ready() is False
    assert not clock.slept


def test_a_server_that_says_it_is_unhealthy_is() -> None:
    with answering(httpx.Response(200, json=False)) as prefect:
        assert prefect.health() is False


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx.Response(401), AuthenticationError),
        (httpx.Response(404), NotFoundError),
        (httpx.Response(429), RateLimitError),
        (PAGE, DecodeError),
    ],
    ids=repr,
)
def test_what_is_no_prefect_api_is_an_error(answer: httpx.Response, error: type[Exception]) -> None:
    with answering(answer) as prefect:
        for ask in (prefect.health, prefect.ready, prefect.wait_until_ready):
            with pytest.raises(error):
                ask()


def test_a_server_that_comes_up_is_asked_at_growing_intervals(clock: Clock) -> None:
    with answering(*[REFUSED] * 8, *[NOT_READY] * 8, READY) as prefect:
        prefect.wait_until_ready(timeout=600)
    assert len(clock.slept) == 16
    assert clock.slept[0] < 1
    assert clock.slept[8] > clock.slept[0]
    assert max(clock.slept) <= 10


def test_a_server_that_is_ready_is_asked_once(clock: Clock) -> None:
    with answering(READY, httpx.Response(500)) as prefect:
        prefect.wait_until_ready(timeout=0)
    assert not clock.slept


def test_a_server_that_does_not_come_up_is_a_timeout(clock: Clock) -> None:
    before = clock.now
    with answering(NOT_READY) as prefect, pytest.raises(WaitTimeoutError) as caught:
        prefect.wait_until_ready(timeout=7.5)
    assert clock.now - before == pytest.approx(7.5)
    assert (caught.value.timeout, caught.value.runs) == (7.5, ())
    assert str(caught.value) == (
        f"{API} was not ready within 7.5 s. Is the server running, and is this its address (PREFECT_API_URL)?"
    )


def test_the_last_question_is_asked_at_the_deadline(clock: Clock) -> None:
    asked: list[float] = []

    def answer(_request: httpx.Request) -> httpx.Response:
        asked.append(clock.now)
        return NOT_READY if clock.now < 1007 else READY

    with Prefect(API, transport=httpx.MockTransport(answer)) as prefect:
        prefect.wait_until_ready(timeout=7)
    assert asked[-1] == pytest.approx(1007)


@pytest.mark.parametrize("version", ["3.0.0", "3.8.8", "3.99.1.dev2+g1234", "3"])
def test_every_server_of_the_generation_is_compatible(version: str) -> None:
    with answering(httpx.Response(200, json=version)) as prefect:
        assert prefect.check_compatibility() == version


@pytest.mark.parametrize("version", ["2.20.9", "4.0.0", "30.1", "", "dev"])
def test_another_generation_is_not(version: str) -> None:
    with answering(httpx.Response(200, json=version)) as prefect, pytest.raises(IncompatibleServerError) as caught:
        prefect.check_compatibility()
    assert (caught.value.server_version, caught.value.client_version) == (version, PINNED)
    assert json.dumps(version).strip('"') in str(caught.value)
    assert f"was generated from Prefect {PINNED}" in str(caught.value)
