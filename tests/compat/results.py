"""What became of each job on each server."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

import pytest

from generator.errors import GeneratorError
from prefect_http import UnsupportedByServerError
from tests.support.servers import ServerAddress

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Differences:
    """How a server differs from what the client was promised, in a few words."""

    said: str


Job = Callable[[ServerAddress], str | Differences | None]
"""Does something that people do, and asserts what they would see.

It returns None, or, where this server takes another way than the newest one does, what that way is; of a comparison,
what differs.
"""


class Outcome(StrEnum):
    """What became of a job."""

    WORKS = "works"
    OTHERWISE = "works otherwise"
    DIFFERS = "differs"
    UNSUPPORTED = "unsupported"
    FAILS = "fails"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one job on one server.

    Attributes:
        job: the job's name.
        version: the server's version of Prefect.
        outcome: whether it works.
        detail: the way that it works, if another than usual; what differs; the version that has it, if this one has
            it not; the error, if it fails.
    """

    job: str
    version: str
    outcome: Outcome
    detail: str = ""


def attempt(name: str, job: Job, server: ServerAddress) -> Result:
    """Do *job* on *server*, and return what became of it."""
    try:
        found = job(server)
    except UnsupportedByServerError as error:
        if error.server_version == server.version:
            return Result(name, server.version, Outcome.UNSUPPORTED, error.since)
        return Result(name, server.version, Outcome.FAILS, f"it names another server: {error}")
    except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001  # whatever it is, the other jobs go on
        return Result(name, server.version, Outcome.FAILS, _told(error))
    match found:
        case None:
            return Result(name, server.version, Outcome.WORKS)
        case Differences():
            return Result(name, server.version, Outcome.DIFFERS, found.said)
        case _:
            return Result(name, server.version, Outcome.OTHERWISE, found)


def _told(error: BaseException) -> str:
    """Return what *error* says, and which line of the job it comes from: an assertion that fails says nothing else."""
    frames = traceback.extract_tb(error.__traceback__)
    *_, last = [frame for frame in frames if _HERE in Path(frame.filename).parents]
    said = f"{type(error).__name__}: {error}".rstrip(": ")
    return f"{Path(last.filename).name}:{last.lineno}: {last.line}: {said}"


def write(path: Path, results: Sequence[Result]) -> None:
    """Write *results* to *path*, as a JSON array.

    Raises:
        GeneratorError: the file cannot be written.
    """
    try:
        path.write_text(json.dumps([asdict(result) for result in results], indent=2) + "\n", "utf-8")
    except OSError as error:
        raise GeneratorError(f"{path} cannot be written: {error.strerror}", "Name another file with --json.") from None
