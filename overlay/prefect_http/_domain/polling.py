"""When to ask again for something that takes its time. No I/O."""

from __future__ import annotations

import random
from collections.abc import Callable

from prefect_http.errors import ArgumentError

FIRST_WAIT = 0.25
LONGEST_WAIT = 10.0
_GROWTH = 1.5
_JITTER = 0.2


def check_timeout(timeout: float | None) -> None:
    """Make sure that one can wait for *timeout* seconds.

    Raises:
        ArgumentError: it is below 0, or no number.
    """
    if timeout is not None and not timeout >= 0:
        raise ArgumentError(f"timeout={timeout}: it is a number of seconds from 0 on, or None for no limit")


class PollSchedule:
    """The waits between questions: short at first, growing, never in step with other clients, never past the deadline.

    Args:
        started: when waiting began, in seconds of a monotonic clock.
        timeout: seconds after which it is over; None for never.
        longest: the longest wait, in seconds.
        uniform: gives a number between two.

    Raises:
        ArgumentError: one cannot wait for *timeout* seconds.
    """

    def __init__(
        self,
        started: float,
        timeout: float | None,
        *,
        longest: float = LONGEST_WAIT,
        uniform: Callable[[float, float], float] = random.uniform,
    ) -> None:
        check_timeout(timeout)
        self._deadline = None if timeout is None else started + timeout
        self._longest = longest
        self._uniform = uniform
        self._wait = min(FIRST_WAIT, longest)

    def remaining(self, now: float) -> float | None:
        """Return the seconds that are left at *now*, none of them negative; None when there is no deadline."""
        return None if self._deadline is None else max(0.0, self._deadline - now)

    def next_wait(self, now: float) -> float | None:
        """Return the seconds to wait before asking once more; None when the time is over.

        What is left of the time is waited for in full, so that the last question is asked at the deadline.
        """
        remaining = self.remaining(now)
        if remaining == 0:
            return None
        wait = min(self._wait * self._uniform(1 - _JITTER, 1 + _JITTER), self._longest)
        self._wait = min(self._wait * _GROWTH, self._longest)
        return wait if remaining is None else min(wait, remaining)
