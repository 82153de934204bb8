# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Events: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from typing import Literal, Unpack

from . import models, operations, requests
from ._call import Call

__all__ = [
    "count_account_events",
    "create_events",
    "read_account_events_page",
    "read_events",
]


def create_events(events: requests.CreateEventsBody, /) -> Call[None]:
    """Record a batch of Events.

    For more information, see https://www.prefect.io/docs/v3/concepts/events.

    Success status: 204.

    API: ``POST /events``.
    """
    return Call(operations.EVENTS_CREATE_EVENTS, body=events)


def count_account_events(
    countable: Literal["day", "time", "event", "resource"], /, **body: Unpack[requests.CountAccountEventsBody]
) -> Call[list[models.EventCount]]:
    """Return distinct objects and the count of events associated with them.

    Objects that can be counted include the day the event occurred, the type of event, or the IDs of the resources
    associated with the event.

    Success status: 200.

    API: ``POST /events/count-by/{countable}``.
    """
    return Call(operations.EVENTS_COUNT_ACCOUNT_EVENTS, countable, body=body)


def read_events(**body: Unpack[requests.ReadEventsBody]) -> Call[models.EventPage]:
    """Query Events matching the given filter criteria.

    Returns the first page of results, and the URL to request the next page (if there are more results).

    Success status: 200.

    API: ``POST /events/filter``.
    """
    return Call(operations.EVENTS_READ_EVENTS, body=body)


def read_account_events_page(*, page_token: str) -> Call[models.EventPage]:
    """Return the next page of Events for a previous query, and the URL to request the next page (if there are more
    results).

    Success status: 200.

    API: ``GET /events/filter/next``.
    """
    return Call(operations.EVENTS_READ_ACCOUNT_EVENTS_PAGE, query={"page-token": page_token})


def __dir__() -> list[str]:
    return __all__
