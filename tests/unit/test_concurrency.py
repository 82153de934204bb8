"""Concurrent calls in threads and in tasks."""

import os
import signal
import threading
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from functools import partial

import anyio
import anyio.lowlevel
import pytest

from prefect_http._concurrency import AsyncBackground, Background, async_background, async_gather, background, gather
from tests.support.waits import HANG_SECONDS

pytestmark = pytest.mark.every_python


class WrongError(Exception):
    pass


def fail(message: str) -> None:
    raise WrongError(message)


async def async_fail(message: str) -> None:
    raise WrongError(message)


class TestInThreads:
    def test_functions_run_concurrently_and_results_keep_their_order(self) -> None:
        both = threading.Barrier(2, timeout=HANG_SECONDS)

        def work(name: str) -> str:
            both.wait()
            return name

        assert gather([partial(work, "a"), partial(work, "b")]) == ["a", "b"]

    def test_single_function_needs_no_thread(self) -> None:
        assert gather([threading.current_thread]) == [threading.current_thread()]

    def test_all_threads_end_before_the_first_error_is_raised(self) -> None:
        before = threading.enumerate()
        ended: list[str] = []
        with pytest.raises(WrongError, match="first"):
            gather([partial(fail, "first"), partial(fail, "second"), partial(ended.append, "third")])
        assert ended == ["third"]
        assert threading.enumerate() == before

    def test_keyboard_interrupt_does_not_wait(self) -> None:
        interrupted, responded = threading.Event(), threading.Event()

        def interrupt(_signal: int, _frame: object) -> None:
            if not interrupted.is_set():
                interrupted.set()
                raise KeyboardInterrupt

        def press() -> bool:
            # A signal that arrives just as the main thread starts to wait does not wake it.
            while not interrupted.wait(0.05):
                os.kill(os.getpid(), signal.SIGINT)
            return responded.wait(HANG_SECONDS)

        functions: list[Callable[[], bool]] = [press, partial(responded.wait, HANG_SECONDS)]
        before = signal.signal(signal.SIGINT, interrupt)
        try:
            with pytest.raises(KeyboardInterrupt):
                gather(functions)
        finally:
            signal.signal(signal.SIGINT, before)
        remaining = [thread for thread in threading.enumerate() if thread.name == "prefect_http"]
        assert [thread.daemon for thread in remaining] == [True, True]
        responded.set()
        for thread in remaining:
            thread.join(HANG_SECONDS)

    def test_threads_inherit_the_context(self) -> None:
        traced: ContextVar[str] = ContextVar("traced")
        traced.set("here")

        def work() -> str:
            return traced.get()

        assert gather([work, work]) == ["here", "here"]


@pytest.mark.anyio
class TestInTasks:
    async def test_functions_run_concurrently_and_results_keep_their_order(self) -> None:
        arrived = [anyio.Event(), anyio.Event()]

        async def work(mine: int, other: int) -> int:
            arrived[mine].set()
            with anyio.fail_after(HANG_SECONDS):
                await arrived[other].wait()
            return mine

        assert await async_gather([partial(work, 0, 1), partial(work, 1, 0)]) == [0, 1]

    async def test_first_error_is_raised_after_all_tasks_end(self) -> None:
        ended: list[str] = []

        async def slow() -> None:
            await anyio.lowlevel.checkpoint()
            ended.append("slow")

        functions: list[Callable[[], Awaitable[None]]] = [
            partial(async_fail, "first"),
            partial(async_fail, "second"),
            slow,
        ]
        with pytest.raises(WrongError, match="first"):
            await async_gather(functions)
        assert ended == ["slow"]

    async def test_cancellation_cancels_all_tasks(self) -> None:
        cancelled: list[int] = []

        async def work(number: int) -> None:
            try:
                await anyio.sleep_forever()
            finally:
                cancelled.append(number)

        with anyio.CancelScope() as scope:
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(async_gather, [partial(work, 0), partial(work, 1)])
                await anyio.wait_all_tasks_blocked()
                scope.cancel()
        assert sorted(cancelled) == [0, 1]


class TestInTheBackground:
    def test_block_starts_when_the_function_lets_it_and_ends_after_the_function(self) -> None:
        happened: list[str] = []

        def work(block: Background) -> None:
            happened.append("prepared")
            block.enter()
            assert block.wait(HANG_SECONDS)
            happened.append("cleaned up")

        with background(work):
            happened.append("block")
        assert happened == ["prepared", "block", "cleaned up"]

    def test_error_of_the_function_is_raised_in_place_of_the_block(self) -> None:
        with pytest.raises(WrongError, match="early"), background(lambda _block: fail("early")):
            pytest.fail("the block ran")

    def test_error_of_the_block_hides_that_of_the_function(self) -> None:
        def work(block: Background) -> None:
            block.enter()
            block.wait(HANG_SECONDS)
            fail("late")

        with pytest.raises(WrongError, match="late"), background(work):
            pass
        with pytest.raises(ValueError, match="block"), background(work):
            raise ValueError("block")

    def test_keyboard_interrupt_before_the_block_lets_the_function_finish(self) -> None:
        # A process that a shell starts in the background ignores the signal.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        happened: list[str] = []

        def work(block: Background) -> None:
            os.kill(os.getpid(), signal.SIGINT)
            assert block.wait(HANG_SECONDS)
            happened.append("cleaned up")

        with pytest.raises(KeyboardInterrupt), background(work):
            pytest.fail("the block ran")
        assert happened == ["cleaned up"]


@pytest.mark.anyio
class TestInTheBackgroundOfATask:
    async def test_error_of_the_function_is_raised_in_place_of_the_block(self) -> None:
        with pytest.raises(WrongError, match="early"):
            async with async_background(lambda _block: async_fail("early")):
                pytest.fail("the block ran")

    async def test_error_of_the_block_hides_that_of_the_function(self) -> None:
        async def work(block: AsyncBackground) -> None:
            block.enter()
            await block.wait(HANG_SECONDS)
            fail("late")

        with pytest.raises(WrongError, match="late"):
            async with async_background(work):
                pass
        with pytest.raises(KeyboardInterrupt):
            async with async_background(work):
                raise KeyboardInterrupt

    async def test_cancellation_before_the_block_lets_the_function_finish(self) -> None:
        happened: list[str] = []

        async def work(block: AsyncBackground) -> None:
            scope.cancel()
            await anyio.lowlevel.checkpoint()
            assert await block.wait(HANG_SECONDS)
            happened.append("cleaned up")

        with anyio.CancelScope() as scope:
            async with async_background(work):
                pytest.fail("the block ran")
        assert happened == ["cleaned up"]
