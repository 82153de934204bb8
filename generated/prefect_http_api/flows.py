# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Flows: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from typing import Unpack
from uuid import UUID

from . import models, operations, requests
from ._call import Call

__all__ = [
    "bulk_delete_flows",
    "count_deployments_by_flow",
    "count_flows",
    "create_flow",
    "delete_flow",
    "next_runs_by_flow",
    "paginate_flows",
    "read_flow",
    "read_flow_by_name",
    "read_flows",
    "update_flow",
]


def create_flow(**body: Unpack[requests.FlowCreate]) -> Call[models.Flow]:
    """Create a new flow. If a flow with the same name already exists, the existing flow is returned.

    For more information, see https://www.prefect.io/docs/v3/concepts/flows.

    Success status: 200 or 201.

    API: ``POST /flows/``.
    """
    return Call(operations.FLOWS_CREATE_FLOW, body=body)


def bulk_delete_flows(**body: Unpack[requests.BulkDeleteFlowsBody]) -> Call[models.FlowBulkDeleteResult]:
    """Bulk delete flows matching the specified filter criteria.

    This also deletes all associated deployments.

    Returns the IDs of flows that were deleted.

    Success status: 200.

    API: ``POST /flows/bulk_delete``.
    """
    return Call(operations.FLOWS_BULK_DELETE_FLOWS, body=body)


def count_flows(**body: Unpack[requests.CountFlowsBody]) -> Call[int]:
    """Count flows.

    Success status: 200.

    API: ``POST /flows/count``.
    """
    return Call(operations.FLOWS_COUNT_FLOWS, body=body)


def read_flows(**body: Unpack[requests.ReadFlowsBody]) -> Call[list[models.Flow]]:
    """Query for flows.

    Success status: 200.

    API: ``POST /flows/filter``.
    """
    return Call(operations.FLOWS_READ_FLOWS, body=body)


def read_flow_by_name(name: str, /) -> Call[models.Flow]:
    """Get a flow by name.

    Args:
        name: The name of the flow.

    Success status: 200.

    API: ``GET /flows/name/{name}``.
    """
    return Call(operations.FLOWS_READ_FLOW_BY_NAME, name)


def paginate_flows(**body: Unpack[requests.PaginateFlowsBody]) -> Call[models.FlowPage]:
    """Read a page of flows.

    Success status: 200.

    API: ``POST /flows/paginate``.
    """
    return Call(operations.FLOWS_PAGINATE_FLOWS, body=body)


def read_flow(id: UUID | str, /) -> Call[models.Flow]:
    """Get a flow by ID.

    Args:
        id: The flow ID.

    Success status: 200.

    API: ``GET /flows/{id}``.
    """
    return Call(operations.FLOWS_READ_FLOW, id)


def delete_flow(id: UUID | str, /) -> Call[None]:
    """Delete a flow by ID.

    Args:
        id: The flow ID.

    Success status: 204.

    API: ``DELETE /flows/{id}``.
    """
    return Call(operations.FLOWS_DELETE_FLOW, id)


def update_flow(id: UUID | str, /, **body: Unpack[requests.FlowUpdate]) -> Call[None]:
    """Update a flow.

    Args:
        id: The flow ID.

    Success status: 204.

    API: ``PATCH /flows/{id}``.
    """
    return Call(operations.FLOWS_UPDATE_FLOW, id, body=body)


def count_deployments_by_flow(**body: Unpack[requests.CountDeploymentsByFlowBody]) -> Call[dict[str, int]]:
    """Get deployment counts by flow ID.

    Success status: 200.

    API: ``POST /ui/flows/count-deployments``.
    """
    return Call(operations.FLOWS_COUNT_DEPLOYMENTS_BY_FLOW, body=body)


def next_runs_by_flow(**body: Unpack[requests.NextRunsByFlowBody]) -> Call[dict[str, models.SimpleNextFlowRun | None]]:
    """Get the next flow run by flow ID.

    Success status: 200.

    API: ``POST /ui/flows/next-runs``.
    """
    return Call(operations.FLOWS_NEXT_RUNS_BY_FLOW, body=body)


def __dir__() -> list[str]:
    return __all__
