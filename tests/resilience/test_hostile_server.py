"""Hostile servers are contained: no response crashes, hangs or exhausts the client, and each error is documented.

Responses are large or slow, but finite, so that a client without limits fails the test rather than hanging it.
"""

import gzip
import json
import tracemalloc
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import count, cycle
from typing import Any
from uuid import UUID

import anyio
import httpx
import pytest

from prefect_http import (
    AsyncPrefect,
    ConnectionError,  # noqa: A004  # the package's own
    DecodeError,
    NotFoundError,
    Prefect,
    PrefectHTTPError,
    RateLimitError,
    ResponseTooLargeError,
    StatusError,
    TimeoutError,  # noqa: A004  # the package's own
    ValidationError,
    WaitTimeoutError,
)
from prefect_http._http import limits
from prefect_http._http.limits import MAX_BYTES
from prefect_http._pagination.pager import MAX_STALE_PAGES
from prefect_http_api import Call, flow_runs, variables
from tests.resilience.raw_server import RawServer, chunk, head, raw_server, response
from tests.support.clock import Clock
from tests.support.stub import API, RUN, START, client, flow_run

MIB = 1 << 20
SLACK = 16 * MIB
"""Bytes that the operating system may buffer in addition to those the client has read."""

READ = flow_runs.read_flow_run(RUN)
VALUE = variables.read_variable_by_name("x")

Survived = Callable[[str, str, str], None]
Send = Callable[..., object]


def send_sync(api_url: str, call: Call[Any], timeout: float | None = 10) -> object:
    with Prefect(api_url, retry=False, timeout=timeout) as prefect:
        return prefect.send(call)


def send_async(api_url: str, call: Call[Any], timeout: float | None = 10, *, backend: str = "asyncio") -> object:
    async def send() -> object:
        async with AsyncPrefect(api_url, retry=False, timeout=timeout) as prefect:
            return await prefect.send(call)

    return anyio.run(send, backend=backend)


send_trio = partial(send_async, backend="trio")


@pytest.fixture(params=[send_sync, send_async, send_trio], ids=["sync", "asyncio", "trio"])
def send(request: pytest.FixtureRequest) -> Send:
    chosen: Send = request.param
    return chosen


def peak_of(action: Callable[[], object]) -> float:
    """Return the peak memory use of *action* in MiB."""
    tracemalloc.start()
    try:
        action()
        return tracemalloc.get_traced_memory()[1] / MIB
    finally:
        tracemalloc.stop()


# Size


def declared(_server: RawServer) -> Iterator[bytes]:
    yield head("Content-Length: 10000000000")
    for _ in range(10_000):
        yield b" " * 1_000_000


def chunked(_server: RawServer) -> Iterator[bytes]:
    yield head("Transfer-Encoding: chunked")
    for _ in range(10_000):
        yield chunk(b" " * 1_000_000)


def until_closed(_server: RawServer) -> Iterator[bytes]:
    yield head()
    for _ in range(10_000):
        yield b" " * 1_000_000


def bomb(_server: RawServer) -> Iterator[bytes]:
    """Yield 10 GB of spaces, compressed to 10 MB."""
    compressor = zlib.compressobj(wbits=31)
    yield head("Transfer-Encoding: chunked", "Content-Encoding: gzip")
    # Data after a full flush does not depend on earlier data, so the same chunk can be repeated.
    yield chunk(compressor.compress(b"") + compressor.flush(zlib.Z_FULL_FLUSH))
    million = compressor.compress(b" " * 1_000_000) + compressor.flush(zlib.Z_FULL_FLUSH)
    for _ in range(10_000):
        yield chunk(million)


LARGE = {
    "10 GB with a Content-Length": declared,
    "10 GB in chunks": chunked,
    "10 GB until the connection closes": until_closed,
    "a gzip bomb of 10 GB": bomb,
}


@pytest.mark.parametrize("values", ["[[]],", "[0],", "{},", '{"a":{}},', '"ab",', "0.5,"])
def test_decoded_values_take_at_most_40_times_their_size(values: str) -> None:
    content = f"[{values * (MIB // len(values))}0]".encode()
    call = READ.decode_as(list[Any])
    assert peak_of(lambda: call.decode(200, content)) < 40


@pytest.mark.parametrize(
    ("send", "case"),
    [*((send_sync, case) for case in LARGE), (send_async, "10 GB in chunks"), (send_trio, "10 GB in chunks")],
)
def test_large_response_is_not_read_to_the_end(case: str, send: Send, survived: Survived) -> None:
    def attempt() -> None:
        with pytest.raises(ResponseTooLargeError, match="exceeds 128 MiB and was not read to the end") as caught:
            send(server.origin, READ)
        assert caught.value.may_have_been_sent

    with raw_server(LARGE[case]) as server:
        peak = peak_of(attempt)
    assert len(server.requests) == 1
    assert server.sent < MAX_BYTES + SLACK
    assert peak < 2 * MAX_BYTES / MIB
    if send is send_sync:
        survived("Hostile servers are contained", case, f"`ResponseTooLargeError`, peak memory {peak:.0f} MiB")


def test_large_response_is_not_retried(clock: Clock) -> None:
    requests: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return httpx.Response(200, headers={"Content-Length": str(MAX_BYTES + 1)})

    with Prefect(API, transport=httpx.MockTransport(respond)) as prefect, pytest.raises(ResponseTooLargeError):
        prefect.send(READ)
    assert len(requests) == 1
    assert not clock.slept


def test_response_at_the_size_limit_is_read() -> None:
    content = b'"' + b"x" * (MAX_BYTES - 2) + b'"'
    with client(lambda _: httpx.Response(200, content=content)) as prefect:
        assert len(prefect.send_raw(READ).content) == MAX_BYTES


@pytest.mark.parametrize("length", [b"9" * 10_000, b"-1", b"x", b"\xb2"])
def test_invalid_content_length_raises(length: bytes) -> None:
    invalid = httpx.Response(200, headers=[(b"Content-Length", length)], stream=httpx.ByteStream(b"{}"))
    with client(lambda _: invalid) as prefect, pytest.raises((ResponseTooLargeError, DecodeError)):
        prefect.send(READ)


@pytest.mark.parametrize("coding", ["gzip, gzip", "gzip, gzip, gzip", "br", "zstd", "x" * 10_000])
def test_unrequested_content_encoding_is_rejected(coding: str, send: Send) -> None:
    content = gzip.compress(gzip.compress(b"[" * 1_000_000))
    with (
        raw_server(lambda _: [response(content, f"Content-Encoding: {coding}")]) as server,
        pytest.raises(ConnectionError, match="the response cannot be decompressed") as caught,
    ):
        send(server.origin, READ)
    assert len(str(caught.value)) < 500


def test_gzip_response_is_decompressed(send: Send) -> None:
    content = gzip.compress(json.dumps(flow_run(1)).encode())
    with raw_server(lambda _: [response(content, "Content-Encoding: gzip")]) as server:
        run: Any = send(server.origin, READ)
    assert run.name == "run-1"


# Slowness. Each response takes at least 60 s unless the client breaks off.


def drip(server: RawServer, before: bytes, part: bytes) -> Iterator[bytes]:
    yield before
    for _ in range(3000):
        if not server.wait(0.02):
            return
        yield part


def slow_body(server: RawServer) -> Iterable[bytes]:
    return drip(server, head("Content-Length: 1000000"), b" ")


def slow_head(server: RawServer) -> Iterable[bytes]:
    return drip(server, b"HTTP/1.1 200 OK\r\nX-Slow: ", b"x")


def early_hints(server: RawServer) -> Iterable[bytes]:
    return drip(server, b"", b"HTTP/1.1 103 Early Hints\r\n\r\n")


# The sync client cannot interrupt a read of the headers. httpx limits them to 100 KiB.
SLOW = [
    (send_sync, slow_body),
    *((send, slow) for send in (send_async, send_trio) for slow in (slow_body, slow_head, early_hints)),
]


@pytest.mark.parametrize(("send_call", "slow"), SLOW)
def test_slow_response_times_out(
    send_call: Send,
    slow: Callable[[RawServer], Iterable[bytes]],
    survived: Survived,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The read timeout stays at 10 s, because a busy machine may delay a single byte. Only the total limit is lowered.
    monkeypatch.setattr(limits, "_TOTAL_TIMEOUT_FACTOR", 0.1)
    message = "the response was not complete within 1 s, 0.1 times the timeout"
    with raw_server(slow) as server, pytest.raises(TimeoutError, match=message) as caught:
        send_call(server.origin, READ, 10)
    assert caught.value.may_have_been_sent
    if send_call is send_sync:
        survived("Hostile servers are contained", "one byte at a time", "`TimeoutError` after 10 times the timeout")


def test_total_time_is_unlimited_without_a_timeout(clock: Clock) -> None:
    def later() -> Iterator[bytes]:
        yield b"{"
        clock.now += 1e9
        yield b"}"

    class Stream(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            return later()

    def respond(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=Stream())

    with Prefect(API, transport=httpx.MockTransport(respond), retry=False, timeout=None) as prefect:
        assert prefect.send_raw(READ).content == b"{}"
    clock.now = 0
    with (
        Prefect(API, transport=httpx.MockTransport(respond), retry=False, timeout=60) as prefect,
        pytest.raises(TimeoutError, match="within 600 s, 10 times the timeout"),
    ):
        prefect.send_raw(READ)


def endless_headers(_server: RawServer) -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\n"
    for number in range(1_000_000):
        yield f"X-{number}: {'x' * 1000}\r\n".encode()


def test_endless_headers_raise(send: Send) -> None:
    with raw_server(endless_headers) as server, pytest.raises(ConnectionError, match="does not use HTTP"):
        send(server.origin, READ)
    assert server.sent < SLACK


MALFORMED = {
    "nothing": b"",
    "not HTTP": b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
    "incomplete headers": b"HTTP/1.1 200 OK\r\nContent-Le",
    "incomplete body": head("Content-Length: 100") + b"{",
    "invalid chunk size": head("Transfer-Encoding: chunked") + b"xyz\r\n{}",
    "two lengths": head("Content-Length: 1", "Content-Length: 2") + b"{}",
    "four-digit status": head(status="2000 OK") + b"{}",
    "broken compression": response(b"{}", "Content-Encoding: gzip"),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_malformed_response_raises_connection_error(case: str, send: Send) -> None:
    with raw_server(lambda _: [MALFORMED[case]]) as server, pytest.raises(ConnectionError) as caught:
        send(server.origin, READ)
    assert caught.value.may_have_been_sent


# Content


def variable(value: bytes) -> bytes:
    encoded = json.dumps({"id": str(RUN), "created": START.isoformat(), "updated": START.isoformat(), "name": "x"})
    return encoded[:-1].encode() + b', "value": ' + value + b"}"


CONTENTS: dict[str, tuple[bytes, str]] = {
    "lists, 100,000 deep": (b"[" * 100_000 + b"]" * 100_000, "recursion depth"),
    "objects, 100,000 deep": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "recursion depth"),
    "a number of 10,000 digits": (b"9" * 10_000, "Integer value out of range"),
    "a negative number of 10,000 digits": (b"-" + b"9" * 10_000, "Integer value out of range"),
    "a million digits": (b"9" * 1_000_000, "Integer value out of range"),
    "an exponent of 10,000 digits": (b"1e" + b"9" * 10_000, "Number out of range"),
    "invalid UTF-8": (b'"\xff\xfe"', "invalid"),
    "invalid UTF-8 in a key": (b'{"\xff": 1}', "invalid"),
    "a lone surrogate": (b'"\\ud800"', "incomplete response"),
    "NaN": (b"NaN", "malformed"),
    "an unterminated string": (b'"' + b"x" * 1_000_000, "incomplete response"),
}


@pytest.mark.parametrize("case", CONTENTS)
def test_undecodable_value_raises_a_short_decode_error(case: str) -> None:
    value, reason = CONTENTS[case]

    def attempt() -> None:
        with client(lambda _: httpx.Response(200, content=variable(value))) as prefect:
            with pytest.raises(DecodeError, match=f"(?i){reason}") as caught:
                prefect.send(VALUE)
            assert caught.value.path.startswith("$")
            assert len(str(caught.value)) < 1000
            with pytest.raises(DecodeError):
                prefect.send(flow_runs.count_flow_runs())

    assert peak_of(attempt) < 64


@pytest.mark.parametrize("case", CONTENTS)
def test_undecodable_detail_still_raises_the_status_error(case: str) -> None:
    content = b'{"detail": ' + CONTENTS[case][0] + b"}"
    with (
        client(lambda _: httpx.Response(422, content=content)) as prefect,
        pytest.raises(ValidationError, match="422 Unprocessable") as caught,
    ):
        prefect.send(VALUE)
    assert len(str(caught.value)) < 1000


def test_last_duplicate_key_wins() -> None:
    with client(lambda _: httpx.Response(200, content=variable(b'1, "value": {"a": 1, "a": 2}'))) as prefect:
        assert prefect.send(VALUE).value == {"a": 2}


def test_number_with_10_000_decimals_is_decoded() -> None:
    with client(lambda _: httpx.Response(200, content=variable(b"1." + b"9" * 10_000))) as prefect:
        assert prefect.send(VALUE).value == 2.0


@pytest.mark.parametrize(
    "detail", ["x" * 10_000_000, [{"loc": ["a"] * 100_000, "msg": "x" * 100_000}] * 10, ["x" * 1000] * 10_000]
)
def test_long_detail_is_truncated(detail: object) -> None:
    with client(lambda _: httpx.Response(404, json={"detail": detail})) as prefect, pytest.raises(NotFoundError) as got:
        prefect.send(READ)
    assert len(str(got.value)) < 3000


# Redirects and links


def test_redirect_loop_raises(send: Send, survived: Survived) -> None:
    with (
        raw_server(lambda _: [response(b"", "Location: /around", status="307 Temporary Redirect")]) as server,
        pytest.raises(StatusError, match=r"a redirect to /around. The client follows at most 5 redirects"),
    ):
        send(server.origin, READ)
    assert len(server.requests) == 6
    if send is send_sync:
        survived("Hostile servers are contained", "a redirect loop", "`StatusError` after 6 requests")


ELSEWHERE = ["file:///etc/passwd", "http://127.0.0.1:{port}/admin", "ftp://127.0.0.1:{port}/", "http://[", "//{port}"]


@pytest.mark.parametrize("location", [*ELSEWHERE, "x" * 100_000, "http://x:99999999/", "\x7f", "data:,x"])
def test_redirect_to_another_origin_is_not_followed(location: str) -> None:
    urls: list[httpx.URL] = []

    def respond(request: httpx.Request) -> httpx.Response:
        urls.append(request.url)
        return httpx.Response(307, headers={"Location": location.format(port=9)})

    with client(respond) as prefect, pytest.raises(StatusError) as caught:
        prefect.send(READ)
    assert {url.host for url in urls} == {"prefect.test"}
    assert {url.scheme for url in urls} == {"http"}
    assert len(str(caught.value)) < 1000


@pytest.mark.parametrize("next_page", ELSEWHERE)
@pytest.mark.parametrize("query", ["", "?page-token=T"])
def test_next_page_at_another_origin_is_not_requested(next_page: str, query: str) -> None:
    with raw_server(lambda _: [response(b"private")]) as admin:
        port = admin.origin.rpartition(":")[2]
        urls: list[httpx.URL] = []

        def respond(request: httpx.Request) -> httpx.Response:
            urls.append(request.url)
            page = {"events": [event(1)], "total": 2, "next_page": next_page.format(port=port) + query}
            return httpx.Response(200, json=page)

        with client(respond) as prefect, pytest.raises(DecodeError, match=r"\$\.next_page: Expected"):
            list(prefect.events.list())
        assert {(url.scheme, url.host) for url in urls} == {("http", "prefect.test")}
        assert not admin.requests


# Retry-After


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [("99999", 0), ("9" * 10_000, 0), ("Fri, 31 Dec 9999 23:59:59 GMT", 0), ("-1", 300), ("x", 300), ("nan", 300)],
)
def test_retry_after_never_exceeds_the_deadline(
    retry_after: str, seconds: float, clock: Clock, survived: Survived
) -> None:
    numbers = count()

    def respond(_: httpx.Request) -> httpx.Response:
        next(numbers)
        return httpx.Response(429, headers={"Retry-After": retry_after})

    with Prefect(API, transport=httpx.MockTransport(respond)) as prefect, pytest.raises(RateLimitError):
        prefect.send(READ)
    assert next(numbers) <= 20
    assert seconds - 30 <= sum(clock.slept) <= seconds
    if retry_after == "99999":
        survived("Hostile servers are contained", "Retry-After: 99999", "`RateLimitError` without a wait")


def test_endless_maintenance_is_retried_until_the_deadline(clock: Clock) -> None:
    def respond(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"Prefect-Maintenance": "true", "Retry-After": "0"}, json={})

    with Prefect(API, transport=httpx.MockTransport(respond)) as prefect, pytest.raises(PrefectHTTPError):
        prefect.send(READ)
    assert sum(clock.slept) <= 300


# Pages


def event(number: int, occurred: datetime = START) -> dict[str, Any]:
    return {
        "id": str(UUID(int=number)),
        "occurred": occurred.isoformat(),
        "received": occurred.isoformat(),
        "event": "x",
        "resource": {"prefect.resource.id": "x"},
    }


def log(number: int, timestamp: datetime) -> dict[str, Any]:
    return {
        "id": str(UUID(int=number)),
        "created": START.isoformat(),
        "updated": START.isoformat(),
        "name": "x",
        "level": 20,
        "message": "x",
        "timestamp": timestamp.isoformat(),
    }


def task_run(number: int, expected: datetime) -> dict[str, Any]:
    return flow_run(number, expected) | {"task_key": "t", "dynamic_key": "0"}


@dataclass(frozen=True)
class Listed:
    """A listing and how to make its rows."""

    start: Callable[[Prefect], Iterable[Any]]
    row: Callable[[int, datetime], dict[str, Any]]
    newest_first: bool = False
    by_position: bool = False
    events: bool = False

    def page(self, first: int, rows: int = 20) -> list[dict[str, Any]]:
        """Return a page of *rows*, a minute apart, in the order of the listing."""
        minutes = range(first, first + rows)
        page = [self.row(minute + 1, START + timedelta(minutes=minute)) for minute in minutes]
        return page[::-1] if self.newest_first else page


LISTINGS = {
    "flow runs, oldest first": Listed(lambda prefect: prefect.flow_runs.list(sort="EXPECTED_START_TIME_ASC"), flow_run),
    "flow runs, newest first": Listed(
        lambda prefect: prefect.flow_runs.list(sort="EXPECTED_START_TIME_DESC"), flow_run, newest_first=True
    ),
    "flow runs, by name": Listed(lambda prefect: prefect.flow_runs.list(sort="NAME_ASC"), flow_run, by_position=True),
    "task runs": Listed(lambda prefect: prefect.task_runs.list(sort="EXPECTED_START_TIME_ASC"), task_run),
    "logs": Listed(lambda prefect: prefect.logs.list(), log),
    "logs, newest first": Listed(lambda prefect: prefect.logs.list(sort="TIMESTAMP_DESC"), log, newest_first=True),
    "events": Listed(lambda prefect: prefect.events.list(), event, newest_first=True, events=True),
    "events, oldest first": Listed(lambda prefect: prefect.events.list(order="ASC"), event, events=True),
    "events by tokens": Listed(
        lambda prefect: prefect.events.list(where={"resource": {"distinct": True}}),
        event,
        newest_first=True,
        by_position=True,
        events=True,
    ),
}


class Pages:
    """Stub server that responds with one page after the other and ignores the request."""

    def __init__(self, listed: Listed, pages: Iterable[list[dict[str, Any]]]) -> None:
        self._listed = listed
        self._pages = iter(pages)
        self.requests = 0

    def __call__(self, _: httpx.Request) -> httpx.Response:
        self.requests += 1
        # Stops an endless listing.
        assert self.requests < 10 * MAX_STALE_PAGES
        page: object = next(self._pages)
        if self._listed.events:
            page = {"events": page, "total": 1_000_000, "next_page": f"http://x.test/?page-token={self.requests}"}
        return httpx.Response(200, json=page)


@pytest.mark.parametrize("name", LISTINGS)
@pytest.mark.parametrize("pages", [1, 2, 3])
def test_repeated_pages_end_the_listing_without_duplicates(name: str, pages: int, survived: Survived) -> None:
    listed = LISTINGS[name]
    respond = Pages(listed, cycle([listed.page(20 * number) for number in range(pages)]))
    found: list[UUID] = []
    with client(respond) as prefect, pytest.raises(DecodeError, match=r"\$[.a-z]*: Expected (new )?rows"):
        found.extend(row.id for row in listed.start(prefect))
    assert len(found) == len(set(found))
    assert respond.requests <= (MAX_STALE_PAGES + 10 if listed.by_position else 2 * pages + 1)
    if name == "flow runs, by name" and pages == 1:
        survived(
            "Hostile servers are contained", "the same page repeated", f"`DecodeError` after {respond.requests} pages"
        )


@pytest.mark.parametrize("name", LISTINGS)
def test_endless_pages_are_fetched_lazily_and_not_kept(name: str) -> None:
    listed = LISTINGS[name]
    numbers = range(10_000, 0, -1) if listed.newest_first else range(10_000)
    respond = Pages(listed, (listed.page(20 * number) for number in numbers))

    def iterate() -> None:
        with client(respond) as prefect:
            for _ in zip(range(20 * 100), listed.start(prefect), strict=False):
                pass

    peak = peak_of(iterate)
    # In listings by position, a page that does not start with the last row of the previous one is fetched again.
    assert respond.requests <= 100 * (1 + listed.by_position) + 3
    assert peak < 4


def test_row_without_a_time_after_others_does_not_repeat_them() -> None:
    row = flow_run(3, None)
    pages = [[*LISTINGS["flow runs, oldest first"].page(0, 2), row], []]
    with client(lambda _: httpx.Response(200, json=pages.pop(0))) as prefect:
        found = [run.id.int for run in prefect.flow_runs.list(sort="EXPECTED_START_TIME_ASC")]
    assert found == [1, 2, 3]


def test_first_row_with_a_time_without_timezone_raises() -> None:
    row = flow_run(1) | {"expected_start_time": "2026-01-31T08:00:00"}
    with (
        client(lambda _: httpx.Response(200, json=[row])) as prefect,
        pytest.raises(DecodeError, match="Expected times with a timezone"),
    ):
        prefect.flow_runs.list(sort="EXPECTED_START_TIME_ASC").first()


def test_waiting_rejects_a_run_with_another_id(clock: Clock) -> None:
    numbers = count()

    def respond(request: httpx.Request) -> httpx.Response:
        assert next(numbers) < 100
        return httpx.Response(200, json=[] if request.method == "POST" else flow_run(7))

    with client(respond) as prefect:
        for ids in ([RUN], [RUN, UUID(int=5)]):
            with pytest.raises(WaitTimeoutError, match=r"\$\.id: Expected 00000000-"):
                prefect.flow_runs.wait_many(ids, timeout=5)
