"""Results of the jobs on each server."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

import pytest

from generator.errors import GeneratorError
from generator.staging import write_atomically
from prefect_http import UnsupportedByServerError
from tests.support.servers import ServerAddress

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Differences:
    """Differences between a server and the API that the client expects, as a short summary."""

    summary: str


Job = Callable[[ServerAddress], str | Differences | None]
"""Performs an everyday task and asserts its result.

It returns None if the server behaves like the newest one, and otherwise a description of the difference. A comparison
returns the differences.
"""


class Outcome(StrEnum):
    """Outcome of a job."""

    WORKS = "works"
    WORKS_DIFFERENTLY = "works differently"
    DIFFERS = "differs"
    UNSUPPORTED = "unsupported"
    NOT_ON_CLOUD = "not on Cloud"
    FAILS = "fails"


@dataclass(frozen=True, slots=True)
class Result:
    """Result of one job on one server.

    Attributes:
        job: Name of the job.
        version: Prefect version of the server, or the name of the stand-in for Prefect Cloud.
        outcome: Outcome of the job.
        detail: By outcome: how it works differently, a summary of the differences, the first version that supports it,
            or the error. Default: empty.
    """

    job: str
    version: str
    outcome: Outcome
    detail: str = ""


def attempt(name: str, job: Job, server: ServerAddress) -> Result:
    """Run *job* on *server* and return the result."""
    try:
        found = job(server)
    except UnsupportedByServerError as error:
        if error.server_version is None and server.is_on_cloud:
            return Result(name, server.version, Outcome.NOT_ON_CLOUD)
        if error.server_version == server.version:
            return Result(name, server.version, Outcome.UNSUPPORTED, error.since or "")
        return Result(name, server.version, Outcome.FAILS, f"wrong server version in: {error}")
    except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001  # the other jobs still run
        return Result(name, server.version, Outcome.FAILS, _describe(error))
    match found:
        case None:
            return Result(name, server.version, Outcome.WORKS)
        case Differences():
            return Result(name, server.version, Outcome.DIFFERS, found.summary)
        case _:
            return Result(name, server.version, Outcome.WORKS_DIFFERENTLY, found)


def _describe(error: BaseException) -> str:
    """Return the message of *error* and the line of the job that raised it, since assertions have no message."""
    frames = traceback.extract_tb(error.__traceback__)
    *_, last = [frame for frame in frames if _HERE in Path(frame.filename).parents]
    message = f"{type(error).__name__}: {error}".rstrip(": ")
    return f"{Path(last.filename).name}:{last.lineno}: {last.line}: {message}"


def write(path: Path, results: Sequence[Result]) -> None:
    """Write *results* to *path*, as a JSON array.

    Raises:
        GeneratorError: The file cannot be written.
    """
    try:
        write_atomically(path, json.dumps([asdict(result) for result in results], indent=2) + "\n")
    except OSError as error:
        raise GeneratorError(f"cannot write {path}: {error.strerror}", "Choose another file with --json.") from None
