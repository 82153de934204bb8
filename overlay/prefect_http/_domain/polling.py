"""Poll schedule: how long to wait between polls, and when to stop."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final

from prefect_http.errors import ArgumentError, PrefectHTTPError, RateLimitError, ServerError, TransportError

INITIAL_WAIT = 0.25
MAX_WAIT = 10.0
_GROWTH = 1.5
_JITTER = 0.2

TRANSIENT_ERRORS: Final = (RateLimitError, ServerError, TransportError)
"""Errors after which the next poll may succeed, unless `is_permanent`."""


def is_permanent(error: PrefectHTTPError) -> bool:
    """Return whether the next poll would fail like the last one, with *error*."""
    return isinstance(error, TransportError) and error.permanent


def check_timeout(timeout: float | None) -> None:
    """Check that *timeout* is a non-negative number of seconds, or None.

    Raises:
        ArgumentError: *timeout* is negative or NaN.
    """
    if timeout is not None and not timeout >= 0:
        raise ArgumentError(f"timeout must be a non-negative number of seconds, or None for no limit, got {timeout}")


def resolve_max_wait(poll_interval: float | None, default: float) -> float:
    """Return *poll_interval*, or *default* if it is None.

    Raises:
        ArgumentError: *poll_interval* is not positive.
    """
    if poll_interval is None:
        return default
    if not poll_interval > 0:
        raise ArgumentError(f"poll_interval must be a positive number of seconds, got {poll_interval}")
    return poll_interval


class PollSchedule:
    """Waits between polls: exponential, with jitter, and limited by the deadline.

    Args:
        started: Monotonic time of the start, in seconds.
        timeout: Seconds until the deadline, or None for no deadline.
        max_wait: Maximum wait between two polls, in seconds. Default: 10.
        uniform: Function that returns a random number between two bounds. Default: ``random.uniform``.

    Raises:
        ArgumentError: *timeout* is negative or NaN.
    """

    def __init__(
        self,
        started: float,
        timeout: float | None,
        *,
        max_wait: float = MAX_WAIT,
        uniform: Callable[[float, float], float] = random.uniform,
    ) -> None:
        check_timeout(timeout)
        self._deadline = None if timeout is None else started + timeout
        self._max_wait = max_wait
        self._uniform = uniform
        self._wait = min(INITIAL_WAIT, max_wait)

    def remaining(self, now: float) -> float | None:
        """Return the seconds until the deadline, 0 once it has passed, or None if there is no deadline."""
        return None if self._deadline is None else max(0.0, self._deadline - now)

    def next_wait(self, now: float) -> float | None:
        """Return the seconds to wait before the next poll, or None once the deadline has passed.

        The last wait is shortened to end at the deadline, so the last poll happens at the deadline itself.
        """
        remaining = self.remaining(now)
        if remaining == 0:
            return None
        wait = min(self._wait * self._uniform(1 - _JITTER, 1 + _JITTER), self._max_wait)
        self._wait = min(self._wait * _GROWTH, self._max_wait)
        return wait if remaining is None else min(wait, remaining)
