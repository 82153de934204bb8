"""Type checkers accept correct code and report mistakes."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
Check = Callable[[Path, Path], dict[int, str]]

FOLDER = ROOT / "tests" / "typing"

ENVIRONMENT = {**os.environ, "MYPYPATH": os.pathsep.join(str(ROOT / part) for part in ("generated", "overlay"))}


def mypy(path: Path, cache: Path) -> dict[int, str]:
    """Return mypy's errors in *path* by line."""
    # Without this project's configuration, which users do not have.
    options = ["--config-file=", "--strict", "--python-version=3.11", f"--cache-dir={cache}", "--output=json"]
    command = [sys.executable, "-m", "mypy", *options, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=ENVIRONMENT, cwd=cache)
    assert done.returncode in {0, 1}, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    reports = [report for report in found if Path(report["file"]).name == path.name]
    return {report["line"]: report["message"] for report in reports if report["severity"] == "error"}


def pyright(path: Path, cache: Path) -> dict[int, str]:
    """Return pyright's errors in *path* by line."""
    settings = cache / "pyrightconfig.json"
    # pyright only checks files below the folder of its configuration.
    if path.parent != cache:
        shutil.copy(path, cache)
    options = {"include": [path.name], "extraPaths": [str(ROOT / "generated"), str(ROOT / "overlay")]}
    settings.write_text(json.dumps({**options, "typeCheckingMode": "strict", "pythonVersion": "3.11"}))
    python = f"--pythonpath={sys.executable}"
    command = [sys.executable, "-m", "pyright", "--outputjson", python, f"--project={settings}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=cache)
    assert done.returncode in {0, 1}, done.stderr
    return {
        report["range"]["start"]["line"] + 1: report["message"]
        for report in json.loads(done.stdout)["generalDiagnostics"]
        if report["severity"] == "error"
    }


CHECKERS: list[Check] = [mypy, pyright]


@pytest.mark.parametrize("check", CHECKERS)
def test_correct_code_passes_type_checkers(check: Check, tmp_path: Path) -> None:
    assert check(FOLDER / "accepted.py", tmp_path) == {}


@pytest.mark.parametrize("check", CHECKERS)
def test_mistakes_are_reported_by_type_checkers(check: Check, tmp_path: Path) -> None:
    path = FOLDER / "rejected.py"
    lines = path.read_text().splitlines()
    wrong = {number for number, line in enumerate(lines, 1) if line.endswith("# wrong")}
    found = check(path, tmp_path)
    missed = [lines[number - 1].strip() for number in sorted(wrong - found.keys())]
    assert missed == []
    assert {number: found[number] for number in found.keys() - wrong} == {}
