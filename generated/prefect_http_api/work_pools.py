# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Work pools: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from typing import Unpack

from . import models, operations, requests
from ._call import Call

__all__ = [
    "count_work_pools",
    "create_work_pool",
    "create_work_queue",
    "delete_work_pool",
    "delete_work_queue",
    "delete_worker",
    "get_scheduled_flow_runs",
    "read_work_pool",
    "read_work_pool_concurrency_status",
    "read_work_pools",
    "read_work_queue",
    "read_work_queues",
    "read_workers",
    "update_work_pool",
    "update_work_queue",
    "worker_heartbeat",
]


def create_work_pool(**body: Unpack[requests.WorkPoolCreate]) -> Call[models.WorkPool]:
    """Create a new work pool. If a work pool with the same name already exists, an error will be raised.

    For more information, see https://www.prefect.io/docs/v3/concepts/work-pools.

    Success status: 201.

    API: ``POST /work_pools/``.
    """
    return Call(operations.WORK_POOLS_CREATE_WORK_POOL, body=body)


def count_work_pools(**body: Unpack[requests.CountWorkPoolsBody]) -> Call[int]:
    """Count work pools.

    Success status: 200.

    API: ``POST /work_pools/count``.
    """
    return Call(operations.WORK_POOLS_COUNT_WORK_POOLS, body=body)


def read_work_pools(**body: Unpack[requests.ReadWorkPoolsBody]) -> Call[list[models.WorkPool]]:
    """Read multiple work pools.

    Success status: 200.

    API: ``POST /work_pools/filter``.
    """
    return Call(operations.WORK_POOLS_READ_WORK_POOLS, body=body)


def read_work_pool(name: str, /) -> Call[models.WorkPool]:
    """Read a work pool by name.

    Args:
        name: The work pool name.

    Success status: 200.

    API: ``GET /work_pools/{name}``.
    """
    return Call(operations.WORK_POOLS_READ_WORK_POOL, name)


def delete_work_pool(name: str, /) -> Call[None]:
    """Delete a work pool.

    Args:
        name: The work pool name.

    Success status: 204.

    API: ``DELETE /work_pools/{name}``.
    """
    return Call(operations.WORK_POOLS_DELETE_WORK_POOL, name)


def update_work_pool(name: str, /, **body: Unpack[requests.WorkPoolUpdate]) -> Call[None]:
    """Update a work pool.

    Args:
        name: The work pool name.

    Success status: 204.

    API: ``PATCH /work_pools/{name}``.
    """
    return Call(operations.WORK_POOLS_UPDATE_WORK_POOL, name, body=body)


def read_work_pool_concurrency_status(
    name: str, /, **body: Unpack[requests.ReadWorkPoolConcurrencyStatusBody]
) -> Call[models.WorkPoolConcurrencyStatus]:
    """Read concurrency status for a work pool, including per-queue breakdown with flow run summaries.

    Queues are paginated; flow runs per queue are capped by flow_run_limit.

    Args:
        name: The work pool name.

    Success status: 200.

    API: ``POST /work_pools/{name}/concurrency_status``.
    """
    return Call(operations.WORK_POOLS_READ_WORK_POOL_CONCURRENCY_STATUS, name, body=body)


def get_scheduled_flow_runs(
    name: str, /, **body: Unpack[requests.GetScheduledFlowRunsBody]
) -> Call[list[models.WorkerFlowRun]]:
    """Load scheduled runs for a worker.

    Args:
        name: The work pool name.

    Success status: 200.

    API: ``POST /work_pools/{name}/get_scheduled_flow_runs``.
    """
    return Call(operations.WORK_POOLS_GET_SCHEDULED_FLOW_RUNS, name, body=body)


def create_work_queue(work_pool_name: str, /, **body: Unpack[requests.WorkQueueCreate]) -> Call[models.WorkQueue]:
    """Create a new work pool queue. If a work pool queue with the same name already exists, an error will be raised.

    For more information, see https://www.prefect.io/docs/v3/concepts/work-pools#work-queues.

    Args:
        work_pool_name: The work pool name.

    Success status: 201.

    API: ``POST /work_pools/{work_pool_name}/queues``.
    """
    return Call(operations.WORK_POOLS_CREATE_WORK_QUEUE, work_pool_name, body=body)


def read_work_queues(
    work_pool_name: str, /, **body: Unpack[requests.WorkPoolsReadWorkQueuesBody]
) -> Call[list[models.WorkQueue]]:
    """Read all work pool queues.

    Args:
        work_pool_name: The work pool name.

    Success status: 200.

    API: ``POST /work_pools/{work_pool_name}/queues/filter``.
    """
    return Call(operations.WORK_POOLS_READ_WORK_QUEUES, work_pool_name, body=body)


def read_work_queue(work_pool_name: str, name: str, /) -> Call[models.WorkQueue]:
    """Read a work pool queue.

    Args:
        work_pool_name: The work pool name.
        name: The work pool queue name.

    Success status: 200.

    API: ``GET /work_pools/{work_pool_name}/queues/{name}``.
    """
    return Call(operations.WORK_POOLS_READ_WORK_QUEUE, work_pool_name, name)


def delete_work_queue(work_pool_name: str, name: str, /) -> Call[None]:
    """Delete a work pool queue.

    Args:
        work_pool_name: The work pool name.
        name: The work pool queue name.

    Success status: 204.

    API: ``DELETE /work_pools/{work_pool_name}/queues/{name}``.
    """
    return Call(operations.WORK_POOLS_DELETE_WORK_QUEUE, work_pool_name, name)


def update_work_queue(work_pool_name: str, name: str, /, **body: Unpack[requests.WorkQueueUpdate]) -> Call[None]:
    """Update a work pool queue.

    Args:
        work_pool_name: The work pool name.
        name: The work pool queue name.

    Success status: 204.

    API: ``PATCH /work_pools/{work_pool_name}/queues/{name}``.
    """
    return Call(operations.WORK_POOLS_UPDATE_WORK_QUEUE, work_pool_name, name, body=body)


def read_workers(work_pool_name: str, /, **body: Unpack[requests.ReadWorkersBody]) -> Call[list[models.Worker]]:
    """Read all worker processes.

    Args:
        work_pool_name: The work pool name.

    Success status: 200.

    API: ``POST /work_pools/{work_pool_name}/workers/filter``.
    """
    return Call(operations.WORK_POOLS_READ_WORKERS, work_pool_name, body=body)


def worker_heartbeat(work_pool_name: str, /, **body: Unpack[requests.WorkerHeartbeatBody]) -> Call[None]:
    """Record a heartbeat of a worker.

    Args:
        work_pool_name: The work pool name.

    Success status: 204.

    API: ``POST /work_pools/{work_pool_name}/workers/heartbeat``.
    """
    return Call(operations.WORK_POOLS_WORKER_HEARTBEAT, work_pool_name, body=body)


def delete_worker(work_pool_name: str, name: str, /) -> Call[None]:
    """Delete a work pool's worker.

    Args:
        work_pool_name: The work pool name.
        name: The work pool's worker name.

    Success status: 204.

    API: ``DELETE /work_pools/{work_pool_name}/workers/{name}``.
    """
    return Call(operations.WORK_POOLS_DELETE_WORKER, work_pool_name, name)


def __dir__() -> list[str]:
    return __all__
