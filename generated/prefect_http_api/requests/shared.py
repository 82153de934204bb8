# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Request types: typed dicts that mirror the JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, NotRequired, TypeAlias
from uuid import UUID

from .. import models
from .._typed_dict import TypedDict


class BlockSchemaFilterBlockTypeId(TypedDict):
    """Filter by `BlockSchema.block_type_id`."""

    any_: NotRequired[list[UUID | str] | None]
    """A list of block type IDs to include."""


class BlockSchemaFilterCapabilities(TypedDict):
    """Filter by `BlockSchema.capabilities`."""

    all_: NotRequired[list[str] | None]
    """A list of block capabilities.

    Block entities will be returned only if an associated block schema has a superset of the defined capabilities. For
    example ``["write-storage", "read-storage"]``.
    """


class BlockSchemaFilterId(TypedDict):
    """Filter by BlockSchema.id."""

    any_: NotRequired[list[UUID | str] | None]
    """A list of IDs to include."""


class BlockSchemaFilterVersion(TypedDict):
    """Filter by `BlockSchema.capabilities`."""

    any_: NotRequired[list[str] | None]
    """A list of block schema versions. For example ``["2.0.0", "2.1.0"]``."""


class BlockTypeFilterName(TypedDict):
    """Filter by `BlockType.name`."""

    like_: NotRequired[str | None]
    """A case-insensitive partial match.

    For example, passing 'marvin' will match 'marvin', 'sad-Marvin', and 'marvin-robot'. For example ``"marvin"``.
    """


class BlockTypeFilterSlug(TypedDict):
    """Filter by `BlockType.slug`."""

    any_: NotRequired[list[str] | None]
    """A list of slugs to match."""


class DeploymentFilterConcurrencyLimit(TypedDict):
    """DEPRECATED: Prefer `Deployment.concurrency_limit_id` over `Deployment.concurrency_limit`."""

    ge_: NotRequired[int | None]
    """Only include deployments with a concurrency limit greater than or equal to this value."""
    is_null_: NotRequired[bool | None]
    """If true, only include deployments without a concurrency limit."""
    le_: NotRequired[int | None]
    """Only include deployments with a concurrency limit less than or equal to this value."""


class DeploymentFilterId(TypedDict):
    """Filter by `Deployment.id`."""

    any_: NotRequired[list[UUID | str] | None]
    """A list of deployment IDs to include."""
    not_any_: NotRequired[list[UUID | str] | None]
    """A list of deployment IDs to exclude."""


class DeploymentFilterName(TypedDict):
    """Filter by `Deployment.name`."""

    any_: NotRequired[list[str] | None]
    """A list of deployment names to include. For example ``["my-deployment-1", "my-deployment-2"]``."""
    like_: NotRequired[str | None]
    """A case-insensitive partial match.

    For example, passing 'marvin' will match 'marvin', 'sad-Marvin', and 'marvin-robot'. For example ``"marvin"``.
    """


class DeploymentFilterPaused(TypedDict):
    """Filter by `Deployment.paused`."""

    eq_: NotRequired[bool | None]
    """Only include deployments that are, or are not, paused."""


class DeploymentFilterWorkQueueName(TypedDict):
    """Filter by `Deployment.work_queue_name`."""

    any_: NotRequired[list[str] | None]
    """A list of work queue names to include. For example ``["work_queue_1", "work_queue_2"]``."""


class DeploymentOrFlowNameFilter(TypedDict):
    """Filter by `Deployment.name` or `Flow.name`: one of them contains a string, ignoring case."""

    like_: NotRequired[str | None]
    """A case-insensitive partial match on deployment or flow names.

    For example, passing 'example' might match deployments or flows with 'example' in their names.
    """


class FlowFilterId(TypedDict):
    """Filter by `Flow.id`."""

    any_: NotRequired[list[UUID | str] | None]
    """A list of flow IDs to include."""
    not_any_: NotRequired[list[UUID | str] | None]
    """A list of flow IDs to exclude."""


class FlowFilterName(TypedDict):
    """Filter by `Flow.name`."""

    any_: NotRequired[list[str] | None]
    """A list of flow names to include. For example ``["my-flow-1", "my-flow-2"]``."""
    like_: NotRequired[str | None]
    """A case-insensitive partial match.

    For example, passing 'marvin' will match 'marvin', 'sad-Marvin', and 'marvin-robot'. For example ``"marvin"``.
    """


class FlowRunFilterEndTime(TypedDict):
    """Filter by `FlowRun.end_time`."""

    after_: NotRequired[datetime | str | None]
    """Only include flow runs ending at or after this time."""
    before_: NotRequired[datetime | str | None]
    """Only include flow runs ending at or before this time."""
    is_null_: NotRequired[bool | None]
    """If true, only return flow runs without an end time."""


class FlowRunFilterExpectedStartTime(TypedDict):
    """Filter by `FlowRun.expected_start_time`."""

    after_: NotRequired[datetime | str | None]
    """Only include flow runs scheduled to start at or after this time."""
    before_: NotRequired[datetime | str | None]
    """Only include flow runs scheduled to start at or before this time."""


class FlowRunFilterFlowVersion(TypedDict):
    """Filter by `FlowRun.flow_version`."""

    any_: NotRequired[list[str] | None]
    """A list of flow run flow_versions to include."""


class FlowRunFilterId(TypedDict):
    """Filter by `FlowRun.id`."""

    any_: NotRequired[list[UUID | str] | None]
    """A list of flow run IDs to include."""
    not_any_: NotRequired[list[UUID | str] | None]
    """A list of flow run IDs to exclude."""


class FlowRunFilterIdempotencyKey(TypedDict):
    """Filter by FlowRun.idempotency_key."""

    any_: NotRequired[list[str] | None]
    """A list of flow run idempotency keys to include."""
    not_any_: NotRequired[list[str] | None]
    """A list of flow run idempotency keys to exclude."""


class FlowRunFilterName(TypedDict):
    """Filter by `FlowRun.name`."""

    any_: NotRequired[list[str] | None]
    """A list of flow run names to include. For example ``["my-flow-run-1", "my-flow-run-2"]``."""
    like_: NotRequired[str | None]
    """A case-insensitive partial match.

    For example, passing 'marvin' will match 'marvin', 'sad-Marvin', and 'marvin-robot'. For example ``"marvin"``.
    """


class FlowRunFilterNextScheduledStartTime(TypedDict):
    """Filter by `FlowRun.next_scheduled_start_time`."""

    after_: NotRequired[datetime | str | None]
    """Only include flow runs with a next_scheduled_start_time at or after this time."""
    before_: NotRequired[datetime | str | None]
    """Only include flow runs with a next_scheduled_start_time at or before this time."""


class FlowRunFilterStartTime(TypedDict):
    """Filter by `FlowRun.start_time`."""

    after_: NotRequired[datetime | str | None]
    """Only include flow runs starting at or after this time."""
    before_: NotRequired[datetime | str | None]
    """Only include flow runs starting at or before this time."""
    is_null_: NotRequired[bool | None]
    """If true, only return flow runs without a start time."""


class FlowRunFilterStateName(TypedDict):
    """Filter by `FlowRun.state_name`."""

    any_: NotRequired[list[str] | None]
    """A list of flow run state names to include."""
    not_any_: NotRequired[list[str] | None]
    """A list of flow run state names to exclude."""


class FlowRunPolicy(TypedDict):
    """Defines how a flow run should retry."""

    max_retries: NotRequired[int]
    """The maximum number of retries.

    Field is not used. Please use `retries` instead. Server default: ``0``. Deprecated.
    """
    pause_keys: NotRequired[list[str] | None]
    """Tracks pauses this run has observed."""
    resuming: NotRequired[bool | None]
    """Indicates if this run is resuming from a pause. Server default: ``false``."""
    retries: NotRequired[int | None]
    """The number of retries."""
    retry_delay: NotRequired[int | None]
    """The delay time between retries, in seconds."""
    retry_delay_seconds: NotRequired[float]
    """The delay between retries.

    Field is not used. Please use `retry_delay` instead. Server default: ``0``. Deprecated.
    """
    retry_type: NotRequired[Literal["in_process", "reschedule"] | models.FlowRunPolicyRetryType | None]
    """The type of retry this run is undergoing."""


Operator: TypeAlias = Literal["and_", "or_"]
"""Operators for combining filter criteria."""


class QueueFilter(TypedDict):
    """Filter criteria definition for a work queue."""

    deployment_ids: NotRequired[list[UUID | str] | None]
    """Only include flow runs from these deployments in the work queue."""
    tags: NotRequired[list[str] | None]
    """Only include flow runs with these tags in the work queue."""


ResourceSpecification: TypeAlias = dict[str, str | list[str]]
"""Labels that a resource must have."""


class StateDetails(TypedDict):
    """Details of a state."""

    cache_expiration: NotRequired[datetime | str | None]
    cache_key: NotRequired[str | None]
    child_flow_run_id: NotRequired[UUID | str | None]
    deferred: NotRequired[bool | None]
    """Server default: ``false``."""
    deployment_concurrency_lease_id: NotRequired[UUID | str | None]
    flow_run_id: NotRequired[UUID | str | None]
    pause_key: NotRequired[str | None]
    pause_reschedule: NotRequired[bool]
    """Server default: ``false``."""
    pause_timeout: NotRequired[datetime | str | None]
    refresh_cache: NotRequired[bool | None]
    retriable: NotRequired[bool | None]
    run_input_keyset: NotRequired[dict[str, str] | None]
    scheduled_time: NotRequired[datetime | str | None]
    task_parameters_id: NotRequired[UUID | str | None]
    task_run_id: NotRequired[UUID | str | None]
    traceparent: NotRequired[str | None]
    transition_id: NotRequired[UUID | str | None]
    untrackable_result: NotRequired[bool]
    """Server default: ``false``."""


StateType: TypeAlias = (
    Literal["SCHEDULED", "PENDING", "RUNNING", "COMPLETED", "FAILED", "CANCELLED", "CRASHED", "PAUSED", "CANCELLING"]
    | models.StateType
)
"""Enumeration of state types."""


class TaskRunFilterEndTime(TypedDict):
    """Filter by `TaskRun.end_time`."""

    after_: NotRequired[datetime | str | None]
    """Only include task runs ending at or after this time."""
    before_: NotRequired[datetime | str | None]
    """Only include task runs ending at or before this time."""
    is_null_: NotRequired[bool | None]
    """If true, only return task runs without an end time."""


class TaskRunFilterExpectedStartTime(TypedDict):
    """Filter by `TaskRun.expected_start_time`."""

    after_: NotRequired[datetime | str | None]
    """Only include task runs expected to start at or after this time."""
    before_: NotRequired[datetime | str | None]
    """Only include task runs expected to start at or before this time."""


class TaskRunFilterFlowRunId(TypedDict):
    """Filter by `TaskRun.flow_run_id`."""

    any_: NotRequired[list[UUID | str] | None]
    """A list of task run flow run IDs to include."""
    is_null_: NotRequired[bool | None]
    """Filter for task runs with None as their flow run ID. Server default: ``false``."""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""


class TaskRunFilterId(TypedDict):
    """Filter by `TaskRun.id`."""

    any_: NotRequired[list[UUID | str] | None]
    """A list of task run IDs to include."""


class TaskRunFilterName(TypedDict):
    """Filter by `TaskRun.name`."""

    any_: NotRequired[list[str] | None]
    """A list of task run names to include. For example ``["my-task-run-1", "my-task-run-2"]``."""
    like_: NotRequired[str | None]
    """A case-insensitive partial match.

    For example, passing 'marvin' will match 'marvin', 'sad-Marvin', and 'marvin-robot'. For example ``"marvin"``.
    """


class TaskRunFilterStartTime(TypedDict):
    """Filter by `TaskRun.start_time`."""

    after_: NotRequired[datetime | str | None]
    """Only include task runs starting at or after this time."""
    before_: NotRequired[datetime | str | None]
    """Only include task runs starting at or before this time."""
    is_null_: NotRequired[bool | None]
    """If true, only return task runs without a start time."""


class TaskRunFilterStateName(TypedDict):
    """Filter by `TaskRun.state_name`."""

    any_: NotRequired[list[str] | None]
    """A list of task run state names to include."""


class TaskRunFilterStateType(TypedDict):
    """Filter by `TaskRun.state_type`."""

    any_: NotRequired[list[StateType] | None]
    """A list of task run state types to include."""


class TaskRunFilterSubFlowRuns(TypedDict):
    """Filter by `TaskRun.subflow_run`."""

    exists_: NotRequired[bool | None]
    """If true, only include task runs that are subflow run parents; if false, exclude parent task runs."""


class TaskRunFilterTags(TypedDict):
    """Filter by `TaskRun.tags`."""

    all_: NotRequired[list[str] | None]
    """A list of tags.

    Task runs will be returned only if their tags are a superset of the list. For example ``["tag-1", "tag-2"]``.
    """
    is_null_: NotRequired[bool | None]
    """If true, only include task runs without tags."""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""


class WorkPoolFilterId(TypedDict):
    """Filter by `WorkPool.id`."""

    any_: NotRequired[list[UUID | str] | None]
    """A list of work pool IDs to include."""


class WorkPoolFilterName(TypedDict):
    """Filter by `WorkPool.name`."""

    any_: NotRequired[list[str] | None]
    """A list of work pool names to include."""


class WorkPoolFilterType(TypedDict):
    """Filter by `WorkPool.type`."""

    any_: NotRequired[list[str] | None]
    """A list of work pool types to include."""


class WorkQueueCreate(TypedDict):
    """Data to create a work queue."""

    concurrency_limit: NotRequired[int | None]
    """The work queue's concurrency limit. At least 0."""
    description: NotRequired[str | None]
    """An optional description for the work queue."""
    filter: NotRequired[QueueFilter | None]
    """DEPRECATED: Filter criteria for the work queue."""
    is_paused: NotRequired[bool]
    """Whether the work queue is paused. Server default: ``false``."""
    name: str
    """The name of the work queue. Matches ``^[^/%&><]+$``."""
    priority: NotRequired[int | None]
    """The queue's priority. Lower values are higher priority (1 is the highest). More than 0."""


class WorkQueueFilterId(TypedDict):
    """Filter by `WorkQueue.id`."""

    any_: NotRequired[list[UUID | str] | None]
    """A list of work queue IDs to include."""


class WorkQueueFilterName(TypedDict):
    """Filter by `WorkQueue.name`."""

    any_: NotRequired[list[str] | None]
    """A list of work queue names to include. For example ``["wq-1", "wq-2"]``."""
    startswith_: NotRequired[list[str] | None]
    """A list of case-insensitive starts-with matches.

    For example, passing 'marvin' will match 'marvin', and 'Marvin-robot', but not 'sad-marvin'. For example
    ``["marvin", "Marvin-robot"]``.
    """


class WorkQueueUpdate(TypedDict):
    """Data to update a work queue."""

    concurrency_limit: NotRequired[int | None]
    """At least 0."""
    description: NotRequired[str | None]
    filter: NotRequired[QueueFilter | None]
    """DEPRECATED: Filter criteria for the work queue."""
    is_paused: NotRequired[bool]
    """Whether the work queue is paused. Server default: ``false``."""
    last_polled: NotRequired[datetime | str | None]
    name: NotRequired[str | None]
    priority: NotRequired[int | None]
    """More than 0."""


class BlockSchemaFilter(TypedDict):
    """Filter BlockSchemas."""

    block_capabilities: NotRequired[BlockSchemaFilterCapabilities | None]
    """Filter criteria for `BlockSchema.capabilities`."""
    block_type_id: NotRequired[BlockSchemaFilterBlockTypeId | None]
    """Filter criteria for `BlockSchema.block_type_id`."""
    id: NotRequired[BlockSchemaFilterId | None]
    """Filter criteria for `BlockSchema.id`."""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""
    version: NotRequired[BlockSchemaFilterVersion | None]
    """Filter criteria for `BlockSchema.version`."""


class BlockTypeFilter(TypedDict):
    """Filter BlockTypes."""

    name: NotRequired[BlockTypeFilterName | None]
    """Filter criteria for `BlockType.name`."""
    slug: NotRequired[BlockTypeFilterSlug | None]
    """Filter criteria for `BlockType.slug`."""


class DeploymentFilterTags(TypedDict):
    """Filter by `Deployment.tags`."""

    all_: NotRequired[list[str] | None]
    """A list of tags.

    Deployments will be returned only if their tags are a superset of the list. For example ``["tag-1", "tag-2"]``.
    """
    any_: NotRequired[list[str] | None]
    """A list of tags to include. For example ``["tag-1", "tag-2"]``."""
    is_null_: NotRequired[bool | None]
    """If true, only include deployments without tags."""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""


class FlowFilterDeployment(TypedDict):
    """Filter flows by deployment."""

    is_null_: NotRequired[bool | None]
    """If true, only include flows without deployments."""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""


class FlowFilterTags(TypedDict):
    """Filter by `Flow.tags`."""

    all_: NotRequired[list[str] | None]
    """A list of tags.

    Flows will be returned only if their tags are a superset of the list. For example ``["tag-1", "tag-2"]``.
    """
    is_null_: NotRequired[bool | None]
    """If true, only include flows without tags."""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""


class FlowRunFilterCreatedBy(TypedDict):
    """Filter by `FlowRun.created_by`."""

    id_: NotRequired[list[UUID | str] | None]
    """A list of creator IDs to include."""
    is_null_: NotRequired[bool | None]
    """If true, only include flow runs without a creator."""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""
    type_: NotRequired[list[str] | None]
    """A list of creator types to include.

    For example, 'DEPLOYMENT' for scheduled runs or 'AUTOMATION' for runs triggered by automations. For example
    ``["DEPLOYMENT", "AUTOMATION"]``.
    """


class FlowRunFilterDeploymentId(TypedDict):
    """Filter by `FlowRun.deployment_id`."""

    any_: NotRequired[list[UUID | str] | None]
    """A list of flow run deployment IDs to include."""
    is_null_: NotRequired[bool | None]
    """If true, only include flow runs without deployment IDs."""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""


class FlowRunFilterParentFlowRunId(TypedDict):
    """Filter for subflows of a given flow run."""

    any_: NotRequired[list[UUID | str] | None]
    """A list of parent flow run IDs to include."""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""


class FlowRunFilterParentTaskRunId(TypedDict):
    """Filter by `FlowRun.parent_task_run_id`."""

    any_: NotRequired[list[UUID | str] | None]
    """A list of flow run parent_task_run_ids to include."""
    is_null_: NotRequired[bool | None]
    """If true, only include flow runs without parent_task_run_id."""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""


class FlowRunFilterStateType(TypedDict):
    """Filter by `FlowRun.state_type`."""

    any_: NotRequired[list[StateType] | None]
    """A list of flow run state types to include."""
    not_any_: NotRequired[list[StateType] | None]
    """A list of flow run state types to exclude."""


class FlowRunFilterTags(TypedDict):
    """Filter by `FlowRun.tags`."""

    all_: NotRequired[list[str] | None]
    """A list of tags.

    Flow runs will be returned only if their tags are a superset of the list. For example ``["tag-1", "tag-2"]``.
    """
    any_: NotRequired[list[str] | None]
    """A list of tags to include. For example ``["tag-1", "tag-2"]``."""
    is_null_: NotRequired[bool | None]
    """If true, only include flow runs without tags."""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""


class FlowRunFilterWorkQueueName(TypedDict):
    """Filter by `FlowRun.work_queue_name`."""

    any_: NotRequired[list[str] | None]
    """A list of work queue names to include. For example ``["work_queue_1", "work_queue_2"]``."""
    is_null_: NotRequired[bool | None]
    """If true, only include flow runs without work queue names."""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""


class StateCreate(TypedDict):
    """Data to create a new state."""

    data: NotRequired[Any]
    """The data of the state to create."""
    message: NotRequired[str | None]
    """The message of the state to create."""
    name: NotRequired[str | None]
    """The name of the state to create."""
    state_details: NotRequired[StateDetails]
    """The details of the state to create."""
    type: StateType
    """The type of the state to create."""


class TaskRunFilterState(TypedDict):
    """Filter by `TaskRun.type` and `TaskRun.name`."""

    name: NotRequired[TaskRunFilterStateName | None]
    """Filter criteria for `TaskRun.state_name`."""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""
    type: NotRequired[TaskRunFilterStateType | None]
    """Filter criteria for `TaskRun.state_type`."""


class WorkPoolFilter(TypedDict):
    """Filter work pools. Only work pools matching all criteria will be returned."""

    id: NotRequired[WorkPoolFilterId | None]
    """Filter criteria for `WorkPool.id`."""
    name: NotRequired[WorkPoolFilterName | None]
    """Filter criteria for `WorkPool.name`."""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""
    type: NotRequired[WorkPoolFilterType | None]
    """Filter criteria for `WorkPool.type`."""


class WorkQueueFilter(TypedDict):
    """Filter work queues. Only work queues matching all criteria will be returned."""

    id: NotRequired[WorkQueueFilterId | None]
    """Filter criteria for `WorkQueue.id`."""
    name: NotRequired[WorkQueueFilterName | None]
    """Filter criteria for `WorkQueue.name`."""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""


class DeploymentFilter(TypedDict):
    """Filter for deployments. Only deployments matching all criteria will be returned."""

    concurrency_limit: NotRequired[DeploymentFilterConcurrencyLimit | None]
    """DEPRECATED: Prefer `Deployment.concurrency_limit_id` over `Deployment.concurrency_limit`.

    If provided, will be ignored for backwards-compatibility. Will be removed after December 2024.
    """
    flow_or_deployment_name: NotRequired[DeploymentOrFlowNameFilter | None]
    """Filter criteria for `Deployment.name` or `Flow.name`."""
    id: NotRequired[DeploymentFilterId | None]
    """Filter criteria for `Deployment.id`."""
    name: NotRequired[DeploymentFilterName | None]
    """Filter criteria for `Deployment.name`."""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""
    paused: NotRequired[DeploymentFilterPaused | None]
    """Filter criteria for `Deployment.paused`."""
    tags: NotRequired[DeploymentFilterTags | None]
    """Filter criteria for `Deployment.tags`."""
    work_queue_name: NotRequired[DeploymentFilterWorkQueueName | None]
    """Filter criteria for `Deployment.work_queue_name`."""


class FlowFilter(TypedDict):
    """Filter for flows. Only flows matching all criteria will be returned."""

    deployment: NotRequired[FlowFilterDeployment | None]
    """Filter criteria for Flow deployments."""
    id: NotRequired[FlowFilterId | None]
    """Filter criteria for `Flow.id`."""
    name: NotRequired[FlowFilterName | None]
    """Filter criteria for `Flow.name`."""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""
    tags: NotRequired[FlowFilterTags | None]
    """Filter criteria for `Flow.tags`."""


class FlowRunFilterState(TypedDict):
    """Filter by `FlowRun.state_type` and `FlowRun.state_name`."""

    name: NotRequired[FlowRunFilterStateName | None]
    """Filter criteria for `FlowRun.state_name`."""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""
    type: NotRequired[FlowRunFilterStateType | None]
    """Filter criteria for `FlowRun.state_type`."""


class TaskRunFilter(TypedDict):
    """Filter task runs. Only task runs matching all criteria will be returned."""

    end_time: NotRequired[TaskRunFilterEndTime | None]
    """Filter criteria for `TaskRun.end_time`."""
    expected_start_time: NotRequired[TaskRunFilterExpectedStartTime | None]
    """Filter criteria for `TaskRun.expected_start_time`."""
    flow_run_id: NotRequired[TaskRunFilterFlowRunId | None]
    """Filter criteria for `TaskRun.flow_run_id`."""
    id: NotRequired[TaskRunFilterId | None]
    """Filter criteria for `TaskRun.id`."""
    name: NotRequired[TaskRunFilterName | None]
    """Filter criteria for `TaskRun.name`."""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""
    start_time: NotRequired[TaskRunFilterStartTime | None]
    """Filter criteria for `TaskRun.start_time`."""
    state: NotRequired[TaskRunFilterState | None]
    """Filter criteria for `TaskRun.state`."""
    subflow_runs: NotRequired[TaskRunFilterSubFlowRuns | None]
    """Filter criteria for `TaskRun.subflow_run`."""
    tags: NotRequired[TaskRunFilterTags | None]
    """Filter criteria for `TaskRun.tags`."""


class FlowRunFilter(TypedDict):
    """Filter flow runs. Only flow runs matching all criteria will be returned."""

    created_by: NotRequired[FlowRunFilterCreatedBy | None]
    """Filter criteria for `FlowRun.created_by`."""
    deployment_id: NotRequired[FlowRunFilterDeploymentId | None]
    """Filter criteria for `FlowRun.deployment_id`."""
    end_time: NotRequired[FlowRunFilterEndTime | None]
    """Filter criteria for `FlowRun.end_time`."""
    expected_start_time: NotRequired[FlowRunFilterExpectedStartTime | None]
    """Filter criteria for `FlowRun.expected_start_time`."""
    flow_version: NotRequired[FlowRunFilterFlowVersion | None]
    """Filter criteria for `FlowRun.flow_version`."""
    id: NotRequired[FlowRunFilterId | None]
    """Filter criteria for `FlowRun.id`."""
    idempotency_key: NotRequired[FlowRunFilterIdempotencyKey | None]
    """Filter criteria for `FlowRun.idempotency_key`."""
    name: NotRequired[FlowRunFilterName | None]
    """Filter criteria for `FlowRun.name`."""
    next_scheduled_start_time: NotRequired[FlowRunFilterNextScheduledStartTime | None]
    """Filter criteria for `FlowRun.next_scheduled_start_time`."""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""
    parent_flow_run_id: NotRequired[FlowRunFilterParentFlowRunId | None]
    """Filter criteria for subflows of the given flow runs."""
    parent_task_run_id: NotRequired[FlowRunFilterParentTaskRunId | None]
    """Filter criteria for `FlowRun.parent_task_run_id`."""
    start_time: NotRequired[FlowRunFilterStartTime | None]
    """Filter criteria for `FlowRun.start_time`."""
    state: NotRequired[FlowRunFilterState | None]
    """Filter criteria for `FlowRun.state`."""
    tags: NotRequired[FlowRunFilterTags | None]
    """Filter criteria for `FlowRun.tags`."""
    work_queue_name: NotRequired[FlowRunFilterWorkQueueName | None]
    """Filter criteria for `FlowRun.work_queue_name`."""
