"""Code blocks of README.md and docs/ run on a real server and print the documented output."""

import argparse
import json
import os
import re
import shlex
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from generator.servers.install import install_server
from prefect_http import Prefect
from prefect_http._cli.main import main
from prefect_http._contract.cli import add_arguments
from prefect_http.models import FlowRun
from prefect_http_api import deployments, flow_runs, flows, logs
from prefect_http_api.requests import StateCreate
from tests.support.cloud import CloudStandIn
from tests.support.markdown import DOCS, README, ROOT, Block, blocks, read
from tests.support.retrying_proxy import retrying_proxy
from tests.support.servers import ServerAddress
from tests.support.transports import PatientTransport
from tests.support.waits import HANG_SECONDS

SOURCES = [str(ROOT / "overlay"), str(ROOT / "generated")]
# tests/cli/test_page.py runs the commands of docs/cli.md.
BLOCKS = [block for path in [README, *DOCS] if path.name != "cli.md" for block in blocks(path)]

NOT_EXECUTED = {
    "pip install prefect-http": "not released; `nox -s build` installs the wheel into an empty environment",
    "pip install prefect-http uv": "not released; `nox -s build` installs the wheel into an empty environment",
    "pip install nox && nox -s regenerate": "needs a network; tests/generator/test_pipeline.py runs the generator",
    "pip install --target third_party --no-deps prefect-http": "not released",
    "pip install nox": "needs a network",
    "pip install .": "needs a network; `nox -s build` installs the wheel into an empty environment",
    "nox -s tests": "runs this test",
    **{
        f'uvx --from "git+https://github.com/prefect-http/prefect-http#subdirectory=generator" {command}': (
            "needs a network; tests/generator/test_installed.py runs the program"
        )
        for command in (
            "prefect-http-generator --server-version 3.6.29 --output build",
            "prefect-http-generator --url http://prefect:4200 --output third_party",
        )
    },
    "prefect-http contract --url http://prefect:4200 --live": "tests/contract/test_live.py runs it on real servers",
    "prefect-http contract --server-version 3.9.0": "needs a network; tests/contract/test_uv_server.py covers it",
    'prefect-http contract --server-version "$NEXT_VERSION" --live --only-used src --format github': (
        "needs a network; tests/contract/test_uv_server.py covers it"
    ),
}
"""Commands that are not executed here, each with the reason. Their options are still checked."""


@dataclass
class World:
    """A server with the deployment ``etl/nightly`` of the docs, under a unique name."""

    server: ServerAddress
    flow: str
    deployment: str
    deployment_id: UUID
    waiting_id: UUID
    cloud: CloudStandIn

    @property
    def variable(self) -> str:
        return f"region_{self.deployment_id.hex}"

    def to_unique(self, string: str) -> str:
        """Replace the names in the docs with unique ones."""
        for shown, unique in {"etl/": f"{self.flow}/", '"etl"': f'"{self.flow}"'}.items():
            string = string.replace(shown, unique)
        return string.replace("nightly", self.deployment).replace("region", self.variable)

    def to_shown(self, string: str) -> str:
        """Replace the unique names with those in the docs."""
        return string.replace(self.flow, "etl").replace(self.deployment, "nightly")

    @property
    def environment(self) -> dict[str, str]:
        cloud = {"PREFECT_CLOUD_API_URL": self.cloud.cloud_url, "PREFECT_API_KEY": self.cloud.api_key}
        return {**os.environ, **cloud, **self.server.environment, "PYTHONPATH": os.pathsep.join(SOURCES)}


def set_states(client: Prefect, run: FlowRun, *states: StateCreate) -> None:
    for state in states:
        client.send(flow_runs.set_flow_run_state(run.id, state=state, force=True))


def work(client: Prefect, deployment_id: UUID, last: StateCreate, stopped: threading.Event) -> None:
    """Execute due runs of a deployment as a worker would, until *stopped*."""
    while not stopped.wait(0.2):
        now = datetime.now(UTC)
        due = deployments.get_scheduled_flow_runs_for_deployments(deployment_ids=[deployment_id], scheduled_before=now)
        for run in client.send(due):
            set_states(client, run, {"type": "PENDING"}, {"type": "RUNNING"})
            client.send(
                logs.create_logs(
                    [
                        {"name": "etl", "level": 20, "message": line, "timestamp": now, "flow_run_id": run.id}
                        for line in ("read 500 rows", "wrote 500 rows")
                    ]
                )
            )
            set_states(client, run, last)


@contextmanager
def running_world(server: ServerAddress, *, last: StateCreate) -> Iterator[World]:
    """Run a worker whose flow runs end in the state *last*."""
    flow, deployment = f"etl-{uuid4()}", f"nightly-{uuid4()}"
    with Prefect(server.api_url, transport=PatientTransport()) as client:
        flow_id = client.send(flows.create_flow(name=flow)).id
        created = client.send(deployments.create_deployment(name=deployment, flow_id=flow_id, tags=[deployment]))
        failed = client.deployments.trigger(created.id, name="monday")
        set_states(client, failed, {"type": "FAILED", "message": "the disk is full"})
        waiting = client.deployments.trigger(created.id, scheduled_time=datetime.now(UTC) + timedelta(days=1))
        stopped = threading.Event()
        worker = threading.Thread(target=work, args=(client, created.id, last, stopped))
        worker.start()
        try:
            with retrying_proxy(server.origin) as origin, CloudStandIn(origin) as cloud:
                yield World(replace(server, origin=origin), flow, deployment, created.id, waiting.id, cloud)
        finally:
            stopped.set()
            worker.join()


@pytest.fixture
def world(server: ServerAddress) -> Iterator[World]:
    with running_world(server, last={"type": "COMPLETED"}) as running:
        yield running


@pytest.fixture
def failing_world(server: ServerAddress) -> Iterator[World]:
    with running_world(server, last={"type": "FAILED", "message": "the disk is full"}) as running:
        yield running


def run_script(
    code: str, world: World, folder: Path, python: str = sys.executable
) -> "subprocess.CompletedProcess[str]":
    script = folder / "example.py"
    script.write_text(world.to_unique(code), encoding="utf-8")
    command = [python, "-W", "error", str(script)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env=world.environment, cwd=folder, timeout=HANG_SECONDS
    )


def printed(code: str, world: World, folder: Path, python: str = sys.executable) -> str:
    """Run *code* and return its output."""
    done = run_script(code, world, folder, python)
    assert done.returncode == 0, done.stderr
    return world.to_shown(done.stdout)


# Python

PYTHON = [block for block in BLOCKS if block.language == "python"]
QUICKSTART = PYTHON[0]


def output_of(block: Block) -> str | None:
    """Return the output shown after a block, or None if the docs show none."""
    following = next(iter(BLOCKS[BLOCKS.index(block) + 1 :]), None)
    shown = following and following.language == "text" and following.file == block.file
    return following.code if following and shown else None


@pytest.mark.parametrize("block", PYTHON, ids=str)
def test_python_block_prints_the_documented_output(block: Block, world: World, tmp_path: Path) -> None:
    # 110 runs need several batches too, and take less time than 1,000.
    code = block.code.replace("range(1000)", "range(110)")
    output = output_of(block)
    assert printed(code, world, tmp_path) == output or output is None


def test_quickstart_fails_if_the_run_fails(failing_world: World, tmp_path: Path) -> None:
    done = run_script(QUICKSTART.code, failing_world, tmp_path)
    assert done.returncode == 1
    assert "FlowRunFailedError" in done.stderr
    assert "the disk is full" in done.stderr


PYRIGHT = {"typeCheckingMode": "strict", "pythonVersion": "3.11", "extraPaths": SOURCES}
CHECKERS = {"mypy": ["--config-file=", "--strict", "."], "pyright": [f"--pythonpath={sys.executable}"]}


@pytest.mark.parametrize("checker", CHECKERS)
def test_python_blocks_pass_the_type_checker(checker: str, tmp_path: Path) -> None:
    for number, block in enumerate(PYTHON):
        (tmp_path / f"block_{number}.py").write_text(f"# {block}\n{block.code}", encoding="utf-8")
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(PYRIGHT), encoding="utf-8")
    command = [sys.executable, "-m", checker, *CHECKERS[checker]]
    environment = {**os.environ, "MYPYPATH": os.pathsep.join(SOURCES)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment)
    assert done.returncode == 0, done.stdout


# Commands

SHELL = [block for block in BLOCKS if block.language in {"console", "sh", "yaml"}]
INLINE = [code for path in DOCS for code in re.findall(r"`(prefect-http contract[^`]*)`", read(path))]
COMMANDS = dict.fromkeys(
    [
        match[0].strip()
        for block in SHELL
        for match in re.finditer(r"\b(pip install|prefect-http contract|nox -s|uvx)\b.*$", block.code, re.MULTILINE)
    ]
    + INLINE
)
CHECKS = [command for command in COMMANDS if command.startswith("prefect-http contract")]
SESSIONS = [command.rpartition("&& ")[2] for command in COMMANDS if "nox -s" in command]

HELP = {"regenerate": "generator", "drift": "generator", "bench": "tests.benchmarks", "matrix": "tests.compat"}
"""Modules whose ``--help`` lists the options of a session."""


def test_every_block_is_covered() -> None:
    assert {block.language for block in BLOCKS} == {"console", "python", "sh", "text", "toml", "yaml"}
    assert set(NOT_EXECUTED) <= set(COMMANDS)
    executed = {command for command in COMMANDS if command in CHECKS or command in SESSIONS}
    assert set(COMMANDS) == executed | set(NOT_EXECUTED)
    for block in SHELL:
        if block.language == "console":
            assert all(line.startswith("$ ") for line in block.code.splitlines()), block
            assert all(line[2:] in COMMANDS for line in block.code.splitlines()), block
    outputs = {id(block) for block in PYTHON if output_of(block) is not None}
    outputs_shown = [block for block in BLOCKS if block.language == "text"]
    assert len(outputs_shown) == len(outputs) + 1, (
        "each text block is the output of a Python block, or the report of a check"
    )


@cache
def help_of(module: str) -> str:
    command = [sys.executable, "-m", module, "--help"]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout


@pytest.mark.parametrize("command", SESSIONS)
def test_documented_nox_session_and_options_exist(command: str) -> None:
    session, _, options = command.removeprefix("nox -s ").partition(" -- ")
    assert f"def {session}(session: nox.Session)" in read(ROOT / "noxfile.py")
    for option in re.findall(r"--[a-z-]+", options):
        assert option in help_of(HELP[session])


@pytest.mark.parametrize("command", CHECKS)
def test_documented_contract_options_are_valid(command: str) -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    _, _, *options = shlex.split(command.partition(">")[0])
    parser.parse_args(options)


(ACCEPTED,) = (block.code for block in BLOCKS if block.language == "toml")
(REPORT,) = (block.code for block in BLOCKS if block.language == "text" and block.code.startswith("BREAKING"))

PROGRAM = """\
from prefect_http import Prefect

with Prefect() as client:
    for automation in client.automations.list():
        print(automation.name)
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Working directory with the files that the commands of docs/contract.md use."""
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "report.py").write_text(PROGRAM, encoding="utf-8")
    (tmp_path / "contract.toml").write_text(ACCEPTED, encoding="utf-8")
    (tmp_path / "openapi.json").write_bytes((ROOT / "spec" / "openapi.json").read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


@pytest.mark.parametrize("command", [command for command in CHECKS if command not in NOT_EXECUTED])
def test_contract_checks_pass_on_the_pinned_server(
    command: str, project: Path, server: ServerAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", server.api_url)
    _, *arguments = shlex.split(command.partition(">")[0].replace("http://prefect:4200", server.origin))
    assert main(arguments) == 0


def test_contract_report_matches_the_docs(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads((project / "openapi.json").read_bytes())
    del document["components"]["schemas"]["AutomationFilter"]["properties"]["id"]
    document["info"]["version"] = "3.7.0"
    (project / "openapi.json").write_text(json.dumps(document), encoding="utf-8")
    check = ["contract", "--spec", "openapi.json", "--only-used", "src"]

    assert main(check) == 1
    assert capsys.readouterr().out == REPORT
    assert main([*check, "--ignore", "contract.toml"]) == 0


# The table of common tasks

(GUIDE,) = (path for path in DOCS if path.name == "guide.md")
TASKS = read(GUIDE).partition("\n## Common tasks\n")[2].partition("\n## ")[0]
ROWS = [line.strip("| ").split(" | ") for line in TASKS.splitlines() if line.startswith("| ")][1:]

COMPARED = read(README).partition("\n## Compared with `prefect`\n")[2].partition("\n## ")[0]


def code_in(string: str, start: str) -> list[str]:
    return [code for code in re.findall(r"`([^`]+)`", string) if code.startswith(start)]


def column(number: int, start: str) -> list[str]:
    """Return the code in a column of the table, from top to bottom."""
    return [code for row in ROWS for code in code_in(row[number], start)]


def test_table_has_ten_tasks_with_three_solutions() -> None:
    assert [len(row) for row in ROWS] == [4] * 10
    assert len(column(2, "")) == len(column(3, "")) == 10


def test_curl_column_runs(world: World, tmp_path: Path) -> None:
    (tmp_path / "rows.json").write_text("[{}, {}]", encoding="utf-8")
    headers = [f"--header '{name}: {value}'" for name, value in world.server.headers.items()]
    options = " ".join(["-sS --fail-with-body --retry 9", *headers])
    variables = {"API": world.server.api_url, "ID": str(world.deployment_id), "RUN": str(world.waiting_id)}
    for command in column(1, "curl "):
        done = subprocess.run(
            ["sh", "-c", world.to_unique(command).replace("curl ", f"curl {options} ", 1)],
            capture_output=True,
            text=True,
            check=False,
            env={**world.environment, **variables},
            cwd=tmp_path,
            timeout=HANG_SECONDS,
        )
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"


def test_prefect_column_runs(world: World, tmp_path: Path) -> None:
    tasks = column(2, "") + code_in(COMPARED, "await ")
    tasks = [re.sub(r"^a loop of ", "", task) for task in tasks]
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
            *(f"    print({task})" for task in tasks),
            "asyncio.run(main())",
        ]
    )
    printed(code, world, tmp_path, str(install_server(world.server.version)))


def test_prefect_http_column_runs(world: World, tmp_path: Path) -> None:
    tasks = column(3, "client.") + [code for code in code_in(COMPARED, "client.") if "list()" not in code]
    code = "\n".join(
        [
            "from uuid import UUID",
            "from prefect_http import Prefect",
            f"run_id = UUID({str(world.waiting_id)!r})",
            "def check(result):",
            "    if hasattr(result, '__iter__'):",
            "        assert all(getattr(row, 'error', None) is None for row in result)",
            "with Prefect() as client:",
            *(f"    check({task})" for task in tasks),
            "    assert client.flow_runs.list().first() is not None",
        ]
    )
    printed(code.replace("range(1000)", "range(110)"), world, tmp_path)


# The table of everyday tasks

(SURFACE,) = (path for path in DOCS if path.name == "api.md")
EVERYDAY = [
    code
    for line in read(SURFACE).partition("\n## Everyday tasks\n")[2].partition("\n## ")[0].splitlines()
    if line.startswith("| ")
    for code in re.findall(r"`([^`]+)`", line.split(" | ")[1])
    if "client." in code or code.startswith(("Prefect(", "cloud.", "to_"))
]

EXAMPLES = """\
import heapq
from datetime import UTC, datetime, timedelta
from prefect_http import Outcomes, Prefect, cloud, to_dict, to_json
from prefect_http_api import flow_runs

def check(result):
    if isinstance(result, Outcomes):
        result.raise_first_error()
    elif hasattr(result, "__iter__"):
        list(result)

with Prefect() as client:
    flow_id = client.flows.get("etl").id
    paused = client.deployments.trigger("etl/nightly", scheduled_time=datetime.now(UTC) + timedelta(days=1))
    client.flow_runs.set_state(paused.id, "RUNNING", force=True)
    client.flow_runs.pause(paused.id)
    running = client.flow_runs.create(flow_id=flow_id, state={"type": "RUNNING"})
    run = client.flow_runs.create(flow_id=flow_id, state={"type": "COMPLETED"})
    runs = [run]
    rows = [{"parameters": {"batch_size": 100}}]
    client.work_pools.create(name="k8s", type="process")
    client.deployments.update("etl/nightly", work_pool_name="k8s")
    client.concurrency_limits.create(name="db", limit=1)
    client.block_documents.create("secret", "token", {"value": "secret"})
    client.artifacts.create(key="report", type="markdown", data="# Report")
    schedule = client.deployments.schedules.create("etl/nightly", cron="0 7 * * *")
"""
"""Objects that the examples use."""

CHANGED = {
    '"k8s': '"k8s-nightly',
    '"db"': '"db-nightly"',
    "token": "token-nightly",
    "report": "report-nightly",
    "cancel(run)": "cancel(running)",
    "resume(run,": "resume(paused,",
    "delete_many(": "delete_many(dry_run=True, ",  # runs of other tests
    "follow(": "follow(since=timedelta(hours=1), ",
    "print(event.occurred, event.event)": "break",
    ', api_key="pnu_…"': "",
}
"""Parts of the examples that differ in the test: names that are unique on the server, and runs in other states."""


def test_everyday_calls_run(world: World, tmp_path: Path) -> None:
    assert len(EVERYDAY) > 45
    lines = [code if code.startswith(("for ", "with ")) else f"check({code})" for code in EVERYDAY]
    code = EXAMPLES + "".join(f"    {line}\n" for line in lines)
    for shown, used in CHANGED.items():
        code = code.replace(shown, used)
    printed(code, world, tmp_path)
