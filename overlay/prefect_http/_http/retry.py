"""Retry policy: which failures are retried, and when."""

from __future__ import annotations

import logging
import math
import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain, repeat
from typing import Final, Literal

from prefect_http._arguments import Seconds, check_names, integer, iterable, number, seconds, timeout_seconds
from prefect_http._settings.resolve import Settings
from prefect_http._utils import quote
from prefect_http.errors import ArgumentError

_RATE_LIMITED: Final = 429
_BUSY: Final = 503
_REFUSALS: Final = frozenset({408, _RATE_LIMITED, _BUSY})
"""Statuses that mean that the server has not acted on the request.

- 408: the request did not arrive completely.
- 429: a rate limit was exceeded.
- 503: the database is busy, and the server has rolled back the transaction; or no server is available to a gateway.
"""

_HASTE: Final = 32
"""Divisor of the waits until the first response: the five default waits then take about a second in total."""

_LEAST: Final = 0.1
"""Shortest wait before a retry that does not count as an attempt, in seconds."""

_NUMBER: Final = re.compile(r"[0-9]+(\.[0-9]*)?|\.[0-9]+")

_LONGEST: Final = 9_999_999_999.0
"""Longest wait to read from a header, in seconds."""


@check_names
@dataclass(frozen=True, slots=True, init=False)
class RetryPolicy:
    """Retry policy: which failures are retried, how often, and how long to wait in between.

    A non-idempotent request is retried only if the server cannot have acted on it: it was not sent, or the status is
    408, 429 or 503. A request with an idempotency key is idempotent. Pass a policy as ``Prefect(retry=...)``, or
    ``retry=False`` to disable retries. Durations may also be passed as timedeltas.

    Until the server has responded once, the URL may be wrong. Then a failure to connect is not retried, and a
    connection that closes without a response is retried for only about a second. A certificate that cannot be verified
    is never retried.

    While a rate limit is exceeded (429), and during maintenance that the server announces, requests are retried until
    the *timeout*, however many *attempts* that takes. Rate limits of Prefect Cloud reset every minute.

    Attributes:
        attempts: Maximum number of attempts, including the first one. 429 and maintenance do not count, but with 1,
            nothing is retried. Default: 6.
        statuses: HTTP statuses to retry. Default: 408, 429, 502, 503.
        wait_initial: Seconds to wait before the first retry. The wait doubles with each retry. Default: 1.
        wait_max: Maximum wait in seconds. Default: 30.
        wait_jitter: Fraction by which a wait is randomly shortened or lengthened. A wait that the server requests with
            ``Retry-After`` is only lengthened. Default: 0.2.
        retry_after_max: Maximum wait in seconds if the server sends ``Retry-After``. Default: 300.
        timeout: Seconds after the first attempt during which retries may start, or None for no limit. If the server
            requests a wait beyond that, the request is not retried. Default: 300.

    Raises:
        ArgumentError: A value is out of range, or has the wrong type.
    """

    attempts: int
    statuses: frozenset[int]
    wait_initial: float
    wait_max: float
    wait_jitter: float
    retry_after_max: float
    timeout: float | None

    def __init__(
        self,
        *,
        attempts: int = 6,
        statuses: Iterable[int] = frozenset({408, 429, 502, 503}),
        wait_initial: Seconds = 1.0,
        wait_max: Seconds = 30.0,
        wait_jitter: float = 0.2,
        retry_after_max: Seconds = 300.0,
        timeout: Seconds | None = 300.0,
    ) -> None:
        values = {
            "attempts": integer(attempts, "attempts", minimum=1),
            "statuses": frozenset(
                integer(status, "statuses", minimum=100) for status in iterable(statuses, "statuses")
            ),
            "wait_initial": seconds(wait_initial, "wait_initial", finite=True),
            "wait_max": seconds(wait_max, "wait_max", finite=True),
            "wait_jitter": number(wait_jitter, "wait_jitter"),
            "retry_after_max": seconds(retry_after_max, "retry_after_max", finite=True),
            "timeout": timeout_seconds(timeout),
        }
        for name, value in values.items():
            # As in the methods that dataclasses generate: the instance is frozen.
            object.__setattr__(self, name, value)

    def within(self, seconds: float | None) -> RetryPolicy:
        """Return this policy with a timeout of at most *seconds*; None leaves it unchanged."""
        if seconds is None or (self.timeout is not None and self.timeout <= seconds):
            return self
        return replace(self, timeout=seconds)


def policy_from_settings(settings: Settings) -> RetryPolicy:
    """Return the retry policy from *settings*."""
    policy = RetryPolicy(attempts=settings.max_retries + 1, wait_jitter=settings.retry_jitter_factor)
    return replace(policy, statuses=policy.statuses | settings.retry_extra_codes)


def policy_after_failure(policy: RetryPolicy | None) -> RetryPolicy:
    """Return the policy for requests that follow one that failed with 500.

    After a 500, the server closes the connection. The next request on it fails, and is resent almost immediately, even
    if retries are otherwise disabled.

    Args:
        policy: The client's policy, or None if retries are disabled.
    """
    policy = policy or RetryPolicy(attempts=3)
    return replace(policy, statuses=policy.statuses - {500}, wait_initial=0.1)


def each_is_warning() -> Iterator[int]:
    """Return log levels for retries: all are warnings."""
    return repeat(logging.WARNING)


def first_is_warning() -> Iterator[int]:
    """Return log levels for the retries of a call that sends many requests: only the first one is a warning."""
    return chain([logging.WARNING], repeat(logging.DEBUG))


def validate_retry(retry: RetryPolicy | Literal[False]) -> RetryPolicy | None:
    """Return *retry* if it is a policy, or None if it is False.

    Raises:
        ArgumentError: *retry* is neither a policy nor False.
    """
    if isinstance(retry, RetryPolicy):
        return retry
    if retry is False:
        return None
    raise ArgumentError(f"retry must be a RetryPolicy or False, got {quote(retry)}: use RetryPolicy(attempts=...)")


class Attempts:
    """Counts the attempts to send one request, and decides whether and when to retry.

    Args:
        policy: Retry policy, or None to disable retries.
        idempotent: Whether the request is idempotent.
        atomic: Whether 503 means that the server has not acted on the request. Default: True.
        started: Monotonic time of the first attempt in seconds.
        log_levels: Levels of the log lines for the retries. Default: warnings.
        uniform: Function that returns a random number between two bounds. Default: ``random.uniform``.

    Attributes:
        count: Attempts so far.
        elapsed: Seconds from the first attempt to the last response.
        uncertain: Whether the server may have acted on an earlier attempt.
    """

    def __init__(
        self,
        policy: RetryPolicy | None,
        *,
        idempotent: bool,
        atomic: bool = True,
        started: float,
        log_levels: Iterator[int] | None = None,
        uniform: Callable[[float, float], float] = random.uniform,
    ) -> None:
        self.policy = policy
        self.started = started
        self.log_levels = log_levels or each_is_warning()
        self._idempotent = idempotent
        self._refusals = _REFUSALS if atomic else _REFUSALS - {_BUSY}
        self._uniform = uniform
        self._retries = 0
        self.count = 1
        self.elapsed = 0.0
        self.uncertain = False

    def after_error(self, *, may_have_been_sent: bool, now: float, hasty: bool = False) -> float | None:
        """Return the seconds to wait before retrying without a complete response, or None to give up.

        Args:
            may_have_been_sent: Whether the server may have received the request.
            now: Monotonic time in seconds.
            hasty: Whether to wait only for a fraction of the usual time. Default: False.
        """
        if self.policy is None or (may_have_been_sent and not self._idempotent):
            return None
        policy = replace(self.policy, wait_initial=self.policy.wait_initial / _HASTE) if hasty else self.policy
        return self._next_wait(policy, None, counted=True, uncertain=may_have_been_sent, now=now)

    def after_response(self, status: int, *, retry_after: float | None, maintenance: bool, now: float) -> float | None:
        """Return the seconds to wait before retrying after a response, or None to accept it.

        Args:
            status: HTTP status of the response.
            retry_after: Seconds from the ``Retry-After`` header, or None if it is missing.
            maintenance: Whether the server announces maintenance.
            now: Monotonic time in seconds.
        """
        self.elapsed = now - self.started
        refused = status in self._refusals
        if self.policy is None or not (self._idempotent or refused):
            return None
        if not maintenance and status not in self.policy.statuses:
            return None
        counted = not maintenance and status != _RATE_LIMITED
        return self._next_wait(self.policy, retry_after, counted=counted, uncertain=not refused, now=now)

    def _next_wait(
        self, policy: RetryPolicy, retry_after: float | None, *, counted: bool, uncertain: bool, now: float
    ) -> float | None:
        if policy.attempts == 1 or (counted and self._retries + 1 >= policy.attempts):
            return None
        if retry_after is None:
            wait = policy.wait_initial * 2.0 ** min(self.count - 1, 30)
            # At the maximum, waits are only shortened. Otherwise, half of them would have the same length.
            longest = 1 + policy.wait_jitter if wait < policy.wait_max else 1.0
            wait = min(wait, policy.wait_max) * self._uniform(max(0.0, 1 - policy.wait_jitter), longest)
            wait = min(wait, policy.wait_max)
        else:
            # Requests that were rejected together must not be resent together.
            wait = min(retry_after * self._uniform(1, 1 + policy.wait_jitter), policy.retry_after_max)
        remaining = math.inf if policy.timeout is None else policy.timeout - (now - self.started)
        if remaining < (wait if retry_after is None else retry_after):
            return None
        wait = min(wait if counted else max(wait, _LEAST), remaining)
        self.count += 1
        self._retries += counted
        self.uncertain = self.uncertain or uncertain
        return wait


def parse_retry_after(value: str | None, now: datetime) -> float | None:
    """Return the wait in seconds from *value*, a ``Retry-After`` header with a number or a date.

    Returns None if the header is missing, invalid, 0, or a date before *now*.
    """
    text = (value or "").strip()
    if _NUMBER.fullmatch(text):
        seconds = min(float(text), _LONGEST)
    else:
        # Imported late: few responses carry a date, and the import takes longer than the rest of this module.
        from email.utils import parsedate_to_datetime

        try:
            date = parsedate_to_datetime(text)
        except ValueError:
            return None
        seconds = (date.replace(tzinfo=date.tzinfo or UTC) - now).total_seconds()
    return seconds if seconds > 0 else None
