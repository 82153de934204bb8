"""The command in a pseudo-terminal, as a person would use it."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence

from tests.support.waits import HANG_SECONDS, until


def environment(**variables: str | None) -> dict[str, str]:
    """Return the environment of a process that runs the command. None removes a variable."""
    merged = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **variables}
    return {name: value for name, value in merged.items() if value is not None}


def without_retries(errors: str) -> str:
    """Return what a process wrote to standard error, except for retries: a busy SQLite database responds with 503."""
    lines = errors.splitlines(keepends=True)
    return "".join(line for line in lines if not re.fullmatch(r"warning: .*: 503\. Retrying in .*\n", line))


class PseudoTerminal:
    """Process whose standard streams are a terminal.

    Args:
        words: Command line without the program's name.
        columns: Width of the terminal.
        variables: Environment variables. None removes one.
    """

    def __init__(self, words: Sequence[str], *, columns: int, variables: Mapping[str, str | None]) -> None:
        self._controller, terminal = pty.openpty()
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        cleared = {"NO_COLOR": None, "COLUMNS": None, "LINES": None, "TERM": "xterm-256color"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "prefect_http", *words],
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            env=environment(**{**cleared, **variables}),
            # Ctrl-C reaches the foreground process group of the session that the terminal controls.
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(terminal, termios.TIOCSCTTY, 0) and None,  # noqa: PLW1509  # takes no lock
        )
        os.close(terminal)
        os.set_blocking(self._controller, False)
        self.output = ""

    def type(self, keys: str) -> None:
        """Type *keys*. ``"\\x03"`` is Ctrl-C."""
        os.write(self._controller, keys.encode())

    def read_until(self, text: str) -> None:
        """Read until the output contains *text*."""
        until(lambda: text in self._read(), f"{text!r} did not appear")

    def wait(self) -> int:
        """Wait for the process to end, and return its exit code. The output is then complete."""
        until(lambda: self._read() is not None and self.process.poll() is not None, "the command did not end")
        self._read()
        return self.process.wait(HANG_SECONDS)

    def close(self) -> None:
        """Stop the process if it is still running."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._controller)

    def _read(self) -> str:
        try:
            while data := os.read(self._controller, 65_536):
                self.output += data.decode()
        except (BlockingIOError, OSError):
            # Reading fails with EIO once the process has closed the terminal.
            pass
        return self.output
