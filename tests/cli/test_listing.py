"""Listing, counting and getting rows of a real server."""

import csv
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import uuid4

import pytest

from prefect_http import Prefect
from prefect_http._cli import arguments, row_ids
from prefect_http._cli.main import main
from prefect_http._domain import filters, keywords
from prefect_http.models import Deployment, Flow, FlowRun
from prefect_http_api import requests
from tests.cli.conftest import Run
from tests.support.servers import ServerAddress


class Rows(NamedTuple):
    flow: Flow
    deployment: Deployment
    runs: list[FlowRun]


@pytest.fixture(scope="module")
def rows(client: Prefect) -> Iterator[Rows]:
    flow = client.flows.create(name=f"cli-{uuid4()}")
    deployment = client.deployments.create(name="nightly", flow_id=flow.id, tags=["cli"])
    runs = [client.deployments.trigger(deployment.id, name=f"copy-{number}") for number in range(3)]
    client.flow_runs.cancel(runs[0].id)
    yield Rows(flow, deployment, runs)
    client.flows.delete(flow.id)


def test_table_of_runs(rows: Rows, run: Run) -> None:
    result = run("runs", "ls", "--flow", rows.flow.name, "--sort", "name-asc")
    lines = [line.split() for line in result.out.splitlines()]
    name = f"{rows.flow.name}/nightly"
    assert lines[0] == ["ID", "STATE", "NAME", "DEPLOYMENT", "START"]
    assert [line[:4] for line in lines[1:]] == [
        [str(one.id), state, one.name, name]
        for one, state in zip(rows.runs, ["Cancelled", "Scheduled", "Scheduled"], strict=True)
    ]
    assert result.err == ""


def test_formats_have_the_same_rows(rows: Rows, run: Run) -> None:
    words = ("runs", "ls", "--deployment", f"{rows.flow.name}/nightly", "--sort", "name-asc", "-o")
    ids = [str(one.id) for one in rows.runs]
    documents = json.loads(run(*words, "json").out)
    assert [one["id"] for one in documents] == ids
    assert documents[0]["deployment_name"] == "nightly"
    lines = [json.loads(line) for line in run(*words, "jsonl").out.splitlines()]
    assert [(one.keys(), one["id"]) for one in lines] == [(one.keys(), one["id"]) for one in documents]
    assert [one["id"] for one in csv.DictReader(run(*words, "csv").out.splitlines())] == ids
    assert run(*words, "id").out.split() == ids
    assert [line.split()[0] for line in run(*words, "wide").out.splitlines()[1:]] == ids


def test_limit_says_that_there_are_more(rows: Rows, run: Run) -> None:
    words = ("runs", "ls", "--flow", str(rows.flow.id), "-o", "id", "--limit")
    limited = run(*words, "2")
    assert limited.out.count("\n") == 2
    assert limited.err == "There are more flow runs: pass --limit N, or --limit 0 for all.\n"
    for limit in ("3", "0"):
        result = run(*words, limit)
        assert (result.out.count("\n"), result.err) == (3, "")


@pytest.mark.parametrize(
    ("words", "noun"),
    [
        (["runs", "ls", "--flow", "FLOW", "--state", "crashed"], "flow runs"),
        (["deployments", "ls", "--name", "nothing"], "deployments"),
        (["deployments", "schedule", "ls", "FLOW/nightly"], "schedules"),
        (["blocks", "ls", "--name", "nothing"], "blocks"),
        (["events", "--event", "nothing"], "events"),
        (["api", "--list", "nothing"], "operations"),
    ],
)
def test_empty_listing_says_so(words: list[str], noun: str, rows: Rows, run: Run) -> None:
    words = [word.replace("FLOW", rows.flow.name) for word in words]
    for output in ("table", "wide"):
        assert run(*words, "-o", output) == (0, "", f"no {noun} found\n")
    for output, expected in (("json", "[]\n"), ("jsonl", ""), ("id", "")):
        assert run(*words, "-o", output) == (0, expected, "")
    assert run(*words, "-o", "csv").out.count("\n") == 1


def test_filters_select_rows(rows: Rows, run: Run) -> None:
    def count(*words: str) -> str:
        return run("runs", "count", "--flow", rows.flow.name, *words).out

    assert count() == "3\n"
    assert count("--state", "cancelled,failed") == "1\n"
    assert count("--state", "crashed", "--state", "Cancelled") == "1\n"
    assert count("--name", "copy-1", "--name", "copy-2") == "2\n"
    assert count("--name", "copy-*") == "3\n"
    assert count("--tag", "cli", "--since", "1h") == "3\n"
    assert count("--until", "1h") == "0\n"
    assert count("--where", '{"flow_runs": {"name": {"any_": ["copy-2"]}}}') == "1\n"
    assert run("deployments", "count", "--flow", rows.flow.name).out == "1\n"
    assert run("deployments", "count", "--flow", rows.flow.name, "--paused").out == "0\n"


def test_runs_are_selected_by_expected_start_and_by_end(run: Run, client: Prefect, rows: Rows) -> None:
    tag = str(uuid4())
    start = datetime.now(UTC) - timedelta(days=60)
    ended, running = (client.deployments.trigger(rows.deployment, tags=[tag], scheduled_time=start) for _ in range(2))
    client.flow_runs.set_state(ended.id, "CRASHED")
    client.flow_runs.set_state(running.id, "RUNNING")

    def ids(*words: str) -> set[str]:
        return set(run(*words, "--tag", tag, "-o", "id").out.split())

    assert ids("runs", "ls", "--until", "30d") == {str(ended.id), str(running.id)}
    assert ids("runs", "ls", "--since", "30d") == set()
    assert ids("runs", "ls", "--ended-until", "30d") == set()
    assert ids("runs", "ls", "--ended-since", "1h") == {str(ended.id)}
    assert run("runs", "count", "--tag", tag, "--ended-since", "1h").out == "1\n"
    # What is deleted or retried has ended. What is cancelled has not.
    for verb, matching in (("delete", set()), ("retry", set()), ("cancel", {str(running.id)})):
        assert ids("runs", verb, "--older-than", "30d", "--dry-run") == matching
    for verb in ("delete", "retry"):
        assert ids("runs", verb, "--older-than", "0s", "--dry-run") == {str(ended.id)}
    client.flow_runs.delete_many(tags=[tag])


def test_task_runs_are_selected_by_end(run: Run, client: Prefect, rows: Rows) -> None:
    parent = rows.runs[1]
    start = datetime.now(UTC) - timedelta(days=60)
    state: requests.StateCreate = {"type": "SCHEDULED", "state_details": {"scheduled_time": start}}
    task_run = client.task_runs.create(flow_run_id=parent.id, task_key="t", dynamic_key="0", state=state)
    client.task_runs.set_state(task_run.id, "COMPLETED", force=True)
    words = ("task-runs", "count", "--run", str(parent.id))
    assert run(*words, "--until", "30d").out == "1\n"
    assert run(*words, "--ended-until", "30d").out == "0\n"


@pytest.mark.parametrize(
    ("command", "meaning"),
    [
        (
            "runs ls",
            "--since TIME earliest time: 7d for seven days ago, or 2026-01-31T08:00; of runs, the time when they",
        ),
        ("runs ls", "--ended-since TIME earliest end, as in --since"),
        ("runs delete", "--older-than DURATION only runs that ended at least this long ago, such as 30d"),
        (
            "runs cancel",
            "--older-than DURATION only runs that were expected to start at least this long ago, such as 30d",
        ),
    ],
)
def test_help_says_which_time_is_meant(command: str, meaning: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([*command.split(), "--help"])
    assert meaning in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("option", ["--since", "--until", "--ended-since", "--ended-until", "--older-than"])
def test_durations_before_now_require_a_unit(run: Run, option: str) -> None:
    result = run("runs", "delete", option, "30", "--dry-run")
    assert (result.code, result.out) == (2, "")
    assert f"argument {option}: expected a duration" in result.err
    assert "got '30'" in result.err


def test_deployments_are_listed_by_full_name(rows: Rows, run: Run) -> None:
    result = run("deployments", "ls", "--flow", rows.flow.name)
    assert result.out.splitlines()[1].split()[:2] == [str(rows.deployment.id), f"{rows.flow.name}/nightly"]
    assert run("deployments", "ls", "--flow", rows.flow.name, "--name", "nothing").code == 0


@pytest.mark.parametrize("length", [36, 35, 18, 9])
def test_run_by_the_first_characters_of_its_id(length: int, rows: Rows, run: Run) -> None:
    ident = str(rows.runs[1].id)
    assert run("runs", "get", ident[:length].upper(), "-o", "id").out == f"{ident}\n"


def test_ambiguous_id_lists_candidates(rows: Rows, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_ids, "_rows_near", lambda *_arguments: [rows.runs[0], rows.runs[0]])
    result = run("runs", "get", str(rows.runs[0].id)[:6])
    assert result.code == 2
    assert result.err.count(f"{rows.runs[0].id} (copy-0)") == 2


def test_run_is_found_among_many_pages(small_pages: ServerAddress, capsys: pytest.CaptureFixture[str]) -> None:
    with Prefect(small_pages.api_url) as client:
        flow = client.flows.create(name="many")
        # The IDs that the server creates are random, or begin with the time.
        ids = sorted(client.flow_runs.create(flow_id=flow.id).id for _ in range(30))
        for ident in (ids[0], ids[13], ids[29]):
            assert row_ids.find_run(client, str(ident)[:13]) == ident
            assert main(["runs", "get", str(ident)[:13], "-o", "id", "--api-url", small_pages.api_url]) == 0
            assert capsys.readouterr().out == f"{ident}\n"
        client.flows.delete(flow.id)


def test_deployment_by_name_or_id(rows: Rows, run: Run) -> None:
    name = f"{rows.flow.name}/nightly"
    for reference in (name, str(rows.deployment.id), str(rows.deployment.id)[:13]):
        lines = dict(line.split(maxsplit=1) for line in run("deployments", "get", reference).out.splitlines())
        assert (lines["ID"], lines["NAME"]) == (str(rows.deployment.id), name)
    result = run("deployments", "get", f"{name}x")
    assert (result.code, f"did you mean '{name}'?" in result.err) == (5, True)


def test_options_stand_anywhere(rows: Rows, run: Run) -> None:
    ident = str(rows.runs[0].id)
    for words in (
        ["-o", "id", "runs", "get", ident],
        ["runs", "-o", "id", "get", ident],
        ["runs", "get", "-o", "id", ident],
        ["runs", "get", ident, "--output=id"],
        ["-o", "json", "runs", "get", ident, "-o", "id"],
    ):
        assert run(*words).out == f"{ident}\n"


def test_every_filter_of_the_client_is_an_option() -> None:
    grammars = [one for one in vars(filters).values() if isinstance(one, keywords.Grammar)]
    assert {name for one in grammars for name in one.keywords} - {"id"} == {*arguments._FILTERS} - {"where"}
