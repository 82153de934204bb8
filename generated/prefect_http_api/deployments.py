# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Deployments: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from typing import Unpack
from uuid import UUID

from . import models, operations, requests
from ._call import Call

__all__ = [
    "bulk_create_flow_runs_from_deployment",
    "bulk_delete_deployments",
    "count_deployments",
    "create_deployment",
    "create_deployment_schedules",
    "create_flow_run_from_deployment",
    "delete_deployment",
    "delete_deployment_schedule",
    "get_scheduled_flow_runs_for_deployments",
    "paginate_deployments",
    "pause_deployment",
    "read_deployment",
    "read_deployment_by_name",
    "read_deployment_schedules",
    "read_deployments",
    "resume_deployment",
    "schedule_deployment",
    "update_deployment",
    "update_deployment_schedule",
    "work_queue_check_for_deployment",
]


def create_deployment(**body: Unpack[requests.DeploymentCreate]) -> Call[models.Deployment]:
    """Create a new deployment.

    If a deployment with the same name and flow_id already exists, the deployment is updated.

    If the deployment has an active schedule, flow runs will be scheduled. When upserting, any scheduled runs from the
    existing deployment will be deleted.

    For more information, see https://www.prefect.io/docs/v3/concepts/deployments.

    Success status: 200 or 201.

    API: ``POST /deployments/``.
    """
    return Call(operations.DEPLOYMENTS_CREATE_DEPLOYMENT, body=body)


def bulk_delete_deployments(
    **body: Unpack[requests.BulkDeleteDeploymentsBody],
) -> Call[models.DeploymentBulkDeleteResult]:
    """Bulk delete deployments matching the specified filter criteria.

    Returns the IDs of deployments that were deleted.

    Success status: 200.

    API: ``POST /deployments/bulk_delete``.
    """
    return Call(operations.DEPLOYMENTS_BULK_DELETE_DEPLOYMENTS, body=body)


def count_deployments(**body: Unpack[requests.CountDeploymentsBody]) -> Call[int]:
    """Count deployments.

    Success status: 200.

    API: ``POST /deployments/count``.
    """
    return Call(operations.DEPLOYMENTS_COUNT_DEPLOYMENTS, body=body)


def read_deployments(**body: Unpack[requests.ReadDeploymentsBody]) -> Call[list[models.Deployment]]:
    """Query for deployments.

    Success status: 200.

    API: ``POST /deployments/filter``.
    """
    return Call(operations.DEPLOYMENTS_READ_DEPLOYMENTS, body=body)


def get_scheduled_flow_runs_for_deployments(
    **body: Unpack[requests.GetScheduledFlowRunsForDeploymentsBody],
) -> Call[list[models.FlowRun]]:
    """Get scheduled runs for a set of deployments. Used by a runner to poll for work.

    Success status: 200.

    API: ``POST /deployments/get_scheduled_flow_runs``.
    """
    return Call(operations.DEPLOYMENTS_GET_SCHEDULED_FLOW_RUNS_FOR_DEPLOYMENTS, body=body)


def read_deployment_by_name(flow_name: str, deployment_name: str, /) -> Call[models.Deployment]:
    """Get a deployment using the name of the flow and the deployment.

    Args:
        flow_name: The name of the flow.
        deployment_name: The name of the deployment.

    Success status: 200.

    API: ``GET /deployments/name/{flow_name}/{deployment_name}``.
    """
    return Call(operations.DEPLOYMENTS_READ_DEPLOYMENT_BY_NAME, flow_name, deployment_name)


def paginate_deployments(**body: Unpack[requests.PaginateDeploymentsBody]) -> Call[models.DeploymentPage]:
    """Read a page of deployments.

    Success status: 200.

    API: ``POST /deployments/paginate``.
    """
    return Call(operations.DEPLOYMENTS_PAGINATE_DEPLOYMENTS, body=body)


def read_deployment(id: UUID | str, /) -> Call[models.Deployment]:
    """Get a deployment by ID.

    Args:
        id: The deployment ID.

    Success status: 200.

    API: ``GET /deployments/{id}``.
    """
    return Call(operations.DEPLOYMENTS_READ_DEPLOYMENT, id)


def delete_deployment(id: UUID | str, /) -> Call[None]:
    """Delete a deployment by ID.

    Args:
        id: The deployment ID.

    Success status: 204.

    API: ``DELETE /deployments/{id}``.
    """
    return Call(operations.DEPLOYMENTS_DELETE_DEPLOYMENT, id)


def update_deployment(id: UUID | str, /, **body: Unpack[requests.DeploymentUpdate]) -> Call[None]:
    """Update a deployment.

    Args:
        id: The deployment ID.

    Success status: 204.

    API: ``PATCH /deployments/{id}``.
    """
    return Call(operations.DEPLOYMENTS_UPDATE_DEPLOYMENT, id, body=body)


def create_flow_run_from_deployment(
    id: UUID | str, /, **body: Unpack[requests.DeploymentFlowRunCreate]
) -> Call[models.FlowRun]:
    """Create a flow run from a deployment.

    Any parameters not provided will be inferred from the deployment's parameters. If tags are not provided, the
    deployment's tags will be used.

    If no state is provided, the flow run will be created in a SCHEDULED state.

    Args:
        id: The deployment ID.

    Success status: 200 or 201.

    API: ``POST /deployments/{id}/create_flow_run``.
    """
    return Call(operations.DEPLOYMENTS_CREATE_FLOW_RUN_FROM_DEPLOYMENT, id, body=body)


def bulk_create_flow_runs_from_deployment(
    id: UUID | str, flow_runs: requests.BulkCreateFlowRunsFromDeploymentBody, /
) -> Call[models.FlowRunBulkCreateResult]:
    """Create multiple flow runs from a deployment.

    Any parameters not provided will be inferred from the deployment's parameters. If tags are not provided, the
    deployment's tags will be used.

    If no state is provided, the flow runs will be created in a SCHEDULED state.

    Args:
        id: The deployment ID.

    Success status: 200.

    API: ``POST /deployments/{id}/create_flow_run/bulk``.
    """
    return Call(operations.DEPLOYMENTS_BULK_CREATE_FLOW_RUNS_FROM_DEPLOYMENT, id, body=flow_runs)


def pause_deployment(id: UUID | str, /) -> Call[None]:
    """Set a deployment schedule to inactive. Any auto-scheduled runs still in a Scheduled state will be deleted.

    Args:
        id: The deployment ID.

    Success status: 200.

    API: ``POST /deployments/{id}/pause_deployment``.
    """
    return Call(operations.DEPLOYMENTS_PAUSE_DEPLOYMENT, id)


def resume_deployment(id: UUID | str, /) -> Call[None]:
    """Set a deployment schedule to active. Runs will be scheduled immediately.

    Args:
        id: The deployment ID.

    Success status: 200.

    API: ``POST /deployments/{id}/resume_deployment``.
    """
    return Call(operations.DEPLOYMENTS_RESUME_DEPLOYMENT, id)


def schedule_deployment(id: UUID | str, /, **body: Unpack[requests.ScheduleDeploymentBody]) -> Call[None]:
    """Schedule runs for a deployment. For backfills, provide start/end times in the past.

    This function will generate the minimum number of runs that satisfy the min and max times, and the min and max
    counts. Specifically, the following order will be respected.

        - Runs will be generated starting on or after the `start_time`
        - No more than `max_runs` runs will be generated
        - No runs will be generated after `end_time` is reached
        - At least `min_runs` runs will be generated
        - Runs will be generated until at least `start_time + min_time` is reached

    Args:
        id: The deployment ID.

    Success status: 200.

    API: ``POST /deployments/{id}/schedule``.
    """
    return Call(operations.DEPLOYMENTS_SCHEDULE_DEPLOYMENT, id, body=body)


def read_deployment_schedules(id: UUID | str, /) -> Call[list[models.DeploymentSchedule]]:
    """Read the schedules of a deployment.

    Args:
        id: The deployment ID.

    Success status: 200.

    API: ``GET /deployments/{id}/schedules``.
    """
    return Call(operations.DEPLOYMENTS_READ_DEPLOYMENT_SCHEDULES, id)


def create_deployment_schedules(
    id: UUID | str, schedules: requests.CreateDeploymentSchedulesBody, /
) -> Call[list[models.DeploymentSchedule]]:
    """Create schedules for a deployment.

    Args:
        id: The deployment ID.

    Success status: 201.

    API: ``POST /deployments/{id}/schedules``.
    """
    return Call(operations.DEPLOYMENTS_CREATE_DEPLOYMENT_SCHEDULES, id, body=schedules)


def delete_deployment_schedule(id: UUID | str, schedule_id: UUID | str, /) -> Call[None]:
    """Delete a schedule of a deployment.

    Args:
        id: The deployment ID.
        schedule_id: The schedule ID.

    Success status: 204.

    API: ``DELETE /deployments/{id}/schedules/{schedule_id}``.
    """
    return Call(operations.DEPLOYMENTS_DELETE_DEPLOYMENT_SCHEDULE, id, schedule_id)


def update_deployment_schedule(
    id: UUID | str, schedule_id: UUID | str, /, **body: Unpack[requests.DeploymentScheduleUpdate]
) -> Call[None]:
    """Update a schedule of a deployment.

    Args:
        id: The deployment ID.
        schedule_id: The schedule ID.

    Success status: 204.

    API: ``PATCH /deployments/{id}/schedules/{schedule_id}``.
    """
    return Call(operations.DEPLOYMENTS_UPDATE_DEPLOYMENT_SCHEDULE, id, schedule_id, body=body)


def work_queue_check_for_deployment(id: UUID | str, /) -> Call[list[models.DeploymentWorkQueue]]:
    """Get list of work-queues that are able to pick up the specified deployment.

    This endpoint is intended to be used by the UI to provide users warnings about deployments that are unable to be
    executed because there are no work queues that will pick up their runs, based on existing filter criteria. It may be
    deprecated in the future because there is not a strict relationship between work queues and deployments.

    Args:
        id: The deployment ID.

    Success status: 200.

    API: ``GET /deployments/{id}/work_queue_check``.
    """
    return Call(operations.DEPLOYMENTS_WORK_QUEUE_CHECK_FOR_DEPLOYMENT, id)


def __dir__() -> list[str]:
    return __all__
