"""Exchanges that are under way over one transport, and its closing after the last of them.

A TLS connection knows its socket by a number. Closed while a thread reads from it, that number goes to the next socket
that is opened, and the thread takes away what is meant for that one.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx


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
