"""Events: build an event to emit, and merge counts of events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID, uuid4

from prefect_http import models
from prefect_http._arguments import iterable, mapping
from prefect_http._domain.references import EVENT
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
    follows: object,
    event_id: UUID | str | None,
) -> requests.Event:
    """Build an event. By default, it occurs now and has a new ID.

    Raises:
        ArgumentError: *resource*, *payload* or an item of *related* is not a mapping, or *follows* is not the ID of an
            event.
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
        built["follows"] = EVENT.parse(follows)
    return built


def merge_counts(countable: str, parts: Sequence[Sequence[models.EventCount]]) -> Sequence[models.EventCount]:
    """Merge the counts of consecutive time ranges into those of the whole range.

    A time interval that is in two ranges has a part of its events in each.

    Args:
        countable: Property that was counted by.
        parts: Counts of each range. The ranges may be in any order.
    """
    if len(parts) == 1:
        return parts[0]
    # Imported late: few callers need it.
    from attrs import evolve

    by_time = countable in {"day", "time"}
    merged: dict[datetime | str, models.EventCount] = {}
    for row in (row for part in parts for row in part):
        key = row.start_time if by_time else row.value
        known = merged.setdefault(key, row)
        if known is not row:
            merged[key] = evolve(
                max(known, row, key=lambda each: each.end_time),
                count=known.count + row.count,
                start_time=min(known.start_time, row.start_time),
            )
    if not by_time:
        return sorted(merged.values(), key=lambda row: (-row.count, row.label, row.value))
    # The server numbers the intervals of each range.
    return [evolve(merged[key], value=str(number)) for number, key in enumerate(sorted(cast("Any", merged)))]
