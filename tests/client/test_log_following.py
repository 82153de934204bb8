"""Following logs, against a stub server."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from prefect_http import ArgumentError, NotFoundError, ServerError, WaitTimeoutError
from prefect_http.models import Log
from tests.support.clock import Clock
from tests.support.stub import START, async_client, client, flow_run

pytestmark = pytest.mark.every_python

ONE = UUID(int=1)
LATEST = START + timedelta(days=1)
Step = Callable[["Flow"], None]


class Flow:
    """A flow run that writes log lines. Each read of its state runs the next step first."""

    def __init__(self, *steps: Step, limit: int = 3) -> None:
        self.steps = list(steps)
        self.limit = limit
        self.kind = "RUNNING"
        self.ended: datetime | None = None
        self.rows: list[dict[str, Any]] = []
        self.bodies: list[dict[str, Any]] = []
        self.failures = 0

    def write(self, *seconds: float) -> None:
        for second in seconds:
            self.rows.append(line(len(self.rows) + 1, second))

    def end(self, kind: str = "COMPLETED") -> None:
        self.kind, self.ended = kind, START

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            if self.steps:
                self.steps.pop(0)(self)
            row = flow_run(1) | {"state_type": self.kind, "end_time": self.ended and self.ended.isoformat()}
            return httpx.Response(200, json=row)
        if self.failures:
            self.failures -= 1
            return httpx.Response(503)
        body = json.loads(request.content)
        self.bodies.append(body)
        bounds = {key: datetime.fromisoformat(time) for key, time in body["logs"].get("timestamp", {}).items()}
        rows = [row for row in self.rows if bounds.get("after_", START) <= at(row) <= bounds.get("before_", LATEST)]
        rows.sort(key=at)
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


def test_very_late_line_is_yielded_at_the_end(clock: Clock) -> None:
    flow = Flow(writes(100, 101), writes(1, 2, 3, 4), writes(102), ends(103))
    assert follow(flow) == ["100", "101", "102", "103", "1", "2", "3", "4"]


def test_polls_overlap_by_five_seconds(clock: Clock) -> None:
    flow = Flow(writes(*range(100)), writes(100), writes(), ends(101), limit=200)
    assert len(follow(flow)) == 102
    after = [body["logs"].get("timestamp", {}).get("after_") for body in flow.bodies]
    assert after.count(None) == 2, "the first read at the start, and the count of all lines"
    assert min(time for time in after if time) == at_second(94)
    assert (flow.bodies[-1]["offset"], flow.bodies[-1]["limit"]) == (102, 1)


def test_last_poll_waits_for_shipping_delay(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    def now(_timezone: object = None) -> datetime:
        return START + timedelta(seconds=1)

    monkeypatch.setattr(
        "prefect_http._sync.resources.flow_run_logs.datetime", type("Wall", (), {"now": staticmethod(now)})
    )
    flow = Flow(ends(1))
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        flow.write(2)

    monkeypatch.setattr("prefect_http._concurrency.sleep", sleep)
    assert follow(flow) == ["1", "2"]
    assert slept == [2.0]


def test_run_that_ended_long_ago_needs_no_delay(clock: Clock) -> None:
    assert follow(Flow(ends(1, 2))) == ["1", "2"]
    assert clock.slept == [0.0]


def test_transient_errors_neither_lose_nor_repeat_lines(clock: Clock) -> None:
    flow = Flow(writes(1, 2), fails, writes(3), fails, ends(4))
    assert follow(flow, timeout=60) == ["1", "2", "3", "4"]
    with pytest.raises(ServerError):
        follow(Flow(writes(1), fails))


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
