"""The body of a call as JSON, or in words why it cannot be. No I/O."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from prefect_http._places import PLAIN, Place, is_object, parts, written
from prefect_http.errors import ArgumentError

if TYPE_CHECKING:
    from prefect_http_api import Call


def encoded(call: Call[Any]) -> bytes | None:
    """Return the body of *call* as JSON; None when there is none.

    Raises:
        ArgumentError: a value in it has no form in JSON; the message names its place and what it is.
    """
    try:
        content = call.content
    except (TypeError, UnicodeEncodeError, RecursionError) as error:
        # It holds the text that cannot be written, which may be a secret, so that it is no context of ours.
        fault = _fault(call.body, error)
    else:
        _check_numbers(call, content)
        return content
    raise ArgumentError(f"{call.operation.name}: {fault}")


def _check_numbers(call: Call[Any], content: bytes | None) -> None:
    # NaN and the infinities are written as null, so that only a body with a null in it needs a second look.
    if content is not None and b"null" in content:
        place = _first_no_number(call.body)
        if place is not None:
            raise ArgumentError(
                f"{call.operation.name}: {written(place)} is NaN or infinite, which JSON has no form for"
            )


def unsendable(call: Call[Any], error: Exception) -> ArgumentError:
    """Return the error for *call*, of which no request can be made outside of its body, as *error* says."""
    if isinstance(error, UnicodeEncodeError):
        arguments = {**call.query, **call.headers}
        key = next((key for key, text in arguments.items() if error.object in {key, text}), "an argument")
        return ArgumentError(f"{call.operation.name}: {key} has a character that cannot be sent in its place")
    given = sum(map(len, call.query.values()))
    longest = max(call.query, key=lambda key: len(call.query[key]), default="the path")
    argument = longest if given > len(call.path) else "the path"
    return ArgumentError(f"{call.operation.name}: {argument} is too long for a URL ({error})")


def _fault(body: object, error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "the body is nested too deeply, or holds itself"
    place, fault = _first_unwritable(body) or ((), str(error))
    return f"{written(place) or 'the body'} {fault}"


def _first_unwritable(value: object) -> tuple[Place, str] | None:
    from prefect_http_api import encode

    for key, inner in parts(value):
        found = _first_unwritable(inner)
        if found is not None:
            return (key, *found[0]), found[1]
    try:
        encode(value)
    except UnicodeEncodeError:
        what = "has a key that holds" if is_object(value) else "holds"
        return (), f"{what} half of a surrogate pair, which is no Unicode"
    except TypeError:
        if is_object(value):
            return (), "has a key that is no text"
        return (), f"is of type {type(value).__name__}, which JSON has no form for"
    return None


def _first_no_number(value: object) -> Place | None:
    if isinstance(value, float):
        return None if isfinite(value) else ()
    for key, inner in parts(value):
        if type(inner) is float or type(inner) not in PLAIN:
            place = _first_no_number(inner)
            if place is not None:
                return (key, *place)
    return None
