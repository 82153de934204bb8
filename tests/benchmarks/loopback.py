"""Fast loopback server that responds like Prefect with the rows of ``pages``.

It runs as its own process (``python -m tests.benchmarks.loopback``), so that clients are measured without it. The
process prints its port and ends when its standard input is closed. ``/<rows>/api`` is an API with this many flow runs.
"""

import asyncio
import gzip
import json
import sys
from functools import lru_cache
from typing import Any

from tests.benchmarks import pages

REQUESTS = "/requests"
"""Path that returns the number of API requests received."""

_MIN_GZIP_SIZE = 500  # as in Prefect's GZip middleware
_STATUS = {200: "200 OK", 201: "201 Created", 404: "404 Not Found", 422: "422 Unprocessable Entity"}


class Exchange(asyncio.Protocol):
    """One client connection."""

    count = 0

    def __init__(self) -> None:
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        while (end := self._received.find(b"\r\n\r\n")) >= 0:
            head = self._received[:end].decode("latin-1").lower()
            begin = end + 4
            length = int(head.partition("content-length:")[2].partition("\r\n")[0] or 0)
            if len(self._received) < begin + length:
                return
            method, target = self._received[:end].decode("latin-1").split(" ", 2)[:2]
            body = self._received[begin : begin + length]
            self._received = self._received[begin + length :]
            self._respond(method, target.partition("?")[0], body, compressed="gzip" in head)

    def _respond(self, method: str, path: str, body: bytes, *, compressed: bool) -> None:
        if path == REQUESTS:
            self._transport.write(respond(200, json.dumps(Exchange.count).encode(), compressed=False))
            return
        Exchange.count += 1
        self._transport.write(exchange(method, path, body, compressed))


@lru_cache(maxsize=32)
def exchange(method: str, path: str, body: bytes, compressed: bool) -> bytes:
    """Return the complete response to a request."""
    rows, _, rest = path.removeprefix("/").partition("/api/")
    status, data = route(method, rest, json.loads(body) if body else {}, int(rows))
    return respond(status, pages.encode(data), compressed=compressed)


def respond(status: int, content: bytes, *, compressed: bool) -> bytes:
    """Return a response as bytes."""
    headers = ["server: uvicorn", "content-type: application/json", "vary: Accept-Encoding, Origin"]
    if compressed and len(content) >= _MIN_GZIP_SIZE:
        content = gzip.compress(content, compresslevel=1, mtime=0)
        headers.append("content-encoding: gzip")
    headers.append(f"content-length: {len(content)}")
    return "\r\n".join([f"HTTP/1.1 {_STATUS[status]}", *headers, "", ""]).encode() + content


def route(method: str, path: str, body: dict[str, Any], rows: int) -> tuple[int, object]:
    """Return the status and data of a response of an API with this number of flow run *rows*."""
    match method, path.strip("/").split("/"):
        case "GET", ["admin", "version"]:
            return 200, "3.8.8"
        case "GET", ["csrf-token"]:
            return 422, {"detail": "CSRF protection is disabled."}
        case "GET", ["flow_runs", run]:
            return 200, pages.flow_run(pages.index_of(run))
        case "GET", ["deployments", _] | ["deployments", "name", _, _]:
            return 200, pages.deployment(0)
        case "POST", ["deployments", _, "create_flow_run"]:
            return 201, {**pages.flow_run(0), "idempotency_key": body.get("idempotency_key")}
        case "POST", ["flow_runs", "filter"]:
            return 200, flow_runs(body, rows)
        case "POST", ["flow_runs", "count"]:
            return 200, len(flow_runs({**body, "limit": rows}, rows))
        case "POST", [kind, "filter"] if kind in pages.KINDS:
            return 200, json.loads(pages.page(kind))
        case _:
            return 404, {"detail": "Not Found"}


def flow_runs(body: dict[str, Any], rows: int) -> list[pages.Row]:
    """Return the flow runs that match *body*, newest first. Supports the filters that clients use for paging."""
    filters = body.get("flow_runs") or {}
    ids: dict[str, Any] = filters.get("id") or {}
    before: str | None = (filters.get("expected_start_time") or {}).get("before_")
    limit = int(body.get("limit") or pages.PAGE)
    excluded = set(ids.get("not_any_") or ())
    if (included := ids.get("any_")) is not None:
        indexes = iter(sorted(pages.index_of(run) for run in included))
    else:
        indexes = iter(range(pages.seconds_before(before) if before else 0, rows))
    for _ in range(int(body.get("offset") or 0)):
        next(indexes, None)
    found: list[pages.Row] = []
    for index in indexes:
        run = pages.flow_run(index)
        if run["id"] not in excluded and _has_state(run, filters.get("state") or {}):
            found.append(run)
        if len(found) == limit:
            break
    return found


def _has_state(run: pages.Row, filters: dict[str, Any]) -> bool:
    kinds: dict[str, Any] = filters.get("type") or {}
    return (kinds.get("any_") is None or run["state_type"] in kinds["any_"]) and (
        run["state_type"] not in (kinds.get("not_any_") or ())
    )


async def serve() -> None:
    """Serve until standard input is closed."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Exchange, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    closed = asyncio.Event()
    loop.add_reader(sys.stdin.fileno(), closed.set)
    await closed.wait()
    server.close()


if __name__ == "__main__":
    asyncio.run(serve())
