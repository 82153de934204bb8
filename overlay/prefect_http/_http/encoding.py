"""Encoding: serialize request bodies, and reject values that JSON or the server cannot represent."""

from __future__ import annotations

from math import isfinite
from typing import Any, Final

from prefect_http._http.body_references import with_ids
from prefect_http._http.json_path import JsonPath, children, format_path, is_object
from prefect_http._utils import LONE_SURROGATE, truncate
from prefect_http.errors import ArgumentError
from prefect_http_api import Call, EncodeError

MIN_NUMBER: Final = -(2**63)
MAX_NUMBER: Final = 2**64 - 1
"""Bounds of numbers in a request body.

The server stores other integers, but cannot list flow runs that contain them. On PostgreSQL, floats become integers.
"""

MAX_DEPTH: Final = 252
"""Maximum depth of a request body. The server cannot return deeper values together with other rows."""

_DIGITS: Final = bytes.maketrans(b"123456789]}", b"000000000,,")
_NULL_OR_LARGE: Final = (b"null,", b"0" * 19, b"0e00,", b"0e000,")
"""JSON of NaN, of infinity, and of numbers out of bounds, with each digit as 0. Other values may match too."""

_BRACKETS: Final = bytes.maketrans(b"{}", b"[]")
_NO_BRACKETS: Final = bytes(set(range(256)) - set(b"[]{}"))

_TOO_DEEP: Final = f"the body is nested too deeply, or contains itself (at most {MAX_DEPTH} levels are allowed)"


def encode_body(call: Call[Any]) -> bytes | None:
    """Return the encoded body of *call*, or None if it has no body. A body that is not JSON is not checked.

    Raises:
        ArgumentError: A value is not JSON-serializable, or the server could not return it. The message contains its
            path and type.
    """
    problem: str | None
    try:
        is_json = call.operation.content_type == "application/json"
        body = with_ids(call.body) if is_json else call.body
        content = call.content if body is call.body else _encode(body)
        problem = _problem(body, content) if content is not None and is_json else None
    except EncodeError as error:
        problem = truncate(str(error))
    except UnicodeEncodeError:
        problem = _first_problem(call.body)
    except RecursionError:
        problem = _TOO_DEEP
    else:
        if problem is None:
            return content
    # Raised outside the handler: a UnicodeEncodeError holds the string, which may be a secret.
    raise ArgumentError(f"{call.operation.name}: {problem}")


def _encode(body: object) -> bytes:
    from prefect_http_api import encode  # Imported late: it loads msgspec.

    return encode(body)


def _problem(body: object, content: bytes) -> str | None:
    """Return what is wrong with *body*, which was encoded as *content*, or None."""
    digits = content.translate(_DIGITS) + b","
    if any(special in digits for special in _NULL_OR_LARGE) or _may_be_too_deep(content):
        return _first_problem(body)
    return None


def _may_be_too_deep(content: bytes) -> bool:
    """Return whether the JSON in *content* exceeds the maximum depth, or has brackets in its strings."""
    if content.count(b"[") + content.count(b"{") <= MAX_DEPTH:
        return False
    brackets = content.translate(_BRACKETS, _NO_BRACKETS)
    for _ in range(MAX_DEPTH):
        brackets, previous = brackets.replace(b"[]", b""), brackets
        if len(brackets) == len(previous):
            break
    return bool(brackets)


def _first_problem(body: object) -> str | None:
    from prefect_http_api import plain

    found = _search(plain(body), MAX_DEPTH)
    return None if found is None else f"{truncate(format_path(found[0]), 100) or 'the body'}: {found[1]}"


def _search(value: object, levels: int) -> tuple[JsonPath, str] | None:
    """Return the path and the problem of the first invalid value, or None. Values may nest *levels* deep."""
    if isinstance(value, str):
        return ((), _surrogate("the string")) if LONE_SURROGATE.search(value) else None
    if isinstance(value, int | float):
        problem = _number_problem(value)
        return ((), problem) if problem else None
    if is_object(value) and any(LONE_SURROGATE.search(str(key)) for key in value):
        return (), _surrogate("a key")
    for key, child in children(value):
        if levels == 1 and isinstance(child, dict | list):
            return (), f"values must not nest more than {MAX_DEPTH} levels deep, since the server could not list them"
        found = _search(child, levels - 1)
        if found is not None:
            return (key, *found[0]), found[1]
    return None


def _surrogate(subject: str) -> str:
    return f"{subject} contains an unpaired surrogate, which is not valid Unicode"


def _number_problem(number: float) -> str:
    if isinstance(number, int):
        in_bounds = MIN_NUMBER <= number <= MAX_NUMBER
    elif isfinite(number):
        # PostgreSQL pads the digits of a float with zeros, so a float that equals the minimum is out of bounds.
        in_bounds = MIN_NUMBER < number < MAX_NUMBER
    else:
        return "NaN and infinity are not valid JSON"
    if in_bounds:
        return ""
    return "numbers must be from -2**63 to 2**64 - 1, since the server could not list larger ones: use a string"
