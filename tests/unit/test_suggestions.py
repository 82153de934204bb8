"""Suggestions for unknown names."""

import pytest

from prefect_http._utils import close_matches


@pytest.mark.parametrize(
    ("name", "names", "expected"),
    [
        ("secrt", ["json", "secret"], ["secret"]),
        ("JSON", ["json", "secret"], ["json"]),
        ("abcd", ["abxx", "abcx", "abcd1", "unlike"], ["abcd1", "abcx"]),
        (
            "nightly",
            ["nightly-4", "nightly-33", "nightly-222", "nightly-1111"],
            ["nightly-4", "nightly-33", "nightly-222"],
        ),
        ("etl", ["ETL", "Etl", "ETL"], ["ETL", "Etl"]),
        ("nothing", ["json", "secret"], []),
        ("nothing", [], []),
    ],
)
def test_closest_names_come_first(name: str, names: list[str], expected: list[str]) -> None:
    assert close_matches(name, iter(names)) == expected
