"""An answer that is fetched ahead, while the caller works on the one before.

It is asked for once, and a failure is forgotten: whoever reaches that answer asks again, as the client's retry policy
has it, and is told then what is wrong. So whoever never reaches it is told nothing, and nothing is sent again for them.
"""

from __future__ import annotations

from contextlib import suppress
from contextvars import copy_context
from threading import Thread
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from asyncio import Task
    from collections.abc import Callable, Coroutine

Answer = TypeVar("Answer")

_TURNS = 5
"""Turns of the event loop in which a request is sent over an open connection: the caller may give it none for long."""


class AsyncAhead(Generic[Answer]):
    """One answer at a time, fetched by a task."""

    def __init__(self) -> None:
        self._task: Task[Answer | None] | None = None

    async def fetch(self, ask: Callable[[], Coroutine[Any, Any, Answer]]) -> None:
        """Begin to ask, where tasks are to be had."""
        # The sync client has no use for it, and starts sooner without.
        from asyncio import get_running_loop, sleep

        try:
            loop = get_running_loop()
        except RuntimeError:
            return  # Trio runs, which has no tasks without somebody who waits for them.
        self._task = loop.create_task(_once(ask))
        for _ in range(_TURNS):
            await sleep(0)

    async def take(self) -> Answer | None:
        """Return the answer, when it is there; None if nobody asked, or that failed."""
        task, self._task = self._task, None
        return None if task is None else await task

    async def aclose(self) -> None:
        """Ask no longer."""
        task, self._task = self._task, None
        if task is not None:
            from asyncio import wait

            task.cancel()
            await wait([task])


async def _once(ask: Callable[[], Coroutine[Any, Any, Answer]]) -> Answer | None:
    with suppress(Exception):
        return await ask()
    return None


class Ahead(Generic[Answer]):
    """One answer at a time, fetched by a thread, which ends with it."""

    def __init__(self) -> None:
        self._thread: Thread | None = None
        self._answers: list[Answer] = []

    def fetch(self, ask: Callable[[], Answer]) -> None:
        """Begin to ask, where threads are to be had."""
        answers: list[Answer] = []

        def once() -> None:
            with suppress(Exception):
                answers.append(ask())

        # As a daemon it holds up no program that ends.
        thread = Thread(target=copy_context().run, args=(once,), name="prefect-http-ahead", daemon=True)
        with suppress(RuntimeError):
            thread.start()
            self._thread, self._answers = thread, answers

    def take(self) -> Answer | None:
        """Return the answer, when it is there; None if nobody asked, or that failed."""
        thread, self._thread = self._thread, None
        if thread is None:
            return None
        # In a process that was forked meanwhile, where there is no such thread, this returns at once.
        thread.join()
        return self._answers.pop() if self._answers else None

    def close(self) -> None:
        """Ask no longer.

        What is under way is not waited for, since a generator may be closed at any time by the garbage collector, in a
        thread that holds what the other one needs.
        """
        self._thread = None
