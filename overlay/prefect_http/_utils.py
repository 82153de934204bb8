"""Small pure helpers: strings, arguments, datetimes, and batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, Final, TypeVar

from prefect_http.errors import ArgumentError

QUOTE_LENGTH: Final = 200
"""Characters to quote from a response that does not come from Prefect: enough for the title of an HTML page."""

BATCH_SIZE: Final = 1000
"""Default number of rows per batch. A batch has a few megabytes at most, and the server handles it in two seconds."""


def given(**values: object) -> dict[str, Any]:
    """Return the arguments that are not None, by name. Arguments that the caller does not pass are not sent."""
    return {name: value for name, value in values.items() if value is not None}


def string_list(argument: str, strings: Iterable[str]) -> list[str]:
    """Return *strings*, the value of the argument called *argument*, as a list.

    Raises:
        ArgumentError: *strings* is a single string, which would be split into its characters.
    """
    if isinstance(strings, str):
        raise ArgumentError(f"{argument} must be a list of strings, got {strings!r}: use [{strings!r}]")
    return list(strings)


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


def aware(time: datetime) -> datetime:
    """Return *time* with a timezone. Naive times are taken as UTC, as on the server."""
    return time if time.tzinfo is not None else time.replace(tzinfo=UTC)


def earlier(time: datetime, lead: timedelta) -> datetime:
    """Return *time* minus *lead*, or *time* itself if the difference is out of range."""
    try:
        return time - lead
    except OverflowError:
        return time


Row = TypeVar("Row")


def batches(rows: Iterable[Row], size: int = BATCH_SIZE) -> Iterator[list[Row]]:
    """Yield all *rows* in order, in lists of *size*. The last list may be shorter. No list is empty."""
    remaining = iter(rows)
    while batch := list(islice(remaining, size)):
        yield batch
