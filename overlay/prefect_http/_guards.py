"""Calls that the server takes without a word and that do not do what they seem to do: they are refused before sending.

Only what was given is looked at, no I/O is done, and nothing is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from math import isfinite
from types import FunctionType
from typing import TYPE_CHECKING, Any, Final, TypeGuard, cast
from uuid import UUID

from prefect_http._closest import closest
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

_BULK: Final = {
    "deployments.bulk_delete_deployments": ("deployments", "delete"),
    "flow_runs.bulk_delete_flow_runs": ("flow_runs", "delete"),
    "flow_runs.bulk_set_flow_run_state": ("flow_runs", "change"),
    "flows.bulk_delete_flows": ("flows", "delete"),
}

_SCHEDULING: Final = "deployments.schedule_deployment"
_SCHEDULES: Final = frozenset({"cron", "interval", "rrule", "schedule", "schedules", "timezone"})

# What needs no second look, which is most of a body.
_PLAIN: Final = frozenset({str, int, float, bool, type(None), UUID})
# A point in time in the query is text by now, as ``datetime.isoformat`` writes one without a timezone.
_NAIVE_TEXT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?")

_Place = tuple[str | int, ...]


def check(call: Call[Any]) -> None:
    """Make sure that the server would do with *call* what it seems to say.

    Raises:
        ArgumentError: it is no call at all, the body has a key that the server would ignore, a bulk operation has an
            empty filter, or a point in time has no timezone. The message says what to write instead.
    """
    if not hasattr(call, "operation"):
        raise _no_call(call)
    body = call.body
    if _is_object(body):
        _check_keys(call, body)
        _check_bulk(call, body)
    found = _first_naive(body)
    if found is not None:
        raise no_timezone(f"{call.operation.name}: {_written(found[0])}", found[1].isoformat())
    for key, text in call.query.items():
        if _NAIVE_TEXT.fullmatch(text):
            raise no_timezone(f"{call.operation.name}: {key}", text, fate="would fail on it")


def encoded(call: Call[Any]) -> bytes | None:
    """Return the body of *call* as JSON; None when there is none.

    Raises:
        ArgumentError: a value in it has no form in JSON; the message names its place and what it is.
    """
    try:
        content = call.content
    except (TypeError, UnicodeEncodeError, RecursionError) as error:
        raise ArgumentError(f"{call.operation.name}: {_fault(call.body, error)}") from None
    # NaN and the infinities are written as null, so that only a body with a null in it needs a second look.
    if content is not None and b"null" in content:
        place = _first_no_number(call.body)
        if place is not None:
            raise ArgumentError(
                f"{call.operation.name}: {_written(place)} is NaN or infinite, which JSON has no form for"
            )
    return content


def no_timezone(place: str, written: str, fate: str = "would take it for UTC") -> ArgumentError:
    """Return the error for the point in time *written* at *place*, which has no timezone."""
    return ArgumentError(
        f"{place}={written} has no timezone, and the server {fate}: "
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
    if _is_object(wanted):
        return any(_asks(inner) for key, inner in wanted.items() if key != "operator")
    return wanted is not None and wanted != ""


def _first_naive(value: object) -> tuple[_Place, datetime] | None:
    if isinstance(value, datetime):
        return ((), value) if value.utcoffset() is None else None
    for key, inner in _parts(value):
        if type(inner) not in _PLAIN and key not in ANY_JSON:
            found = _first_naive(inner)
            if found is not None:
                return (key, *found[0]), found[1]
    return None


def _fault(body: object, error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "the body is nested too deeply, or holds itself"
    if isinstance(error, UnicodeEncodeError):
        return "the body holds text with half of a surrogate pair, which is no Unicode"
    place, fault = _first_unwritable(body) or ((), str(error))
    return f"{_written(place) or 'the body'} {fault}"


def _first_unwritable(value: object) -> tuple[_Place, str] | None:
    from prefect_http_api import encode

    for key, inner in _parts(value):
        found = _first_unwritable(inner)
        if found is not None:
            return (key, *found[0]), found[1]
    try:
        encode(value)
    except TypeError:
        if _is_object(value):
            return (), "has a key that is no text"
        return (), f"is of type {type(value).__name__}, which JSON has no form for"
    return None


def _first_no_number(value: object) -> _Place | None:
    if isinstance(value, float):
        return None if isfinite(value) else ()
    for key, inner in _parts(value):
        if type(inner) is float or type(inner) not in _PLAIN:
            place = _first_no_number(inner)
            if place is not None:
                return (key, *place)
    return None


def _is_object(value: object) -> TypeGuard[dict[str, object]]:
    return isinstance(value, dict)


def _parts(value: object) -> Iterable[tuple[str | int, object]]:
    """Return what an object or a list holds, by key or by index; nothing of any other value."""
    if _is_object(value):
        return value.items()
    if isinstance(value, list | tuple):
        return enumerate(cast("list[object]", value))
    return ()


def _written(place: _Place) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).removeprefix(".")
