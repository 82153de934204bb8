"""Time as the client sees it, and what waits for it: the one place that tests replace."""

from __future__ import annotations

import threading
import time
from contextlib import AbstractAsyncContextManager, AbstractContextManager

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
