"""Strategies to trigger many runs of one deployment: ``trigger_many``, and fixed numbers of concurrent requests."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from uuid import UUID

from prefect_http import Prefect
from prefect_http_api import deployments, flows
from prefect_http_api.requests import DeploymentFlowRunCreate

_BATCH = 100
"""Maximum number of rows in one bulk request."""

Start = Callable[[Prefect, UUID, list[str]], int]
"""Triggers a run with each of these idempotency keys, and returns the number it reports as triggered."""


def adapting(prefect: Prefect, deployment: UUID, keys: list[str]) -> int:
    """Trigger the runs with ``trigger_many``."""
    outcomes = prefect.deployments.trigger_many(deployment, [{"idempotency_key": key} for key in keys])
    return sum(outcome.ok for outcome in outcomes)


def fixed(in_flight: int, prefect: Prefect, deployment: UUID, keys: list[str]) -> int:
    """Trigger the runs in bulk with a fixed number of concurrent requests. Failed rows are retried."""

    def start(batch: list[str]) -> None:
        while batch:
            rows: list[DeploymentFlowRunCreate] = [{"idempotency_key": key} for key in batch]
            results = prefect.send(deployments.bulk_create_flow_runs_from_deployment(deployment, rows)).results
            batch = [key for key, result in zip(batch, results, strict=True) if result.status == "FAILED"]

    batches = [keys[begin : begin + _BATCH] for begin in range(0, len(keys), _BATCH)]
    with ThreadPoolExecutor(in_flight) as threads:
        list(threads.map(start, batches))
    return len(keys)


STRATEGIES: dict[str, Start] = {
    "adapting": adapting,
    "one in flight": partial(fixed, 1),
    "two in flight": partial(fixed, 2),
}


def deploy(api_url: str) -> str:
    """Create a deployment and return its ID."""
    with Prefect(api_url) as prefect:
        flow = prefect.send(flows.create_flow(name="bench"))
        return str(prefect.send(deployments.create_deployment(name="bench", flow_id=flow.id)).id)


def start(api_url: str, deployment: str, strategy: str, keys: list[str]) -> dict[str, float]:
    """Trigger a run with each of *keys*, and return the seconds, and the numbers of reported and created runs."""
    with Prefect(api_url) as prefect:
        before = prefect.flow_runs.count()
        started = time.monotonic()
        reported = STRATEGIES[strategy](prefect, UUID(deployment), keys)
        took = time.monotonic() - started
        return {"seconds": took, "reported": reported, "created": prefect.flow_runs.count() - before}
