"""Checks a generated package: first what it says, then that all of it can be loaded."""

import sys
from pathlib import Path

from generator.subprocesses import run
from generator.verify.audit import audit

PROBE = Path(__file__).parent / "probe.py"


def check(folder: Path, operations: int) -> None:
    """Audit the package in *folder*, then load everything of it in another process.

    Raises:
        GeneratorError: a module does more than describe, or can't be loaded, or not all *operations* are there.
    """
    audit(folder)
    command = [sys.executable, "-I", "-B", str(PROBE), str(folder), str(operations)]
    run(
        command,
        failed="the generated package can't be loaded",
        hint="Report it, with the document it was made from.",
    )
