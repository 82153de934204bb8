"""Encoding: serialize request bodies, and locate values that JSON cannot represent."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from prefect_http._http.json_path import SCALARS, JsonPath, children, format_path, is_object
from prefect_http.errors import ArgumentError

if TYPE_CHECKING:
    from prefect_http_api import Call


def encode_body(call: Call[Any]) -> bytes | None:
    """Return the body of *call* as JSON, or None if it has no body.

    Raises:
        ArgumentError: A value is not JSON-serializable. The message contains its path and type.
    """
    try:
        content = call.content
    except (TypeError, UnicodeEncodeError, RecursionError) as error:
        # Raised outside the handler: `error` holds the string, which may be a secret.
        problem = _describe(call.body, error)
    else:
        _check_numbers(call, content)
        return content
    raise ArgumentError(f"{call.operation.name}: {problem}")


def _check_numbers(call: Call[Any], content: bytes | None) -> None:
    # NaN and infinity are encoded as null, so only a body that contains null needs to be searched.
    if content is not None and b"null" in content:
        path = _first_non_finite(call.body)
        if path is not None:
            raise ArgumentError(f"{call.operation.name}: {format_path(path)}: NaN and infinity are not valid JSON")


def _describe(body: object, error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "the body is nested too deeply, or contains itself"
    path, problem = _first_unserializable(body) or ((), str(error))
    return f"{format_path(path) or 'the body'}: {problem}"


def _first_unserializable(value: object) -> tuple[JsonPath, str] | None:
    from prefect_http_api import encode

    for key, child in children(value):
        found = _first_unserializable(child)
        if found is not None:
            return (key, *found[0]), found[1]
    try:
        encode(value)
    except UnicodeEncodeError:
        subject = "a key" if is_object(value) else "the string"
        return (), f"{subject} contains an unpaired surrogate, which is not valid Unicode"
    except TypeError:
        if is_object(value):
            return (), "keys must be strings"
        return (), f"{type(value).__name__} is not JSON-serializable"
    return None


def _first_non_finite(value: object) -> JsonPath | None:
    if isinstance(value, float):
        return None if isfinite(value) else ()
    for key, child in children(value):
        if type(child) is float or type(child) not in SCALARS:
            path = _first_non_finite(child)
            if path is not None:
                return (key, *path)
    return None
