"""HTTP proxy that retries 503 responses, for programs that share a busy test server."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

from tests.support.transports import PatientTransport

# Headers that apply to one connection only, or that the proxy sets itself.
_HOP_BY_HOP = {"connection", "content-encoding", "content-length", "date", "keep-alive", "server", "transfer-encoding"}


@contextmanager
def retrying_proxy(origin: str) -> Iterator[str]:
    """Run a proxy for the server at *origin* and yield the proxy's origin."""
    with httpx.Client(base_url=origin, transport=PatientTransport()) as client:

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def proxy_request(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                headers = {
                    name: value for name, value in self.headers.items() if name.lower() not in {*_HOP_BY_HOP, "host"}
                }
                response = client.request(self.command, self.path, headers=headers, content=body or None)
                self.send_response(response.status_code)
                for name, value in response.headers.multi_items():
                    if name not in _HOP_BY_HOP:
                        self.send_header(name, value)
                if response.status_code != httpx.codes.NO_CONTENT:
                    self.send_header("Content-Length", str(len(response.content)))
                self.end_headers()
                self.wfile.write(response.content)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = proxy_request  # noqa: N815  # named by its base class

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # named by its base class
                pass

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as proxy:
            proxy.daemon_threads = True
            thread = threading.Thread(target=proxy.serve_forever, args=(0.05,))
            thread.start()
            try:
                yield f"http://127.0.0.1:{proxy.server_port}"
            finally:
                proxy.shutdown()
                thread.join()
