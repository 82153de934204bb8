"""Supervision of one server: stop it and remove its files when the owner's end of a pipe is closed.

``generator.servers.run`` starts this module as a separate program with standard input connected to the owner. The
kernel closes that pipe when the owner exits in any way, including ``kill -9``. The program runs in isolated mode, so it
imports only the standard library.
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
"""Name of the file with the server's output, in the server's folder."""

EXITED = "exited"
"""Name of the file with the server's exit code, written if the server exits by itself."""

_POLL_SECONDS = 0.1
_GRACE_SECONDS = 5.0


def main(folder: Path, command: list[str]) -> None:
    """Run *command* in *folder* until standard input closes, then stop its process group and remove *folder*."""
    signal.signal(signal.SIGTERM, _exit)
    try:
        with (folder / LOG).open("wb") as log:
            server = subprocess.Popen(
                command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        try:
            _wait(server, folder)
        finally:
            _stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _exit(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _wait(server: "subprocess.Popen[bytes]", folder: Path) -> None:
    recorded = False
    while not _closed(_POLL_SECONDS):
        if not recorded and server.poll() is not None:
            (folder / EXITED).write_text(str(server.returncode))
            recorded = True


def _closed(seconds: float) -> bool:
    """Return whether the other end of standard input is closed, after waiting at most *seconds*."""
    readable, _, _ = select.select([sys.stdin.fileno()], [], [], seconds)
    return bool(readable) and not os.read(sys.stdin.fileno(), 1024)


def _stop(server: "subprocess.Popen[bytes]") -> None:
    _signal_group(server.pid, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        server.wait(_GRACE_SECONDS)
    # Even after a clean exit: orphaned child processes share the server's process group.
    _signal_group(server.pid, signal.SIGKILL)
    server.wait()


def _signal_group(group: int, number: signal.Signals) -> None:
    # The group may be empty. macOS reports that as PermissionError.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
