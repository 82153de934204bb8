"""Event tail: find new events, including those that arrive late. No I/O."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Generator, Sequence
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Final, TypeAlias, cast
from uuid import UUID

import prefect_http_api
from prefect_http._pagination.event_ranges import TimeRanges, default_until, utc_time
from prefect_http._pagination.events import event_cursor, event_page, is_distinct, with_default_bounds
from prefect_http._pagination.pager import Pager
from prefect_http._pagination.paging import Paging
from prefect_http._utils import aware
from prefect_http.errors import ArgumentError, StatusError, WaitTimeoutError
from prefect_http_api import models, requests
from prefect_http_api.events import read_events

_LATE: Final = timedelta(minutes=5)
"""Time before the newest event in which late events are found."""

_SETTLED: Final = timedelta(days=1)
"""Age at which a time without events counts as read, whatever the difference between clocks."""

_MAX_KNOWN: Final = 20_000
"""Maximum number of events to remember. If more occur in five minutes, late events are found in a shorter time."""

_NARROW: Final = 50
"""Number of known events among which a search reads all events: about a page."""

_Call: TypeAlias = "prefect_http_api.Call[models.EventPage]"

_Steps: TypeAlias = Generator[_Call, object, None]
"""Requests for events. Each depends on the response to the previous one, which may be an error."""

_time = itemgetter(0)


class EventTail:
    """Events that have been read, and polls for new ones.

    The sender of an event sets its time, and the server stores events with a delay. A new event may therefore be
    earlier than known ones. The server cannot sort or filter by arrival, but each page contains the number of matching
    events. If that exceeds the number of known ones, a binary search with further counts finds the missing ones.

    Args:
        given: Filter for the events.
        since: Earliest time.
        api_url: URL of the API.
        on_cloud: Whether the API is on Prefect Cloud, which limits the time range of a query.
    """

    def __init__(self, given: requests.EventFilter, since: datetime, *, api_url: str, on_cloud: bool) -> None:
        self._given = given
        self._start = since
        """Time before which no more events are returned."""
        self._api_url = api_url
        self._on_cloud = on_cloud
        self._known: list[tuple[datetime, UUID]] = []
        """Times and IDs of the known events since ``_start``, sorted."""
        self._ids: set[UUID] = set()
        self._ready: list[models.Event] = []
        """New events to return."""

    def poll(self, now: datetime) -> EventPoll:
        """Return a poll for new events at the time *now*."""
        return EventPoll(self._poll(now), self._ready)

    def _poll(self, now: datetime) -> _Steps:
        if self._on_cloud and not self._ranges(self._start, None, now).is_single:
            yield from self._read(self._start, None, now, forget=True)
        else:
            page = _page((yield read_events(filter=self._filter(self._start, None, now))))
            new = self._unknown(page.events)
            if new and len(new) == len(page.events):
                # More than a page of events may be new.
                yield from self._read(max(self._start, min(self._newest, now)), None, now, forget=True)
            else:
                self._add(new)
                yield from self._find_missing(page.total, now)
        self._forget(min(max(self._newest, now - _SETTLED), now))

    def _find_missing(self, total: int, now: datetime) -> _Steps:
        """Read late events until *total* events are known."""
        before = -1
        while before < len(self._known) < total:
            before = len(self._known)
            since, until, start, end = self._start, None, 0, before
            while end - start > _NARROW:
                middle = (start + end) // 2
                time = self._known[middle][0]
                page = _page((yield read_events(filter=self._filter(since, time, now), limit=0)))
                if page.total > bisect_right(self._known, time, key=_time) - bisect_left(self._known, since, key=_time):
                    end, until = middle, time
                else:
                    start, since = middle, time
            yield from self._read(since, until, now)

    def _read(self, since: datetime, until: datetime | None, now: datetime, *, forget: bool = False) -> _Steps:
        """Read all events in a time range, oldest first. Both bounds are inclusive.

        Args:
            since: Earliest time.
            until: Latest time, or None for no limit.
            now: Current time.
            forget: Whether to forget events that are too old to matter.
        """
        given: requests.EventFilter = {**self._filter(since, until, now), "order": "ASC"}
        ranges = self._ranges(since, until, now) if self._on_cloud else None
        body: requests.ReadEventsBody = {"filter": given}
        pager = Pager(Paging(event_cursor(given, self._api_url, ranges), lambda window: event_page(body, window)))
        while pager.call is not None:
            events = pager.take((yield pager.call))
            self._add(self._unknown(events))
            if forget and events:
                self._forget(min(events[-1].occurred, now))
        pager.warn()

    def _ranges(self, since: datetime, until: datetime | None, now: datetime) -> TimeRanges:
        return TimeRanges(_occurred(since, until), now=now, newest_first=False)

    def _filter(self, since: datetime, until: datetime | None, now: datetime) -> requests.EventFilter:
        if until is None and self._on_cloud:
            until = default_until(now, since)
        return with_default_bounds({**self._given, "occurred": _occurred(since, until)})

    @property
    def _newest(self) -> datetime:
        """Time of the newest known event."""
        return self._known[-1][0] if self._known else self._start

    def _unknown(self, events: Sequence[models.Event]) -> list[models.Event]:
        return list({event.id: event for event in events if event.id not in self._ids}.values())

    def _add(self, new: Sequence[models.Event]) -> None:
        for event in new:
            self._ids.add(event.id)
            insort(self._known, (aware(event.occurred), event.id))
        self._ready += sorted(new, key=lambda event: aware(event.occurred))

    def _forget(self, read: datetime) -> None:
        """Forget events that are too old to matter, after all events up to the time *read* were read."""
        start = max(self._start, read - _LATE)
        if len(self._known) > _MAX_KNOWN:
            start = max(start, min(self._known[-_MAX_KNOWN][0], read))
        end = bisect_left(self._known, start, key=_time)
        self._ids.difference_update(event_id for _, event_id in self._known[:end])
        del self._known[:end]
        self._start = start


class EventPoll:
    """One poll for new events, in as many requests as it takes.

    Attributes:
        call: Call to send next, or None at the end.
    """

    def __init__(self, steps: _Steps, ready: list[models.Event]) -> None:
        self._steps = steps
        self._ready = ready
        self.call: _Call | None = next(steps)

    def take(self, outcome: object) -> list[models.Event]:
        """Return new events, given *outcome*, the response to ``call`` or the error in its place, and advance.

        Raises:
            StatusError: *outcome* is an error that is not caused by the time range.
            DecodeError: The response does not match the call.
        """
        try:
            self.call = self._steps.send(outcome)
        except StopIteration:
            self.call = None
        ready = self._ready.copy()
        self._ready.clear()
        return ready


def follow_filter(given: requests.EventFilter | None, *, now: datetime) -> tuple[requests.EventFilter, datetime]:
    """Return *given*, the caller's filter, and its earliest time. Default: *now*.

    Args:
        given: Filter, or None if no event can match.
        now: Current time.

    Raises:
        ArgumentError: No event can match, or the filter has a key that does not apply to events that are followed, or
            an invalid time.
    """
    if given is None:
        raise ArgumentError("events.follow accepts no empty filter, since it would never yield an event")
    occurred = given.get("occurred") or {}
    for key, is_given in (
        ("occurred.until", "until" in occurred),
        ("order", "order" in given),
        ("resource.distinct", is_distinct(given)),
    ):
        if is_given:
            raise ArgumentError(f"events.follow does not accept {key}, since every new event is yielded, oldest first")
    return given, utc_time(occurred.get("since"), "since") or now


def follow_timeout_error(timeout: float, fault: Exception | None) -> WaitTimeoutError:
    """Return the error for following events until the timeout.

    Args:
        timeout: Seconds that the client followed events.
        fault: Error from the last request, if it failed.
    """
    message = f"events were followed for {timeout:g} s"
    if fault is not None:
        message += f". The last request failed: {fault}"
    return WaitTimeoutError(message, timeout=timeout)


def _page(outcome: object) -> models.EventPage:
    """Return *outcome*, or raise it if it is an error."""
    if isinstance(outcome, StatusError):
        raise outcome
    return cast("models.EventPage", outcome)


def _occurred(since: datetime, until: datetime | None) -> requests.EventOccurredFilter:
    return {"since": since} if until is None else {"since": since, "until": until}
