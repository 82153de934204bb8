"""Argument checks: durations, paths, and names of keyword arguments."""

from __future__ import annotations

import os
from datetime import timedelta
from math import inf
from typing import TYPE_CHECKING, Final, cast

from prefect_http._utils import quote
from prefect_http.errors import ArgumentError

if TYPE_CHECKING:
    from typing import TypeAlias

    Seconds: TypeAlias = float | timedelta
    """Duration: a number of seconds, or a timedelta."""

_LONGEST: Final = 1e9
"""Longest finite duration in seconds, about 30 years. The system cannot wait for longer than 2**63 ns."""


def seconds(value: Seconds, name: str, *, positive: bool = False, finite: bool = False, alternative: str = "") -> float:
    """Return *value*, the argument called *name*, in seconds.

    Args:
        value: Number of seconds, or a timedelta.
        name: Name of the argument, for the error message.
        positive: Whether zero is invalid. Default: False.
        finite: Whether infinity is invalid. Default: False.
        alternative: What the argument accepts besides durations, for the error message. Default: nothing.

    Raises:
        ArgumentError: *value* is neither a number nor a timedelta, or is out of range.
    """
    # Arguments may come from sources that no type checker sees.
    given = cast("object", value)
    number = given.total_seconds() if isinstance(given, timedelta) else given
    if isinstance(number, int | float) and not isinstance(number, bool):
        # An integer can exceed every float.
        number = min(number, inf)
        if 0 <= number <= (_LONGEST if finite else inf) and not (positive and number == 0):
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
