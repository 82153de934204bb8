# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Response models: task runs."""

from datetime import datetime
from typing import TYPE_CHECKING, Literal, TypeAlias
from uuid import UUID

from attrs import define, field

from .._decoding import NOT_SENT, AlwaysSent, NullAsEmpty, Unknown, tagged_union
from .._models import IdentifiedModel, ResponseModel, StateMixin, TimesMixin
from .shared import State, StateType, TaskRunResult

if TYPE_CHECKING:
    AnyTaskInputs: TypeAlias = "Constant | FlowRunResult | Parameter | TaskRunResult | Unknown"
else:
    AnyTaskInputs = tagged_union(
        "AnyTaskInputs",
        "input_type",
        lambda: {
            "constant": Constant,
            "flow_run": FlowRunResult,
            "parameter": Parameter,
            "task_run": TaskRunResult,
        },
    )


@define(kw_only=True, eq=False, repr=False)
class Constant(ResponseModel):
    """Represents constant input value to a task run."""

    type: str
    input_type: Literal["constant"] = "constant"


@define(kw_only=True, eq=False, repr=False)
class CountByState(ResponseModel):
    """Number of runs in each state."""

    CANCELLED: int = 0
    CANCELLING: int = 0
    COMPLETED: int = 0
    CRASHED: int = 0
    FAILED: int = 0
    PAUSED: int = 0
    PENDING: int = 0
    RUNNING: int = 0
    SCHEDULED: int = 0


@define(kw_only=True, eq=False, repr=False)
class FlowRunResult(IdentifiedModel):
    """A flow run whose result is an input of a task run."""

    id: UUID
    input_type: Literal["flow_run"] = "flow_run"


@define(kw_only=True, eq=False, repr=False)
class Parameter(ResponseModel):
    """Represents a parameter input to a task run."""

    name: str
    input_type: Literal["parameter"] = "parameter"


@define(kw_only=True, eq=False, repr=False)
class TaskRunPolicy(ResponseModel):
    """Defines how a task run should retry."""

    max_retries: int = 0
    """The maximum number of retries. Field is not used. Please use `retries` instead. Deprecated."""
    retries: int | None = None
    """The number of retries."""
    retry_delay: int | float | list[int | float] | None = None
    """A delay time or list of delay times between retries, in seconds."""
    retry_delay_seconds: float = 0
    """The delay between retries. Field is not used. Please use `retry_delay` instead. Deprecated."""
    retry_jitter_factor: float | None = None
    """Determines the amount a retry should jitter."""


@define(kw_only=True, eq=False, repr=False)
class TaskRun(StateMixin, TimesMixin, IdentifiedModel):
    """A task run."""

    task_key: str
    """A unique identifier for the task being run."""
    dynamic_key: str
    """A dynamic key used to differentiate between multiple runs of the same task within the same flow run."""
    id: UUID
    name: str
    """For example ``"my-task-run"``."""
    cache_expiration: datetime | None = None
    """Specifies when the cached state should expire."""
    cache_key: str | None = None
    """An optional cache key.

    If a COMPLETED state associated with this cache key is found, the cached COMPLETED state will be used instead of
    executing the task run.
    """
    created: datetime | None = None
    empirical_policy: TaskRunPolicy = field(factory=TaskRunPolicy)
    end_time: datetime | None = None
    """The actual end time."""
    estimated_run_time: float = 0.0
    """A real-time estimate of total run time."""
    estimated_start_time_delta: float = 0.0
    """The difference between actual and expected start time."""
    expected_start_time: datetime | None = None
    """The task run's expected start time."""
    flow_run_id: UUID | None = None
    """The flow run ID of the task run."""
    flow_run_run_count: int = 0
    """If the parent flow has retried, this indicates the flow retry this run is associated with."""
    labels: NullAsEmpty[dict[str, bool | int | float | str]] = field(factory=dict[str, bool | int | float | str])
    """A dictionary of key-value labels.

    Values can be strings, numbers, or booleans. For example ``{"key": "value1", "key2": 42}``.
    """
    next_scheduled_start_time: datetime | None = None
    """The next time the task run is scheduled to start."""
    run_count: int = 0
    """The number of times the task run has been executed."""
    start_time: datetime | None = None
    """The actual start time."""
    state: State | None = None
    """The current task run state."""
    state_id: AlwaysSent[UUID] = NOT_SENT
    """The ID of the current task run state."""
    state_name: AlwaysSent[str] = NOT_SENT
    """The name of the current task run state."""
    state_type: AlwaysSent[StateType] = NOT_SENT
    """The type of the current task run state."""
    tags: list[str] = field(factory=list[str])
    """A list of tags for the task run. For example ``["tag-1", "tag-2"]``."""
    task_inputs: dict[str, list[AnyTaskInputs]] = field(factory=dict[str, "list[AnyTaskInputs]"])
    """Tracks the source of inputs to a task run. Used for internal bookkeeping."""
    task_version: str | None = None
    """The version of the task being run."""
    total_run_time: float = 0.0
    """Total run time. If the task run was executed multiple times, the time of each run will be summed."""
    updated: datetime | None = None

    def __attrs_post_init__(self) -> None:
        self.labels = self.labels or {}


TaskRunCount: TypeAlias = dict[str, int]
"""Number of task runs by state, in one interval."""


@define(kw_only=True, eq=False, repr=False)
class TaskRunSummary(StateMixin, TimesMixin, IdentifiedModel):
    """A task run, as returned in pages."""

    task_key: str
    """The key of the task this run represents."""
    id: UUID
    name: str
    """The name of the task run. Defaults to a random slug if not specified. For example ``"my-task-run"``."""
    created: datetime | None = None
    empirical_policy: TaskRunPolicy = field(factory=TaskRunPolicy)
    """The task run's empirical retry policy."""
    end_time: datetime | None = None
    """The actual end time."""
    estimated_run_time: float = 0.0
    """A real-time estimate of the total run time."""
    estimated_start_time_delta: float = 0.0
    """The difference between actual and expected start time."""
    flow_run_id: UUID | None = None
    """The ID of the flow run this task run belongs to."""
    start_time: datetime | None = None
    """The actual start time."""
    state: State | None = None
    """The current state of the task run."""
    state_id: UUID | None = None
    """The ID of the task run's current state."""
    tags: list[str] = field(factory=list[str])
    """A list of tags for the task run. For example ``["tag-1", "tag-2"]``."""
    task_inputs: dict[str, list[AnyTaskInputs]] = field(factory=dict[str, "list[AnyTaskInputs]"])
    """Inputs provided to the task run."""
    task_version: str | None = None
    """The version of the task executed in this task run. For example ``"1.0"``."""
    total_run_time: float = 0.0
    """Total run time. If the task run was executed multiple times, the time of each run will be summed."""
    updated: datetime | None = None


@define(kw_only=True, eq=False, repr=False)
class TaskRunPage(ResponseModel):
    """A page of task runs."""

    results: list[TaskRunSummary]
    count: int
    limit: int
    pages: int
    page: int


@define(kw_only=True, eq=False, repr=False)
class UITaskRun(StateMixin, TimesMixin, IdentifiedModel):
    """A task run with additional details for display in the UI."""

    task_key: str
    """A unique identifier for the task being run."""
    dynamic_key: str
    """A dynamic key used to differentiate between multiple runs of the same task within the same flow run."""
    id: UUID
    name: str
    """For example ``"my-task-run"``."""
    cache_expiration: datetime | None = None
    """Specifies when the cached state should expire."""
    cache_key: str | None = None
    """An optional cache key.

    If a COMPLETED state associated with this cache key is found, the cached COMPLETED state will be used instead of
    executing the task run.
    """
    created: datetime | None = None
    empirical_policy: TaskRunPolicy = field(factory=TaskRunPolicy)
    end_time: datetime | None = None
    """The actual end time."""
    estimated_run_time: float = 0.0
    """A real-time estimate of total run time."""
    estimated_start_time_delta: float = 0.0
    """The difference between actual and expected start time."""
    expected_start_time: datetime | None = None
    """The task run's expected start time."""
    flow_run_id: UUID | None = None
    """The flow run ID of the task run."""
    flow_run_name: str | None = None
    flow_run_run_count: int = 0
    """If the parent flow has retried, this indicates the flow retry this run is associated with."""
    labels: NullAsEmpty[dict[str, bool | int | float | str]] = field(factory=dict[str, bool | int | float | str])
    """A dictionary of key-value labels.

    Values can be strings, numbers, or booleans. For example ``{"key": "value1", "key2": 42}``.
    """
    next_scheduled_start_time: datetime | None = None
    """The next time the task run is scheduled to start."""
    run_count: int = 0
    """The number of times the task run has been executed."""
    start_time: datetime | None = None
    """The actual start time."""
    state: State | None = None
    """The current task run state."""
    state_id: UUID | None = None
    """The ID of the current task run state."""
    state_name: str | None = None
    """The name of the current task run state."""
    state_type: StateType | None = None
    """The type of the current task run state."""
    tags: list[str] = field(factory=list[str])
    """A list of tags for the task run. For example ``["tag-1", "tag-2"]``."""
    task_inputs: dict[str, list[AnyTaskInputs]] = field(factory=dict[str, "list[AnyTaskInputs]"])
    """Tracks the source of inputs to a task run. Used for internal bookkeeping."""
    task_version: str | None = None
    """The version of the task being run."""
    total_run_time: float = 0.0
    """Total run time. If the task run was executed multiple times, the time of each run will be summed."""
    updated: datetime | None = None

    def __attrs_post_init__(self) -> None:
        self.labels = self.labels or {}
