"""An answer, as it came, held against the classes that the client reads it as."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeGuard, Union, get_args, get_origin, get_type_hints

import attrs

from prefect_http._contract.diff.schemas import Difference
from prefect_http._contract.openapi.document import Json, Pointer, is_object
from prefect_http_api import DecodeError, OpenEnum, OpenIntEnum, Operation, Unknown, encode
from prefect_http_api.models import SCHEMA_NAMES
from prefect_http_api.operations import OPERATIONS

# A type is whatever an annotation says: classes, unions, generic aliases. They have no common class.
Wanted = Any


class Answers:
    """Holds answers against their classes, one after the other, and remembers which keys never came."""

    def __init__(self) -> None:
        self._sent: dict[type, set[str]] = {}
        self._met: dict[type, set[tuple[str, str]]] = {}
        self._operation = ""

    def differences(self, operation: str, value: Json, wanted: Wanted, pointer: Pointer) -> Iterator[Difference]:
        """Yield how *value*, an answer of *operation*, is not what is *wanted*."""
        self._operation = operation
        yield from self._walk(value, wanted, pointer, "$")

    def never_sent(self) -> Iterator[tuple[str, Difference]]:
        """Yield each key that came in no object of its class so far, with an operation that answered with such."""
        for kind, sent in self._sent.items():
            for key in _optional(kind) - sent:
                for operation, at in self._met[kind]:
                    what = f"`{key}` of {kind.__name__} never came"
                    yield operation, Difference("live-key-never-sent", _pointer(kind, key), f"{at}.{key}", what)

    def _walk(self, value: Json, wanted: Wanted, pointer: Pointer, at: str) -> Iterator[Difference]:
        wanted = _meant(value, wanted)
        if wanted is Any:
            return
        if _is_class(wanted) and is_object(value):
            yield from self._object(value, wanted, at)
        elif _origin(wanted) is list and _is_list(value):
            (item,) = get_args(wanted)
            for one in value:
                yield from self._walk(one, item, pointer, f"{at}[*]")
        elif _origin(wanted) is dict and is_object(value):
            for one in value.values():
                yield from self._walk(one, get_args(wanted)[1], pointer, f"{at}.*")
        else:
            yield from self._leaf(value, wanted, pointer, at)

    def _object(self, value: dict[str, Json], kind: type, at: str) -> Iterator[Difference]:
        self._met.setdefault(kind, set()).add((self._operation, at))
        self._sent.setdefault(kind, set()).update(value)
        hints = _hints(kind)
        for key in hints.keys() - value.keys() - _optional(kind):
            what = f"{kind.__name__} comes without `{key}`"
            yield Difference("live-key-missing", _pointer(kind, key), f"{at}.{key}", what)
        for key, inner in value.items():
            if key in hints:
                yield from self._walk(inner, hints[key], _pointer(kind, key), f"{at}.{key}")
            else:
                what = f"{kind.__name__} has a key `{key}`"
                yield Difference("live-key-unknown", _pointer(kind, key), f"{at}.{key}", what)

    def _leaf(self, value: Json, wanted: Wanted, pointer: Pointer, at: str) -> Iterator[Difference]:
        try:
            read: object = _as(wanted).decode(200, encode(value))
        except DecodeError as error:
            yield unreadable(error, pointer, at, _kind(value))
            return
        if _is_class(type(read)):
            yield from self._object(value, type(read), at)
        elif isinstance(read, Unknown):
            yield Difference("live-union-member-unknown", pointer, at, "an object comes that is of no known class")
        elif isinstance(read, OpenEnum | OpenIntEnum) and read.name not in type(read).__members__:
            what = f"{read.value!r} is no known value of {type(read).__name__}"
            yield Difference("live-enum-value-unknown", pointer, at, what, str(read.value))


def unreadable(error: DecodeError, pointer: Pointer, at: str = "$", kind: str = "") -> Difference:
    """Return the difference that *error* tells of, in an answer's part that is found *at* a JSON path."""
    return Difference("live-value-undecodable", pointer, at + error.path.removeprefix("$"), error.expected, kind)


def _meant(value: Json, wanted: Wanted) -> Wanted:
    """Return which of the types that *wanted* allows *value* has to be, where its form alone tells; else *wanted*."""
    if not (isinstance(wanted, UnionType) or _origin(wanted) is Union):
        return wanted
    others = [one for one in get_args(wanted) if one is not NoneType]
    if is_object(value):
        others = [one for one in others if _is_class(one) or _origin(one) is dict]
    elif _is_list(value):
        others = [one for one in others if _origin(one) is list]
    return others[0] if len(others) == 1 and (is_object(value) or _is_list(value)) else wanted


def _is_list(value: object) -> TypeGuard[list[Json]]:
    return isinstance(value, list)


def _origin(wanted: Wanted) -> object:
    return get_origin(wanted)


def _is_class(wanted: Wanted) -> bool:
    return isinstance(wanted, type) and attrs.has(wanted)


@cache
def _hints(kind: type) -> dict[str, Wanted]:
    types = get_type_hints(kind)
    return {field.name: types[field.name] for field in attrs.fields(kind)}


@cache
def _optional(kind: type) -> frozenset[str]:
    return frozenset(field.name for field in attrs.fields(kind) if field.default is not attrs.NOTHING)


def _pointer(kind: type, key: str) -> Pointer:
    schema = SCHEMA_NAMES.get(kind.__name__, kind.__name__)
    return "components", "schemas", schema, "properties", key


@cache
def _as(wanted: Wanted) -> Operation[Any]:
    """Return an operation that reads its answer as *wanted*: the client's own way to read."""
    return next(iter(OPERATIONS.values())).decode_as(wanted)


def _kind(value: Json) -> str:
    """Return how JSON calls what *value* is."""
    if value is None:
        return "null"
    return _KINDS[type(value)]


_KINDS = {bool: "boolean", int: "number", float: "number", str: "string", list: "array", dict: "object"}
