"""Formats the package with ruff, whatever configuration surrounds it."""

import sys
from pathlib import Path

from generator.emit.docstrings import WIDTH
from generator.subprocesses import run

# Sorted imports and exports, and none that is not used.
RULES = "I,F401,PIE790,RUF022"


def format_package(folder: Path) -> None:
    """Format every module below *folder*, in place.

    Raises:
        GeneratorError: a module is no Python, or needs a correction that ruff does not make by itself.
    """
    common = ["--isolated", "--no-cache", "--quiet", f"--line-length={WIDTH}", "--target-version=py311"]
    for task in (["check", f"--select={RULES}", "--fix", "--output-format=concise"], ["format"]):
        run(
            # Isolated, since the package has modules with names of the standard library's.
            [sys.executable, "-I", "-m", "ruff", *task, *common, str(folder)],
            failed="the generated package can't be formatted",
            hint="This is a fault of generator/emit/render.py.",
        )
