"""Canonical form of schemas: equivalent schemas compare as equal.

The notation of a schema varies with the versions of the server's dependencies. Titles, descriptions and examples are
dropped, because they do not affect clients.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import timedelta
from itertools import pairwise
from typing import Any, Final

import msgspec

Json = Any
Schema = dict[str, Json]

NOTHING: Final[Schema] = {"not": {}}
"""Schema that allows no value, like the boolean schema ``False``."""

API_PREFIX: Final = "/api"
_WORKSPACE: Final = re.compile(rf"{API_PREFIX}/accounts/\{{[^{{}}]*\}}/workspaces/\{{[^{{}}]*\}}(?=/)")
JSON: Final = "application/json"
VERSION_HEADER: Final = "x-prefect-api-version"

BODY_ALIASES: Final = {"history_interval": "history_interval_seconds", "json_schema": "schema"}
"""Keys that the server accepts in ``Body_…`` schemas, by the names that older servers declare instead."""

CHECKED_FORMATS: Final = frozenset({"uuid", "date-time", "date", "time", "duration"})
"""String formats that the server validates. All others are annotations."""

INTERVALS: Final = frozenset({"interval", "within", "schedule_after"})
"""Request keys whose value is an interval."""

CONSTRAINTS: Final = (
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    *("minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties"),
    *("propertyNames", "not"),
)
"""Keywords that reject some values of a type."""

_COMPARED: Final = {
    *("$ref", "allOf", "anyOf", "oneOf", "type", "enum", "default"),
    *("properties", "required", "additionalProperties", "items", "prefixItems"),
    *CONSTRAINTS,
}

_MINIMA: Final = frozenset({"minLength", "minItems", "minProperties"})

_ARRAY_LIMITS: Final = {"min_items": "minItems", "max_items": "maxItems"}


def relative_paths(paths: Iterable[str]) -> dict[str, str]:
    """Return each path relative to the API URL.

    Servers before 3.6 prefix all paths with ``/api``. Prefect Cloud prefixes those below the API URL with a workspace;
    all others are left out.
    """
    found = list(paths)
    if is_cloud(found):
        return {path: path[prefix.end() :] for path in found if (prefix := _WORKSPACE.match(path))}
    prefixed = bool(found) and all(path.startswith(API_PREFIX + "/") for path in found)
    return {path: path.removeprefix(API_PREFIX) if prefixed else path for path in found}


def is_cloud(paths: Iterable[str]) -> bool:
    """Return whether *paths* are those of Prefect Cloud: some of them are below a workspace."""
    return any(map(_WORKSPACE.match, paths))


def media_type(name: str) -> str:
    """Return a media type in lower case and without parameters. All JSON types are ``application/json``."""
    essence = name.partition(";")[0].strip().lower()
    return JSON if re.fullmatch(r"(application|text)/(json|[^/]+\+json)", essence) else essence


def accepts_media_type(accepted: str, media_type: str) -> bool:
    """Return whether *accepted*, a media type or a range such as ``*/*``, includes *media_type*."""
    return accepted in {media_type, "*/*", f"{media_type.partition('/')[0]}/*"}


def base_name(name: str) -> str:
    """Return a schema's name without "-Input" or "-Output". Pydantic's version decides which schemas have a suffix."""
    return name.removesuffix("-Input").removesuffix("-Output")


def unwrap_single_all_of(schema: Schema) -> Schema:
    """Replace ``allOf: [X]`` with ``X``."""
    members = schema.get("allOf", ())
    if len(members) != 1 or "properties" in schema:
        return schema
    return {**members[0], **{key: value for key, value in schema.items() if key != "allOf"}}


def replace_const_by_enum(schema: Schema) -> Schema:
    """Replace ``const`` with an enum of one value."""
    if "const" not in schema:
        return schema
    return {**{key: value for key, value in schema.items() if key != "const"}, "enum": [schema["const"]]}


def rename_array_limits(schema: Schema) -> Schema:
    """Rename ``min_items`` and ``max_items`` to the JSON Schema keywords ``minItems`` and ``maxItems``."""
    return {_ARRAY_LIMITS.get(key, key): value for key, value in schema.items()}


def replace_boolean_limits(schema: Schema) -> Schema:
    """Replace ``exclusiveMinimum: true``, as in OpenAPI 3.0, with the value of ``minimum``. Likewise for maxima."""
    for exclusive, inclusive in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if isinstance(schema.get(exclusive), bool):
            limit = schema.get(inclusive) if schema[exclusive] else None
            dropped = {exclusive} if limit is None else {exclusive, inclusive}
            schema = {key: value for key, value in schema.items() if key not in dropped}
            schema = schema if limit is None else {**schema, exclusive: limit}
    return schema


def replace_nullable(schema: Schema) -> Schema:
    """Replace ``nullable: true``, as in OpenAPI 3.0, with a union of the schema and null."""
    if schema.get("nullable") is not True:
        return schema
    outside = {key: schema[key] for key in ("default",) if key in schema}
    inside = {key: value for key, value in schema.items() if key not in {"nullable", "default"}}
    return {"anyOf": [inside, {"type": "null"}], **outside}


def drop_defaults_of_keywords(schema: Schema) -> Schema:
    """Drop keywords with their default value, such as ``required: []``, ``minLength: 0`` and ``uniqueItems: false``."""
    return {key: value for key, value in schema.items() if not _is_default_of_keyword(key, value)}


def _is_default_of_keyword(key: str, value: object) -> bool:
    match key:
        case "propertyNames" | "items":
            return value in (True, {})
        case "required":
            return value == []
        case "uniqueItems":
            return value is False
        case _:
            return key in _MINIMA and value == 0


def drop_annotations(schema: Schema) -> Schema:
    """Drop keywords without effect on validation, including formats that the server does not check."""
    return {
        key: value
        for key, value in schema.items()
        if key in _COMPARED or (key == "format" and (value in CHECKED_FORMATS or value == "time-delta"))
    }


_STEPS: Final[tuple[Callable[[Schema], Schema], ...]] = (
    unwrap_single_all_of,
    replace_nullable,
    replace_const_by_enum,
    replace_boolean_limits,
    rename_array_limits,
    drop_defaults_of_keywords,
    drop_annotations,
)


def canonical_form(schema: Schema) -> Schema:
    """Return the canonical form of *schema*. Nested schemas are not converted."""
    for step in _STEPS:
        schema = step(schema)
    return schema


def is_same_interval(kind: str, format_: str | None, other_kind: str, other_format: str | None) -> bool:
    """Return whether one type is a number of seconds and the other an ISO 8601 duration. Servers accept both.

    A number with the format ``time-delta`` does not count, because servers reject strings for it.
    """
    found = {(kind, format_), (other_kind, other_format)}
    return ("string", "duration") in found and bool({("number", None), ("integer", None)} & found)


def is_interval_string(key: str, kind: str, format_: str | None) -> bool:
    """Return whether a type next to a number of seconds is the same interval as a string. All servers accept both."""
    return kind == "string" and (format_ == "duration" or (format_ is None and key in INTERVALS))


def is_implied_limit(key: str, keyword: str, limit: Json) -> bool:
    """Return whether a constraint only excludes negative intervals. Every server rejects those."""
    return key in INTERVALS and keyword in {"minimum", "exclusiveMinimum"} and limit == 0


def is_same_default(one: Json, other: Json) -> bool:
    """Return whether two defaults are equal.

    A number of seconds may equal an ISO 8601 duration. A date-time without an offset is in UTC.
    """
    return bool(_comparable(one) == _comparable(other))


def _comparable(value: Json) -> Json:
    if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\dT", value):
        return re.sub(r"(Z|\+00:00)$", "", value)
    if not (isinstance(value, str) and value.startswith("P")):
        return value
    try:
        return msgspec.convert(value, timedelta).total_seconds()
    except msgspec.ValidationError:
        return value


def is_in_settings(pointer: tuple[str, ...]) -> bool:
    """Return whether a pointer is within the server's own settings. Their defaults depend on its environment."""
    names = [base_name(name) for before, name in pairwise(pointer) if before == "schemas"]
    return any(name.endswith("Settings") for name in names)
