"""Polling: how long to wait between polls, when to stop, and which failures to tolerate."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from prefect_http._arguments import Seconds, seconds, timeout_seconds
from prefect_http.errors import (
    DecodeError,
    PrefectHTTPError,
    StatusError,
    TransportError,
    UnknownRouteError,
)

INITIAL_WAIT = 0.25
MAX_WAIT = 10.0
_GROWTH = 1.5
_JITTER = 0.2
_PACE_JITTER = 0.1

_TEMPORARY: Final = frozenset({
    HTTPStatus.PROXY_AUTHENTICATION_REQUIRED, HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY,
    HTTPStatus.TOO_MANY_REQUESTS,
})  # fmt: skip
"""Client errors that say nothing about the resource."""

_MAX_STREAK: Final = 3600.0
"""Seconds of failures after which a wait without a timeout gives up."""


def is_transient(error: PrefectHTTPError, *, connected: bool, starting: bool = False) -> bool:
    """Return whether the next poll may succeed after *error*.

    Only a client error in Prefect's own format is final, such as 404 for a deleted run, or 401 for a revoked key. Other
    errors may come from a proxy, a gateway or a login page, and be transient.

    Args:
        error: Error of a poll.
        connected: Whether an earlier poll succeeded. If so, the API URL is correct, and an unknown path or certificate
            is transient.
        starting: Whether the server may be starting, so that a failure to connect is transient.
    """
    if isinstance(error, TransportError):
        return connected or not error.permanent or (starting and not has_rejected_certificate(error))
    if not isinstance(error, StatusError):
        return isinstance(error, DecodeError)
    is_client_error = HTTPStatus.BAD_REQUEST <= error.status < HTTPStatus.INTERNAL_SERVER_ERROR
    if not error.from_prefect or not is_client_error or error.status in _TEMPORARY:
        return True
    return connected and isinstance(error, UnknownRouteError)


def has_rejected_certificate(error: PrefectHTTPError) -> bool:
    """Return whether *error* was raised because the server's certificate cannot be verified."""
    # Imported late: httpx dominates the import time.
    from prefect_http._http.connection_failures import is_rejected_certificate

    return is_rejected_certificate(error.__cause__)


class FailureStreak:
    """Transient failures of consecutive polls.

    Args:
        timeout: Seconds to wait, or None for no limit. Without a limit, an hour of failures is not tolerated.
        starting: Whether the server may be starting, so that a failure to connect is transient.

    Attributes:
        count: Number of polls that failed since the last success.
        last: Error of the last poll, or None if it succeeded.
    """

    def __init__(self, timeout: float | None, *, starting: bool = False) -> None:
        self.count = 0
        self.last: PrefectHTTPError | None = None
        self._limit = _MAX_STREAK if timeout is None else math.inf
        self._starting = starting
        self._started = 0.0
        self._connected = False
        self._logged = ""
        # With a timeout of 0, there is no next poll to announce.
        self._logs = timeout != 0

    def tolerates(self, error: PrefectHTTPError, now: float) -> bool:
        """Record *error* at the monotonic time *now*, and return whether to continue polling.

        Each message is logged once in a streak.
        """
        if self.count == 0:
            self._started = now
        transient = is_transient(error, connected=self._connected, starting=self._starting)
        if not transient or now - self._started > self._limit:
            return False
        self.count += 1
        self.last = error
        if self._logs and str(error) != self._logged:
            # Imported late: most polls succeed.
            import logging

            self._logged = str(error)
            logging.getLogger("prefect_http").warning("%s. Still polling.", self._logged.rstrip("."))
        return True

    def end(self) -> None:
        """Record a poll that succeeded."""
        self.count, self.last, self._logged = 0, None, ""
        self._connected = True


def check_poll_interval(poll_interval: Seconds | None) -> float | None:
    """Return *poll_interval* in seconds, or None if it is None.

    Raises:
        ArgumentError: *poll_interval* is not positive.
    """
    return None if poll_interval is None else seconds(poll_interval, "poll_interval", positive=True)


def resolve_max_wait(poll_interval: Seconds | None, default: float) -> float:
    """Return *poll_interval* in seconds, or *default* if it is None.

    Raises:
        ArgumentError: *poll_interval* is not positive.
    """
    checked = check_poll_interval(poll_interval)
    return default if checked is None else checked


class PollSchedule:
    """Waits between polls: exponential, with jitter, and limited by the deadline.

    Args:
        started: Monotonic time of the start, in seconds.
        timeout: Time until the deadline, or None for no deadline.
        interval: Seconds between two polls. Default: shorter at first, as `next_wait` describes.
        max_wait: Maximum wait between two polls, in seconds, unless *interval* is set. Default: 10.
        uniform: Function that returns a random number between two bounds. Default: ``random.uniform``.

    Attributes:
        timeout: Seconds until the deadline, or None for no deadline.

    Raises:
        ArgumentError: *timeout* is not a duration, or is negative.
    """

    def __init__(
        self,
        started: float,
        timeout: Seconds | None,
        *,
        interval: float | None = None,
        max_wait: float = MAX_WAIT,
        uniform: Callable[[float, float], float] = random.uniform,
    ) -> None:
        self.timeout = timeout_seconds(timeout)
        self._deadline = None if self.timeout is None else started + self.timeout
        self._interval = interval
        self._max_wait = max_wait
        self._uniform = uniform
        self._wait = min(INITIAL_WAIT, max_wait)

    def remaining(self, now: float) -> float | None:
        """Return the seconds until the deadline, 0 once it has passed, or None if there is no deadline."""
        return None if self._deadline is None else max(0.0, self._deadline - now)

    def next_wait(self, now: float, failures: int = 0, *, pace: float | None = None) -> float | None:
        """Return the seconds to wait before the next poll, or None once the deadline has passed.

        The last wait is shortened to end at the deadline, so the last poll happens at the deadline itself.

        Args:
            now: Monotonic time in seconds.
            failures: Number of polls that failed in a row. They lengthen the wait, even beyond the maximum. Default: 0.
            pace: Maximum wait in seconds, which jitter shortens by up to a tenth. Default: grows exponentially.
        """
        remaining = self.remaining(now)
        if remaining == 0:
            return None
        if self._interval is not None:
            wait = self._interval
        elif pace is not None:
            wait = pace * self._uniform(1 - _PACE_JITTER, 1)
        else:
            wait = min(self._wait * self._uniform(1 - _JITTER, 1 + _JITTER), self._max_wait)
            self._wait = min(self._wait * _GROWTH, self._max_wait)
        if failures:
            wait = max(wait, min(INITIAL_WAIT * _GROWTH ** min(failures, 30), MAX_WAIT))
        return wait if remaining is None else min(wait, remaining)
