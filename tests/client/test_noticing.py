"""How soon waits notice that runs end, and in how many requests, against a stub server."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from prefect_http import Prefect
from prefect_http.models import State
from tests.support.clock import Clock
from tests.support.stub import async_client, client
from tests.support.timed_runs import TimedRun, TimedRuns

ONE = UUID(int=1)


def due(ran: float) -> float:
    """Return the latest time after the end of a run that a wait may notice it."""
    return min(max(0.5, 0.1 * ran), 10)


def queued(number: int, ran: float, *, queue: float = 0.0, pending: float = 0.0, kind: str = "COMPLETED") -> TimedRun:
    start = queue + pending
    changes = [(0.0, "SCHEDULED"), (queue, "PENDING"), (start, "RUNNING"), (start + ran, kind)]
    return TimedRun(number, changes if pending else [changes[0], *changes[2:]])


WAITS: dict[str, Callable[[Prefect], object]] = {
    "wait": lambda prefect: prefect.flow_runs.wait(ONE),
    "wait_many": lambda prefect: prefect.flow_runs.wait_many([ONE]),
    "as_completed": lambda prefect: list(prefect.flow_runs.as_completed([ONE])),
    "watch": lambda prefect: list(prefect.flow_runs.watch(ONE, logs=False)),
    "trigger": lambda prefect: prefect.deployments.trigger(ONE, wait=True),
}


@pytest.mark.parametrize("wait", WAITS.values(), ids=WAITS)
@pytest.mark.parametrize("ran", [0.1, 1, 5, 20, 60, 600])
def test_end_is_noticed_within_a_tenth_of_the_run_time(
    clock: Clock, wait: Callable[[Prefect], object], ran: float
) -> None:
    runs = TimedRuns(clock, [TimedRun(1, [(0, "RUNNING"), (ran, "COMPLETED")])])
    with client(runs) as prefect:
        wait(prefect)
    assert runs.now - ran <= due(ran)


@pytest.mark.parametrize("queue", [0.3, 4, 30, 600])
@pytest.mark.parametrize(("pending", "ran"), [(0, 3), (0, 5), (3, 0.1), (4, 1), (3, 20)])
def test_time_in_the_queue_does_not_count(clock: Clock, queue: float, pending: float, ran: float) -> None:
    runs = TimedRuns(clock, [queued(1, ran, queue=queue, pending=pending)])
    with client(runs) as prefect:
        prefect.flow_runs.wait(ONE)
    assert runs.now - (queue + pending + ran) <= due(ran)


def test_run_that_was_scheduled_for_later_is_noticed_in_time(clock: Clock) -> None:
    runs = TimedRuns(clock, [TimedRun(1, [(0, "SCHEDULED"), (3601, "RUNNING"), (3606, "FAILED")], start=3600)])
    with client(runs) as prefect:
        prefect.flow_runs.wait(ONE)
    assert runs.now - 3606 <= 0.5
    assert 350 <= runs.count(0, 3590) <= 400


@pytest.mark.parametrize(("kind", "latest"), [("SCHEDULED AwaitingRetry", 0.5), ("PENDING", 0.5), ("PAUSED", 10)])
def test_run_that_starts_again_is_noticed_in_time(clock: Clock, kind: str, latest: float) -> None:
    runs = TimedRuns(clock, [TimedRun(1, [(0, "RUNNING"), (600, kind), (660, "RUNNING"), (665, "COMPLETED")])])
    with client(runs) as prefect:
        prefect.flow_runs.wait(ONE)
    assert runs.now - 665 <= latest


def test_run_that_is_already_old_is_polled_at_its_own_pace(clock: Clock) -> None:
    runs = TimedRuns(clock, [TimedRun(1, [(-3600, "RUNNING"), (300, "COMPLETED")])])
    with client(runs) as prefect:
        prefect.flow_runs.wait(ONE)
    assert 300 <= runs.now <= 310
    assert len(runs.requests) <= 35


def test_youngest_of_many_runs_sets_the_pace(clock: Clock) -> None:
    ends = {1: 1.0, 2: 5.0, 3: 100.0, 4: 161.0, 5: 400.0}
    young = [TimedRun(number, [(0, "RUNNING"), (ends[number], "COMPLETED")]) for number in (1, 2, 3)]
    late = TimedRun(4, [(0, "SCHEDULED Late"), (155, "RUNNING"), (161, "COMPLETED")])
    old = TimedRun(5, [(-9000, "RUNNING"), (400, "CRASHED")])
    runs = TimedRuns(clock, [*young, late, old])
    noticed: dict[int, float] = {}
    with client(runs) as prefect:
        for run in prefect.flow_runs.as_completed([UUID(int=number) for number in ends]):
            noticed[run.id.int] = runs.now
    assert list(noticed) == [1, 2, 3, 4, 5]
    for number, ran in {1: 1.0, 2: 5.0, 3: 100.0, 4: 6.0, 5: 9400.0}.items():
        assert noticed[number] - ends[number] <= due(ran)


def test_runs_of_different_lengths_are_noticed_in_time(clock: Clock) -> None:
    """The first run to end has been running for long, the second has just started."""
    old = TimedRun(1, [(-9000, "RUNNING"), (200, "COMPLETED")])
    runs = TimedRuns(clock, [old, queued(2, 5, queue=300), queued(3, 900, queue=3)])
    noticed: dict[int, float] = {}
    with client(runs) as prefect:
        for run in prefect.flow_runs.as_completed([UUID(int=number) for number in (1, 2, 3)]):
            noticed[run.id.int] = runs.now
    assert noticed[2] - 305 <= 0.5
    assert noticed[3] - 903 <= 10


def test_many_runs_of_a_kind_are_noticed_in_time(clock: Clock) -> None:
    """300 runs of 20 seconds, in waves of 60."""
    waves = [
        TimedRun(n, [(0, "SCHEDULED"), (n // 60 * 20 + 5, "RUNNING"), (n // 60 * 20 + 25, "COMPLETED")])
        for n in range(300)
    ]
    runs = TimedRuns(clock, waves)
    with client(runs) as prefect:
        prefect.flow_runs.wait_many([UUID(int=number) for number in range(300)])
    assert runs.now - 105 <= 2
    assert len(runs.requests) <= 150


@pytest.mark.parametrize(
    ("changes", "minutes"),
    [
        # The numbers in the docstring of `wait`.
        ([(0.0, "RUNNING")], [(34, 40), (7, 9), (6, 7), (6, 7)]),
        ([(0.0, "SCHEDULED")], [(36, 42), (20, 23), (20, 23)]),
        ([(0.0, "PAUSED")], [(34, 40), (7, 9), (6, 7)]),
    ],
)
def test_requests_per_minute(clock: Clock, changes: list[tuple[float, str]], minutes: list[tuple[int, int]]) -> None:
    end = 60.0 * len(minutes) + 1
    runs = TimedRuns(clock, [TimedRun(1, [*changes, (end, "COMPLETED")])])
    with client(runs) as prefect:
        prefect.flow_runs.wait(ONE)
    for minute, (least, most) in enumerate(minutes):
        assert least <= runs.count(60 * minute, 60 * minute + 60) <= most


@pytest.mark.parametrize("interval", [30, timedelta(seconds=30)])
def test_poll_interval_makes_waits_cheaper(clock: Clock, interval: Any) -> None:
    run = TimedRun(1, [(0, "RUNNING"), (600, "COMPLETED")])
    uses: dict[str, Callable[[Prefect], object]] = {
        "wait": lambda prefect: prefect.flow_runs.wait(ONE, poll_interval=interval),
        "wait_many": lambda prefect: prefect.flow_runs.wait_many([ONE], poll_interval=interval),
        "as_completed": lambda prefect: list(prefect.flow_runs.as_completed([ONE], poll_interval=interval)),
        "watch": lambda prefect: list(prefect.flow_runs.watch(ONE, poll_interval=interval, logs=False)),
        "trigger": lambda prefect: prefect.deployments.trigger(ONE, wait=True, poll_interval=interval),
    }
    for use in uses.values():
        clock.now = 1000
        runs = TimedRuns(clock, [run])
        with client(runs) as prefect:
            use(prefect)
        assert 20 <= len(runs.requests) <= 26
        assert max(clock.slept) <= 30


def test_thousands_of_runs_are_polled_more_slowly(clock: Clock) -> None:
    runs = TimedRuns(clock, [TimedRun(n, [(0, "RUNNING"), (60.0, "COMPLETED")]) for n in range(2500)], limit=500)
    with client(runs) as prefect:
        prefect.flow_runs.wait_many([UUID(int=number) for number in range(2500)])
    # The first poll reads all runs.
    assert runs.count(0.01, 60) <= 125


@pytest.mark.anyio
async def test_async_client_notices_ends(clock: Clock) -> None:
    runs = TimedRuns(clock, [queued(1, 5, queue=60, pending=3), queued(2, 1)])
    async with async_client(runs) as prefect:
        found = [(run.id.int, runs.now) async for run in prefect.flow_runs.as_completed([ONE, UUID(int=2)])]
        assert [number for number, _ in found] == [2, 1]
        assert found[1][1] - 68 <= 0.5
        clock.now = 1000
        states = [item.name async for item in prefect.flow_runs.watch(ONE, logs=False) if isinstance(item, State)]
    assert states == ["Scheduled", "Pending", "Running", "Completed"]
    assert runs.now - 68 <= 0.5
