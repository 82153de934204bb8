"""TCP server that keeps connections alive and sends arbitrary bytes in place of HTTP responses."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

Respond = Callable[[str], Iterable[bytes]]
"""Yields the parts of the response to a request, whose path is given."""


def reply(content: bytes, *headers: str, status: str = "200 OK", version: str = "1.1") -> bytes:
    """Return a response with *headers*. Default: the length of the content."""
    lines = [f"HTTP/{version} {status}", *(headers or (f"Content-Length: {len(content)}",))]
    return "\r\n".join([*lines, "", ""]).encode() + content


class KeptAliveServer:
    """A server on loopback.

    Attributes:
        api_url: URL of the API.
        connections: Number of connections accepted so far.
    """

    def __init__(self, respond: Respond, tls: ssl.SSLContext | None) -> None:
        self._respond = respond
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self.connections = 0
        port = self._listener.getsockname()[1]
        self.api_url = f"{'https' if tls else 'http'}://127.0.0.1:{port}/api"

    def serve(self) -> None:
        """Accept connections until the server is closed."""
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self.connections += 1
                self._open.append(connection)
                self._threads.append(threading.Thread(target=self._handle, args=(connection,), daemon=True))
                self._threads[-1].start()

    def _handle(self, connection: socket.socket) -> None:
        with suppress(OSError, ValueError):
            if self._tls is not None:
                connection = self._tls.wrap_socket(connection, server_side=True)
            with connection, connection.makefile("rb") as received:
                while line := received.readline():
                    length = 0
                    while (header := received.readline().lower().strip()) != b"":
                        if header.startswith(b"content-length:"):
                            length = int(header.partition(b":")[2])
                    received.read(length)
                    for part in self._respond(line.split()[1].decode()):
                        connection.sendall(part)

    def close(self) -> None:
        """Stop listening and break all connections."""
        for each in (self._listener, *self._open):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(10)


@contextmanager
def kept_alive_server(respond: Respond, tls: ssl.SSLContext | None = None) -> Iterator[KeptAliveServer]:
    """Run a server that responds to each request with the parts that *respond* yields."""
    server = KeptAliveServer(respond, tls)
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.close()
        thread.join(10)
