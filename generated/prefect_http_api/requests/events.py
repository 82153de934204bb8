# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Request types: typed dicts that mirror the JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, NotRequired, TypeAlias
from uuid import UUID

from .._typed_dict import TypedDict
from .shared import ResourceSpecification


class EventIDFilter(TypedDict):
    id: NotRequired[list[UUID | str] | None]
    """Only include events with one of these IDs."""


class EventNameFilter(TypedDict):
    exclude_name: NotRequired[list[str] | None]
    """Exclude events matching one of these names exactly."""
    exclude_prefix: NotRequired[list[str] | None]
    """Exclude events matching one of these prefixes."""
    name: NotRequired[list[str] | None]
    """Only include events matching one of these names exactly."""
    prefix: NotRequired[list[str] | None]
    """Only include events matching one of these prefixes."""


class EventOccurredFilter(TypedDict):
    since: NotRequired[datetime | str]
    """Only include events after this time (inclusive)."""
    until: NotRequired[datetime | str]
    """Only include events prior to this time (inclusive)."""


EventOrder: TypeAlias = Literal["ASC", "DESC"]


class EventTextFilter(TypedDict):
    """Filter by text search across event content."""

    query: str
    """Text search query string. At most 200 characters. For example ``"error"``."""


RelatedResource: TypeAlias = dict[str, str]
"""A Resource with a specific role in an Event."""


Resource: TypeAlias = dict[str, str]
"""An observable business object of interest to the user."""


TimeUnit: TypeAlias = Literal["week", "day", "hour", "minute", "second"]


class Event(TypedDict):
    """The client-side view of an event that has happened to a Resource."""

    event: str
    """The name of the event that happened."""
    follows: NotRequired[UUID | str | None]
    """The ID of an event that is known to have occurred prior to this one.

    If set, this may be used to establish a more precise ordering of causally-related events when they occur close
    enough together in time that the system may receive them out-of-order.
    """
    id: UUID | str
    """The client-provided identifier of this event."""
    occurred: datetime | str
    """When the event happened from the sender's perspective."""
    payload: NotRequired[dict[str, Any]]
    """An open-ended set of data describing what happened."""
    related: NotRequired[list[RelatedResource]]
    """A list of additional Resources involved in this event."""
    resource: Resource
    """The primary Resource this event concerns."""


class EventAnyResourceFilter(TypedDict):
    id: NotRequired[list[str] | None]
    """Only include events for resources with these IDs."""
    id_prefix: NotRequired[list[str] | None]
    """Only include events for resources with IDs starting with these prefixes."""
    labels: NotRequired[ResourceSpecification | None]
    """Only include events for related resources with these labels."""


class EventRelatedFilter(TypedDict):
    id: NotRequired[list[str] | None]
    """Only include events for related resources with these IDs."""
    labels: NotRequired[ResourceSpecification | None]
    """Only include events for related resources with these labels."""
    resources_in_roles: NotRequired[list[tuple[str, str]] | None]
    """Only include events with specific related resources in specific roles."""
    role: NotRequired[list[str] | None]
    """Only include events for related resources in these roles."""


class EventResourceFilter(TypedDict):
    distinct: NotRequired[bool]
    """Only include events for distinct resources. Server default: ``false``."""
    id: NotRequired[list[str] | None]
    """Only include events for resources with these IDs."""
    id_prefix: NotRequired[list[str] | None]
    """Only include events for resources with IDs starting with these prefixes."""
    labels: NotRequired[ResourceSpecification | None]
    """Only include events for resources with these labels."""


CreateEventsBody: TypeAlias = list[Event]


class EventFilter(TypedDict):
    any_resource: NotRequired[EventAnyResourceFilter | list[EventAnyResourceFilter] | None]
    """Filter criteria for any resource involved in the event."""
    event: NotRequired[EventNameFilter | None]
    """Filter criteria for the event name."""
    id: NotRequired[EventIDFilter]
    """Filter criteria for the events' ID."""
    occurred: NotRequired[EventOccurredFilter]
    """Filter criteria for when the events occurred."""
    order: NotRequired[EventOrder]
    """The order to return filtered events. Server default: ``"DESC"``."""
    related: NotRequired[EventRelatedFilter | list[EventRelatedFilter] | None]
    """Filter criteria for the related resources of the event."""
    resource: NotRequired[EventResourceFilter | None]
    """Filter criteria for the resource of the event."""
    text: NotRequired[EventTextFilter | None]
    """Filter criteria for text search across event content."""


class CountAccountEventsBody(TypedDict):
    filter: EventFilter
    time_interval: NotRequired[float | None]
    """Server default: ``1.0``. At least 0.01."""
    time_unit: NotRequired[TimeUnit | None]
    """Server default: ``"day"``."""


class ReadEventsBody(TypedDict):
    filter: NotRequired[EventFilter | None]
    """Additional optional filter criteria to narrow down the set of Events."""
    limit: NotRequired[int | None]
    """The number of events to return with each page. Server default: ``50``. At least 0. At most 50."""
