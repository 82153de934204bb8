"""A proxy on loopback that does to requests what networks, gateways and servers in trouble do, and counts it."""

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

_LONGEST_DELAY = 0.05
_PATIENCE = 60.0

# What is about one connection, or is written anew.
_OWN = {"connection", "content-length", "keep-alive", "transfer-encoding"}


class Fault(StrEnum):
    """What is done to a request."""

    DELAY = "late"
    DROP_BEFORE = "cut off before the server had it"
    DROP_AFTER = "cut off after the server had it"
    DROP_WITHIN = "cut off in the answer"
    REFUSE = "refused with 429, 502 or 503"
    REFUSE_AFTER = "done, but answered with 502 or 503"
    TRUNCATE = "answered with half of the JSON"
    GARBLE = "answered with what is not HTTP"
    ERROR_PAGE = "answered with a page of HTML"
    HANG = "never answered"


AT_RANDOM = (
    Fault.DELAY,
    Fault.DROP_BEFORE,
    Fault.DROP_AFTER,
    Fault.DROP_WITHIN,
    Fault.REFUSE,
    Fault.REFUSE_AFTER,
    Fault.TRUNCATE,
)
"""What happens on a bad day."""


class Proxy:
    """Stands before a server, and does faults to some of what goes through.

    Args:
        upstream: the server's origin.
        seed: what chance begins with.
        share: the part of the requests to which a fault is done.
        faults: what may be done.
        patient: whether to ask again while the server's database is busy with other tests.

    Attributes:
        upstream: the server's origin, which may change at any time.
        patient: whether to ask again while the server's database is busy.
        always: what is done to all requests, whatever chance says.
        spared: how many requests are let through before that.
        share: the part of the requests to which a fault is done.
        requests: how many have come.
        counts: how many were done each fault to; under None those that found no server.
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
        self.cut()

    @property
    def origin(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def api_url(self) -> str:
        """What a client needs as ``PREFECT_API_URL``."""
        return f"{self.origin}/api"

    @property
    def done(self) -> int:
        """How many requests a fault was done to."""
        return self.counts.total()

    @property
    def connections(self) -> int:
        """How many clients are connected."""
        with self._lock:
            return len(self._connections)

    def cut(self) -> None:
        """Break all connections, whatever goes on over them."""
        with self._lock:
            open_now = list(self._connections)
        for connection in open_now:
            _reset(connection)

    def draw(self) -> Fault | None:
        """Return what to do to the next request."""
        with self._lock:
            self.requests += 1
            fault = self._drawn()
            if fault is not None:
                self.counts[fault] += 1
            return fault

    def _drawn(self) -> Fault | None:
        if self.spared:
            self.spared -= 1
            return None
        if self.always is not None:
            return self.always
        return self._random.choice(self._faults) if self._random.random() < self.share else None

    def missed(self) -> None:
        """Take notice that no server was there."""
        with self._lock:
            self.counts[None] += 1

    def number(self, low: float, high: float) -> float:
        """Return a number by chance."""
        with self._lock:
            return self._random.uniform(low, high)

    def choice(self, options: Sequence[T]) -> T:
        """Return one of *options* by chance."""
        with self._lock:
            return self._random.choice(options)

    @contextmanager
    def connected(self, connection: socket.socket) -> Iterator[None]:
        """Know *connection* while the block lasts."""
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
        """Say nothing of connections that break: here they do."""


class _Exchange(BaseHTTPRequestHandler):
    """One connection of a client."""

    protocol_version = "HTTP/1.1"

    @property
    def _proxy(self) -> Proxy:
        return cast("_Server", self.server).proxy

    def handle(self) -> None:
        with self._proxy.connected(self.connection):
            super().handle()

    def pass_on(self) -> None:
        proxy = self._proxy
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        fault = proxy.draw()
        match fault:
            case Fault.DROP_BEFORE:
                self._drop()
            case Fault.HANG:
                self._hang()
            case Fault.GARBLE:
                self._send(b"\x00\xff ceci n'est pas HTTP\r\n\r\n")
                self.close_connection = True
            case Fault.ERROR_PAGE:
                self._send(_answer(200, b"<html><title>Sign in</title></html>", {"Content-Type": "text/html"}))
            case Fault.REFUSE:
                self._refuse((429, 502, 503))
            case _:
                self._ask(body, fault)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = pass_on  # noqa: N815  # named by its base class

    def _ask(self, body: bytes, fault: Fault | None) -> None:
        proxy = self._proxy
        if fault is Fault.DELAY:
            time.sleep(proxy.number(0, _LONGEST_DELAY))
        headers = {name: value for name, value in self.headers.items() if name.lower() not in _OWN}
        if fault is Fault.TRUNCATE:
            headers["Accept-Encoding"] = "identity"
        try:
            status, received, content = _passed_on(proxy.upstream, self.command, self.path, headers, body)
            while proxy.patient and status == 503:
                time.sleep(0.2)
                status, received, content = _passed_on(proxy.upstream, self.command, self.path, headers, body)
        except (OSError, HTTPException):
            proxy.missed()
            self._drop()
            return
        match fault:
            case Fault.DROP_AFTER:
                self._drop()
            case Fault.REFUSE_AFTER:
                self._refuse((502, 503))
            case Fault.DROP_WITHIN:
                answer = _answer(status, content, received)
                self._send(answer[: int(proxy.number(1, len(answer)))])
                self._drop()
            case Fault.TRUNCATE:
                self._send(_answer(status, content[: len(content) // 2], received))
            case _:
                self._send(_answer(status, content, received))

    def _refuse(self, statuses: tuple[int, ...]) -> None:
        proxy = self._proxy
        status, after = proxy.choice(statuses), proxy.choice((None, "0", "1"))
        headers = {"Content-Type": "application/json"} | ({"Retry-After": after} if after is not None else {})
        self._send(_answer(status, json.dumps({"detail": "a fault of the test's own"}).encode(), headers))

    def _send(self, content: bytes) -> None:
        # Who has gone need not be told.
        with contextlib.suppress(OSError):
            self.connection.sendall(content)

    def _drop(self) -> None:
        """Break the connection: as one that ends, or as one that is lost."""
        if self._proxy.number(0, 1) < 0.5:
            _reset(self.connection)
        self.close_connection = True

    def _hang(self) -> None:
        """Do nothing until the client has gone."""
        with contextlib.suppress(OSError, ValueError):
            select.select([self.connection], [], [], _PATIENCE)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # named by its base class
        pass


def _passed_on(
    origin: str, method: str, path: str, headers: dict[str, str], body: bytes
) -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection(urlsplit(origin).netloc, timeout=_PATIENCE)
    try:
        connection.request(method, path, body or None, headers)
        response: HTTPResponse = connection.getresponse()
        kept = {name: value for name, value in response.getheaders() if name.lower() not in _OWN}
        return response.status, kept, response.read()
    finally:
        connection.close()


def _answer(status: int, content: bytes, headers: dict[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} ", *(f"{name}: {value}" for name, value in headers.items())]
    if status != 204:
        lines.append(f"Content-Length: {len(content)}")
    return "\r\n".join([*lines, "\r\n"]).encode("latin-1") + content


def _reset(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.shutdown(socket.SHUT_RDWR)
