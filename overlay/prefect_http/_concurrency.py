"""Time as the client sees it, and what waits for it: the one place that tests replace."""

from __future__ import annotations

import threading
import time
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from contextvars import copy_context
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence


monotonic = time.monotonic


async def async_sleep(seconds: float) -> None:
    """Let *seconds* pass, on the event loop that runs."""
    import anyio

    await anyio.sleep(seconds)


def sleep(seconds: float) -> None:
    """Let *seconds* pass."""
    time.sleep(seconds)


def async_lock() -> AbstractAsyncContextManager[None]:
    """Return a lock that tasks share."""
    import anyio

    return anyio.Lock()


def lock() -> AbstractContextManager[object]:
    """Return a lock that threads share."""
    return threading.Lock()


T = TypeVar("T")


async def async_together(works: Sequence[Callable[[], Awaitable[T]]]) -> list[T]:
    """Do all *works* at a time, each in a task, and return what they return, in their order.

    If some raise, the others are still waited for, and the first of the errors is raised.
    """
    if len(works) == 1:
        return [await works[0]()]
    import anyio

    done: dict[int, T] = {}
    errors: dict[int, Exception] = {}

    async def do(place: int, work: Callable[[], Awaitable[T]]) -> None:
        try:
            done[place] = await work()
        except Exception as error:  # noqa: BLE001  # raised below, where no group of errors is made of it
            errors[place] = error

    async with anyio.create_task_group() as tasks:
        for place, work in enumerate(works):
            tasks.start_soon(do, place, work)
    if errors:
        raise errors[min(errors)]
    return [done[place] for place in range(len(works))]


def together(works: Sequence[Callable[[], T]]) -> list[T]:
    """Do all *works* at a time, each in a thread, and return what they return, in their order.

    If some raise, the others are still waited for, and the first of the errors is raised. Only who is interrupted does
    not wait: what is under way then ends by itself.
    """
    if len(works) == 1:
        return [works[0]()]
    from threading import Thread

    done: dict[int, T] = {}
    errors: dict[int, BaseException] = {}

    def do(place: int, work: Callable[[], T]) -> None:
        try:
            done[place] = work()
        except BaseException as error:  # noqa: BLE001  # raised below, in the thread of the caller
            errors[place] = error

    # As daemons, they hold up no program that is interrupted; those of an executor are waited for whatever happens. Who
    # traces requests finds the caller's context in every one of them, as in tasks.
    threads = [
        Thread(target=copy_context().run, args=(do, place, work), name="prefect_http", daemon=True)
        for place, work in enumerate(works)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[min(errors)]
    return [done[place] for place in range(len(works))]
