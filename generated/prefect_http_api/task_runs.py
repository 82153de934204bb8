# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Task runs: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from typing import Unpack
from uuid import UUID

from . import models, operations, requests
from ._call import Call

__all__ = [
    "count_task_runs",
    "create_task_run",
    "delete_task_run",
    "paginate_task_runs",
    "read_dashboard_task_run_counts",
    "read_task_run",
    "read_task_run_counts_by_state",
    "read_task_run_with_flow_run_name",
    "read_task_runs",
    "set_task_run_state",
    "task_run_history",
    "update_task_run",
]


def create_task_run(**body: Unpack[requests.TaskRunCreate]) -> Call[models.TaskRun]:
    """Create a task run.

    If a task run with the same flow_run_id, task_key, and dynamic_key already exists, the existing task run will be
    returned.

    If no state is provided, the task run will be created in a PENDING state.

    For more information, see https://www.prefect.io/docs/v3/concepts/tasks.

    Success status: 200 or 201.

    API: ``POST /task_runs/``.
    """
    return Call(operations.TASK_RUNS_CREATE_TASK_RUN, body=body)


def count_task_runs(**body: Unpack[requests.CountTaskRunsBody]) -> Call[int]:
    """Count task runs.

    Success status: 200.

    API: ``POST /task_runs/count``.
    """
    return Call(operations.TASK_RUNS_COUNT_TASK_RUNS, body=body)


def read_task_runs(**body: Unpack[requests.ReadTaskRunsBody]) -> Call[list[models.TaskRun]]:
    """Query for task runs.

    Success status: 200.

    API: ``POST /task_runs/filter``.
    """
    return Call(operations.TASK_RUNS_READ_TASK_RUNS, body=body)


def task_run_history(**body: Unpack[requests.TaskRunHistoryBody]) -> Call[list[models.History]]:
    """Query for task run history data across a given range and interval.

    Success status: 200.

    API: ``POST /task_runs/history``.
    """
    return Call(operations.TASK_RUNS_TASK_RUN_HISTORY, body=body)


def paginate_task_runs(**body: Unpack[requests.PaginateTaskRunsBody]) -> Call[models.TaskRunPage]:
    """Read a page of task runs.

    Success status: 200.

    API: ``POST /task_runs/paginate``.
    """
    return Call(operations.TASK_RUNS_PAGINATE_TASK_RUNS, body=body)


def read_task_run(id: UUID | str, /) -> Call[models.TaskRun]:
    """Get a task run by ID.

    Args:
        id: The task run ID.

    Success status: 200.

    API: ``GET /task_runs/{id}``.
    """
    return Call(operations.TASK_RUNS_READ_TASK_RUN, id)


def delete_task_run(id: UUID | str, /) -> Call[None]:
    """Delete a task run by ID.

    Args:
        id: The task run ID.

    Success status: 204.

    API: ``DELETE /task_runs/{id}``.
    """
    return Call(operations.TASK_RUNS_DELETE_TASK_RUN, id)


def update_task_run(id: UUID | str, /, **body: Unpack[requests.TaskRunUpdate]) -> Call[None]:
    """Update a task run.

    Args:
        id: The task run ID.

    Success status: 204.

    API: ``PATCH /task_runs/{id}``.
    """
    return Call(operations.TASK_RUNS_UPDATE_TASK_RUN, id, body=body)


def set_task_run_state(
    id: UUID | str, /, **body: Unpack[requests.SetTaskRunStateBody]
) -> Call[models.OrchestrationResult]:
    """Set a task run state, invoking any orchestration rules.

    Args:
        id: The task run ID.

    Success status: 200 or 201.

    API: ``POST /task_runs/{id}/set_state``.
    """
    return Call(operations.TASK_RUNS_SET_TASK_RUN_STATE, id, body=body)


def read_task_run_counts_by_state(**body: Unpack[requests.ReadTaskRunCountsByStateBody]) -> Call[models.CountByState]:
    """Count task runs by state.

    Success status: 200.

    API: ``POST /ui/task_runs/count``.
    """
    return Call(operations.TASK_RUNS_READ_TASK_RUN_COUNTS_BY_STATE, body=body)


def read_dashboard_task_run_counts(
    **body: Unpack[requests.ReadDashboardTaskRunCountsBody],
) -> Call[list[dict[str, int]]]:
    """Read counts of task runs over time, as the dashboard shows them.

    Success status: 200.

    API: ``POST /ui/task_runs/dashboard/counts``.
    """
    return Call(operations.TASK_RUNS_READ_DASHBOARD_TASK_RUN_COUNTS, body=body)


def read_task_run_with_flow_run_name(id: UUID | str, /) -> Call[models.UITaskRun]:
    """Get a task run by ID.

    Args:
        id: The task run ID.

    Success status: 200.

    API: ``GET /ui/task_runs/{id}``.
    """
    return Call(operations.TASK_RUNS_READ_TASK_RUN_WITH_FLOW_RUN_NAME, id)


def __dir__() -> list[str]:
    return __all__
