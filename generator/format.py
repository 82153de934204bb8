"""Formats the package with ruff, whatever configuration surrounds it."""

import subprocess
import sys
from pathlib import Path

from generator.emit import WIDTH
from generator.errors import GeneratorError

# Sorted imports and exports, and none that is not used.
RULES = "I,F401,PIE790,RUF022"


def format_package(folder: Path) -> None:
    """Format every module below *folder*, in place.

    Raises:
        GeneratorError: a module is no Python, or needs a correction that ruff does not make by itself.
    """
    common = ["--isolated", "--no-cache", "--quiet", f"--line-length={WIDTH}", "--target-version=py311"]
    _run("check", *common, f"--select={RULES}", "--fix", folder=folder)
    _run("format", *common, folder=folder)


def _run(*arguments: str, folder: Path) -> None:
    # Isolated, since the package has modules with names of the standard library's.
    command = [sys.executable, "-I", "-m", "ruff", *arguments, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        first = (done.stdout or done.stderr).strip().splitlines()
        raise GeneratorError(
            f"the generated package can't be formatted: {' '.join(first[:3])}", "This is a fault of generator/emit.py."
        )
