"""Formats of the output, without a server."""

import csv
import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from prefect_http._cli.durations import text_of_duration
from prefect_http._cli.output import FORMATS, Screen, lines_of_row, lines_of_rows
from prefect_http._cli.output.kinds import Column, Kind, text_of, text_of_age
from prefect_http._cli.output.table import display_width
from prefect_http_api.models import Variable

NOW = datetime.now(UTC)
IDS = [UUID(int=number) for number in (1, 2)]

KIND = Kind(
    "thing",
    (
        Column("id"),
        Column("name", shrinks=True),
        Column("created", lambda thing: thing.at),
        Column("work pool", lambda thing: thing.pool, wide=True),
        Column("state", lambda thing: thing.state, colour=lambda thing: "red" if thing.state == "FAILED" else None),
    ),
)

THINGS = [
    SimpleNamespace(
        id=IDS[0], name="a very long name, which does not fit", at=NOW - timedelta(hours=5), pool=None, state="FAILED"
    ),
    SimpleNamespace(id=IDS[1], name="日本語\x1b[31m", at=NOW - timedelta(days=3), pool="k8s", state="COMPLETED"),
]


def lines(output: str, screen: Screen = Screen()) -> list[str]:  # noqa: B008  # immutable
    return list(lines_of_rows(THINGS, KIND, output, screen))


def test_table_shortens_what_may_shrink_but_never_an_id() -> None:
    for width in (20, 60, 80, 100):
        found = lines("table", Screen(width))
        assert all(str(one) in line for one, line in zip(IDS, found[1:], strict=True))
        assert width < 66 or all(display_width(line) <= width for line in found)
    assert lines("table", Screen(100)) == [
        "ID                                    NAME                                  CREATED  STATE",
        "00000000-0000-0000-0000-000000000001  a very long name, which does not fit  5h ago   FAILED",
        "00000000-0000-0000-0000-000000000002  日本語\\x1b[31m                        3d ago   COMPLETED",
    ]
    narrow = lines("table", Screen(68))
    assert [line[38:48].split("  ")[0] for line in narrow] == ["NAME", "a very lo…", "日本語\\x1…"]
    assert lines("table", Screen(68, unicode=False))[1][38:48] == "a very ..."


def test_nothing_is_shortened_without_a_terminal() -> None:
    assert "a very long name, which does not fit" in lines("table")[1]


def test_colour_does_not_change_the_layout() -> None:
    plain, coloured = lines("table", Screen(100)), lines("table", Screen(100, colour=True))
    assert coloured[0] == f"\x1b[1m{plain[0]}\x1b[0m"
    assert coloured[1] == plain[1].replace("FAILED", "\x1b[31mFAILED\x1b[0m")
    assert coloured[2] == plain[2]


def test_wide_has_all_columns_and_absolute_times() -> None:
    title, first, second = lines("wide", Screen(40))
    assert title.split() == ["ID", "NAME", "CREATED", "WORK", "POOL", "STATE"]
    assert f"{THINGS[0].at.astimezone():%Y-%m-%d %H:%M:%S}" in first
    assert "k8s" in second


def test_csv_is_what_csv_readers_read() -> None:
    rows = list(csv.DictReader(lines("csv")))
    assert list(rows[0]) == ["id", "name", "created", "work_pool", "state"]
    assert rows[0]["work_pool"] == ""
    assert rows[1]["name"] == "日本語\x1b[31m"
    assert datetime.fromisoformat(rows[0]["created"]) == THINGS[0].at
    assert "\x1b" not in "".join(lines("csv", Screen(80)))


def test_json_has_all_attributes_in_any_encoding() -> None:
    variable = Variable(name="région 🚀", value=[1], tags=["a"], id=IDS[0], created=NOW, updated=NOW)
    for screen in (Screen(), Screen(unicode=False)):
        (document,) = lines_of_rows([variable], KIND, "json", screen)
        assert json.loads(document)[0]["name"] == "région 🚀"
        assert document.isascii() is not screen.unicode
        (line,) = lines_of_row(variable, KIND, "jsonl", screen)
        assert json.loads(line) == json.loads(document)[0]
    (document,) = lines_of_row(variable, KIND, "json", Screen())
    assert json.loads(document)["value"] == [1]


def test_id_is_one_key_per_line() -> None:
    assert lines("id") == [str(one) for one in IDS]
    named = KIND._replace(key=lambda thing: thing.state)
    assert list(lines_of_rows(THINGS, named, "id", Screen())) == ["FAILED", "COMPLETED"]


def test_single_row() -> None:
    found = list(lines_of_row(THINGS[1], KIND, "table", Screen(20)))
    assert found[0] == f"ID         {IDS[1]}"
    assert found[3] == "WORK POOL  k8s"


@pytest.mark.parametrize("output", ["json", "jsonl", "csv", "id"])
def test_no_rows(output: str) -> None:
    empty: dict[str, list[str]] = {"json": ["[]"], "csv": ["id,name,created,work_pool,state"]}
    assert list(lines_of_rows([], KIND, output, Screen())) == empty.get(output, [])
    assert output in FORMATS


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "-"),
        ([], "-"),
        (0, "0"),
        (True, "yes"),
        (["a", "b"], "a, b"),
        ({}, "-"),
        ({"n": 1}, '{"n":1}'),
        ("a\nb", "a b"),
    ],
)
def test_text_of_values(value: Any, expected: str) -> None:
    assert text_of(value) == expected


def test_text_is_one_line() -> None:
    assert text_of("a\nb") == "a b"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0.25, "0.2s"), (59.7, "1m"), (65, "1m 5s"), (3600, "1h"), (3_900, "1h 5m"), (86_400, "1d"), (90_000, "1d 1h")],
)
def test_text_of_durations(seconds: float, expected: str) -> None:
    assert text_of_duration(timedelta(seconds=seconds)) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "0s ago"),
        (59, "59s ago"),
        (61, "1m ago"),
        (-7200, "in 2h"),
        (-599, "in 10m"),
        (172_800, "2d ago"),
        (172_799, "47h ago"),
    ],
)
def test_text_of_ages(seconds: float, expected: str) -> None:
    assert text_of_age(NOW - timedelta(seconds=seconds), NOW) == expected
