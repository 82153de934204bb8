"""Argument checks: types and ranges that type checkers cannot guarantee, since values may come from other sources."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import wraps
from math import inf
from types import FunctionType
from typing import Any, Final, TypeAlias, TypeVar, cast

from prefect_http._utils import close_matches, quote
from prefect_http.errors import ArgumentError

Seconds: TypeAlias = float | timedelta
"""Duration: a number of seconds, or a timedelta."""

Value = TypeVar("Value")

_COROUTINE: Final = 0x80
"""Flag of async functions: ``inspect.CO_COROUTINE``, without importing `inspect`, which takes milliseconds."""

MAX_SECONDS: Final = 1e9
"""Seconds in about 30 years. A longer duration is infinite, since the system cannot wait for 2**63 ns."""


def seconds(
    value: Seconds,
    name: str,
    *,
    minimum: float = 0.0,
    positive: bool = False,
    finite: bool = False,
    alternative: str = "",
) -> float:
    """Return *value*, the argument called *name*, in seconds. More than 30 years are infinite.

    Args:
        value: Number of seconds, or a timedelta.
        name: Name of the argument, for the error message.
        minimum: Lowest valid number of seconds. Default: 0.
        positive: Whether zero is invalid. Default: False.
        finite: Whether infinity is invalid. Default: False.
        alternative: What the argument accepts besides durations, for the error message. Default: nothing.

    Raises:
        ArgumentError: *value* is neither a number nor a timedelta, or is out of range.
    """
    given = cast("object", value)
    number = given.total_seconds() if isinstance(given, timedelta) else given
    if isinstance(number, int | float) and not isinstance(number, bool) and number >= minimum:
        number = inf if number > MAX_SECONDS else float(number)
        if not (positive and number == 0) and not (finite and number == inf):
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
    path = cast("object", os.fspath(value) if isinstance(cast("object", value), str | os.PathLike) else None)
    if not isinstance(path, str) or not path:
        raise ArgumentError(f"{name} must be the path of a file{alternative}, got {quote(value)}")
    return path


def number(value: float, name: str) -> float:
    """Return *value*, the argument called *name*, if it is a finite, non-negative number.

    Raises:
        ArgumentError: *value* is not a number, or is out of range.
    """
    given = cast("object", value)
    if not isinstance(given, int | float) or isinstance(given, bool) or not 0 <= given <= MAX_SECONDS:
        raise ArgumentError(f"{name} must be a non-negative number, got {quote(given)}")
    return float(given)


def integer(value: int, name: str, *, minimum: int) -> int:
    """Return *value*, the argument called *name*, if it is an integer of at least *minimum*.

    Raises:
        ArgumentError: *value* is not an integer, or is out of range.
    """
    given = cast("object", value)
    if not isinstance(given, int) or isinstance(given, bool) or given < minimum:
        raise ArgumentError(f"{name} must be an integer of at least {minimum}, got {quote(given)}")
    return given


def flag(value: bool, name: str) -> bool:  # the value to check
    """Return *value*, the argument called *name*, if it is True or False. The string ``"no"`` would count as true.

    Raises:
        ArgumentError: *value* is something else.
    """
    given = cast("object", value)
    if not isinstance(given, bool):
        raise ArgumentError(f"{name} must be True or False, got {quote(given)}")
    return given


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


def choice(value: str, name: str, choices: Collection[str]) -> None:
    """Check that *value*, the argument called *name*, is one of *choices*.

    Raises:
        ArgumentError: *value* is something else.
    """
    if value not in choices:
        raise ArgumentError(f"{name} must be one of {', '.join(choices)}, got {quote(value)}")


def mapping(value: Mapping[str, Value], name: str) -> dict[str, Value]:
    """Return *value*, the argument called *name*, as a dict.

    Raises:
        ArgumentError: *value* is not a mapping.
    """
    given = cast("object", value)
    if not isinstance(given, Mapping):
        raise ArgumentError(f"{name} must be a mapping of names to values, got {type(given).__name__}")
    return dict(value)


def iterable(values: Iterable[Value], name: str) -> Iterable[Value]:
    """Return *values*, the argument called *name*, if they can be iterated over item by item.

    Raises:
        ArgumentError: *values* is not iterable, or is a single item: a string, bytes or a mapping.
    """
    given = cast("object", values)
    if isinstance(given, Mapping):
        raise ArgumentError(
            f"{name} must be an iterable, such as a list, got one mapping: use [{name.removesuffix('s')}]"
        )
    if not isinstance(given, Iterable) or isinstance(given, str | bytes):
        raise ArgumentError(f"{name} must be an iterable, such as a list, got {quote(values)}")
    return values


def check_names(cls: type[Value]) -> type[Value]:
    """Make the public methods of *cls* raise ArgumentError if the caller passes wrong names or numbers of arguments.

    Python itself raises TypeError, without a suggestion.
    """
    for name, function in list(vars(cls).items()):
        if isinstance(function, FunctionType) and (name == "__init__" or not name.startswith("_")):
            setattr(cls, name, _checked(function))
    return cls


def _checked(function: Callable[..., Any]) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  # of any function
        try:
            return function(*args, **kwargs)
        except TypeError as error:
            if error.__traceback__ is None or error.__traceback__.tb_next is not None:
                raise  # Raised inside the function.
            problem = str(error)
        raise _mismatch(function, args, kwargs, problem)

    async def call_async(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  # of any function
        return await call(*args, **kwargs)

    # `inspect.iscoroutinefunction` must stay true.
    return wraps(function)(call_async if function.__code__.co_flags & _COROUTINE else call)


def _mismatch(
    function: Callable[..., Any], args: Sequence[object], kwargs: Iterable[str], problem: str
) -> ArgumentError:
    """Return the error for a call of *function* with arguments that its signature does not have."""
    from inspect import Parameter, signature

    kind = type(args[0]).__name__ if args else ""
    name = kind if function.__name__ == "__init__" else f"{kind}.{function.__name__}"
    parameters = list(signature(function).parameters.values())[1:]
    accepted = [one.name for one in parameters if one.kind is not Parameter.VAR_KEYWORD]
    unknown = [key for key in kwargs if key not in accepted]
    if not unknown:
        return ArgumentError(f"{name}() {problem.partition('() ')[2]}")
    matches = close_matches(unknown[0], accepted)
    suggestion = f" (did you mean {matches[0]!r}?)" if matches else ""
    return ArgumentError(f"{name}() does not accept {unknown[0]!r}{suggestion}. Accepted: {', '.join(accepted)}")
