"""Starts many runs of one deployment: as ``trigger_many`` does it, and by strategies that never change."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from uuid import UUID

from prefect_http import Prefect
from prefect_http_api import deployments, flows
from prefect_http_api.requests import DeploymentFlowRunCreate

_AT_ONCE = 100
"""Rows that the server takes in one request."""

Start = Callable[[Prefect, UUID, list[str]], int]
"""Starts a run with each of these keys, and returns how many were started, as far as it knows."""


def adapting(prefect: Prefect, deployment: UUID, keys: list[str]) -> int:
    """Start them with ``trigger_many``."""
    outcomes = prefect.deployments.trigger_many(deployment, [{"idempotency_key": key} for key in keys])
    return sum(outcome.ok for outcome in outcomes)


def fixed(in_flight: int, prefect: Prefect, deployment: UUID, keys: list[str]) -> int:
    """Start them in bulk, with so many requests under way at once; send again what failed, since none may be lost."""

    def start(batch: list[str]) -> None:
        while batch:
            rows: list[DeploymentFlowRunCreate] = [{"idempotency_key": key} for key in batch]
            results = prefect.send(deployments.bulk_create_flow_runs_from_deployment(deployment, rows)).results
            batch = [key for key, result in zip(batch, results, strict=True) if result.status == "FAILED"]

    batches = [keys[begin : begin + _AT_ONCE] for begin in range(0, len(keys), _AT_ONCE)]
    with ThreadPoolExecutor(in_flight) as threads:
        list(threads.map(start, batches))
    return len(keys)


STRATEGIES: dict[str, Start] = {
    "adapting": adapting,
    "one in flight": partial(fixed, 1),
    "two in flight": partial(fixed, 2),
}


def deploy(api_url: str) -> str:
    """Make a deployment, and return its id."""
    with Prefect(api_url) as prefect:
        flow = prefect.send(flows.create_flow(name="bench"))
        return str(prefect.send(deployments.create_deployment(name="bench", flow_id=flow.id)).id)


def start(api_url: str, deployment: str, strategy: str, keys: list[str]) -> dict[str, float]:
    """Start a run with each of *keys*, and return the seconds that it took, and how many were started.

    That is both what the strategy says of it, and how many more runs there then are.
    """
    with Prefect(api_url) as prefect:
        before = prefect.flow_runs.count()
        started = time.monotonic()
        said = STRATEGIES[strategy](prefect, UUID(deployment), keys)
        took = time.monotonic() - started
        return {"seconds": took, "said": said, "there": prefect.flow_runs.count() - before}
