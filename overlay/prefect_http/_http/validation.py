"""Calls that the server takes without a word and that do not do what they seem to do: they are refused before sending.

Only what was given is looked at, no I/O is done, and nothing is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from types import FunctionType
from typing import TYPE_CHECKING, Any, Final

from prefect_http._http.json_path import PLAIN, Place, is_object, parts, written
from prefect_http._utils import closest
from prefect_http.errors import ArgumentError

if TYPE_CHECKING:
    from prefect_http_api import Call

ANY_JSON: Final = frozenset(
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
"""The keys of requests below which the caller chooses keys or values, and the server reads no point in time."""

TIMES: Final = frozenset(
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
"""The keys of requests of which the value, if it is a text, is a point in time."""

_BULK: Final = {
    "deployments.bulk_delete_deployments": ("deployments", "delete"),
    "flow_runs.bulk_delete_flow_runs": ("flow_runs", "delete"),
    "flow_runs.bulk_set_flow_run_state": ("flow_runs", "change"),
    "flows.bulk_delete_flows": ("flows", "delete"),
}

_SCHEDULING: Final = "deployments.schedule_deployment"
_SCHEDULES: Final = frozenset({"cron", "interval", "rrule", "schedule", "schedules", "timezone"})

# A point in time in the query is text by now, as ``datetime.isoformat`` writes it; a body may hold it as text, too.
_NAIVE_TEXT: Final = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d([.,]\d+)?)?)?")


def check(call: Call[Any]) -> None:
    """Make sure that the server would do with *call* what it seems to say.

    Raises:
        ArgumentError: it is no call at all, the body has a key that the server would ignore, a bulk operation has an
            empty filter, or a point in time has no timezone. The message says what to write instead.
    """
    if not hasattr(call, "operation"):
        raise _no_call(call)
    body = call.body
    if is_object(body):
        _check_keys(call, body)
        _check_bulk(call, body)
    try:
        found = _first_naive(body)
    except RecursionError:
        found = None  # It cannot be written either, and that is told where it is tried.
    if found is not None:
        raise no_timezone(f"{call.operation.name}: {written(found[0])}", found[1])
    for key, text in call.query.items():
        if key in TIMES and _NAIVE_TEXT.fullmatch(text):
            raise no_timezone(f"{call.operation.name}: {key}", text, fate="would fail on it")


def no_timezone(place: str, time: str, fate: str = "would take it for UTC") -> ArgumentError:
    """Return the error for the point in time *time* at *place*, which has no timezone."""
    return ArgumentError(
        f"{place}={time} has no timezone, and the server {fate}: "
        "write datetime(..., tzinfo=UTC), or call .astimezone() for local time"
    )


def _no_call(given: object) -> ArgumentError:
    what = f"the function {given.__name__}" if isinstance(given, FunctionType) else f"of type {type(given).__name__}"
    hint = f": call it, as in prefect.send({given.__name__}(...))" if isinstance(given, FunctionType) else ""
    return ArgumentError(f"a call is what a function of prefect_http_api returns, and this is {what}{hint}")


def _check_keys(call: Call[Any], body: dict[str, object]) -> None:
    known = call.operation.keys
    if not known:
        return
    unknown = [key for key in body if key not in known]
    if not unknown:
        return
    name = call.operation.name
    if name == _SCHEDULING and not _SCHEDULES.isdisjoint(unknown):
        raise ArgumentError(
            f"{name} has no {unknown[0]!r}: POST /deployments/{{id}}/schedule only makes runs of the schedules that "
            "there are, and the server would ignore it. To set a schedule, call prefect.deployments.schedules.add(...)"
        )
    raise ArgumentError(
        f"{name} has no {unknown[0]!r}: the server would ignore it and answer as if it were not there. "
        f"It takes: {', '.join(known)}{_meant(unknown[0], known)}"
    )


def _meant(key: str, known: Iterable[str]) -> str:
    matches = closest(key, known)
    return f" (did you mean {matches[0]!r}?)" if matches else ""


def _check_bulk(call: Call[Any], body: dict[str, object]) -> None:
    name = call.operation.name
    if name in _BULK:
        key, verb = _BULK[name]
        if not _asks(body.get(key)):
            rows = key.replace("_", " ")
            raise ArgumentError(
                f"{name}: the filter {key!r} is empty, and would {verb} {rows} of every kind, up to the limit. "
                f'If all of them are meant, write {key}={{"id": {{"not_any_": []}}}}'
            )


def _asks(wanted: object) -> bool:
    """Tell whether a filter holds a condition. Null and empty text are none to the server; an empty list is one."""
    if is_object(wanted):
        return any(_asks(inner) for key, inner in wanted.items() if key != "operator")
    return wanted is not None and wanted != ""


def _first_naive(value: object) -> tuple[Place, str] | None:
    if isinstance(value, datetime):
        return ((), value.isoformat()) if value.utcoffset() is None else None
    for key, inner in parts(value):
        if type(inner) is str:
            if key in TIMES and _NAIVE_TEXT.fullmatch(inner):
                return (key,), inner
        elif type(inner) not in PLAIN and key not in ANY_JSON:
            found = _first_naive(inner)
            if found is not None:
                return (key, *found[0]), found[1]
    return None
