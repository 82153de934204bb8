# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Response models: work queues."""

from datetime import datetime

from attrs import define, field

from .._models import ResponseModel
from .shared import FlowRunSlotSummary


@define(kw_only=True, eq=False, repr=False)
class WorkQueueConcurrencyStatus(ResponseModel):
    """Paginated queue-level concurrency status with flow run details."""

    active_slots: int | None
    count: int | None
    """Total number of slot-holding flow runs."""
    limit: int
    """Page size."""
    pages: int | None
    """Total number of pages."""
    page: int
    """Current page number (1-indexed)."""
    concurrency_limit: int | None = None
    flow_runs: list[FlowRunSlotSummary] = field(factory=list["FlowRunSlotSummary"])


@define(kw_only=True, eq=False, repr=False)
class WorkQueueHealthPolicy(ResponseModel):
    """Conditions under which a work queue is healthy."""

    maximum_late_runs: int | None = 0
    """The maximum number of late runs in the work queue before it is deemed unhealthy. Defaults to `0`."""
    maximum_seconds_since_last_polled: int | None = 60
    """The maximum time in seconds since the work queue has been polled before it is deemed unhealthy. Defaults to `60`.
    """


@define(kw_only=True, eq=False, repr=False)
class WorkQueueStatusDetail(ResponseModel):
    """Health of a work queue."""

    healthy: bool
    """Whether the work queue is healthy."""
    health_check_policy: WorkQueueHealthPolicy
    """The policy used to determine whether the work queue is healthy."""
    last_polled: datetime | None = None
    """The last time an agent polled this queue for work."""
    late_runs_count: int = 0
    """The number of late flow runs in the work queue."""
