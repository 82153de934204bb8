"""The parts of the compatibility matrix that need no server."""

import json
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.errors import GeneratorError
from generator.servers.recipes import load_recipes
from prefect_http import NotFoundError, UnsupportedByServerError
from tests.compat import __main__ as program
from tests.compat.jobs import JOBS
from tests.compat.options import Options, parse
from tests.compat.results import Differences, Job, Outcome, Result, attempt, write
from tests.compat.servers import CLOUD, CLOUD_COLUMN
from tests.compat.table import BEGIN, END, table, with_table
from tests.support.servers import ServerAddress

DOCUMENT = (Path(__file__).parents[2] / "docs" / "servers.md").read_text("utf-8")
OLD = ServerAddress("3.0.11", "http://127.0.0.1:1")
ON_CLOUD = ServerAddress(CLOUD_COLUMN, "http://127.0.0.1:1", api_key="pnu_x")
SUPPORTED = ("3.0.11", "3.4.25", "3.8.8")
RESULTS = [
    Result("start many", "3.0.11", Outcome.WORKS_DIFFERENTLY, "one request per row"),
    Result("leases", "3.0.11", Outcome.UNSUPPORTED, "3.4.25"),
    Result("wait", "3.0.11", Outcome.FAILS, "runs.py:1: it: AssertionError"),
    Result("declares", "3.0.11", Outcome.DIFFERS, "2 breaking"),
    Result("start many", "3.8.8", Outcome.WORKS),
    Result("leases", "3.8.8", Outcome.WORKS),
    Result("start many", CLOUD_COLUMN, Outcome.WORKS),
    Result("leases", CLOUD_COLUMN, Outcome.NOT_ON_CLOUD),
]
EXPECTED = """\
| | 3.0.11 | 3.8.8 | Cloud (stand-in) |
| --- | --- | --- | --- |
| start many | ✓ one request per row | ✓ | ✓ |
| leases | since 3.4.25 | ✓ | not on Cloud |
| wait | ✗ | ? | ? |
| declares | 2 breaking | ? | ? |"""


# Results


def test_job_works_or_works_differently() -> None:
    assert attempt("x", lambda _server: None, OLD) == Result("x", "3.0.11", Outcome.WORKS)
    assert attempt("x", lambda server: server.origin, OLD) == Result(
        "x", "3.0.11", Outcome.WORKS_DIFFERENTLY, OLD.origin
    )


def test_differences_are_reported() -> None:
    found = attempt("x", lambda _server: Differences("2 breaking"), OLD)
    assert found == Result("x", "3.0.11", Outcome.DIFFERS, "2 breaking")


def too_old(server: ServerAddress, runs: str | None) -> str | None:
    raise UnsupportedByServerError(
        "too old", status=404, detail="", method="GET", url=server.api_url, server_version=runs, since="3.4.25"
    )


def test_unsupported_job_names_the_first_version_that_supports_it() -> None:
    found = attempt("x", lambda server: too_old(server, "3.0.11"), OLD)
    assert found == Result("x", "3.0.11", Outcome.UNSUPPORTED, "3.4.25")


def test_unsupported_error_with_another_server_version_is_a_failure() -> None:
    found = attempt("x", lambda server: too_old(server, "3.2.15"), OLD)
    assert found == Result("x", "3.0.11", Outcome.FAILS, "wrong server version in: too old")


def test_job_that_cloud_lacks_is_not_on_cloud() -> None:
    assert attempt("x", lambda server: too_old(server, None), ON_CLOUD).outcome is Outcome.NOT_ON_CLOUD
    assert attempt("x", lambda server: too_old(server, "3.8.8"), ON_CLOUD).outcome is Outcome.FAILS
    assert attempt("x", lambda server: too_old(server, None), OLD).outcome is Outcome.FAILS


def not_found(server: ServerAddress) -> None:
    raise NotFoundError("no such thing", status=404, detail="", method="GET", url=server.api_url)


def nothing_raised(_server: ServerAddress) -> None:
    with pytest.raises(NotFoundError):
        pass


@pytest.mark.parametrize(
    ("job", "message"),
    [
        (not_found, "NotFoundError: no such thing"),
        (nothing_raised, "DID NOT RAISE"),
    ],
)
def test_other_errors_are_failures(job: Job, message: str) -> None:
    found = attempt("x", job, OLD)
    assert found.outcome is Outcome.FAILS
    assert message in found.detail


# The table


def test_jobs_are_rows_and_versions_are_columns() -> None:
    assert table(RESULTS) == EXPECTED


def test_table_replaces_the_content_between_the_markers() -> None:
    old = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    new = f"before\n{BEGIN}\n\n{EXPECTED}\n\n{END}\nafter\n"
    assert with_table(old, EXPECTED) == new
    assert with_table(new, EXPECTED) == new


@pytest.mark.parametrize("document", ["", BEGIN, END, f"{END} {BEGIN}"])
def test_missing_markers_raise(document: str) -> None:
    with pytest.raises(GeneratorError, match="no place for the table"):
        with_table(document, EXPECTED)


def test_committed_table_has_every_job_and_version() -> None:
    written = DOCUMENT.partition(BEGIN)[2].partition(END)[0].strip().splitlines()
    heading, _rule, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in written]
    assert heading == ["", *load_recipes(), CLOUD_COLUMN]
    assert [row[0] for row in rows] == list(JOBS)
    for name, *cells, on_cloud in rows:
        assert on_cloud.startswith("✓") or on_cloud == "not on Cloud", name
        assert all(cell.startswith(("✓", "since ")) or cell.endswith(("breaking", "risky")) for cell in cells), name
        assert cells[-1] == "✓", name


# The command line and the file


def test_all_versions_are_tested_by_default() -> None:
    assert parse([], SUPPORTED) == Options(SUPPORTED, None)
    assert parse(["3.8.8", "3.0.11", "--json", "x"], SUPPORTED) == Options(("3.0.11", "3.8.8"), Path("x"))


def test_unsupported_version_is_rejected(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["2.20.0"], SUPPORTED)
    assert "unsupported version 2.20.0: choose from 3.0.11, 3.4.25, 3.8.8" in capsys.readouterr().err


def test_results_are_written_as_json(tmp_path: Path) -> None:
    write(tmp_path / "results.json", RESULTS[:1])
    assert json.loads((tmp_path / "results.json").read_text("utf-8")) == [
        {"job": "start many", "version": "3.0.11", "outcome": "works differently", "detail": "one request per row"}
    ]
    with pytest.raises(GeneratorError, match=r"cannot write .*nowhere.results\.json"):
        write(tmp_path / "nowhere" / "results.json", [])


# The whole program, with stubbed servers


ALL = """\
| | 3.0.11 | 3.4.25 | 3.8.8 | Cloud (stand-in) |
| --- | --- | --- | --- | --- |
| version | ✓ 3.0.11 | ✓ 3.4.25 | ✓ 3.8.8 | ✓ Cloud (stand-in) |
| works | ✓ | ✓ | ✓ | ✓ |"""


@pytest.fixture
def readme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    @contextmanager
    def running(name: str, _say: object) -> Iterator[ServerAddress]:
        assert name in {*SUPPORTED, CLOUD}
        yield ON_CLOUD if name == CLOUD else ServerAddress(name, "http://127.0.0.1:1")

    written = tmp_path / "README.md"
    written.write_text(f"{BEGIN}{END}", "utf-8")
    monkeypatch.setattr(program, "running", running)
    monkeypatch.setattr(program, "load_recipes", lambda: dict.fromkeys(SUPPORTED))
    monkeypatch.setattr(program, "DOCUMENT", written)
    # The program must not replace the test run's SIGTERM handler.
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    return written


def with_jobs(monkeypatch: pytest.MonkeyPatch, **jobs: Job) -> None:
    monkeypatch.setattr(program, "JOBS", jobs)


def test_table_is_written_after_testing_all_versions(
    readme: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with_jobs(monkeypatch, version=lambda server: server.version, works=lambda _server: None)
    assert program.main(["--json", str(tmp_path / "all.json")]) == 0
    printed = capsys.readouterr()
    assert printed.out == f"{ALL}\n"
    assert all(f"running everyday tasks on Prefect {each}\n" in printed.err for each in (*SUPPORTED, CLOUD_COLUMN))
    assert readme.read_text("utf-8") == f"{BEGIN}\n\n{ALL}\n\n{END}"
    assert len(json.loads((tmp_path / "all.json").read_text("utf-8"))) == 2 * (len(SUPPORTED) + 1)


def test_table_is_not_written_after_testing_some_versions(readme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_jobs(monkeypatch, works=lambda _server: None)
    assert program.main(["3.8.8"]) == 0
    assert readme.read_text("utf-8") == f"{BEGIN}{END}"


def fails_on_the_newest(server: ServerAddress) -> None:
    if server.version == SUPPORTED[-1]:
        not_found(server)


def test_table_is_not_written_if_a_job_failed(readme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_jobs(monkeypatch, works=lambda _server: None, fails=fails_on_the_newest)
    assert program.main([]) == 1
    assert readme.read_text("utf-8") == f"{BEGIN}{END}"


def test_failure_is_reported_and_the_other_jobs_run(
    readme: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with_jobs(monkeypatch, fails=not_found, works=lambda _server: None)
    assert program.main(["3.8.8"]) == 1
    printed = capsys.readouterr()
    assert "| fails | ✗ |\n| works | ✓ |" in printed.out
    assert "Prefect 3.8.8: fails: fails: test_compat.py" in printed.err
    assert printed.err.endswith("NotFoundError: no such thing\n")


def test_run_that_takes_too_long_writes_nothing(
    readme: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(program, "LIMIT_SECONDS", 0.0)
    with_jobs(monkeypatch, **{f"job {number}": lambda _server: time.sleep(0.01) for number in range(100)})
    assert program.main([]) == 1
    assert capsys.readouterr().err.endswith("error: the run took longer than 0 minutes. Try again, or name servers.\n")
    assert readme.read_text("utf-8") == f"{BEGIN}{END}"


def test_interrupt_writes_nothing(
    readme: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(_server: ServerAddress) -> None:
        raise KeyboardInterrupt

    with_jobs(monkeypatch, interrupt=interrupt)
    assert program.main([]) == 130
    assert capsys.readouterr().err.endswith("interrupted\n")
    assert readme.read_text("utf-8") == f"{BEGIN}{END}"
