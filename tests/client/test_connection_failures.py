"""Connections that fail: how soon the error is raised, what it says, and which failures a wait survives."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from urllib.parse import urlsplit
from uuid import UUID

import pytest
import trustme

from prefect_http import (
    AsyncPrefect,
    BadRequestError,
    ConfigurationError,
    ConnectionError,  # noqa: A004  # the package's own
    Prefect,
    StatusError,
    TimeoutError,  # noqa: A004  # the package's own
    WaitTimeoutError,
    _concurrency,
)
from prefect_http_api import flow_runs
from tests.support.clock import Clock
from tests.support.stub import RUN

pytestmark = [pytest.mark.anyio, pytest.mark.every_python]

SOON = 10.0
"""Seconds of waiting within which an error must be raised. Retries with the usual waits take 25 or more."""

RESPONSE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 22\r\n\r\n" + b'{"detail":"Not Found"}'
UNAUTHENTICATED = b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
FORBIDDEN = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"

WORKSPACE = "/api/accounts/a/workspaces/w"

CALL = flow_runs.read_flow_run(RUN)

Respond = Callable[[socket.socket], None]


def responding(response: bytes) -> Respond:
    def respond(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(response)

    return respond


def closing_at_once(connection: socket.socket) -> None:
    """Do not read, so that the connection is reset."""


@contextmanager
def listening(respond: Respond, tls: ssl.SSLContext | None = None, port: int = 0) -> Iterator[int]:
    """Serve each connection with *respond*, then close it. Yields the port."""

    def serve(listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with closing(connection):
                try:
                    if tls is None:
                        respond(connection)
                    else:
                        with closing(tls.wrap_socket(connection, server_side=True)) as encrypted:
                            respond(encrypted)
                except OSError:
                    continue

    with socket.create_server(("127.0.0.1", port)) as listener:
        thread = threading.Thread(target=serve, args=(listener,))
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@pytest.fixture
def nowhere() -> Iterator[int]:
    """A port that is bound but not listening."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@pytest.fixture(scope="module")
def ca() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def authority(ca: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Path of a PEM file with the CA."""
    path = str(tmp_path_factory.mktemp("ca") / "ca.pem")
    ca.cert_pem.write_to_path(path)
    return path


def tls_context(ca: trustme.CA, name: str = "127.0.0.1", not_after: datetime | None = None) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert(name, not_after=not_after).configure_cert(context)
    return context


@pytest.fixture(autouse=True)
def instant_waits(clock: Clock) -> None:
    """Count the waits between attempts, but skip them."""


async def fails(url: str, verify: str | None = None) -> str:
    """Assert that both clients fail soon, with the same message in one line, and return what follows the URL."""
    tails: list[str] = []
    started = _concurrency.monotonic()
    with Prefect(url, verify=verify) as prefect, pytest.raises(ConnectionError) as caught:
        prefect.flow_runs.get(RUN)
    tails.append(str(caught.value))
    async with AsyncPrefect(url, verify=verify) as async_prefect:
        with pytest.raises(ConnectionError) as caught:
            await async_prefect.flow_runs.get(RUN)
    tails.append(str(caught.value))
    assert _concurrency.monotonic() - started < SOON
    subject = f"GET {url}/flow_runs/{RUN}: "
    for message in tails:
        assert message.startswith(subject)
        assert "\n" not in message
    return tails[0].removeprefix(subject)


# The server


async def test_refused_connection(nowhere: int) -> None:
    assert await fails(f"http://127.0.0.1:{nowhere}/api") == (
        "no connection (Connection refused). Nothing was sent. Is the server running, and is PREFECT_API_URL correct?"
    )


async def test_refused_connection_to_cloud(nowhere: int) -> None:
    assert await fails(f"http://127.0.0.1:{nowhere}{WORKSPACE}") == (
        "no connection (Connection refused). Nothing was sent. "
        "Does a firewall block 127.0.0.1, and is PREFECT_API_URL correct?"
    )


async def test_refused_connection_to_a_workspace_by_name(nowhere: int) -> None:
    prefect = AsyncPrefect(workspace="acme/prod", api_key="pnu_key", cloud_api_url=f"http://127.0.0.1:{nowhere}/api")
    with pytest.raises(ConnectionError) as caught:
        await prefect.flows.count()
    assert str(caught.value).endswith("Does a firewall block 127.0.0.1, and is PREFECT_CLOUD_API_URL correct?")


async def test_unknown_host() -> None:
    message = await fails("http://prefect.invalid/api")
    assert message.startswith("cannot resolve the host 'prefect.invalid' (")
    assert message.endswith("Nothing was sent. Is the host in PREFECT_API_URL correct, and does DNS know it?")


@pytest.mark.parametrize("host", ["a..b", ".b", f"{'a' * 64}.example"])
def test_host_that_cannot_exist_is_rejected(host: str) -> None:
    with pytest.raises(ConfigurationError, match="the parts between dots must have 1 to 63 characters"):
        Prefect(f"http://{host}/api")


@pytest.mark.parametrize("host", ["a.example.", f"{'a' * 63}.example", "bücher.example", "[::1]:4200"])
def test_host_that_may_exist_is_accepted(host: str) -> None:
    Prefect(f"http://{host}/api").close()


def test_connect_timeout_is_not_retried() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        address = listener.getsockname()
        # Connections that fill the backlog, so that the next one gets no reply.
        fillers = [socket.socket() for _ in range(4)]
        for filler in fillers:
            filler.setblocking(False)
            filler.connect_ex(address)
        with (
            Prefect(f"http://127.0.0.1:{address[1]}/api", timeout=0.5) as prefect,
            pytest.raises(
                TimeoutError, match=r"no connection within the timeout of 0\.5 s\. Nothing was sent\. Is the"
            ),
        ):
            prefect.flow_runs.get(RUN)
        for filler in fillers:
            filler.close()


# TLS


async def test_certificate_of_an_unknown_authority(ca: trustme.CA) -> None:
    with listening(responding(RESPONSE), tls_context(ca)) as port:
        message = await fails(f"https://127.0.0.1:{port}/api")
    assert message.startswith("the server's certificate cannot be verified (unable to get local issuer certificate). ")
    assert message.endswith(
        "Nothing was sent. To trust your own CA, or a self-signed certificate, "
        "set verify= or PREFECT_API_SSL_CERT_FILE to the path of its PEM file."
    )


async def test_expired_certificate(ca: trustme.CA, authority: str) -> None:
    tls = tls_context(ca, not_after=datetime.now(UTC) - timedelta(days=1))
    with listening(responding(RESPONSE), tls) as port:
        assert await fails(f"https://127.0.0.1:{port}/api", authority) == (
            "the server's certificate cannot be verified (certificate has expired). Nothing was sent. "
            "Renew the certificate, or correct this machine's clock. "
            "To trust another certificate, use verify= or PREFECT_API_SSL_CERT_FILE."
        )


async def test_expired_certificate_in_front_of_cloud(ca: trustme.CA, authority: str) -> None:
    tls = tls_context(ca, not_after=datetime.now(UTC) - timedelta(days=1))
    with listening(responding(RESPONSE), tls) as port:
        message = await fails(f"https://127.0.0.1:{port}{WORKSPACE}", authority)
    assert message.endswith(
        "Correct this machine's clock. To trust the certificate of a proxy in between, "
        "use verify= or PREFECT_API_SSL_CERT_FILE."
    )


async def test_certificate_of_another_host(ca: trustme.CA, authority: str) -> None:
    with listening(responding(RESPONSE), tls_context(ca, "prefect.example")) as port:
        assert await fails(f"https://127.0.0.1:{port}/api", authority) == (
            "the server's certificate cannot be verified (IP address mismatch, certificate is not valid for "
            "'127.0.0.1'). Nothing was sent. Use a host in PREFECT_API_URL that the certificate is for, or trust "
            "another certificate with verify= or PREFECT_API_SSL_CERT_FILE."
        )


def test_certificate_is_final_for_a_client_that_has_connected_before(ca: trustme.CA, authority: str) -> None:
    with Prefect(f"https://127.0.0.1:{free_port()}/api", verify=authority) as prefect:
        port = urlsplit(prefect.api_url).port or 0
        with listening(responding(RESPONSE), tls_context(ca), port):
            assert prefect.send_raw(CALL).status_code == HTTPStatus.NOT_FOUND
        started = _concurrency.monotonic()
        with (
            listening(responding(RESPONSE), tls_context(trustme.CA()), port),
            pytest.raises(ConnectionError, match="certificate cannot be verified") as caught,
        ):
            prefect.send_raw(CALL)
        assert _concurrency.monotonic() - started < SOON
        assert caught.value.permanent


async def test_tls_on_a_port_without_tls() -> None:
    with listening(responding(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")) as port:
        assert await fails(f"https://127.0.0.1:{port}/api") == (
            "the TLS handshake failed (WRONG_VERSION_NUMBER). Nothing was sent. "
            "The server does not use TLS: did you mean http:// (PREFECT_API_URL)?"
        )


async def test_port_without_tls_instead_of_cloud() -> None:
    with listening(responding(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")) as port:
        message = await fails(f"https://127.0.0.1:{port}{WORKSPACE}")
    assert message.endswith(
        "Does a firewall or a proxy respond instead of Prefect Cloud, or is the port in PREFECT_API_URL wrong?"
    )


async def test_tls_on_a_port_that_closes_connections() -> None:
    with listening(closing_at_once) as port:
        message = await fails(f"https://127.0.0.1:{port}/api")
    assert message.startswith("the TLS handshake failed")
    assert message.endswith("Does the server use TLS at this port? Otherwise, PREFECT_API_URL must start with http://.")


async def test_no_tls_on_a_port_with_tls(ca: trustme.CA) -> None:
    with listening(responding(RESPONSE), tls_context(ca)) as port:
        message = await fails(f"http://127.0.0.1:{port}/api")
    assert "If the server uses TLS, PREFECT_API_URL must start with https://. The request failed 6 times." in message


@pytest.mark.parametrize(
    "body",
    ["Client sent an HTTP request to an HTTPS server.\n", "<h1>The plain HTTP request was sent to HTTPS port</h1>"],
    ids=["Go", "nginx"],
)
def test_no_tls_on_a_port_that_says_so(body: str) -> None:
    response = f"HTTP/1.1 400 Bad Request\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
    with (
        listening(responding(response)) as port,
        Prefect(f"http://127.0.0.1:{port}/api") as prefect,
        pytest.raises(BadRequestError, match=r"The server uses TLS: did you mean https:// \(PREFECT_API_URL\)\?"),
    ):
        prefect.flow_runs.get(RUN)


@pytest.mark.parametrize(
    "respond",
    [
        closing_at_once,
        responding(b""),
        responding(b"SSH-2.0-OpenSSH_9.6\r\n"),
        responding(b"NOT HTTP\r\n\r\n"),
        responding(b"\x15\x03\x01\x00\x02\x02\x46"),
    ],
    ids=["closed at once", "closed after the request", "another protocol", "another status line", "TLS alert"],
)
async def test_port_without_http(respond: Respond) -> None:
    with listening(respond) as port:
        assert "Is this the port of a Prefect server?" in await fails(f"http://127.0.0.1:{port}/api")


# Proxies


@pytest.fixture
def proxied(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], str]:
    """Return a function that sets the proxy's port and returns its URL, without the password that the variable has."""

    def use(port: int) -> str:
        for scheme in ("HTTP", "HTTPS"):
            monkeypatch.setenv(f"{scheme}_PROXY", f"http://me:hunter2@127.0.0.1:{port}")
        return f"http://127.0.0.1:{port}"

    return use


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_missing_proxy(scheme: str, nowhere: int, proxied: Callable[[int], str]) -> None:
    proxy = proxied(nowhere)
    assert await fails(f"{scheme}://prefect.example/api") == (
        f"no connection to the proxy {proxy} (Connection refused). Nothing was sent. "
        f"Is the proxy running, and is its URL (proxy=, {scheme.upper()}_PROXY or ALL_PROXY) correct? "
        "To bypass it, pass proxy=False, or add prefect.example to NO_PROXY."
    )


@pytest.mark.parametrize(
    ("response", "status", "advice"),
    [
        (
            UNAUTHENTICATED,
            "407 Proxy Authentication Required",
            "Write the proxy's credentials into its URL (proxy= or HTTPS_PROXY): http://user:password@host:port.",
        ),
        (FORBIDDEN, "403 Forbidden", "Allow prefect.example in the proxy."),
    ],
    ids=["407", "403"],
)
async def test_proxy_that_refuses(response: bytes, status: str, advice: str, proxied: Callable[[int], str]) -> None:
    with listening(responding(response)) as port:
        proxy = proxied(port)
        message = await fails("https://prefect.example/api")
    assert message.startswith(f"the proxy {proxy} did not connect ({status}). Nothing was sent. {advice}")


def test_proxy_that_is_an_argument_is_named(nowhere: int) -> None:
    with (
        Prefect("http://prefect.example/api", proxy=f"me:hunter2@127.0.0.1:{nowhere}") as prefect,
        pytest.raises(ConnectionError, match=f"no connection to the proxy http://127.0.0.1:{nowhere} "),
    ):
        prefect.flow_runs.get(RUN)


def test_plain_request_that_the_proxy_refuses(proxied: Callable[[int], str]) -> None:
    with listening(responding(UNAUTHENTICATED)) as port:
        proxied(port)
        with Prefect("http://prefect.example/api") as prefect, pytest.raises(StatusError, match="proxy= or HTTP_PROXY"):
            prefect.flow_runs.get(RUN)


# Readiness


def test_wait_until_ready_gives_the_cause(nowhere: int) -> None:
    with Prefect(f"http://127.0.0.1:{nowhere}/api") as prefect, pytest.raises(WaitTimeoutError) as caught:
        prefect.wait_until_ready(timeout=0)
    assert "The last request failed: GET " in str(caught.value)
    assert "Connection refused" in str(caught.value)
    assert isinstance(caught.value.__cause__, ConnectionError)


async def test_unverified_certificate_ends_the_wait_until_ready(ca: trustme.CA) -> None:
    with listening(responding(RESPONSE), tls_context(ca)) as port:
        started = _concurrency.monotonic()
        with Prefect(f"https://127.0.0.1:{port}/api") as prefect:
            for method in (prefect.health, prefect.ready, prefect.wait_until_ready):
                with pytest.raises(ConnectionError, match="certificate cannot be verified"):
                    method()
        async with AsyncPrefect(f"https://127.0.0.1:{port}/api") as async_prefect:
            with pytest.raises(ConnectionError, match="certificate cannot be verified"):
                await async_prefect.wait_until_ready()
        assert _concurrency.monotonic() - started < SOON


# Waits


WAITING: dict[str, Callable[[Prefect], object]] = {
    "wait": lambda prefect: prefect.flow_runs.wait(RUN, timeout=600),
    "wait_many": lambda prefect: prefect.flow_runs.wait_many([RUN, UUID(int=1)], timeout=600),
    "follow_logs": lambda prefect: list(prefect.flow_runs.follow_logs(RUN, timeout=600)),
}


@pytest.mark.parametrize("waiting", WAITING)
def test_wait_on_a_wrong_url_ends_immediately(nowhere: int, clock: Clock, waiting: str) -> None:
    with (
        Prefect(f"http://127.0.0.1:{nowhere}/api") as prefect,
        pytest.raises(ConnectionError, match="Connection refused"),
    ):
        WAITING[waiting](prefect)
    assert not clock.slept


@pytest.mark.parametrize("waiting", WAITING)
def test_wait_survives_refused_connections_once_the_server_has_responded(clock: Clock, waiting: str) -> None:
    with Prefect(f"http://127.0.0.1:{free_port()}/api") as prefect:
        with listening(responding(RESPONSE), port=urlsplit(prefect.api_url).port or 0):
            prefect.send_raw(CALL)
        with pytest.raises(WaitTimeoutError, match="Connection refused"):
            WAITING[waiting](prefect)
    assert sum(clock.slept) == pytest.approx(600)
