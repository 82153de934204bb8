"""The table in the README is written by the run, in the order of the points."""

import pytest

from tests.resilience.table import table, written

ROWS = [
    ("Waits end", "Ctrl-C", "0 left"),
    ("Exactly one run", "lost answers", "9 of 9"),
    ("Waits end", "a dead server", "8 s"),
]


def test_the_rows_stand_in_the_order_of_their_points_and_each_is_there_once() -> None:
    assert table([*ROWS, ROWS[0]]).splitlines() == [
        "| | what was done | what came of it |",
        "|---|---|---|",
        "| Exactly one run | lost answers | 9 of 9 |",
        "| Waits end | Ctrl-C | 0 left |",
        "|  | a dead server | 8 s |",
    ]


def test_the_table_takes_the_place_of_what_is_between_the_markers() -> None:
    text = written("Before\n<!-- survives -->\nof old\n<!-- /survives -->\nAfter\n", ROWS[:1])

    assert text == (
        "Before\n<!-- survives -->\n| | what was done | what came of it |\n|---|---|---|\n"
        "| Waits end | Ctrl-C | 0 left |\n<!-- /survives -->\nAfter\n"
    )


def test_a_readme_without_markers_is_left_alone() -> None:
    with pytest.raises(ValueError, match="<!-- survives -->"):
        written("Before\nAfter\n", ROWS)
