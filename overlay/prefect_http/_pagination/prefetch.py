"""Prefetching: fetch one response while the caller works on the previous one.

A prefetch sends its request once. If the request fails, the error is dropped. When the caller reaches that page, the
request is resent with the client's retry policy. A caller that stops earlier sees no error and causes no retries.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from prefect_http._lazy import lazy_module

if TYPE_CHECKING:
    import asyncio
else:
    asyncio = lazy_module("asyncio")

Response = TypeVar("Response")

_TURNS = 5
"""Turns of the event loop that suffice to send a request on an open connection.

The request must be sent first, because the caller's code may then block the loop for a long time.
"""


class AsyncPrefetcher(Generic[Response]):
    """Fetches one response at a time in a task."""

    def __init__(self) -> None:
        self._task: asyncio.Task[Response | None] | None = None

    async def start(self, fetch: Callable[[], Coroutine[Any, Any, Response]]) -> None:
        """Start *fetch* in a task, if the event loop has tasks."""
        # Imported late: the sync client starts faster without asyncio.
        from asyncio import create_task, current_task, sleep

        try:
            is_asyncio = current_task() is not None
        except RuntimeError:
            is_asyncio = False
        if not is_asyncio:
            return  # Trio has no tasks outside a nursery. As a guest, it runs in a callback of asyncio's loop.
        self._task = create_task(_async_result(fetch))
        for _ in range(_TURNS):
            await sleep(0)

    async def take(self) -> Response | None:
        """Wait for the response and return it, or None if no fetch was started, or if the fetch failed."""
        task, self._task = self._task, None
        return None if task is None else await task

    async def aclose(self) -> None:
        """Cancel the task and wait for it to end."""
        task, self._task = self._task, None
        if task is not None:
            from asyncio import wait

            task.cancel()
            await wait([task])


async def _async_result(fetch: Callable[[], Coroutine[Any, Any, Response]]) -> Response | None:
    with suppress(Exception):
        return await fetch()
    return None


class Prefetcher(Generic[Response]):
    """Fetches one response at a time in a thread."""

    def __init__(self) -> None:
        self._requests: SimpleQueue[Callable[[], Response] | None] = SimpleQueue()
        self._responses: SimpleQueue[Response | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._is_pending = False

    def start(self, fetch: Callable[[], Response]) -> None:
        """Start *fetch* in a thread, if threads can be started."""
        # One thread serves all pages: the memory that each new thread gets costs more than starting it.
        with suppress(RuntimeError):
            self._thread = self._thread or self._start_thread()
            self._requests.put(fetch)
            self._is_pending = True

    def take(self) -> Response | None:
        """Wait for the response and return it, or None if no fetch was started, or if the fetch failed."""
        is_pending, self._is_pending = self._is_pending, False
        # A forked process does not have the thread.
        if not is_pending or self._thread is None or not self._thread.is_alive():
            return None
        return self._responses.get()

    def close(self) -> None:
        """End the thread without waiting for it.

        The garbage collector may close a generator at any time, in a thread that holds a lock that the prefetch thread
        needs. Waiting for that thread could deadlock.
        """
        self._requests.put(None)

    def _start_thread(self) -> Thread:
        # A daemon thread does not keep the interpreter from exiting.
        run = partial(copy_context().run, _run_all, self._requests, self._responses)
        thread = Thread(target=run, name="prefect-http-prefetch", daemon=True)
        thread.start()
        return thread


def _run_all(requests: SimpleQueue[Callable[[], Response] | None], responses: SimpleQueue[Response | None]) -> None:
    """Call the functions in *requests* up to the first None, and put their results into *responses*."""
    while (fetch := requests.get()) is not None:
        responses.put(_result(fetch))


def _result(fetch: Callable[[], Response]) -> Response | None:
    # Even after SystemExit, the waiting thread must get a result.
    with suppress(BaseException):
        return fetch()
    return None
