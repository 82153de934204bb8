"""The exit code of each error, and the line that it becomes."""

import json
import os
import re
import socket
from pathlib import Path
from uuid import uuid4

import pytest

from prefect_http import Prefect, errors
from prefect_http._cli import context, exit_codes
from prefect_http._cli.errors import CommandError, code_of, line_of
from prefect_http._cli.main import main
from prefect_http_api import flow_runs
from tests.cli.conftest import Run
from tests.contract.stub_server import StubServer
from tests.support.stub import RUN, flow_run
from tests.unit.test_errors import every_error

CODES = {
    "TransportError": 7,
    "ConnectionError": 7,
    "ResponseTooLargeError": 7,
    "TimeoutError": 7,
    "ServerError": 7,
    "RateLimitError": 7,
    "UnknownRouteError": 7,
    "DecodeError": 7,
    "IncompatibleServerError": 7,
    "AuthenticationError": 6,
    "PermissionDeniedError": 6,
    "NotFoundError": 5,
    "ArgumentError": 2,
    "ConfigurationError": 2,
    "BadRequestError": 2,
    "ConflictError": 2,
    "ValidationError": 2,
    "UnsupportedByServerError": 2,
    "WaitTimeoutError": 124,
}


@pytest.mark.parametrize("error", every_error(), ids=lambda error: type(error).__name__)
def test_exit_code_of_each_error(error: errors.PrefectHTTPError) -> None:
    assert code_of(error) == CODES.get(type(error).__name__, 1)


@pytest.mark.parametrize(("state", "code"), [("FAILED", 1), ("CRASHED", 3), ("CANCELLED", 4), ("COMPLETED", 1)])
def test_failed_run_determines_the_exit_code(state: str, code: int) -> None:
    row = flow_run(1) | {
        "state": {"type": state, "id": str(RUN), "name": state, "timestamp": "2026-01-31T08:00:00Z"},
        "state_type": state,
    }
    run = flow_runs.read_flow_run(RUN).decode(200, json.dumps(row).encode())
    assert code_of(errors.StateNotReachedError("m", run=run)) == code
    assert exit_codes.of_state(state) == (0 if state == "COMPLETED" else code)


def test_help_lists_all_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    _, _, table = capsys.readouterr().out.partition("exit codes:\n")
    listed = set(map(int, re.findall(r"^  (\d+)  ", table, re.MULTILINE)))
    assert listed == {value for value in vars(exit_codes).values() if isinstance(value, int)}


def test_lines_are_printable_and_include_notes() -> None:
    error = errors.ArgumentError("red \x1b[31m\nline")
    error.add_note("And a note.")
    assert line_of(error) == "red \\x1b[31m line And a note."
    assert line_of(CommandError("pass --yes")) == "pass --yes"
    assert line_of(FileNotFoundError(2, "No such file or directory", "a.json")) == "a.json: No such file or directory"
    assert line_of(KeyError("x")) == "unexpected KeyError: 'x' (--debug shows the traceback)"


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ([], "prefect-http requires a command: run, runs, deployments, "),
        (["runs"], "prefect-http runs requires a command: ls, count, get"),
        (["deploymets"], "unknown command 'deploymets': did you mean 'deployments'? (see prefect-http --help)"),
        (["runs", "cout"], "unknown command 'cout': did you mean 'count'? (see prefect-http runs --help)"),
        (["runs", "ls", "--stat", "x"], "unrecognized argument '--stat': did you mean '--state'? (see "),
        (["--nonsense", "runs", "ls"], "unrecognized argument '--nonsense' (see prefect-http --help)"),
        (["runs", "ls", "x"], "unrecognized argument 'x' (see prefect-http runs ls --help)"),
        (["runs", "get"], "the following arguments are required: RUN (see prefect-http runs get --help)"),
        (["runs", "ls", "-o", "xml"], "argument -o/--output: invalid choice: 'xml'"),
        (["runs", "ls", "--limit", "-1"], "argument --limit: expected "),
        (["runs", "ls", "--since", "soon"], "argument --since: expected a duration before now such as 7d, or a time"),
        (["runs", "ls", "--where", "{"], "argument --where: expected JSON: "),
        (["runs", "ls", "--where", '{"runs": {}}'], "--where does not accept 'runs'"),
        (["runs", "ls", "--state", "fialed"], "--state must be a type of state, such as 'FAILED', or a name"),
        (["deployments", "ls", "--sort", "size"], "argument --sort: invalid choice: 'SIZE'"),
        (["runs", "get", "tuesday"], "invalid flow run 'tuesday': expected an ID, or its first characters"),
        (["-o", "json", "contract"], "prefect-http contract does not accept --output"),
    ],
)
def test_usage_errors_are_one_line(words: list[str], error: str, run: Run) -> None:
    result = run(*words)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"error: {error}")
    assert result.err.count("\n") == 1


def test_not_found(run: Run) -> None:
    for words in (
        ["runs", "get", str(uuid4())],
        ["runs", "get", "00000000-0000-0000-0"],
        ["deployments", "get", "a/b"],
    ):
        result = run(*words)
        assert (result.code, result.out, result.err.count("\n")) == (5, "", 1)


def test_unreachable(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    result = run("--api-url", f"http://127.0.0.1:{port}/api", "runs", "count")
    assert (result.code, result.out) == (7, "")
    assert "Connection refused" in result.err
    assert "run prefect-http ready --wait 120" in result.err


@pytest.mark.parametrize(("status", "code"), [(401, 6), (403, 6), (404, 7), (500, 7), (200, 7)])
def test_response_determines_the_exit_code(status: int, code: int, stub: StubServer, run: Run) -> None:
    stub.status, stub.content = status, b'{"detail": "Not Found"}'
    result = run("runs", "get", str(RUN), "--api-url", f"{stub.origin}/api")
    assert result.code == code
    assert result.err.count("\n") == 1


def test_no_settings(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("PREFECT_API_URL")
    monkeypatch.chdir(tmp_path)
    result = run("runs", "ls")
    assert result.code == 2
    assert "no API URL: pass --api-url or set PREFECT_API_URL" in result.err


def test_profile(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    url = os.environ["PREFECT_API_URL"]
    monkeypatch.delenv("PREFECT_API_URL")
    Path(os.environ["PREFECT_HOME"], "profiles.toml").write_text(f"[profiles.test]\nPREFECT_API_URL = '{url}'\n")
    assert run("runs", "count", "--profile", "test").code == 0
    result = run("--profile", "tset", "runs", "count")
    assert result.code == 2
    assert "tset" in result.err


def test_traceback_requires_debug(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise KeyError("bug")

    monkeypatch.setattr(context.Context, "show_row", fail)
    monkeypatch.setattr(Prefect, "flow_runs", property(fail))
    expected = "error: unexpected KeyError: 'bug' (--debug shows the traceback)\n"
    assert run("runs", "count") == (1, "", expected)
    result = run("runs", "count", "--debug")
    assert result.err.startswith("Traceback (most recent call last):\n")
    assert result.err.endswith(expected)


def test_interruption(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Prefect, "flow_runs", property(interrupt))
    assert run("runs", "count") == (130, "", "interrupted\n")
