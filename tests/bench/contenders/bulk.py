"""Starts many runs of one deployment: as ``trigger_many`` does it, and by strategies that never change."""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from uuid import UUID

from prefect_http import Prefect
from prefect_http_api import deployments

_AT_ONCE = 100
"""Rows that the server takes in one request."""

Start = Callable[[Prefect, UUID, list[str]], int]
"""Starts a run with each of these keys, and returns how many the server says were started."""


def adapting(prefect: Prefect, deployment: UUID, keys: list[str]) -> int:
    """Start them with ``trigger_many``."""
    outcomes = prefect.deployments.trigger_many(deployment, [{"idempotency_key": key} for key in keys])
    return sum(outcome.ok for outcome in outcomes)


def fixed(in_flight: int, prefect: Prefect, deployment: UUID, keys: list[str]) -> int:
    """Start them in bulk, with so many requests under way at once."""

    def start(batch: list[str]) -> int:
        call = deployments.bulk_create_flow_runs_from_deployment(
            deployment, [{"idempotency_key": key} for key in batch]
        )
        return sum(result.status == "CREATED" for result in prefect.send(call).results)

    batches = [keys[begin : begin + _AT_ONCE] for begin in range(0, len(keys), _AT_ONCE)]
    with ThreadPoolExecutor(in_flight) as threads:
        return sum(threads.map(start, batches))


STRATEGIES: dict[str, Start] = {
    "adapting": adapting,
    "one in flight": partial(fixed, 1),
    "two in flight": partial(fixed, 2),
}


def start(api_url: str, deployment: str, strategy: str, keys: Iterable[str]) -> dict[str, float]:
    """Start a run with each of *keys*, and return how many were started, and the seconds that it took."""
    with Prefect(api_url) as prefect:
        prefect.server_version()
        started = time.monotonic()
        count = STRATEGIES[strategy](prefect, UUID(deployment), list(keys))
        return {"started": count, "seconds": time.monotonic() - started}
