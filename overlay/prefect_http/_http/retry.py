"""Which failures are worth another try, and when it is made. No I/O."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from prefect_http.errors import ArgumentError

if TYPE_CHECKING:
    from prefect_http._settings.resolve import Settings
    from prefect_http_api import Call


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
        timeout: Seconds from the first attempt after which none is started, or None for no limit. A server that
            announces maintenance is asked until then, however many *attempts* are allowed. Default: 300.
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


def policy_of(settings: Settings) -> RetryPolicy:
    """Return the policy that *settings* make; what they say nothing about is as ``RetryPolicy`` has it."""
    policy = RetryPolicy(attempts=settings.max_retries + 1, wait_jitter=settings.retry_jitter_factor)
    return replace(policy, statuses=policy.statuses | settings.retry_extra_codes)


def given_policy(retry: RetryPolicy | Literal[False]) -> RetryPolicy | None:
    """Return what *retry*, an argument, stands for: None for False, which is no second try.

    Raises:
        ArgumentError: it is neither a policy nor False.
    """
    if isinstance(retry, RetryPolicy):
        return retry
    if retry is False:
        return None
    raise ArgumentError(f"retry={retry!r}: write RetryPolicy(attempts=...), or False to send everything once")


class Attempts:
    """The tries of one call.

    Args:
        policy: what is worth another try; None when nothing is.
        repeatable: whether the call may arrive twice.
        started: when the first try began, in seconds of a monotonic clock.
        uniform: gives a number between two.
    """

    def __init__(
        self,
        policy: RetryPolicy | None,
        *,
        repeatable: bool,
        started: float,
        uniform: Callable[[float, float], float] = random.uniform,
    ) -> None:
        self.policy = policy
        self.started = started
        self._repeatable = repeatable
        self._uniform = uniform
        self._retries = 0
        self.count = 1
        self.uncertain = False
        """Whether a try before the current one may have been acted on."""

    def after_fault(self, *, may_have_been_sent: bool, now: float) -> float | None:
        """Return the seconds to wait before the next try, after one without an answer; None when there is none.

        Args:
            may_have_been_sent: whether the request may have arrived.
            now: the time, in seconds of the monotonic clock.
        """
        if self.policy is None or (may_have_been_sent and not self._repeatable):
            return None
        return self._next(self.policy, None, counted=True, uncertain=may_have_been_sent, now=now)

    def after_answer(self, status: int, *, retry_after: float | None, maintenance: bool, now: float) -> float | None:
        """Return the seconds to wait before the next try, after an answer; None when this one is to be taken.

        Args:
            status: the answer's HTTP status.
            retry_after: the seconds that the server asks to wait; None when it does not say.
            maintenance: whether the server says that it is down for maintenance.
            now: the time, in seconds of the monotonic clock.
        """
        if self.policy is None or not self._repeatable:
            return None
        if not maintenance and status not in self.policy.statuses:
            return None
        return self._next(self.policy, retry_after, counted=not maintenance, uncertain=True, now=now)

    def _next(
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
    """Return the seconds from *now* on that a ``Retry-After`` header asks to wait, in either of its two forms.

    None when there is no such header, or one that asks for no wait: it is no whole number of seconds and no date, or
    it means now or a time that has passed.
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        # A number of 5,000 digits is a long time, too, but none that Python would read.
        seconds = float(text.lstrip("0")[:10] or 0)
    else:
        # Few responses carry a date, and loading its parser takes longer than the rest of this module.
        from email.utils import parsedate_to_datetime

        try:
            date = parsedate_to_datetime(text)
        except ValueError:
            return None
        seconds = (date.replace(tzinfo=date.tzinfo or UTC) - now).total_seconds()
    return seconds if seconds > 0 else None


_READS: Final = frozenset({
    "concurrency_status", "count", "count-deployments", "count-task-runs", "counts", "filter", "get_runs",
    "get_scheduled_flow_runs", "history", "lateness", "next-runs", "paginate", "validate", "{countable}",
})  # fmt: skip
"""How the paths of operations end that only read, though they are a POST for the sake of their body."""

_SAME_AGAIN: Final = frozenset({
    "block_schemas.create_block_schema",
    "block_types.install_system_block_types",
    "concurrency_limits.create_concurrency_limit",
    "concurrency_limits.reset_concurrency_limit_by_tag",
    "concurrency_limits_v2.renew_concurrency_lease",
    "deployments.create_deployment",
    "deployments.pause_deployment",
    "deployments.resume_deployment",
    "flows.create_flow",
    "work_pools.worker_heartbeat",
})  # fmt: skip
"""Operations that create what is not there yet and answer with what is, or that set a thing to one state."""


def repeatable(call: Call[Any]) -> bool:
    """Return whether *call* may arrive twice: the server ends in the same state, and answers the second one alike.

    A PATCH counts, since every one of the API sets values and none changes them by an amount; but not one that gives
    a new name, since what is called by the old one would not be found the second time.
    """
    if call.method == "PATCH":
        return _at(call.body, "name") is None
    if call.method != "POST":
        return True
    name, _, ending = call.operation.name, *call.operation.path.rpartition("/")[1:]
    return ending in _READS or name in _SAME_AGAIN or _has_key(call.body) or _is_marked(name, call.body)


def _has_key(body: object) -> bool:
    """Return whether *body*, or every row of it, carries an idempotency key."""
    if isinstance(body, list):
        rows = cast("list[object]", body)
        return bool(rows) and all(map(_has_key, rows))
    return isinstance(body, dict) and bool(cast("dict[str, object]", body).get("idempotency_key"))


def _is_marked(operation: str, body: object) -> bool:
    """Return whether *body* asks for a state of a flow run with an id by which the server knows it again."""
    if operation != "flow_runs.set_flow_run_state":
        return False
    # What is forced passes by the rule that looks at the id.
    return not _at(body, "force") and bool(_at(body, "state", "state_details", "transition_id"))


def _at(body: object, *keys: str) -> object:
    """Return what *body* has under *keys*, one within the other; None when it has nothing there."""
    for key in keys:
        body = cast("dict[str, object]", body).get(key) if isinstance(body, dict) else None
    return body
