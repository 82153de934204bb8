"""Where a client's connections belong: an event loop, or a process. Elsewhere they would hang, or mix up answers."""

from __future__ import annotations

import os
from threading import Lock
from typing import TYPE_CHECKING

from prefect_http.errors import ClientReuseError

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

    import httpx


_FORKED = (
    "This client's connections belong to the process from which this one was forked: make a client in each process."
)


class AsyncHome:
    """The event loop on which an async client was first used, and the process in which that was."""

    def __init__(self) -> None:
        self._process = 0
        self._loop: AbstractEventLoop | None = None

    def left(self) -> bool:
        """Return whether this is another event loop or process than that of the first call, which is remembered."""
        process, loop = os.getpid(), _running_loop()
        if not self._process:
            self._process, self._loop = process, loop
        return self._process != process or self._loop is not loop

    def check(self) -> None:
        """Make sure that this is the event loop of the first call, and its process.

        Raises:
            ClientReuseError: it is another.
        """
        if self.left():
            if self._process != os.getpid():
                raise ClientReuseError(_FORKED)
            raise ClientReuseError(
                "This client's connections belong to another event loop, on which it was used first: "
                "make one AsyncPrefect for each asyncio.run(), inside of it."
            )


class Home:
    """The process in which a client was made."""

    def __init__(self) -> None:
        self._process = os.getpid()

    def left(self) -> bool:
        """Return whether this is another process, forked from the one in which the client was made."""
        return os.getpid() != self._process

    def check(self) -> None:
        """Make sure that this is the process in which the client was made.

        Raises:
            ClientReuseError: it is one that was forked from it.
        """
        if self.left():
            raise ClientReuseError(_FORKED)


def _running_loop() -> AbstractEventLoop | None:
    """Return the event loop that runs; None under Trio, whose loops are not told apart."""
    # The sync client has no use for it, and starts sooner without.
    from asyncio import get_running_loop

    try:
        return get_running_loop()
    except RuntimeError:
        return None


class AsyncExchanges:
    """Exchanges of the tasks of one event loop, which may be cut off at any time: it knows when to."""

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self._transport = transport

    def __enter__(self) -> None:
        """Begin an exchange."""

    def __exit__(self, *_: object) -> None:
        """End an exchange."""

    async def aclose(self) -> None:
        """Close the transport."""
        await self._transport.aclose()


class Exchanges:
    """Exchanges of threads."""

    def __init__(self, transport: httpx.BaseTransport) -> None:
        self._transport = transport
        self._lock = Lock()
        self._count = 0
        self._closing = False

    def __enter__(self) -> None:
        """Begin an exchange."""
        with self._lock:
            self._count += 1

    def __exit__(self, *_: object) -> None:
        """End an exchange, and close the transport if it is the last one and that is wanted."""
        with self._lock:
            self._count -= 1
        self._close_unless_in_use()

    def close(self) -> None:
        """Close the transport, now or when the exchanges that are under way have ended."""
        self._closing = True
        self._close_unless_in_use()

    def _close_unless_in_use(self) -> None:
        with self._lock:
            over = self._closing and not self._count
        if over:
            self._transport.close()
