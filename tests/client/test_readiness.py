"""Health, readiness, version, and compatibility of a server."""

import json
import socket
from collections.abc import Iterator

import httpx
import pytest

from generator.servers.run import running_server
from prefect_http import (
    AsyncPrefect,
    AuthenticationError,
    ConnectionError,  # noqa: A004  # the package's own
    DecodeError,
    IncompatibleServerError,
    Prefect,
    RateLimitError,
    UnknownRouteError,
    WaitTimeoutError,
)
from tests.support.clock import Clock
from tests.support.servers import Provide, ServerAddress
from tests.support.stub import API, GARBLED, async_client
from tests.support.versions import PINNED

pytestmark = pytest.mark.anyio


def client_with(*responses: httpx.Response | httpx.RequestError) -> Prefect:
    """A client that gets one response after the other, and the last one indefinitely."""
    left = list(responses)

    def response(_request: httpx.Request) -> httpx.Response:
        given = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(given, httpx.RequestError):
            raise given
        return httpx.Response(given.status_code, headers=given.headers, content=given.content)

    return Prefect(API, transport=httpx.MockTransport(response))


READY = httpx.Response(200, json={"message": "OK"})
NOT_READY = httpx.Response(503, json={"message": "Database is not available"})
REFUSED = httpx.ConnectError("refused")
PAGE = httpx.Response(200, html="<title>Sign in</title>")


@pytest.fixture
def nowhere() -> Iterator[str]:
    """A URL whose port is bound but not listening."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}/api"


# On real servers


async def test_running_server_is_ready(server: ServerAddress) -> None:
    version = None if server.is_on_cloud else PINNED
    with Prefect(server.api_url) as prefect:
        assert prefect.health() is True
        assert prefect.ready() is True
        assert prefect.server_version() == version
        assert prefect.check_compatibility() == version
        prefect.wait_until_ready()
    async with AsyncPrefect(server.api_url) as async_prefect:
        assert await async_prefect.health() is True
        assert await async_prefect.ready() is True
        assert await async_prefect.server_version() == version
        assert await async_prefect.check_compatibility() == version
        await async_prefect.wait_until_ready()


def test_oldest_server_is_compatible(server_of: Provide) -> None:
    with Prefect(server_of("3.0.11").api_url) as prefect:
        assert prefect.health()
        assert prefect.ready()
        assert prefect.check_compatibility() == "3.0.11"


def test_starting_server_is_awaited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.servers.run._await_health", lambda *_: True)
    with running_server(PINNED) as starting, Prefect(starting.api_url) as prefect:
        assert not prefect.health()
        prefect.wait_until_ready(timeout=180)
        assert prefect.server_version() == PINNED


async def test_unreachable_server_is_not_ready(nowhere: str, clock: Clock) -> None:
    with Prefect(nowhere) as prefect:
        assert prefect.health() is False
        assert prefect.ready() is False
        assert not clock.slept
        with pytest.raises(WaitTimeoutError, match="was not ready within 20 s"):
            prefect.wait_until_ready(timeout=20)
        with pytest.raises(ConnectionError, match="Is the server running"):
            prefect.server_version()
    async with AsyncPrefect(nowhere) as async_prefect:
        assert await async_prefect.health() is False
        assert await async_prefect.ready() is False
        with pytest.raises(WaitTimeoutError):
            await async_prefect.wait_until_ready(timeout=20)


def test_poll_interval_limits_the_waits(nowhere: str, clock: Clock) -> None:
    with Prefect(nowhere) as prefect, pytest.raises(WaitTimeoutError):
        prefect.wait_until_ready(timeout=20, poll_interval=2)
    assert max(clock.slept) <= 2


@pytest.mark.self_hosted("the origin of Cloud is no API either")
def test_url_without_api_is_an_unknown_route(server: ServerAddress) -> None:
    with Prefect(server.origin) as prefect:
        for method in (prefect.health, prefect.ready, prefect.wait_until_ready, prefect.server_version):
            with pytest.raises(UnknownRouteError, match=rf"should end in /api\): did you mean {server.api_url}\?"):
                method()


# Simulated servers


@pytest.mark.parametrize("response", [httpx.Response(500), NOT_READY, REFUSED, httpx.ReadTimeout("")], ids=repr)
def test_failing_server_is_not_ready_and_not_retried(
    clock: Clock, response: httpx.Response | httpx.RequestError
) -> None:
    with client_with(response) as prefect:
        assert prefect.health() is False
        assert prefect.ready() is False
    assert not clock.slept


def test_health_response_of_false_means_unhealthy() -> None:
    with client_with(httpx.Response(200, json=False)) as prefect:
        assert prefect.health() is False


@pytest.mark.parametrize(
    ("response", "error"),
    [
        (httpx.Response(401), AuthenticationError),
        (httpx.Response(404), UnknownRouteError),
        (httpx.Response(429), RateLimitError),
        (PAGE, DecodeError),
        (httpx.Response(200, json={}), DecodeError),
    ],
    ids=repr,
)
def test_unexpected_responses_are_raised(response: httpx.Response, error: type[Exception]) -> None:
    with client_with(response) as prefect:
        for method in (prefect.health, prefect.ready):
            with pytest.raises(error):
                method()


@pytest.mark.parametrize("response", GARBLED.values(), ids=GARBLED)
async def test_garbled_responses_do_not_end_the_wait(
    clock: Clock, response: httpx.Response | httpx.RequestError
) -> None:
    with client_with(response, NOT_READY, response, READY) as prefect:
        prefect.wait_until_ready()
    assert len(clock.slept) == 3
    left = [response, READY]

    def handle(_request: httpx.Request) -> httpx.Response:
        given = left.pop(0)
        if isinstance(given, Exception):
            raise given
        return given

    async with async_client(handle) as async_prefect:
        await async_prefect.wait_until_ready()


@pytest.mark.parametrize(
    ("response", "error"),
    [
        (httpx.Response(401, json={"exception_message": "Unauthorized"}), AuthenticationError),
        (httpx.Response(404, json={"detail": "Not Found"}), UnknownRouteError),
    ],
    ids=repr,
)
def test_word_of_the_server_ends_the_wait(clock: Clock, response: httpx.Response, error: type[Exception]) -> None:
    with client_with(NOT_READY, response) as prefect, pytest.raises(error):
        prefect.wait_until_ready()
    assert len(clock.slept) == 1


def test_timeout_error_names_the_last_failure(clock: Clock) -> None:
    with client_with(PAGE) as prefect, pytest.raises(WaitTimeoutError, match=r"The last request failed: .*Sign in"):
        prefect.wait_until_ready()


def test_polling_intervals_grow(clock: Clock) -> None:
    with client_with(*[REFUSED] * 8, *[NOT_READY] * 8, READY) as prefect:
        prefect.wait_until_ready(timeout=600)
    assert len(clock.slept) == 16
    assert clock.slept[0] < 1
    assert clock.slept[8] > clock.slept[0]
    assert max(clock.slept) <= 10


def test_ready_server_is_polled_once(clock: Clock) -> None:
    with client_with(READY, httpx.Response(500)) as prefect:
        prefect.wait_until_ready(timeout=0)
    assert not clock.slept


def test_wait_until_ready_times_out(clock: Clock) -> None:
    before = clock.now
    with client_with(NOT_READY) as prefect, pytest.raises(WaitTimeoutError) as caught:
        prefect.wait_until_ready(timeout=7.5)
    assert clock.now - before == pytest.approx(7.5)
    assert (caught.value.timeout, caught.value.runs) == (7.5, ())
    assert str(caught.value).startswith(
        f"{API} was not ready within 7.5 s: "
        "check that the server is running and that the API URL (PREFECT_API_URL) is correct. "
        f"The last request failed: GET {API}/ready: 503 Service Unavailable: Database is not available. "
    )


def test_last_poll_is_at_the_deadline(clock: Clock) -> None:
    times: list[float] = []

    def response(_request: httpx.Request) -> httpx.Response:
        times.append(clock.now)
        return NOT_READY if clock.now < 1007 else READY

    with Prefect(API, transport=httpx.MockTransport(response)) as prefect:
        prefect.wait_until_ready(timeout=7)
    assert times[-1] == pytest.approx(1007)


@pytest.mark.parametrize(
    "version", ["3.0.0", "3.8.8", "3.99.1.dev2+g1234", "3", "v3.8", "3.0.0rc10", "3.4.1+5.g1a.dirty"]
)
def test_same_major_version_is_compatible(version: str) -> None:
    with client_with(httpx.Response(200, json=version)) as prefect:
        assert prefect.check_compatibility() == version


@pytest.mark.parametrize("version", ["2.20.9", "4.0.0", "30.1", "", "dev"])
def test_other_major_version_is_incompatible(version: str) -> None:
    with client_with(httpx.Response(200, json=version)) as prefect, pytest.raises(IncompatibleServerError) as caught:
        prefect.check_compatibility()
    assert (caught.value.server_version, caught.value.client_version) == (version, PINNED)
    assert json.dumps(version).strip('"') in str(caught.value)
    assert f"was generated from Prefect {PINNED}" in str(caught.value)


@pytest.mark.parametrize(
    ("version", "quoted"),
    [
        ("3.x", "'3.x'"),
        ("3.", "'3.'"),
        ("3..1", "'3..1'"),
        ("3.8.8\n", r"'3.8.8\n'"),
        (" 3.8.8", "' 3.8.8'"),
        ("\uff13.8.8", "'\uff13.8.8'"),
        ("3.8.8\x1b[31m", r"'3.8.8\x1b[31m'"),
        ("3.8.8; rm -rf", "'3.8.8; rm -rf'"),
        ("3" * 3000, f"'{'3' * 80}…'"),
        ("3.8.8+" + "a" * 3000, f"'3.8.8+{'a' * 74}…'"),
    ],
)
def test_invalid_version_is_incompatible_and_quoted_briefly(version: str, quoted: str) -> None:
    with client_with(httpx.Response(200, json=version)) as prefect, pytest.raises(IncompatibleServerError) as caught:
        prefect.check_compatibility()
    assert str(caught.value).startswith(f"the server runs Prefect {quoted}, but this client was generated from")
