"""Commands on Prefect Cloud, which lacks some operations, requires a key, and has other URLs."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from prefect_http import Prefect
from prefect_http._cli.commands import drain
from tests.cli.conftest import Run
from tests.cli.execution import Etl, deploy, executed
from tests.support.cloud import API_KEY, CloudStandIn


@pytest.fixture
def client(cloud: CloudStandIn, monkeypatch: pytest.MonkeyPatch) -> Iterator[Prefect]:
    """Return a client of the workspace that the command uses too."""
    monkeypatch.setenv("PREFECT_API_KEY", API_KEY)
    with Prefect(cloud.api_url) as made:
        yield made


@pytest.fixture
def run(client: Prefect, cloud: CloudStandIn, run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs the command on the workspace."""
    monkeypatch.setenv("PREFECT_API_URL", cloud.api_url)
    return run


@pytest.fixture
def etl(client: Prefect) -> Iterator[Etl]:
    """Return a deployment without runs."""
    made = deploy(client, tags=["nightly"])
    yield made
    client.flows.delete(made.deployment.flow_id)


def test_a_run_is_started_and_its_page_in_the_workspace_is_shown(run: Run, client: Prefect, etl: Etl) -> None:
    result = run("run", etl.name, "--name", "monday")
    (started,) = client.flow_runs.list(deployment=etl.deployment)
    assert result == (0, f"Flow run monday ({started.id}) is Scheduled: {client.ui_url(started)}\n", "")
    assert "/workspace/" in result.out


def test_runs_are_waited_for_and_followed(run: Run, client: Prefect, etl: Etl) -> None:
    with executed(client, etl.deployment):
        failed = run("run", etl.name, "--wait", "-p", "end=FAILED", "-o", "json")
        followed = run("run", etl.name, "--follow", "-p", "n=8")
    assert (failed.code, json.loads(failed.out)["state_type"]) == (1, "FAILED")
    assert followed.code == 0
    assert followed.out.endswith(" INFO     extracting 8 rows\n")
    _run, _url, *states, _end = followed.err.splitlines()
    assert [line.split()[1].rstrip(":") for line in states] == ["Scheduled", "Running", "Completed"]


def test_30_rows_start_30_runs_which_are_listed_cancelled_and_deleted(
    run: Run, client: Prefect, etl: Etl, tmp_path: Path
) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("n\n" + "".join(f"{n}\n" for n in range(30)), "utf-8")
    started = run("run", etl.name, "--from", str(rows), "-o", "id")
    assert (started.code, len(set(started.out.split()))) == (0, 30)
    of_deployment = ("--deployment", etl.name)
    assert run("runs", "count", *of_deployment).out == "30\n"
    listed = run("runs", "ls", *of_deployment, "--limit", "0", "-o", "jsonl").out.splitlines()
    assert sorted(json.loads(line)["parameters"]["n"] for line in listed) == [*range(30)]
    assert run("runs", "cancel", *of_deployment, "--yes") == (0, "", "30 flow runs cancelled\n")
    assert run("runs", "delete", *of_deployment, "--state", "cancelled", "--yes").err == "30 flow runs deleted\n"
    assert client.flow_runs.count(deployment=etl.deployment) == 0


def test_a_run_is_found_by_the_beginning_of_its_id_and_its_log_is_read(run: Run, client: Prefect, etl: Etl) -> None:
    with executed(client, etl.deployment):
        run_id = run("run", etl.name, "--wait", "-o", "id").out.strip()
    assert run("runs", "get", run_id[:20], "-o", "id").out == f"{run_id}\n"
    assert run("runs", "logs", run_id).out.endswith(" INFO     extracting 1 rows\n")
    assert run("runs", "logs", "-f", run_id, "--tail", "0").out == ""
    assert run("runs", "delete", run_id, "--yes").code == 0
    assert run("runs", "get", run_id).code == 5


@pytest.mark.parametrize("what", ["--deployment", "--tag"])
def test_drain_pauses_and_cancels(
    run: Run, client: Prefect, etl: Etl, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr(drain, "_SETTLE", 0)
    run_id = run("run", etl.name, "-o", "id").out.strip()
    result = run("drain", what, etl.name if what == "--deployment" else "nightly", "--cancel", "--yes")
    assert result.code == 0
    assert "Nothing runs any more" in result.err
    assert client.flow_runs.get(run_id).state_type == "CANCELLED"
    assert client.deployments.get(etl.deployment.id).paused


def test_events_are_listed_and_followed_to_the_timeout(run: Run, etl: Etl) -> None:
    assert run("run", etl.name).code == 0
    events = run("events", "--limit", "1", "-o", "jsonl")
    assert events.code == 0
    assert json.loads(events.out)["event"].startswith("prefect.")
    result = run("events", "-f", "--event", "no.such.event", "--timeout", "0.2")
    assert (result.code, result.err) == (124, "error: events were followed for 0.2 s\n")


def test_any_operation_is_called_unless_cloud_lacks_it(run: Run) -> None:
    assert json.loads(run("api", "POST /flow_runs/filter", "limit=1").out) is not None
    assert run("api", "read_version") == (2, "", "error: GET /admin/version: not available on Prefect Cloud\n")
    assert run("api", "GET /admin/settings").code == 2
    shown = run("api", "hello", "--curl")
    assert "Authorization: Bearer ***" in shown.out
    assert API_KEY not in shown.out


def test_doctor_finds_no_version(run: Run) -> None:
    shown = run("doctor").out
    assert "version: none (Prefect Cloud)\n" in shown
    assert "authentication: Bearer from PREFECT_API_KEY (environment), accepted\n" in shown
    assert API_KEY not in shown


def test_deployments_are_deleted(run: Run, client: Prefect, etl: Etl) -> None:
    assert run("deployments", "delete", etl.name, "--yes") == (0, "", "1 deployment deleted\n")
    assert client.deployments.count(flow=etl.deployment.flow_id) == 0
    assert run("deployments", "get", etl.name).code == 5
