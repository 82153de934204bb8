"""Validation before sending: reject calls that the server would accept but not honour.

Only the values that the caller passes are checked. Calls are not modified.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from types import FunctionType
from typing import Any, Final, cast

import msgspec

import prefect_http_api
from prefect_http._arguments import missing_timezone
from prefect_http._http.json_path import SCALARS, JsonPath, children, format_path, is_object
from prefect_http._utils import close_matches, quote
from prefect_http.errors import ArgumentError

FREE_FORM_KEYS: Final = frozenset(
    {
        "base_job_template",
        "bundle_execution_step",
        "bundle_upload_step",
        "context",
        "data",
        "fields",
        "job_variables",
        "labels",
        "match",
        "match_related",
        "metadata_",
        "parameter_openapi_schema",
        "parameters",
        "payload",
        "pull_steps",
        "related",
        "resource",
        "run_input",
        "run_input_keyset",
        "schema",
        "task_inputs",
        "value",
        "values",
    }
)
"""Request keys with free-form values, in which the server parses no datetimes."""

DATETIME_KEYS: Final = frozenset(
    {
        "after_",
        "anchor_date",
        "before_",
        "cache_expiration",
        "end_time",
        "history_end",
        "history_start",
        "last_polled",
        "occurred",
        "pause_timeout",
        "scheduled_after",
        "scheduled_before",
        "scheduled_time",
        "since",
        "start_time",
        "timestamp",
        "until",
    }
)
"""Request keys whose string values are datetimes."""

_BULK_OPERATIONS: Final = {
    "deployments.bulk_delete_deployments": ("deployments", "delete"),
    "flow_runs.bulk_delete_flow_runs": ("flow_runs", "delete"),
    "flow_runs.bulk_set_flow_run_state": ("flow_runs", "change"),
    "flows.bulk_delete_flows": ("flows", "delete"),
}

_TRIGGER_CONDITIONS: Final = ("expect", "match", "match_related")
_AUTOMATION_OPERATIONS: Final = frozenset({"automations.create_automation", "automations.update_automation"})

_SCHEDULE_DEPLOYMENT: Final = "deployments.schedule_deployment"
_SCHEDULE_KEYS: Final = frozenset({"cron", "interval", "rrule", "schedule", "schedules", "timezone"})

# Datetimes in a query have already been formatted by ``datetime.isoformat``. Datetimes in a body may be strings too.
_NAIVE_DATETIME: Final = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d([.,]\d+)?)?)?")


def validate_call(call: prefect_http_api.Call[Any], *, unknown_keys: bool = False) -> None:
    """Reject a call that the server would accept but not honour.

    Args:
        call: Call to check.
        unknown_keys: Whether to accept unknown keys, which a newer server may know. Default: False.

    Raises:
        ArgumentError: The call is invalid in one of these ways. The message suggests a fix.

            - *call* is not a ``Call``.
            - The body has a key, at any depth, that the server would ignore.
            - A bulk operation has an empty filter.
            - An event trigger matches every event.
            - A datetime has no timezone.
    """
    if not hasattr(call, "operation"):
        raise _not_a_call(call)
    body = call.body
    try:
        if call.operation.body_objects and not unknown_keys:
            _check_keys(call)
        if is_object(body):
            _check_bulk_filter(call, body)
            _check_triggers(call, body)
        naive = _first_naive_datetime(body)
    except RecursionError:
        naive = None  # Encoding such a body fails too, with a better error.
    if naive is not None:
        raise missing_timezone(f"{call.operation.name}: {format_path(naive[0])}", naive[1])
    for key, value in call.query_items:
        if key in DATETIME_KEYS and _NAIVE_DATETIME.fullmatch(value):
            raise missing_timezone(f"{call.operation.name}: {key}", value, consequence="fail")


def _not_a_call(given: object) -> ArgumentError:
    expected = "expected a Call, as returned by a function of prefect_http_api"
    if isinstance(given, FunctionType):
        name = given.__name__
        return ArgumentError(f"{expected}, got the function {name}: call it, as in client.send({name}(...))")
    return ArgumentError(f"{expected}, got {type(given).__name__}")


def _check_keys(call: prefect_http_api.Call[Any]) -> None:
    # Imported late: only requests with a body need the table of keys.
    from prefect_http._http.body_keys import find_unknown_key

    found = find_unknown_key(call.body, call.operation.body_objects)
    if found is None:
        return
    name = call.operation.name
    if name == _SCHEDULE_DEPLOYMENT and found.key in _SCHEDULE_KEYS:
        raise ArgumentError(
            f"{name} does not accept {quote(found.key)}: POST /deployments/{{id}}/schedule only creates runs from "
            "existing schedules, and the server would ignore the key. To set a schedule, use "
            "client.deployments.schedules.create()"
        )
    suggestion = _suggestion(found.key, found.known)
    newer = "" if suggestion else ". To send a key of a newer server, use client.with_options(unknown_keys=True)"
    raise ArgumentError(
        f"{name} does not accept {quote(format_path((*found.path, found.key)))}{suggestion}: the server would ignore "
        f"it. Accepted keys: {', '.join(found.known)}{newer}"
    )


def _suggestion(key: str, known: Iterable[str]) -> str:
    matches = close_matches(str(key), known)
    return f" (did you mean {matches[0]!r}?)" if matches else ""


def _check_bulk_filter(call: prefect_http_api.Call[Any], body: dict[str, object]) -> None:
    name = call.operation.name
    if name in _BULK_OPERATIONS:
        key, verb = _BULK_OPERATIONS[name]
        if not has_condition(body.get(key)):
            raise ArgumentError(
                f"{name}: the filter {key!r} must not be empty, since an empty filter would {verb} all "
                f'{key.replace("_", " ")}, up to the limit. To select all, use {key}={{"id": {{"not_any_": []}}}}'
            )


def has_condition(value: object) -> bool:
    """Return whether a filter has a condition.

    The server ignores null and empty strings. Every row has all tags of an empty list, but none is in an empty list.
    """
    if is_object(value):
        return any(
            has_condition(child) for key, child in value.items() if key != "operator" and (key != "all_" or child)
        )
    return value is not None and value != ""


def _check_triggers(call: prefect_http_api.Call[Any], body: dict[str, object]) -> None:
    if call.operation.name not in _AUTOMATION_OPERATIONS:
        return
    try:
        # A trigger may be a model, such as that of another automation.
        trigger: object = msgspec.to_builtins(body.get("trigger"))
    except (TypeError, ValueError):
        return  # Encoding such a body fails too, with a better error.
    path = _first_empty_trigger(trigger)
    if path is not None:
        raise ArgumentError(
            f"{call.operation.name}: {format_path(('trigger', *path))} must have 'expect', 'match' or 'match_related', "
            "since it would match every event, including those of its own actions. To match every event, use "
            '"expect": ["*"]'
        )


def _first_empty_trigger(trigger: object) -> JsonPath | None:
    """Return the path of the first event trigger in *trigger* that has no condition, or None."""
    if not is_object(trigger):
        return None
    if trigger.get("type", "event") == "event" and "triggers" not in trigger:
        return None if any(map(_has_content, map(trigger.get, _TRIGGER_CONDITIONS))) else ()
    for index, inner in children(trigger.get("triggers")):
        path = _first_empty_trigger(inner)
        if path is not None:
            return ("triggers", index, *path)
    return None


def _has_content(value: object) -> bool:
    return any(cast("list[object]", value)) if isinstance(value, list) else bool(value)


def _first_naive_datetime(value: object) -> tuple[JsonPath, str] | None:
    if isinstance(value, datetime):
        return ((), value.isoformat()) if value.utcoffset() is None else None
    for key, child in children(value):
        if type(child) is str:
            if key in DATETIME_KEYS and _NAIVE_DATETIME.fullmatch(child):
                return (key,), child
        elif type(child) not in SCALARS and key not in FREE_FORM_KEYS:
            found = _first_naive_datetime(child)
            if found is not None:
                return (key, *found[0]), found[1]
    return None
