"""Time ranges of event queries: split a range that is longer than Prefect Cloud accepts. No I/O."""

from __future__ import annotations

from collections.abc import Callable, Generator
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple, TypeAlias

from prefect_http._arguments import moment
from prefect_http._pagination.cursors import TICK, AdaptiveCursor, Cursor, Window
from prefect_http._utils import aware, quote, warn
from prefect_http.errors import ArgumentError, ValidationError
from prefect_http_api import models, requests

LONGEST: Final = timedelta(days=7) - timedelta(minutes=1)
"""Longest time range of a query.

Prefect Cloud documents a limit of 14 days, or of the plan's retention if that is shorter. No plan keeps less than 7
days. What happens to longer queries is not documented: if they were shortened silently, events would be missed.
"""

_DEFAULT_PAST: Final = timedelta(days=180)
"""Default range before now. It is also the server's default."""

_DEFAULT_FUTURE: Final = timedelta(days=1)
"""Default range after now. The clocks of machines that emit events may be fast."""

_SHORTEST: Final = timedelta(days=1)
"""Time range that is not split further if it is rejected."""

_PROBE: Final = timedelta(minutes=1)
"""Time range of a query that tests whether a start is accepted."""


class IncompleteEventsWarning(UserWarning):
    """Events are missing from a result, because Prefect Cloud rejected the query for them as too old.

    Attributes:
        before: Time before which events are missing.
        detail: Prefect Cloud's message.
    """

    def __init__(self, before: datetime, detail: str) -> None:
        super().__init__(before, detail)
        self.before = before
        self.detail = detail

    def __str__(self) -> str:
        """Return a message with a suggestion."""
        return (
            f"events before {self.before.isoformat(timespec='seconds')} are missing, because Prefect Cloud rejected "
            f"the query for them: {self.detail}. Use a later since."
        )


class TimeRange(NamedTuple):
    """Time range of one query. Both bounds are inclusive.

    Attributes:
        since: Earliest time.
        until: Latest time.
        is_probe: Whether the query only tests if *since* is accepted. Its events are not part of the result.
    """

    since: datetime
    until: datetime
    is_probe: bool = False

    def narrow(self, given: requests.EventFilter) -> requests.EventFilter:
        """Return *given*, the caller's filter, limited to this range."""
        return {**given, "occurred": {"since": self.since, "until": self.until}}


_Steps: TypeAlias = Generator[TimeRange, "ValidationError | None", None]
"""Ranges to query. Each depends on whether the previous one was rejected, and with which error."""


class TimeRanges:
    """Consecutive time ranges that cover a longer one without overlapping.

    If a query is rejected, a probe tells whether its range is too long or too old. A range that is too long is halved.
    If it is too old, a binary search finds the earliest time that is accepted. Older events are left out.

    Args:
        given: The caller's time range. By default, it starts 180 days before today, and ends a day from now.
        now: Current time.
        newest_first: Whether the newest range comes first.

    Attributes:
        current: Range to query next, or None at the end.

    Raises:
        ArgumentError: A bound is not a time with a timezone.
    """

    def __init__(self, given: requests.EventOccurredFilter, *, now: datetime, newest_first: bool = True) -> None:
        since, until = utc_time(given.get("since"), "since"), utc_time(given.get("until"), "until")
        end = default_until(now, since) if until is None else until
        start = since
        if start is None:
            start = min(now, end).replace(hour=0, minute=0, second=0, microsecond=0) - _DEFAULT_PAST
        self._steps = self._split(start, end, newest_first=newest_first)
        self._warns = since is not None
        self._rejected: IncompleteEventsWarning | None = None
        self.is_single = end - start <= LONGEST
        self.current: TimeRange | None = next(self._steps)

    def accept(self) -> None:
        """Advance, because the query for ``current`` has succeeded."""
        self._advance(None)

    def reject(self, error: ValidationError) -> None:
        """Advance, because the query for ``current`` has failed with *error*.

        Raises:
            ValidationError: *error*, if it has another cause than the time range, or if no range is accepted.
        """
        self._advance(error)

    def warn(self) -> None:
        """Emit an ``IncompleteEventsWarning`` if events that the caller asked for were left out so far."""
        if self._rejected is not None and self._warns:
            warn(self._rejected)

    def _advance(self, error: ValidationError | None) -> None:
        try:
            self.current = self._steps.send(error)
        except StopIteration:
            self.current = None

    def _split(self, since: datetime, until: datetime, *, newest_first: bool) -> _Steps:
        length, succeeded = LONGEST, False
        while True:
            start, end = since, until
            if newest_first and until - since > length:
                start = until - length
            elif until - since > length:
                end = since + length
            error = yield TimeRange(start, end)
            if error is None:
                succeeded = True
                if newest_first:
                    until = start - TICK
                else:
                    since = end + TICK
            elif end - start > _PROBE and (yield _probe(start)) is None:
                if end - start < _SHORTEST:
                    raise error
                length = (end - start) / 2
            else:
                accepted = yield from _earliest(start, until)
                if accepted is None and not succeeded:
                    raise error
                since = until + TICK if accepted is None else accepted
                self._rejected = IncompleteEventsWarning(since, str(error.detail))
            if since > until:
                return


def default_until(now: datetime, since: datetime | None) -> datetime:
    """Return the latest time of a query on Prefect Cloud that has none.

    Args:
        now: Current time.
        since: Earliest time of the query, or None if it has none.
    """
    return max(now, since or now) + _DEFAULT_FUTURE


def _earliest(rejected: datetime, until: datetime) -> Generator[TimeRange, ValidationError | None, datetime | None]:
    """Find the earliest start that is accepted, between *rejected* and *until*. Return None if none is."""
    accepted = until - _PROBE
    if accepted <= rejected or (yield _probe(accepted)) is not None:
        return None
    while accepted - rejected > _PROBE:
        middle = rejected + (accepted - rejected) / 2
        if (yield _probe(middle)) is None:
            accepted = middle
        else:
            rejected = middle
    # The earliest time moves on while it is searched for.
    return min(accepted + _PROBE, until)


def _probe(start: datetime) -> TimeRange:
    return TimeRange(start, start + _PROBE, is_probe=True)


def utc_time(given: datetime | str | None, name: str) -> datetime | None:
    """Return *given*, a bound of the filter, in UTC, since ranges are split at absolute times."""
    name = f"filter.occurred.{name}"
    if given is None:
        return None
    if not isinstance(given, str):
        return moment(given, name).astimezone(UTC)
    try:
        return aware(datetime.fromisoformat(given)).astimezone(UTC)
    except ValueError:
        raise ArgumentError(f"{name} must be a time in ISO 8601 format, got {quote(given)}") from None


class RangeWindow(Window, frozen=True, kw_only=True):
    """Events to request for the next page of a time range.

    Attributes:
        times: Time range.
    """

    times: TimeRange


class RangedCursor(AdaptiveCursor):
    """Pages through consecutive time ranges.

    Args:
        ranges: Time ranges.
        cursor: Function that returns a cursor for the events in one range.
        distinct: Whether only one event per resource is returned.

    Attributes:
        window: Events to request next, or None at the end.
        has_moved: Whether the last response was the last one of its range.
    """

    def __init__(
        self, ranges: TimeRanges, cursor: Callable[[], Cursor[models.EventPage, models.Event]], *, distinct: bool
    ) -> None:
        self._ranges = ranges
        self._new_cursor = cursor
        self._cursor = cursor()
        self.window = self._window()
        self._is_started = False
        self._resources: set[str] | None = set() if distinct else None
        """IDs of the resources whose event was returned, if only one is."""

    def take(self, page: models.EventPage) -> list[models.Event]:
        """Return the new events of *page*, the response to ``window``, and advance.

        Raises:
            UnexpectedPageError: The response does not match the request.
        """
        current = self._ranges.current
        events: list[models.Event] = []
        if current is not None and not current.is_probe:
            events = self._distinct(self._cursor.take(page))
            window = self._cursor.window
            # After a tie, the bound may be outside of the range.
            self._is_started = window is not None and (
                window.bound is None or current.since <= window.bound <= current.until
            )
        self.has_moved = not self._is_started
        if self.has_moved:
            self._cursor = self._new_cursor()
            self._ranges.accept()
        self.window = self._window()
        return events

    def reject(self, error: ValidationError) -> None:
        """Advance, because the request for ``window`` has failed with *error*.

        Raises:
            ValidationError: *error*, if it has another cause than the time range.
        """
        if self._is_started:
            raise error
        self._ranges.reject(error)
        self.window = self._window()

    def warn(self) -> None:
        """Emit an ``IncompleteEventsWarning`` if events were left out so far."""
        self._ranges.warn()

    def _window(self) -> Window | None:
        current, window = self._ranges.current, self._cursor.window
        if current is None or window is None:
            return None
        if current.is_probe:
            return RangeWindow(limit=1, times=current)
        return RangeWindow(window.bound, window.tied, limit=window.limit, token=window.token, times=current)

    def _distinct(self, events: list[models.Event]) -> list[models.Event]:
        if self._resources is None:
            return events
        new: list[models.Event] = []
        for event in events:
            resource = event.resource.get("prefect.resource.id", "")
            if resource not in self._resources:
                self._resources.add(resource)
                new.append(event)
        return new
