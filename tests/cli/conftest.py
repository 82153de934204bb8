"""Fixtures: the command in this process, in another one, and in a pseudo-terminal."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple, TextIO

import pytest

from prefect_http import Prefect
from prefect_http._cli.main import main
from tests.cli.pseudo_terminal import PseudoTerminal, environment
from tests.contract.conftest import stub as stub
from tests.support.servers import ServerAddress
from tests.support.waits import HANG_SECONDS


class Result(NamedTuple):
    """Result of a command: its exit code and what it wrote."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]
"""Runs the command with the given words."""


@pytest.fixture(scope="session")
def client(server: ServerAddress) -> Iterator[Prefect]:
    """Return a client of the server."""
    with Prefect(server.api_url) as made:
        yield made


@pytest.fixture
def run(server: ServerAddress, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs the command on the server, in this process: ``run("runs", "ls")``."""
    monkeypatch.setenv("PREFECT_API_URL", server.api_url)

    def run(*words: str) -> Result:
        capsys.readouterr()
        code = main(words)
        out, err = capsys.readouterr()
        return Result(code, out, err)

    return run


@pytest.fixture
def unread() -> Iterator[TextIO]:
    """Return a stream that fails like a pipe whose reader has ended."""
    reading, writing = os.pipe()
    os.close(reading)
    stream = os.fdopen(writing, "w")
    yield stream
    with suppress(BrokenPipeError):
        stream.close()


@pytest.fixture
def process(server: ServerAddress) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Return a function that runs the command on the server, in a process of its own.

    Keywords in upper case are environment variables, and None removes one.
    """

    def run(*words: str, **variables: str | None) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "prefect_http", *words],
            capture_output=True,
            check=False,
            env=environment(PREFECT_API_URL=server.api_url, **variables),
            stdin=subprocess.DEVNULL,
            timeout=HANG_SECONDS,
        )

    return run


@pytest.fixture
def terminal(server: ServerAddress) -> Iterator[Callable[..., PseudoTerminal]]:
    """Return a function that starts the command on the server, in a pseudo-terminal."""
    started: list[PseudoTerminal] = []

    def start(*words: str, columns: int = 100, variables: Mapping[str, str | None] | None = None) -> PseudoTerminal:
        given = {"PREFECT_API_URL": server.api_url, **(variables or {})}
        started.append(PseudoTerminal(words, columns=columns, variables=given))
        return started[-1]

    yield start
    for one in started:
        one.close()
