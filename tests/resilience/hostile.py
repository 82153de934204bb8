"""A server that answers as no server should: it sends what it is told to, byte by byte, and knows no HTTP."""

import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

Sent = Callable[[], Iterable[bytes]]
"""What is sent to one who asks, in parts; each is sent before the next one is made."""


def head(*headers: str, status: str = "200 OK") -> bytes:
    """Return the beginning of an answer."""
    # Each connection is for one request: who is not told might send the next one just before it closes.
    lines = [f"HTTP/1.1 {status}", "Content-Type: application/json", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode()


def whole(content: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """Return an answer."""
    return head(f"Content-Length: {len(content)}", *headers, status=status) + content


def chunk(content: bytes) -> bytes:
    """Return a part of a body whose length nobody told."""
    return b"%x\r\n%s\r\n" % (len(content), content)


class Hostile:
    """The server: one request for each connection, and one answer.

    Attributes:
        origin: where it is.
        requests: the first line of each request that came.
        sent: bytes that were sent.
    """

    def __init__(self, answer: Sent) -> None:
        self._answer = answer
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.origin = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.requests: list[str] = []
        self.sent = 0
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._closed = threading.Event()

    def serve(self) -> None:
        """Answer until it is closed."""
        with suppress(OSError):
            while not self._closed.is_set():
                connection, _ = self._listener.accept()
                self._open.add(connection)
                thread = threading.Thread(target=self._converse, args=(connection,), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _converse(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            request = b""
            while b"\r\n\r\n" not in request:
                received = connection.recv(65536)
                if not received:
                    return
                request += received
            self.requests.append(request.partition(b"\r\n")[0].decode())
            for part in self._answer():
                if self._closed.is_set():
                    return
                connection.sendall(part)
                self.sent += len(part)
            connection.shutdown(socket.SHUT_WR)
            connection.recv(1)

    def wait(self, seconds: float) -> bool:
        """Let *seconds* pass, or less if it is closed; return whether it goes on."""
        return not self._closed.wait(seconds)

    def close(self) -> None:
        """End all that is under way."""
        self._closed.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in list(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)


@contextmanager
def hostile(answer: Callable[["Hostile"], Iterable[bytes]]) -> Iterator[Hostile]:
    """Run a server that sends what *answer* yields, and end it."""
    server = Hostile(lambda: answer(server))
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.close()
        thread.join(10)
