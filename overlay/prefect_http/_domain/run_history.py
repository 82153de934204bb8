"""Histories of runs: a span of time, in parts that one request covers. No I/O."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from prefect_http._http.validation import missing_timezone
from prefect_http.errors import ArgumentError

_INTERVALS: Final = 500
"""Intervals that the server gives at once. It leaves out the others without a word."""


def spans(start: datetime, end: datetime, interval: timedelta) -> Iterator[tuple[datetime, datetime]]:
    """Return parts of the time from *start* to *end*, each of a number of whole intervals but the last one.

    Raises:
        ArgumentError: *interval* is shorter than a second, *end* is not after *start*, or one of them has no timezone.
    """
    for name, time in (("start", start), ("end", end)):
        if time.utcoffset() is None:
            raise missing_timezone(name, time.isoformat())
    if interval < timedelta(seconds=1):
        raise ArgumentError(f"interval={interval}: an interval lasts one second at least")
    if end <= start:
        raise ArgumentError(f"end={end.isoformat()} is not after start={start.isoformat()}")
    return _spans(start, end, interval)


def _spans(start: datetime, end: datetime, interval: timedelta) -> Iterator[tuple[datetime, datetime]]:
    while start < end:
        until = min(start + _INTERVALS * interval, end)
        yield start, until
        start = until
