"""The table of the resilience tests is sorted by guarantee and replaces the one between the markers."""

import pytest

from tests.resilience.table import table, with_table

ROWS = [
    ("Waits end", "Ctrl-C", "0 left"),
    ("At most one run per call", "lost responses", "9 of 9"),
    ("Waits end", "a dead server", "8 s"),
]


def test_rows_are_sorted_by_guarantee_without_duplicates() -> None:
    assert table([*ROWS, ROWS[0]]).splitlines() == [
        "| Guarantee | Test | Result |",
        "|---|---|---|",
        "| At most one run per call | lost responses | 9 of 9 |",
        "| Waits end | Ctrl-C | 0 left |",
        "|  | a dead server | 8 s |",
    ]


def test_table_replaces_the_content_between_the_markers() -> None:
    document = with_table("Before\n<!-- faults -->\nold\n<!-- /faults -->\nAfter\n", ROWS[:1])

    assert document == (
        "Before\n<!-- faults -->\n| Guarantee | Test | Result |\n|---|---|---|\n"
        "| Waits end | Ctrl-C | 0 left |\n<!-- /faults -->\nAfter\n"
    )


@pytest.mark.parametrize("document", ["Before\nAfter\n", "<!-- faults -->\n", "<!-- /faults -->\n"])
def test_missing_markers_are_rejected(document: str) -> None:
    with pytest.raises(ValueError, match="<!-- faults -->"):
        with_table(document, ROWS)
