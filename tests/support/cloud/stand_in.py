"""The running stand-in: its sockets and threads, and the record of requests."""

import contextlib
import socket
import threading
import traceback
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, NamedTuple, Self
from urllib.parse import urlsplit

from tests.support.cloud.gateway import API, Gateway
from tests.support.cloud.messages import Request, Response, error
from tests.support.cloud.switches import Switches
from tests.support.servers import ServerAddress

_TIMEOUT = 60.0
# Headers that apply to one connection only, or that the stand-in sets itself.
_HOP_BY_HOP = {"connection", "content-length", "date", "keep-alive", "server", "transfer-encoding"}


class Exchange(NamedTuple):
    """A request that the stand-in has received. *path* is below the workspace, or below the API if it is not in one."""

    method: str
    path: str
    status: int


class CloudStandIn:
    """Serves the API of Prefect Cloud on loopback, for the duration of a ``with`` block.

    Args:
        server_origin: Origin of the server that does the work.
        **switches: Behaviours, see `Switches`.

    Attributes:
        api_key: Key that requests need.
        requests: Requests received so far.
    """

    def __init__(self, server_origin: str, **switches: Any) -> None:
        chosen = Switches(**switches)
        self.api_key = chosen.api_key
        self.requests: list[Exchange] = []
        self._upstream = urlsplit(server_origin).netloc
        self._server = _Server(self, chosen.idle_seconds)
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        self.gateway = Gateway(self.origin, self._forward, chosen)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), name="cloud")

    @property
    def cloud_url(self) -> str:
        """URL of the API above the workspace."""
        return self.origin + API

    @property
    def api_url(self) -> str:
        """Value for a client's ``PREFECT_API_URL``."""
        return self.cloud_url + self.gateway.workspaces[0].path

    def address(self, version: str) -> ServerAddress:
        """Return the address of the workspace, named *version*."""
        return ServerAddress(version, self.origin, self.api_url.removeprefix(self.origin), self.api_key)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.close()

    def respond(self, request: Request) -> Response:
        """Respond to a request and record it."""
        try:
            response = self.gateway.respond(request)
        except Exception:  # noqa: BLE001  # without a response, the client would report a lost connection
            response = error(500, f"error in the stand-in: {traceback.format_exc()}")
        path = request.path.removeprefix(API)
        for workspace in self.gateway.workspaces:
            path = path.removeprefix(workspace.path)
        self.requests.append(Exchange(request.method, path, response.status))
        return response

    def _forward(self, request: Request) -> Response:
        connection = HTTPConnection(self._upstream, timeout=_TIMEOUT)
        try:
            target = f"{request.path}?{request.query}" if request.query else request.path
            connection.request(request.method, target, request.body or None, dict(request.headers))
            response = connection.getresponse()
            headers = {name.lower(): value for name, value in response.getheaders() if name.lower() not in _HOP_BY_HOP}
            return Response(response.status, response.read(), headers)
        except (OSError, HTTPException):
            return error(502, "Bad Gateway")
        finally:
            connection.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    request_queue_size = 128

    def __init__(self, stand_in: CloudStandIn, idle_seconds: float) -> None:
        self.connections: set[socket.socket] = set()
        self.closing = False
        self.lock = threading.Lock()
        super().__init__(("127.0.0.1", 0), _handler(stand_in, self, idle_seconds))

    def close(self) -> None:
        """Close all connections, and wait until their threads have ended."""
        with self.lock:
            self.closing = True
            for connection in self.connections:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore broken connections: clients that give up close theirs."""


def _handler(stand_in: CloudStandIn, server: _Server, idle_seconds: float) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """One connection."""

        protocol_version = "HTTP/1.1"
        timeout = idle_seconds
        disable_nagle_algorithm = True

        def handle(self) -> None:
            with server.lock:
                if server.closing:
                    return
                server.connections.add(self.connection)
            try:
                super().handle()
            finally:
                with server.lock:
                    server.connections.discard(self.connection)

        def handle_request(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = self.rfile.read(int(headers.get("content-length", 0)))
            self.close_connection = self.close_connection or "transfer-encoding" in headers
            path, _, query = self.path.partition("?")
            response = stand_in.respond(Request(self.command, path, query, headers, body))
            headers = {"date": self.date_time_string(), **response.headers}
            lines = [f"HTTP/1.1 {response.status} ", *(f"{name}: {value}" for name, value in headers.items())]
            if response.status != 204:
                lines.append(f"content-length: {len(response.body)}")
            self.wfile.write("\r\n".join([*lines, "\r\n"]).encode("latin-1") + response.body)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_request  # noqa: N815  # named by its base class

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # named by its base class
            pass

    return Handler
