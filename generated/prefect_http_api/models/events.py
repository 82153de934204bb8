# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Response models: events."""

from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from attrs import define, field

from .._models import IdentifiedModel, ResponseModel, TimesMixin


@define(kw_only=True, eq=False, repr=False)
class Event(IdentifiedModel):
    """The server-side view of an event that has happened to a Resource after it has been received by the server."""

    occurred: datetime
    """When the event happened from the sender's perspective."""
    event: str
    """The name of the event that happened."""
    resource: dict[str, str]
    """The primary Resource this event concerns."""
    id: UUID
    """The client-provided identifier of this event."""
    received: datetime
    """When the event was received by the server."""
    follows: UUID | None = None
    """The ID of an event that is known to have occurred prior to this one.

    If set, this may be used to establish a more precise ordering of causally-related events when they occur close
    enough together in time that the system may receive them out-of-order.
    """
    payload: dict[str, Any] = field(factory=dict[str, Any])
    """An open-ended set of data describing what happened."""
    related: list[dict[str, str]] = field(factory=list[dict[str, str]])
    """A list of additional Resources involved in this event."""


@define(kw_only=True, eq=False, repr=False)
class EventCount(TimesMixin, ResponseModel):
    """The count of events with the given filter value."""

    value: str
    """The value to use for filtering."""
    label: str
    """The value to display for this count."""
    count: int
    """The count of matching events."""
    start_time: datetime
    """The start time of this group of events."""
    end_time: datetime
    """The end time of this group of events."""


@define(kw_only=True, eq=False, repr=False)
class EventPage(ResponseModel):
    """A single page of events returned from the API, with an optional link to the next page of results."""

    events: list[Event]
    """The Events matching the query."""
    total: int
    """The total number of matching Events."""
    next_page: str | None
    """The URL for the next page of results, if there are more. At least 1 character. A URL."""


RelatedResource: TypeAlias = dict[str, str]
"""A Resource with a specific role in an Event."""


Resource: TypeAlias = dict[str, str]
"""An observable business object of interest to the user."""
