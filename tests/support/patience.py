"""A way to the server for programs of their own: it asks again while the database is busy with other tests."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

from tests.support.transports import PatientTransport

# What is about one connection, or is written anew.
_OWN = {"connection", "content-encoding", "content-length", "date", "keep-alive", "server", "transfer-encoding"}


@contextmanager
def patient(origin: str) -> Iterator[str]:
    """Yield the origin at which the server that is at *origin* never says that it is busy."""
    with httpx.Client(base_url=origin, transport=PatientTransport(), timeout=60) as client:

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def pass_on(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                headers = {name: value for name, value in self.headers.items() if name.lower() not in {*_OWN, "host"}}
                answer = client.request(self.command, self.path, headers=headers, content=body or None)
                self.send_response(answer.status_code)
                for name, value in answer.headers.multi_items():
                    if name not in _OWN:
                        self.send_header(name, value)
                if answer.status_code != httpx.codes.NO_CONTENT:
                    self.send_header("Content-Length", str(len(answer.content)))
                self.end_headers()
                self.wfile.write(answer.content)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = pass_on  # noqa: N815  # named by its base class

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
