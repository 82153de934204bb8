# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Flow runs: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from datetime import datetime
from typing import Unpack
from uuid import UUID

from . import models, operations, requests
from ._call import Call

__all__ = [
    "average_flow_run_lateness",
    "bulk_delete_flow_runs",
    "bulk_set_flow_run_state",
    "count_flow_runs",
    "count_task_runs_by_flow_run",
    "create_flow_run",
    "create_flow_run_input",
    "delete_flow_run",
    "delete_flow_run_input",
    "download_logs",
    "filter_flow_run_input",
    "flow_run_history",
    "paginate_flow_runs",
    "read_flow_run",
    "read_flow_run_graph_v1",
    "read_flow_run_graph_v2",
    "read_flow_run_history",
    "read_flow_run_input",
    "read_flow_runs",
    "resume_flow_run",
    "set_flow_run_state",
    "update_flow_run",
    "update_flow_run_labels",
]


def create_flow_run(**body: Unpack[requests.FlowRunCreate]) -> Call[models.FlowRun]:
    """Create a flow run.

    If a flow run with the same flow_id and idempotency key already exists, the existing flow run will be returned.

    If no state is provided, the flow run will be created in a PENDING state.

    For more information, see https://www.prefect.io/docs/v3/concepts/flows.

    Success status: 200 or 201.

    API: ``POST /flow_runs/``.
    """
    return Call(operations.FLOW_RUNS_CREATE_FLOW_RUN, body=body)


def bulk_delete_flow_runs(**body: Unpack[requests.BulkDeleteFlowRunsBody]) -> Call[models.FlowRunBulkDeleteResult]:
    """Bulk delete flow runs matching the specified filter criteria.

    Returns the IDs of flow runs that were deleted.

    Success status: 200.

    API: ``POST /flow_runs/bulk_delete``.
    """
    return Call(operations.FLOW_RUNS_BULK_DELETE_FLOW_RUNS, body=body)


def bulk_set_flow_run_state(**body: Unpack[requests.BulkSetFlowRunStateBody]) -> Call[models.FlowRunBulkSetStateResult]:
    """Bulk set state for flow runs matching the specified filter criteria.

    Returns the orchestration results for each flow run.

    Success status: 200.

    API: ``POST /flow_runs/bulk_set_state``.
    """
    return Call(operations.FLOW_RUNS_BULK_SET_FLOW_RUN_STATE, body=body)


def count_flow_runs(**body: Unpack[requests.CountFlowRunsBody]) -> Call[int]:
    """Count flow runs.

    Success status: 200.

    API: ``POST /flow_runs/count``.
    """
    return Call(operations.FLOW_RUNS_COUNT_FLOW_RUNS, body=body)


def read_flow_runs(**body: Unpack[requests.ReadFlowRunsBody]) -> Call[list[models.FlowRun]]:
    """Query for flow runs.

    Success status: 200.

    API: ``POST /flow_runs/filter``.
    """
    return Call(operations.FLOW_RUNS_READ_FLOW_RUNS, body=body)


def flow_run_history(**body: Unpack[requests.FlowRunHistoryBody]) -> Call[list[models.History]]:
    """Query for flow run history data across a given range and interval.

    Success status: 200.

    API: ``POST /flow_runs/history``.
    """
    return Call(operations.FLOW_RUNS_FLOW_RUN_HISTORY, body=body)


def average_flow_run_lateness(**body: Unpack[requests.AverageFlowRunLatenessBody]) -> Call[float | None]:
    """Query for average flow-run lateness in seconds.

    Success status: 200.

    API: ``POST /flow_runs/lateness``.
    """
    return Call(operations.FLOW_RUNS_AVERAGE_FLOW_RUN_LATENESS, body=body)


def paginate_flow_runs(**body: Unpack[requests.PaginateFlowRunsBody]) -> Call[models.FlowRunPage]:
    """Read a page of flow runs.

    Success status: 200.

    API: ``POST /flow_runs/paginate``.
    """
    return Call(operations.FLOW_RUNS_PAGINATE_FLOW_RUNS, body=body)


def read_flow_run(id: UUID | str, /) -> Call[models.FlowRun]:
    """Get a flow run by ID.

    Args:
        id: The flow run ID.

    Success status: 200.

    API: ``GET /flow_runs/{id}``.
    """
    return Call(operations.FLOW_RUNS_READ_FLOW_RUN, id)


def delete_flow_run(id: UUID | str, /) -> Call[None]:
    """Delete a flow run by ID.

    Args:
        id: The flow run ID.

    Success status: 204.

    API: ``DELETE /flow_runs/{id}``.
    """
    return Call(operations.FLOW_RUNS_DELETE_FLOW_RUN, id)


def update_flow_run(id: UUID | str, /, **body: Unpack[requests.FlowRunUpdate]) -> Call[None]:
    """Update a flow run.

    Args:
        id: The flow run ID.

    Success status: 204.

    API: ``PATCH /flow_runs/{id}``.
    """
    return Call(operations.FLOW_RUNS_UPDATE_FLOW_RUN, id, body=body)


def read_flow_run_graph_v1(id: UUID | str, /) -> Call[list[models.DependencyResult]]:
    """Get a task run dependency map for a given flow run.

    Args:
        id: The flow run ID.

    Success status: 200.

    API: ``GET /flow_runs/{id}/graph``.
    """
    return Call(operations.FLOW_RUNS_READ_FLOW_RUN_GRAPH_V1, id)


def read_flow_run_graph_v2(id: UUID | str, /, *, since: datetime | str | None = None) -> Call[models.Graph]:
    """Get a graph of the tasks and subflow runs for the given flow run.

    Args:
        id: The flow run ID.
        since: Only include runs that start or end after this time.

    Success status: 200.

    API: ``GET /flow_runs/{id}/graph-v2``.
    """
    return Call(operations.FLOW_RUNS_READ_FLOW_RUN_GRAPH_V2, id, query={"since": since})


def create_flow_run_input(id: UUID | str, /, **body: Unpack[requests.CreateFlowRunInputBody]) -> Call[None]:
    """Create a key/value input for a flow run.

    Args:
        id: The flow run ID.

    Success status: 201.

    API: ``POST /flow_runs/{id}/input``.
    """
    return Call(operations.FLOW_RUNS_CREATE_FLOW_RUN_INPUT, id, body=body)


def filter_flow_run_input(
    id: UUID | str, /, **body: Unpack[requests.FilterFlowRunInputBody]
) -> Call[list[models.FlowRunInput]]:
    """Filter flow run inputs by key prefix.

    Args:
        id: The flow run ID.

    Success status: 200.

    API: ``POST /flow_runs/{id}/input/filter``.
    """
    return Call(operations.FLOW_RUNS_FILTER_FLOW_RUN_INPUT, id, body=body)


def read_flow_run_input(id: UUID | str, key: str, /) -> Call[str]:
    """Read the value of a flow run input.

    Args:
        id: The flow run ID.
        key: The input key.

    Success status: 200.

    API: ``GET /flow_runs/{id}/input/{key}``.
    """
    return Call(operations.FLOW_RUNS_READ_FLOW_RUN_INPUT, id, key)


def delete_flow_run_input(id: UUID | str, key: str, /) -> Call[None]:
    """Delete a flow run input.

    Args:
        id: The flow run ID.
        key: The input key.

    Success status: 204.

    API: ``DELETE /flow_runs/{id}/input/{key}``.
    """
    return Call(operations.FLOW_RUNS_DELETE_FLOW_RUN_INPUT, id, key)


def update_flow_run_labels(id: UUID | str, labels: requests.UpdateFlowRunLabelsBody, /) -> Call[None]:
    """Update the labels of a flow run.

    Args:
        id: The flow run ID.

    Success status: 204.

    API: ``PATCH /flow_runs/{id}/labels``.
    """
    return Call(operations.FLOW_RUNS_UPDATE_FLOW_RUN_LABELS, id, body=labels)


def download_logs(id: UUID | str, /) -> Call[str]:
    """Download all flow run logs as a CSV file, collecting all logs until there are no more logs to retrieve.

    Args:
        id: The flow run ID.

    Success status: 200.

    API: ``GET /flow_runs/{id}/logs/download``.
    """
    return Call(operations.FLOW_RUNS_DOWNLOAD_LOGS, id)


def resume_flow_run(id: UUID | str, /, **body: Unpack[requests.ResumeFlowRunBody]) -> Call[models.OrchestrationResult]:
    """Resume a paused flow run.

    Args:
        id: The flow run ID.

    Success status: 200 or 201.

    API: ``POST /flow_runs/{id}/resume``.
    """
    return Call(operations.FLOW_RUNS_RESUME_FLOW_RUN, id, body=body)


def set_flow_run_state(
    id: UUID | str, /, **body: Unpack[requests.SetFlowRunStateBody]
) -> Call[models.OrchestrationResult]:
    """Set a flow run state, invoking any orchestration rules.

    Args:
        id: The flow run ID.

    Success status: 200 or 201.

    API: ``POST /flow_runs/{id}/set_state``.
    """
    return Call(operations.FLOW_RUNS_SET_FLOW_RUN_STATE, id, body=body)


def count_task_runs_by_flow_run(**body: Unpack[requests.CountTaskRunsByFlowRunBody]) -> Call[dict[str, int]]:
    """Get task run counts by flow run ID.

    Success status: 200.

    API: ``POST /ui/flow_runs/count-task-runs``.
    """
    return Call(operations.FLOW_RUNS_COUNT_TASK_RUNS_BY_FLOW_RUN, body=body)


def read_flow_run_history(**body: Unpack[requests.ReadFlowRunHistoryBody]) -> Call[list[models.SimpleFlowRun]]:
    """Read flow runs in the reduced form that the UI shows.

    Success status: 200.

    API: ``POST /ui/flow_runs/history``.
    """
    return Call(operations.FLOW_RUNS_READ_FLOW_RUN_HISTORY, body=body)


def __dir__() -> list[str]:
    return __all__
