"""Golden files: small documents and the packages generated from them.

Each case shows one rule. After an intended change, rewrite the packages and review the diff:
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


def modules_of(package: Path) -> dict[str, bytes]:
    """Return the modules by path, except those that are the same in every package or only list names."""
    return {
        path.relative_to(package).as_posix(): path.read_bytes()
        for path in sorted(package.rglob("*.py"))
        if not path.name.startswith("_")
    }


@pytest.mark.parametrize("case", CASES)
def test_package_is_as_reviewed(case: str, tmp_path: Path) -> None:
    text = (GOLDEN / case / "openapi.json").read_text("utf-8")
    assert len(text.splitlines()) < LINES, "a case shows one rule"
    expected = GOLDEN / case / "expected"
    made = modules_of(make(json.loads(text), tmp_path, check=True))
    if REWRITE:
        shutil.rmtree(expected, ignore_errors=True)
        for path, content in made.items():
            (expected / path).parent.mkdir(parents=True, exist_ok=True)
            (expected / path).write_bytes(content)
    good = modules_of(expected)
    assert list(made) == list(good)
    for path, content in made.items():
        assert content.decode() == good[path].decode(), path


def test_case_holds_only_document_and_package() -> None:
    for case in CASES:
        assert sorted(path.name for path in (GOLDEN / case).iterdir()) == ["expected", "openapi.json"]
        files = {path for path in (GOLDEN / case / "expected").rglob("*") if path.is_file()}
        assert {path.relative_to(GOLDEN / case / "expected").as_posix() for path in files} == set(
            modules_of(GOLDEN / case / "expected")
        )
