"""What is no difference: the ways in which one thing is written, by version of the server's dependencies.

Each function gives a schema, or a name, the one spelling that is compared. What is left of a schema is what matters to
a client: no titles, descriptions, examples or order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from itertools import pairwise
from typing import Any

import msgspec

# What a schema holds is any JSON; Any is the honest type of it.
Json = Any
Schema = dict[str, Json]

API_PREFIX = "/api"
VERSION_HEADER = "x-prefect-api-version"

BODY_ALIASES = {"history_interval": "history_interval_seconds", "json_schema": "schema"}
"""What a server reads in a body of loose arguments, by the name in its code, which is what older ones declare."""

CHECKED_FORMATS = frozenset({"uuid", "date-time", "date", "time", "duration"})
"""The formats of text that are read; any other is a remark."""


def relative_paths(paths: Iterable[str]) -> dict[str, str]:
    """Return each of *paths* as it is relative to the API's URL: servers before 3.6 write ``/api`` into each."""
    found = list(paths)
    prefixed = bool(found) and all(path.startswith(API_PREFIX + "/") for path in found)
    return {path: path.removeprefix(API_PREFIX) if prefixed else path for path in found}


def plain_name(name: str) -> str:
    """Return the name of a schema without the half that it is: which are split into two changes with pydantic."""
    return name.removesuffix("-Input").removesuffix("-Output")


def unwrap_single_all_of(schema: Schema) -> Schema:
    """``allOf: [X]`` is ``X``."""
    alternatives = schema.get("allOf", ())
    if len(alternatives) != 1 or "properties" in schema:
        return schema
    return {**alternatives[0], **{key: value for key, value in schema.items() if key != "allOf"}}


def read_const_as_enum(schema: Schema) -> Schema:
    """A const is an enum of one value."""
    if "const" not in schema:
        return schema
    return {**{key: value for key, value in schema.items() if key != "const"}, "enum": [schema["const"]]}


def spell_array_limits(schema: Schema) -> Schema:
    """``min_items`` and ``max_items`` are no keywords of JSON Schema; ``minItems`` and ``maxItems`` are meant."""
    return {_ARRAY_LIMITS.get(key, key): value for key, value in schema.items()}


_ARRAY_LIMITS = {"min_items": "minItems", "max_items": "maxItems"}


def leave_out_implied(schema: Schema) -> Schema:
    """``additionalProperties: true`` and ``required: []`` are so anyway."""
    return {key: value for key, value in schema.items() if not _is_implied(key, value)}


def _is_implied(key: str, value: object) -> bool:
    return (key == "additionalProperties" and value in (True, {})) or (key == "required" and value == [])


def leave_out_remarks(schema: Schema) -> Schema:
    """What is said for people, and formats that nobody checks; ``format: binary`` and ``contentMediaType`` are such."""
    return {
        key: value
        for key, value in schema.items()
        if key in _SAID or (key == "format" and (value in CHECKED_FORMATS or value == "time-delta"))
    }


LIMITS = (
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    *("minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties"),
    *("propertyNames", "not"),
)
"""The keywords that refuse some values of a type."""

_SAID = {
    *("$ref", "allOf", "anyOf", "oneOf", "type", "enum", "default"),
    *("properties", "required", "additionalProperties", "items", "prefixItems"),
    *LIMITS,
}

_SPELLINGS: tuple[Callable[[Schema], Schema], ...] = (
    unwrap_single_all_of,
    read_const_as_enum,
    spell_array_limits,
    leave_out_implied,
    leave_out_remarks,
)


def one_spelling(schema: Schema) -> Schema:
    """Return *schema*, not what is in it, as it is compared."""
    for spell in _SPELLINGS:
        schema = spell(schema)
    return schema


def is_same_interval(kind: str, format_: str | None, other_kind: str, other_format: str | None) -> bool:
    """Tell whether these are a number of seconds and an ISO 8601 duration, of which a server reads either.

    What has the format ``time-delta`` is no such number: every server refuses text there.
    """
    found = {(kind, format_), (other_kind, other_format)}
    return ("string", "duration") in found and bool({("number", None), ("integer", None)} & found)


INTERVALS = frozenset({"interval", "within", "schedule_after"})
"""The keys of requests whose value is an interval."""


def is_implied_limit(key: str, keyword: str, limit: Json) -> bool:
    """Tell whether only newer servers say what holds anyway: no server takes an interval that is negative."""
    return key in INTERVALS and keyword in {"minimum", "exclusiveMinimum"} and limit == 0


def is_same_default(one: Json, other: Json) -> bool:
    """Tell whether two defaults are one, be it written as seconds or as an ISO 8601 duration."""
    return bool(_in_seconds(one) == _in_seconds(other))


def _in_seconds(value: Json) -> Json:
    if not (isinstance(value, str) and value.startswith("P")):
        return value
    try:
        return msgspec.convert(value, timedelta).total_seconds()
    except msgspec.ValidationError:
        return value


def is_of_settings(pointer: tuple[str, ...]) -> bool:
    """Tell whether this is about the server's own settings, whose defaults come from its environment."""
    names = [plain_name(name) for before, name in pairwise(pointer) if before == "schemas"]
    return any(name.endswith("Settings") for name in names)
