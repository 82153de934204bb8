# Generated from the OpenAPI document of Prefect 3.8.8 (sha256 b981dff6f84527fe) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Flows: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import operations
from ._call import Call

if TYPE_CHECKING:
    from typing import Unpack
    from uuid import UUID

    from .models import Flow, FlowBulkDeleteResult, FlowPage, SimpleNextFlowRun
    from .requests import (
        BulkDeleteFlowsBody,
        CountDeploymentsByFlowBody,
        CountFlowsBody,
        FlowCreate,
        FlowUpdate,
        NextRunsByFlowBody,
        PaginateFlowsBody,
        ReadFlowsBody,
    )


def create_flow(**body: Unpack[FlowCreate]) -> Call[Flow]:
    """Create a new flow. If a flow with the same name already exists, the existing flow is returned.

    For more information, see https://docs.prefect.io/v3/concepts/flows.

    Success status: 200 or 201.

    API: ``POST /flows/``.
    """
    return Call(operations.FLOWS_CREATE_FLOW, body=body)


def bulk_delete_flows(**body: Unpack[BulkDeleteFlowsBody]) -> Call[FlowBulkDeleteResult]:
    """Bulk delete flows matching the specified filter criteria.

    This also deletes all associated deployments.

    Returns the IDs of flows that were deleted.

    Success status: 200.

    API: ``POST /flows/bulk_delete``.
    """
    return Call(operations.FLOWS_BULK_DELETE_FLOWS, body=body)


def count_flows(**body: Unpack[CountFlowsBody]) -> Call[int]:
    """Count flows.

    Success status: 200.

    API: ``POST /flows/count``.
    """
    return Call(operations.FLOWS_COUNT_FLOWS, body=body)


def read_flows(**body: Unpack[ReadFlowsBody]) -> Call[list[Flow]]:
    """Query for flows.

    Success status: 200.

    API: ``POST /flows/filter``.
    """
    return Call(operations.FLOWS_READ_FLOWS, body=body)


def read_flow_by_name(name: str, /) -> Call[Flow]:
    """Get a flow by name.

    Args:
        name: The name of the flow.

    Success status: 200.

    API: ``GET /flows/name/{name}``.
    """
    return Call(operations.FLOWS_READ_FLOW_BY_NAME, name)


def paginate_flows(**body: Unpack[PaginateFlowsBody]) -> Call[FlowPage]:
    """Read a page of flows.

    Success status: 200.

    API: ``POST /flows/paginate``.
    """
    return Call(operations.FLOWS_PAGINATE_FLOWS, body=body)


def read_flow(id: UUID | str, /) -> Call[Flow]:
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


def update_flow(id: UUID | str, /, **body: Unpack[FlowUpdate]) -> Call[None]:
    """Update a flow.

    Args:
        id: The flow ID.

    Success status: 204.

    API: ``PATCH /flows/{id}``.
    """
    return Call(operations.FLOWS_UPDATE_FLOW, id, body=body)


def count_deployments_by_flow(**body: Unpack[CountDeploymentsByFlowBody]) -> Call[dict[str, int]]:
    """Get deployment counts by flow ID.

    Success status: 200.

    API: ``POST /ui/flows/count-deployments``.
    """
    return Call(operations.FLOWS_COUNT_DEPLOYMENTS_BY_FLOW, body=body)


def next_runs_by_flow(**body: Unpack[NextRunsByFlowBody]) -> Call[dict[str, SimpleNextFlowRun | None]]:
    """Get the next flow run by flow ID.

    Success status: 200.

    API: ``POST /ui/flows/next-runs``.
    """
    return Call(operations.FLOWS_NEXT_RUNS_BY_FLOW, body=body)
