"""Events: build an event to emit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID, uuid4

from prefect_http._arguments import iterable, mapping
from prefect_http._utils import quote
from prefect_http.errors import ArgumentError
from prefect_http_api import requests


def new_event(
    event: str,
    resource: Mapping[str, str],
    *,
    occurred: datetime | None,
    payload: Mapping[str, Any] | None,
    related: Iterable[Mapping[str, str]],
    follows: UUID | str | None,
    event_id: UUID | str | None,
) -> requests.Event:
    """Build an event. By default, it occurs now and has a new ID.

    Raises:
        ArgumentError: *resource*, *payload* or an item of *related* is not a mapping.
    """
    untyped = cast("object", resource)
    if isinstance(untyped, str):
        label = quote(untyped)
        raise ArgumentError(
            f'resource must be a mapping of labels, got {label}: use {{"prefect.resource.id": {label}}}'
        )
    built: requests.Event = {
        "event": event,
        "id": uuid4() if event_id is None else event_id,
        "occurred": datetime.now(UTC) if occurred is None else occurred,
        "resource": mapping(resource, "resource"),
        "payload": {} if payload is None else mapping(payload, "payload"),
        "related": [mapping(labels, "related") for labels in iterable(related, "related")],
    }
    if follows is not None:
        built["follows"] = follows
    return built
