"""Lifecycle of connections: the process and event loop that they belong to, and when they are closed."""

from __future__ import annotations

import os
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from prefect_http._lazy import lazy_module
from prefect_http.errors import ClientReuseError

if TYPE_CHECKING:
    from anyio import lowlevel

    from prefect_http._http import dispatch
else:
    dispatch = lazy_module("prefect_http._http.dispatch")
    # The sync client starts faster without anyio.
    lowlevel = lazy_module("anyio.lowlevel")


class Affinity:
    """Affinity of a client to the process of its first call.

    After a fork, both processes would read from the same connections and receive each other's responses. Before the
    first call there are no connections, so a client can be created before a fork.
    """

    def __init__(self) -> None:
        self._process = 0

    def is_foreign(self) -> bool:
        """Return whether the process differs from that of the first call. The first call sets it."""
        process = os.getpid()
        self._process = self._process or process
        return self._process != process

    def check(self) -> None:
        """Reject a call from a forked process.

        Raises:
            ClientReuseError: The process differs from that of the first call.
        """
        if self.is_foreign():
            raise ClientReuseError(
                "this client was first used before the process was forked: create a client in each process"
            )


class AsyncAffinity:
    """Affinity of an async client to the process and event loop of its first call.

    On another event loop, the client's connections would hang.
    """

    def __init__(self) -> None:
        self._process = Affinity()
        self._loop: object = None

    def is_foreign(self) -> bool:
        """Return whether the process or event loop differs from those of the first call. The first call sets them."""
        return self._process.is_foreign() or self._is_other_loop()

    def check(self) -> None:
        """Reject a call from another process or event loop.

        Raises:
            ClientReuseError: The process or event loop differs from those of the first call.
        """
        self._process.check()
        if self._is_other_loop():
            raise ClientReuseError(
                "this client was first used on another event loop: "
                "create one AsyncPrefect per asyncio.run() or trio.run(), inside it"
            )

    def _is_other_loop(self) -> bool:
        loop = _running_loop()
        self._loop = self._loop or loop
        return self._loop is not loop


@cache
def _loops() -> lowlevel.RunVar[object]:
    return lowlevel.RunVar("prefect_http_loop")


def _running_loop() -> object:
    """Return an object that identifies the running event loop of asyncio or Trio."""
    loop = _loops().get(None)
    if loop is None:
        loop = object()
        _loops().set(loop)
    return loop


class AsyncExchangeTracker:
    """Closes the dispatcher of an async client immediately, since tasks can be cancelled during an exchange."""

    def __init__(self, dispatcher: dispatch.AsyncTransportDispatcher | dispatch.AsyncClientDispatcher) -> None:
        self._dispatcher = dispatcher

    def __enter__(self) -> None:
        """Start an exchange."""

    def __exit__(self, *_: object) -> None:
        """End an exchange."""

    async def aclose(self) -> None:
        """Close the dispatcher."""
        await self._dispatcher.aclose()


class ExchangeTracker:
    """Counts the exchanges of all threads, and closes the dispatcher once no exchange is in progress."""

    def __init__(self, dispatcher: dispatch.TransportDispatcher | dispatch.ClientDispatcher) -> None:
        self._dispatcher = dispatcher
        self._lock = Lock()
        self._count = 0
        self._closing = False

    def __enter__(self) -> None:
        """Start an exchange."""
        with self._lock:
            self._count += 1

    def __exit__(self, *_: object) -> None:
        """End an exchange. The last one closes the dispatcher if ``close`` was called."""
        with self._lock:
            self._count -= 1
        self._close_if_idle()

    def close(self) -> None:
        """Close the dispatcher once no exchange is in progress."""
        self._closing = True
        self._close_if_idle()

    def _close_if_idle(self) -> None:
        with self._lock:
            idle = self._closing and not self._count
        if idle:
            self._dispatcher.close()
