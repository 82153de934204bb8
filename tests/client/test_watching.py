"""Watching runs, waiting for states, and runs as they finish, against a stub server."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx
import pytest

from prefect_http import ArgumentError, FlowRunFailedError, Progress, StateNotReachedError, WaitTimeoutError
from prefect_http.models import Log, State, StateType
from tests.support.clock import Clock
from tests.support.stub import GARBLED, async_client, client
from tests.support.timed_runs import TimedRun, TimedRuns

ONE, TWO, THREE = (UUID(int=number) for number in (1, 2, 3))

LATE = [(0.0, "SCHEDULED"), (15.0, "SCHEDULED Late"), (30.0, "PENDING"), (33.0, "RUNNING"), (53.0, "COMPLETED")]


@dataclass
class Faulty(TimedRuns):
    """Server that responds with *fault* to the request number *nth* and every fifth after it."""

    fault: httpx.Response | Exception = field(default_factory=lambda: httpx.Response(503))
    nth: int = 1

    def __call__(self, request: httpx.Request) -> httpx.Response:
        number = len(self.requests) + 1
        response = super().__call__(request)
        # An empty list of lines or states is a valid response.
        is_valid = self.fault is GARBLED["empty list"] and not request.url.path.endswith(str(ONE))
        if number < self.nth or (number - self.nth) % 5 or is_valid:
            return response
        if isinstance(self.fault, Exception):
            raise self.fault
        return self.fault


def text(item: State | Log) -> str:
    return str(item.name) if isinstance(item, State) else item.message


def watch(runs: TimedRuns, **options: Any) -> list[str]:
    with client(runs) as prefect:
        return [text(item) for item in prefect.flow_runs.watch(ONE, **options)]


class TestWatch:
    def test_states_and_lines_are_yielded_in_order_and_the_final_state_last(self, clock: Clock) -> None:
        runs = TimedRuns(clock, [TimedRun(1, LATE)], [(34, 33.5), (36, 35), (54.5, 52), (54.5, 53.5)])
        assert watch(runs) == ["Scheduled", "Late", "Pending", "Running", "33.5", "35", "52", "53.5", "Completed"]

    def test_states_between_two_polls_are_yielded_once(self, clock: Clock) -> None:
        changes = [
            (0.0, "RUNNING"),
            (100.0, "PAUSED"),
            (100.1, "RUNNING"),
            (100.2, "FAILED"),
            (100.3, "SCHEDULED AwaitingRetry"),
        ]
        runs = TimedRuns(clock, [TimedRun(1, [*changes, (100.4, "RUNNING"), (100.5, "COMPLETED")])])
        expected = ["Running", "Paused", "Running", "Failed", "AwaitingRetry", "Running", "Completed"]
        assert watch(runs, logs=False) == expected
        assert sum(kind == "GET flow_run_states" for _, kind in runs.requests) == 2

    def test_past_states_and_lines_are_merged_by_time(self, clock: Clock) -> None:
        changes = [
            (-90.0, "PENDING"),
            (-80.0, "RUNNING"),
            (-70.0, "FAILED"),
            (-65.0, "SCHEDULED"),
            (-60.0, "COMPLETED"),
        ]
        lines = [(-50.0, second) for second in (-85.0, -80.0, -75.0, -62.0, -59.0)]
        runs = TimedRuns(clock, [TimedRun(1, changes)], lines, limit=2)
        expected = ["Pending", "-85", "Running", "-80", "-75", "Failed", "Scheduled", "-62", "-59", "Completed"]
        assert watch(runs) == expected
        assert clock.slept == []

    def test_retried_run_goes_on(self, clock: Clock) -> None:
        """It is retried while the last lines are awaited."""
        changes = [
            (0.0, "RUNNING"),
            (5.0, "FAILED"),
            (7.0, "SCHEDULED AwaitingRetry"),
            (9.0, "RUNNING"),
            (14.0, "COMPLETED"),
        ]
        runs = TimedRuns(clock, [TimedRun(1, changes)], [(6, 4), (10, 9.5), (15.5, 13)])
        assert watch(runs) == ["Running", "4", "Failed", "AwaitingRetry", "Running", "9.5", "13", "Completed"]

    def test_line_of_a_later_state_may_precede_a_late_line(self, clock: Clock) -> None:
        runs = TimedRuns(clock, [TimedRun(1, [(0, "RUNNING"), (10, "PAUSED"), (20, "COMPLETED")])], [(12, 8)])
        assert watch(runs) == ["Running", "Paused", "8", "Completed"]

    def test_state_entered_during_a_poll_precedes_its_lines(self, clock: Clock) -> None:
        runs = TimedRuns(clock, [TimedRun(1, [(0, "SCHEDULED"), (5, "RUNNING"), (30, "COMPLETED")])], [(8, 7)])

        def handle(request: httpx.Request) -> httpx.Response:
            response = runs(request)
            if clock.now < 1005 and request.url.path.endswith("/flow_run_states/"):
                clock.now += 10
            return response

        with client(handle) as prefect:
            found = [text(item) for item in prefect.flow_runs.watch(ONE)]
        assert found == ["Scheduled", "Running", "7", "Completed"]

    def test_final_state_is_yielded_at_once_without_lines(self, clock: Clock) -> None:
        runs = TimedRuns(clock, [TimedRun(1, [(0, "RUNNING"), (5, "CRASHED")])], [(1, 1)])
        assert watch(runs, logs=False) == ["Running", "Crashed"]
        assert runs.now <= 5.5
        assert not any(kind == "filter" for _, kind in runs.requests)

    def test_level_limits_lines(self, clock: Clock) -> None:
        bodies: list[bytes] = []
        runs = TimedRuns(clock, [TimedRun(1, [(-99, "COMPLETED")])])

        def handle(request: httpx.Request) -> httpx.Response:
            bodies.append(request.content)
            return runs(request)

        with client(handle) as prefect:
            for level in ("warning", 30):
                list(prefect.flow_runs.watch(ONE, level=level))
                list(prefect.flow_runs.follow_logs(ONE, level=level))
            with pytest.raises(ArgumentError, match="level must be a number or one of DEBUG"):
                list(prefect.flow_runs.watch(ONE, level="loud"))
        assert sum(b'"level":{"ge_":30}' in body for body in bodies) == 4

    def test_timeout_has_the_diagnosis_of_a_wait(self, clock: Clock) -> None:
        runs = TimedRuns(clock, [TimedRun(1, [(0, "SCHEDULED"), (15, "SCHEDULED Late")])])
        for follow in ("watch", "follow_logs"):
            clock.now = 1000
            with client(runs) as prefect, pytest.raises(WaitTimeoutError) as error:
                list(getattr(prefect.flow_runs, follow)(ONE, timeout=60))
            assert "is still SCHEDULED (Late) after 60 s: it has no deployment, so no worker picks it up" in str(
                error.value
            )
            assert clock.now == pytest.approx(1060)

    @pytest.mark.parametrize("fault", GARBLED.values(), ids=GARBLED)
    def test_garbled_responses_neither_lose_nor_repeat_items(
        self, clock: Clock, fault: httpx.Response | Exception
    ) -> None:
        for nth in (2, 3, 4, 6):
            clock.now = 1000
            runs = Faulty(clock, [TimedRun(1, LATE)], [(34, 33.5), (54.5, 52)], fault=fault, nth=nth)
            found = watch(runs)
            assert sorted(found) == sorted(["Scheduled", "Late", "Pending", "Running", "33.5", "52", "Completed"])
            assert found[-1] == "Completed"

    @pytest.mark.anyio
    async def test_async_client(self, clock: Clock) -> None:
        runs = TimedRuns(clock, [TimedRun(1, LATE)], [(34, 33.5), (54.5, 53.5)])
        async with async_client(runs) as prefect:
            items = [text(item) async for item in prefect.flow_runs.watch(ONE)]
        assert items == ["Scheduled", "Late", "Pending", "Running", "33.5", "53.5", "Completed"]


class TestUntil:
    @pytest.mark.parametrize(
        ("until", "seconds", "name"),
        [
            ("RUNNING", 33, "Running"),
            ("running", 33, "Running"),
            (StateType.RUNNING, 33, "Running"),
            ("Late", 15, "Late"),
            (["Late", "PAUSED"], 15, "Late"),
            (("PAUSED", StateType.PENDING), 30, "Pending"),
            ("SCHEDULED", 0, "Scheduled"),
            ("COMPLETED", 53, "Completed"),
            ({"FAILED", "COMPLETED"}, 53, "Completed"),
        ],
    )
    def test_wait_returns_in_the_state(self, clock: Clock, until: Any, seconds: float, name: str) -> None:
        runs = TimedRuns(clock, [TimedRun(1, LATE)])
        with client(runs) as prefect:
            assert prefect.flow_runs.wait(ONE, until=until).state_name == name
        assert seconds <= runs.now <= seconds + 3

    def test_state_object_stands_for_its_type(self, clock: Clock) -> None:
        with client(TimedRuns(clock, [TimedRun(1, LATE)])) as prefect:
            state = prefect.flow_runs.wait(ONE, until="RUNNING").state
            clock.now = 1000
            assert prefect.flow_runs.wait(ONE, until=state).state_name == "Running"

    @pytest.mark.parametrize("until", ["PAUSED", "Paused", "CANCELLING"])
    def test_state_between_two_polls_counts(self, clock: Clock, until: str) -> None:
        changes = [(0.0, "RUNNING"), (100.0, until.upper()), (100.1, "RUNNING"), (200.0, "COMPLETED")]
        runs = TimedRuns(clock, [TimedRun(1, changes)])
        with client(runs) as prefect:
            assert prefect.flow_runs.wait(ONE, until=until).state_type == "RUNNING"
            clock.now = 1000
            found = prefect.flow_runs.wait_many([ONE], until=until, poll_interval=300)
        assert [run.state_type for run in found] == ["COMPLETED"]

    def test_state_of_a_run_that_has_gone_on_counts(self, clock: Clock) -> None:
        clock.now += 60
        with client(TimedRuns(clock, [TimedRun(1, LATE)])) as prefect:
            for until in ("RUNNING", "PENDING", "Late"):
                assert prefect.flow_runs.wait(ONE, until=until).state_type == "COMPLETED"
        assert clock.slept == []

    @pytest.mark.parametrize(
        ("changes", "until"),
        [
            # A run that was resumed pauses again.
            ([(-50.0, "RUNNING"), (-40.0, "PAUSED"), (-30.0, "RUNNING"), (50.0, "PAUSED")], "PAUSED"),
            # A retried run, and one that was suspended and resumed, starts again.
            ([(-50.0, "RUNNING"), (-40.0, "FAILED"), (-30.0, "SCHEDULED"), (50.0, "RUNNING")], "RUNNING"),
            (
                [(-50.0, "RUNNING"), (-40.0, "PAUSED"), (-30.0, "SCHEDULED"), (40.0, "PENDING"), (50.0, "RUNNING")],
                "RUNNING",
            ),
            # A paused run is resumed.
            ([(-50.0, "RUNNING"), (-40.0, "PAUSED"), (50.0, "RUNNING")], "RUNNING"),
        ],
    )
    def test_state_from_before_the_run_was_scheduled_or_resumed_does_not_count(
        self, clock: Clock, changes: list[tuple[float, str]], until: str
    ) -> None:
        runs = TimedRuns(clock, [TimedRun(1, changes)])
        with client(runs) as prefect:
            assert prefect.flow_runs.wait(ONE, until=until).state_type == until
        assert 50 <= runs.now <= 60

    @pytest.mark.parametrize("kind", ["COMPLETED", "FAILED"])
    def test_run_that_ends_without_the_state_raises(self, clock: Clock, kind: str) -> None:
        runs = TimedRuns(clock, [TimedRun(1, [(0, "RUNNING"), (5, kind)])])
        with client(runs) as prefect:
            with pytest.raises(StateNotReachedError) as error:
                prefect.flow_runs.wait(ONE, until=["PAUSED", "Late"])
            assert str(error.value) == f"flow run 'run-1' ({ONE}) ended {kind} without becoming PAUSED or Late"
            assert error.value.run.state_type == kind
            with pytest.raises(FlowRunFailedError if kind == "FAILED" else StateNotReachedError):
                prefect.flow_runs.wait(ONE, until="PAUSED", raise_on_failure=True)

    def test_unknown_and_missing_states_are_rejected(self) -> None:
        with client(lambda _request: pytest.fail("it was sent")) as prefect:
            with pytest.raises(ArgumentError, match=r"until must be .*did you mean 'PAUSED'"):
                prefect.flow_runs.wait(ONE, until="PAUSE")
            with pytest.raises(ArgumentError, match="until must be one or several states"):
                prefect.flow_runs.wait_many([ONE], until=[])

    def test_many_runs_are_awaited_until_the_last_has_entered_a_state(self, clock: Clock) -> None:
        runs = TimedRuns(clock, [TimedRun(1, LATE), TimedRun(2, [(0, "PENDING"), (90, "RUNNING")])])
        seen: list[Progress] = []
        with client(runs) as prefect:
            found = prefect.flow_runs.wait_many([TWO, ONE, TWO], until="RUNNING", on_progress=seen.append)
        assert [(run.id.int, run.state_type) for run in found] == [(2, "RUNNING"), (1, "RUNNING"), (2, "RUNNING")]
        assert seen == [Progress(done=1, failed=0, total=2), Progress(done=2, failed=0, total=2)]

    def test_timeout_names_the_state(self, clock: Clock) -> None:
        runs = TimedRuns(clock, [TimedRun(number, [(0, "RUNNING")]) for number in (1, 2)])
        with client(runs) as prefect:
            with pytest.raises(WaitTimeoutError, match=r"is still RUNNING, not PAUSED, after 9 s: since"):
                prefect.flow_runs.wait(ONE, until="PAUSED", timeout=9)
            with pytest.raises(
                WaitTimeoutError, match=r"^2 of 2 flow runs have not become PAUSED after 9 s: 2 RUNNING\."
            ):
                prefect.flow_runs.wait_many([ONE, TWO], until="PAUSED", timeout=9)

    @pytest.mark.anyio
    async def test_async_client(self, clock: Clock) -> None:
        async with async_client(TimedRuns(clock, [TimedRun(1, LATE)])) as prefect:
            assert (await prefect.flow_runs.wait(ONE, until="Late")).state_type == "SCHEDULED"
            with pytest.raises(StateNotReachedError):
                await prefect.flow_runs.wait(ONE, until="PAUSED")


ENDS = [
    TimedRun(1, [(0, "RUNNING"), (40, "COMPLETED")]),
    TimedRun(2, [(0, "RUNNING"), (10.1, "FAILED")]),
    TimedRun(3, [(0, "RUNNING"), (10.0, "CANCELLED")]),
]


class TestMany:
    def test_runs_are_yielded_once_in_the_order_of_their_ends(self, clock: Clock) -> None:
        with client(TimedRuns(clock, ENDS)) as prefect:
            runs = prefect.flow_runs.as_completed([ONE, TWO, ONE, THREE], poll_interval=4)
            assert [(run.id.int, run.state_type) for run in runs] == [(3, "CANCELLED"), (2, "FAILED"), (1, "COMPLETED")]
            assert list(prefect.flow_runs.as_completed([])) == []

    def test_timeout_of_as_completed_carries_unfinished_runs(self, clock: Clock) -> None:
        found: list[int] = []
        with client(TimedRuns(clock, ENDS)) as prefect, pytest.raises(WaitTimeoutError) as error:
            found.extend(run.id.int for run in prefect.flow_runs.as_completed([ONE, TWO, THREE], timeout=20))
        assert found == [3, 2]
        assert [run.id for run in error.value.runs] == [ONE]

    def test_only_a_few_runs_are_unfinished_at_a_time(self, clock: Clock) -> None:
        """Each run takes four seconds from the time at which it is taken from the generator."""
        started: dict[int, float] = {}
        timed: list[TimedRun] = []
        runs = TimedRuns(clock, timed)

        def start() -> Iterator[UUID]:
            for number in [1, 2, 3, 1, 4, 5, 6, 7]:
                if number not in started:
                    started[number] = runs.now
                    timed.append(TimedRun(number, [(runs.now, "RUNNING"), (runs.now + 4, "COMPLETED")]))
                yield UUID(int=number)

        with client(runs) as prefect:
            found = prefect.flow_runs.as_completed(start(), max_unfinished=3, poll_interval=1)
            finished = [(run.id.int, runs.now) for run in found]
        assert [number for number, _ in finished] == [1, 2, 3, 4, 5, 6, 7]
        assert list(started.values()) == [0, 0, 0, 4, 4, 4, 8]
        assert finished[-1] == (7, 12)

    def test_no_run_is_started_before_arguments_are_checked(self) -> None:
        ids = (pytest.fail("a run was started") for _ in range(3))
        with client(lambda _request: pytest.fail("it was sent")) as prefect:
            for options in ({"max_unfinished": 0}, {"timeout": -1}, {"poll_interval": 0}):
                with pytest.raises(ArgumentError, match=f"^{next(iter(options))} must be"):
                    list(prefect.flow_runs.as_completed(ids, **options))

    def test_progress_counts_finished_and_failed_runs(self, clock: Clock) -> None:
        seen: list[Progress] = []
        with client(TimedRuns(clock, ENDS)) as prefect:
            prefect.flow_runs.wait_many([ONE, TWO, THREE, ONE], on_progress=seen.append, poll_interval=4)
        assert seen == [Progress(done=2, failed=2, total=3), Progress(done=3, failed=2, total=3)]

    def test_timeout_counts_runs_by_state(self, clock: Clock) -> None:
        late = [TimedRun(n, [(0, "SCHEDULED"), (15, "SCHEDULED Late")]) for n in range(1, 8)]
        running = [TimedRun(n, [(0, "RUNNING")]) for n in range(8, 13)]
        done = [TimedRun(n, [(-9, "COMPLETED")]) for n in range(13, 301)]
        runs = TimedRuns(clock, [*late, *running, *done])
        with client(runs) as prefect, pytest.raises(WaitTimeoutError) as error:
            prefect.flow_runs.wait_many([UUID(int=n) for n in range(1, 301)], timeout=600)
        assert str(error.value) == (
            "12 of 300 flow runs have not finished after 600 s: 7 SCHEDULED (Late), 5 RUNNING. "
            f"The first: 'run-1' ({ONE}) is SCHEDULED (Late): it has no deployment, so no worker picks it up"
        )
        assert len(error.value.runs) == 12

    def test_timeout_of_the_last_run_is_in_the_singular(self, clock: Clock) -> None:
        with client(TimedRuns(clock, ENDS)) as prefect, pytest.raises(WaitTimeoutError) as error:
            prefect.flow_runs.wait_many([ONE, TWO, THREE], timeout=30)
        assert str(error.value).startswith(
            "1 of 3 flow runs has not finished after 30 s: 1 RUNNING. The first: 'run-1'"
        )

    @pytest.mark.parametrize("count", [3, 300])
    def test_unlistable_runs_are_read_by_id(self, clock: Clock, count: int) -> None:
        runs = TimedRuns(
            clock,
            [TimedRun(number, [(0, "RUNNING"), (100 + number / 10, "COMPLETED")]) for number in range(1, count + 1)],
            unlistable={1, 2},
        )
        ids = [UUID(int=number) for number in range(1, count + 1)]
        with client(runs) as prefect:
            assert [run.id for run in prefect.flow_runs.wait_many(ids)] == ids
        # Only the first poll searches for them.
        assert max(runs.count(second, second + 0.3) for second in range(1, 90)) <= 4

    def test_failing_server_is_not_taken_for_an_unlistable_run(self, clock: Clock) -> None:
        sent = 0

        def handle(request: httpx.Request) -> httpx.Response:
            nonlocal sent
            sent += 1
            return httpx.Response(500, json={"exception_message": "Internal Server Error"})

        with client(handle) as prefect, pytest.raises(WaitTimeoutError, match="Internal Server Error"):
            prefect.flow_runs.wait_many([UUID(int=number) for number in range(1000)], timeout=0)
        assert sent <= 12

    @pytest.mark.anyio
    async def test_async_client_takes_runs_from_an_async_generator(self, clock: Clock) -> None:
        taken: list[float] = []
        runs = TimedRuns(clock, ENDS)

        async def start() -> AsyncIterator[UUID]:
            for run_id in (ONE, TWO, THREE):
                taken.append(runs.now)
                yield run_id

        async with async_client(runs) as prefect:
            found = [run.id async for run in prefect.flow_runs.as_completed(start(), max_unfinished=2)]
            assert found == [TWO, THREE, ONE]
            assert [run.id async for run in prefect.flow_runs.as_completed(iter(found), max_unfinished=1)] == found
            with pytest.raises(ArgumentError, match="run_ids must be an iterable, such as a list"):
                await anext(prefect.flow_runs.as_completed(str(ONE)))
        assert taken[:2] == [0, 0]
        assert taken[2] >= 10.1

    @pytest.mark.anyio
    async def test_async_client(self, clock: Clock) -> None:
        seen: list[Progress] = []
        async with async_client(TimedRuns(clock, ENDS, unlistable={2})) as prefect:
            found = await prefect.flow_runs.wait_many([ONE, TWO, THREE], on_progress=seen.append)
        assert [run.id for run in found] == [ONE, TWO, THREE]
        assert seen[-1] == Progress(done=3, failed=2, total=3)
