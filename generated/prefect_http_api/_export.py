# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Export of models as JSON and as plain Python values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import is_dataclass
from math import isfinite
from typing import Any, cast, overload

import msgspec

from ._models import ResponseModel
from ._plain import plain

SCALARS = frozenset({bool, int, str, type(None)})
"""Types of values that need no conversion."""


@overload
def to_dict(value: ResponseModel, *, flat: bool = False) -> dict[str, Any]: ...


@overload
def to_dict(value: Iterable[ResponseModel], *, flat: bool = False) -> list[dict[str, Any]]: ...


@overload
def to_dict(value: object, *, flat: bool = False) -> Any: ...  # noqa: ANN401  # any JSON


def to_dict(value: object, *, flat: bool = False) -> Any:
    """Return *value* as dicts, lists, strings, numbers, booleans and None, which every JSON encoder accepts.

    A model becomes a dict of its attributes, and several become a list. UUIDs, datetimes and enum members become
    strings, and so do errors. Objects of a class that the client does not know stay as the server sent them. NaN and
    infinity, which JSON lacks, become None. Attributes that the client adds, such as ``flow_name``, are left out while
    they are None.

    Args:
        value: Model, or any iterable or mapping that contains models, such as a listing or a list.
        flat: Whether lists and dicts inside a model become JSON strings, for tables such as data frames, whose columns
            have one type. Default: False.

    Raises:
        TypeError: A value is not JSON-serializable, or *value* is an async listing.
    """
    converted = _plain(value)
    if not flat:
        return converted
    if isinstance(converted, list):
        return [_flat(row) for row in cast("list[object]", converted)]
    return _flat(converted)


def _flat(row: Any) -> Any:  # noqa: ANN401  # any JSON
    if not isinstance(row, dict):
        return row
    pairs = cast("dict[str, object]", row).items()
    return {
        key: msgspec.json.encode(inner).decode() if isinstance(inner, dict | list) else inner for key, inner in pairs
    }


def _plain(value: object) -> Any:  # noqa: ANN401  # any JSON
    kind = type(value)
    if kind in SCALARS:
        return value
    if kind is float:
        return value if isfinite(cast("float", value)) else None
    if isinstance(value, ResponseModel):
        return {name: _plain(inner) for name, inner in fields(value)}
    if isinstance(value, Mapping):
        pairs = cast("Mapping[object, object]", value).items()
        return {key if type(key) is str else str(_plain(key)): _plain(inner) for key, inner in pairs}
    if is_dataclass(value):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, BaseException):
        return str(value)
    if hasattr(kind, "__aiter__"):
        raise TypeError(f"{kind.__name__} can only be read with `async for`: pass `await listing.to_list()`")
    if isinstance(value, Iterable) and not isinstance(value, str | bytes | bytearray | memoryview):
        return [_plain(inner) for inner in cast("Iterable[object]", value)]
    return msgspec.to_builtins(plain(value))


def fields(model: ResponseModel) -> Iterable[tuple[str, object]]:
    """Yield the name and value of each attribute, except those that the client adds and that are None."""
    for attribute in model.__attrs_attrs__:
        value = getattr(model, attribute.name)
        if value is not None or not attribute.metadata:
            yield attribute.name, value


def to_json(value: object) -> str:
    """Return *value* as JSON. Equal to encoding the result of `to_dict`.

    Args:
        value: Model, or any iterable or mapping that contains models, such as a listing or a list.

    Raises:
        TypeError: A value is not JSON-serializable, or *value* is an async listing.
    """
    return msgspec.json.encode(to_dict(value)).decode()
