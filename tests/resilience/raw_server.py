"""TCP server that sends arbitrary bytes in place of HTTP responses."""

import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

Respond = Callable[[], Iterable[bytes]]
"""Yields the parts of a response. Each part is sent before the next one is requested."""


def head(*headers: str, status: str = "200 OK") -> bytes:
    """Return the status line and headers of a response."""
    # Without "Connection: close", a client may send its next request just before the server closes the connection.
    lines = [f"HTTP/1.1 {status}", "Content-Type: application/json", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode()


def response(content: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """Return a complete response."""
    return head(f"Content-Length: {len(content)}", *headers, status=status) + content


def chunk(content: bytes) -> bytes:
    """Return one chunk of a response with ``Transfer-Encoding: chunked``."""
    return b"%x\r\n%s\r\n" % (len(content), content)


class RawServer:
    """A server that handles one request per connection.

    Attributes:
        origin: Origin of the server.
        requests: Request lines received so far.
        heads: Request lines with headers received so far.
        sent: Number of bytes sent so far.
    """

    def __init__(self, respond: Respond) -> None:
        self._respond = respond
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.origin = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.requests: list[str] = []
        self.heads: list[str] = []
        self.sent = 0
        self._connections: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._closed = threading.Event()

    def serve(self) -> None:
        """Accept connections until the server is closed."""
        with suppress(OSError):
            while not self._closed.is_set():
                connection, _ = self._listener.accept()
                self._connections.add(connection)
                thread = threading.Thread(target=self._handle, args=(connection,), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _handle(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            request = b""
            while b"\r\n\r\n" not in request:
                received = connection.recv(65536)
                if not received:
                    return
                request += received
            self.heads.append(request.partition(b"\r\n\r\n")[0].decode())
            self.requests.append(request.partition(b"\r\n")[0].decode())
            for part in self._respond():
                if self._closed.is_set():
                    return
                connection.sendall(part)
                self.sent += len(part)
            connection.shutdown(socket.SHUT_WR)
            connection.recv(1)

    def wait(self, seconds: float) -> bool:
        """Wait *seconds*, or until the server is closed. Return whether it is still open."""
        return not self._closed.wait(seconds)

    def close(self) -> None:
        """Stop listening and break all open connections."""
        self._closed.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in list(self._connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)


@contextmanager
def raw_server(respond: Callable[["RawServer"], Iterable[bytes]]) -> Iterator[RawServer]:
    """Run a server that responds to each request with the parts that *respond* yields."""
    server = RawServer(lambda: respond(server))
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.close()
        thread.join(10)
