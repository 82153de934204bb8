"""Events: list, count, follow and emit."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar, Unpack
from uuid import UUID

from prefect_http import _concurrency, models
from prefect_http._arguments import Seconds, choice, iterable
from prefect_http._async.listing import AsyncListing
from prefect_http._async.resources._base import AsyncResource
from prefect_http._async.resources.uploads import upload
from prefect_http._domain.event_filters import event_filter
from prefect_http._domain.event_tail import EventTail, follow_filter
from prefect_http._domain.events import merge_counts, new_event
from prefect_http._domain.keywords import Query
from prefect_http._domain.polling import FailureStreak, PollSchedule, resolve_max_wait
from prefect_http._lazy import lazy_module
from prefect_http._pagination.event_ranges import TimeRange, TimeRanges
from prefect_http._pagination.events import (
    event_cursor,
    event_page,
    is_distinct,
    is_newest_first,
    with_default_bounds,
)
from prefect_http._pagination.paging import Paging
from prefect_http._utils import given
from prefect_http.errors import PrefectHTTPError, ValidationError
from prefect_http_api import Call, requests
from prefect_http_api import events as api

if TYPE_CHECKING:
    from prefect_http import filters, references
else:
    filters = lazy_module("prefect_http.filters")
    references = lazy_module("prefect_http.references")

_COUNTABLES: Final = ("day", "time", "event", "resource")

_PAGE_SIZE: Final = 50
"""Largest number of events in a page."""

_MAX_WAIT: Final = 2.0
"""Default of *poll_interval* in seconds."""

T = TypeVar("T")


class AsyncEvents(AsyncResource):
    """Events: list, count, follow and emit."""

    def list(
        self, *, limit: int | None = None, order: requests.EventOrder | None = None, **filters: Unpack[filters.Events]
    ) -> AsyncListing[models.Event]:
        """List events, newest first.

        Without *since* and *until*, all events that the server keeps are listed, including those dated in the future.

        Prefect Cloud limits the time range of a query, so events are requested a week at a time:

        - Without *since*, the listing goes back to 180 days before today. Without *until*, it includes events up to one
          day in the future.
        - A week is requested when you reach it. An empty week takes one request, two per 14 days. A week with events
          takes at least two. To search less of the past, set *since*.
        - If Prefect Cloud rejects a query as too old, the listing is limited to the earliest time that it accepts, to
          the minute. Finding that time takes about 15 requests. If you set *since*, an `IncompleteEventsWarning` says
          what is missing. If no time is accepted, a `ValidationError` is raised.

        Pages are fetched lazily. One extra request detects the end. An event that exists before the listing starts is
        listed exactly once, even while new events arrive, because pages are keyed on the time at which events occurred.
        A new event is listed too if its position has not been reached yet. Events with the same time are listed in
        arbitrary order.

        With ``resource.distinct`` in *where*, pages are requested by offset. New events may then cause others to be
        missed. On Prefect Cloud, the IDs of the resources are kept in memory.

        Args:
            limit: Maximum number of events. Default: no limit.
            order: ``"ASC"`` for oldest first. Default: newest first.
            **filters: Keywords of `prefect_http.filters.Events`: ``event``, ``resource``, ``related``, ``text``,
                ``since``, ``until`` and ``where``. Default: all events.

        Raises:
            ArgumentError: A filter is unknown, a value is invalid, or *order* is also set in *where*.
            ValidationError: *where* has an unknown key or an invalid value, or Prefect Cloud accepts no part of the
                time range. Raised during iteration.
            DecodeError: The URL of the next page is invalid, or more than a page of events have the same time, and 20
                passes did not return all of them. Raised during iteration.

        API: ``POST /events/filter``.
        """
        selected = event_filter(filters, order)
        given = selected or {}
        body: requests.ReadEventsBody = {"filter": with_default_bounds(given)}

        def paging(_where: object) -> Paging[models.Event]:
            cursor = event_cursor(given, self._connection.api_url, self._ranges(given))
            return Paging(cursor, lambda window: event_page(body, window), max_size=_PAGE_SIZE)

        return AsyncListing(self._connection, Query({}, is_empty=selected is None), paging, limit=limit)

    async def first(
        self, *, order: requests.EventOrder | None = None, **filters: Unpack[filters.Events]
    ) -> models.Event | None:
        """Return the first of the events that `list` would list, or None if none matches.

        Args:
            order: Order, as in `list`.
            **filters: Filters, as in `list`.

        Raises:
            PrefectHTTPError: As in `list`.

        API: ``POST /events/filter``.
        """
        return await self.list(order=order, **filters).first()

    async def count(self, **filters: Unpack[filters.Events]) -> int:
        """Count events.

        Without *since* and *until*, all events that the server keeps are counted.

        On Prefect Cloud, default bounds and rejected queries are handled as in `list`. A week takes one request, and
        the default range takes 26. With ``resource.distinct`` in *where*, the events of several weeks are listed
        and counted by the client.

        Args:
            **filters: Filters, as in `list`.

        Raises:
            ValidationError: *where* has an unknown key or an invalid value.
            ArgumentError: A filter is unknown, or a value is invalid.

        API: ``POST /events/filter``.
        """
        merged = event_filter(filters)
        if merged is None:
            return 0
        ranges = self._ranges(merged)
        if ranges is None:
            return (await self._connection.send(api.read_events(filter=with_default_bounds(merged), limit=0))).total
        if is_distinct(merged) and not ranges.is_single:
            # A resource may have events in several ranges.
            total = 0
            async for page in self.list(where=merged).pages():
                total += len(page)
            return total
        pages = await self._responses(ranges, lambda times: api.read_events(filter=times.narrow(merged), limit=0))
        return sum(page.total for page in pages)

    async def count_by(
        self,
        countable: Literal["day", "time", "event", "resource"],
        *,
        time_unit: requests.TimeUnit | None = None,
        time_interval: float | None = None,
        **filters: Unpack[filters.Events],
    ) -> Sequence[models.EventCount]:
        """Count events by day, time, name or resource.

        On Prefect Cloud, rejected queries are handled as in `list`. A week takes one request, and the default range
        takes 26. The client adds up the counts.

        Args:
            countable: Property to count by. ``"time"`` uses *time_unit* and *time_interval*.
            time_unit: Unit of *time_interval*. Default: day.
            time_interval: Length of an interval in units, at least 0.01. The server accepts at most 1,000 intervals.
                Default: 1.
            **filters: Filters, as in `list`. Defaults of ``since`` and ``until``: 180 days ago, and now.

        Raises:
            ValidationError: A value is invalid, or there are too many intervals.
            ArgumentError: *countable* or a filter is unknown, or a value is invalid.

        API: ``POST /events/count-by/{countable}``.
        """
        choice(countable, "countable", _COUNTABLES)
        merged = event_filter(filters)
        if merged is None:
            return []
        interval = given(time_unit=time_unit, time_interval=time_interval)
        ranges = self._ranges(merged, until=datetime.now(UTC))
        if ranges is None:
            return await self._connection.send(api.count_account_events(countable, filter=merged, **interval))
        counts = await self._responses(
            ranges, lambda times: api.count_account_events(countable, filter=times.narrow(merged), **interval)
        )
        return merge_counts(countable, counts)

    def follow(
        self,
        *,
        timeout: Seconds | None = None,
        poll_interval: Seconds | None = None,
        **filters: Unpack[filters.Events],
    ) -> AsyncGenerator[models.Event, None]:
        """Yield events as they arrive, oldest first.

        Starts with the first event since *since*, then polls for new ones, which works on every server. Iteration does
        not end by itself. Polling continues through failures as in `flow_runs.wait`.

        - Each event is yielded once. The new events of a poll are sorted by time.
        - A late event is yielded when it arrives, unless it is over five minutes earlier than the newest one, or
          earlier than *since*. The IDs of these five minutes are kept in memory, but at most 20,000.
        - A poll takes one request, or a few if more than 50 events are new. If more than 50 others are newer than a
          late event, about ten more requests find it.
        - By default, this is 30 requests per minute. On Prefect Cloud, they count against the account's limit of API
          requests. To send fewer, increase *poll_interval*: 10 seconds take six requests per minute.
        - On Prefect Cloud, past events are requested a week at a time, as in `list`.

        Args:
            timeout: Seconds, or a timedelta, to follow events. Default: no limit.
            poll_interval: Seconds, or a timedelta, between two polls at most. Waits start short and grow. Default: 2.
            **filters: Filters, as in `list`, except ``until``. Default of ``since``: the time of the call.

        Raises:
            WaitTimeoutError: The timeout has passed. All events that had arrived have been yielded. Raised during
                iteration.
            AuthenticationError: The server rejects the credentials. Raised during iteration.
            ValidationError: *where* has an invalid value. Raised during iteration.
            ArgumentError: A filter is unknown, empty or invalid, or sets ``until``, ``order`` or ``resource.distinct``.
                If *timeout* or *poll_interval* is out of range, it is raised during iteration.

        API: ``POST /events/filter``.
        """
        # Imported late: few callers follow events.

        # A generator would start later, and miss events that are emitted before its first step.
        selected, start = follow_filter(event_filter(filters), now=datetime.now(UTC))
        on_cloud = self._connection.cloud_url is not None
        tail = EventTail(selected, start, api_url=self._connection.api_url, on_cloud=on_cloud)
        return self._follow(tail, timeout, poll_interval)

    async def _follow(
        self, tail: EventTail, timeout: Seconds | None, poll_interval: Seconds | None
    ) -> AsyncGenerator[models.Event, None]:
        max_wait = resolve_max_wait(poll_interval, _MAX_WAIT)
        schedule = PollSchedule(_concurrency.monotonic(), timeout, max_wait=max_wait)
        failures = FailureStreak(schedule.timeout)
        while True:
            connection = self._connection_until(schedule)
            try:
                poll = tail.poll(datetime.now(UTC))
                while poll.call is not None:
                    try:
                        outcome: object = await connection.send(poll.call)
                    except ValidationError as error:
                        outcome = error
                    for event in poll.take(outcome):
                        yield event
                failures.end()
            except PrefectHTTPError as error:
                if not failures.tolerates(error, _concurrency.monotonic()):
                    raise
            wait = schedule.next_wait(_concurrency.monotonic(), failures.count)
            if wait is None:
                from prefect_http._domain.event_tail import follow_timeout_error

                raise follow_timeout_error(schedule.timeout or 0.0, failures.last) from failures.last
            await _concurrency.async_sleep(wait)

    async def emit(
        self,
        event: str,
        resource: Mapping[str, str],
        *,
        occurred: datetime | None = None,
        payload: Mapping[str, Any] | None = None,
        related: Iterable[Mapping[str, str]] = (),
        follows: references.Event | None = None,
        event_id: UUID | str | None = None,
    ) -> UUID:
        """Emit an event and return its ID.

        The server accepts the event immediately and stores it shortly after. Until then, the event is not listed.

        Args:
            event: Name of the event, such as ``"order.shipped"``. At most 1,024 characters.
            resource: Labels of the resource that the event is about. ``"prefect.resource.id"`` is required.
            occurred: Time at which the event occurred, with a timezone. Default: now.
            payload: JSON object with data of the event. Default: empty.
            related: Labels of at most 100 related resources. Each also requires ``"prefect.resource.role"``. Default:
                none.
            follows: ID of an event that preceded this one. Default: none.
            event_id: ID of the event. The server stores only one event per ID. Default: a new ID.

        Raises:
            ValidationError: A label is missing, or a value is invalid.
            ArgumentError: *occurred* has no timezone, *resource* is a string, or *follows* is not a valid UUID.

        API: ``POST /events``.
        """
        emitted = new_event(
            event,
            resource,
            occurred=occurred,
            payload=payload,
            related=related,
            follows=follows,
            event_id=event_id,
        )
        await self._connection.send(api.create_events([emitted]))
        return emitted["id"] if isinstance(emitted["id"], UUID) else UUID(emitted["id"])

    async def emit_many(self, events: Iterable[requests.Event]) -> None:
        """Emit events, each with its own ``id`` and ``occurred``.

        Events are sent one request after the other, 1,000 in each. If there are no events, nothing is sent. If a
        request fails, the events of previous requests have been emitted. If it is too large, its halves are sent
        instead. The server accepts events faster than it stores them. If the server's queue is full, with 10,000 events
        by default, further events are dropped without an error.

        On Prefect Cloud, each event counts against a rate limit of the account, which is 2,000 log lines and events per
        minute on the smallest plan. Requests have at most 500 events and 5 MiB. If the limit is exceeded, each request
        is retried until the *timeout* of the retry policy, so 10,000 events take about five minutes.

        Args:
            events: Events to emit.

        Raises:
            ValidationError: A value is missing or invalid. No event of that request was emitted.
            RateLimitError: The rate limit stayed exceeded. No event of that request was emitted.
            StatusError: A single event is too large (413).
            ArgumentError: A time has no timezone.

        API: ``POST /events``.
        """
        await upload(self._connection, iterable(events, "events"), api.create_events, "events")

    def _ranges(self, given: requests.EventFilter, until: datetime | None = None) -> TimeRanges | None:
        """Return the time ranges to query on Prefect Cloud, or None on other servers.

        Args:
            given: The caller's filter.
            until: Default of the latest time. Default: a day from now.
        """
        if self._connection.cloud_url is None:
            return None
        occurred: requests.EventOccurredFilter = {**(given.get("occurred") or {})}
        if until is not None:
            occurred.setdefault("until", until)
        return TimeRanges(occurred, now=datetime.now(UTC), newest_first=is_newest_first(given))

    async def _responses(self, ranges: TimeRanges, call: Callable[[TimeRange], Call[T]]) -> Sequence[T]:
        """Send a call for each of *ranges*, and return the responses."""
        responses: Sequence[T] = []
        while (current := ranges.current) is not None:
            try:
                response = await self._connection.send(call(current))
            except ValidationError as error:
                ranges.reject(error)
                continue
            if not current.is_probe:
                responses = [*responses, response]
            ranges.accept()
        ranges.warn()
        return responses
