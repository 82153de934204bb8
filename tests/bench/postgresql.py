"""A PostgreSQL of our own, for a Prefect server to keep its data in."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator import supervise

_DEBIAN = Path("/usr/lib/postgresql")
_DATA = "data"
_STARTUP_SECONDS = 60.0


class PostgreSQLMissingError(Exception):
    """There is no PostgreSQL here, or it does not start; the message says what to do."""


@contextmanager
def running() -> Iterator[str]:
    """Run a new, empty PostgreSQL while the block lasts, and yield its URL as Prefect's settings take it.

    It listens on a socket in a temporary folder, which goes with it. It also ends when this process ends in whatever
    way.

    Raises:
        PostgreSQLMissingError: it is not installed, or did not start.
    """
    programs, owner = _programs(), _owner()
    folder = Path(tempfile.mkdtemp(prefix="prefect-http-"))
    try:
        if owner is not None:
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        _initialise(programs, owner, folder / _DATA)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    process = subprocess.Popen(
        [
            *(sys.executable, "-I", supervise.__file__, str(folder)),
            *_as(owner),
            *(str(programs / "postgres"), "-D", str(folder / _DATA), "-k", str(folder), "-c", "listen_addresses="),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _await_ready(programs, folder)
        yield f"postgresql+asyncpg://prefect@/postgres?host={folder}"
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait()


def _programs() -> Path:
    """Return the folder with the newest PostgreSQL's programs; Debian does not put them on PATH."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(_DEBIAN.glob("*/bin"), key=lambda folder: float(folder.parent.name), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise PostgreSQLMissingError("PostgreSQL was not found; `apt-get install postgresql` brings it")


def _owner() -> pwd.struct_passwd | None:
    """Return the user that it has to run as; None for this one. PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PostgreSQLMissingError("PostgreSQL does not run as root, and there is no user `nobody`")


def _as(owner: pwd.struct_passwd | None) -> list[str]:
    if owner is None:
        return []
    return ["setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]


def _initialise(programs: Path, owner: pwd.struct_passwd | None, data: Path) -> None:
    command = [*_as(owner), str(programs / "initdb"), "--auth=trust", "--username=prefect", f"--pgdata={data}"]
    made = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if made.returncode:
        raise PostgreSQLMissingError(f"initdb failed: {made.stderr.strip()}")


def _await_ready(programs: Path, folder: Path) -> None:
    deadline = time.monotonic() + _STARTUP_SECONDS
    while time.monotonic() < deadline:
        ready = subprocess.run(
            [str(programs / "pg_isready"), "--quiet", f"--host={folder}"], stdin=subprocess.DEVNULL, check=False
        )
        if ready.returncode == 0:
            return
        if (folder / supervise.EXITED).exists():
            break
        time.sleep(0.1)
    log = (folder / supervise.LOG).read_text(encoding="utf-8", errors="replace")
    raise PostgreSQLMissingError(f"PostgreSQL did not start. The end of its log: {log[-500:].strip() or 'empty'}")
