# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Request types: typed dicts that mirror the JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NotRequired, TypeAlias
from uuid import UUID

from .._typed_dict import TypedDict
from .shared import (
    DeploymentFilter,
    FlowFilter,
    FlowRunFilter,
    StateCreate,
    TaskRunFilter,
    WorkPoolFilter,
    WorkQueueFilter,
)


class Constant(TypedDict):
    """Represents constant input value to a task run."""

    input_type: NotRequired[Literal["constant"]]
    type: str


class FlowRunResult(TypedDict):
    """A flow run whose result is an input of a task run."""

    id: UUID | str
    input_type: NotRequired[Literal["flow_run"]]


class Parameter(TypedDict):
    """Represents a parameter input to a task run."""

    input_type: NotRequired[Literal["parameter"]]
    name: str


class TaskRunPolicy(TypedDict):
    """Defines how a task run should retry."""

    max_retries: NotRequired[int]
    """The maximum number of retries.

    Field is not used. Please use `retries` instead. Server default: ``0``. Deprecated.
    """
    retries: NotRequired[int | None]
    """The number of retries."""
    retry_delay: NotRequired[int | float | list[int] | list[float] | None]
    """A delay time or list of delay times between retries, in seconds."""
    retry_delay_seconds: NotRequired[float]
    """The delay between retries.

    Field is not used. Please use `retry_delay` instead. Server default: ``0``. Deprecated.
    """
    retry_jitter_factor: NotRequired[float | None]
    """Determines the amount a retry should jitter."""


class TaskRunResult(TypedDict):
    """Represents a task run result input to another task run."""

    id: UUID | str
    input_type: NotRequired[Literal["task_run"]]


TaskRunSort: TypeAlias = Literal[
    "ID_DESC",
    "EXPECTED_START_TIME_ASC",
    "EXPECTED_START_TIME_DESC",
    "NAME_ASC",
    "NAME_DESC",
    "NEXT_SCHEDULED_START_TIME_ASC",
    "END_TIME_DESC",
    "DURATION_DESC",
    "DURATION_ASC",
]
"""Defines task run sorting options."""


class TaskRunUpdate(TypedDict):
    """Data to update a task run."""

    name: NotRequired[str]
    """For example ``"my-task-run"``."""


class TaskRunCreate(TypedDict):
    """Data to create a task run."""

    cache_expiration: NotRequired[datetime | str | None]
    """Specifies when the cached state should expire."""
    cache_key: NotRequired[str | None]
    """An optional cache key.

    If a COMPLETED state associated with this cache key is found, the cached COMPLETED state will be used instead of
    executing the task run.
    """
    dynamic_key: str
    """A dynamic key used to differentiate between multiple runs of the same task within the same flow run."""
    empirical_policy: NotRequired[TaskRunPolicy]
    flow_run_id: NotRequired[UUID | str | None]
    """The flow run ID of the task run."""
    id: NotRequired[UUID | str | None]
    """The ID to assign to the task run. If not provided, a random UUID will be generated."""
    labels: NotRequired[dict[str, bool | int | float | str] | None]
    """A dictionary of key-value labels.

    Values can be strings, numbers, or booleans. For example ``{"key": "value1", "key2": 42}``.
    """
    name: NotRequired[str | None]
    """For example ``"my-task-run"``."""
    state: NotRequired[StateCreate | None]
    """The state of the task run to create."""
    tags: NotRequired[list[str]]
    """A list of tags for the task run. For example ``["tag-1", "tag-2"]``."""
    task_inputs: NotRequired[dict[str, list[TaskRunResult | FlowRunResult | Parameter | Constant]]]
    """The inputs to the task run."""
    task_key: str
    """A unique identifier for the task being run."""
    task_version: NotRequired[str | None]
    """The version of the task being run."""


class SetTaskRunStateBody(TypedDict):
    force: NotRequired[bool | None]
    """If false, orchestration rules will be applied that may alter or prevent the state transition.

    If True, orchestration rules are not applied. Server default: ``false``.
    """
    state: StateCreate
    """The intended state."""


class CountTaskRunsBody(TypedDict):
    deployments: NotRequired[DeploymentFilter | None]
    flow_runs: NotRequired[FlowRunFilter | None]
    flows: NotRequired[FlowFilter | None]
    task_runs: NotRequired[TaskRunFilter | None]


class PaginateTaskRunsBody(TypedDict):
    deployments: NotRequired[DeploymentFilter | None]
    flow_runs: NotRequired[FlowRunFilter | None]
    flows: NotRequired[FlowFilter | None]
    limit: NotRequired[int | None]
    """Defaults to PREFECT_SERVER_API_DEFAULT_LIMIT if not provided."""
    page: NotRequired[int | None]
    """Server default: ``1``. At least 1."""
    sort: NotRequired[TaskRunSort | None]
    """Server default: ``"ID_DESC"``."""
    task_runs: NotRequired[TaskRunFilter | None]


class ReadDashboardTaskRunCountsBody(TypedDict):
    deployments: NotRequired[DeploymentFilter | None]
    flow_runs: NotRequired[FlowRunFilter | None]
    flows: NotRequired[FlowFilter | None]
    task_runs: TaskRunFilter
    work_pools: NotRequired[WorkPoolFilter | None]
    work_queues: NotRequired[WorkQueueFilter | None]


class ReadTaskRunCountsByStateBody(TypedDict):
    deployments: NotRequired[DeploymentFilter | None]
    flow_runs: NotRequired[FlowRunFilter | None]
    flows: NotRequired[FlowFilter | None]
    task_runs: NotRequired[TaskRunFilter | None]


class ReadTaskRunsBody(TypedDict):
    deployments: NotRequired[DeploymentFilter | None]
    flow_runs: NotRequired[FlowRunFilter | None]
    flows: NotRequired[FlowFilter | None]
    limit: NotRequired[int | None]
    """Defaults to PREFECT_SERVER_API_DEFAULT_LIMIT if not provided."""
    offset: NotRequired[int | None]
    """Server default: ``0``. At least 0."""
    sort: NotRequired[TaskRunSort | None]
    """Server default: ``"ID_DESC"``."""
    task_runs: NotRequired[TaskRunFilter | None]


class TaskRunHistoryBody(TypedDict):
    deployments: NotRequired[DeploymentFilter | None]
    flow_runs: NotRequired[FlowRunFilter | None]
    flows: NotRequired[FlowFilter | None]
    history_end: datetime | str
    """The history's end time."""
    history_interval_seconds: float
    """The size of each history interval, in seconds. Must be at least 1 second."""
    history_start: datetime | str
    """The history's start time."""
    task_runs: NotRequired[TaskRunFilter | None]
