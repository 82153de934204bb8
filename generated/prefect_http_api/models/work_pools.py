# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Response models: work pools."""

from datetime import datetime
from typing import Any
from uuid import UUID

from attrs import define, field

from .._decoding import NOT_SENT, AlwaysSent, NullAsEmpty, OpenEnum
from .._models import IdentifiedModel, ResponseModel, StateMixin, TimesMixin
from .shared import CreatedBy, FlowRunPolicy, FlowRunSlotSummary, State, StateType


@define(kw_only=True, eq=False, repr=False)
class ScheduledFlowRun(StateMixin, TimesMixin, IdentifiedModel):
    """A flow run."""

    flow_id: UUID
    """The ID of the flow being run."""
    id: UUID
    name: str
    """The name of the flow run. Defaults to a random slug if not specified. For example ``"my-flow-run"``."""
    auto_scheduled: bool = False
    """Whether the flow run was automatically scheduled."""
    context: dict[str, Any] = field(factory=dict[str, Any])
    """Additional context for the flow run. For example ``{"my_var": "my_value"}``."""
    created: datetime | None = None
    created_by: CreatedBy | None = None
    """Optional information about the creator of this flow run."""
    deployment_id: UUID | None = None
    """The ID of the deployment associated with this flow run, if available."""
    deployment_version: str | None = None
    """The version of the deployment associated with this flow run. For example ``"1.0"``."""
    empirical_policy: FlowRunPolicy = field(factory=FlowRunPolicy)
    end_time: datetime | None = None
    """The actual end time."""
    estimated_run_time: float = 0.0
    """A real-time estimate of the total run time."""
    estimated_start_time_delta: float = 0.0
    """The difference between actual and expected start time."""
    expected_start_time: datetime | None = None
    """The flow run's expected start time."""
    flow_version: str | None = None
    """The version of the flow executed in this flow run. For example ``"1.0"``."""
    idempotency_key: str | None = None
    """An optional idempotency key for the flow run. Used to ensure the same flow run is not created multiple times."""
    infrastructure_document_id: UUID | None = None
    """The block document defining infrastructure to use for this flow run."""
    infrastructure_pid: str | None = None
    """The ID of the flow run as returned by an infrastructure block."""
    job_variables: dict[str, Any] | None = None
    """Variables used as overrides in the base job template."""
    labels: NullAsEmpty[dict[str, bool | int | float | str]] = field(factory=dict[str, bool | int | float | str])
    """A dictionary of key-value labels.

    Values can be strings, numbers, or booleans. For example ``{"key": "value1", "key2": 42}``.
    """
    next_scheduled_start_time: datetime | None = None
    """The next time the flow run is scheduled to start."""
    parameters: dict[str, Any] = field(factory=dict[str, Any])
    """Parameters for the flow run."""
    parent_task_run_id: UUID | None = None
    """If the flow run is a subflow, the ID of the 'dummy' task in the parent flow used to track subflow state."""
    run_count: int = 0
    """The number of times the flow run was executed."""
    start_time: datetime | None = None
    """The actual start time."""
    state: AlwaysSent[State] = NOT_SENT
    """The current state of the flow run."""
    state_id: AlwaysSent[UUID] = NOT_SENT
    """The ID of the flow run's current state."""
    state_name: AlwaysSent[str] = NOT_SENT
    """The name of the current flow run state."""
    state_type: AlwaysSent[StateType] = NOT_SENT
    """The type of the current flow run state."""
    tags: list[str] = field(factory=list[str])
    """A list of tags on the flow run. For example ``["tag-1", "tag-2"]``."""
    total_run_time: float = 0.0
    """Total run time. If the flow run was executed multiple times, the time of each run will be summed."""
    updated: datetime | None = None
    work_queue_id: UUID | None = None
    """The ID of the run's work pool queue."""
    work_queue_name: str | None = None
    """The work queue that handled this flow run."""

    def __attrs_post_init__(self) -> None:
        self.labels = self.labels or {}


class WorkPoolStatus(OpenEnum):
    """Enumeration of work pool statuses."""

    READY = "READY"
    NOT_READY = "NOT_READY"
    PAUSED = "PAUSED"


@define(kw_only=True, eq=False, repr=False)
class WorkPoolStorageConfiguration(ResponseModel):
    """A representation of a work pool's storage configuration."""

    bundle_execution_step: dict[str, Any] | None = None
    """The step to use for executing bundles."""
    bundle_upload_step: dict[str, Any] | None = None
    """The step to use for uploading bundles to storage."""
    default_result_storage_block_id: UUID | None = None
    """The block document ID of the default result storage block."""


@define(kw_only=True, eq=False, repr=False)
class WorkPool(IdentifiedModel):
    """A work pool."""

    name: str
    """The name of the work pool. Matches ``^[^/%&><]+$``."""
    type: str
    """The work pool type."""
    id: UUID
    active_slots: int | None = None
    """The number of concurrency slots occupied by pending or running flow runs. None when concurrency_limit is not set.
    """
    base_job_template: dict[str, Any] = field(factory=dict[str, Any])
    """The work pool's base job template."""
    concurrency_limit: int | None = None
    """A concurrency limit for the work pool. At least 0."""
    created: datetime | None = None
    default_queue_id: UUID | None = None
    """The ID of the pool's default queue."""
    description: str | None = None
    """A description of the work pool."""
    is_paused: bool = False
    """Pausing the work pool stops the delivery of all work."""
    status: WorkPoolStatus | None = None
    """The current status of the work pool."""
    storage_configuration: WorkPoolStorageConfiguration = field(factory=WorkPoolStorageConfiguration)
    """The storage configuration for the work pool."""
    updated: datetime | None = None


@define(kw_only=True, eq=False, repr=False)
class WorkQueueConcurrencyStatusDetail(ResponseModel):
    """Per-queue concurrency status with flow run details."""

    queue_id: UUID
    queue_name: str
    active_slots: int | None
    concurrency_limit: int | None = None
    flow_run_count: int | None = None
    """Total flow run count for this queue (may exceed the number of listed flow runs)."""
    flow_runs: list[FlowRunSlotSummary] = field(factory=list["FlowRunSlotSummary"])


@define(kw_only=True, eq=False, repr=False)
class WorkPoolConcurrencyStatus(ResponseModel):
    """Paginated pool-level concurrency status with per-queue breakdown."""

    active_slots: int | None
    count: int | None
    """Total number of queues."""
    limit: int
    """Page size."""
    pages: int | None
    """Total number of pages."""
    page: int
    """Current page number (1-indexed)."""
    concurrency_limit: int | None = None
    queues: list[WorkQueueConcurrencyStatusDetail] = field(factory=list["WorkQueueConcurrencyStatusDetail"])


class WorkerStatus(OpenEnum):
    """Enumeration of worker statuses."""

    ONLINE = "ONLINE"
    OFFLINE = "OFFLINE"


@define(kw_only=True, eq=False, repr=False)
class Worker(IdentifiedModel):
    """A worker."""

    name: str
    """The name of the worker."""
    work_pool_id: UUID
    """The work pool with which the queue is associated."""
    id: UUID
    created: datetime | None = None
    heartbeat_interval_seconds: int | None = None
    """The number of seconds to expect between heartbeats sent by the worker."""
    last_heartbeat_time: datetime | None = None
    """The last time the worker process sent a heartbeat."""
    status: WorkerStatus = WorkerStatus.OFFLINE
    """Current status of the worker."""
    updated: datetime | None = None


@define(kw_only=True, eq=False, repr=False)
class WorkerFlowRun(ResponseModel):
    """A flow run for a worker, with its work pool and work queue."""

    work_pool_id: UUID
    work_queue_id: UUID
    flow_run: ScheduledFlowRun
