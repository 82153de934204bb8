"""The event that is emitted."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID, uuid4

from prefect_http.errors import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from prefect_http_api.requests import Event


def new_event(
    event: str,
    resource: Mapping[str, str],
    *,
    occurred: datetime | None,
    payload: Mapping[str, Any] | None,
    related: Iterable[Mapping[str, str]],
    follows: UUID | str | None,
    event_id: UUID | str | None,
) -> Event:
    """Return the event, which occurs now and has a new id unless they are given.

    Raises:
        ArgumentError: *resource* is a text.
    """
    # Nobody's type checker has seen a value that was read from a file.
    given = cast("object", resource)
    if isinstance(given, str):
        raise ArgumentError(f'resource={given!r}: write {{"prefect.resource.id": {given!r}}}')
    made: Event = {
        "event": event,
        "id": uuid4() if event_id is None else event_id,
        "occurred": datetime.now(UTC) if occurred is None else occurred,
        "resource": {**resource},
        "payload": {**(payload or {})},
        "related": [{**each} for each in related],
    }
    if follows is not None:
        made["follows"] = follows
    return made
