"""Local HTTP server with one configurable response."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class StubServer:
    """Configured response of the server, and the requests that it received.

    Attributes:
        origin: Origin of the server.
        content: Body of each response, unless *routes* are given.
        status: Status of each response.
        headers: Headers of each response.
        seconds: Seconds to wait before each response, unless the server is stopped.
        routes: Body for each path. Other paths are not found. Default: *content* for all paths.
        requests: Path and headers of each request.
        closing: Set when the server stops.
    """

    origin: str
    content: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0
    routes: dict[str, bytes] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)


@contextmanager
def serving(content: bytes) -> Generator[StubServer]:
    """Run a stub server that responds to every GET, at first with *content*, for the duration of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            stub.requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            if stub.seconds:
                stub.closing.wait(stub.seconds)
            content = stub.routes.get(self.path) if stub.routes else stub.content
            self.send_response(stub.status if content is not None else 404)
            content = content or b""
            for name, value in {"Content-Length": str(len(content)), **stub.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(content)
            except OSError:
                # The client closed the connection early.
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # name of the base class
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    stub = StubServer(f"http://127.0.0.1:{server.server_port}", content)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield stub
    finally:
        stub.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()
