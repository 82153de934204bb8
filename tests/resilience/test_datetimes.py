"""Datetimes are sent unchanged, to the microsecond, and rejected if they have no timezone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prefect_http import ArgumentError, Prefect
from prefect_http_api import Call, deployments, flow_runs, task_runs
from prefect_http_api.requests import FlowRunFilter
from tests.support.servers import Provide, ServerAddress
from tests.support.stub import client
from tests.support.transports import PatientTransport
from tests.support.versions import PINNED

NAIVE = datetime(2026, 1, 31, 8)  # noqa: DTZ001  # rejected by the client
BERLIN = ZoneInfo("Europe/Berlin")
# Clocks go back that night, so 02:30 occurs twice, an hour apart.
SUMMER, WINTER = (datetime(2026, 10, 25, 2, 30, 0, 123456, tzinfo=BERLIN, fold=fold) for fold in (0, 1))
EXACT = datetime(2031, 5, 6, 7, 8, 9, 123457, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
ID = UUID(int=7)

Survived = Callable[[str, str, str], None]

# Every method that accepts a datetime, directly or inside an argument.
METHODS: dict[str, Callable[[Prefect, Any], object]] = {
    "trigger": lambda prefect, time: prefect.deployments.trigger(ID, scheduled_time=time),
    "schedule": lambda prefect, time: prefect.deployments.schedules.create(
        ID, interval=timedelta(hours=1), anchor_date=time
    ),
    "runs": lambda prefect, time: prefect.flow_runs.list(where={"flow_runs": {"start_time": {"after_": time}}}).first(),
    "count": lambda prefect, time: prefect.flow_runs.count(where={"flow_runs": {"end_time": {"before_": time}}}),
    "create": lambda prefect, time: prefect.flow_runs.create(
        flow_id=ID, state={"type": "SCHEDULED", "state_details": {"scheduled_time": time}}
    ),
    "task runs": lambda prefect, time: prefect.task_runs.list(
        where={"task_runs": {"expected_start_time": {"before_": time}}}
    ).first(),
    "logs": lambda prefect, time: prefect.logs.list(where={"logs": {"timestamp": {"after_": time}}}).first(),
    "write logs": lambda prefect, time: prefect.logs.create(
        [{"name": "x", "level": 20, "message": "x", "timestamp": time}]
    ),
    "events": lambda prefect, time: prefect.events.list(since=time).first(),
    "events until": lambda prefect, time: prefect.events.list(where={"occurred": {"until": time}}).first(),
    "emit": lambda prefect, time: prefect.events.emit("x", {"prefect.resource.id": "x"}, occurred=time),
    "schedule runs": lambda prefect, time: prefect.send(deployments.schedule_deployment(ID, start_time=time)),
    "history": lambda prefect, time: prefect.send(
        task_runs.task_run_history(history_start=time, history_end=EXACT, history_interval_seconds=60)
    ),
    "graph": lambda prefect, time: prefect.flow_runs.graph(ID, since=time),
}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("time", [NAIVE, NAIVE.replace(microsecond=1), "2026-01-31T08:00:00", "2026-01-31 08:00"])
def test_datetime_without_timezone_is_rejected_before_sending(method: str, time: Any) -> None:
    def fail(_: httpx.Request) -> httpx.Response:
        pytest.fail("a request was sent")

    with client(fail) as prefect, pytest.raises(ArgumentError, match="timezone"):
        METHODS[method](prefect, time)


@given(
    moment=st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)),  # noqa: DTZ001  # the test adds a timezone
    offset=st.integers(-14 * 60, 14 * 60),
)
def test_offset_and_microseconds_are_sent(moment: datetime, offset: int) -> None:
    time = moment.replace(tzinfo=timezone(timedelta(minutes=offset)))
    call: Call[Any] = flow_runs.read_flow_runs(flow_runs={"start_time": {"after_": time}})
    sent = (call.content or b"").decode().partition('"after_":"')[2].partition('"')[0]
    assert datetime.fromisoformat(sent) == time
    assert datetime.fromisoformat(sent).utcoffset() == time.utcoffset()
    assert flow_runs.read_flow_run_graph_v2(ID, since=time).query == {"since": time.isoformat()}


@pytest.fixture(scope="module")
def small_pages(server_of: Provide) -> ServerAddress:
    """Return a server with a page limit of 7, so that listings span several pages."""
    return server_of(PINNED, PREFECT_API_DEFAULT_LIMIT="7")


@pytest.fixture(scope="module")
def prefect(small_pages: ServerAddress) -> Any:
    with Prefect(small_pages.api_url, transport=PatientTransport()) as prefect:
        yield prefect


def schedule_run(prefect: Prefect, flow: UUID, time: datetime) -> UUID:
    """Create a flow run scheduled for *time* and return its ID."""
    return prefect.flow_runs.create(
        flow_id=flow, state={"type": "SCHEDULED", "state_details": {"scheduled_time": time}}
    ).id


def matches(prefect: Prefect, run: UUID, times: Any) -> bool:
    return prefect.flow_runs.count(where={"flow_runs": {"id": {"any_": [run]}, "expected_start_time": times}}) == 1


@pytest.mark.parametrize(
    "time",
    [
        EXACT,
        EXACT.astimezone(timezone(timedelta(hours=5, minutes=45))),
        EXACT.astimezone(timezone(-timedelta(hours=11, minutes=30))),
        SUMMER,
        WINTER,
        datetime(2026, 3, 29, 3, 0, 0, 1, tzinfo=BERLIN),
        datetime(2026, 3, 29, 2, 30, tzinfo=BERLIN),  # Does not exist: clocks go forward that night.
    ],
    ids=str,
)
def test_datetime_round_trips_to_the_microsecond_and_matches_filters(prefect: Prefect, time: datetime) -> None:
    run = schedule_run(prefect, prefect.flows.create(name="times").id, time)
    expected = prefect.flow_runs.get(run).expected_start_time
    instant = time.astimezone(UTC)
    assert expected == instant
    assert expected is not None
    assert expected.utcoffset() is not None
    assert matches(prefect, run, {"after_": time, "before_": time})
    assert not matches(prefect, run, {"after_": instant + MICROSECOND})
    assert not matches(prefect, run, {"before_": instant - MICROSECOND})


def test_ambiguous_local_times_are_an_hour_apart(prefect: Prefect) -> None:
    flow = prefect.flows.create(name="times").id
    earlier, later = (prefect.flow_runs.get(schedule_run(prefect, flow, time)) for time in (SUMMER, WINTER))
    assert earlier.expected_start_time is not None
    assert later.expected_start_time is not None
    assert later.expected_start_time - earlier.expected_start_time == timedelta(hours=1)


@pytest.mark.parametrize("sort", ["EXPECTED_START_TIME_ASC", "EXPECTED_START_TIME_DESC"])
def test_runs_a_microsecond_apart_are_listed_once_and_in_order(
    sort: Any, prefect: Prefect, scaled: Callable[..., int], survived: Survived
) -> None:
    flow = prefect.flows.create(name=f"times-{uuid4()}").id
    total = scaled(short=30, full=300)
    start = EXACT.astimezone(timezone(timedelta(hours=-3)))
    made = [schedule_run(prefect, flow, start + number // 3 * MICROSECOND) for number in range(total)]
    runs = list(prefect.flow_runs.list(where={"flows": {"id": {"any_": [flow]}}}, sort=sort))
    assert len(prefect.send(flow_runs.read_flow_runs(flows={"id": {"any_": [flow]}}))) == 7
    times = [run.expected_start_time for run in runs]
    assert len(runs) == total
    assert {run.id for run in runs} == set(made)
    assert times == sorted(times, key=lambda time: time or EXACT, reverse=sort.endswith("DESC"))
    survived("Time", f"{total} runs, three per microsecond, in pages of 7, {sort}", f"{len(runs)} listed in order")


def test_logs_a_microsecond_apart_are_listed_once_and_in_order(prefect: Prefect, survived: Survived) -> None:
    run = uuid4()
    lines: list[Any] = [
        {"name": "x", "level": 20, "message": f"{n}", "timestamp": EXACT + n // 3 * MICROSECOND, "flow_run_id": run}
        for n in range(60)
    ]
    prefect.logs.create(lines[::-1])
    logs = list(prefect.flow_runs.logs(run))
    assert sorted(int(line.message) for line in logs) == list(range(60))
    assert [line.timestamp for line in logs] == [line["timestamp"] for line in lines]
    survived("Time", "60 log lines, three per microsecond, in pages of 7", f"{len(logs)} listed in order")


def test_schedule_keeps_its_timezone_across_a_clock_change(prefect: Prefect) -> None:
    flow = prefect.flows.create(name="times")
    made = prefect.deployments.create(name=f"daily-{uuid4()}", flow_id=flow.id)
    anchor = datetime(2026, 10, 24, 8, 0, 0, 5, tzinfo=BERLIN)
    schedule = prefect.deployments.schedules.create(
        made.id, interval=timedelta(days=1), anchor_date=anchor, timezone="Europe/Berlin"
    )
    kept: Any = schedule.schedule
    assert kept.timezone == "Europe/Berlin"
    assert kept.anchor_date == anchor.astimezone(UTC)


@settings(max_examples=20)
@given(offset=st.integers(-14 * 60, 14 * 60))
def test_server_accepts_every_offset(prefect: Prefect, offset: int) -> None:
    time = EXACT.astimezone(timezone(timedelta(minutes=offset)))
    matching: FlowRunFilter = {"id": {"any_": [ID]}, "expected_start_time": {"after_": time, "before_": time}}
    assert prefect.flow_runs.count(where={"flow_runs": matching}) == 0
