"""Bulk calls: which rows they select, which failures are tried again, and their progress. No I/O."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, TypeAlias, cast
from uuid import UUID

from prefect_http._arguments import integer
from prefect_http._domain.outcomes import Outcome
from prefect_http._domain.progress import Progress
from prefect_http._http.json_path import is_object
from prefect_http._http.retry import RetryPolicy
from prefect_http._http.validation import has_condition
from prefect_http._utils import quote
from prefect_http.errors import (
    ArgumentError,
    AuthenticationError,
    DecodeError,
    PermissionDeniedError,
    PrefectHTTPError,
    StateChangeError,
    StatusError,
    TransportError,
    UnknownRouteError,
)

PAGE_SIZE: Final = 200
"""Rows to read in one request."""

DELETE_SIZE: Final = 50
"""Maximum number of rows that the bulk endpoints delete in one request."""

IN_FLIGHT: Final = 4
"""Requests in flight if each changes one row."""

MAX_POSTPONED: Final = 10_000
"""Failed rows to keep for another attempt."""

ROW_ERRORS: Final = (StatusError, TransportError, DecodeError, StateChangeError, ArgumentError)
"""Errors that are the outcome of a row, unless they affect all rows."""

_UNAVAILABLE: Final = frozenset({408, 429, 502, 503, 504})

_REFUSALS: Final = frozenset({408, 429, 503})

_INTERNAL_ERROR: Final = 500

OnProgress: TypeAlias = Callable[[Progress], object]
"""Function that is called with the progress of a call."""


@dataclass(frozen=True, slots=True)
class Target:
    """Row of a bulk call.

    Attributes:
        index: Position of the row.
        id: ID, or None if it is unknown.
        error: Error that prevents the change. Default: none.
    """

    index: int
    id: UUID | None
    error: PrefectHTTPError | None = None

    def outcome(self, error: PrefectHTTPError | None) -> Outcome:
        """Return the outcome of the row: success, or *error*."""
        return Outcome(index=self.index, id=self.id, error=error)


@dataclass(slots=True)
class ProgressMeter:
    """Counts outcomes and reports the progress.

    Attributes:
        report: Function to call with the progress, or None.
        total: Number of all rows, or None if it is unknown.
        done: Outcomes so far.
        failed: Failed ones.

    Raises:
        ArgumentError: *report* is not a function.
    """

    report: OnProgress | None
    total: int | None = None
    done: int = 0
    failed: int = 0

    def __post_init__(self) -> None:
        if self.report is not None and not callable(cast("object", self.report)):
            raise ArgumentError(f"on_progress must be a function that takes a Progress, got {quote(self.report)}")

    def add(self, outcomes: Sequence[Outcome]) -> None:
        """Count *outcomes* and report the progress."""
        self.done += len(outcomes)
        self.failed += sum(not outcome.ok for outcome in outcomes)
        if outcomes:
            # Rows may have been added since they were counted.
            self._report(None if self.total is None else max(self.total, self.done))

    def finish(self) -> None:
        """Report the number of all rows, unless it was known."""
        if self.total != self.done:
            self._report(self.done)

    def _report(self, total: int | None) -> None:
        if self.report is not None:
            self.report(Progress(done=self.done, failed=self.failed, total=total))


def check_selection(verb: str, rows: object, filters: Mapping[str, object], limit: int | None) -> dict[str, Any]:
    """Check that a bulk call has either rows or a condition, and return its filters.

    Args:
        verb: Name of the method, for error messages.
        rows: Rows, or None to select them by *filters*.
        filters: Filters by keyword.
        limit: Maximum number of rows, or None.

    Raises:
        ArgumentError: There are both rows and filters, or neither, or a filter is empty, or *limit* is not a number.
    """
    if limit is not None:
        integer(limit, "limit", minimum=0)
    # An iterator can only be read once.
    given = {
        name: list(cast("Any", value)) if isinstance(value, Iterator) else value for name, value in filters.items()
    }
    given = {name: value for name, value in given.items() if value is not None}
    if rows is not None:
        if given:
            raise ArgumentError(f"{verb} accepts rows or filters, not both, got rows and {', '.join(given)}")
        return given
    empty = [name for name, value in given.items() if not _is_condition(value)]
    if len(empty) == len(given) and given.get("where") != {}:
        names = f", and {', '.join(empty)} is empty" if empty else ""
        raise ArgumentError(f"{verb} requires rows or a filter{names}: to select all on purpose, pass where={{}}")
    if set(empty) - {"where"}:
        raise ArgumentError(f"{verb} accepts no empty filter, and {', '.join(empty)} is empty: omit it, or pass None")
    return given


def select_finished(filters: dict[str, Any], *, finished: bool | None) -> dict[str, Any]:
    """Return the filters of flow runs, narrowed to finished or unfinished runs, unless they filter by state already."""
    where = filters.get("where")
    runs = where.get("flow_runs") if is_object(where) else None
    by_state = not filters.keys().isdisjoint({"state", "finished"}) or (is_object(runs) and bool(runs.get("state")))
    if finished is None or by_state or is_alternative(filters):
        return filters
    return {**filters, "finished": finished}


def is_alternative(filters: Mapping[str, Any]) -> bool:
    """Return whether *filters* of flow runs are an alternative, so that their pages are requested by offset."""
    where = filters.get("where")
    runs = where.get("flow_runs") if is_object(where) else None
    return is_object(runs) and runs.get("operator") == "or_"


def affects_all_rows(error: PrefectHTTPError) -> bool:
    """Return whether *error* concerns the client or the server's address, so that all other rows would fail too."""
    return isinstance(error, AuthenticationError | PermissionDeniedError | UnknownRouteError)


def is_unavailable(error: PrefectHTTPError) -> bool:
    """Return whether *error* means that the server is unreachable or overloaded."""
    return isinstance(error, TransportError) or (isinstance(error, StatusError) and error.status in _UNAVAILABLE)


def may_be_repeated(error: PrefectHTTPError, *, idempotent: bool) -> bool:
    """Return whether a row that failed with *error* may be tried again, and this could help.

    Args:
        error: Error of the last attempt.
        idempotent: Whether a second change has no effect, even if it follows minutes after the first.
    """
    if isinstance(error, TransportError):
        return not error.permanent and (idempotent or not error.may_have_been_sent)
    if isinstance(error, StatusError):
        return error.status in _REFUSALS or (idempotent and error.status >= _INTERNAL_ERROR)
    return isinstance(error, DecodeError) and idempotent


def retry_once(policy: RetryPolicy | None) -> RetryPolicy | Literal[False]:
    """Return *policy* limited to one immediate retry, and to none if a rate limit is exceeded.

    One retry is needed: after an internal error, the server closes the connection, and the next request on it fails.
    """
    if policy is None:
        return False
    return replace(policy, attempts=min(policy.attempts, 2), wait_initial=0.0, statuses=policy.statuses - {429})


def retry_often(policy: RetryPolicy | None) -> RetryPolicy | Literal[False]:
    """Return *policy* with 16 times as many attempts and short waits, for about a minute in total by default.

    While others write to SQLite, the server rejects half of the requests that delete rows, at once and at random. Long
    waits do not help, but another attempt does.
    """
    if policy is None:
        return False
    if policy.attempts == 1:
        return policy
    return replace(
        policy,
        attempts=16 * policy.attempts,
        wait_initial=min(policy.wait_initial, 0.05),
        wait_max=min(policy.wait_max, 0.5),
    )


def _is_condition(value: object) -> bool:
    if is_object(value):
        return has_condition(value)
    return not isinstance(value, Sized) or len(value) > 0
