"""Waits of the tests, which end only if something hangs, however slow the machine is."""

import time
from collections.abc import Callable

HANG_SECONDS = 600.0
"""Seconds after which a wait counts as endless."""


def until(condition: Callable[[], bool], otherwise: str, pause: float = 0.01) -> None:
    """Wait until *condition* is true, with a *pause* in seconds between checks. Fail with *otherwise* if it hangs."""
    deadline = time.monotonic() + HANG_SECONDS
    while not condition():
        assert time.monotonic() < deadline, otherwise
        time.sleep(pause)
