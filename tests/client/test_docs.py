"""What the README shows is what happens: its code runs on a real server, and prints what it says."""

import argparse
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from generator.servers import run as servers
from prefect_http import Prefect
from prefect_http._contract.baseline import parse_acceptances
from prefect_http._contract.cli import set_up
from prefect_http.models import FlowRun
from prefect_http_api import deployments, flow_runs, flows, logs
from prefect_http_api.requests import StateCreate
from tests.support.patience import patient
from tests.support.servers import ServerAddress
from tests.support.transports import PatientTransport

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = [(match[1], match[2]) for match in re.finditer(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)]


@dataclass
class World:
    """A server with the deployment that the README speaks of, under a name of its own."""

    api_url: str
    flow: str
    deployment: str
    deployment_id: UUID
    waiting_id: UUID
    version: str

    def own(self, text: str) -> str:
        """Return what the README says, about this world."""
        return (
            text.replace("etl/", f"{self.flow}/").replace("nightly", self.deployment).replace("region", self.variable)
        )

    def told(self, text: str) -> str:
        """Return what was printed, as the README would have it."""
        text = text.replace(self.flow, "etl").replace(self.deployment, "nightly")
        return text.replace(self.api_url, "http://127.0.0.1:4200/api")

    @property
    def variable(self) -> str:
        return f"region_{self.deployment_id.hex}"

    @property
    def environment(self) -> dict[str, str]:
        path = os.pathsep.join([str(ROOT / "overlay"), str(ROOT / "generated")])
        return {**os.environ, "PREFECT_API_URL": self.api_url, "PYTHONPATH": path}


def set_state(prefect: Prefect, run: FlowRun, *states: StateCreate) -> None:
    for state in states:
        prefect.send(flow_runs.set_flow_run_state(run.id, state=state, force=True))


def work(prefect: Prefect, deployment_id: UUID, done: threading.Event) -> None:
    """Do what a worker does for the runs of a deployment, until *done*."""
    while not done.wait(0.2):
        now = datetime.now(UTC)
        due = deployments.get_scheduled_flow_runs_for_deployments(deployment_ids=[deployment_id], scheduled_before=now)
        for run in prefect.send(due):
            set_state(prefect, run, {"type": "PENDING"}, {"type": "RUNNING"})
            lines = ["read 500 rows", "wrote 500 rows"]
            prefect.send(
                logs.create_logs(
                    [
                        {"name": "etl", "level": 20, "message": line, "timestamp": now, "flow_run_id": run.id}
                        for line in lines
                    ]
                )
            )
            set_state(prefect, run, {"type": "COMPLETED"})


@pytest.fixture
def world(server: ServerAddress) -> Iterator[World]:
    flow, deployment = f"etl-{uuid4()}", f"nightly-{uuid4()}"
    with Prefect(server.api_url, transport=PatientTransport()) as prefect:
        flow_id = prefect.send(flows.create_flow(name=flow)).id
        made = prefect.send(deployments.create_deployment(name=deployment, flow_id=flow_id, tags=[deployment]))
        monday = prefect.deployments.trigger(made.id, name="monday")
        set_state(prefect, monday, {"type": "FAILED", "message": "the disk is full"})
        tomorrow = datetime.now(UTC) + timedelta(days=1)
        waiting = prefect.deployments.trigger(made.id, scheduled_time=tomorrow)
        done = threading.Event()
        worker = threading.Thread(target=work, args=(prefect, made.id, done))
        worker.start()
        try:
            with patient(server.origin) as origin:
                yield World(f"{origin}/api", flow, deployment, made.id, waiting.id, server.version)
        finally:
            done.set()
            worker.join()


def run_python(code: str, world: World, tmp_path: Path, python: str = sys.executable) -> str:
    script = tmp_path / "example.py"
    script.write_text(code, encoding="utf-8")
    command = [python, "-W", "error", str(script)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=world.environment, cwd=tmp_path, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return world.told(done.stdout)


EXAMPLES = [
    (code, BLOCKS[i + 1][1] if BLOCKS[i + 1][0] == "text" else None)
    for i, (language, code) in enumerate(BLOCKS)
    if language == "python"
]


@pytest.mark.parametrize(("code", "output"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_code_runs_and_prints_what_is_shown(code: str, output: str | None, world: World, tmp_path: Path) -> None:
    printed = run_python(world.own(code), world, tmp_path)
    if output is not None:
        assert printed == output


def test_each_other_block_is_of_a_kind_that_is_tested() -> None:
    assert {language for language, _ in BLOCKS} == {"console", "python", "sh", "text", "toml", "yaml"}


def test_what_is_accepted_is_understood() -> None:
    (text,) = (text for language, text in BLOCKS if language == "toml")
    (accepted,) = parse_acceptances(text, "README.md")
    assert accepted.reason == "we do not filter automations by id"


CHECKS = [
    command.partition("#")[0].partition(">")[0].split()
    for language, text in BLOCKS
    if language in {"console", "sh", "yaml"}
    for command in re.findall(r"^.*\b(prefect-http contract.*)$", text, re.MULTILINE)
]


def test_each_check_is_understood() -> None:
    parser = argparse.ArgumentParser()
    set_up(parser)
    assert len(CHECKS) == 9
    for _, _, *options in CHECKS:
        parser.parse_args(options)


@cache
def usage_of_the_generator() -> str:
    command = [sys.executable, "-m", "generator", "--help"]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout


COMMANDS = [line[2:] for language, text in BLOCKS if language == "console" for line in text.splitlines()]


@pytest.mark.parametrize("command", [command for command in COMMANDS if "nox -s" in command])
def test_sessions_and_their_options_exist(command: str) -> None:
    session, _, options = command.partition("nox -s ")[2].partition("#")[0].strip().partition(" -- ")
    source = (ROOT / "noxfile.py").read_text(encoding="utf-8")
    assert f"def {session}(session: nox.Session)" in source
    if options:
        assert options.split()[0] in usage_of_the_generator()


TABLE = README.partition("## What people do most")[2].partition("\n## ")[0]
ROWS = [line.strip("| ").split(" | ") for line in TABLE.splitlines() if line.startswith("| ")][1:]


def pieces(column: int) -> list[str]:
    """Return the pieces of code in a column of the table, from top to bottom."""
    return [piece for row in ROWS for piece in re.findall(r"`([^`]+)`", row[column])]


def test_the_table_has_ten_jobs() -> None:
    assert [len(row) for row in ROWS] == [4] * 10


def test_the_jobs_are_done_with_curl(world: World, tmp_path: Path) -> None:
    (tmp_path / "rows.json").write_text("[{}, {}]")
    ids = {"API": world.api_url, "ID": str(world.deployment_id), "RUN": str(world.waiting_id)}
    for command in pieces(1):
        if command.startswith("curl "):
            shown = world.own(command).replace("curl ", "curl --silent --show-error --fail-with-body --retry 9 ", 1)
            done = subprocess.run(
                ["sh", "-c", shown],
                capture_output=True,
                text=True,
                check=False,
                env={**world.environment, **ids},
                cwd=tmp_path,
                timeout=100,
            )
            assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"


def test_the_jobs_are_done_with_prefect(world: World, tmp_path: Path) -> None:
    jobs = [piece for piece in pieces(2) if "await" in piece]
    assert len(jobs) == len(ROWS)
    done = [f"    print({job})" for job in jobs]
    code = "\n".join(
        [
            "import asyncio",
            "from uuid import UUID",
            "from prefect import get_client",
            "from prefect.client.schemas.filters import FlowRunFilter, LogFilter",
            "from prefect.client.schemas.schedules import CronSchedule",
            "from prefect.deployments import run_deployment",
            "from prefect.states import Cancelling",
            "from prefect.variables import Variable",
            f"run_id, deployment_id = UUID({str(world.waiting_id)!r}), UUID({str(world.deployment_id)!r})",
            "async def main():",
            "  async with get_client() as client:",
            *done,
            "asyncio.run(main())",
        ]
    )
    environment = servers.install(world.version)
    run_python(world.own(code), world, tmp_path, str(environment))


def test_the_jobs_are_done_with_prefect_http(world: World, tmp_path: Path) -> None:
    jobs = [piece for piece in pieces(3) if piece.startswith("prefect.")]
    assert len(jobs) == len(ROWS)
    done = [f"    done({job})" for job in jobs]
    code = "\n".join(
        [
            "from uuid import UUID",
            "from prefect_http import Prefect",
            f"run_id = UUID({str(world.waiting_id)!r})",
            "def done(answer):",
            "    if hasattr(answer, '__iter__'):",
            "        assert all(getattr(row, 'error', None) is None for row in answer)",
            "with Prefect() as prefect:",
            *done,
        ]
    )
    run_python(world.own(code).replace("range(1000)", "range(150)"), world, tmp_path)
