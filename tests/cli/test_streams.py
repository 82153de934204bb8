"""Standard streams: terminals, pipes, encodings and colour."""

import errno
import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO
from uuid import uuid4

import pytest

from prefect_http import Prefect
from prefect_http._cli import terminal as streams
from prefect_http._cli.errors import CommandError
from prefect_http._cli.status_line import StatusLine
from prefect_http.models import FlowRun
from tests.cli.conftest import Run
from tests.cli.pseudo_terminal import PseudoTerminal, environment
from tests.support.servers import ServerAddress
from tests.support.versions import PINNED
from tests.support.waits import until

NAME = "région 日本 🚀 with a name that is longer than a narrow terminal is wide"

FLOW = f"streams-{uuid4()}"
"""Name of a flow. Workers of pytest have a flow each, since they share the server."""

Process = Callable[..., subprocess.CompletedProcess[bytes]]
Terminal = Callable[..., PseudoTerminal]


@pytest.fixture(scope="module")
def failed(client: Prefect) -> Iterator[FlowRun]:
    flow = client.flows.create(name=FLOW)
    yield client.flow_runs.create(flow_id=flow.id, name=NAME, state={"type": "FAILED"})
    client.flows.delete(flow.id)


def test_table_fits_the_terminal_and_is_coloured(failed: FlowRun, terminal: Terminal) -> None:
    shown = terminal("runs", "ls", "--flow", FLOW, columns=90)
    assert shown.wait() == 0
    title, row = shown.output.splitlines()
    assert title.startswith("\x1b[1mID ")
    assert "\x1b[31mFailed" in row
    assert str(failed.id) in row
    assert "…" in row


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colour(variables: dict[str, str], failed: FlowRun, terminal: Terminal) -> None:
    shown = terminal("runs", "ls", "--flow", FLOW, columns=200, variables=variables)
    assert shown.wait() == 0
    assert "\x1b" not in shown.output
    assert NAME in shown.output


def test_pipe_gets_neither_colour_nor_shortened_values(failed: FlowRun, process: Process) -> None:
    result = process("runs", "ls", "--flow", FLOW, COLUMNS="40")
    assert (result.returncode, result.stderr) == (0, b"")
    assert NAME in result.stdout.decode()
    assert b"\x1b" not in result.stdout


def test_locale_without_unicode(failed: FlowRun, process: Process) -> None:
    ascii_only = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": None}
    # The name is also an argument, which Python cannot decode.
    result = process("runs", "ls", "--name", NAME, "--flow", FLOW, **ascii_only)
    assert (result.returncode, result.stderr) == (0, b"")
    assert rb"r\xe9gion \u65e5\u672c \U0001f680" in result.stdout


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "ascii"])
def test_encodings(encoding: str, failed: FlowRun, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    written = [io.TextIOWrapper(io.BytesIO(), encoding) for _ in range(3)]
    for stream, output in zip(written, ("table", "csv", "json"), strict=True):
        monkeypatch.setattr(sys, "stdout", stream)
        assert run("runs", "get", str(failed.id), "-o", output).code == 0
    table, rows, document = [stream.buffer.getvalue() for stream in written]
    assert rb"\u65e5\u672c \U0001f680" in table
    assert rb"\u65e5\u672c \U0001f680" in rows
    assert json.loads(document)["name"] == NAME


def test_closed_pipe_is_no_error(failed: FlowRun, server: ServerAddress) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    result = subprocess.run(
        [sys.executable, "-m", "prefect_http", "runs", "ls", "--flow", FLOW],
        stdout=writing,
        stderr=subprocess.PIPE,
        env=environment(PREFECT_API_URL=server.api_url),
        check=False,
    )
    os.close(writing)
    assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="requires /dev/full")
def test_full_disk(failed: FlowRun, server: ServerAddress) -> None:
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [sys.executable, "-m", "prefect_http", "runs", "ls", "--flow", FLOW],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(PREFECT_API_URL=server.api_url),
            check=False,
        )
    assert result.returncode == 1
    assert result.stderr.decode() == f"error: {os.strerror(errno.ENOSPC)}\n"


def test_lines_are_written_as_soon_as_they_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    output = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(output, "utf-8"))

    def lines() -> Iterator[str]:
        yield "first"
        assert output.getvalue() == b"first\n"
        yield "second"

    streams.write(lines())
    assert output.getvalue() == b"first\nsecond\n"


def test_closed_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    streams.say("nobody reads this")
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(CommandError, match="standard output is closed"):
        streams.write(["line"])


def test_arguments_are_utf_8_if_the_locale_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["prefect-http", "fl\udcc3\udcb6w", "flöw", "a\udcff"])
    assert streams.arguments() == ["flöw", "flöw", "a\udcff"]


def test_standard_error_that_nobody_reads_changes_no_exit_code(
    run: Run, unread: TextIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", unread)
    assert run("runs", "nope").code == 2
    assert run("runs", "get", str(uuid4())).code == 5


def test_closed_output_is_reported_before_anything_is_changed(
    run: Run, client: Prefect, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", None)
        result = run("variables", "set", "closed_output", "1")
    assert (result.code, "standard output is closed" in result.err) == (2, True)
    assert client.variables.first(name="closed_output") is None


@pytest.mark.parametrize(
    "words",
    [
        ("run", "a/b", "--params", "-"),
        ("run", "a/b", "--from", "-"),
        ("api", "create_flow", "--data", "-"),
        ("variables", "set", "x", "-"),
    ],
)
def test_closed_standard_input(words: tuple[str, ...], run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert run(*words) == (2, "", "error: standard input is closed: name a file instead of -\n")


def test_lines_are_written_above_the_status_line(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setenv("TERM", "xterm")
    with StatusLine(lambda: "Waiting 1s"):
        until(lambda: "Waiting 1s" in shown.getvalue(), "no status line was drawn")
        streams.say("error: row 1")
    assert "Waiting 1s\r\x1b[2Kerror: row 1\n" in shown.getvalue()


def test_retries_are_warnings(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    logger = logging.getLogger("prefect_http")
    monkeypatch.setattr(logger, "handlers", [])
    monkeypatch.setattr(logger, "propagate", False)
    for _ in range(2):
        streams.show_log()
    logger.warning("POST /flows/: 503.\nRetrying in 1 s.")
    assert capsys.readouterr().err == "warning: POST /flows/: 503. Retrying in 1 s.\n"


def test_confirmation_requires_a_terminal() -> None:
    assert streams.confirm("delete 3 flow runs", yes=True)
    with pytest.raises(CommandError, match="cannot ask whether to delete 3 flow runs without a terminal: pass --yes"):
        streams.confirm("delete 3 flow runs", yes=False)


@pytest.mark.every_python
@pytest.mark.parametrize("words", [["--help"], ["--version"], ["runs", "--help"], ["runs", "cancel"], ["rnus"]])
def test_start_up_imports_no_client(words: list[str]) -> None:
    code = (
        "import sys; from prefect_http._cli.main import main\n"
        f"try: main({words})\n"
        "except SystemExit: pass\n"
        "print(sys.modules.keys() & {'httpx', 'anyio', 'prefect_http._sync.client'})"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment())
    assert result.stdout.splitlines()[-1] == "set()"


def test_version(process: Process) -> None:
    result = process("--version")
    assert result.stdout.startswith(f"prefect-http {PINNED}.".encode())
    assert result.returncode == 0
