"""Time ranges of event queries on Prefect Cloud, and the counts of several ranges."""

import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefect_http import ArgumentError, ValidationError
from prefect_http._domain.events import merge_counts
from prefect_http._pagination.event_ranges import TimeRanges
from prefect_http.models import EventCount

NOW = datetime(2026, 1, 31, 8, 30, tzinfo=UTC)
MICROSECOND, DAY = timedelta(microseconds=1), timedelta(days=1)
Ranges = list[tuple[datetime, datetime]]
Accepts = Callable[[datetime, datetime], bool]


def walk(ranges: TimeRanges, accepts: Accepts = lambda _since, _until: True) -> tuple[Ranges, int]:
    """Return the ranges that are part of the result, and the number of queries."""
    found: Ranges = []
    number = 0
    while ranges.current is not None:
        number += 1
        assert number < 500, "the walk does not end"
        since, until, is_probe = ranges.current
        if accepts(since, until):
            if not is_probe:
                found.append((since, until))
            ranges.accept()
        else:
            error = ValidationError("", status=422, detail=f"query {number}", method="POST", url="")
            ranges.reject(error)
    return found, number


def covered(found: Ranges) -> tuple[datetime, datetime]:
    """Return the range that the ranges cover, which must not overlap or leave anything out."""
    found = sorted(found)
    for (_, until), (since, _) in itertools.pairwise(found):
        assert since - until == MICROSECOND
    return found[0][0], found[-1][1]


@given(
    since=st.datetimes(datetime(2025, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  # Hypothesis adds the timezone
    length=st.timedeltas(timedelta(0), timedelta(days=100)) | st.integers(0, 9).map(lambda weeks: 7 * weeks * DAY),
    newest_first=st.booleans(),
)
def test_ranges_cover_exactly_the_callers_range(since: datetime, length: timedelta, newest_first: bool) -> None:
    until = since + length
    found, _ = walk(TimeRanges({"since": since, "until": until}, now=NOW, newest_first=newest_first))
    assert covered(found) == (since, until)
    assert all(end - start < 7 * DAY for start, end in found)
    assert found == sorted(found, reverse=newest_first)
    assert len(found) == length // (7 * DAY - timedelta(minutes=1)) + 1 or length == timedelta(0)


@pytest.mark.parametrize(
    ("occurred", "since", "until"),
    [
        ({}, datetime(2025, 8, 4, tzinfo=UTC), NOW + DAY),
        ({"since": None, "until": None}, datetime(2025, 8, 4, tzinfo=UTC), NOW + DAY),
        ({"since": NOW - 20 * DAY}, NOW - 20 * DAY, NOW + DAY),
        ({"since": NOW + 30 * DAY}, NOW + 30 * DAY, NOW + 31 * DAY),
        ({"until": NOW - 400 * DAY}, datetime(2024, 6, 30, tzinfo=UTC), NOW - 400 * DAY),
        ({"until": NOW + 9 * DAY}, datetime(2025, 8, 4, tzinfo=UTC), NOW + 9 * DAY),
        ({"since": "2026-01-01T00:00:00Z", "until": "2026-01-02T01:00:00+01:00"}, NOW.replace(day=1, hour=0, minute=0),
         NOW.replace(day=2, hour=0, minute=0)),
    ],
)  # fmt: skip
def test_missing_bounds_are_180_days_ago_and_tomorrow(
    occurred: dict[str, object], since: datetime, until: datetime
) -> None:
    found, _ = walk(TimeRanges(occurred, now=NOW))  # type: ignore[arg-type]
    assert covered(found) == (since, until)


def test_a_range_that_ends_before_it_starts_is_queried_once() -> None:
    for newest_first in (True, False):
        bounds = NOW, NOW - DAY
        ranges = TimeRanges({"since": bounds[0], "until": bounds[1]}, now=NOW, newest_first=newest_first)
        assert walk(ranges) == ([bounds], 1)


def test_ranges_are_split_at_absolute_times() -> None:
    zone = ZoneInfo("Europe/Oslo")
    since, until = datetime(2026, 3, 1, tzinfo=zone), datetime(2026, 4, 1, tzinfo=zone)
    found, _ = walk(TimeRanges({"since": since, "until": until}, now=NOW))
    assert covered(found) == (since, until)
    assert {end - start for start, end in found[:-1]} == {7 * DAY - timedelta(minutes=1)}
    assert {bound.tzinfo for each in found for bound in each} == {UTC}


@pytest.mark.parametrize("bound", ["yesterday", 3, datetime(2026, 1, 1)])  # noqa: DTZ001  # the case under test
def test_an_invalid_bound_is_rejected(bound: object) -> None:
    with pytest.raises(ArgumentError, match=r"filter\.occurred\.until must"):
        TimeRanges({"until": bound}, now=NOW)  # type: ignore[typeddict-item]


@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.parametrize("kept", [timedelta(days=7), timedelta(days=30, seconds=7), timedelta(minutes=10)])
def test_events_that_are_too_old_to_query_are_left_out_to_the_minute(kept: timedelta, newest_first: bool) -> None:
    earliest = NOW - kept
    ranges = TimeRanges({}, now=NOW, newest_first=newest_first)
    found, number = walk(ranges, lambda since, _until: since >= earliest)
    since, until = covered(found)
    assert until == NOW + DAY
    assert timedelta(0) < since - earliest <= timedelta(minutes=2)
    assert found == sorted(found, reverse=newest_first)
    assert number <= len(found) + 21


@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.parametrize("days", [1, 2, 5])
def test_ranges_that_are_too_long_are_halved(days: int, newest_first: bool) -> None:
    ranges = TimeRanges({"since": NOW - 50 * DAY}, now=NOW, newest_first=newest_first)
    found, _ = walk(ranges, lambda since, until: until - since <= days * DAY)
    assert covered(found) == (NOW - 50 * DAY, NOW + DAY)


@pytest.mark.parametrize("newest_first", [True, False])
def test_the_first_error_is_raised_if_every_query_is_rejected(newest_first: bool) -> None:
    queries = 0

    def reject(_since: datetime, _until: datetime) -> bool:
        nonlocal queries
        queries += 1
        return False

    with pytest.raises(ValidationError) as error:
        walk(TimeRanges({}, now=NOW, newest_first=newest_first), reject)
    assert error.value.detail == "query 1"
    assert queries == 3


def test_the_error_is_raised_if_a_day_is_rejected_but_a_minute_is_not() -> None:
    # Counts in intervals of a second exceed the server's limit of 1,000 intervals.
    with pytest.raises(ValidationError) as error:
        walk(TimeRanges({}, now=NOW), lambda since, until: until - since <= timedelta(seconds=1000))
    assert error.value.detail == "query 7"


def counted(value: str, count: int, start: datetime, end: datetime, label: str = "") -> EventCount:
    return EventCount(value=value, label=label or start.isoformat(), count=count, start_time=start, end_time=end)


def test_the_parts_of_a_time_interval_are_added() -> None:
    edges = [NOW + number * DAY for number in range(5)]
    days = list(itertools.pairwise(edges))
    newer = [counted("0", 1, *days[2]), counted("1", 2, *days[3])]
    older = [counted("0", 4, *days[0]), counted("1", 8, *days[1]), counted("2", 16, *days[2])]
    merged = merge_counts("time", [newer, older])
    assert [(row.value, row.count, row.start_time) for row in merged] == [
        ("0", 4, edges[0]), ("1", 8, edges[1]), ("2", 17, edges[2]), ("3", 2, edges[3])
    ]  # fmt: skip
    assert [(row.label, row.end_time) for row in merged] == [(start.isoformat(), end) for start, end in days]


def test_counts_of_a_resource_are_added_under_its_newest_name() -> None:
    older = [counted("r1", 5, NOW, NOW + DAY, "old name"), counted("r2", 1, NOW, NOW, "a")]
    newer = [
        counted("r1", 2, NOW + 7 * DAY, NOW + 8 * DAY, "new name"),
        counted("r3", 7, NOW + 9 * DAY, NOW + 9 * DAY, "b"),
    ]
    for parts in ([newer, older], [older, newer]):
        merged = merge_counts("resource", parts)
        assert [(row.value, row.label, row.count) for row in merged] == [
            ("r3", "b", 7),
            ("r1", "new name", 7),
            ("r2", "a", 1),
        ]
        assert (merged[1].start_time, merged[1].end_time) == (NOW, NOW + 8 * DAY)
