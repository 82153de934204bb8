"""Identity: whether a response belongs to its request, by the IDs, names and keys that it must repeat."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from http import HTTPStatus
from typing import Any, Final, NamedTuple
from urllib.parse import unquote
from uuid import UUID

import msgspec

import prefect_http_api
from prefect_http._http.json_path import is_object
from prefect_http._http.redaction import looks_like_json

_NATURAL_KEYS: Final = ("idempotency_key", "dynamic_key", "name", "tag")
"""Keys of a body by which the server may find an existing resource instead of creating one. The first one counts."""

_REFERENCES: Final = ("flow_id", "deployment_id", "flow_run_id", "task_run_id", "block_type_id", "block_schema_id")
"""Keys of a body with the IDs of related resources."""


class Mismatch(NamedTuple):
    """The JSON path of a value that does not match the request, and what was expected there."""

    path: str
    expected: str


def find_mismatch(call: prefect_http_api.Call[Any], status: int, content: bytes) -> Mismatch | None:
    """Return why *content*, the body of a successful response, belongs to another request than *call*, or None.

    A body without the expected keys passes, since its type is checked when it is decoded. If *call* has an idempotency
    key, a body that is not an object does not pass, because resending the call returns its resource.
    """
    import msgspec

    expected = dict(_expected(call, status))
    if not expected or not looks_like_json(content):
        return None
    try:
        found = _decoder(tuple(expected)).decode(content)
    except msgspec.ValidationError as error:
        return Mismatch("$", str(error)) if ("idempotency_key",) in expected else None
    except (ValueError, RecursionError):
        return None
    for keys, wanted in expected.items():
        values = {key: value for key in keys if isinstance(value := getattr(found, key), str)}
        if values and not any(_is_same(value, wanted) for value in values.values()):
            key, value = next(iter(values.items()))
            return Mismatch(f"$.{key}", f"Expected {wanted[:50]}, got {value[:50]}: the response to another request")
    return None


def _expected(call: prefect_http_api.Call[Any], status: int) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each expected value, with the keys of a response. One of them must have the value."""
    is_created = status == HTTPStatus.CREATED
    if is_created or call.method == "GET":
        segments = call.path.split("/")
        for index, keys in _path_keys(call.operation.path):
            yield keys, unquote(segments[index])
    if is_object(call.body) and call.method != "GET":
        natural = [key for key in _NATURAL_KEYS if key in call.body][:1]
        for key in (*natural, *(_REFERENCES if is_created else ())):
            value = call.body.get(key)
            if isinstance(value, str | UUID):
                yield (key,), str(value)


@lru_cache
def _path_keys(template: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Return the index of each parameter in the path *template*, and the keys of a response that may have its value."""
    segments = template.split("/")
    return tuple(
        (index, _response_keys(segment[1:-1], "" if index == len(segments) - 1 else segments[index - 1]))
        for index, segment in enumerate(segments)
        if segment.startswith("{")
    )


def _response_keys(parameter: str, parent: str) -> tuple[str, ...]:
    """Return the keys for *parameter* of the resource itself, or of *parent*, the collection that its parent is in."""
    if parameter == "id_or_name":
        return "id", "name"
    if not parent:
        return (parameter.rpartition("_")[2],)
    return (f"{parent.removesuffix('s')}_id" if parameter == "id" else parameter,)


@lru_cache
def _decoder(keys: tuple[tuple[str, ...], ...]) -> msgspec.json.Decoder[Any]:
    """Return a decoder that skips all but *keys* of an object."""
    import msgspec

    fields = [(key, Any, None) for key in sorted({key for alternatives in keys for key in alternatives})]
    return msgspec.json.Decoder(msgspec.defstruct("Identity", fields))


def _is_same(value: str, wanted: str) -> bool:
    if value == wanted:
        return True
    try:
        return UUID(value) == UUID(wanted)
    except ValueError:
        return False
