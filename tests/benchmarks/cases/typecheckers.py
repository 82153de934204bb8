"""Time that pyright takes for a short program that uses the client."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from generator.errors import GeneratorError
from tests.benchmarks.bench import Bench
from tests.benchmarks.sampling import Figure, Goal
from tests.benchmarks.table import OURS

BY_HAND = "httpx"

PROGRAMS = {
    OURS: """\
from prefect_http import Prefect

with Prefect("http://127.0.0.1:4200/api") as prefect:
    deployment = prefect.deployments.get("flow/deployment")
    run = prefect.deployments.trigger(deployment.id, parameters={"n": 1})
    run = prefect.flow_runs.wait(run.id, timeout=60)
    print(run.name, run.state_type)
    for log in prefect.flow_runs.logs(run.id):
        print(log.timestamp, log.message)
    print(prefect.flow_runs.count())
""",
    BY_HAND: """\
import httpx

with httpx.Client(base_url="http://127.0.0.1:4200/api") as client:
    deployment = client.get("/deployments/name/flow/deployment").json()
    run = client.post(f"/deployments/{deployment['id']}/create_flow_run", json={"parameters": {"n": 1}}).json()
    run = client.get(f"/flow_runs/{run['id']}").json()
    print(run["name"], run["state_type"])
    for log in client.post("/logs/filter", json={}).json():
        print(log["timestamp"], log["message"])
    print(client.post("/flow_runs/count").json())
""",
}


def measure(bench: Bench) -> Iterator[Figure]:
    """Measure the seconds that pyright takes."""
    pyright = shutil.which("pyright", path=str(Path(sys.executable).parent)) or shutil.which("pyright")
    if pyright is None:
        raise GeneratorError("pyright not found", "Run this with nox, which installs it.")
    commands = {
        contender: [pyright, "--pythonpath", str(bench.peers.plain), str(_write(bench.home, contender))]
        for contender in PROGRAMS
    }
    used = bench.launched("type checker", commands)
    seconds = {contender: [usage.wall for usage in usages] for contender, usages in used.items()}
    difference = [ours - theirs for ours, theirs in zip(seconds[OURS], seconds[BY_HAND], strict=True)]
    yield Figure("pyright", "a program of ten lines, without a cache", "s", seconds)
    yield Figure("pyright, difference", "extra time compared with httpx", "s", {OURS: difference}, [Goal(2.0)])


def _write(home: Path, contender: str) -> Path:
    folder = home / f"typed-{contender}"
    folder.mkdir()
    program = folder / "program.py"
    program.write_text(PROGRAMS[contender])
    return program
