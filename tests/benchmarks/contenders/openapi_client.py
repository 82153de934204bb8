"""Output of openapi-python-client as a contender, used as in its README."""

# The benchmark generates the package, so the type checkers do not find it.
# pyright: reportMissingImports=false

import json
import sys
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from prefect_openapi_client import Client, models
from prefect_openapi_client.api.deployments import create_flow_run_from_deployment
from prefect_openapi_client.api.flow_runs import read_flow_run, read_flow_runs

from tests.benchmarks import pages
from tests.benchmarks.contenders.worker import Work, Worker, serve

RUN, DEPLOYMENT = UUID(pages.ident("f1", 0)), UUID(pages.ident("d0", 0))

MODELS: Mapping[str, Any] = {
    "flow_runs": models.FlowRun,
    "deployments": models.Deployment,
    "logs": models.Log,
    "task_runs": models.TaskRun,
    "events": models.EventPage,
    "automations": models.Automation,
}


def _decode(read: Callable[[Any], object], content: bytes) -> object:
    rows = json.loads(content)
    return [read(row) for row in rows] if isinstance(rows, list) else read(rows)


def works(api_url: str) -> dict[str, Work]:
    """Return the work to repeat, by name."""
    client, aclient = Client(base_url=api_url), Client(base_url=api_url)
    found: dict[str, Work] = {
        f"{kind}/decode": partial(_decode, model.from_dict, pages.page(kind)) for kind, model in MODELS.items()
    }
    body = models.DeploymentFlowRunCreate.from_dict({"parameters": {"batch_size": 250}})

    def listing() -> object:
        rows: list[object] = []
        while page := read_flow_runs.sync(client=client, body=models.ReadFlowRunsBody(offset=len(rows))):
            rows += page
        return rows

    async def get() -> object:
        return await read_flow_run.asyncio(RUN, client=aclient)

    async def post() -> object:
        return await create_flow_run_from_deployment.asyncio(DEPLOYMENT, client=aclient, body=body)

    async def page() -> object:
        return await read_flow_runs.asyncio(client=aclient, body=models.ReadFlowRunsBody())

    async def alisting() -> object:
        rows: list[object] = []
        while page := await read_flow_runs.asyncio(client=aclient, body=models.ReadFlowRunsBody(offset=len(rows))):
            rows += page
        return rows

    return {
        **found,
        "flow_runs/get": lambda: read_flow_run.sync(RUN, client=client),
        "flow_runs/get, async": get,
        "flow_runs/post": lambda: create_flow_run_from_deployment.sync(DEPLOYMENT, client=client, body=body),
        "flow_runs/post, async": post,
        "flow_runs/page": lambda: read_flow_runs.sync(client=client, body=models.ReadFlowRunsBody()),
        "flow_runs/page, async": page,
        "flow_runs/list": listing,
        "flow_runs/list, async": alisting,
    }


if __name__ == "__main__":
    serve(Worker(works(sys.argv[1])))
