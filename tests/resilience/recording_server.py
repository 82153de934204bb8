"""HTTP servers on loopback that record the requests they receive."""

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Request:
    """A received request. Header names are in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Response:
    """A response to send."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


Respond = Callable[[Request], Response]


class RecordingServer:
    """A running server and the requests it has received."""

    def __init__(self, scheme: str, port: int) -> None:
        self.scheme = scheme
        self.port = port
        self.requests: list[Request] = []

    def url(self, host: str, path: str = "") -> str:
        """Return the URL of *path*, with *host* as the name of this machine."""
        return f"{self.scheme}://{host}:{self.port}{path}"


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore broken connections: a client that rejects the certificate closes its connection."""


@contextmanager
def serving(respond: Respond, tls: ssl.SSLContext | None = None) -> Iterator[RecordingServer]:
    """Run a server that responds with *respond*, over TLS if *tls* is given."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_request(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Request(self.command, self.path, headers, body)
            recording.requests.append(request)
            response = respond(request)
            self.send_response(response.status)
            for name, value in {"Content-Length": str(len(response.body)), **response.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(response.body)

        do_GET = do_POST = do_PATCH = do_DELETE = do_CONNECT = handle_request  # noqa: N815  # named by its base class

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # named by its base class
            pass

    with _Server(("127.0.0.1", 0), Handler) as server:
        if tls is not None:
            # The handshake runs in the connection's own thread, so that a failing one does not block others.
            server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        recording = RecordingServer("http" if tls is None else "https", server.server_port)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield recording
        finally:
            server.shutdown()
            thread.join()
