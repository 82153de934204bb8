"""Checks a generated package: first what it says, then that all of it can be loaded."""

import subprocess
import sys
from pathlib import Path

from generator.audit import audit
from generator.errors import GeneratorError

PROBE = Path(__file__).parent / "probe.py"
SECONDS = 120


def check(folder: Path, operations: int) -> None:
    """Audit the package in *folder*, then load everything of it in another process.

    Raises:
        GeneratorError: a module does more than describe, or can't be loaded, or not all *operations* are there.
    """
    audit(folder)
    command = [sys.executable, "-I", "-B", str(PROBE), str(folder), str(operations)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["no word"]
        raise GeneratorError(
            f"the generated package can't be loaded: {last[0]}", "Report it, with the document it was made from."
        )
