"""Small pure helpers: strings, arguments, datetimes, and batches."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any, Final, TypeVar, cast
from uuid import UUID

from prefect_http._text import printable
from prefect_http.errors import ArgumentError

QUOTE_LENGTH: Final = 200
"""Characters to quote from a response that does not come from Prefect: enough for the title of an HTML page."""

ARGUMENT_LENGTH: Final = 100
"""Characters to quote from an argument."""

_SHORT: Final = 10**20
"""Limit of quoted integers. Python does not format those with thousands of digits."""

BATCH_SIZE: Final = 1000
"""Default number of rows per batch. A batch has a few megabytes at most, and the server handles it in two seconds."""

_API_KEY: Final = re.compile(r"pn[a-z]_.*", re.DOTALL)

LONE_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
"""Characters that cannot be encoded as UTF-8."""


def given(**values: object) -> dict[str, Any]:
    """Return the arguments that are not None, by name. Arguments that the caller does not pass are not sent."""
    return {name: value for name, value in values.items() if value is not None}


def string_list(argument: str, strings: Iterable[str]) -> list[str]:
    """Return *strings*, the value of the argument called *argument*, as a list.

    Raises:
        ArgumentError: *strings* is a single string, which would be split into its characters, or not all are strings.
    """
    # Arguments may come from sources that no type checker sees.
    given = cast("object", strings)
    if isinstance(given, str):
        raise ArgumentError(f"{argument} must be a list of strings, got {quote(given)}: use [{quote(given)}]")
    items = list(cast("Iterable[object]", given)) if isinstance(given, Iterable) else [given]
    if isinstance(given, Mapping) or not all(isinstance(item, str) for item in items):
        raise ArgumentError(f"{argument} must be a list of strings, got {quote(strings)}")
    return cast("list[str]", items)


def close_matches(name: str, names: Iterable[str]) -> list[str]:
    """Return up to three of *names* that resemble *name*, closest first, ignoring case."""
    # Imported late: only error messages need it.
    from difflib import get_close_matches

    by_folded: dict[str, list[str]] = {}
    for known in dict.fromkeys(names):
        by_folded.setdefault(known.casefold(), []).append(known)
    matches = get_close_matches(name.casefold(), by_folded, n=3)
    return [known for match in matches for known in by_folded[match]][:3]


def truncate(text: str, length: int = QUOTE_LENGTH) -> str:
    """Return *text*, or its first *length* characters and an ellipsis if it is longer."""
    return text if len(text) <= length else text[:length].rstrip() + "…"


def quote(value: object) -> str:
    """Return *value* for an error message: the start of a string, a number or a time, or the type of the rest.

    Containers and other objects are not quoted, since they may contain secrets. API keys of Prefect are masked.
    """
    if isinstance(value, str):
        return repr(_API_KEY.sub("***", truncate(str.__str__(value), ARGUMENT_LENGTH)))
    if value is None or isinstance(value, bool | float | date | timedelta | UUID):
        return repr(value)
    is_short = isinstance(value, int) and -_SHORT < value < _SHORT
    return repr(value) if is_short else type(value).__name__


def warn(message: str | Warning) -> None:
    """Emit a warning, attributed to the code that called this package."""
    # Imported late: it takes milliseconds.
    from inspect import currentframe

    level, frame = 1, currentframe()
    while frame is not None and frame.f_globals.get("__name__", "").startswith("prefect_http."):
        level, frame = level + 1, frame.f_back
    warnings.warn(printable(message) if isinstance(message, str) else message, stacklevel=level)


def aware(time: datetime) -> datetime:
    """Return *time* with a timezone. Naive times are taken as UTC, as on the server."""
    return time if time.tzinfo is not None else time.replace(tzinfo=UTC)


Row = TypeVar("Row")


def batches(rows: Iterable[Row], size: int = BATCH_SIZE) -> Iterator[list[Row]]:
    """Yield all *rows* in order, in lists of *size*. The last list may be shorter. No list is empty."""
    remaining = iter(rows)
    while batch := list(islice(remaining, size)):
        yield batch
