# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Work queues: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from typing import Unpack
from uuid import UUID

from . import models, operations, requests
from ._call import Call

__all__ = [
    "create_work_queue",
    "delete_work_queue",
    "read_work_queue",
    "read_work_queue_by_name",
    "read_work_queue_concurrency_status",
    "read_work_queue_runs",
    "read_work_queue_status",
    "read_work_queues",
    "update_work_queue",
]


def create_work_queue(**body: Unpack[requests.WorkQueueCreate]) -> Call[models.WorkQueue]:
    """Create a new work queue.

    If a work queue with the same name already exists, an error will be raised.

    For more information, see https://www.prefect.io/docs/v3/concepts/work-pools#work-queues.

    Success status: 201.

    API: ``POST /work_queues/``.
    """
    return Call(operations.WORK_QUEUES_CREATE_WORK_QUEUE, body=body)


def read_work_queues(**body: Unpack[requests.WorkQueuesReadWorkQueuesBody]) -> Call[list[models.WorkQueue]]:
    """Query for work queues.

    Success status: 200.

    API: ``POST /work_queues/filter``.
    """
    return Call(operations.WORK_QUEUES_READ_WORK_QUEUES, body=body)


def read_work_queue_by_name(name: str, /) -> Call[models.WorkQueue]:
    """Get a work queue by name.

    Args:
        name: The work queue name.

    Success status: 200.

    API: ``GET /work_queues/name/{name}``.
    """
    return Call(operations.WORK_QUEUES_READ_WORK_QUEUE_BY_NAME, name)


def read_work_queue(id: UUID | str, /) -> Call[models.WorkQueue]:
    """Get a work queue by ID.

    Args:
        id: The work queue ID.

    Success status: 200.

    API: ``GET /work_queues/{id}``.
    """
    return Call(operations.WORK_QUEUES_READ_WORK_QUEUE, id)


def delete_work_queue(id: UUID | str, /) -> Call[None]:
    """Delete a work queue by ID.

    Args:
        id: The work queue ID.

    Success status: 204.

    API: ``DELETE /work_queues/{id}``.
    """
    return Call(operations.WORK_QUEUES_DELETE_WORK_QUEUE, id)


def update_work_queue(id: UUID | str, /, **body: Unpack[requests.WorkQueueUpdate]) -> Call[None]:
    """Update an existing work queue.

    Args:
        id: The work queue ID.

    Success status: 204.

    API: ``PATCH /work_queues/{id}``.
    """
    return Call(operations.WORK_QUEUES_UPDATE_WORK_QUEUE, id, body=body)


def read_work_queue_concurrency_status(
    id: UUID | str, /, **body: Unpack[requests.ReadWorkQueueConcurrencyStatusBody]
) -> Call[models.WorkQueueConcurrencyStatus]:
    """Read concurrency status for a work queue, including paginated flow run summaries. active_slots always reflects
    the total count.

    Args:
        id: The work queue ID.

    Success status: 200.

    API: ``POST /work_queues/{id}/concurrency_status``.
    """
    return Call(operations.WORK_QUEUES_READ_WORK_QUEUE_CONCURRENCY_STATUS, id, body=body)


def read_work_queue_runs(
    id: UUID | str, /, *, x_prefect_ui: bool | None = None, **body: Unpack[requests.ReadWorkQueueRunsBody]
) -> Call[list[models.FlowRun]]:
    """Get flow runs from the work queue.

    Args:
        id: The work queue ID.
        x_prefect_ui: A header to indicate this request came from the Prefect UI.

    Success status: 200.

    API: ``POST /work_queues/{id}/get_runs``.
    """
    return Call(operations.WORK_QUEUES_READ_WORK_QUEUE_RUNS, id, headers={"x-prefect-ui": x_prefect_ui}, body=body)


def read_work_queue_status(id: UUID | str, /) -> Call[models.WorkQueueStatusDetail]:
    """Get the status of a work queue.

    Args:
        id: The work queue ID.

    Success status: 200.

    API: ``GET /work_queues/{id}/status``.
    """
    return Call(operations.WORK_QUEUES_READ_WORK_QUEUE_STATUS, id)


def __dir__() -> list[str]:
    return __all__
