"""Proxy on loopback that injects and counts the faults of networks, gateways and overloaded servers."""

import contextlib
import json
import random
import select
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self, TypeVar, cast
from urllib.parse import urlsplit

T = TypeVar("T")

_MAX_DELAY = 0.05
_TIMEOUT = 60.0

# Headers that apply to one connection only, or that the proxy sets itself.
_HOP_BY_HOP = {"connection", "content-length", "keep-alive", "transfer-encoding"}


class Fault(StrEnum):
    """A fault that the proxy can inject."""

    DELAY = "request delayed"
    DROP_BEFORE = "connection dropped before the server got the request"
    DROP_AFTER = "connection dropped after the server got the request"
    DROP_WITHIN = "connection dropped within the response"
    REFUSE = "429, 502 or 503 before the server got the request"
    REFUSE_AFTER = "502 or 503 after the server got the request"
    TRUNCATE = "response with half of its JSON"
    GARBLE = "response that is not HTTP"
    ERROR_PAGE = "HTML page as response"
    HANG = "no response"


AT_RANDOM = (
    Fault.DELAY,
    Fault.DROP_BEFORE,
    Fault.DROP_AFTER,
    Fault.DROP_WITHIN,
    Fault.REFUSE,
    Fault.REFUSE_AFTER,
    Fault.TRUNCATE,
)
"""Faults that are injected at random."""


class Proxy:
    """Forwards requests to a server and injects faults into some of them.

    Args:
        upstream: Origin of the server.
        seed: Random seed. Default: 0.
        share: Share of requests that get a random fault. Default: none.
        faults: Faults to choose from. Default: all in ``AT_RANDOM``.
        patient: Whether to retry 503 responses, sent while other tests keep the database busy. Default: false.

    Attributes:
        upstream: Origin of the server. May be changed at any time.
        patient: Whether to retry 503 responses.
        always: Fault to inject into every request, or None for random ones.
        spared: Number of requests to forward without a fault before ``always`` applies.
        share: Share of requests that get a random fault.
        requests: Number of requests received.
        counts: Number of injected faults by kind. The key None counts requests that did not reach a server.
    """

    def __init__(
        self,
        upstream: str,
        *,
        seed: int = 0,
        share: float = 0.0,
        faults: Collection[Fault] = AT_RANDOM,
        patient: bool = False,
    ) -> None:
        self.upstream = upstream
        self.patient = patient
        self.always: Fault | None = None
        self.spared = 0
        self.share = share
        self.requests = 0
        self.counts: Counter[Fault | None] = Counter()
        self._faults = tuple(faults)
        self._random = random.Random(seed)  # noqa: S311  # no secret
        self._lock = threading.Lock()
        self._connections: set[socket.socket] = set()
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="proxy")
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self.reset_connections()

    @property
    def origin(self) -> str:
        """Origin of the proxy."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def api_url(self) -> str:
        """Value for ``PREFECT_API_URL``."""
        return f"{self.origin}/api"

    @property
    def injected(self) -> int:
        """Number of injected faults."""
        return self.counts.total()

    @property
    def connections(self) -> int:
        """Number of open client connections."""
        with self._lock:
            return len(self._connections)

    def reset_connections(self) -> None:
        """Reset all open connections."""
        with self._lock:
            connections = list(self._connections)
        for connection in connections:
            _reset(connection)

    def next_fault(self) -> Fault | None:
        """Count a request and return the fault to inject into it."""
        with self._lock:
            self.requests += 1
            fault = self._choose_fault()
            if fault is not None:
                self.counts[fault] += 1
            return fault

    def _choose_fault(self) -> Fault | None:
        if self.spared:
            self.spared -= 1
            return None
        if self.always is not None:
            return self.always
        return self._random.choice(self._faults) if self._random.random() < self.share else None

    def count_unreachable(self) -> None:
        """Count a request that did not reach a server."""
        with self._lock:
            self.counts[None] += 1

    def uniform(self, low: float, high: float) -> float:
        """Return a random number between *low* and *high*."""
        with self._lock:
            return self._random.uniform(low, high)

    def choice(self, options: Sequence[T]) -> T:
        """Return a random element of *options*."""
        with self._lock:
            return self._random.choice(options)

    @contextmanager
    def tracking(self, connection: socket.socket) -> Iterator[None]:
        """Count *connection* as open inside the block."""
        with self._lock:
            self._connections.add(connection)
        try:
            yield
        finally:
            with self._lock:
                self._connections.discard(connection)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, proxy: Proxy) -> None:
        self.proxy = proxy
        super().__init__(("127.0.0.1", 0), _Exchange)

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore broken connections: breaking them is this proxy's purpose."""


class _Exchange(BaseHTTPRequestHandler):
    """One client connection."""

    protocol_version = "HTTP/1.1"

    @property
    def _proxy(self) -> Proxy:
        return cast("_Server", self.server).proxy

    def handle(self) -> None:
        with self._proxy.tracking(self.connection):
            super().handle()

    def proxy_request(self) -> None:
        proxy = self._proxy
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        fault = proxy.next_fault()
        match fault:
            case Fault.DROP_BEFORE:
                self._drop()
            case Fault.HANG:
                self._hang()
            case Fault.GARBLE:
                self._send(b"\x00\xff ceci n'est pas HTTP\r\n\r\n")
                self.close_connection = True
            case Fault.ERROR_PAGE:
                self._send(_response(200, b"<html><title>Sign in</title></html>", {"Content-Type": "text/html"}))
            case Fault.REFUSE:
                self._refuse((429, 502, 503))
            case _:
                self._forward(body, fault)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = proxy_request  # noqa: N815  # named by its base class

    def _forward(self, body: bytes, fault: Fault | None) -> None:
        proxy = self._proxy
        if fault is Fault.DELAY:
            time.sleep(proxy.uniform(0, _MAX_DELAY))
        headers = {name: value for name, value in self.headers.items() if name.lower() not in _HOP_BY_HOP}
        if fault is Fault.TRUNCATE:
            headers["Accept-Encoding"] = "identity"
        try:
            status, received, content = _send_upstream(proxy.upstream, self.command, self.path, headers, body)
            while proxy.patient and status == 503:
                time.sleep(0.2)
                status, received, content = _send_upstream(proxy.upstream, self.command, self.path, headers, body)
        except (OSError, HTTPException):
            proxy.count_unreachable()
            self._drop()
            return
        match fault:
            case Fault.DROP_AFTER:
                self._drop()
            case Fault.REFUSE_AFTER:
                self._refuse((502, 503))
            case Fault.DROP_WITHIN:
                response = _response(status, content, received)
                self._send(response[: int(proxy.uniform(1, len(response)))])
                self._drop()
            case Fault.TRUNCATE:
                self._send(_response(status, content[: len(content) // 2], received))
            case _:
                self._send(_response(status, content, received))

    def _refuse(self, statuses: tuple[int, ...]) -> None:
        proxy = self._proxy
        status, after = proxy.choice(statuses), proxy.choice((None, "0", "1"))
        headers = {"Content-Type": "application/json"} | ({"Retry-After": after} if after is not None else {})
        self._send(_response(status, json.dumps({"detail": "injected fault"}).encode(), headers))

    def _send(self, content: bytes) -> None:
        # The client may have disconnected.
        with contextlib.suppress(OSError):
            self.connection.sendall(content)

    def _drop(self) -> None:
        """Close or reset the connection, at random."""
        if self._proxy.uniform(0, 1) < 0.5:
            _reset(self.connection)
        self.close_connection = True

    def _hang(self) -> None:
        """Do nothing until the client disconnects."""
        with contextlib.suppress(OSError, ValueError):
            select.select([self.connection], [], [], _TIMEOUT)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # named by its base class
        pass


def _send_upstream(
    origin: str, method: str, path: str, headers: dict[str, str], body: bytes
) -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection(urlsplit(origin).netloc, timeout=_TIMEOUT)
    try:
        connection.request(method, path, body or None, headers)
        response: HTTPResponse = connection.getresponse()
        kept = {name: value for name, value in response.getheaders() if name.lower() not in _HOP_BY_HOP}
        return response.status, kept, response.read()
    finally:
        connection.close()


def _response(status: int, content: bytes, headers: dict[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} ", *(f"{name}: {value}" for name, value in headers.items())]
    if status != 204:
        lines.append(f"Content-Length: {len(content)}")
    return "\r\n".join([*lines, "\r\n"]).encode("latin-1") + content


def _reset(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.shutdown(socket.SHUT_RDWR)
