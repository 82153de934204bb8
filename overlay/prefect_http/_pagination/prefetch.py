"""An answer that is fetched ahead, while the caller works on the one before.

It is asked for once, and a failure is forgotten: whoever reaches that answer asks again, as the client's retry policy
has it, and is told then what is wrong. So whoever never reaches it is told nothing, and nothing is sent again for them.
"""

from __future__ import annotations

from contextlib import suppress
from contextvars import copy_context
from functools import partial
from queue import SimpleQueue
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
        self._task = loop.create_task(_async_answer(ask))
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


async def _async_answer(ask: Callable[[], Coroutine[Any, Any, Answer]]) -> Answer | None:
    with suppress(Exception):
        return await ask()
    return None


class Ahead(Generic[Answer]):
    """One answer at a time, fetched by a thread."""

    def __init__(self) -> None:
        self._questions: SimpleQueue[Callable[[], Answer] | None] = SimpleQueue()
        self._answers: SimpleQueue[Answer | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._under_way = False

    def fetch(self, ask: Callable[[], Answer]) -> None:
        """Begin to ask, where threads are to be had."""
        # One thread for all that is asked: each new one would get memory of its own, which costs more than its start.
        with suppress(RuntimeError):
            self._thread = self._thread or self._started()
            self._questions.put(ask)
            self._under_way = True

    def take(self) -> Answer | None:
        """Return the answer, when it is there; None if nobody asked, or that failed."""
        under_way, self._under_way = self._under_way, False
        # In a process that was forked meanwhile there is no such thread.
        if not under_way or self._thread is None or not self._thread.is_alive():
            return None
        return self._answers.get()

    def close(self) -> None:
        """Ask no longer.

        What is under way is not waited for, since a generator may be closed at any time by the garbage collector, in a
        thread that holds what the other one needs.
        """
        self._questions.put(None)

    def _started(self) -> Thread:
        # As a daemon it holds up no program that ends.
        work = partial(copy_context().run, _answer_all, self._questions, self._answers)
        thread = Thread(target=work, name="prefect-http-ahead", daemon=True)
        thread.start()
        return thread


def _answer_all(questions: SimpleQueue[Callable[[], Answer] | None], answers: SimpleQueue[Answer | None]) -> None:
    """Answer *questions* until there is None; one that fails with None."""
    while (ask := questions.get()) is not None:
        answers.put(_answer(ask))


def _answer(ask: Callable[[], Answer]) -> Answer | None:
    # Whatever it is, none of it may leave the one who waits without an answer.
    with suppress(BaseException):
        return ask()
    return None
