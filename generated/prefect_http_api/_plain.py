# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Conversion of Python values to plain JSON values, for types that msgspec does not encode."""

from __future__ import annotations

import operator
import os
from collections import UserString
from collections.abc import Callable, Mapping, Sequence, ValuesView
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from numbers import Real
from typing import Any, cast
from uuid import UUID

import msgspec

from ._errors import EncodeError

Path = tuple[str | int, ...]

NATIVE = frozenset(
    {str, int, float, bool, type(None), UUID, datetime, date, time, timedelta, Decimal, bytes, bytearray, memoryview}
)
"""Types that msgspec encodes. It rejects most of their subclasses."""

KEYS = NATIVE - {bool, type(None)}
"""Types of keys that msgspec encodes."""


def plain(value: Any, path: Path = ()) -> Any:  # noqa: ANN401  # any value in, any JSON out
    """Return *value* with objects, lists and scalars of types that msgspec encodes.

    A subclass is converted to its base, an enum member to its value, and a model to an object of its fields. Values
    of numeric libraries become numbers and lists.

    Args:
        value: Value to convert.
        path: Keys and indexes that lead to *value*, for error messages. Default: none.

    Raises:
        EncodeError: A value is not JSON-serializable.
    """
    kind = _kind(value)
    if kind in NATIVE:
        return value
    if issubclass(kind, Enum):
        return plain(value.value, path)
    for base, convert in BASES:
        if issubclass(kind, base):
            return _checked(convert, value, path)
    if issubclass(kind, Mapping):
        pairs = [(_key(key, path), inner) for key, inner in value.items()]
        return {key: plain(inner, (*path, key)) for key, inner in pairs}
    if issubclass(kind, Sequence | ValuesView) and not issubclass(kind, range):
        return [plain(inner, (*path, index)) for index, inner in enumerate(value)]
    return plain(_checked(_simpler, value, path), path)


def _checked(convert: Callable[[Any], object], value: Any, path: Path) -> object:  # noqa: ANN401  # any value
    """Return *value* after *convert*.

    Raises:
        EncodeError: *convert* fails, or has no effect.
    """
    problem = f"{type(value).__name__} is not JSON-serializable"
    try:
        converted = convert(value)
    except EncodeError:
        pass
    except Exception as error:  # noqa: BLE001  # code of the value's class may raise any error
        problem = f"{problem} ({type(error).__name__})"
    else:
        if type(converted) is not type(value):
            return converted
    # Raised outside the handler: the message of the other error may quote the value.
    raise EncodeError(path, problem)


def _simpler(value: Any) -> object:  # noqa: ANN401  # any value
    """Return *value* in simpler terms, or unchanged if it has no JSON form."""
    kind = _kind(value)
    if issubclass(kind, AbstractSet):
        # The members have no index, so an error names only the set.
        return [plain(member) for member in value]
    if hasattr(kind, "model_dump"):  # pydantic
        return value.model_dump(mode="json")
    if any(hasattr(kind, fields) for fields in ("__dataclass_fields__", "__attrs_attrs__", "__struct_fields__")):
        return msgspec.to_builtins(value, enc_hook=plain)
    if hasattr(kind, "tolist") and getattr(getattr(value, "dtype", None), "kind", None) not in {"M", "m"}:
        # NumPy and pandas. Their times are excluded: as integers, they would lose their unit.
        return value.tolist()
    if hasattr(kind, "__index__"):
        return operator.index(value)
    if issubclass(kind, Real):
        return float(value)
    return cast("object", os.fspath(value)) if hasattr(kind, "__fspath__") else value


def _kind(value: object) -> type[object]:
    return type(value)


def _key(key: Any, path: Path) -> Any:  # noqa: ANN401  # any key
    try:
        converted = plain(key, path)
    except EncodeError:
        converted = None
    if type(converted) not in KEYS:
        raise EncodeError(path, "keys must be strings")
    return converted


def _datetime(value: datetime) -> str:
    if value != value:  # noqa: PLR0124  # NaT of pandas
        raise ValueError
    # The base method also formats the datetimes of libraries, such as those of pandas, which have nanoseconds.
    text = datetime.isoformat(value)
    return f"{text[:-6]}Z" if text.endswith("+00:00") else text


BASES: tuple[tuple[type | tuple[type, ...], Callable[[Any], object]], ...] = (
    (str, str.__str__),
    (UserString, str),
    (int, int.__int__),
    (float, float.__float__),
    (datetime, _datetime),
    (date, date.isoformat),
    (time, time.isoformat),
    (timedelta, timedelta.__pos__),
    (Decimal, Decimal.__str__),
    (UUID, UUID.__str__),
    ((bytes, bytearray), bytes),
)
