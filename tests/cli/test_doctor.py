"""Command ``prefect-http doctor``."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from prefect_http import Prefect, __version__
from prefect_http._cli.context import Context
from tests.cli.conftest import Run
from tests.support.cloud import API_KEY, CloudStandIn
from tests.support.servers import ServerAddress
from tests.support.stub import API
from tests.support.versions import PINNED

CLOSED = "http://127.0.0.1:1/api"

Stub = Callable[..., None]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working directory, which is empty."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Stub:
    """Return a function that replaces the server by a healthy one without work, unless responses say otherwise."""

    def replace(responses: dict[str, Any] | None = None, *, ahead: timedelta = timedelta()) -> None:
        known = {
            "/ready": {"message": "OK"},
            "/admin/version": PINNED,
            "/flow_runs/count": 0,
            "/work_pools/filter": [],
            "/work_queues/filter": [],
            **(responses or {}),
        }

        def handle(request: httpx.Request) -> httpx.Response:
            response = known[request.url.path.removeprefix("/api")]
            made = response if isinstance(response, httpx.Response) else httpx.Response(200, json=response)
            made.headers["Date"] = format_datetime(datetime.now(UTC) + ahead, usegmt=True)
            return made

        def connect(_context: Context, **options: Any) -> Prefect:
            return Prefect(API, transport=httpx.MockTransport(handle), **options)

        monkeypatch.setattr(Context, "connect", connect)

    return replace


@pytest.fixture
def pool(client: Prefect) -> Iterator[str]:
    """Return a work pool without workers, in which a run is late."""
    name = f"cli-{uuid4()}"
    client.work_pools.create(name=name, type="process")
    flow = client.flows.create(name=name)
    deployment = client.deployments.create(name="late", flow_id=flow.id, work_pool_name=name)
    flow_run = client.deployments.trigger(deployment.id)
    client.flow_runs.set_state(flow_run.id, "SCHEDULED", name="Late", force=True)
    yield name
    client.flows.delete(flow.id)
    client.work_pools.delete(name)


def problems(run: Run, *words: str) -> dict[str, str]:
    """Return the advice for each problem."""
    found = json.loads(run("doctor", "-o", "json", *words).out)
    return {one["summary"]: one["advice"] for one in found["problems"]}


def test_nothing_is_wrong(run: Run, stub: Stub) -> None:
    stub()
    result = run("doctor")
    assert (result.code, result.err) == (0, "")
    lines = result.out.splitlines()
    title = rf"prefect-http {re.escape(__version__)}, generated from Prefect {re.escape(PINNED)}, Python 3\.\d+\.\d+\S*"
    assert re.fullmatch(title, lines[0])
    assert f"server: {API}" in lines
    assert f"version: {PINNED}, the one this client was generated from" in lines
    assert "authentication: none" in lines
    assert lines[-1] == "no problems found"


def test_sources_and_secrets_of_settings(
    run: Run, stub: Stub, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    stub()
    home = tmp_path_factory.mktemp("home")
    profile = '[profiles.team]\nPREFECT_API_KEY = "pnu_hunter2hunter2"\nPREFECT_CLIENT_MAX_RETRIES = "9"\n'
    (home / "profiles.toml").write_text(f'active = "team"\n{profile}')
    (folder / ".env").write_text("PREFECT_CLIENT_MAX_RETRIES=3\n")
    (folder / "prefect.toml").write_text('[client]\ncustom_headers = {X-Token = "hunter2hunter2"}\n')
    (folder / "pyproject.toml").write_text(
        '[tool.prefect.api]\nrequest_timeout = 7\nauth_string = "me:hunter2hunter2"\n'
    )
    monkeypatch.setenv("PREFECT_HOME", str(home))
    monkeypatch.setenv("PREFECT_API_URL", "http://me:hunter2hunter2@prefect.test/api")
    shown = run("doctor").out
    assert "hunter2" not in shown
    rows = {row["name"]: row for row in json.loads(run("doctor", "-o", "json").out)["settings"]}
    assert {name: (row["value"], row["source"]) for name, row in rows.items() if row["source"] != "default"} == {
        "PREFECT_API_URL": ("http://prefect.test/api", "environment"),
        "PREFECT_API_KEY": ("***", f"profile 'team' in {home}/profiles.toml"),
        "PREFECT_API_AUTH_STRING": ("***", "pyproject.toml (tool.prefect.api.auth_string)"),
        "PREFECT_API_REQUEST_TIMEOUT": ("7", "pyproject.toml (tool.prefect.api.request_timeout)"),
        "PREFECT_CLIENT_MAX_RETRIES": ("3", ".env"),
        "PREFECT_CLIENT_CUSTOM_HEADERS": ("X-Token: ***", "prefect.toml (client.custom_headers)"),
        **{name: (row["value"], row["source"]) for name, row in rows.items() if name == "PREFECT_API_SSL_CERT_FILE"},
    }
    assert rows["PREFECT_CLIENT_MAX_RETRIES"]["overrides"] == [f"profile 'team' in {home}/profiles.toml"]
    argument = json.loads(run("doctor", "-o", "json", "--api-url", API).out)["settings"][0]
    assert (argument["source"], argument["overrides"]) == ("--api-url", ["environment"])


def test_misplaced_key_is_masked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "pnu_hunter2hunter2")
    result = run("doctor")
    assert (result.code, "hunter2" in result.out + result.err) == (2, False)


def test_late_runs_and_pools_without_workers(run: Run, client: Prefect, pool: str) -> None:
    found = problems(run)
    assert found[f"work pool '{pool}' has no online worker, and 1 flow run waits in it"] == (
        f"start a worker: prefect worker start --pool {pool}"
    )
    (late,) = (summary for summary in found if "late" in summary)
    assert re.fullmatch(r"\d+ flow runs? (is|are) late, one since \d+[smhd] ago", late)
    assert "prefect-http runs ls --state late" in found[late]
    assert run("doctor").code == 1


def test_paused_pools_and_queues_with_waiting_runs(run: Run, client: Prefect, pool: str) -> None:
    client.work_pools.pause(pool)
    client.work_queues.pause(f"{pool}/default")
    found = problems(run)
    assert found[f"work pool '{pool}' is paused, and 1 flow run waits in it"] == (
        f"resume it: prefect-http pools resume {pool}"
    )
    assert found[f"work queue '{pool}/default' is paused, and 1 flow run waits in it"] == (
        f"resume it: prefect-http pools queues resume {pool}/default"
    )
    client.flow_runs.cancel_many(work_pool=pool)
    # A pool that is paused on purpose is not a problem.
    assert not [summary for summary in problems(run) if pool in summary]


@pytest.mark.parametrize(
    ("ahead", "text"), [(timedelta(minutes=2), "120 s ahead of"), (timedelta(seconds=-30), "30 s behind")]
)
def test_clock_skew(run: Run, stub: Stub, ahead: timedelta, text: str) -> None:
    stub(ahead=ahead + timedelta(milliseconds=500))
    assert run("doctor").code == 1
    ((summary, advice),) = problems(run).items()
    number, _, direction = text.partition(" ")
    found = re.fullmatch(r"the server's clock is (\d+) s (ahead of|behind) that of this machine", summary)
    assert found is not None
    assert abs(int(found[1]) - int(number)) <= 1
    assert (found[2] in direction, "NTP" in advice) == (True, True)


@pytest.mark.parametrize(
    ("version", "comparison", "code"),
    [("3.99.0", f"newer than {PINNED}", 0), ("3.0.11", f"older than {PINNED}", 0), ("2.20.1", None, 7)],
)
def test_versions(run: Run, stub: Stub, version: str, comparison: str | None, code: int) -> None:
    stub({"/admin/version": version})
    result = run("doctor")
    assert result.code == code
    if comparison is None:
        assert f"Prefect {version}" in result.out
    else:
        assert f"version: {version}, {comparison}" in result.out


def test_missing_permission_for_one_check(run: Run, stub: Stub) -> None:
    stub({"/work_pools/filter": httpx.Response(403, json={"detail": "Forbidden"})})
    result = run("doctor")
    assert (result.code, "403 Forbidden" in result.out, "late runs: 0" in result.out) == (6, True, True)


def test_unreachable_server(run: Run) -> None:
    result = run("doctor", "--api-url", CLOSED)
    assert (result.code, result.err) == (7, "")
    assert f"server: {CLOSED}, not ready" in result.out
    assert "Connection refused" in result.out
    assert result.out.endswith("prefect-http ready --wait 120\n")


def test_missing_url(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL")
    result = run("doctor")
    assert (result.code, result.err) == (2, "")
    assert "PREFECT_API_KEY" in result.out
    assert "no API URL: pass --api-url or set PREFECT_API_URL" in result.out


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("PREFECT_CLIENT_MAX_RETRIES", "many", "must be a non-negative integer, such as 5"),
        ("PREFECT_CLIENT_CUSTOM_HEADERS", "{hunter2", "must be a JSON object of strings"),
        ("PREFECT_PROFILE", "nowhere", "refers to profile 'nowhere'"),
    ],
)
def test_invalid_setting(run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, message: str) -> None:
    monkeypatch.setenv(name, value)
    result = run("doctor")
    assert (result.code, result.err, "hunter2" in result.out) == (2, "", False)
    assert f"{name} (environment) {message}" in result.out


def test_project_file_that_receives_credentials(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL")
    monkeypatch.setenv("PREFECT_API_KEY", "pnu_hunter2")
    (folder / ".env").write_text(f"PREFECT_API_URL={CLOSED}\n")
    found = problems(run)
    assert any("decides who can read PREFECT_API_KEY (environment)" in summary for summary in found)


def test_cloud(run: Run, cloud_of: Callable[..., CloudStandIn], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", cloud_of().api_url)
    monkeypatch.setenv("PREFECT_API_KEY", API_KEY)
    shown = run("doctor").out
    assert "version: none (Prefect Cloud)" in shown
    assert "authentication: Bearer from PREFECT_API_KEY (environment), accepted" in shown
    monkeypatch.setenv("PREFECT_API_KEY", "pnu_wrongwrongwrong")
    rejected = run("doctor")
    assert (rejected.code, "401" in rejected.out, "wrongwrong" in rejected.out) == (6, True, False)


@pytest.mark.parametrize("output", ["csv", "id"])
def test_other_formats_are_rejected(run: Run, server: ServerAddress, output: str) -> None:
    result = run("doctor", "-o", output)
    assert (result.code, result.out) == (2, "")
    assert result.err == f"error: prefect-http doctor requires -o table, json or jsonl, not {output}\n"
