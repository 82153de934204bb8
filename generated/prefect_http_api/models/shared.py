# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Response models shared by several modules."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias
from uuid import UUID

from attrs import define, field

from .._decoding import NOT_SENT, AlwaysSent, NullAsEmpty, OpenEnum, Unknown, tagged_union
from .._models import CLIENT_ONLY, IdentifiedModel, ResponseModel, StateMixin, TimesMixin

if TYPE_CHECKING:
    AnyStateDetails: TypeAlias = (
        "StateAbortDetails | StateAcceptDetails | StateRejectDetails | StateWaitDetails | Unknown"
    )
else:
    AnyStateDetails = tagged_union(
        "AnyStateDetails",
        "type",
        lambda: {
            "abort_details": StateAbortDetails,
            "accept_details": StateAcceptDetails,
            "reject_details": StateRejectDetails,
            "wait_details": StateWaitDetails,
        },
    )


@define(kw_only=True, eq=False, repr=False)
class BlockType(IdentifiedModel):
    """A block type."""

    name: str
    """A block type's name. Matches ``^[^/%&><]+$``."""
    slug: str
    """A block type's slug."""
    id: UUID
    code_example: str | None = None
    """A code snippet demonstrating use of the corresponding block."""
    created: datetime | None = None
    description: str | None = None
    """A short blurb about the corresponding block's intended use."""
    documentation_url: str | None = None
    """Web URL for the block type's documentation."""
    is_protected: bool = False
    """Protected block types cannot be modified via API."""
    logo_url: str | None = None
    """Web URL for the block type's logo."""
    updated: datetime | None = None


@define(kw_only=True, eq=False, repr=False)
class BlockSchema(IdentifiedModel):
    """A block schema."""

    checksum: str
    """The block schema's unique checksum."""
    block_type_id: UUID | None
    """A block type ID."""
    id: UUID
    block_type: BlockType | None = None
    """The associated block type."""
    capabilities: list[str] = field(factory=list[str])
    """A list of Block capabilities."""
    created: datetime | None = None
    fields: dict[str, Any] = field(factory=dict[str, Any])
    """The block schema's field schema."""
    updated: datetime | None = None
    version: str = "non-versioned"
    """Human readable identifier for the block schema."""


@define(kw_only=True, eq=False, repr=False)
class BlockDocument(IdentifiedModel):
    """A block document."""

    block_schema_id: UUID
    """A block schema ID."""
    block_type_id: UUID
    """A block type ID."""
    id: UUID
    block_document_references: dict[str, dict[str, Any]] = field(factory=dict[str, dict[str, Any]])
    """Record of the block document's references."""
    block_schema: BlockSchema | None = None
    """The associated block schema."""
    block_type: BlockType | None = None
    """The associated block type."""
    block_type_name: str | None = None
    """The associated block type's name."""
    created: datetime | None = None
    data: dict[str, Any] = field(factory=dict[str, Any], repr=False)
    """The block document's data."""
    is_anonymous: bool = False
    """Whether the block is anonymous (anonymous blocks are usually created by Prefect automatically)."""
    name: str | None = None
    """The block document's name. Not required for anonymous block documents. Matches ``^[^/%&><]+$``."""
    updated: datetime | None = None


@define(kw_only=True, eq=False, repr=False)
class CreatedBy(ResponseModel):
    """The creator of an object."""

    display_value: str | None = None
    """The display value for the creator."""
    id: UUID | None = None
    """The ID of the creator of the object."""
    type: str | None = None
    """The type of the creator of the object."""


class FlowRunPolicyRetryType(OpenEnum):
    """Values of ``FlowRunPolicy.retry_type``."""

    IN_PROCESS = "in_process"
    RESCHEDULE = "reschedule"


@define(kw_only=True, eq=False, repr=False)
class FlowRunPolicy(ResponseModel):
    """Defines how a flow run should retry."""

    max_retries: int = 0
    """The maximum number of retries. Field is not used. Please use `retries` instead. Deprecated."""
    pause_keys: list[Any] | None = None
    """Tracks pauses this run has observed."""
    resuming: bool | None = False
    """Indicates if this run is resuming from a pause."""
    retries: int | None = None
    """The number of retries."""
    retry_delay: int | None = None
    """The delay time between retries, in seconds."""
    retry_delay_seconds: float = 0
    """The delay between retries. Field is not used. Please use `retry_delay` instead. Deprecated."""
    retry_type: FlowRunPolicyRetryType | None = None
    """The type of retry this run is undergoing."""


@define(kw_only=True, eq=False, repr=False)
class StateDetails(ResponseModel):
    """Details of a state."""

    cache_expiration: datetime | None = None
    cache_key: str | None = None
    child_flow_run_id: UUID | None = None
    deferred: bool | None = False
    deployment_concurrency_lease_id: UUID | None = None
    flow_run_id: UUID | None = None
    pause_key: str | None = None
    pause_reschedule: bool = False
    pause_timeout: datetime | None = None
    refresh_cache: bool | None = None
    retriable: bool | None = None
    run_input_keyset: dict[str, str] | None = None
    scheduled_time: datetime | None = None
    task_parameters_id: UUID | None = None
    task_run_id: UUID | None = None
    traceparent: str | None = None
    transition_id: UUID | None = None
    untrackable_result: bool = False


class StateType(OpenEnum):
    """Enumeration of state types."""

    SCHEDULED = "SCHEDULED"
    PENDING = "PENDING"
    RUNNING = "RUNNING"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"
    CRASHED = "CRASHED"
    PAUSED = "PAUSED"
    CANCELLING = "CANCELLING"


@define(kw_only=True, eq=False, repr=False)
class State(StateMixin, IdentifiedModel):
    """Represents the state of a run."""

    type: StateType
    id: UUID
    timestamp: datetime
    data: Any = None
    """Data associated with the state, e.g. a result. Content must be storable as JSON."""
    message: str | None = None
    """For example ``"Run started"``."""
    name: AlwaysSent[str] = NOT_SENT
    state_details: StateDetails = field(factory=StateDetails)


@define(kw_only=True, eq=False, repr=False)
class FlowRun(StateMixin, TimesMixin, IdentifiedModel):
    """A flow run."""

    flow_id: UUID
    """The ID of the flow being run."""
    id: UUID
    name: str
    """The name of the flow run. Defaults to a random slug if not specified. For example ``"my-flow-run"``."""
    auto_scheduled: bool = False
    """Whether the flow run was automatically scheduled."""
    context: dict[str, Any] = field(factory=dict[str, Any])
    """Additional context for the flow run. For example ``{"my_var": "my_val"}``."""
    created: datetime | None = None
    created_by: CreatedBy | None = None
    """Optional information about the creator of this flow run."""
    deployment_id: UUID | None = None
    """The ID of the deployment associated with this flow run, if available."""
    deployment_name: str | None = field(default=None, metadata=CLIENT_ONLY)
    """The name of the flow run's deployment. None unless the names were requested."""
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
    flow_name: str | None = field(default=None, metadata=CLIENT_ONLY)
    """The name of the flow. None unless requested, except on Prefect Cloud."""
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
    work_pool_id: UUID | None = None
    """The ID of the flow run's work pool."""
    work_pool_name: str | None = None
    """The name of the flow run's work pool. For example ``"my-work-pool"``."""
    work_queue_id: UUID | None = None
    """The ID of the run's work pool queue."""
    work_queue_name: str | None = None
    """The work queue that handled this flow run."""

    def __attrs_post_init__(self) -> None:
        self.labels = self.labels or {}


@define(kw_only=True, eq=False, repr=False)
class FlowRunSlotSummary(StateMixin, IdentifiedModel):
    """Summary of a flow run occupying a concurrency slot."""

    id: UUID
    name: str
    start_time: datetime | None = None
    state_name: str | None = None
    state_timestamp: datetime | None = None
    state_type: StateType | None = None
    time_in_current_state: float | None = None


@define(kw_only=True, eq=False, repr=False)
class GlobalConcurrencyLimit(IdentifiedModel):
    """A response object for global concurrency limits."""

    name: str
    """The name of the global concurrency limit."""
    limit: int
    """The concurrency limit."""
    active_slots: int
    """The number of active slots."""
    id: UUID
    active: bool = True
    """Whether the global concurrency limit is active."""
    created: datetime | None = None
    slot_decay_per_second: float = 2.0
    """The decay rate for active slots when used as a rate limit."""
    updated: datetime | None = None


@define(kw_only=True, eq=False, repr=False)
class HistoryState(ResponseModel):
    """Represents a single state's history over an interval."""

    state_type: StateType
    """The state type."""
    state_name: str
    """The state name."""
    count_runs: int
    """The number of runs in the specified state during the interval."""
    sum_estimated_run_time: float
    """The total estimated run time of all runs during the interval."""
    sum_estimated_lateness: float
    """The sum of differences between actual and expected start time during the interval."""


@define(kw_only=True, eq=False, repr=False)
class History(ResponseModel):
    """Represents a history of aggregation states over an interval."""

    interval_start: datetime
    """The start date of the interval."""
    interval_end: datetime
    """The end date of the interval."""
    states: list[HistoryState]
    """A list of state histories during the interval."""


@define(kw_only=True, eq=False, repr=False)
class MinimalConcurrencyLimit(IdentifiedModel):
    """ID, name and limit of a concurrency limit."""

    id: UUID
    name: str
    limit: int


class SetStateStatus(OpenEnum):
    """Enumerates return statuses for setting run states."""

    ACCEPT = "ACCEPT"
    REJECT = "REJECT"
    ABORT = "ABORT"
    WAIT = "WAIT"


@define(kw_only=True, eq=False, repr=False)
class OrchestrationResult(ResponseModel):
    """A container for the output of state orchestration."""

    state: State | None
    status: SetStateStatus
    details: AnyStateDetails


@define(kw_only=True, eq=False, repr=False)
class QueueFilter(ResponseModel):
    """Filter criteria definition for a work queue."""

    deployment_ids: list[UUID] | None = None
    """Only include flow runs from these deployments in the work queue."""
    tags: list[str] | None = None
    """Only include flow runs with these tags in the work queue."""


@define(kw_only=True, eq=False, repr=False)
class StateAbortDetails(ResponseModel):
    """Details associated with an ABORT state transition."""

    reason: str | None = None
    """The reason why the state transition was aborted."""
    type: Literal["abort_details"] = "abort_details"
    """The type of state transition detail."""


@define(kw_only=True, eq=False, repr=False)
class StateAcceptDetails(ResponseModel):
    """Details associated with an ACCEPT state transition."""

    type: Literal["accept_details"] = "accept_details"
    """The type of state transition detail."""


@define(kw_only=True, eq=False, repr=False)
class StateRejectDetails(ResponseModel):
    """Details associated with a REJECT state transition."""

    reason: str | None = None
    """The reason why the state transition was rejected."""
    type: Literal["reject_details"] = "reject_details"
    """The type of state transition detail."""


@define(kw_only=True, eq=False, repr=False)
class StateWaitDetails(ResponseModel):
    """Details associated with a WAIT state transition."""

    delay_seconds: int
    """The length of time in seconds the client should wait before transitioning states."""
    reason: str | None = None
    """The reason why the state transition should wait."""
    type: Literal["wait_details"] = "wait_details"
    """The type of state transition detail."""


@define(kw_only=True, eq=False, repr=False)
class TaskRunResult(IdentifiedModel):
    """Represents a task run result input to another task run."""

    id: UUID
    input_type: Literal["task_run"] = "task_run"


class WorkQueueStatus(OpenEnum):
    """Enumeration of work queue statuses."""

    READY = "READY"
    NOT_READY = "NOT_READY"
    PAUSED = "PAUSED"


@define(kw_only=True, eq=False, repr=False)
class WorkQueue(IdentifiedModel):
    """A work queue."""

    name: str
    """The name of the work queue. Matches ``^[^/%&><]+$``."""
    id: UUID
    active_slots: int | None = None
    """The number of concurrency slots currently in use. None when concurrency_limit is not set."""
    concurrency_limit: int | None = None
    """An optional concurrency limit for the work queue. At least 0."""
    created: datetime | None = None
    description: str | None = ""
    """An optional description for the work queue."""
    filter: QueueFilter | None = None
    """DEPRECATED: Filter criteria for the work queue."""
    is_paused: bool = False
    """Whether the work queue is paused."""
    last_polled: datetime | None = None
    """The last time an agent polled this queue for work."""
    priority: int = 1
    """The queue's priority. Lower values are higher priority (1 is the highest). More than 0."""
    status: WorkQueueStatus | None = None
    """The queue status."""
    updated: datetime | None = None
    work_pool_id: UUID | None = None
    """The work pool with which the queue is associated."""
    work_pool_name: str | None = None
    """The name of the work pool that the work queue belongs to."""
