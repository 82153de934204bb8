"""Runs a program to its end, and makes one line of what it says when it fails."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

from generator.errors import GeneratorError

SECONDS = 180.0
"""How long a program may take: far longer than any of them does, so that one that hangs comes to an end."""


def run(
    command: list[str],
    *,
    failed: str,
    hint: str,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    seconds: float = SECONDS,
) -> str:
    """Return what *command* wrote to its standard output.

    Raises:
        GeneratorError: it ended with another exit code than 0, or had not ended after *seconds*. The message begins
            with *failed*, goes on with the last line that the program wrote, and says *hint*.
    """
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=env, cwd=cwd, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise GeneratorError(f"{failed}: it did not end within {seconds:g} s", hint) from None
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise GeneratorError(f"{failed}: {said[-1] if said else f'exit code {done.returncode}, and no word'}", hint)
    return done.stdout
