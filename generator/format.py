"""Formats the package with ruff, whatever configuration surrounds it."""

import subprocess
from pathlib import Path

from ruff import find_ruff_bin

from generator.emit import WIDTH
from generator.errors import GeneratorError

# Sorted imports and exports, and none that is not used.
RULES = "I,F401,PIE790,RUF022"


def format_package(folder: Path) -> None:
    """Format every module below *folder*, in place.

    Raises:
        GeneratorError: a module is no Python, or needs a correction that ruff does not make by itself.
    """
    ruff, common = find_ruff_bin(), ["--isolated", "--no-cache", "--quiet", f"--line-length={WIDTH}"]
    _run([ruff, "check", *common, "--target-version=py311", f"--select={RULES}", "--fix", "."], folder)
    _run([ruff, "format", *common, "--target-version=py311", "."], folder)


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        first = (done.stdout or done.stderr).strip().splitlines()
        raise GeneratorError(
            f"the generated package can't be formatted: {' '.join(first[:3])}", "This is a fault of generator/emit.py."
        )
