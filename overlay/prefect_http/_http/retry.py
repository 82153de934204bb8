"""Retry policy: which failures are retried, and when."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from prefect_http.errors import ArgumentError

if TYPE_CHECKING:
    from prefect_http._settings.resolve import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """Which failures are retried, how often, and how long to wait in between.

    A request that is not idempotent is retried only if the server cannot have received it. One that carries an
    idempotency key is idempotent. Pass a policy as ``Prefect(retry=...)``, or ``retry=False`` to retry nothing.

    Attributes:
        attempts: Requests to send at most, the first one included. Default: 6.
        statuses: HTTP statuses that are retried. Default: 408, 429, 502, 503.
        wait_initial: Seconds to wait before the first retry. Each further wait doubles. Default: 1.
        wait_max: Upper limit of a wait in seconds. Default: 30.
        wait_jitter: Fraction by which a wait is randomly shortened or lengthened. Default: 0.2.
        retry_after_max: Upper limit in seconds for the server's ``Retry-After``. Default: 60.
        timeout: Seconds after the first attempt during which retries may start, or None for no limit. During
            announced maintenance, requests are retried until then, regardless of *attempts*. Default: 300.
    """

    attempts: int = 6
    statuses: frozenset[int] = frozenset({408, 429, 502, 503})
    wait_initial: float = 1.0
    wait_max: float = 30.0
    wait_jitter: float = 0.2
    retry_after_max: float = 60.0
    timeout: float | None = 300.0

    def within(self, seconds: float | None) -> RetryPolicy:
        """Return this policy with a timeout of at most *seconds*; None leaves it unchanged."""
        if seconds is None or (self.timeout is not None and self.timeout <= seconds):
            return self
        return replace(self, timeout=seconds)


def policy_from_settings(settings: Settings) -> RetryPolicy:
    """Return the policy that *settings* describe. What they do not set has its default."""
    policy = RetryPolicy(attempts=settings.max_retries + 1, wait_jitter=settings.retry_jitter_factor)
    return replace(policy, statuses=policy.statuses | settings.retry_extra_codes)


def validate_retry(retry: RetryPolicy | Literal[False]) -> RetryPolicy | None:
    """Return the policy that the argument *retry* stands for, or None for False.

    Raises:
        ArgumentError: *retry* is neither a policy nor False.
    """
    if isinstance(retry, RetryPolicy):
        return retry
    if retry is False:
        return None
    raise ArgumentError(f"retry must be a RetryPolicy or False, got {retry!r}: use RetryPolicy(attempts=...)")


class Attempts:
    """Attempts to send one request, and the decision whether and when to make another.

    Args:
        policy: Retry policy, or None to retry nothing.
        idempotent: Whether the request is idempotent.
        started: Monotonic time of the first attempt in seconds.
        uniform: Function that returns a random number between two.

    Attributes:
        count: Attempts so far.
        uncertain: Whether the server may have acted on an earlier attempt.
    """

    def __init__(
        self,
        policy: RetryPolicy | None,
        *,
        idempotent: bool,
        started: float,
        uniform: Callable[[float, float], float] = random.uniform,
    ) -> None:
        self.policy = policy
        self.started = started
        self._idempotent = idempotent
        self._uniform = uniform
        self._retries = 0
        self.count = 1
        self.uncertain = False

    def after_error(self, *, may_have_been_sent: bool, now: float) -> float | None:
        """Return the seconds to wait before retrying an attempt without a response, or None to give up.

        Args:
            may_have_been_sent: Whether the server may have received the request.
            now: Monotonic time in seconds.
        """
        if self.policy is None or (may_have_been_sent and not self._idempotent):
            return None
        return self._next_wait(self.policy, None, counted=True, uncertain=may_have_been_sent, now=now)

    def after_response(self, status: int, *, retry_after: float | None, maintenance: bool, now: float) -> float | None:
        """Return the seconds to wait before retrying, or None to accept the response.

        Args:
            status: HTTP status of the response.
            retry_after: Seconds that the server asks to wait, or None if it does not.
            maintenance: Whether the server announces maintenance.
            now: Monotonic time in seconds.
        """
        if self.policy is None or not self._idempotent:
            return None
        if not maintenance and status not in self.policy.statuses:
            return None
        return self._next_wait(self.policy, retry_after, counted=not maintenance, uncertain=True, now=now)

    def _next_wait(
        self, policy: RetryPolicy, retry_after: float | None, *, counted: bool, uncertain: bool, now: float
    ) -> float | None:
        if counted and self._retries + 1 >= policy.attempts:
            return None
        if retry_after is None:
            wait = policy.wait_initial * 2.0 ** min(self.count - 1, 30)
            wait = min(wait * self._uniform(max(0.0, 1 - policy.wait_jitter), 1 + policy.wait_jitter), policy.wait_max)
        else:
            wait = min(retry_after, policy.retry_after_max)
        if policy.timeout is not None and now + wait - self.started > policy.timeout:
            return None
        self.count += 1
        self._retries += counted
        self.uncertain = self.uncertain or uncertain
        return wait


def parse_retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds from *now* that a ``Retry-After`` header asks to wait, whether as a number or a date.

    None if the header is missing or invalid, or if it asks for no wait: 0, or a date that has passed.
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        # Python refuses to parse a number of 5,000 digits. Ten digits are long enough for any wait.
        seconds = float(text.lstrip("0")[:10] or 0)
    else:
        # Imported late: few responses carry a date, and the import takes longer than the rest of this module.
        from email.utils import parsedate_to_datetime

        try:
            date = parsedate_to_datetime(text)
        except ValueError:
            return None
        seconds = (date.replace(tzinfo=date.tzinfo or UTC) - now).total_seconds()
    return seconds if seconds > 0 else None
