"""Several requests at a time: in threads, and in tasks."""

import os
import signal
import threading
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from functools import partial

import anyio
import anyio.lowlevel
import pytest

from prefect_http._concurrency import async_together, together

LONG = 60.0
"""Seconds after which what was waited for will never come."""


class WrongError(Exception):
    pass


def fail(message: str) -> None:
    raise WrongError(message)


async def async_fail(message: str) -> None:
    raise WrongError(message)


class TestInThreads:
    def test_works_are_done_at_a_time_and_answer_in_their_order(self) -> None:
        both = threading.Barrier(2, timeout=LONG)

        def work(name: str) -> str:
            both.wait()
            return name

        assert together([partial(work, "a"), partial(work, "b")]) == ["a", "b"]

    def test_a_single_work_needs_no_thread(self) -> None:
        assert together([threading.current_thread]) == [threading.current_thread()]

    def test_no_thread_outlasts_the_call_and_the_first_error_is_raised(self) -> None:
        before = threading.enumerate()
        ended: list[str] = []
        with pytest.raises(WrongError, match="first"):
            together([partial(fail, "first"), partial(fail, "second"), partial(ended.append, "third")])
        assert ended == ["third"]
        assert threading.enumerate() == before

    def test_who_is_interrupted_waits_for_none(self) -> None:
        interrupted, answered = threading.Event(), threading.Event()

        def interrupt(_signal: int, _frame: object) -> None:
            if not interrupted.is_set():
                interrupted.set()
                raise KeyboardInterrupt

        def press() -> bool:
            # A signal that comes just when the main thread begins to wait does not wake it.
            while not interrupted.wait(0.05):
                os.kill(os.getpid(), signal.SIGINT)
            return answered.wait(LONG)

        works: list[Callable[[], bool]] = [press, partial(answered.wait, LONG)]
        before = signal.signal(signal.SIGINT, interrupt)
        try:
            with pytest.raises(KeyboardInterrupt):
                together(works)
        finally:
            signal.signal(signal.SIGINT, before)
        left = [thread for thread in threading.enumerate() if thread.name == "prefect_http"]
        assert [thread.daemon for thread in left] == [True, True]
        answered.set()
        for thread in left:
            thread.join(LONG)

    def test_works_see_the_callers_context(self) -> None:
        traced: ContextVar[str] = ContextVar("traced")
        traced.set("here")

        def work() -> str:
            return traced.get()

        assert together([work, work]) == ["here", "here"]


@pytest.mark.anyio
class TestInTasks:
    async def test_works_are_done_at_a_time_and_answer_in_their_order(self) -> None:
        arrived = [anyio.Event(), anyio.Event()]

        async def work(mine: int, other: int) -> int:
            arrived[mine].set()
            with anyio.fail_after(LONG):
                await arrived[other].wait()
            return mine

        assert await async_together([partial(work, 0, 1), partial(work, 1, 0)]) == [0, 1]

    async def test_the_first_error_is_raised_by_itself_and_the_others_are_waited_for(self) -> None:
        ended: list[str] = []

        async def slow() -> None:
            await anyio.lowlevel.checkpoint()
            ended.append("slow")

        works: list[Callable[[], Awaitable[None]]] = [partial(async_fail, "first"), partial(async_fail, "second"), slow]
        with pytest.raises(WrongError, match="first"):
            await async_together(works)
        assert ended == ["slow"]

    async def test_whoever_is_cancelled_takes_the_works_along(self) -> None:
        cancelled: list[int] = []

        async def work(number: int) -> None:
            try:
                await anyio.sleep_forever()
            finally:
                cancelled.append(number)

        with anyio.CancelScope() as scope:
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(async_together, [partial(work, 0), partial(work, 1)])
                await anyio.wait_all_tasks_blocked()
                scope.cancel()
        assert sorted(cancelled) == [0, 1]
