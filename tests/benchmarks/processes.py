"""Measured processes. They end with the benchmark, however it ends."""

import json
import os
import select
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.errors import GeneratorError
from generator.servers.run import server_environment

ROOT = Path(__file__).resolve().parents[2]

_SECONDS = 600.0
"""Timeout of a reply in seconds. Only a process that hangs exceeds it."""


def environment(home: Path) -> dict[str, str]:
    """Return the environment of measured processes, without the user's settings, proxies and profiles."""
    return server_environment(home, os.environ, {})


class Process:
    """A program that replies to each line of input with a line, and ends when its standard input is closed.

    Args:
        name: Name of the program in errors.
        command: Command to run.
        home: Empty working folder.
        modules: Whether the program imports modules of this project's tests.
    """

    def __init__(self, name: str, command: Sequence[str], home: Path, *, modules: bool) -> None:
        self._name = name
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  # closed with the process
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            cwd=home,
            env=environment(home) | ({"PYTHONPATH": str(ROOT)} if modules else {}),
            # Ctrl-C is sent to the terminal's whole process group, but this process decides when the others end.
            start_new_session=True,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._input, self._output = self._process.stdin, self._process.stdout

    def send(self, line: str) -> str:
        """Send *line* and return the reply.

        Raises:
            GeneratorError: The process has ended, or did not reply in time.
        """
        try:
            self._input.write(line.encode() + b"\n")
            self._input.flush()
        except BrokenPipeError:
            raise self._failed("has ended") from None
        return self.read()

    def read(self) -> str:
        """Return the next line of output.

        Raises:
            GeneratorError: The process has ended, or wrote nothing in time.
        """
        readable, _, _ = select.select([self._output], [], [], _SECONDS)
        line = self._output.readline() if readable else b""
        if not line.endswith(b"\n"):
            raise self._failed("has ended" if readable else f"did not reply within {_SECONDS:g} s")
        return line.decode().rstrip("\n")

    def _failed(self, problem: str) -> GeneratorError:
        self._errors.seek(0)
        output = self._errors.read().decode(errors="replace").strip().splitlines()
        return GeneratorError(f"{self._name} {problem}: {output[-1] if output else 'no error output'}", "")

    def close(self) -> None:
        """End the process and its children."""
        self._input.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(2)
        # The group may be empty. macOS then raises PermissionError.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._output.close()
        self._errors.close()


class Worker(Process):
    """Process that repeats the work of a contender. See ``contenders.worker``."""

    def __init__(self, contender: str, python: Path, home: Path, api_url: str) -> None:
        command = [str(python), "-m", f"tests.benchmarks.contenders.{contender}", api_url]
        super().__init__(contender, command, home, modules=True)

    def run_once(self, work: str) -> tuple[str, float]:
        """Do the work once, and return the digest of the result and the CPU seconds."""
        found = self._request("run_once", work)
        return str(found["digest"]), float(found["seconds"])

    def calibrate(self, work: str, seconds: float) -> int:
        """Return the number of repetitions that take this many CPU seconds."""
        return int(self._request("calibrate", work, seconds=seconds))

    def repeat(self, work: str, times: int) -> float:
        """Do the work this many times and return the CPU seconds."""
        return float(self._request("repeat", work, times=times))

    def call(self, task: str, **arguments: object) -> Any:
        """Run a task and return its result."""
        return self._request("call", task, arguments=arguments)

    def _request(self, do: str, name: str, **more: object) -> Any:
        reply: Mapping[str, Any] = json.loads(self.send(json.dumps({"do": do, "name": name, **more})))
        if "error" in reply:
            raise GeneratorError(f"{self._name} failed at {name!r}: {reply['error']}", "")
        return reply["result"]


@dataclass(frozen=True)
class Usage:
    """Resource usage of a process: CPU seconds, wall-clock seconds and peak memory in MB."""

    cpu: float
    wall: float
    memory: float


class Launcher(Process):
    """Process that runs commands. See ``contenders.launcher``."""

    def __init__(self, python: Path, home: Path) -> None:
        program = Path(__file__).parent / "contenders" / "launcher.py"
        super().__init__("launcher", [str(python), "-I", "-S", str(program)], home, modules=False)

    def run(self, *command: str) -> Usage:
        """Run *command* and return its resource usage.

        Raises:
            GeneratorError: The command failed.
        """
        code, cpu, wall, memory = self.send("\t".join(command)).split()
        if code != "0":
            raise self._failed(f"ran {command!r}, which exited with {code}")
        return Usage(float(cpu), float(wall), float(memory))
