"""Run history: division into requests, and validation of ranges."""

from datetime import UTC, datetime, timedelta

import pytest

from prefect_http import ArgumentError
from prefect_http._domain.run_history import split_range

START = datetime(2026, 1, 31, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("hours", "spans"),
    [
        (1, [(0, 1)]),
        (500, [(0, 500)]),
        (501, [(0, 500), (500, 501)]),
        (1200, [(0, 500), (500, 1000), (1000, 1200)]),
    ],
)
def test_spans_have_at_most_500_intervals(hours: int, spans: list[tuple[int, int]]) -> None:
    expected = [(START + begin * HOUR, START + end * HOUR) for begin, end in spans]
    assert list(split_range(START, START + hours * HOUR, HOUR)) == expected


@pytest.mark.parametrize(
    ("start", "end", "interval", "message"),
    [
        (START, START + HOUR, timedelta(milliseconds=999), "interval must be at least one second"),
        (START, START, HOUR, "end must be after start"),
        (START.replace(tzinfo=None), START, HOUR, "start must have a timezone"),
        (START, START.replace(tzinfo=None), HOUR, "end must have a timezone"),
    ],
)
def test_invalid_ranges_are_rejected(start: datetime, end: datetime, interval: timedelta, message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        split_range(start, end, interval)
