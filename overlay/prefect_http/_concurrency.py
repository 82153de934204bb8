"""Concurrency: clock, sleep, locks, concurrent calls, and background functions. Tests replace the clock here."""

from __future__ import annotations

import threading
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager, asynccontextmanager, contextmanager
from contextvars import copy_context
from typing import TYPE_CHECKING, Final, TypeVar

from prefect_http._lazy import lazy_module

if TYPE_CHECKING:
    import anyio
else:
    # Imported on first use: the sync client does not need it.
    anyio = lazy_module("anyio")

monotonic = time.monotonic

_GRACE: Final = 10.0
"""Seconds that a background function has to return when its block ends."""


async def async_sleep(seconds: float) -> None:
    """Suspend the current task for *seconds*."""
    await anyio.sleep(seconds)


def sleep(seconds: float) -> None:
    """Suspend the current thread for *seconds*."""
    time.sleep(seconds)


async def async_wait(event: anyio.Event, seconds: float) -> bool:
    """Suspend the current task until *event* is set, for at most *seconds*, and return whether it is set."""
    with anyio.move_on_after(seconds):
        await event.wait()
    return event.is_set()


def wait(event: threading.Event, seconds: float) -> bool:
    """Suspend the current thread until *event* is set, for at most *seconds*, and return whether it is set."""
    return event.wait(seconds)


def async_lock() -> AbstractAsyncContextManager[None]:
    """Return a lock for tasks."""
    return anyio.Lock()


def lock() -> AbstractContextManager[object]:
    """Return a lock for threads."""
    return threading.Lock()


T = TypeVar("T")


async def async_gather(functions: Sequence[Callable[[], Awaitable[T]]]) -> list[T]:
    """Call all *functions* concurrently, each in a task, and return their results in order.

    If any function raises, the others still finish. Then the first error, in the order of *functions*, is raised.
    """
    if len(functions) == 1:
        return [await functions[0]()]

    results: dict[int, T] = {}
    errors: dict[int, Exception] = {}

    async def run(index: int, function: Callable[[], Awaitable[T]]) -> None:
        try:
            results[index] = await function()
        except Exception as error:  # noqa: BLE001  # raised below, outside the task group, which would wrap it
            errors[index] = error

    async with anyio.create_task_group() as tasks:
        for index, function in enumerate(functions):
            tasks.start_soon(run, index, function)
    if errors:
        raise errors[min(errors)]
    return [results[index] for index in range(len(functions))]


def gather(functions: Sequence[Callable[[], T]]) -> list[T]:
    """Call all *functions* concurrently, each in a thread, and return their results in order.

    If any function raises, the others still finish. Then the first error, in the order of *functions*, is raised. A
    KeyboardInterrupt in the caller's thread is raised immediately, while the other threads finish on their own.
    """
    if len(functions) == 1:
        return [functions[0]()]
    from threading import Thread

    results: dict[int, T] = {}
    errors: dict[int, BaseException] = {}

    def run(index: int, function: Callable[[], T]) -> None:
        try:
            results[index] = function()
        except BaseException as error:  # noqa: BLE001  # raised below, in the thread of the caller
            errors[index] = error

    # Daemon threads, because an interrupted program would wait for the threads of an executor. Each runs in a copy of
    # the caller's context, as tasks do, so that tracing works.
    threads = [
        Thread(target=copy_context().run, args=(run, index, function), name="prefect_http", daemon=True)
        for index, function in enumerate(functions)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[min(errors)]
    return [results[index] for index in range(len(functions))]


class AsyncBackground:
    """What a background function knows of its block, as a task."""

    def __init__(self) -> None:
        self.entered = anyio.Event()
        self.left = anyio.Event()

    def enter(self) -> None:
        """Let the block start."""
        self.entered.set()

    async def wait(self, seconds: float) -> bool:
        """Wait for the end of the block, for at most *seconds*, and return whether it has ended."""
        return await async_wait(self.left, seconds)


class Background:
    """What a background function knows of its block, as a thread."""

    def __init__(self) -> None:
        self.entered = threading.Event()
        self.left = threading.Event()

    def enter(self) -> None:
        """Let the block start."""
        self.entered.set()

    def wait(self, seconds: float) -> bool:
        """Wait for the end of the block, for at most *seconds*, and return whether it has ended."""
        return wait(self.left, seconds)


@asynccontextmanager
async def async_background(function: Callable[[AsyncBackground], Awaitable[None]]) -> AsyncGenerator[None, None]:
    """Run *function* in a task while the block runs.

    The block starts when *function* calls ``enter()``. When the block ends, even by cancellation, *function* is not
    cancelled: it finishes what it is doing and returns, within ten seconds. Its error is raised in place of the block,
    or after it, unless the block raised one.
    """
    state = AsyncBackground()
    # Raised outside the task group, which would wrap them.
    errors: list[BaseException] = []
    scope = anyio.CancelScope(shield=True)

    async def run() -> None:
        try:
            with scope:
                await function(state)
        except Exception as error:  # noqa: BLE001  # raised below
            errors.append(error)
        finally:
            state.enter()

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(run)
        try:
            await state.entered.wait()
            if not errors:
                yield
        except BaseException as error:
            if isinstance(error, anyio.get_cancelled_exc_class()):
                raise
            errors.insert(0, error)
        finally:
            state.left.set()
            scope.deadline = anyio.current_time() + _GRACE
    if errors:
        raise errors[0]


@contextmanager
def background(function: Callable[[Background], None]) -> Generator[None, None, None]:
    """Run *function* in a thread while the block runs.

    The block starts when *function* calls ``enter()``. When the block ends, even by KeyboardInterrupt, *function*
    finishes what it is doing and returns. The caller waits up to ten seconds for that. Its error is raised in place of
    the block, or after it, unless the block raised one.
    """
    state = Background()
    errors: list[BaseException] = []

    def run() -> None:
        try:
            function(state)
        except BaseException as error:  # noqa: BLE001  # raised below, in the thread of the caller
            errors.append(error)
        finally:
            state.enter()

    thread = threading.Thread(target=copy_context().run, args=(run,), name="prefect_http", daemon=True)
    try:
        # A KeyboardInterrupt can be raised here too.
        thread.start()
        state.entered.wait()
        if not errors:
            yield
    finally:
        state.left.set()
        if thread.is_alive():
            thread.join(_GRACE)
    if errors:
        raise errors[0]
