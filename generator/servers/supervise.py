"""Runs one server for as long as somebody holds the other end of standard input.

This file is a program of its own, started by ``generator.servers.run``. The process that wants it holds a pipe to
it; the kernel closes that pipe when the process ends in whatever way, a ``kill -9`` included, and the server then goes
with everything that it started and wrote. It knows nothing but the standard library, because it runs isolated.
"""

import contextlib
import os
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType

LOG = "server.log"
"""The file in the server's folder with what it wrote."""

EXITED = "exited"
"""The file in the server's folder that appears once the server has ended by itself; it holds the exit code."""

_POLL_SECONDS = 0.1
_PATIENCE_SECONDS = 5.0


def main(folder: Path, command: list[str]) -> None:
    """Run *command* in *folder* until standard input closes, then end its whole process group and remove *folder*."""
    signal.signal(signal.SIGTERM, _leave)
    try:
        with (folder / LOG).open("wb") as log:
            server = subprocess.Popen(
                command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        try:
            _wait(server, folder)
        finally:
            _end(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _leave(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _wait(server: "subprocess.Popen[bytes]", folder: Path) -> None:
    announced = False
    while not _closed(_POLL_SECONDS):
        if not announced and server.poll() is not None:
            (folder / EXITED).write_text(str(server.returncode))
            announced = True


def _closed(seconds: float) -> bool:
    """Whether the other end of standard input was closed; waits at most *seconds* to find out."""
    readable, _, _ = select.select([sys.stdin.fileno()], [], [], seconds)
    return bool(readable) and not os.read(sys.stdin.fileno(), 1024)


def _end(server: "subprocess.Popen[bytes]") -> None:
    _signal_group(server.pid, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        server.wait(_PATIENCE_SECONDS)
    # Also after a polite end: a server may leave children behind, and they share its process group.
    _signal_group(server.pid, signal.SIGKILL)
    server.wait()


def _signal_group(group: int, number: signal.Signals) -> None:
    # Everybody may have left; macOS says so with a PermissionError.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
