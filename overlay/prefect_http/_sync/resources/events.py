# Generated from _async/resources/events.py by `python -m generator.unasync`.
# Do not edit: change that file and run the command.
"""Events: list, count and emit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Literal, cast
from uuid import UUID

from prefect_http import models
from prefect_http._arguments import choice, iterable
from prefect_http._domain.events import new_event
from prefect_http._pagination.events import event_cursor, event_filter, event_page, with_default_bounds
from prefect_http._sync.listing import Listing
from prefect_http._sync.resources._base import Resource
from prefect_http._sync.resources.uploads import upload
from prefect_http._utils import given
from prefect_http_api import events as api
from prefect_http_api import requests

_COUNTABLES: Final = ("day", "time", "event", "resource")


class Events(Resource):
    """Events: list, count and emit."""

    def list(
        self,
        *,
        filter: requests.EventFilter | None = None,  # noqa: A002  # the API's name
        since: datetime | None = None,
        until: datetime | None = None,
        order: requests.EventOrder | None = None,
    ) -> Listing[models.Event]:
        """List events, newest first.

        Without *since* and *until*, all events that the server keeps are listed, including those dated in the future.

        Pages are fetched lazily. One extra request detects the end. An event that exists before the listing starts is
        listed exactly once, even while new events arrive, because pages are keyed on the time at which events occurred.
        A new event is listed too if its position has not been reached yet. Events with the same time are listed in
        arbitrary order.

        With ``resource.distinct`` in the filter, pages are requested by offset. New events may then cause others to be
        missed.

        Args:
            filter: Conditions that events must meet. Default: all events.
            since: Earliest time, inclusive, with a timezone. Default: no limit.
            until: Latest time, inclusive, with a timezone. Default: no limit.
            order: ``"ASC"`` for oldest first. Default: newest first.

        Raises:
            ArgumentError: *since*, *until* or *order* is also set in *filter*, or a time has no timezone. A missing
                timezone is reported during iteration.
            ValidationError: The filter has an unknown key or an invalid value. Raised during iteration.
            DecodeError: The URL of the next page is invalid, or more than a page of events have the same time, and 20
                passes did not return all of them. Raised during iteration.

        API: ``POST /events/filter``.
        """
        body: requests.ReadEventsBody = {
            "filter": with_default_bounds(event_filter(filter, since=since, until=until, order=order))
        }
        api_url = self._connection.api_url
        return Listing(self._connection, lambda: event_cursor(body, api_url), lambda window: event_page(body, window))

    def count(
        self,
        *,
        filter: requests.EventFilter | None = None,  # noqa: A002  # the API's name
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> int:
        """Count events.

        Without *since* and *until*, all events that the server keeps are counted.

        Args:
            filter: Conditions that events must meet. Default: all events.
            since: Earliest time, inclusive, with a timezone. Default: no limit.
            until: Latest time, inclusive, with a timezone. Default: no limit.

        Raises:
            ValidationError: The filter has an unknown key or an invalid value.
            ArgumentError: *since* or *until* is also set in *filter*, or a time has no timezone.

        API: ``POST /events/filter``.
        """
        merged = with_default_bounds(event_filter(filter, since=since, until=until))
        return (self._connection.send(api.read_events(filter=merged, limit=0))).total

    def count_by(
        self,
        countable: Literal["day", "time", "event", "resource"],
        *,
        filter: requests.EventFilter | None = None,  # noqa: A002  # the API's name
        since: datetime | None = None,
        until: datetime | None = None,
        time_unit: requests.TimeUnit | None = None,
        time_interval: float | None = None,
    ) -> Sequence[models.EventCount]:
        """Count events by day, time, name or resource.

        Args:
            countable: Property to count by. ``"time"`` uses *time_unit* and *time_interval*.
            filter: Conditions that events must meet. Default: all events.
            since: Earliest time, inclusive, with a timezone. Default: 180 days ago.
            until: Latest time, inclusive, with a timezone. Default: now.
            time_unit: Unit of *time_interval*. Default: day.
            time_interval: Length of an interval in units, at least 0.01. The server accepts at most 1,000 intervals.
                Default: 1.

        Raises:
            ValidationError: A value is invalid, or there are too many intervals.
            ArgumentError: *countable* is unknown, *since* or *until* is also set in *filter*, or a time has no
                timezone.

        API: ``POST /events/count-by/{countable}``.
        """
        choice(countable, "countable", _COUNTABLES)
        merged = event_filter(filter, since=since, until=until)
        body = cast(
            "requests.CountAccountEventsBody", given(filter=merged, time_unit=time_unit, time_interval=time_interval)
        )
        return self._connection.send(api.count_account_events(countable, **body))

    def emit(
        self,
        event: str,
        resource: Mapping[str, str],
        *,
        occurred: datetime | None = None,
        payload: Mapping[str, Any] | None = None,
        related: Iterable[Mapping[str, str]] = (),
        follows: UUID | str | None = None,
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
            ArgumentError: *occurred* has no timezone, or *resource* is a string.

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
        self._connection.send(api.create_events([emitted]))
        return emitted["id"] if isinstance(emitted["id"], UUID) else UUID(emitted["id"])

    def emit_many(self, events: Iterable[requests.Event]) -> None:
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
        upload(self._connection, iterable(events, "events"), api.create_events, "events")
