"""Following logs, against a stub server."""

import json
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any
from uuid import UUID

import httpx
import pytest

from prefect_http import ArgumentError, NotFoundError, WaitTimeoutError
from prefect_http.models import Log
from tests.support.clock import Clock
from tests.support.stub import GARBLED, START, async_client, client, flow_run

pytestmark = pytest.mark.every_python

ONE = UUID(int=1)
EARLIEST, LATEST = START - timedelta(days=100), START + timedelta(days=100)
Step = Callable[["Flow"], None]


class Flow:
    """A flow run that writes log lines. Each read of its state runs the next step first.

    Args:
        limit: Page size.
        clock: The server's clock, if its responses have a date.
        fault: Response to the request number *nth* and every fifth after it.
    """

    def __init__(
        self,
        *steps: Step,
        limit: int = 3,
        clock: Clock | None = None,
        fault: httpx.Response | Exception | None = None,
        nth: int = 0,
    ) -> None:
        self.steps = list(steps)
        self.limit = limit
        self.clock = clock
        self.fault, self.nth = fault, nth
        self.kind = "RUNNING"
        self.ended: datetime | None = None
        self.ended_at = 0.0
        self.rows: list[dict[str, Any]] = []
        self.written: dict[UUID, int] = {}
        self.later: list[tuple[float, float]] = []
        self.bodies: list[dict[str, Any]] = []
        self.reads = 0
        self.requests_sent = 0
        self.requests: list[int] = []
        """Requests for lines in each poll."""
        self.failures = 0

    @property
    def now(self) -> datetime:
        return START if self.clock is None else START + timedelta(seconds=self.clock.now - 1000)

    def write(self, *seconds: float) -> None:
        for second in seconds:
            row = line(len(self.written) + 1, second) | {"created": self.now.isoformat()}
            self.rows.append(row)
            self.written[UUID(row["id"])] = self.reads

    def end(self, kind: str = "COMPLETED") -> None:
        self.kind, self.ended = kind, self.now
        self.ended_at = 0.0 if self.clock is None else self.clock.now

    def after(self, wait: float, second: float) -> None:
        """Write a line *wait* seconds after the end of the run."""
        self.later.append((wait, second))

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests_sent += 1
        if self.nth and self.requests_sent >= self.nth and (self.requests_sent - self.nth) % 5 == 0 and self.fault:
            if isinstance(self.fault, Exception):
                raise self.fault
            # An empty list of lines is a valid response.
            if request.method == "GET" or self.fault.content != b"[]":
                return self.fault
        response = self.respond(request)
        if self.clock is not None:
            response.headers["Date"] = format_datetime(self.now, usegmt=True)
        return response

    def respond(self, request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            self.reads += 1
            self.requests.append(0)
            if self.steps:
                self.steps.pop(0)(self)
            row = flow_run(1) | {"state_type": self.kind, "end_time": self.ended and self.ended.isoformat()}
            return httpx.Response(200, json=row)
        if self.ended and self.clock is not None:
            due = [second for wait, second in self.later if wait <= self.clock.now - self.ended_at]
            self.later = self.later[len(due) :]
            self.write(*due)
        if self.failures:
            self.failures -= 1
            return httpx.Response(503)
        body = json.loads(request.content)
        self.bodies.append(body)
        self.requests[-1:] = [self.requests[-1] + 1] if self.requests else [1]
        bounds = {key: datetime.fromisoformat(time) for key, time in body["logs"].get("timestamp", {}).items()}
        rows = [row for row in self.rows if bounds.get("after_", EARLIEST) <= at(row) <= bounds.get("before_", LATEST)]
        rows.sort(key=at, reverse=body["sort"].endswith("DESC"))
        return httpx.Response(200, json=rows[body.get("offset", 0) :][: body.get("limit", self.limit)])


def line(number: int, second: float) -> dict[str, Any]:
    return {
        "id": str(UUID(int=number)),
        "created": START.isoformat(),
        "updated": START.isoformat(),
        "name": "prefect.flow_runs",
        "level": 20,
        "message": f"{second:g}",
        "timestamp": (START + timedelta(seconds=second)).isoformat(),
    }


def at(row: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(row["timestamp"])


def at_second(second: float) -> str:
    return (START + timedelta(seconds=second)).isoformat().replace("+00:00", "Z")


def writes(*seconds: float) -> Step:
    return lambda flow: flow.write(*seconds)


def ends(*seconds: float) -> Step:
    def step(flow: Flow) -> None:
        flow.write(*seconds)
        flow.end()

    return step


def fails(flow: Flow) -> None:
    flow.failures = 1


def follow(flow: Flow, **options: Any) -> list[str]:
    with client(flow) as prefect:
        return [log.message for log in prefect.flow_runs.follow_logs(ONE, **options)]


def test_each_line_is_yielded_once_and_in_order(clock: Clock) -> None:
    flow = Flow(writes(1, 2, 3, 4, 5), writes(), writes(6), ends(7, 8))
    assert follow(flow) == ["1", "2", "3", "4", "5", "6", "7", "8"]


def test_ties_that_fill_a_page_are_yielded_once(clock: Clock) -> None:
    assert follow(Flow(writes(1, 1, 1, 1, 1), writes(1, 1), ends(1, 2))) == ["1"] * 8 + ["2"]


def test_late_line_is_yielded_on_arrival(clock: Clock) -> None:
    assert follow(Flow(writes(10, 11), writes(9, 12), ends(8, 13))) == ["10", "11", "9", "12", "8", "13"]


def arrivals(flow: Flow, **options: Any) -> list[tuple[str, int]]:
    """Return each line, with the number of the poll that found it."""
    with client(flow) as prefect:
        return [(log.message, flow.reads) for log in prefect.flow_runs.follow_logs(ONE, **options)]


def test_line_dated_in_the_future_does_not_delay_later_lines(clock: Clock) -> None:
    flow = Flow(writes(3600), writes(1), writes(2, 3), ends(4))
    assert arrivals(flow) == [("3600", 1), ("1", 2), ("2", 3), ("3", 3), ("4", 4)]


def test_line_of_a_clock_behind_is_not_delayed(clock: Clock) -> None:
    flow = Flow(writes(3600, 3601), writes(1), writes(3602), writes(2), ends(3603), limit=200)
    assert arrivals(flow) == [("3600", 1), ("3601", 1), ("1", 2), ("3602", 3), ("2", 4), ("3603", 5)]


def test_lines_of_two_clocks_need_few_requests(clock: Clock) -> None:
    ahead, behind = [*range(3600, 8600)], [*range(3000)]
    flow = Flow(writes(*ahead, *behind), writes(), writes(3000), writes(3001, 8600), ends(3002), limit=200)
    found = arrivals(flow)
    assert found[8000:] == [("3000", 3), ("3001", 4), ("8600", 4), ("3002", 5)]
    # 40 full pages and an empty one. Later polls count the lines, and search for those of the clock that is behind.
    assert flow.requests[0] <= 42
    assert flow.requests[1] == 1
    assert max(flow.requests[2:]) <= 14


def test_older_lines_are_counted_in_turn(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("prefect_http._domain.log_tail._SPAN", 100)
    flow = Flow(writes(*range(300)), writes(5.5), writes(), writes(), writes(), ends(5.6), limit=20)
    # The first span is counted in the polls 1 and 4, and again in the last one.
    assert arrivals(flow)[300:] == [("5.5", 4), ("5.6", 6)]
    # Prefect Cloud rejects offsets above 20,000, so no request skips all lines.
    assert max(body.get("offset", 0) for body in flow.bodies) <= 101
    assert max(flow.requests[1:5]) <= 10


@pytest.mark.parametrize("seed", range(20))
def test_lines_of_any_clocks_are_yielded_once_and_at_once(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    rng = random.Random(seed)  # noqa: S311  # not for cryptography
    for name, most in {"_OVERLAP": 4, "_NARROW": 4}.items():
        monkeypatch.setattr(f"prefect_http._domain.log_tail.{name}", rng.randint(1, most))
    clocks = [rng.choice([0, 0, -50, 3600, 10**6]) for _ in range(3)]

    def some(flow: Flow) -> None:
        flow.write(*(100 + flow.reads // 2 + rng.choice(clocks) for _ in range(rng.randint(0, 9))))

    def last(flow: Flow) -> None:
        some(flow)
        flow.end()

    flow = Flow(*[some] * 10, last, limit=rng.choice([1, 2, 3, 7, 200]))
    with client(flow) as prefect:
        seen: list[UUID] = []
        for log in prefect.flow_runs.follow_logs(ONE):
            seen.append(log.id)
            assert flow.written[log.id] == flow.reads, "it was delayed"
    assert len(seen) == len(set(seen)) == len(flow.rows)


def test_deleted_lines_do_not_hide_later_lines(clock: Clock) -> None:
    def deletes(flow: Flow) -> None:
        del flow.rows[10:90]

    flow = Flow(writes(*range(100)), deletes, writes(200), writes(5.5), ends(201), limit=200)
    assert arrivals(flow)[100:] == [("200", 3), ("5.5", 4), ("201", 5)]


def test_last_lines_are_awaited_until_none_arrives_for_three_seconds(clock: Clock) -> None:
    flow = Flow(writes(1), ends(2), limit=200, clock=clock)
    flow.after(1.5, 3)
    flow.after(4.0, 4)
    flow.after(7.5, 5)
    assert follow(flow) == ["1", "2", "3", "4"]
    # Rounded to the full seconds of the server's clock.
    assert 7 <= clock.now - flow.ended_at <= 8


def test_run_with_endless_lines_settles_after_30_seconds(clock: Clock) -> None:
    flow = Flow(ends(1), limit=200, clock=clock)
    for second in range(100):
        flow.after(second, second)
    assert 28 <= len(follow(flow)) <= 34
    assert 30 <= clock.now - flow.ended_at <= 33


def test_run_that_ended_long_ago_needs_no_delay(clock: Clock) -> None:
    assert follow(Flow(ends(1, 2))) == ["1", "2"]
    assert clock.slept == []


@pytest.mark.parametrize("timeout", [60, None])
@pytest.mark.parametrize("fault", GARBLED.values(), ids=GARBLED)
def test_garbled_responses_neither_lose_nor_repeat_lines(
    clock: Clock, fault: httpx.Response | Exception, timeout: float | None
) -> None:
    for nth in (1, 2, 3, 5, 8):
        flow = Flow(writes(1, 2), writes(3), writes(-10), ends(4), fault=fault, nth=nth)
        found = follow(flow, timeout=timeout)
        assert sorted(found, key=float) == ["-10", "1", "2", "3", "4"]
        assert flow.requests_sent > nth


def test_all_lines_are_yielded_before_timeout(clock: Clock) -> None:
    flow = Flow(writes(1, 2), writes(3))
    found: list[str] = []
    with client(flow) as prefect, pytest.raises(WaitTimeoutError, match="without a state after 30 s") as error:
        found.extend(log.message for log in prefect.flow_runs.follow_logs(ONE, timeout=30))
    assert sum(clock.slept) == pytest.approx(30)
    assert max(clock.slept) <= 2
    assert [run.id for run in error.value.runs] == [ONE]


def test_timeout_does_not_mention_past_errors(clock: Clock) -> None:
    with pytest.raises(WaitTimeoutError) as error:
        follow(Flow(fails, writes(1)), timeout=30)
    assert "last request" not in str(error.value)


def test_unreadable_last_lines_time_out(clock: Clock) -> None:
    flow = Flow(ends(1))
    flow.failures = 10**6
    with pytest.raises(WaitTimeoutError, match=r"its logs could not be read within 5 s\. The last request"):
        follow(flow, timeout=5)


def test_invalid_arguments_and_unknown_runs_are_raised(clock: Clock) -> None:
    def gone(request: httpx.Request) -> httpx.Response:
        return httpx.Response(404, json={"detail": "Flow run not found"})

    with client(gone) as prefect, pytest.raises(NotFoundError):
        list(prefect.flow_runs.follow_logs(ONE, timeout=60))
    with pytest.raises(ArgumentError, match="poll_interval must be a positive number of seconds, got -1"):
        follow(Flow(ends()), poll_interval=-1)


def test_level_is_sent_as_filter(clock: Clock) -> None:
    flow = Flow(ends(1))
    follow(flow, level=30)
    expected = {"flow_run_id": {"any_": [str(ONE)]}, "level": {"ge_": 30}}
    assert all({**body["logs"], "timestamp": None} == {**expected, "timestamp": None} for body in flow.bodies)


@pytest.mark.anyio
async def test_async_client(clock: Clock) -> None:
    found: list[Log] = []
    async with async_client(Flow(writes(1, 2), writes(3), ends(4))) as prefect:
        async for log in prefect.flow_runs.follow_logs(ONE):
            found.append(log)  # noqa: PERF401  # tests a plain loop
    assert [log.message for log in found] == ["1", "2", "3", "4"]
