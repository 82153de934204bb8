"""Which of the names that there are was meant by one that there is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, Final, TypeVar

from prefect_http.errors import ArgumentError


def closest(name: str, names: Iterable[str]) -> list[str]:
    """Return those of *names* that are most like *name*, the likeliest first: three at most, and none that is unlike.

    Upper and lower case are taken for the same.
    """
    # Only who is about to read an error waits for it.
    from difflib import get_close_matches

    written: dict[str, list[str]] = {}
    for known in dict.fromkeys(names):
        written.setdefault(known.casefold(), []).append(known)
    matches = get_close_matches(name.casefold(), written, n=3)
    return [known for match in matches for known in written[match]][:3]


def given(**values: object) -> dict[str, Any]:
    """Return the arguments that were given, which are those that are not None: nothing else is sent."""
    return {name: value for name, value in values.items() if value is not None}


def texts(argument: str, given: Iterable[str]) -> list[str]:
    """Return *given*, an argument of the name *argument*, as a list.

    Raises:
        ArgumentError: it is one text, of which every letter would count as one.
    """
    if isinstance(given, str):
        raise ArgumentError(f"{argument} is a list of texts, not one: write [{given!r}]")
    return list(given)


def aware(time: datetime) -> datetime:
    """Return *time* with a timezone: one that has none is in UTC, as it is to the server."""
    return time if time.tzinfo is not None else time.replace(tzinfo=UTC)


def earlier(time: datetime, lead: timedelta) -> datetime:
    """Return what is *lead* before *time*; *time* itself where there is no such year."""
    try:
        return time - lead
    except OverflowError:
        return time


Row = TypeVar("Row")

BATCH: Final = 1000
"""Rows that one request carries: a server takes a second or two for them, and they stay far below a few megabytes."""


def batches(rows: Iterable[Row], size: int = BATCH) -> Iterator[list[Row]]:
    """Yield all *rows* in their order, as lists of *size*; the last one may be shorter, and none is empty."""
    remaining = iter(rows)
    while batch := list(islice(remaining, size)):
        yield batch


QUOTED = 200
"""Characters of a foreign answer that are shown: enough for the title of an HTML page."""


def shortened(text: str, most: int = QUOTED) -> str:
    """Return *text*, or its beginning, if it is longer than *most*, with an ellipsis."""
    return text if len(text) <= most else text[:most].rstrip() + "…"
