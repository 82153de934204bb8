"""Limits of Prefect Cloud on rates, sizes and offsets, against stub servers."""

import json
import math
import time
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import anyio
import httpx
import pytest

from prefect_http import (
    AsyncPrefect,
    Prefect,
    RateLimitError,
    StatusError,
    TriggerRow,
    ValidationError,
    WaitTimeoutError,
)
from prefect_http._http.retry import RetryPolicy
from prefect_http_api import Call, Operation, flow_runs
from prefect_http_api.requests import Event, LogCreate
from tests.resilience.raw_server import raw_server, response
from tests.support.clock import Clock
from tests.support.cloud import CloudStandIn
from tests.support.stub import API, RUN, START, flow_run
from tests.support.transports import AsyncPatientTransport

pytestmark = pytest.mark.every_python

CLOUD = f"https://api.prefect.cloud/api/accounts/{UUID(int=1)}/workspaces/{UUID(int=2)}"
MEBIBYTE = 2**20
Handler = Callable[[httpx.Request], httpx.Response]


def client(handler: Handler, url: str = CLOUD, **options: Any) -> Prefect:
    return Prefect(url, transport=httpx.MockTransport(handler), **options)


def async_client(handler: Handler, url: str = CLOUD, **options: Any) -> AsyncPrefect:
    return AsyncPrefect(url, transport=httpx.MockTransport(handler), **options)


def lines(count: int, size: int = 0) -> list[LogCreate]:
    return [{"name": "n", "level": 20, "message": f"{n}{'x' * size}", "timestamp": START} for n in range(count)]


def event(number: int, size: int = 0) -> Event:
    payload = {"n": number, "text": "x" * size}
    return {
        "event": "e",
        "id": UUID(int=number),
        "occurred": START,
        "resource": {"prefect.resource.id": "r"},
        "payload": payload,
    }


# Rates


class Bucket:
    """Stub server that accepts 2,000 rows per minute, and rejects the rest with the seconds until the next minute."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.started = clock.now
        self.minute = 0
        self.room = 2000
        self.rows: list[dict[str, Any]] = []
        self.sizes: list[int] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        rows = json.loads(request.content)
        minute, second = divmod(self.clock.now - self.started, 60)
        if minute > self.minute:
            self.minute, self.room = int(minute), 2000
        if len(rows) > self.room:
            detail = {"detail": "Orchestration API rate limit reached"}
            return httpx.Response(429, headers={"Retry-After": f"{60 - second:.1f}"}, json=detail)
        self.room -= len(rows)
        self.rows += rows
        self.sizes.append(len(rows))
        return httpx.Response(202)


def test_lines_beyond_the_rate_limit_are_written_within_minutes(clock: Clock) -> None:
    bucket = Bucket(clock)
    with client(bucket) as prefect:
        prefect.logs.create(lines(10_000))
    assert [row["message"] for row in bucket.rows] == [str(n) for n in range(10_000)]
    assert max(bucket.sizes) == 500
    assert 240 <= sum(clock.slept) <= 300


@pytest.mark.anyio
async def test_events_beyond_the_rate_limit_are_emitted_within_minutes(clock: Clock) -> None:
    bucket = Bucket(clock)
    async with async_client(bucket) as prefect:
        await prefect.events.emit_many(event(n) for n in range(5_000))
    assert [row["payload"]["n"] for row in bucket.rows] == list(range(5_000))
    assert 120 <= sum(clock.slept) <= 150


def test_upload_outlasts_the_deadline_of_a_request(clock: Clock) -> None:
    bucket = Bucket(clock)
    with client(bucket, retry=RetryPolicy(timeout=80)) as prefect:
        prefect.logs.create(lines(6_000))
    assert len(bucket.rows) == 6_000
    assert sum(clock.slept) > 80


def test_other_servers_get_larger_batches(clock: Clock) -> None:
    bucket = Bucket(clock)
    with client(bucket, API) as prefect:
        prefect.logs.create(lines(1_500))
    assert bucket.sizes == [1000, 500]


def limited(_request: httpx.Request) -> httpx.Response:
    detail = {"detail": "Orchestration API rate limit reached"}
    return httpx.Response(429, headers={"Retry-After": "60"}, json=detail)


@pytest.mark.parametrize(
    ("send", "what"),
    [
        (lambda prefect: prefect.flow_runs.get(RUN), "requests"),
        (lambda prefect: prefect.variables.create(name="n", value=1), "requests"),
        (lambda prefect: prefect.logs.create(lines(1)), "log lines and events"),
        (lambda prefect: prefect.events.emit("e", {"prefect.resource.id": "r"}), "log lines and events"),
        (lambda prefect: prefect.request("POST", "/logs/", json=[]), "log lines and events"),
    ],
)
def test_error_says_how_long_a_request_was_retried(clock: Clock, send: Callable[[Prefect], object], what: str) -> None:
    with client(limited, retry=RetryPolicy(wait_jitter=0)) as prefect, pytest.raises(RateLimitError) as caught:
        send(prefect)
    assert str(caught.value).endswith(
        "Orchestration API rate limit reached. Retried for 300 s. The server asks to wait 60 s. "
        f"Prefect Cloud limits the {what} of an account per minute, from all its clients together: "
        "send fewer, or try again later."
    )
    assert clock.slept == [60] * 5


def test_error_of_another_server_does_not_mention_cloud(clock: Clock) -> None:
    with client(limited, API, retry=False) as prefect, pytest.raises(RateLimitError) as caught:
        prefect.flow_runs.get(RUN)
    assert str(caught.value).endswith(
        "rate limit reached. The server asks to wait 60 s. Send fewer requests, or try again later."
    )
    assert not clock.slept


WAITS: dict[str, Callable[[Prefect, float | None], object]] = {
    "wait": lambda prefect, timeout: prefect.flow_runs.wait(RUN, timeout=timeout),
    "wait_many": lambda prefect, timeout: prefect.flow_runs.wait_many([RUN], timeout=timeout),
    "follow_logs": lambda prefect, timeout: list(prefect.flow_runs.follow_logs(RUN, timeout=timeout)),
    "trigger": lambda prefect, timeout: prefect.deployments.trigger(RUN, wait=True, timeout=timeout),
}


class Minutes:
    """Stub server that rejects all requests until *minutes* have passed. Then the run has finished.

    A deployment can be read and triggered regardless of the limit.
    """

    def __init__(self, clock: Clock, minutes: float) -> None:
        self.clock, self.until = clock, clock.now + 60 * minutes

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/create_flow_run"):
            return httpx.Response(201, json=flow_run(1))
        if "/deployments/" in request.url.path:
            names = {"id": str(RUN), "name": "d", "flow_id": str(RUN), "created": None, "updated": None}
            return httpx.Response(200, json=names)
        if self.clock.now < self.until:
            return limited(request)
        if request.url.path.endswith("/logs/filter"):
            return httpx.Response(200, json=[])
        return httpx.Response(200, json=flow_run(1) | {"state_type": "COMPLETED", "end_time": START.isoformat()})


@pytest.mark.parametrize("timeout", [None, 3600.0])
@pytest.mark.parametrize("wait", WAITS)
def test_rate_limit_does_not_end_a_wait(clock: Clock, wait: str, timeout: float | None) -> None:
    with client(Minutes(clock, 12)) as prefect:
        WAITS[wait](prefect, timeout)
    assert 720 <= clock.now - 1000 <= 900


@pytest.mark.parametrize("timeout", [5.0, 90.0, 400.0])
@pytest.mark.parametrize("wait", WAITS)
def test_wait_ends_on_time_despite_a_rate_limit(clock: Clock, wait: str, timeout: float) -> None:
    with client(Minutes(clock, 60)) as prefect, pytest.raises(WaitTimeoutError, match="429 Too Many Requests"):
        WAITS[wait](prefect, timeout)
    assert clock.now - 1000 == pytest.approx(timeout)


def test_rate_limit_while_lines_are_read_does_not_prolong_the_wait(clock: Clock) -> None:
    server = Rows(range(1_000), 20_000)
    server.kind = "RUNNING"

    def respond(request: httpx.Request) -> httpx.Response:
        clock.now += 10
        return limited(request) if clock.now > 1060 else server(request)

    with client(respond) as prefect, pytest.raises(WaitTimeoutError):
        list(prefect.flow_runs.follow_logs(RUN, timeout=100))
    assert clock.now - 1000 <= 130


@pytest.mark.anyio
async def test_tasks_that_are_limited_together_all_succeed() -> None:
    window, room, rejected = time.monotonic(), 20, 0

    def respond(_request: httpx.Request) -> httpx.Response:
        nonlocal window, room, rejected
        if time.monotonic() > window + 0.2:
            window, room = time.monotonic(), 20
        if not room:
            rejected += 1
            return httpx.Response(429, headers={"Retry-After": f"{window + 0.2 - time.monotonic():.3f}"})
        room -= 1
        return httpx.Response(200, json=1)

    found: list[int] = []
    async with async_client(respond) as prefect, anyio.create_task_group() as tasks:

        async def count() -> None:
            found.append(await prefect.flows.count())

        for _ in range(100):
            tasks.start_soon(count)
    assert found == [1] * 100
    assert rejected


@pytest.mark.anyio
async def test_limited_lines_are_written_once(cloud_of: Callable[..., CloudStandIn], clock: Clock) -> None:
    stand_in = cloud_of(lines_per_minute=700, clock=lambda: clock.now)
    run, transport = uuid4(), AsyncPatientTransport()
    async with AsyncPrefect(stand_in.api_url, api_key=stand_in.api_key, transport=transport) as prefect:
        await prefect.logs.create({**line, "flow_run_id": run} for line in lines(1_200))
        found = [line.message async for line in prefect.logs.list(where={"logs": {"flow_run_id": {"any_": [run]}}})]
    assert sorted(found, key=int) == [str(n) for n in range(1_200)]
    assert [request.status for request in stand_in.requests[:5]] == [202, 429, 202, 202, 200]


# Sizes


class Sized:
    """Stub server that rejects bodies above a limit, and records the rows of the others."""

    def __init__(self, limit: int, response: Callable[[list[Any]], httpx.Response]) -> None:
        self.limit, self.response = limit, response
        self.rejected = 0
        self.rows: list[Any] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            names = {"id": str(RUN), "name": "d", "flow_id": str(RUN), "created": None, "updated": None}
            return httpx.Response(200, json=names)
        if len(request.content) > self.limit:
            self.rejected += 1
            return httpx.Response(413, json={"detail": "Request Entity Too Large"})
        body = json.loads(request.content)
        rows = body if isinstance(body, list) else [body]
        self.rows += rows
        return self.response(rows)


def accepted(_rows: list[Any]) -> httpx.Response:
    return httpx.Response(202)


@pytest.mark.parametrize("url", [API, CLOUD])
def test_lines_that_are_too_large_together_are_split(url: str) -> None:
    server = Sized(MEBIBYTE, accepted)
    with client(server, url, retry=False) as prefect:
        prefect.logs.create(lines(230, 20_000))
    assert [row["message"].rstrip("x") for row in server.rows] == [str(n) for n in range(230)]
    assert server.rejected == 7


@pytest.mark.anyio
async def test_events_that_are_too_large_together_are_split() -> None:
    server = Sized(MEBIBYTE, accepted)
    sizes = [10, 900_000, 10, 300_000, 10]
    async with async_client(server, API, retry=False) as prefect:
        await prefect.events.emit_many(event(n, size) for n, size in enumerate(sizes))
    assert [row["payload"]["n"] for row in server.rows] == [0, 1, 2, 3, 4]


def test_requests_to_cloud_never_exceed_its_limit() -> None:
    server = Sized(5 * MEBIBYTE, accepted)
    with client(server, retry=False) as prefect:
        prefect.logs.create(lines(250, 24_000))
        prefect.events.emit_many(event(n, 2_000_000) for n in range(3))
    assert len(server.rows) == 253
    assert server.rejected == 0


def test_row_that_is_too_large_alone_is_named() -> None:
    server = Sized(5 * MEBIBYTE, accepted)
    events = [event(0), event(1), event(2, 6_000_000), event(3)]
    with client(server, retry=False) as prefect, pytest.raises(StatusError) as caught:
        prefect.events.emit_many(events)
    message = str(caught.value)
    assert caught.value.status == 413
    assert message.startswith("events[2] is too large: POST ")
    assert "The request has 6,000,1" in message
    assert "but Prefect Cloud accepts 5,242,880" in message
    assert [row["payload"]["n"] for row in server.rows] == [0, 1]


def created(rows: list[Any]) -> httpx.Response:
    results = [{"status": "CREATED", "flow_run_id": str(UUID(int=row["parameters"]["n"] + 1))} for row in rows]
    return httpx.Response(200, json={"results": results})


@pytest.mark.parametrize(("url", "rejected"), [(API, 4), (CLOUD, 2)])
def test_rows_to_trigger_that_are_too_large_together_are_split(url: str, rejected: int) -> None:
    server = Sized(5 * MEBIBYTE, created)
    sizes = [1_000_000, 1_000_000, 6_000_000, 1_000_000]
    rows: list[TriggerRow] = [{"parameters": {"n": n, "text": "x" * size}} for n, size in enumerate(sizes)]
    with client(server, url, retry=False) as prefect:
        outcomes = prefect.deployments.trigger_many(RUN, rows, check_parameters=False)
    assert [outcome.id and outcome.id.int for outcome in outcomes] == [1, 2, None, 4]
    assert "The request has 6,000," in str(outcomes[2].error)
    assert [row["parameters"]["n"] for row in server.rows] == [0, 1, 3]
    assert server.rejected == rejected


def bodiless(method: str) -> Call[Any]:
    return Call(Operation(f"tests.{method}", method, "/none", responses={200: lambda: object}))


BODIES: dict[str, tuple[Call[Any], str]] = {
    **{method: (bodiless(method), "0") for method in ("POST", "PUT", "PATCH")},
    "POST with a body": (flow_runs.read_flow_runs(limit=1), "11"),
}


@pytest.mark.anyio
@pytest.mark.parametrize(("call", "length"), BODIES.values(), ids=BODIES)
async def test_every_request_states_the_length_of_its_body(call: Call[Any], length: str) -> None:
    with raw_server(lambda _server: [response(b"[]")]) as server:
        with Prefect(f"{server.origin}/api") as prefect:
            prefect.send_raw(call)
        async with AsyncPrefect(f"{server.origin}/api") as prefect:
            await prefect.send_raw(call)
    for head in server.heads:
        headers = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:])
        assert headers["content-length"] == length
        assert "transfer-encoding" not in headers
    assert len(server.heads) == 2


# Offsets


def invalid_offset(most: int) -> httpx.Response:
    """Return the response of Prefect Cloud to a larger offset."""
    message = f"Input should be less than or equal to {most}"
    problem = {"loc": ["body", "offset"], "msg": message, "type": "less_than_equal"}
    return httpx.Response(422, json={"detail": [problem]})


class Rows:
    """Stub server with rows at given times, in seconds, that limits pages to *size* rows and offsets to *most*."""

    def __init__(self, seconds: Sequence[float], most: int, size: int = 200) -> None:
        self.rows = list(zip(sorted(seconds), range(len(seconds)), strict=True))
        self.most = most
        self.size = size
        self.kind = "COMPLETED"

    def insert(self, *seconds: float) -> None:
        self.rows = sorted([*self.rows, *((second, len(self.rows) + n) for n, second in enumerate(seconds))])

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return httpx.Response(200, json=flow_run(1) | {"state_type": self.kind, "end_time": START.isoformat()})
        body = json.loads(request.content)
        offset, is_log = body.get("offset", 0), request.url.path.endswith("/logs/filter")
        if offset > self.most:
            return invalid_offset(self.most)
        filters = body.get("logs" if is_log else "task_runs") or {}
        times = filters.get("timestamp" if is_log else "expected_start_time") or {}
        start = bisect_left(self.rows, (_second(times.get("after_"), -math.inf), -1))
        stop = bisect_left(self.rows, (_second(times.get("before_"), math.inf), math.inf))
        rows = self.rows[start:stop]
        if body["sort"].endswith("DESC"):
            rows.reverse()
        page = rows[offset:][: body.get("limit", self.size)]
        return httpx.Response(200, json=[_line(*row) if is_log else _task_run(*row) for row in page])


def _second(time: str | None, otherwise: float) -> float:
    return otherwise if time is None else (datetime.fromisoformat(time) - START).total_seconds()


def _line(second: float, number: int) -> dict[str, Any]:
    time = (START + timedelta(seconds=second)).isoformat()
    times = {"timestamp": time, "created": START.isoformat(), "updated": START.isoformat()}
    return {"id": str(UUID(int=number)), "name": "n", "level": 20, "message": str(number), **times}


def _task_run(second: float, number: int) -> dict[str, Any]:
    return flow_run(number, START + timedelta(seconds=second)) | {"task_key": "t", "dynamic_key": str(number)}


def follow(server: Handler) -> list[int]:
    with client(server) as prefect:
        return [int(line.message) for line in prefect.flow_runs.follow_logs(RUN)]


def test_more_lines_than_the_largest_offset_are_followed(clock: Clock) -> None:
    assert follow(Rows(range(25_000), 20_000)) == list(range(25_000))


TIES: dict[str, Sequence[float]] = {
    "many": [n // 10 for n in range(2_500)],
    "in the middle": [*range(400), *[400] * 1_500, *range(401, 1_001)],
    "at the end": [*range(600), *[600] * 1_900],
    "two": [*[0] * 1_200, *range(1, 101), *[200] * 1_200],
}


@pytest.fixture
def tenth(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reduce the largest offset, and the number of lines that a request counts, to a tenth."""
    monkeypatch.setattr("prefect_http._domain.log_tail._SPAN", 1_000)
    monkeypatch.setattr("prefect_http._domain.log_tail._MAX_SKIP", 2_000)


@pytest.mark.parametrize("seconds", TIES.values(), ids=TIES)
def test_ties_of_more_lines_than_the_largest_offset_are_followed(
    clock: Clock, tenth: None, seconds: Sequence[float]
) -> None:
    assert follow(Rows(seconds, 2_000)) == list(range(2_500))


@pytest.mark.parametrize("seconds", TIES.values(), ids=TIES)
def test_late_lines_are_found_anywhere(clock: Clock, tenth: None, seconds: Sequence[float]) -> None:
    server = Rows(seconds, 2_000)
    server.kind = "RUNNING"
    late = [-1, 99.5, 200, 400, 999.5, *(seconds[n] - 0.5 for n in range(0, 2_500, 100))]
    reads = 0

    def respond(request: httpx.Request) -> httpx.Response:
        nonlocal reads
        reads += request.method == "GET"
        if request.method == "GET" and reads == 2:
            server.insert(*late)
            server.kind = "COMPLETED"
        return server(request)

    assert sorted(follow(respond)) == list(range(2_500 + len(late)))


@pytest.mark.anyio
async def test_more_rows_than_the_largest_offset_are_listed() -> None:
    server = Rows(TIES["in the middle"], 2_000)
    async with async_client(server) as prefect:
        assert {int(line.message) async for line in prefect.logs.list()} == set(range(2_500))
        assert {run.id.int async for run in prefect.task_runs.list()} == set(range(2_500))


def test_more_task_runs_than_the_largest_offset_are_listed() -> None:
    with client(Rows(range(12_000), 10_001)) as prefect:
        found = [run.id.int for run in prefect.task_runs.list()]
    assert found == list(reversed(range(12_000)))


OUT_OF_REACH: dict[str, tuple[Callable[[Prefect], Iterable[object]], int]] = {
    "tied lines": (lambda prefect: prefect.logs.list(), 20_000),
    "followed tied lines": (lambda prefect: prefect.flow_runs.follow_logs(RUN), 20_000),
    "lines of an or_ filter": (
        lambda prefect: prefect.logs.list(where={"logs": {"operator": "or_", "level": {"ge_": 10}}}),
        20_000,
    ),
    "tied task runs": (lambda prefect: prefect.task_runs.list(), 10_001),
    "task runs by name": (lambda prefect: prefect.task_runs.list(sort="NAME_ASC"), 10_001),
}


@pytest.mark.parametrize(("read", "most"), OUT_OF_REACH.values(), ids=OUT_OF_REACH)
def test_rows_out_of_reach_raise_an_error_that_says_so(
    clock: Clock, read: Callable[[Prefect], Iterable[object]], most: int
) -> None:
    with client(Rows([0] * (most + 5_000), most, size=2_500)) as prefect, pytest.raises(ValidationError) as caught:
        list(read(prefect))
    assert "cannot list all rows in this way: narrow the filter, or use the default sort" in str(caught.value)
