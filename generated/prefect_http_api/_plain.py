# Generated from the OpenAPI document of Prefect 3.8.8 (sha256 b981dff6f84527fe) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Conversion of Python values to plain JSON values, for types that msgspec does not encode."""

from __future__ import annotations

import operator
import os
from collections import UserString
from collections.abc import Callable, Mapping, Sequence, Set, ValuesView
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
    kind = type(value)
    if kind in NATIVE:
        return value
    if isinstance(value, Enum):
        return plain(value.value, path)
    if isinstance(value, datetime) and value != value:  # noqa: PLR0124  # NaT of pandas
        raise EncodeError(path, f"{kind.__name__} is not JSON-serializable")
    for base, convert in BASES:
        if isinstance(value, base):
            return convert(value)
    if isinstance(value, Mapping):
        pairs = [(_key(key, path), inner) for key, inner in cast("Mapping[Any, Any]", value).items()]
        return {key: plain(inner, (*path, key)) for key, inner in pairs}
    if isinstance(value, Sequence | ValuesView):
        return [plain(inner, (*path, index)) for index, inner in enumerate(cast("Sequence[Any]", value))]
    problem = f"{kind.__name__} is not JSON-serializable"
    try:
        converted = _convert(value, path)
    except EncodeError as error:
        # The members of a set have no index.
        if not isinstance(value, Set):
            raise
    except Exception as error:  # noqa: BLE001  # code of the caller's class
        problem = f"{problem}: {type(error).__name__}"
    else:
        if type(converted) is not kind:
            return plain(converted, path)
    # Raised outside the handler: the message of another error may quote the value.
    raise EncodeError(path, problem)


def _convert(value: Any, path: Path) -> object:  # noqa: ANN401  # any value
    """Return *value* in simpler terms, or unchanged if it has no JSON form."""
    kind = type(value)
    if isinstance(value, Set):
        return [plain(member, path) for member in cast("Set[Any]", value)]
    if hasattr(kind, "model_dump"):  # pydantic
        return value.model_dump(mode="json")
    if any(hasattr(kind, fields) for fields in ("__dataclass_fields__", "__attrs_attrs__", "__struct_fields__")):
        return msgspec.to_builtins(value, enc_hook=lambda inner: plain(inner, path))
    if hasattr(kind, "tolist") and getattr(getattr(value, "dtype", None), "kind", None) not in {"M", "m"}:
        # NumPy and pandas. Their times are excluded: as integers, they would lose their unit.
        return value.tolist()
    if hasattr(kind, "__index__"):
        return operator.index(value)
    if isinstance(value, Real):
        return float(value)
    return os.fspath(value) if hasattr(kind, "__fspath__") else value


def _key(key: Any, path: Path) -> Any:  # noqa: ANN401  # any key
    try:
        converted = plain(key, path)
    except EncodeError:
        converted = None
    if type(converted) not in KEYS:
        raise EncodeError(path, "keys must be strings")
    return converted


def _datetime(value: datetime) -> str:
    # The base method also formats the datetimes of libraries, such as those of pandas, which have nanoseconds.
    text = datetime.isoformat(value)
    return f"{text[:-6]}Z" if text.endswith("+00:00") else text


BASES: tuple[tuple[type, Callable[[Any], object]], ...] = (
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
