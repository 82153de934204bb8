"""Several requests at a time, begun and ended within one call: nothing goes on behind the caller's back."""

from __future__ import annotations

from contextvars import copy_context
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

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

    If some raise, the others are still waited for, and the first of the errors is raised.
    """
    if len(works) == 1:
        return [works[0]()]
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(len(works), thread_name_prefix="prefect_http") as threads:
        # Who traces requests finds the caller's context in every one of them, as in tasks.
        futures = [threads.submit(copy_context().run, work) for work in works]
    return [future.result() for future in futures]
