"""Subprocesses: return their output, or raise a one-line error if they fail."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

from generator.errors import GeneratorError

SECONDS = 180.0
"""Default timeout in seconds. Only a program that hangs reaches it."""


def run(
    command: list[str],
    *,
    failed: str,
    hint: str,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    seconds: float = SECONDS,
) -> str:
    """Run *command* and return its standard output.

    Args:
        command: Program and arguments.
        failed: Start of the error message. The last line of the program's output follows.
        hint: Hint for the user, appended to the error message.
        env: Environment variables. Default: inherited from this process.
        cwd: Working directory. Default: inherited from this process.
        seconds: Timeout in seconds. Default: 180.

    Raises:
        GeneratorError: The exit code is not 0, or the timeout expired.
    """
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=env, cwd=cwd, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise GeneratorError(f"{failed}: timed out after {seconds:g} s", hint) from None
    if done.returncode:
        output = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise GeneratorError(f"{failed}: {output[-1] if output else f'exit code {done.returncode}, no output'}", hint)
    return done.stdout
