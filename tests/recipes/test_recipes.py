"""The recipes in docs/recipes, called as a user would, on a real server."""

import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from docs.recipes import fastapi_endpoint
from prefect_http import Prefect
from prefect_http.models import Deployment, FlowRun
from prefect_http_api.requests import StateType
from tests.support.background import repeated
from tests.support.markdown import ROOT, read
from tests.support.servers import ServerAddress
from tests.support.waits import HANG_SECONDS
from tests.support.worker import running_worker

RECIPES = ROOT / "docs" / "recipes"

ETL = """\
import time

from prefect import flow


@flow(log_prints=True)
def etl(day: str = "today", seconds: float = 0, fail: bool = False) -> None:
    print(f"loaded {day}")
    time.sleep(seconds)
    if fail:
        raise ValueError("the disk is full")
"""

PARAMETERS = {"day": {"type": "string"}, "seconds": {"type": "number"}, "fail": {"type": "boolean"}}

Start = Callable[..., "subprocess.Popen[str]"]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def start(environment: dict[str, str], tmp_path: Path) -> Start:
    """Return a function that starts a recipe with arguments."""

    def start_recipe(recipe: str, *arguments: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-W", "error", str(RECIPES / f"{recipe}.py"), *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
            cwd=tmp_path,
        )

    return start_recipe


@pytest.fixture
def run(start: Start) -> Run:
    """Return a function that runs a recipe with arguments."""
    return lambda recipe, *arguments: finish(start(recipe, *arguments))


def finish(process: "subprocess.Popen[str]") -> "subprocess.CompletedProcess[str]":
    """Wait for a recipe, and return its result without the warnings of retries, which a busy server causes."""
    out, err = process.communicate(timeout=HANG_SECONDS)
    err = "".join(line for line in err.splitlines(keepends=True) if ". Retrying in " not in line)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


@pytest.fixture
def name() -> str:
    return f"etl-{uuid4().hex[:8]}"


@pytest.fixture
def deployment(prefect: Prefect, name: str) -> Deployment:
    """Return the deployment "nightly" of a flow that has the same name as its work pool."""
    prefect.work_pools.create(name=name, type="process")
    flow = prefect.flows.create(name=name)
    return prefect.deployments.create(
        name="nightly",
        flow_id=flow.id,
        work_pool_name=name,
        parameter_openapi_schema={"type": "object", "properties": PARAMETERS},
        enforce_parameter_schema=True,
    )


@pytest.fixture
def worked(prefect: Prefect, server: ServerAddress, deployment: Deployment, name: str, tmp_path: Path) -> Iterator[str]:
    """Return the path of a deployment whose runs a worker executes."""
    (tmp_path / "home").mkdir()
    (tmp_path / "etl.py").write_text(ETL, encoding="utf-8")
    steps = [{"prefect.deployments.steps.set_working_directory": {"directory": str(tmp_path)}}]
    prefect.deployments.update(deployment.id, entrypoint="etl.py:etl", pull_steps=steps)
    with running_worker(server, name, tmp_path / "home"):
        yield f"{name}/nightly"


def trigger(prefect: Prefect, deployment: Deployment, kind: StateType, ago: timedelta = timedelta()) -> FlowRun:
    """Return a run that was expected to start some time *ago* and is in the given state."""
    run = prefect.deployments.trigger(deployment.id, scheduled_time=datetime.now(UTC) - ago)
    prefect.flow_runs.set_state(run.id, kind, force=True)
    return prefect.flow_runs.get(run.id)


def states(prefect: Prefect, runs: list[FlowRun]) -> list[str | None]:
    """Return the names of the runs' states, or None if a run was deleted."""
    found = {run.id: run.state_name for run in prefect.flow_runs.list(id=[run.id for run in runs])}
    return [found.get(run.id) for run in runs]


class TestOnARealWorker:
    def test_ci_step_and_drain(self, start: Start, run: Run, prefect: Prefect, worked: str) -> None:
        steps = [
            start("ci_step", worked, "--parameters", '{"day": "2026-01-31"}', "--key", "abc", "--timeout", "600"),
            start("ci_step", worked, "--parameters", '{"fail": true}'),
        ]
        long = prefect.deployments.trigger(worked, parameters={"seconds": 120})
        completed, failed = map(finish, steps)

        assert (completed.returncode, completed.stderr) == (0, "")
        lines = completed.stdout.splitlines()
        assert re.search(r"/runs/flow-run/[0-9a-f-]{36}$", lines[0])
        assert re.fullmatch(r"\d\d:\d\d:\d\d ── Scheduled", lines[1])
        assert sum(line.endswith(" loaded 2026-01-31") for line in lines) == 1
        assert lines[-1].endswith(" ── Completed")

        assert (failed.returncode, failed.stderr) == (1, "")
        assert "ValueError: the disk is full" in failed.stdout
        assert failed.stdout.endswith(" ── Failed\n")

        prefect.flow_runs.wait(long.id, until="RUNNING", timeout=HANG_SECONDS)
        work_pool = worked.partition("/")[0]
        drained = run("drain", "--cancel", work_pool, sys.executable, "-c", "print('maintenance')")
        assert (drained.returncode, drained.stderr) == (0, "")
        assert drained.stdout == "waiting for 1 runs\n1 of 1 runs have finished\ndrained\nmaintenance\n"
        assert prefect.flow_runs.get(long.id).state_type == "CANCELLED"
        assert not prefect.work_pools.get(work_pool).is_paused


class TestCIStep:
    def test_unknown_deployment_is_reported(self, run: Run, name: str, deployment: Deployment) -> None:
        step = run("ci_step", f"{name}/nigthly")
        assert (step.returncode, step.stdout) == (1, "")
        assert step.stderr.startswith(f"flow '{name}' has no deployment 'nigthly' (did you mean '{name}/nightly'?)")
        assert step.stderr.count("\n") == 1

    def test_run_that_takes_too_long_is_cancelled(
        self, run: Run, prefect: Prefect, deployment: Deployment, name: str
    ) -> None:
        step = run("ci_step", f"{name}/nightly", "--key", "slow", "--timeout", "0.5")
        assert step.returncode == 1
        assert step.stdout.endswith("cancelling the run\n")
        assert " after 0.5 s" in step.stderr
        assert prefect.deployments.trigger(deployment.id, idempotency_key="slow").state_type == "CANCELLED"

    def test_repeated_step_follows_the_same_run(
        self, run: Run, prefect: Prefect, deployment: Deployment, name: str
    ) -> None:
        known = prefect.deployments.trigger(deployment.id, idempotency_key="abc")
        prefect.flow_runs.set_state(known.id, "FAILED", message="the disk is full", force=True)
        step = run("ci_step", f"{name}/nightly", "--key", "abc")
        assert step.returncode == 1
        assert step.stdout.splitlines()[0].endswith(str(known.id))
        assert prefect.flow_runs.count(deployment=deployment) == 1


class TestFastAPI:
    @pytest.fixture
    async def api(self, anyio_backend: str, server: ServerAddress, monkeypatch: pytest.MonkeyPatch) -> Any:
        monkeypatch.setenv("PREFECT_API_URL", server.api_url)
        app = fastapi_endpoint.app
        async with app.router.lifespan_context(app):
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as api:
                yield api

    @pytest.mark.anyio
    async def test_run_is_started_and_its_state_is_read(
        self, api: httpx.AsyncClient, prefect: Prefect, name: str, deployment: Deployment
    ) -> None:
        body, headers = {"parameters": {"day": "2026-01-31"}}, {"Idempotency-Key": "abc"}
        started = await api.post(f"/deployments/{name}/nightly/runs", json=body, headers=headers)
        assert started.status_code == 201
        known = prefect.flow_runs.get(started.json()["id"])
        assert (known.deployment_id, known.parameters) == (deployment.id, body["parameters"])
        repeated = await api.post(f"/deployments/{name}/nightly/runs", json=body, headers=headers)
        assert repeated.json()["id"] == str(known.id)
        prefect.flow_runs.set_state(known.id, "FAILED", message="the disk is full", force=True)
        state = await api.get(f"/runs/{known.id}")
        assert state.status_code == 200
        assert (state.json()["type"], state.json()["message"]) == ("FAILED", "the disk is full")

    @pytest.mark.anyio
    async def test_errors_are_mapped(self, api: httpx.AsyncClient, name: str, deployment: Deployment) -> None:
        async def post(path: str, parameters: dict[str, Any]) -> tuple[int, str]:
            response = await api.post(f"/deployments/{path}/runs", json={"parameters": parameters})
            return response.status_code, response.json()["detail"]

        status, detail = await post(f"{name}/nigthly", {})
        assert (status, f"did you mean '{name}/nightly'?" in detail) == (404, True)
        status, detail = await post(f"{name}/nightly", {"dya": "2026-01-31"})
        assert (status, "did you mean 'day'?" in detail) == (422, True)
        status, detail = await post(f"{name}/nightly", {"day": 31})
        assert (status, "day" in detail) == (409, True)
        assert (await api.get(f"/runs/{uuid4()}")).status_code == 404
        assert (await api.get("/runs/tuesday")).status_code == 422

    @pytest.mark.anyio
    async def test_other_failures_are_those_of_a_gateway(
        self, api: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        app = fastapi_endpoint.app
        monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
        async with app.router.lifespan_context(app):
            response = await api.get(f"/runs/{uuid4()}")
        assert response.status_code == 502

    def test_schema_describes_runs_and_states(self) -> None:
        document = fastapi_endpoint.app.openapi()
        assert {"FlowRun", "State"} <= document["components"]["schemas"].keys()


DAY = timedelta(days=1)
BEGIN = datetime(2026, 1, 31, 8, tzinfo=UTC)


class TestNightlyCleanup:
    def test_old_runs_are_deleted_and_crashed_ones_retried(
        self, run: Run, prefect: Prefect, deployment: Deployment
    ) -> None:
        old = [trigger(prefect, deployment, kind, 32 * DAY) for kind in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")]
        now = datetime.now(UTC)
        for ended in old:
            set_times(prefect, ended, now - 32 * DAY, now - 31 * DAY)
        long = trigger(prefect, deployment, "COMPLETED", 32 * DAY)
        set_times(prefect, long, now - 32 * DAY, now - 29 * DAY)
        kept = [
            trigger(prefect, deployment, "RUNNING", 31 * DAY),
            long,
            trigger(prefect, deployment, "CRASHED", 2 * DAY),
            trigger(prefect, deployment, "FAILED", DAY / 2),
        ]
        crashed = trigger(prefect, deployment, "CRASHED", DAY / 2)
        before = states(prefect, [*old, *kept, crashed])

        dry = run("nightly_cleanup", "--dry-run")
        assert (dry.returncode, dry.stderr) == (0, "")
        assert dry.stdout == "4 runs would be deleted\n1 runs would be retried\n"
        assert states(prefect, [*old, *kept, crashed]) == before

        done = run("nightly_cleanup")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == "4 runs deleted\n1 runs retried\n"
        assert states(prefect, old) == [None] * 4
        assert states(prefect, kept) == ["Running", "Completed", "Crashed", "Failed"]
        assert states(prefect, [crashed]) == ["AwaitingRetry"]

        again = run("nightly_cleanup")
        assert (again.returncode, again.stdout) == (0, "0 runs deleted\n0 runs retried\n")


class TestPandasReport:
    def test_figures_of_the_last_week(self, run: Run, prefect: Prefect, name: str, deployment: Deployment) -> None:
        durations: list[tuple[StateType, int]] = [
            ("COMPLETED", 10),
            ("COMPLETED", 20),
            ("FAILED", 40),
            ("COMPLETED", 60),
        ]
        for kind, seconds in durations:
            set_times(prefect, trigger(prefect, deployment, kind, 6 * DAY), BEGIN, BEGIN + timedelta(seconds=seconds))
        set_times(prefect, trigger(prefect, deployment, "CRASHED", 8 * DAY), BEGIN, BEGIN + DAY)
        set_times(prefect, trigger(prefect, deployment, "RUNNING", DAY), BEGIN, BEGIN + DAY)
        alone = prefect.flow_runs.create(flow_id=deployment.flow_id)
        prefect.flow_runs.set_state(alone.id, "FAILED", force=True)
        report = run("pandas_report")
        assert (report.returncode, report.stderr) == (0, "")
        header, *rows = [line.split() for line in report.stdout.splitlines()]
        assert header == ["flow", "deployment", "runs", "success_rate", "median_duration"]
        # Other runs on the server determine how many digits are shown.
        assert [(row[1], int(row[2]), float(row[3]), row[-1][:8]) for row in rows if row[0] == name] == [
            ("NaN", 1, 0.0, "00:00:00"),
            ("nightly", 4, 0.75, "00:00:30"),
        ]


def set_times(prefect: Prefect, run: FlowRun, start: datetime, end: datetime) -> None:
    """Set the times of a run in the server's database: the API sets them to the time of the request."""
    times = [str(time.astimezone(UTC).replace(tzinfo=None)) for time in (start, end)]
    with sqlite3.connect(f"{prefect.admin.settings().home}/prefect.db", timeout=60) as database:
        database.execute("UPDATE flow_run SET start_time = ?, end_time = ? WHERE id = ?", [*times, str(run.id)])
    database.close()


class TestDrain:
    def test_runs_are_awaited(self, start: Start, prefect: Prefect, name: str, deployment: Deployment) -> None:
        first, second = (trigger(prefect, deployment, kind) for kind in ("RUNNING", "PENDING"))
        drain = start("drain", name, sys.executable, "-c", "print('maintenance')")
        assert drain.stdout is not None
        assert drain.stdout.readline() == "waiting for 2 runs\n"
        assert prefect.work_pools.get(name).is_paused
        prefect.flow_runs.set_state(first.id, "COMPLETED", force=True)
        assert drain.stdout.readline() == "1 of 2 runs have finished\n"
        prefect.flow_runs.set_state(second.id, "FAILED", force=True)
        drained = finish(drain)
        assert (drained.returncode, drained.stderr) == (0, "")
        assert drained.stdout == "2 of 2 runs have finished\ndrained\nmaintenance\n"
        assert not prefect.work_pools.get(name).is_paused

    @pytest.mark.parametrize("interrupt", [True, False], ids=["interrupt", "timeout"])
    def test_pool_is_resumed_in_every_case(
        self, start: Start, prefect: Prefect, name: str, deployment: Deployment, interrupt: bool
    ) -> None:
        running = trigger(prefect, deployment, "RUNNING")
        drain = start("drain", "--timeout", "600" if interrupt else "0.5", name)
        assert drain.stdout is not None
        assert drain.stdout.readline() == "waiting for 1 runs\n"
        if interrupt:
            drain.send_signal(signal.SIGINT)
        drained = finish(drain)
        assert (drained.returncode, drained.stdout) == (-signal.SIGINT if interrupt else 1, "")
        assert ("KeyboardInterrupt" if interrupt else "RUNNING after 0.5 s") in drained.stderr
        assert not prefect.work_pools.get(name).is_paused
        assert prefect.flow_runs.get(running.id).state_type == "RUNNING"

    def test_paused_pool_stays_paused(self, run: Run, prefect: Prefect, name: str, deployment: Deployment) -> None:
        prefect.work_pools.pause(name)
        drained = run("drain", name)
        assert (drained.returncode, drained.stderr) == (1, "the work pool is already paused\n")
        assert prefect.work_pools.get(name).is_paused


class StandIn:
    """Executes the runs of a deployment in place of a worker, and fails those called *failing*."""

    def __init__(self, prefect: Prefect, deployment: Deployment, failing: set[str]) -> None:
        self._prefect, self._deployment, self._failing = prefect, deployment, failing
        self._known: list[FlowRun] = []
        self.most = 0

    def running(self) -> AbstractContextManager[None]:
        return repeated(self._work, pause=0.2)

    def _work(self) -> None:
        runs = self._prefect.flow_runs.list(deployment=self._deployment, finished=False).to_list()
        self.most = max(self.most, len(runs))
        # While runs are being started, further writes would make SQLite reject some of them.
        is_idle, self._known = runs == self._known, runs
        for run in runs if is_idle else []:
            kind: StateType = "FAILED" if run.name in self._failing else "COMPLETED"
            self._prefect.flow_runs.set_state(run.id, kind, message=f"{run.name} ended", force=True)


class TestBackfill:
    def test_interrupted_backfill_is_continued(
        self, start: Start, run: Run, prefect: Prefect, name: str, deployment: Deployment
    ) -> None:
        """Of 300 days, two fail. Once they are fixed, only they run again."""
        period = (f"{name}/nightly", "2025-01-01", "2025-10-27", "--concurrency", "40")
        stand_in = StandIn(prefect, deployment, {"backfill-2025-02-01", "backfill-2025-07-15"})
        with stand_in.running():
            interrupted = start("backfill", *period)
            assert interrupted.stdout is not None
            for line in interrupted.stdout:
                if line.startswith("30/300 "):
                    break
            interrupted.send_signal(signal.SIGINT)
            assert finish(interrupted).returncode == -signal.SIGINT
            assert 30 <= prefect.flow_runs.count(deployment=deployment) <= 120

            continued = run("backfill", *period)
        assert continued.returncode == 1
        lines = continued.stdout.splitlines()
        assert len(lines) == 300
        assert re.fullmatch(r"300/300 backfill-2025-\d\d-\d\d: Completed", lines[-1])
        failed = continued.stderr.splitlines()
        assert [line.partition(": http")[0] for line in failed] == [
            f"backfill-{day}: backfill-{day} ended" for day in ("2025-02-01", "2025-07-15")
        ]
        runs = prefect.flow_runs.list(deployment=deployment).to_list()
        days = [date(2025, 1, 1) + timedelta(days) for days in range(300)]
        assert sorted(str(run.parameters["day"]) for run in runs) == [str(day) for day in days]
        assert 1 < stand_in.most <= 40

        with StandIn(prefect, deployment, set()).running():
            repaired = run("backfill", f"{name}/nightly", "2025-01-31", "2025-02-02")
        assert (repaired.returncode, repaired.stderr) == (0, "")
        assert "backfill-2025-02-01: Completed\n" in repaired.stdout
        assert prefect.flow_runs.count(deployment=deployment) == 300
        assert prefect.flow_runs.count(deployment=deployment, state="FAILED") == 1

    def test_parameter_that_the_flow_lacks_starts_nothing(
        self, run: Run, prefect: Prefect, name: str, deployment: Deployment
    ) -> None:
        backfill = run("backfill", f"{name}/nightly", "2025-01-01", "2025-01-02", "--parameter", "date")
        assert (backfill.returncode, backfill.stdout, backfill.stderr.count("\n")) == (1, "", 1)
        assert backfill.stderr.startswith("invalid parameter 'date'")
        assert prefect.flow_runs.count(deployment=deployment) == 0


@pytest.mark.parametrize(
    ("recipe", "arguments"),
    [
        ("backfill", ["etl/nightly", "2025-01-01", "2025-01-02"]),
        ("ci_step", ["etl/nightly"]),
        ("drain", ["k8s"]),
        ("nightly_cleanup", []),
        ("pandas_report", []),
    ],
)
def test_scripts_report_failures_in_one_line(
    recipe: str, arguments: list[str], run: Run, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(environment, "PREFECT_API_URL", "http://127.0.0.1:9/api")
    failed = run(recipe, *arguments)
    assert (failed.returncode, failed.stdout, failed.stderr.count("\n")) == (1, "", 1)
    assert "127.0.0.1:9" in failed.stderr


def test_recipes_are_short_and_listed() -> None:
    recipes = sorted(RECIPES.glob("*.py"))
    assert len(recipes) == 6
    for recipe in recipes:
        assert len(read(recipe).splitlines()) <= 60, recipe.name
        assert f"[{recipe.name}]({recipe.name})" in read(RECIPES / "README.md"), recipe.name
