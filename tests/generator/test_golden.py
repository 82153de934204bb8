"""Small documents, and the packages that are made of them, to be read side by side.

Each case shows one rule. After a change that is meant, write the packages anew and read the difference in git:
``REWRITE_GOLDEN=1 python -m pytest tests/generator/test_golden.py``.
"""

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.generator.packages import make

pytestmark = pytest.mark.every_python

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(path.name for path in GOLDEN.iterdir())
REWRITE = bool(os.environ.get("REWRITE_GOLDEN"))
LINES = 40


def told(package: Path) -> dict[str, bytes]:
    """Return the modules by path, without those that are the same in every package, and those that only list names."""
    return {
        path.relative_to(package).as_posix(): path.read_bytes()
        for path in sorted(package.rglob("*.py"))
        if not path.name.startswith("_")
    }


@pytest.mark.parametrize("case", CASES)
def test_the_package_is_the_one_that_was_read_and_found_good(case: str, tmp_path: Path) -> None:
    text = (GOLDEN / case / "openapi.json").read_text("utf-8")
    assert len(text.splitlines()) < LINES, "a case shows one rule"
    expected = GOLDEN / case / "expected"
    made = told(make(json.loads(text), tmp_path, check=True))
    if REWRITE:
        shutil.rmtree(expected, ignore_errors=True)
        for path, content in made.items():
            (expected / path).parent.mkdir(parents=True, exist_ok=True)
            (expected / path).write_bytes(content)
    good = told(expected)
    assert list(made) == list(good)
    for path, content in made.items():
        assert content.decode() == good[path].decode(), path


def test_a_case_has_nothing_but_its_document_and_its_package() -> None:
    for case in CASES:
        assert sorted(path.name for path in (GOLDEN / case).iterdir()) == ["expected", "openapi.json"]
        files = {path for path in (GOLDEN / case / "expected").rglob("*") if path.is_file()}
        assert {path.relative_to(GOLDEN / case / "expected").as_posix() for path in files} == set(
            told(GOLDEN / case / "expected")
        )
