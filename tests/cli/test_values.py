"""Values on the command line."""

from argparse import ArgumentTypeError
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from prefect_http._cli.values import comma_list, duration, moment, natural, pair, start_time


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7d", timedelta(days=7)),
        ("10m", timedelta(minutes=10)),
        ("1h30m", timedelta(hours=1, minutes=30)),
        ("2W", timedelta(weeks=2)),
        ("1.5h", timedelta(minutes=90)),
        ("90", timedelta(seconds=90)),
        ("0", timedelta()),
        ("1000d", timedelta(days=1000)),
    ],
)
def test_duration(text: str, expected: timedelta) -> None:
    assert duration(text) == expected


@pytest.mark.parametrize(
    "text", ["", "d", "7x", "-7d", "7 d", "1h-30m", "\u0667d", "9" * 30 + "w", "9999999d", "inf", "nan"]
)
def test_invalid_duration(text: str) -> None:
    with pytest.raises(ArgumentTypeError):
        duration(text)


def test_moment() -> None:
    assert moment("7d") == moment("7d ago") == timedelta(days=7)
    assert moment("2026-01-31T08:00:00Z") == datetime(2026, 1, 31, 8, tzinfo=UTC)
    local = moment("2026-01-31")
    assert isinstance(local, datetime)
    assert local == datetime(2026, 1, 31).astimezone()  # local time
    with pytest.raises(ArgumentTypeError, match="expected a duration before now such as 7d, or a time such as"):
        moment("yesterday")


def test_start_time() -> None:
    now = datetime.now().astimezone()
    earlier = start_time(f"{now:%H:%M}")
    assert now < earlier <= now + timedelta(days=1)
    assert (earlier.hour, earlier.minute) == (now.hour, now.minute)
    assert start_time("2999-01-31T08:00:00Z") == datetime(2999, 1, 31, 8, tzinfo=UTC)
    assert start_time("2999-01-31") == datetime(2999, 1, 31).astimezone()  # local time


@pytest.mark.parametrize("text", ["", "8", "08:60", "25:00", "10m", "2000-01-01", "9999-12-31T23:59:59-23:00"])
def test_invalid_start_time(text: str) -> None:
    with pytest.raises(ArgumentTypeError, match=r"expected a time such as|in the past"):
        start_time(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("n=500", ("n", 500)),
        ("day=monday", ("day", "monday")),
        ("flag=true", ("flag", True)),
        ('items=["a", 1]', ("items", ["a", 1])),
        ('quoted="500"', ("quoted", "500")),
        ("query=a=b", ("query", "a=b")),
        ("empty=", ("empty", "")),
        ("nan=NaN", ("nan", "NaN")),
    ],
)
def test_pair(text: str, expected: tuple[str, Any]) -> None:
    assert pair(text) == expected


@pytest.mark.parametrize("text", ["n", "=500", ""])
def test_invalid_pair(text: str) -> None:
    with pytest.raises(ArgumentTypeError, match="expected key=value"):
        pair(text)


def test_comma_list() -> None:
    assert comma_list("failed, crashed,") == ["failed", "crashed"]


@pytest.mark.parametrize("text", ["-1", "1.5", "many", "", "²", "9" * 19])
def test_invalid_number(text: str) -> None:
    with pytest.raises(ArgumentTypeError, match="expected a number such as 20"):
        natural(text)
