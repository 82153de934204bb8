"""A server that wants to do harm: whatever it sends, the caller gets an error of the tree, in bounded time and memory.

The servers are the test's own, on loopback; each ends by itself, so that a client without bounds fails and does not
hang.
"""

import asyncio
import gzip
import json
import tracemalloc
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count, cycle
from typing import Any
from uuid import UUID

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
    RetryPolicy,
    StatusError,
    TimeoutError,  # noqa: A004  # the package's own
    ValidationError,
)
from prefect_http._http import limits
from prefect_http._http.limits import MAX_BYTES
from prefect_http._pagination.pager import MAX_STALE_PAGES
from prefect_http_api import Call, flow_runs, variables
from tests.resilience.hostile import Hostile, chunk, head, hostile, whole
from tests.support.clock import Clock
from tests.support.stub import API, RUN, START, client, flow_run

MIB = 1 << 20
SLACK = 16 * MIB
"""What the system's buffers hold beside what the client has read."""

READ = flow_runs.read_flow_run(RUN)
VALUE = variables.read_variable_by_name("x")

Survived = Callable[[str, str, str], None]
Ask = Callable[[str, Call[Any]], object]


def ask_sync(api_url: str, call: Call[Any], timeout: float | None = 10) -> object:
    with Prefect(api_url, retry=False, timeout=timeout) as prefect:
        return prefect.send(call)


def ask_async(api_url: str, call: Call[Any], timeout: float | None = 10) -> object:
    async def ask() -> object:
        async with AsyncPrefect(api_url, retry=False, timeout=timeout) as prefect:
            return await prefect.send(call)

    return asyncio.run(ask())


CLIENTS = [ask_sync, ask_async]


@pytest.fixture(params=CLIENTS, ids=["sync", "async"])
def ask(request: pytest.FixtureRequest) -> Callable[..., object]:
    chosen: Callable[..., object] = request.param
    return chosen


def peak_of(action: Callable[[], object]) -> float:
    """Return the MiB that *action* takes at its peak."""
    tracemalloc.start()
    try:
        action()
        return tracemalloc.get_traced_memory()[1] / MIB
    finally:
        tracemalloc.stop()


# What is too large.


def declared(_server: Hostile) -> Iterator[bytes]:
    yield head("Content-Length: 10000000000")
    for _ in range(10_000):
        yield b" " * 1_000_000


def chunked(_server: Hostile) -> Iterator[bytes]:
    yield head("Transfer-Encoding: chunked")
    for _ in range(10_000):
        yield chunk(b" " * 1_000_000)


def until_it_closes(_server: Hostile) -> Iterator[bytes]:
    yield head()
    for _ in range(10_000):
        yield b" " * 1_000_000


def bomb(_server: Hostile) -> Iterator[bytes]:
    """10 GB of spaces, which are 10 MB when packed."""
    packing = zlib.compressobj(wbits=31)
    yield head("Transfer-Encoding: chunked", "Content-Encoding: gzip")
    # What follows a full flush depends on nothing before it.
    yield chunk(packing.compress(b"") + packing.flush(zlib.Z_FULL_FLUSH))
    million = packing.compress(b" " * 1_000_000) + packing.flush(zlib.Z_FULL_FLUSH)
    for _ in range(10_000):
        yield chunk(million)


LARGE = {
    "10 GB, declared": declared,
    "10 GB, chunked": chunked,
    "10 GB, until it closes": until_it_closes,
    "a gzip bomb of 10 GB": bomb,
}


@pytest.mark.parametrize(("ask", "case"), [*((ask_sync, case) for case in LARGE), (ask_async, "10 GB, chunked")])
def test_what_is_too_large_is_not_read_to_its_end(case: str, ask: Callable[..., object], survived: Survived) -> None:
    def attempt() -> None:
        with pytest.raises(ResponseTooLargeError, match="exceeds 128 MiB and was not read to the end") as caught:
            ask(server.origin, READ)
        assert caught.value.may_have_been_sent

    with hostile(LARGE[case]) as server:
        peak = peak_of(attempt)
    assert len(server.requests) == 1
    assert server.sent < MAX_BYTES + SLACK
    assert peak < 2 * MAX_BYTES / MIB
    if ask is ask_sync:
        survived("A hostile server can't hurt", case, f"ResponseTooLargeError at a peak of {peak:.0f} MiB")


def test_what_is_too_large_is_not_asked_for_again(clock: Clock) -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, headers={"Content-Length": str(MAX_BYTES + 1)})

    with Prefect(API, transport=httpx.MockTransport(answer)) as prefect, pytest.raises(ResponseTooLargeError):
        prefect.send(READ)
    assert len(asked) == 1
    assert not clock.slept


def test_what_is_just_not_too_large_is_read() -> None:
    content = b'"' + b"x" * (MAX_BYTES - 2) + b'"'
    with client(lambda _: httpx.Response(200, content=content)) as prefect:
        assert len(prefect.send_raw(READ).content) == MAX_BYTES


@pytest.mark.parametrize("length", [b"9" * 10_000, b"-1", b"x", b"\xb2"])
def test_a_length_that_is_none(length: bytes) -> None:
    answer = httpx.Response(200, headers=[(b"Content-Length", length)], stream=httpx.ByteStream(b"{}"))
    with client(lambda _: answer) as prefect, pytest.raises((ResponseTooLargeError, DecodeError)):
        prefect.send(READ)


@pytest.mark.parametrize("coding", ["gzip, gzip", "gzip, gzip, gzip", "br", "zstd", "x" * 10_000])
def test_what_is_packed_as_nobody_asked_for_is_not_unpacked(coding: str, ask: Callable[..., object]) -> None:
    content = gzip.compress(gzip.compress(b"[" * 1_000_000))
    with (
        hostile(lambda _: [whole(content, f"Content-Encoding: {coding}")]) as server,
        pytest.raises(ConnectionError, match="compression of the response is invalid") as caught,
    ):
        ask(server.origin, READ)
    assert len(str(caught.value)) < 500


def test_what_is_packed_once_is_unpacked(ask: Callable[..., object]) -> None:
    content = gzip.compress(json.dumps(flow_run(1)).encode())
    with hostile(lambda _: [whole(content, "Content-Encoding: gzip")]) as server:
        run: Any = ask(server.origin, READ)
    assert run.name == "run-1"


# What is too slow. It takes 60 s at least, unless it is broken off.


def drip(server: Hostile, before: bytes, part: bytes) -> Iterator[bytes]:
    yield before
    for _ in range(3000):
        if not server.wait(0.02):
            return
        yield part


def slow_body(server: Hostile) -> Iterable[bytes]:
    return drip(server, head("Content-Length: 1000000"), b" ")


def slow_head(server: Hostile) -> Iterable[bytes]:
    return drip(server, b"HTTP/1.1 200 OK\r\nX-Slow: ", b"x")


def early_hints(server: Hostile) -> Iterable[bytes]:
    return drip(server, b"", b"HTTP/1.1 103 Early Hints\r\n\r\n")


# A thread that waits for an answer to begin can be ended by nobody; httpx reads 100 KiB of a head at most.
SLOW = [(ask_sync, slow_body), (ask_async, slow_body), (ask_async, slow_head), (ask_async, early_hints)]


@pytest.mark.parametrize(("ask_it", "slow"), SLOW)
def test_what_comes_byte_by_byte_is_broken_off(
    ask_it: Callable[..., object],
    slow: Callable[[Hostile], Iterable[bytes]],
    survived: Survived,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # On a machine that is busy, the next byte may take a while; ten times that would be long.
    monkeypatch.setattr(limits, "_TOTAL_TIMEOUT_FACTOR", 0.1)
    message = "the response was not complete within 1 s, 0.1 times the timeout"
    with hostile(slow) as server, pytest.raises(TimeoutError, match=message) as caught:
        ask_it(server.origin, READ, 10)
    assert caught.value.may_have_been_sent
    if ask_it is ask_sync:
        survived("A hostile server can't hurt", "a byte now and then", "TimeoutError after 10 times the timeout")


def test_without_a_timeout_nothing_is_broken_off(clock: Clock) -> None:
    def later() -> Iterator[bytes]:
        yield b"{"
        clock.now += 1e9
        yield b"}"

    class Stream(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            return later()

    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=Stream())

    with Prefect(API, transport=httpx.MockTransport(answer), retry=False, timeout=None) as prefect:
        assert prefect.send_raw(READ).content == b"{}"
    clock.now = 0
    with (
        Prefect(API, transport=httpx.MockTransport(answer), retry=False, timeout=60) as prefect,
        pytest.raises(TimeoutError, match="within 600 s, 10 times the timeout"),
    ):
        prefect.send_raw(READ)


def endless_head(_server: Hostile) -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\n"
    for number in range(1_000_000):
        yield f"X-{number}: {'x' * 1000}\r\n".encode()


def test_a_head_without_end(ask: Callable[..., object]) -> None:
    with hostile(endless_head) as server, pytest.raises(ConnectionError, match="does not use HTTP"):
        ask(server.origin, READ)
    assert server.sent < SLACK


RUBBISH = {
    "nothing": b"",
    "no HTTP": b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
    "half a head": b"HTTP/1.1 200 OK\r\nContent-Le",
    "half a body": head("Content-Length: 100") + b"{",
    "a chunk of no size": head("Transfer-Encoding: chunked") + b"xyz\r\n{}",
    "two lengths": head("Content-Length: 1", "Content-Length: 2") + b"{}",
    "a status of four digits": head(status="2000 OK") + b"{}",
    "broken compression": whole(b"{}", "Content-Encoding: gzip"),
}


@pytest.mark.parametrize("case", RUBBISH)
def test_what_is_no_answer(case: str, ask: Callable[..., object]) -> None:
    with hostile(lambda _: [RUBBISH[case]]) as server, pytest.raises(ConnectionError) as caught:
        ask(server.origin, READ)
    assert caught.value.may_have_been_sent


# What is in the answer.


def variable(value: bytes) -> bytes:
    written = json.dumps({"id": str(RUN), "created": START.isoformat(), "updated": START.isoformat(), "name": "x"})
    return written[:-1].encode() + b', "value": ' + value + b"}"


CONTENTS: dict[str, tuple[bytes, str]] = {
    "lists, 100,000 deep": (b"[" * 100_000 + b"]" * 100_000, "recursion depth"),
    "objects, 100,000 deep": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "recursion depth"),
    "a number of 10,000 digits": (b"9" * 10_000, "Integer value out of range"),
    "one below zero": (b"-" + b"9" * 10_000, "Integer value out of range"),
    "a million digits": (b"9" * 1_000_000, "Integer value out of range"),
    "an exponent of 10,000 digits": (b"1e" + b"9" * 10_000, "Number out of range"),
    "invalid UTF-8": (b'"\xff\xfe"', "invalid"),
    "invalid UTF-8 in a key": (b'{"\xff": 1}', "invalid"),
    "half a character": (b'"\\ud800"', "incomplete response"),
    "a number that is none": (b"NaN", "malformed"),
    "a text without end": (b'"' + b"x" * 1_000_000, "incomplete response"),
}


@pytest.mark.parametrize("case", CONTENTS)
def test_what_cannot_be_read_is_an_error_that_can_be(case: str) -> None:
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
def test_the_same_where_the_server_says_no(case: str) -> None:
    content = b'{"detail": ' + CONTENTS[case][0] + b"}"
    with (
        client(lambda _: httpx.Response(422, content=content)) as prefect,
        pytest.raises(ValidationError, match="422 Unprocessable") as caught,
    ):
        prefect.send(VALUE)
    assert len(str(caught.value)) < 1000


def test_of_keys_that_are_there_twice_the_last_one_counts() -> None:
    with client(lambda _: httpx.Response(200, content=variable(b'1, "value": {"a": 1, "a": 2}'))) as prefect:
        assert prefect.send(VALUE).value == {"a": 2}


def test_a_number_of_many_digits_behind_the_point_is_one() -> None:
    with client(lambda _: httpx.Response(200, content=variable(b"1." + b"9" * 10_000))) as prefect:
        assert prefect.send(VALUE).value == 2.0


@pytest.mark.parametrize(
    "detail", ["x" * 10_000_000, [{"loc": ["a"] * 100_000, "msg": "x" * 100_000}] * 10, ["x" * 1000] * 10_000]
)
def test_what_it_says_without_end_is_not_told_without_end(detail: object) -> None:
    with client(lambda _: httpx.Response(404, json={"detail": detail})) as prefect, pytest.raises(NotFoundError) as got:
        prefect.send(READ)
    assert len(str(got.value)) < 3000


# Where it points to.


def test_a_loop_of_redirects(ask: Callable[..., object], survived: Survived) -> None:
    with (
        hostile(lambda _: [whole(b"", "Location: /around", status="307 Temporary Redirect")]) as server,
        pytest.raises(StatusError, match=r"a redirect to /around. Only a few redirects are followed"),
    ):
        ask(server.origin, READ)
    assert len(server.requests) == 6
    if ask is ask_sync:
        survived("A hostile server can't hurt", "a loop of redirects", "StatusError after 6 requests")


ELSEWHERE = ["file:///etc/passwd", "http://127.0.0.1:{port}/admin", "ftp://127.0.0.1:{port}/", "http://[", "//{port}"]


@pytest.mark.parametrize("location", [*ELSEWHERE, "x" * 100_000, "http://x:99999999/", "\x7f", "data:,x"])
def test_a_redirect_that_leads_elsewhere_is_not_followed(location: str) -> None:
    asked: list[httpx.URL] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url)
        return httpx.Response(307, headers={"Location": location.format(port=9)})

    with client(answer) as prefect, pytest.raises(StatusError) as caught:
        prefect.send(READ)
    assert {url.host for url in asked} == {"prefect.test"}
    assert {url.scheme for url in asked} == {"http"}
    assert len(str(caught.value)) < 1000


@pytest.mark.parametrize("next_page", ELSEWHERE)
@pytest.mark.parametrize("query", ["", "?page-token=T"])
def test_a_next_page_elsewhere_is_not_asked_for_there(next_page: str, query: str) -> None:
    with hostile(lambda _: [whole(b"the admin's own")]) as admin:
        port = admin.origin.rpartition(":")[2]
        asked: list[httpx.URL] = []

        def answer(request: httpx.Request) -> httpx.Response:
            asked.append(request.url)
            page = {"events": [event(1)], "total": 2, "next_page": next_page.format(port=port) + query}
            return httpx.Response(200, json=page)

        with client(answer) as prefect, pytest.raises(DecodeError, match=r"\$\.next_page: "):
            list(prefect.events.list())
        assert {(url.scheme, url.host) for url in asked} == {("http", "prefect.test")}
        assert not admin.requests


# When to come back.


@pytest.mark.parametrize("retry_after", ["99999", "9" * 10_000, "Fri, 31 Dec 9999 23:59:59 GMT", "-1", "x", "nan"])
def test_it_is_not_waited_for_longer_than_the_policy_has_it(retry_after: str, clock: Clock, survived: Survived) -> None:
    asked = count()

    def answer(_: httpx.Request) -> httpx.Response:
        next(asked)
        return httpx.Response(429, headers={"Retry-After": retry_after})

    policy = RetryPolicy()
    with Prefect(API, transport=httpx.MockTransport(answer)) as prefect, pytest.raises(RateLimitError):
        prefect.send(READ)
    assert next(asked) <= policy.attempts
    assert max(clock.slept) <= policy.retry_after_max
    assert sum(clock.slept) <= (policy.timeout or 0)
    if retry_after == "99999":
        survived("A hostile server can't hurt", "Retry-After: 99999", f"RateLimitError after {sum(clock.slept):.0f} s")


def test_maintenance_without_end_is_waited_for_until_the_deadline(clock: Clock) -> None:
    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"Prefect-Maintenance": "true", "Retry-After": "0"}, json={})

    with Prefect(API, transport=httpx.MockTransport(answer)) as prefect, pytest.raises(PrefectHTTPError):
        prefect.send(READ)
    assert sum(clock.slept) <= 300


# Pages.


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
    """A listing, and what a row of it is."""

    start: Callable[[Prefect], Iterable[Any]]
    row: Callable[[int, datetime], dict[str, Any]]
    newest_first: bool = False
    by_position: bool = False
    events: bool = False

    def page(self, first: int, rows: int = 20) -> list[dict[str, Any]]:
        """Return *rows*, each of a minute of its own, in the order of the listing."""
        minutes = range(first, first + rows)
        page = [self.row(minute + 1, START + timedelta(minutes=minute)) for minute in minutes]
        return page[::-1] if self.newest_first else page


LISTINGS = {
    "flow runs, oldest first": Listed(lambda one: one.flow_runs.list(sort="EXPECTED_START_TIME_ASC"), flow_run),
    "flow runs, newest first": Listed(
        lambda one: one.flow_runs.list(sort="EXPECTED_START_TIME_DESC"), flow_run, newest_first=True
    ),
    "flow runs, by name": Listed(lambda one: one.flow_runs.list(sort="NAME_ASC"), flow_run, by_position=True),
    "task runs": Listed(lambda one: one.task_runs.list(sort="EXPECTED_START_TIME_ASC"), task_run),
    "logs": Listed(lambda one: one.logs.list(), log),
    "logs, newest first": Listed(lambda one: one.logs.list(sort="TIMESTAMP_DESC"), log, newest_first=True),
    "events": Listed(lambda one: one.events.list(), event, newest_first=True, events=True),
    "events, oldest first": Listed(lambda one: one.events.list(order="ASC"), event, events=True),
    "events by tokens": Listed(
        lambda one: one.events.list(filter={"resource": {"distinct": True}}),
        event,
        newest_first=True,
        by_position=True,
        events=True,
    ),
}


class Pages:
    """Answers one page after the other, whatever it is asked for."""

    def __init__(self, listed: Listed, pages: Iterable[list[dict[str, Any]]]) -> None:
        self._listed = listed
        self._pages = iter(pages)
        self.asked = 0

    def __call__(self, _: httpx.Request) -> httpx.Response:
        self.asked += 1
        # A listing without an end fails, instead of going on.
        assert self.asked < 10 * MAX_STALE_PAGES
        page: object = next(self._pages)
        if self._listed.events:
            page = {"events": page, "total": 1_000_000, "next_page": f"http://x.test/?page-token={self.asked}"}
        return httpx.Response(200, json=page)


@pytest.mark.parametrize("name", LISTINGS)
@pytest.mark.parametrize("pages", [1, 2, 3])
def test_pages_that_repeat_come_to_an_end_and_no_row_comes_twice(name: str, pages: int, survived: Survived) -> None:
    listed = LISTINGS[name]
    answer = Pages(listed, cycle([listed.page(20 * number) for number in range(pages)]))
    found: list[UUID] = []
    with client(answer) as prefect, pytest.raises(DecodeError, match=r"\$[.a-z]*: Expected rows"):
        found.extend(row.id for row in listed.start(prefect))
    assert len(found) == len(set(found))
    assert answer.asked <= (MAX_STALE_PAGES + 10 if listed.by_position else 2 * pages + 1)
    if name == "flow runs, by name" and pages == 1:
        survived("A hostile server can't hurt", "one page, again and again", f"DecodeError after {answer.asked} pages")


@pytest.mark.parametrize("name", LISTINGS)
def test_pages_without_end_are_asked_for_as_they_are_wanted_and_not_kept(name: str) -> None:
    listed = LISTINGS[name]
    numbers = range(10_000, 0, -1) if listed.newest_first else range(10_000)
    answer = Pages(listed, (listed.page(20 * number) for number in numbers))

    def walk() -> None:
        with client(answer) as prefect:
            for _ in zip(range(20 * 100), listed.start(prefect), strict=False):
                pass

    peak = peak_of(walk)
    # By position, a page that does not begin with the last row of the one before is asked for once more.
    assert answer.asked <= 100 * (1 + listed.by_position) + 3
    assert peak < 4


def test_rows_without_an_instant_behind_others_do_not_bring_them_again() -> None:
    row = flow_run(3, None)
    pages = [[*LISTINGS["flow runs, oldest first"].page(0, 2), row], []]
    with client(lambda _: httpx.Response(200, json=pages.pop(0))) as prefect:
        found = [run.id.int for run in prefect.flow_runs.list(sort="EXPECTED_START_TIME_ASC")]
    assert found == [1, 2, 3]


def test_the_first_row_of_a_page_that_makes_no_sense() -> None:
    row = flow_run(1) | {"expected_start_time": "2026-01-31T08:00:00"}
    with (
        client(lambda _: httpx.Response(200, json=[row])) as prefect,
        pytest.raises(DecodeError, match="Expected times with a timezone"),
    ):
        prefect.flow_runs.list(sort="EXPECTED_START_TIME_ASC").first()


def test_another_run_than_the_one_that_is_waited_for() -> None:
    asked = count()

    def answer(request: httpx.Request) -> httpx.Response:
        assert next(asked) < 100
        return httpx.Response(200, json=[] if request.method == "POST" else flow_run(7))

    with client(answer) as prefect:
        for ids in ([RUN], [RUN, UUID(int=5)]):
            with pytest.raises(DecodeError, match=r"\$\.id: Expected 11111111-"):
                prefect.flow_runs.wait_many(ids, timeout=5)
