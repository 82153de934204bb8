"""A response that was cut off is never taken for a complete one."""

import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import anyio
import httpx
import pytest

from prefect_http import AsyncPrefect, ConnectionError, Prefect  # noqa: A004  # the package's own
from prefect_http_api import Call, flow_runs
from tests.resilience.kept_alive_server import reply
from tests.resilience.raw_server import raw_server
from tests.support.clock import Clock
from tests.support.stub import API, RUN, client, flow_run

pytestmark = pytest.mark.every_python

NUMBER = b"123456789012"
COUNT = flow_runs.count_flow_runs()
READ = flow_runs.read_flow_run(RUN)
LOGS = flow_runs.download_logs(RUN)
ROW = json.dumps(flow_run(1)).encode()


def raw_deflate(content: bytes) -> bytes:
    compressor = zlib.compressobj(wbits=-15)
    return compressor.compress(content) + compressor.flush()


def compressed(coding: str, content: bytes) -> bytes:
    return reply(content, f"Content-Length: {len(content)}", f"Content-Encoding: {coding}")


def until_closed(content: bytes, media_type: str = "application/json", version: str = "1.1") -> bytes:
    return reply(content, f"Content-Type: {media_type}", "Connection: close", version=version)


TWO_MEMBERS = gzip.compress(NUMBER[:6]) + gzip.compress(NUMBER[6:])
"""One gzip stream after the other, which together are one."""

CUT: dict[str, tuple[Call[Any], bytes]] = {
    "gzip without its checksum": (COUNT, compressed("gzip", gzip.compress(NUMBER)[:-8])),
    "gzip without its last digits": (COUNT, compressed("gzip", gzip.compress(NUMBER)[:-11])),
    "gzip of one byte": (COUNT, compressed("gzip", gzip.compress(NUMBER)[:1])),
    "gzip, cut within the second member": (COUNT, compressed("gzip", TWO_MEMBERS[:-9])),
    "deflate without its checksum": (COUNT, compressed("deflate", zlib.compress(NUMBER)[:-4])),
    "raw deflate": (COUNT, compressed("deflate", raw_deflate(NUMBER)[:-3])),
    "a number over HTTP/1.0": (COUNT, until_closed(b"12345", version="1.0")),
    "a number until the connection closes": (COUNT, until_closed(b"12345")),
    "a number that is longer than its length": (COUNT, reply(NUMBER, "Content-Length: 9")),
    "an object until the connection closes": (READ, until_closed(ROW[:-20])),
    "nothing until the connection closes": (READ, until_closed(b"")),
    "CSV until the connection closes": (LOGS, until_closed(b"timestamp,level\n2026-01-31,INF", "text/csv")),
    "text until the connection closes": (flow_runs.read_flow_run_input(RUN, "k"), until_closed(b"12", "text/plain")),
}


@pytest.mark.parametrize("case", CUT)
def test_cut_response_raises(case: str, anyio_backend: str) -> None:
    call, sent = CUT[case]

    async def send() -> None:
        async with AsyncPrefect(server.origin, retry=False) as prefect:
            await prefect.send(call)

    with raw_server(lambda _: [sent]) as server:
        with pytest.raises(ConnectionError, match="the response is incomplete") as caught:
            anyio.run(send, backend=anyio_backend)
        assert caught.value.may_have_been_sent
        with Prefect(server.origin, retry=False) as prefect, pytest.raises(ConnectionError, match="is incomplete"):
            prefect.send(call)


COMPLETE: dict[str, tuple[Call[Any], bytes]] = {
    "gzip": (COUNT, compressed("gzip", gzip.compress(NUMBER))),
    "gzip with two members": (COUNT, compressed("gzip", TWO_MEMBERS)),
    "gzip until the connection closes": (
        COUNT,
        reply(gzip.compress(NUMBER), "Connection: close", "Content-Encoding: gzip"),
    ),
    "deflate": (COUNT, compressed("deflate", zlib.compress(NUMBER))),
    "raw deflate": (COUNT, compressed("deflate", raw_deflate(NUMBER))),
    "HTTP/1.0 with a length": (COUNT, reply(NUMBER, "Content-Length: 12", version="1.0")),
    "a line break after the body": (COUNT, reply(NUMBER + b"\r\n", "Content-Length: 12")),
    "an object until the connection closes": (READ, until_closed(ROW)),
    "a list over HTTP/1.0": (flow_runs.read_flow_runs(), until_closed(b"[%s]" % ROW, version="1.0")),
    "a string until the connection closes": (Call(COUNT.operation).decode_as(str), until_closed(b'"3.8.8"')),
    "a literal until the connection closes": (Call(COUNT.operation).decode_as(bool), until_closed(b"true")),
}


@pytest.mark.parametrize("case", COMPLETE)
def test_response_that_shows_its_end_is_complete(case: str) -> None:
    call, sent = COMPLETE[case]
    with raw_server(lambda _: [sent]) as server, Prefect(server.origin, retry=False) as prefect:
        value = prefect.send(call)
    assert value == int(NUMBER) if call is COUNT else value


class Bytewise(httpx.SyncByteStream):
    """A body that arrives byte by byte."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def __iter__(self) -> Iterator[bytes]:
        return (bytes([byte]) for byte in self._content)


def bytewise(coding: str, content: bytes) -> httpx.Response:
    return httpx.Response(200, headers={"Content-Encoding": coding}, stream=Bytewise(content))


@pytest.mark.parametrize("compress", [gzip.compress, zlib.compress, raw_deflate])
def test_compressed_response_may_arrive_byte_by_byte(compress: Callable[[bytes], bytes]) -> None:
    coding = "gzip" if compress is gzip.compress else "deflate"
    with client(lambda _: bytewise(coding, compress(NUMBER))) as prefect:
        assert prefect.flow_runs.count() == int(NUMBER)


def test_incomplete_response_is_retried_if_the_request_is_idempotent(clock: Clock) -> None:
    responses = [bytewise("gzip", gzip.compress(NUMBER)[:-8]), httpx.Response(200, content=NUMBER)]
    with Prefect(API, transport=httpx.MockTransport(lambda _: responses.pop(0))) as prefect:
        assert prefect.flow_runs.count() == int(NUMBER)
    assert len(clock.slept) == 1


def test_error_page_without_a_length_raises_the_status_error() -> None:
    page = reply(b"<html>", "Connection: close", status="404 Not Found", version="1.0")
    with raw_server(lambda _: [page]) as server, Prefect(server.origin, retry=False) as prefect:
        assert prefect.send_raw(READ).status_code == 404
