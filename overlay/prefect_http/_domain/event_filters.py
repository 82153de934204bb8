"""Event filters: the keywords of events, and their places in the API's filter language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from prefect_http._arguments import mapping
from prefect_http._domain.keywords import Grammar, Keyword, Query, moment, text
from prefect_http._utils import LONE_SURROGATE, quote
from prefect_http.errors import ArgumentError
from prefect_http_api import requests

_KINDS: Final[dict[str, str]] = {
    "Artifact": "artifact",
    "Automation": "automation",
    "BlockDocument": "block-document",
    "BlockType": "block-type",
    "ConcurrencyLimitV2": "concurrency-limit",
    "Deployment": "deployment",
    "Flow": "flow",
    "FlowRun": "flow-run",
    "GlobalConcurrencyLimit": "concurrency-limit",
    "TaskRun": "task-run",
    "Variable": "variable",
    "WorkPool": "work-pool",
    "WorkQueue": "work-queue",
}
"""Kinds of resources in the IDs of resources, by model."""


def resource_id(resource: object, argument: str) -> str:
    """Return the ID of a resource in events, such as ``"prefect.flow-run.<uuid>"``.

    Args:
        resource: Model of the resource, or its ID in events.
        argument: Name of the argument, for the error message.

    Raises:
        ArgumentError: *resource* is something else.
    """
    if isinstance(resource, str) and resource and not LONE_SURROGATE.search(resource):
        return resource
    kind = _KINDS.get(type(resource).__name__)
    if kind is None:
        raise ArgumentError(
            f"{argument} must be a model, such as a flow run, or an ID such as 'prefect.flow-run.<uuid>', "
            f"got {quote(resource)}"
        )
    return f"prefect.{kind}.{getattr(resource, 'id', None)}"


def resource_in_path(resource: object) -> str:
    """Return the ID of a resource as part of a path.

    Raises:
        ArgumentError: *resource* is no resource, or its ID contains a slash, for which the server has no path.
    """
    found = resource_id(resource, "resource")
    if "/" in found:
        raise ArgumentError(
            f"resource must be a model, or an ID without '/', such as 'prefect.deployment.<uuid>', got {quote(found)}"
        )
    return found


def _identifiers(path: str, *, exact: str, prefix: str = "", resources: bool = False) -> Keyword:
    """Return a keyword for names or IDs. Those that end with ``*`` are prefixes, if the API supports them."""

    def add(query: Query, keyword: str, value: object) -> None:
        values = [_identifier(item, keyword, resources=resources) for item in query.values(value)]
        prefixes = [item.removesuffix("*") for item in values if item.endswith("*")]
        if any("*" in item.removesuffix("*") for item in values) or (prefixes and not prefix):
            raise ArgumentError(f"{keyword} accepts '*' {'only at the end' if prefix else 'nowhere'}: use where")
        if prefixes and len(prefixes) < len(values):
            raise ArgumentError(f"{keyword} must have either exact values or values that end with '*'")
        query.put(keyword, f"{path}.{prefix if prefixes else exact}", prefixes or values)

    return add


def _identifier(item: object, keyword: str, *, resources: bool) -> str:
    if resources:
        return resource_id(item, keyword)
    if not isinstance(item, str) or not item:
        raise ArgumentError(f"{keyword} must be a name such as 'prefect.flow-run.Completed', got {quote(item)}")
    return item


EVENTS: Final = Grammar(
    ("any_resource", "event", "id", "occurred", "order", "related", "resource", "text"),
    {
        "event": _identifiers("event", exact="name", prefix="prefix"),
        "resource": _identifiers("resource", exact="id", prefix="id_prefix", resources=True),
        "related": _identifiers("related", exact="id", resources=True),
        "text": text("text.query"),
        "since": moment("occurred.since"),
        "until": moment("occurred.until"),
    },
)


def event_filter(
    filters: Mapping[str, object], order: requests.EventOrder | None = None
) -> requests.EventFilter | None:
    """Return the API's filter for *filters*, values by keyword, and *order*, or None if no event can match.

    Raises:
        ArgumentError: A keyword is unknown, a value is invalid, or *order* is also set in ``where``.
    """
    query = EVENTS.parse(filters)
    mapping(query.body.get("occurred") or {}, "where['occurred']")
    if order is not None:
        query.put("order", "order", order)
    return None if query.is_empty else cast("requests.EventFilter", query.body)
