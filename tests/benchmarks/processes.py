"""The processes that are measured: each ends with the benchmark, in whatever way that ends."""

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
"""How long an answer may take: far longer than any does, so that a process that hangs comes to an end."""


def environment(home: Path) -> dict[str, str]:
    """Return the environment of everything that is measured: no setting, proxy or profile of whoever measures."""
    return server_environment(home, os.environ, {})


class Process:
    """A program of ours that answers each line with a line, and ends when its standard input closes.

    Args:
        name: what it is called in errors.
        command: what to run.
        home: an empty folder for it to work in.
        modules: whether it may import modules of this project's tests.
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
            # Ctrl-C reaches every process of the terminal's group; only this one shall decide when the others end.
            start_new_session=True,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._input, self._output = self._process.stdin, self._process.stdout

    def ask(self, line: str) -> str:
        """Return the answer to *line*.

        Raises:
            GeneratorError: the process ended, or did not answer in time.
        """
        try:
            self._input.write(line.encode() + b"\n")
            self._input.flush()
        except BrokenPipeError:
            raise self._failed("has ended") from None
        return self.read()

    def read(self) -> str:
        """Return the next line that it writes.

        Raises:
            GeneratorError: the process ended, or wrote nothing in time.
        """
        readable, _, _ = select.select([self._output], [], [], _SECONDS)
        line = self._output.readline() if readable else b""
        if not line.endswith(b"\n"):
            raise self._failed("has ended" if readable else f"did not answer within {_SECONDS:g} s")
        return line.decode().rstrip("\n")

    def _failed(self, what: str) -> GeneratorError:
        self._errors.seek(0)
        said = self._errors.read().decode(errors="replace").strip().splitlines()
        return GeneratorError(f"{self._name} {what}: {said[-1] if said else 'it said nothing'}", "")

    def close(self) -> None:
        """End it, and whatever it started."""
        self._input.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(2)
        # Everybody may have left; macOS says so with a PermissionError.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._output.close()
        self._errors.close()


class Worker(Process):
    """A contender that does its work again and again, see ``contenders.worker``."""

    def __init__(self, contender: str, python: Path, home: Path, api_url: str) -> None:
        command = [str(python), "-m", f"tests.benchmarks.contenders.{contender}", api_url]
        super().__init__(contender, command, home, modules=True)

    def answer(self, work: str) -> tuple[str, float]:
        """Do it once, and return the digest of the answer, and the CPU seconds that it took."""
        found = self._request("answer", work)
        return str(found["digest"]), float(found["seconds"])

    def calibrate(self, work: str, seconds: float) -> int:
        """Return how often it has to be done to take so many CPU seconds."""
        return int(self._request("calibrate", work, seconds=seconds))

    def repeat(self, work: str, times: int) -> float:
        """Return the CPU seconds of doing it so many times."""
        return float(self._request("repeat", work, times=times))

    def call(self, task: str, **arguments: object) -> Any:
        """Return what one of its tasks finds."""
        return self._request("call", task, arguments=arguments)

    def _request(self, do: str, name: str, **more: object) -> Any:
        answer: Mapping[str, Any] = json.loads(self.ask(json.dumps({"do": do, "name": name, **more})))
        if "error" in answer:
            raise GeneratorError(f"{self._name} failed at {name!r}: {answer['error']}", "")
        return answer["found"]


@dataclass(frozen=True)
class Usage:
    """What a process cost: CPU seconds, seconds of time, and the MB that it held at most."""

    cpu: float
    wall: float
    memory: float


class Launcher(Process):
    """Runs fresh processes, see ``contenders.launcher``."""

    def __init__(self, python: Path, home: Path) -> None:
        program = Path(__file__).parent / "contenders" / "launcher.py"
        super().__init__("launcher", [str(python), "-I", "-S", str(program)], home, modules=False)

    def run(self, *command: str) -> Usage:
        """Run *command* to its end, and return what it cost.

        Raises:
            GeneratorError: it failed.
        """
        code, cpu, wall, memory = self.ask("\t".join(command)).split()
        if code != "0":
            raise self._failed(f"ran {command!r}, which ended with {code}")
        return Usage(float(cpu), float(wall), float(memory))
