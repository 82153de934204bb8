"""Events: build an event to emit."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID, uuid4

from prefect_http._utils import quote
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
    """Build an event. By default, it occurs now and has a new ID.

    Raises:
        ArgumentError: *resource* is a string.
    """
    # Arguments may come from sources that no type checker sees.
    untyped = cast("object", resource)
    if isinstance(untyped, str):
        quoted = quote(untyped)
        raise ArgumentError(
            f'resource must be a mapping of labels, got {quoted}: use {{"prefect.resource.id": {quoted}}}'
        )
    built: Event = {
        "event": event,
        "id": uuid4() if event_id is None else event_id,
        "occurred": datetime.now(UTC) if occurred is None else occurred,
        "resource": {**resource},
        "payload": {**(payload or {})},
        "related": [{**labels} for labels in related],
    }
    if follows is not None:
        built["follows"] = follows
    return built
