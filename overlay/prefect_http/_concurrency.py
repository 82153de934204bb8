"""Concurrency: clock, sleep, locks, and concurrent calls. Tests replace the clock here."""

from __future__ import annotations

import threading
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from contextvars import copy_context
from typing import TypeVar

monotonic = time.monotonic


async def async_sleep(seconds: float) -> None:
    """Suspend the current task for *seconds*."""
    import anyio

    await anyio.sleep(seconds)


def sleep(seconds: float) -> None:
    """Suspend the current thread for *seconds*."""
    time.sleep(seconds)


def async_lock() -> AbstractAsyncContextManager[None]:
    """Return a lock for tasks."""
    import anyio

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
    import anyio

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
