"""The table of the resilience tests is sorted, and only a whole run without failures replaces the committed one."""

import subprocess
import sys
from pathlib import Path

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


# Runs of pytest, with workers

ROOT = Path(__file__).parents[2]
EMPTY = "<!-- faults --><!-- /faults -->\n"
TESTS = """
import pytest

@pytest.mark.parametrize("number", range(6))
def test_survives(number, survived):
    survived("Waits end", f"test {number}", "0 left")

def test_last(survived):
    survived("Time", "last", "0 left")
    assert LAST
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    file = tmp_path / "resilience.md"
    file.write_text(EMPTY)
    return file


def run(document: Path, *options: str, passes: bool = True) -> int:
    """Run some resilience tests in two workers, and return pytest's exit code."""
    tests = document.with_name("test_some.py")
    tests.write_text(TESTS.replace("LAST", str(passes)))
    command = [sys.executable, "-m", "pytest", str(tests), "-p", "tests.conftest", "-c", "pyproject.toml"]
    command += ["-p", "no:cacheprovider", "--numprocesses", "2", "--survived-in", str(document), *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode


def test_whole_run_writes_the_rows_of_all_workers(document: Path) -> None:
    assert run(document) == 0
    rows = [line for line in document.read_text("utf-8").splitlines() if "0 left" in line]
    assert len(rows) == 7
    assert list(document.parent.glob(".*")) == []


def test_failed_run_writes_nothing(document: Path) -> None:
    assert run(document, passes=False) == 1
    assert document.read_text("utf-8") == EMPTY


def test_run_of_some_tests_writes_nothing(document: Path) -> None:
    assert run(document, "-k", "survives") == 0
    assert document.read_text("utf-8") == EMPTY
