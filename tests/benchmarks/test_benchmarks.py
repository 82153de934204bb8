"""The parts of the benchmark that do not measure."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from generator.errors import GeneratorError
from prefect_http_api import automations, deployments, events, flow_runs, logs, task_runs
from tests.benchmarks import history, loopback, pages
from tests.benchmarks.contenders.digests import FIELDS, digest
from tests.benchmarks.options import Options, parse
from tests.benchmarks.sampling import Figure, Goal, Ratio, ratio, turns
from tests.benchmarks.table import table

CASES, SLOW = ("import", "decode", "trigger-many"), ("trigger-many",)


# Samples


def test_samples_of_the_same_round_are_compared() -> None:
    # In the second round, the machine is slower for both.
    assert ratio([2.0, 20.0, 2.0], [1.0, 10.0, 1.0]) == Ratio(2.0, 2.0, 2.0)


def test_spread_is_the_interquartile_range() -> None:
    assert ratio([1.0, 2.0, 3.0, 4.0, 100.0], [1.0] * 5) == Ratio(3.0, 2.0, 4.0)


def test_rounds_of_one_contender_are_ignored() -> None:
    assert ratio([2.0, 4.0, 50.0], [2.0, 2.0]) == Ratio(1.5, 1.25, 1.75)
    assert ratio([3.0], [2.0]) == Ratio(1.5, 1.5, 1.5)
    with pytest.raises(ValueError, match="requires a round"):
        ratio([], [1.0])


def test_contenders_take_turns_to_go_first() -> None:
    assert list(turns(["a", "b"], 3)) == [(0, "a"), (0, "b"), (1, "b"), (1, "a"), (2, "a"), (2, "b")]


# The table

EXPECTED = """\
                                  median                  prefect-http  middle half    goal

decode logs: 200 logs, from bytes to objects; equal results
  prefect-http                      2.00 ms CPU
  orjson, untyped                   1.00 ms CPU           2.00 x        2.00 to 2.00   at most 1.6 x: missed by 25%
  PrefectClient                     30.0 ms CPU           15.0 x less   15.0 to 15.0   at least 5 x less: reached
  openapi-python-client            1,234 ms CPU           617 x less    617 to 617

wait: nothing happens; DIFFERENT RESULTS from PrefectClient
  prefect-http                     0.500 % CPU                                         at most 1: reached

trigger_many: left out, there is no server"""


def test_results_are_formatted_as_a_table() -> None:
    samples = {
        "prefect-http": [2.0, 2.0],
        "orjson, untyped": [1.0, 1.0],
        "PrefectClient": [30.0, 30.0],
        "openapi-python-client": [1234.0, 1234.0],
    }
    goals = [Goal(1.6, "orjson, untyped"), Goal(1 / 5, "PrefectClient")]
    decoded = Figure(
        "decode logs", "200 logs, from bytes to objects", "ms CPU", samples, goals, dict.fromkeys(samples, "abc")
    )
    waited = Figure(
        "wait",
        "nothing happens",
        "% CPU",
        {"prefect-http": [0.5]},
        [Goal(1.0)],
        {"prefect-http": "abc", "PrefectClient": "def"},
    )
    assert table([decoded, waited, Figure("trigger_many", "left out, there is no server", "", {})]) == EXPECTED


# The command line


def test_all_cases_are_measured_by_default() -> None:
    assert parse([], CASES, SLOW) == Options(CASES, quick=False, json=None)
    assert parse(["--quick"], CASES, SLOW).cases == ("import", "decode")
    assert parse(["--quick", "trigger-many", "import"], CASES, SLOW).cases == ("import", "trigger-many")
    assert parse(["--json", "x.json", "decode"], CASES, SLOW) == Options(("decode",), quick=False, json=Path("x.json"))


def test_unknown_case_is_rejected_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["decoding"], CASES, SLOW)
    assert "unknown case decoding: choose from import, decode, trigger-many" in capsys.readouterr().err


# The history


def test_history_contains_all_samples(tmp_path: Path) -> None:
    figure = Figure(
        "wait", "nothing happens", "% CPU", {"prefect-http": [0.5, 0.25]}, [Goal(1.0)], {"prefect-http": "a"}
    )
    history.write(tmp_path / "x.json", [figure], commit="abc", versions={"httpx": "0.28.1"}, quick=True)
    kept = json.loads((tmp_path / "x.json").read_text("utf-8"))
    assert datetime.fromisoformat(kept.pop("date")).tzinfo is not None
    assert kept.pop("machine").keys() == {"system", "release", "processor"}
    assert kept == {
        "commit": "abc",
        "quick": True,
        "versions": {"httpx": "0.28.1"},
        "figures": [
            {
                "name": "wait",
                "work": "nothing happens",
                "unit": "% CPU",
                "samples": {"prefect-http": [0.5, 0.25]},
                "goals": [{"at_most": 1.0, "against": None}],
                "digests": {"prefect-http": "a"},
            }
        ],
    }


def test_unwritable_history_raises(tmp_path: Path) -> None:
    with pytest.raises(GeneratorError, match=r"cannot write .*: Is a directory"):
        history.write(tmp_path, [], commit=None, versions={}, quick=False)


# Digests
READS = {
    "flow_runs": flow_runs.read_flow_runs(),
    "deployments": deployments.read_deployments(),
    "logs": logs.read_logs(),
    "task_runs": task_runs.read_task_runs(),
    "events": events.read_events(),
    "automations": automations.read_automations(),
}


@pytest.mark.parametrize("kind", pages.KINDS)
def test_objects_and_plain_json_have_the_same_digest(kind: str) -> None:
    content = pages.page(kind)
    assert digest(kind, READS[kind].operation.decode(200, content)) == digest(kind, json.loads(content))


@pytest.mark.parametrize(("kind", "field"), [(kind, field) for kind, fields in FIELDS.items() for field in fields])
def test_compared_fields_affect_the_digest(kind: str, field: str) -> None:
    page = json.loads(pages.page(kind))
    rows = page["events"] if kind == "events" else page
    known = digest(kind, rows)
    removed = [_without(row, field.split(".")) for row in rows]
    assert digest(kind, removed) != known


def _without(value: Any, path: list[str]) -> Any:
    if isinstance(value, list):
        return [_without(element, path) for element in value]
    if not isinstance(value, dict) or path[0] not in value:
        return value
    rest = {key: inner for key, inner in value.items() if key != path[0]}
    return rest if len(path) == 1 else {**rest, path[0]: _without(value[path[0]], path[1:])}


def test_digest_does_not_depend_on_the_timezone() -> None:
    times = "2026-11-24T22:00:00Z", "2026-11-25T00:00:00.000000+02:00"
    assert len({digest("logs", {"timestamp": time}) for time in times}) == 1
    assert digest("logs", {"timestamp": times[0]}) != digest("logs", {"timestamp": "2026-11-24T22:00:01Z"})


# The loopback server


def test_row_is_found_by_id() -> None:
    run = pages.flow_run(123_456)
    assert pages.flow_run(pages.index_of(run["id"])) == run
    assert UUID(run["id"]).hex[:8] == "0001e240"


def test_flow_runs_are_filtered_and_paged() -> None:
    def listed(rows: int = 1000, **body: Any) -> list[int]:
        return [pages.index_of(run["id"]) for run in loopback.flow_runs(body, rows)]

    assert listed() == list(range(200))
    assert listed(offset=990) == list(range(990, 1000))
    assert listed(limit=2, offset=5) == [5, 6]
    assert listed(flow_runs={"id": {"any_": [pages.ident("f1", 7), pages.ident("f1", 3)]}}) == [3, 7]
    last = {"expected_start_time": {"before_": pages.expected(199)}, "id": {"not_any_": [pages.ident("f1", 199)]}}
    assert listed(flow_runs=last, limit=3) == [200, 201, 202]
    running = pages.ident("f1", pages.FIRST_RUNNING)
    ended = {"type": {"any_": ["COMPLETED", "FAILED", "CRASHED", "CANCELLED"]}}
    assert listed(flow_runs={"id": {"any_": [running]}, "state": ended}) == []
    assert listed(flow_runs={"id": {"any_": [running]}}) == [pages.FIRST_RUNNING]


def test_expected_start_times_are_a_second_apart() -> None:
    first, second = (datetime.fromisoformat(pages.expected(index)) for index in (0, 1))
    assert first - second == timedelta(seconds=1)
    assert first.tzinfo == UTC


def test_response_is_compressed_if_the_client_accepts_it() -> None:
    arguments = "GET", f"/1000/api/flow_runs/{pages.ident('f1', 0)}", b""
    plain, compressed = (loopback.exchange(*arguments, compressed) for compressed in (False, True))
    assert plain.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"content-encoding: gzip" in compressed
    assert len(compressed) < len(plain)
    assert json.loads(plain.partition(b"\r\n\r\n")[2]) == pages.flow_run(0)


def test_unknown_path_is_404() -> None:
    assert loopback.exchange("GET", "/1000/api/nothing", b"", False).startswith(b"HTTP/1.1 404 Not Found\r\n")
