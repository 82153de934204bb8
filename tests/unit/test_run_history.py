from datetime import UTC, datetime, timedelta

import pytest

from prefect_http import ArgumentError
from prefect_http._domain.run_history import spans

START = datetime(2026, 1, 31, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("hours", "parts"),
    [
        (1, [(0, 1)]),
        (500, [(0, 500)]),
        (501, [(0, 500), (500, 501)]),
        (1200, [(0, 500), (500, 1000), (1000, 1200)]),
    ],
)
def test_a_part_has_no_more_intervals_than_the_server_gives_at_once(hours: int, parts: list[tuple[int, int]]) -> None:
    wanted = [(START + begin * HOUR, START + end * HOUR) for begin, end in parts]
    assert list(spans(START, START + hours * HOUR, HOUR)) == wanted


@pytest.mark.parametrize(
    ("start", "end", "interval", "message"),
    [
        (START, START + HOUR, timedelta(milliseconds=999), "one second at least"),
        (START, START, HOUR, "is not after start"),
        (START.replace(tzinfo=None), START, HOUR, "start must have a timezone"),
        (START, START.replace(tzinfo=None), HOUR, "end must have a timezone"),
    ],
)
def test_times_that_make_no_history_are_refused(
    start: datetime, end: datetime, interval: timedelta, message: str
) -> None:
    with pytest.raises(ArgumentError, match=message):
        spans(start, end, interval)
