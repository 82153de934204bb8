"""Digests of responses, equal for all contenders that decode them correctly."""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any
from uuid import UUID

FIELDS: Mapping[str, tuple[str, ...]] = {
    "flow_runs": (
        *("id", "created", "name", "flow_id", "deployment_id", "parameters", "tags", "labels", "state_type"),
        *("state.type", "state.name", "state.timestamp", "state.message", "state.state_details.flow_run_id"),
        *("expected_start_time", "start_time", "end_time", "total_run_time", "work_pool_name", "job_variables"),
    ),
    "deployments": (
        *("id", "created", "name", "version", "description", "flow_id", "paused", "parameters", "tags", "labels"),
        *("schedules.id", "schedules.schedule.timezone", "schedules.active", "global_concurrency_limit.limit"),
        *("job_variables", "last_polled", "parameter_openapi_schema", "pull_steps", "entrypoint", "status"),
    ),
    "logs": ("id", "name", "level", "message", "timestamp", "flow_run_id", "task_run_id"),
    "task_runs": (
        *("id", "created", "name", "flow_run_id", "task_key", "dynamic_key", "tags", "state.type", "state.timestamp"),
        *("state.state_details.task_run_id", "task_inputs.units.id", "run_count", "start_time", "total_run_time"),
    ),
    "events": ("id", "occurred", "event", "resource", "related", "payload", "follows", "received"),
    "automations": (
        *("id", "name", "enabled", "tags", "trigger.type", "trigger.within", "trigger.triggers.expect"),
        *("actions.type", "actions.deployment_id", "actions.parameters", "actions.state"),
    ),
}
"""Compared fields of each kind of row: all that every contender provides."""

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S*")


def digest(kind: str, response: object) -> str:
    """Return the digest of *response*: a row of this *kind*, a list of rows, or an object with a list of rows."""
    attribute = getattr(response, kind, None)
    if isinstance(response, Mapping):
        found = response.get(kind, response)
    else:
        found = response if attribute is None else attribute
    rows = found if isinstance(found, list) else [found]
    parts = [{field: _plain(_part(row, field.split("."))) for field in FIELDS[kind]} for row in rows]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


def _part(value: Any, path: list[str]) -> Any:
    """Return the value at *path*, for each element of lists, or None if it is missing."""
    for depth, name in enumerate(path):
        if isinstance(value, list):
            return [_part(element, path[depth:]) for element in value]
        value = _child(value, name)
    return value


def _child(value: Any, name: str) -> Any:
    if isinstance(value, Mapping):
        return value.get(name)
    inner = getattr(value, "additional_properties", None)
    # openapi-python-client appends an underscore to Python keywords.
    found = getattr(value, name, getattr(value, f"{name}_", None))
    return inner[name] if found is None and isinstance(inner, dict) and name in inner else found


def _plain(value: Any) -> Any:
    """Convert *value* to normalized JSON."""
    match value:
        case Enum():
            return _plain(value.value)
        case datetime():
            return value.astimezone(UTC).isoformat()
        case timedelta():
            return _plain(value.total_seconds())
        case UUID():
            return str(value)
        case float() if value.is_integer():
            return int(value)
        case str() if _TIME.fullmatch(value):
            return _plain(datetime.fromisoformat(value))
        case Mapping():
            return {str(key): _plain(inner) for key, inner in value.items()}
        case set() | frozenset():
            return sorted(map(_plain, value))
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case _:
            return _plain_object(value)


def _plain_object(value: Any) -> Any:
    if hasattr(value, "to_dict"):
        return _plain(value.to_dict())
    if hasattr(value, "root"):
        return _plain(value.root)
    return value if isinstance(value, str | int | float | bool | None) else repr(value)
