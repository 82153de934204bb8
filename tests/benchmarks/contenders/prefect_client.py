"""Prefect's own client as a contender."""

# Prefect is only installed in the environment of the pinned server, so the type checkers do not find it.
# pyright: reportMissingImports=false

import json
import sys
from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from prefect.client.orchestration import PrefectClient, SyncPrefectClient
from prefect.client.schemas.events import EventPage
from prefect.client.schemas.objects import FlowRun, Log, TaskRun
from prefect.client.schemas.responses import DeploymentResponse
from prefect.events.schemas.automations import Automation

from tests.benchmarks import pages
from tests.benchmarks.contenders.worker import Work, Worker, serve

RUN, DEPLOYMENT = UUID(pages.ident("f1", 0)), UUID(pages.ident("d0", 0))

MODELS: Mapping[str, Any] = {
    "flow_runs": FlowRun,
    "deployments": DeploymentResponse,
    "logs": Log,
    "task_runs": TaskRun,
    "events": EventPage,
    "automations": Automation,
}
"""Models of the client's methods."""


def _decode(model: Any, content: bytes) -> object:
    value = json.loads(content)
    return model.model_validate_list(value) if isinstance(value, list) else model.model_validate(value)


def works(api_url: str) -> dict[str, Work]:
    """Return the work to repeat, by name."""
    client, aclient = SyncPrefectClient(api_url), PrefectClient(api_url)
    parameters = {"batch_size": 250}

    def listing() -> object:
        rows: list[object] = []
        while page := client.read_flow_runs(offset=len(rows)):
            rows += page
        return rows

    async def get() -> object:
        return await aclient.read_flow_run(RUN)

    async def post() -> object:
        return await aclient.create_flow_run_from_deployment(DEPLOYMENT, parameters=parameters)

    async def page() -> object:
        return await aclient.read_flow_runs()

    async def alisting() -> object:
        rows: list[object] = []
        while page := await aclient.read_flow_runs(offset=len(rows)):
            rows += page
        return rows

    found: dict[str, Work] = {
        f"{kind}/decode": partial(_decode, model, pages.page(kind)) for kind, model in MODELS.items()
    }
    return {
        **found,
        "flow_runs/get": lambda: client.read_flow_run(RUN),
        "flow_runs/get, async": get,
        "flow_runs/post": lambda: client.create_flow_run_from_deployment(DEPLOYMENT, parameters=parameters),
        "flow_runs/post, async": post,
        "flow_runs/page": client.read_flow_runs,
        "flow_runs/page, async": page,
        "flow_runs/list": listing,
        "flow_runs/list, async": alisting,
    }


if __name__ == "__main__":
    serve(Worker(works(sys.argv[1])))
