"""Compare response bodies with the types that the client decodes them as."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeGuard, Union, get_args, get_origin, get_type_hints

import attrs

from prefect_http._contract.diff.schemas import Difference
from prefect_http._contract.openapi.document import Json, Pointer, is_array, is_object
from prefect_http_api import DecodeError, OpenEnum, OpenIntEnum, Operation, Unknown, encode
from prefect_http_api.models import SCHEMA_NAMES
from prefect_http_api.operations import OPERATIONS

# Annotations are classes, unions and generic aliases, which have no common base class.
Type = Any

_JSON_TYPES = {bool: "boolean", int: "number", float: "number", str: "string", list: "array", dict: "object"}


class ResponseChecker:
    """Compares response bodies with their types, and records which keys the server sent."""

    def __init__(self) -> None:
        self._sent: dict[type, set[str]] = {}
        self._occurrences: dict[type, set[tuple[str, str]]] = {}
        self._operation = ""

    def differences(self, operation: str, value: Json, expected: Type, pointer: Pointer) -> Iterator[Difference]:
        """Yield the differences between *value*, a response to *operation*, and the *expected* type."""
        self._operation = operation
        yield from self._compare(value, expected, pointer, "$")

    def never_sent(self) -> Iterator[tuple[str, Difference]]:
        """Yield each optional key that the server never sent, for each operation that returned its class."""
        for kind, sent in self._sent.items():
            for key in _optional(kind) - sent:
                for operation, at in self._occurrences[kind]:
                    what = f"`{key}` of {kind.__name__} was never sent"
                    yield operation, Difference("live-key-never-sent", _pointer(kind, key), f"{at}.{key}", what)

    def _compare(self, value: Json, expected: Type, pointer: Pointer, at: str) -> Iterator[Difference]:
        expected = _narrow(value, expected)
        if expected is Any:
            return
        if _is_model(expected) and is_object(value):
            yield from self._compare_object(value, expected, at)
        elif _origin(expected) is list and is_array(value):
            (item_type,) = get_args(expected)
            for item in value:
                yield from self._compare(item, item_type, pointer, f"{at}[*]")
        elif _origin(expected) is dict and is_object(value):
            for item in value.values():
                yield from self._compare(item, get_args(expected)[1], pointer, f"{at}.*")
        else:
            yield from self._compare_leaf(value, expected, pointer, at)

    def _compare_object(self, value: dict[str, Json], kind: type, at: str) -> Iterator[Difference]:
        self._occurrences.setdefault(kind, set()).add((self._operation, at))
        self._sent.setdefault(kind, set()).update(value)
        hints = _hints(kind)
        for key in hints.keys() - value.keys() - _optional(kind):
            what = f"{kind.__name__} lacks the key `{key}`"
            yield Difference("live-key-missing", _pointer(kind, key), f"{at}.{key}", what)
        for key, inner in value.items():
            if key in hints:
                yield from self._compare(inner, hints[key], _pointer(kind, key), f"{at}.{key}")
            else:
                what = f"{kind.__name__} has an unknown key `{key}`"
                yield Difference("live-key-unknown", _pointer(kind, key), f"{at}.{key}", what)

    def _compare_leaf(self, value: Json, expected: Type, pointer: Pointer, at: str) -> Iterator[Difference]:
        try:
            decoded: object = _decoder(expected).decode(200, encode(value))
        except DecodeError as error:
            yield undecodable(error, pointer, at, _json_type(value))
            return
        if _is_model(type(decoded)):
            yield from self._compare_object(value, type(decoded), at)
        elif isinstance(decoded, Unknown):
            yield Difference("live-union-member-unknown", pointer, at, "the object matches no known class")
        elif isinstance(decoded, OpenEnum | OpenIntEnum) and decoded.name not in type(decoded).__members__:
            what = f"{decoded.value!r} is not a known value of {type(decoded).__name__}"
            yield Difference("live-enum-value-unknown", pointer, at, what, str(decoded.value))


def undecodable(error: DecodeError, pointer: Pointer, at: str = "$", json_type: str = "") -> Difference:
    """Return the difference for a part of a response that cannot be decoded."""
    return Difference("live-value-undecodable", pointer, at + error.path.removeprefix("$"), error.expected, json_type)


def _narrow(value: Json, expected: Type) -> Type:
    """Return the only member of a union that an object or array fits, and *expected* in all other cases."""
    if not (isinstance(expected, UnionType) or _origin(expected) is Union):
        return expected
    members = [member for member in get_args(expected) if member is not NoneType]
    if is_object(value):
        members = [member for member in members if _is_model(member) or _origin(member) is dict]
    elif is_array(value):
        members = [member for member in members if _origin(member) is list]
    return members[0] if len(members) == 1 and (is_object(value) or is_array(value)) else expected


def _origin(type_: Type) -> object:
    return get_origin(type_)


def _is_model(type_: Type) -> TypeGuard[type]:
    return isinstance(type_, type) and attrs.has(type_)


@cache
def _hints(kind: type) -> dict[str, Type]:
    types = get_type_hints(kind)
    return {field.name: types[field.name] for field in attrs.fields(kind) if not _is_client_only(field.metadata)}


@cache
def _optional(kind: type) -> frozenset[str]:
    return frozenset(
        field.name
        for field in attrs.fields(kind)
        if field.default is not attrs.NOTHING and not _is_client_only(field.metadata)
    )


def _is_client_only(metadata: Mapping[object, object]) -> bool:
    """Return whether the client adds the field with *metadata*: the server does not send it."""
    return "client_only" in metadata


def _pointer(kind: type, key: str) -> Pointer:
    schema = SCHEMA_NAMES.get(kind.__name__, kind.__name__)
    return "components", "schemas", schema, "properties", key


@cache
def _decoder(type_: Type) -> Operation[Any]:
    """Return an operation that decodes its response as *type_*, in the same way as the client."""
    return next(iter(OPERATIONS.values())).decode_as(type_)


def _json_type(value: Json) -> str:
    return "null" if value is None else _JSON_TYPES[type(value)]
