"""Run history: split a time range into spans that fit one request."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from prefect_http._arguments import interval as check_interval
from prefect_http._arguments import moment
from prefect_http.errors import ArgumentError

_MAX_INTERVALS: Final = 500
"""Maximum number of intervals per response. The server silently drops the rest."""


def split_range(start: datetime, end: datetime, interval: timedelta) -> Iterator[tuple[datetime, datetime]]:
    """Split the time range from *start* to *end* into spans of at most 500 intervals.

    Raises:
        ArgumentError: *interval* is shorter than a second, *end* is not after *start*, or *start* or *end* has no
            timezone.
    """
    moment(start, "start")
    moment(end, "end")
    if check_interval(interval, "interval") < timedelta(seconds=1):
        raise ArgumentError(f"interval must be at least one second, got {interval}")
    if end <= start:
        raise ArgumentError(f"end must be after start, got start={start.isoformat()}, end={end.isoformat()}")
    return _split_range(start, end, interval)


def _split_range(start: datetime, end: datetime, interval: timedelta) -> Iterator[tuple[datetime, datetime]]:
    while start < end:
        until = min(start + _MAX_INTERVALS * interval, end)
        yield start, until
        start = until
