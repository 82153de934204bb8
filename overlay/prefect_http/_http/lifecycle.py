"""Lifecycle of connections: the process and event loop that they belong to, and when they are closed."""

from __future__ import annotations

import os
from threading import Lock
from typing import TYPE_CHECKING, Final

from prefect_http.errors import ClientReuseError

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

    import httpx


_FORKED: Final = "this client was created before the process was forked: create a client in each process"


class AsyncAffinity:
    """Affinity of an async client to the process and event loop of its first call.

    On another event loop, the client's connections would hang. After a fork, both processes would read from the same
    connections and receive each other's responses.
    """

    def __init__(self) -> None:
        self._process = 0
        self._loop: AbstractEventLoop | None = None

    def is_foreign(self) -> bool:
        """Return whether the process or event loop differs from those of the first call. The first call sets them."""
        process, loop = os.getpid(), _running_loop()
        if not self._process:
            self._process, self._loop = process, loop
        return self._process != process or self._loop is not loop

    def check(self) -> None:
        """Reject a call from another process or event loop.

        Raises:
            ClientReuseError: The process or event loop differs from those of the first call.
        """
        if self.is_foreign():
            if self._process != os.getpid():
                raise ClientReuseError(_FORKED)
            raise ClientReuseError(
                "this client was first used on another event loop: create one AsyncPrefect per asyncio.run(), inside it"
            )


class Affinity:
    """Affinity of a client to the process that created it."""

    def __init__(self) -> None:
        self._process = os.getpid()

    def is_foreign(self) -> bool:
        """Return whether this process was forked from the one that created the client."""
        return os.getpid() != self._process

    def check(self) -> None:
        """Reject a call from a forked process.

        Raises:
            ClientReuseError: This process was forked from the one that created the client.
        """
        if self.is_foreign():
            raise ClientReuseError(_FORKED)


def _running_loop() -> AbstractEventLoop | None:
    """Return the running event loop, or None under Trio, whose event loops cannot be distinguished."""
    # Imported late: the sync client starts faster without asyncio.
    from asyncio import get_running_loop

    try:
        return get_running_loop()
    except RuntimeError:
        return None


class AsyncExchangeTracker:
    """Closes the transport of an async client immediately, since tasks can be cancelled during an exchange."""

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self._transport = transport

    def __enter__(self) -> None:
        """Start an exchange."""

    def __exit__(self, *_: object) -> None:
        """End an exchange."""

    async def aclose(self) -> None:
        """Close the transport."""
        await self._transport.aclose()


class ExchangeTracker:
    """Counts the exchanges of all threads, and closes the transport once no exchange is in progress."""

    def __init__(self, transport: httpx.BaseTransport) -> None:
        self._transport = transport
        self._lock = Lock()
        self._count = 0
        self._closing = False

    def __enter__(self) -> None:
        """Start an exchange."""
        with self._lock:
            self._count += 1

    def __exit__(self, *_: object) -> None:
        """End an exchange. The last one closes the transport if ``close`` was called."""
        with self._lock:
            self._count -= 1
        self._close_if_idle()

    def close(self) -> None:
        """Close the transport once no exchange is in progress."""
        self._closing = True
        self._close_if_idle()

    def _close_if_idle(self) -> None:
        with self._lock:
            idle = self._closing and not self._count
        if idle:
            self._transport.close()
