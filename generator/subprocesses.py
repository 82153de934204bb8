"""Running programs: their output, or one error line if they fail."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

from generator.errors import GeneratorError

SECONDS = 180.0
"""Default timeout, far longer than any program needs, so that a hanging one is stopped."""


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
        failed: First part of the error message. The last line that the program printed follows.
        hint: Hint of the error.
        env: Environment. Default: that of this process.
        cwd: Working directory. Default: that of this process.
        seconds: Timeout in seconds. Default: 180.

    Raises:
        GeneratorError: The exit code is not 0, or the timeout expired.
    """
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=env, cwd=cwd, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise GeneratorError(f"{failed}: it did not finish within {seconds:g} s", hint) from None
    if done.returncode:
        output = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise GeneratorError(f"{failed}: {output[-1] if output else f'exit code {done.returncode}, no output'}", hint)
    return done.stdout
