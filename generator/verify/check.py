"""Check of a generated package: audit its code, then import all of it in a separate process."""

import sys
from pathlib import Path

from generator.subprocesses import run
from generator.verify.audit import audit

PROBE = Path(__file__).parent / "probe.py"


def check(folder: Path, operations: int) -> None:
    """Audit the package in *folder*, then import everything in it in a separate process.

    Args:
        folder: Folder that contains the package.
        operations: Expected number of operations.

    Raises:
        GeneratorError: The audit failed, a module or name cannot be imported, or an operation is missing.
    """
    audit(folder)
    command = [sys.executable, "-I", "-B", str(PROBE), str(folder), str(operations)]
    run(
        command,
        failed="the generated package cannot be imported",
        hint="Report this with the document.",
    )
