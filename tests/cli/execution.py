"""Execution of flow runs: by a stand-in for a worker, and by a real worker."""

import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from generator.servers.install import install_server
from prefect_http import Prefect
from prefect_http.models import Deployment
from tests.support.servers import ServerAddress
from tests.support.waits import HANG_SECONDS

SCHEMA = {
    "title": "Parameters",
    "type": "object",
    "properties": {
        "n": {"title": "n", "type": "integer", "default": 1, "position": 0},
        "end": {"title": "end", "type": "string", "default": "COMPLETED", "position": 1},
    },
}

FLOW = """
import time

from prefect import flow, get_run_logger


@flow
def etl(n: int = 1, end: str = "COMPLETED"):
    get_run_logger().warning("extracting %s rows", n)
    time.sleep(0 if end == "COMPLETED" else 120)
"""


class Etl(NamedTuple):
    """Deployment whose runs have the parameters n and end.

    Attributes:
        name: Full name of the deployment.
        deployment: Deployment.
    """

    name: str
    deployment: Deployment


def deploy(client: Prefect, pool: str | None = None, **fields: Any) -> Etl:
    """Create a deployment, with *pool* in a work pool."""
    flow = client.flows.create(name=f"etl-{uuid4()}")
    deployment = client.deployments.create(
        name="nightly",
        flow_id=flow.id,
        parameter_openapi_schema=SCHEMA,
        enforce_parameter_schema=True,
        work_pool_name=pool,
        **fields,
    )
    return Etl(f"{flow.name}/nightly", deployment)


@contextmanager
def executed(client: Prefect, deployment: Deployment, message: str = "extracting {n} rows") -> Iterator[None]:
    """Execute the runs of a deployment as a worker would: each logs *message*, and ends in its parameter ``end``."""
    ended = threading.Event()
    thread = threading.Thread(target=_execute, args=(client, deployment.id, message, ended))
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(HANG_SECONDS)


def _execute(client: Prefect, deployment_id: UUID, message: str, ended: threading.Event) -> None:
    while not ended.wait(0.05):
        for run in client.flow_runs.list(deployment=deployment_id, state="SCHEDULED"):
            end = run.parameters.get("end", "COMPLETED")
            client.flow_runs.set_state(run.id, "RUNNING")
            client.logs.create(
                [
                    {
                        "flow_run_id": run.id,
                        "name": "prefect.flow_runs",
                        "level": 20,
                        "message": message.format(n=run.parameters.get("n", 1)),
                        "timestamp": datetime.now(UTC),
                    }
                ]
            )
            client.flow_runs.set_state(run.id, end, message=f"ended {end}", force=True)


@contextmanager
def real_worker(server: ServerAddress, pool: str, home: Path) -> Iterator[None]:
    """Run a real worker for the work pool *pool* for the duration of the block."""
    python = install_server(server.version)
    environment = {
        "PATH": os.environ["PATH"],
        "PREFECT_API_URL": server.api_url,
        "PREFECT_HOME": str(home),
        "PREFECT_WORKER_QUERY_SECONDS": "1",
        "DO_NOT_TRACK": "1",
    }
    with (home / "worker.log").open("wb") as output:
        process = subprocess.Popen(
            [python, "-m", "prefect", "worker", "start", "--pool", pool, "--type", "process", "--name", "worker"],
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
            cwd=home,
        )
        try:
            yield
        finally:
            process.terminate()
            process.wait(HANG_SECONDS)
