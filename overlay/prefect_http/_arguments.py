"""Argument checks: types and ranges that type checkers cannot guarantee, since values may come from other sources."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from math import inf
from typing import TYPE_CHECKING, Final, TypeVar, cast

from prefect_http._utils import quote
from prefect_http.errors import ArgumentError

if TYPE_CHECKING:
    from typing import TypeAlias

    Seconds: TypeAlias = float | timedelta
    """Duration: a number of seconds, or a timedelta."""

Value = TypeVar("Value")

_LONGEST: Final = 1e9
"""Seconds in about 30 years. A longer duration is infinite, since the system cannot wait for 2**63 ns."""


def seconds(value: Seconds, name: str, *, positive: bool = False, finite: bool = False, alternative: str = "") -> float:
    """Return *value*, the argument called *name*, in seconds. More than 30 years are infinite.

    Args:
        value: Number of seconds, or a timedelta.
        name: Name of the argument, for the error message.
        positive: Whether zero is invalid. Default: False.
        finite: Whether infinity is invalid. Default: False.
        alternative: What the argument accepts besides durations, for the error message. Default: nothing.

    Raises:
        ArgumentError: *value* is neither a number nor a timedelta, or is out of range.
    """
    given = cast("object", value)
    number = given.total_seconds() if isinstance(given, timedelta) else given
    if isinstance(number, int | float) and not isinstance(number, bool):
        number = inf if number > _LONGEST else float(number)
        if (0 < number < inf) or (number == 0 and not positive) or (number == inf and not finite):
            return number
    sign = "positive" if positive else "non-negative"
    raise ArgumentError(f"{name} must be a {sign} number of seconds{alternative}, got {quote(given)}")


def timeout_seconds(timeout: Seconds | None, *, positive: bool = False, finite: bool = False) -> float | None:
    """Return the argument *timeout* in seconds, or None for no limit.

    Raises:
        ArgumentError: *timeout* is neither a number nor a timedelta nor None, or is out of range.
    """
    if timeout is None:
        return None
    return seconds(timeout, "timeout", positive=positive, finite=finite, alternative=", or None for no limit")


def file_path(value: str | os.PathLike[str], name: str, *, alternative: str = "") -> str:
    """Return *value*, the argument called *name*, as a string.

    Raises:
        ArgumentError: *value* is not a path, or is empty.
    """
    given = cast("object", value)
    path = os.fspath(given) if isinstance(given, str | os.PathLike) else None
    if not isinstance(path, str) or not path:
        raise ArgumentError(f"{name} must be the path of a file{alternative}, got {quote(given)}")
    return path


def interval(value: timedelta, name: str) -> timedelta:
    """Return *value*, the argument called *name*, if it is a timedelta.

    Raises:
        ArgumentError: *value* is not a timedelta.
    """
    given = cast("object", value)
    if not isinstance(given, timedelta):
        example = f"seconds={quote(given)}" if isinstance(given, int | float) else "hours=1"
        raise ArgumentError(f"{name} must be a timedelta, got {quote(given)}: use one such as timedelta({example})")
    return given


def moment(value: datetime, name: str) -> datetime:
    """Return *value*, the argument called *name*, if it is a time with a timezone.

    Raises:
        ArgumentError: *value* is not a datetime, or has no timezone.
    """
    given = cast("object", value)
    if not isinstance(given, datetime):
        raise ArgumentError(f"{name} must be a datetime with a timezone, got {quote(given)}")
    if given.utcoffset() is None:
        raise missing_timezone(name, given.isoformat())
    return given


def missing_timezone(name: str, value: str, consequence: str = "assume UTC") -> ArgumentError:
    """Return the error for *name*, whose datetime *value* has no timezone.

    Args:
        name: Name of the argument or key.
        value: Datetime in ISO 8601 format.
        consequence: Verb phrase that completes "the server would …". Default: ``"assume UTC"``.
    """
    return ArgumentError(
        f"{name} must have a timezone, got {value}: use datetime(..., tzinfo=UTC), or .astimezone() for local time "
        f"(the server would {consequence})"
    )


def string(value: str, name: str) -> str:
    """Return *value*, the argument called *name*, if it is a string.

    Raises:
        ArgumentError: *value* is not a string.
    """
    given = cast("object", value)
    if not isinstance(given, str):
        raise ArgumentError(f"{name} must be a string, got {quote(given)}")
    return given


def mapping(value: Mapping[str, Value], name: str) -> dict[str, Value]:
    """Return *value*, the argument called *name*, as a dict.

    Raises:
        ArgumentError: *value* is not a mapping.
    """
    given = cast("object", value)
    if not isinstance(given, Mapping):
        raise ArgumentError(f"{name} must be a mapping of names to values, got {quote(given)}")
    return dict(value)


def iterable(values: Iterable[Value], name: str) -> Iterable[Value]:
    """Return *values*, the argument called *name*, if they can be iterated over item by item.

    Raises:
        ArgumentError: *values* is not iterable, or is a single item: a string, bytes or a mapping.
    """
    given = cast("object", values)
    if not isinstance(given, Iterable) or isinstance(given, str | bytes | Mapping):
        raise ArgumentError(f"{name} must be a list, got {quote(given)}")
    return values
