"""Events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from prefect_http._async.listing import AsyncListing
from prefect_http._async.resources._base import AsyncResource
from prefect_http._domain.events import new_event
from prefect_http._pagination.events import event_cursor, event_filter, event_page, with_default_bounds
from prefect_http._utils import batches, given
from prefect_http_api import events as api

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from typing import Literal

    from prefect_http.models import Event
    from prefect_http_api import requests
    from prefect_http_api.models import EventCount
    from prefect_http_api.requests import (
        CountAccountEventsBody,
        EventFilter,
        EventOrder,
        ReadEventsBody,
        TimeUnit,
    )


class AsyncEvents(AsyncResource):
    """Events: find and emit them."""

    def list(
        self,
        *,
        filter: EventFilter | None = None,  # noqa: A002  # the API's own name
        since: datetime | None = None,
        until: datetime | None = None,
        order: EventOrder | None = None,
    ) -> AsyncListing[Event]:
        """Return all events that match, newest first (``POST /events/filter``).

        Without *since* and *until* these are all events that the server keeps, those that are dated in the future
        included.

        Pages are read as they are asked for, and one request more than there are pages finds the end. Each event comes
        once, and none is missed that was there before the listing began, even though events come in meanwhile: pages
        go by when events occurred. One that comes in meanwhile is listed too when it did not occur before the place
        that the listing is at. Events of one instant come in any order.

        For a filter with ``resource.distinct`` all pages go by position: then events that come in meanwhile may push
        others out.

        Args:
            filter: what the events must meet.
            since: the earliest instant, itself included.
            until: the latest instant, itself included.
            order: ``"ASC"`` for oldest first.

        Raises:
            ArgumentError: *since*, *until* or *order* is in *filter* too.

        Raises, once rows are asked for:
            ValidationError: the filter has an unknown key or a value that cannot be.
            ArgumentError: an instant has no timezone.
            DecodeError: the server gives a next page that cannot be asked for; or of more events of one instant than a
                page has, not all came in twenty goes.
        """
        body: ReadEventsBody = {
            "filter": with_default_bounds(event_filter(filter, since=since, until=until, order=order))
        }
        home = self._connection.api_url
        return AsyncListing(self._connection, lambda: event_cursor(body, home), lambda window: event_page(body, window))

    async def count(
        self,
        *,
        filter: EventFilter | None = None,  # noqa: A002  # the API's own name
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> int:
        """Return how many events match, of all that the server keeps (``POST /events/filter``).

        Raises:
            ValidationError: the filter has an unknown key or a value that cannot be.
            ArgumentError: *since* or *until* is in *filter* too, or has no timezone.
        """
        merged = with_default_bounds(event_filter(filter, since=since, until=until))
        return (await self._connection.send(api.read_events(filter=merged, limit=0))).total

    async def count_by(
        self,
        countable: Literal["day", "time", "event", "resource"],
        *,
        filter: EventFilter | None = None,  # noqa: A002  # the API's own name
        since: datetime | None = None,
        until: datetime | None = None,
        time_unit: TimeUnit | None = None,
        time_interval: float | None = None,
    ) -> Sequence[EventCount]:
        """Return how many events match for each day, time, name or resource (``POST /events/count-by/{countable}``).

        Without *since* the server counts from 180 days ago on, and without *until* up to now.

        Args:
            countable: what to count by; ``"time"`` goes by *time_unit* and *time_interval*.
            filter: what the events must meet.
            since: the earliest instant, itself included.
            until: the latest instant, itself included.
            time_unit: a day by default.
            time_interval: units that are counted together, 0.01 at least; 1 by default. More than 1,000 intervals are
                refused.

        Raises:
            ValidationError: a value cannot be, or there are too many intervals.
            ArgumentError: *since* or *until* is in *filter* too, or has no timezone.
        """
        merged = event_filter(filter, since=since, until=until)
        body = cast("CountAccountEventsBody", given(filter=merged, time_unit=time_unit, time_interval=time_interval))
        return await self._connection.send(api.count_account_events(countable, **body))

    async def emit(
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
        """Emit one event, and return its id (``POST /events``).

        The server takes it in at once and stores it a moment later, so that it is not listed at once.

        Args:
            event: its name, such as ``"order.shipped"``, of 1,024 characters at most.
            resource: what it happened to: labels, of which ``"prefect.resource.id"`` must be there.
            occurred: when, with a timezone; now by default.
            payload: anything that JSON has a form for.
            related: the labels of other resources, 100 at most, each with ``"prefect.resource.role"`` too.
            follows: the id of an event that came before it.
            event_id: its id; a new one by default. The server stores one event of an id.

        Raises:
            ValidationError: a label is missing, or a value cannot be.
            ArgumentError: *occurred* has no timezone.
        """
        made = new_event(
            event,
            resource,
            occurred=occurred,
            payload=payload,
            related=related,
            follows=follows,
            event_id=event_id,
        )
        await self._connection.send(api.create_events([made]))
        return made["id"] if isinstance(made["id"], UUID) else UUID(made["id"])

    async def emit_many(self, events: Iterable[requests.Event]) -> None:
        """Emit events, each with an ``id`` and an ``occurred`` of its own (``POST /events``).

        They go in requests of 1,000, one after the other; nothing is sent when there are none. When a request fails,
        the events of those before it are emitted. The server stores them later than it takes them in, and drops in
        silence what it cannot hold until then: with its default settings that is everything beyond 10,000 events.

        Raises:
            ValidationError: an event lacks something, or a value cannot be; none of that request was emitted.
            ArgumentError: an instant has no timezone.
        """
        for batch in batches(events):
            await self._connection.send(api.create_events(batch))
