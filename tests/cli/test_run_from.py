"""``prefect-http run --from``: start a run for each row of a file."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest

from prefect_http import Prefect
from prefect_http._cli.exit_codes import worst
from prefect_http._cli.row_files import InvalidRow, RowFile
from tests.cli.conftest import Run
from tests.cli.execution import Etl, deploy, executed
from tests.cli.pseudo_terminal import PseudoTerminal, environment, without_retries
from tests.support.servers import ServerAddress
from tests.support.waits import HANG_SECONDS


@pytest.fixture
def etl(client: Prefect) -> Etl:
    """Return a deployment without runs."""
    return deploy(client)


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str, str | bytes], str]:
    """Return a function that writes a file and returns its path."""

    def write(name: str, content: str | bytes) -> str:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return write


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """Return a function that sets standard input."""
    return lambda content: monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


File = Callable[[str, str | bytes], str]


def outcomes(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def numbers(client: Prefect, etl: Etl) -> list[int]:
    return sorted(run.parameters["n"] for run in client.flow_runs.list(deployment=etl.deployment))


def test_each_json_object_starts_a_run(run: Run, client: Prefect, etl: Etl, file: File) -> None:
    rows = file("rows.jsonl", '{"n": 1}\n\n{"n": 2, "end": "FAILED"}\n{}')
    result = run("run", etl.name, "--from", rows, "-p", "n=9", "--tag", "x", "--name", "copy", "-o", "jsonl")
    assert (result.code, result.err) == (0, "")
    first, second, third = outcomes(result.out)
    assert first == {"row": 1, "run": first["run"], "state": None, "error": None, "already_started": False}
    started = [client.flow_runs.get(str(one["run"])) for one in (first, second, third)]
    assert [one.parameters for one in started] == [{"n": 1}, {"n": 2, "end": "FAILED"}, {"n": 9}]
    assert {(one.name, *one.tags) for one in started} == {("copy", "x")}


def test_values_of_csv_are_parsed_like_options(run: Run, client: Prefect, etl: Etl, file: File) -> None:
    rows = file("rows.CSV", '\ufeffend,n\r\n"a, b",1\r\n"two\nlines",2\r\n"""3""",3\r\n')
    result = run("run", etl.name, "--from", rows, "-o", "csv")
    assert result.code == 0
    read = list(csv.DictReader(io.StringIO(result.out)))
    assert [one["row"] for one in read] == ["1", "2", "3"]
    parameters = [client.flow_runs.get(one["run"]).parameters for one in read]
    assert parameters == [{"end": "a, b", "n": 1}, {"end": "two\nlines", "n": 2}, {"end": "3", "n": 3}]


def test_300_rows_start_300_runs(run: Run, client: Prefect, etl: Etl, file: File) -> None:
    rows = file("rows.csv", "n\n" + "".join(f"{n}\n" for n in range(300)))
    result = run("run", etl.name, "--from", rows)
    assert result.code == 0
    lines = result.out.splitlines()
    assert [int(line.split()[0]) for line in lines] == list(range(1, 301))
    assert lines[299].endswith("  started")
    assert numbers(client, etl) == list(range(300))


def test_a_derived_key_makes_the_command_repeatable(run: Run, client: Prefect, etl: Etl, file: File) -> None:
    words = (
        "run",
        etl.name,
        "--from",
        file("rows.jsonl", '{"n": 1}\n{"n": 1}\n'),
        "--idempotency-key",
        "k",
        "-o",
        "id",
    )
    first = run(*words)
    assert len(set(first.out.splitlines())) == 2
    # Another row and a changed row are new, the others are known.
    file("rows.jsonl", '{"n": 1}\n{"n": 2}\n{"n": 3}\n')
    second = run(*words)
    assert second.out.splitlines()[0] == first.out.splitlines()[0]
    assert numbers(client, etl) == [1, 1, 2, 3]


def test_runs_that_were_started_before_are_not_called_started(run: Run, client: Prefect, etl: Etl, file: File) -> None:
    words = ("run", etl.name, "--from", file("rows.csv", "n\n1\n2\n"), "--idempotency-key", str(etl.deployment.id))
    first = run(*words)
    assert [line.split()[2:] for line in first.out.splitlines()] == [["started"], ["started"]]
    file("rows.csv", "n\n1\n3\n")
    second = run(*words)
    assert [line.split()[2:] for line in second.out.splitlines()] == [["already", "started"], ["started"]]
    assert second.out.split()[1] == first.out.split()[1]
    again = outcomes(run(*words, "-o", "jsonl").out)
    assert [one["already_started"] for one in again] == [True, True]
    with executed(client, etl.deployment):
        waited = run(*words, "--wait")
    assert sorted(line.split()[2:] for line in waited.out.splitlines()) == [["Completed", "already", "started"]] * 2


def test_a_single_run_that_was_started_before(run: Run, etl: Etl) -> None:
    words = ("run", etl.name, "--idempotency-key", f"single-{etl.deployment.id}", "--name", "copy")
    first, second = run(*words), run(*words)
    assert first.err == ""
    assert second.err == "Flow run copy was already started with this idempotency key.\n"
    assert second.out == first.out


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "rows.jsonl",
            '{"n": 1}\n{"n": \n{"n": 2}\n[]\n',
            "row 2: the line is not valid JSON: write one object per line (and 1 ",
        ),
        ("rows", '{"n": 1}\n"n"', "row 2: the line is not a JSON object of parameters; nothing was started"),
        ("rows.csv", "n,end\n1,COMPLETED\n2\n", "row 2: the line has 1 values for 2 parameters; nothing was started"),
        ("rows.csv", 'n\n1\n"2"3\n', "line 3"),
    ],
)
def test_all_rows_of_a_file_are_checked_before_any_is_started(
    run: Run, client: Prefect, etl: Etl, file: File, *, name: str, content: str, message: str
) -> None:
    result = run("run", etl.name, "--from", file(name, content))
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert message in result.err
    assert numbers(client, etl) == []


def test_invalid_rows_of_standard_input_are_outcomes_and_the_others_start(
    run: Run, client: Prefect, etl: Etl, stdin: Callable[[bytes], None]
) -> None:
    lines = [
        b'{"n": 1}',
        b"[1]",
        b'{"n": ',
        '{"end": "é"}'.encode("latin-1"),
        b'{"m": 1}',
        b'{"n": "many"}',
        b'{"n": 2}',
    ]
    stdin(b"\n".join(lines))
    result = run("run", etl.name, "--from", "-", "-o", "jsonl")
    assert result.code == 2
    found = outcomes(result.out)
    assert [one["row"] for one in found] == [1, 2, 3, 4, 5, 6, 7]
    problems = [str(one["error"]) for one in found]
    assert problems[0] == problems[6] == "None"
    assert "not a JSON object" in problems[1]
    assert "not valid JSON" in problems[2]
    assert "not valid JSON" in problems[3]
    assert "invalid parameter 'm'" in problems[4]
    assert "'many' is not of type 'integer'" in problems[5]
    assert numbers(client, etl) == [1, 2]


def test_ids_alone_leave_out_rejected_rows(run: Run, client: Prefect, etl: Etl, stdin: Callable[[bytes], None]) -> None:
    stdin(b'[]\n{"n": 1}\n')
    result = run("run", etl.name, "--from", "-", "-o", "id")
    assert client.flow_runs.get(result.out.strip()).parameters == {"n": 1}
    assert result.err == "error: row 1: the line is not a JSON object of parameters\n"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("n,end\n1\n", "the line has 1 values for 2 parameters"),
        ("n,end\n1,x,y\n", "the line has 3 values for 2 parameters"),
        ("end\né\n".encode("latin-1"), "the line is not UTF-8"),
    ],
)
def test_invalid_rows_of_csv(file: File, content: str | bytes, problem: str) -> None:
    with closing(RowFile(file("rows.csv", content))) as rows:
        assert list(rows) == [InvalidRow(problem)]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("rows.csv", "", "the file of --from is empty"),
        ("rows.csv", "n,end\n", "the file of --from is empty"),
        ("rows.jsonl", "\n\n", "the file of --from is empty"),
        ("rows.csv", "n,n\n1,2\n", "the first line must name each parameter once"),
        ("rows.csv", "n,\n1,2\n", "the first line must name each parameter once"),
        ("rows.csv", 'end\n"a"b\n', "line 2"),
    ],
)
def test_malformed_files_are_usage_errors(
    run: Run, etl: Etl, file: File, *, name: str, content: str, message: str
) -> None:
    result = run("run", etl.name, "--from", file(name, content))
    assert (result.code, result.out) == (2, "")
    assert message in result.err


@pytest.mark.parametrize("content", [b'{"n": 4}\n{"n": 5}', b'\n {"n": 4}\n{"n": 5}', b"n\n4\n5\n", b'"n"\r\n4\r\n5'])
def test_rows_come_from_standard_input(
    content: bytes, run: Run, client: Prefect, etl: Etl, stdin: Callable[[bytes], None]
) -> None:
    stdin(content)
    assert run("run", etl.name, "--from", "-").code == 0
    assert numbers(client, etl) == [4, 5]


def test_rows_of_a_pipe_may_be_csv(run: Run, client: Prefect, etl: Etl) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"n,end\n4,FAILED\n")
    os.close(writing)
    assert run("run", etl.name, "--from", f"/dev/fd/{reading}").code == 0
    os.close(reading)
    assert numbers(client, etl) == [4]


def test_an_unknown_deployment_is_not_found(run: Run, file: File) -> None:
    assert run("run", "no/deployment", "--from", file("rows.jsonl", "{}")).code == 5


def test_rows_are_read_one_at_a_time(file: File) -> None:
    with closing(RowFile(file("rows.jsonl", '{"n": 1}\n' * 100_000))) as rows:
        assert list(islice(rows, 2)) == [{"n": 1}, {"n": 1}]
        assert (rows.position, rows.size) == (18, 900_000)


def test_waiting_ends_with_the_worst_exit_code(run: Run, client: Prefect, etl: Etl, file: File) -> None:
    rows = file("rows.csv", "n,end\n1,COMPLETED\n2,FAILED\n3,CANCELLED\n4,CRASHED\n")
    with executed(client, etl.deployment):
        result = run("run", etl.name, "--from", rows, "--wait", "-o", "jsonl")
    assert result.code == 3
    found = {one["row"]: (one["state"], one["error"]) for one in outcomes(result.out)}
    assert found == {
        1: ("Completed", None),
        2: ("Failed", "ended FAILED"),
        3: ("Cancelled", "ended CANCELLED"),
        4: ("Crashed", "ended CRASHED"),
    }


def test_waiting_times_out_and_cancels_the_rest(run: Run, client: Prefect, etl: Etl, file: File) -> None:
    rows = file("rows.jsonl", '{"n": 1}\n{"n": 2}\n')
    result = run("run", etl.name, "--from", rows, "--wait", "--timeout", "0.1", "--cancel-on-timeout", "-o", "jsonl")
    assert result.code == 124
    assert [one["error"] for one in outcomes(result.out)] == ["has not finished in time"] * 2
    assert "2 of 2 flow runs have not finished after 0.1s: 2 SCHEDULED" in result.err
    assert client.flow_runs.count(deployment=etl.deployment, state="CANCELLED") == 2


def test_rows_are_started_even_if_nobody_reads_their_outcomes(
    server: ServerAddress, client: Prefect, etl: Etl, file: File
) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    result = subprocess.run(
        [sys.executable, "-m", "prefect_http", "run", etl.name, "--from", file("rows.csv", "n\n1\n2\n"), "-o", "jsonl"],
        stdout=writer,
        stderr=subprocess.PIPE,
        env=environment(PREFECT_API_URL=server.api_url),
        check=False,
        timeout=HANG_SECONDS,
        text=True,
    )
    os.close(writer)
    assert (result.returncode, without_retries(result.stderr)) == (0, "")
    assert numbers(client, etl) == [1, 2]


def test_a_terminal_has_a_bar_and_an_interrupt_detaches(
    terminal: Callable[..., PseudoTerminal], client: Prefect, etl: Etl, file: File
) -> None:
    rows = file("rows.csv", "n\n1\n2\n3\n")
    shown = terminal("run", etl.name, "--from", rows, "--wait")
    shown.read_until("Waiting for runs [........................] 0/3")
    shown.type("\x03")
    shown.read_until("3 flow runs have not finished and go on")
    shown.type("\x03")
    assert shown.wait() == 130
    assert client.flow_runs.count(deployment=etl.deployment, state="CANCELLED") == 3


def test_the_worst_exit_code() -> None:
    assert worst([0, 0]) == 0
    assert worst([0, 4, 1, 3]) == 3
    assert worst([1, 2, 0]) == 2
    assert worst([124, 3]) == 124
    assert worst([]) == 0
