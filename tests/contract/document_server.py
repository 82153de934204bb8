"""A server on this machine that answers one question, rightly or wrongly."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Site:
    """What is answered, and what was asked.

    Attributes:
        origin: the server's own address.
        content: the body of each answer.
        status: its status.
        headers: its headers.
        seconds: how long an answer waits, unless the server is closed meanwhile.
        asked: path and headers of each request.
    """

    origin: str
    content: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)


@contextmanager
def serving(content: bytes) -> Generator[Site]:
    """Answer every GET with *content*, or what the site has by then, while the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            if site.seconds:
                site.closing.wait(site.seconds)
            self.send_response(site.status)
            for name, value in {"Content-Length": str(len(site.content)), **site.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(site.content)
            except OSError:
                # Whoever asked has seen enough.
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # as the base class has it
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Site(f"http://127.0.0.1:{server.server_port}", content)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        site.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()
