"""A deployment, its flow, and a stand-in for the worker that executes its runs."""

from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from prefect_http import Prefect
from prefect_http.models import Deployment
from tests.support.background import repeated

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


def executed(
    client: Prefect, deployment: Deployment, message: str = "extracting {n} rows"
) -> AbstractContextManager[None]:
    """Execute the runs of a deployment as a worker would: each logs *message*, and ends in its parameter ``end``."""
    return repeated(partial(_execute, client, deployment.id, message), pause=0.05)


def _execute(client: Prefect, deployment_id: UUID, message: str) -> None:
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
