# Generated from the OpenAPI document of Prefect 3.8.8 (sha256 b981dff6f84527fe) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Work queues: one function per operation. Each returns a call and does no I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import operations
from ._call import Call

if TYPE_CHECKING:
    from typing import Unpack
    from uuid import UUID

    from .models import FlowRun, WorkQueue, WorkQueueConcurrencyStatus, WorkQueueStatusDetail
    from .requests import (
        ReadWorkQueueConcurrencyStatusBody,
        ReadWorkQueueRunsBody,
        WorkQueueCreate,
        WorkQueuesReadWorkQueuesBody,
        WorkQueueUpdate,
    )


def create_work_queue(**body: Unpack[WorkQueueCreate]) -> Call[WorkQueue]:
    """Create a new work queue.

    If a work queue with the same name already exists, an error will be raised.

    For more information, see https://docs.prefect.io/v3/concepts/work-pools#work-queues.

    API: ``POST /work_queues/``. Status: 201.
    """
    return Call(operations.WORK_QUEUES_CREATE_WORK_QUEUE, body=body)


def read_work_queues(**body: Unpack[WorkQueuesReadWorkQueuesBody]) -> Call[list[WorkQueue]]:
    """Query for work queues.

    API: ``POST /work_queues/filter``. Status: 200.
    """
    return Call(operations.WORK_QUEUES_READ_WORK_QUEUES, body=body)


def read_work_queue_by_name(name: str, /) -> Call[WorkQueue]:
    """Get a work queue by ID.

    Args:
        name: The work queue name.

    API: ``GET /work_queues/name/{name}``. Status: 200.
    """
    return Call(operations.WORK_QUEUES_READ_WORK_QUEUE_BY_NAME, name)


def read_work_queue(id: UUID | str, /) -> Call[WorkQueue]:
    """Get a work queue by ID.

    Args:
        id: The work queue ID.

    API: ``GET /work_queues/{id}``. Status: 200.
    """
    return Call(operations.WORK_QUEUES_READ_WORK_QUEUE, id)


def delete_work_queue(id: UUID | str, /) -> Call[None]:
    """Delete a work queue by ID.

    Args:
        id: The work queue ID.

    API: ``DELETE /work_queues/{id}``. Status: 204.
    """
    return Call(operations.WORK_QUEUES_DELETE_WORK_QUEUE, id)


def update_work_queue(id: UUID | str, /, **body: Unpack[WorkQueueUpdate]) -> Call[None]:
    """Update an existing work queue.

    Args:
        id: The work queue ID.

    API: ``PATCH /work_queues/{id}``. Status: 204.
    """
    return Call(operations.WORK_QUEUES_UPDATE_WORK_QUEUE, id, body=body)


def read_work_queue_concurrency_status(
    id: UUID | str, /, **body: Unpack[ReadWorkQueueConcurrencyStatusBody]
) -> Call[WorkQueueConcurrencyStatus]:
    """Read concurrency status for a work queue, including paginated flow run summaries. active_slots always reflects
    the total count.

    Args:
        id: The work queue ID.

    API: ``POST /work_queues/{id}/concurrency_status``. Status: 200.
    """
    return Call(operations.WORK_QUEUES_READ_WORK_QUEUE_CONCURRENCY_STATUS, id, body=body)


def read_work_queue_runs(
    id: UUID | str, /, *, x_prefect_ui: bool | None = None, **body: Unpack[ReadWorkQueueRunsBody]
) -> Call[list[FlowRun]]:
    """Get flow runs from the work queue.

    Args:
        id: The work queue ID.
        x_prefect_ui: A header to indicate this request came from the Prefect UI.

    API: ``POST /work_queues/{id}/get_runs``. Status: 200.
    """
    return Call(operations.WORK_QUEUES_READ_WORK_QUEUE_RUNS, id, headers={"x-prefect-ui": x_prefect_ui}, body=body)


def read_work_queue_status(id: UUID | str, /) -> Call[WorkQueueStatusDetail]:
    """Get the status of a work queue.

    Args:
        id: The work queue ID.

    API: ``GET /work_queues/{id}/status``. Status: 200.
    """
    return Call(operations.WORK_QUEUES_READ_WORK_QUEUE_STATUS, id)
