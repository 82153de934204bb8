# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Request types: typed dicts that mirror the JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, NotRequired, TypeAlias
from uuid import UUID

from .._typed_dict import TypedDict
from .shared import (
    DeploymentFilter,
    FlowFilter,
    FlowRunFilter,
    FlowRunPolicy,
    StateCreate,
    TaskRunFilter,
    WorkPoolFilter,
    WorkQueueFilter,
)


class CountTaskRunsByFlowRunBody(TypedDict):
    flow_run_ids: list[UUID | str]
    """At most 200 items."""


class CreateFlowRunInputBody(TypedDict):
    key: str
    """The input key."""
    sender: NotRequired[str | None]
    """The sender of the input."""
    value: str
    """The value of the input."""


class FilterFlowRunInputBody(TypedDict):
    exclude_keys: NotRequired[list[str] | None]
    """Exclude inputs with these keys."""
    limit: NotRequired[int | None]
    """The maximum number of results to return. Server default: ``1``."""
    prefix: str
    """The input key prefix."""


class ResumeFlowRunBody(TypedDict):
    run_input: NotRequired[dict[str, Any] | None]


FlowRunSort: TypeAlias = Literal[
    "ID_DESC",
    "START_TIME_ASC",
    "START_TIME_DESC",
    "EXPECTED_START_TIME_ASC",
    "EXPECTED_START_TIME_DESC",
    "NAME_ASC",
    "NAME_DESC",
    "NEXT_SCHEDULED_START_TIME_ASC",
    "END_TIME_DESC",
]
"""Defines flow run sorting options."""


class FlowRunUpdate(TypedDict):
    """Data to update a flow run."""

    empirical_policy: NotRequired[FlowRunPolicy]
    flow_version: NotRequired[str | None]
    infrastructure_pid: NotRequired[str | None]
    job_variables: NotRequired[dict[str, Any] | None]
    name: NotRequired[str | None]
    parameters: NotRequired[dict[str, Any]]
    tags: NotRequired[list[str]]


UpdateFlowRunLabelsBody: TypeAlias = dict[str, Any]
"""The labels to update."""


class SetFlowRunStateBody(TypedDict):
    force: NotRequired[bool | None]
    """If false, orchestration rules will be applied that may alter or prevent the state transition.

    If True, orchestration rules are not applied. Server default: ``false``.
    """
    state: StateCreate
    """The intended state."""


class FlowRunCreate(TypedDict):
    """Data to create a flow run."""

    context: NotRequired[dict[str, Any]]
    """The context of the flow run."""
    deployment_id: NotRequired[UUID | str | None]
    """DEPRECATED: The ID of the deployment associated with this flow run, if available."""
    empirical_policy: NotRequired[FlowRunPolicy]
    """The empirical policy for the flow run."""
    flow_id: UUID | str
    """The ID of the flow being run."""
    flow_version: NotRequired[str | None]
    """The version of the flow being run."""
    idempotency_key: NotRequired[str | None]
    """An optional idempotency key.

    If a flow run with the same idempotency key has already been created, the existing flow run will be returned.
    """
    infrastructure_document_id: NotRequired[UUID | str | None]
    job_variables: NotRequired[dict[str, Any] | None]
    """The job variables to use when setting up flow run infrastructure."""
    labels: NotRequired[dict[str, bool | int | float | str] | None]
    """A dictionary of key-value labels.

    Values can be strings, numbers, or booleans. For example ``{"key": "value1", "key2": 42}``.
    """
    name: NotRequired[str | None]
    """The name of the flow run. Defaults to a random slug if not specified. For example ``"my-flow-run"``."""
    parameters: NotRequired[dict[str, Any]]
    parent_task_run_id: NotRequired[UUID | str | None]
    state: NotRequired[StateCreate | None]
    """The state of the flow run to create."""
    tags: NotRequired[list[str]]
    """A list of tags for the flow run. For example ``["tag-1", "tag-2"]``."""
    work_pool_name: NotRequired[str | None]
    """The name of the work pool to run the flow run in."""
    work_queue_name: NotRequired[str | None]
    """The name of the work queue to place the flow run in."""


class AverageFlowRunLatenessBody(TypedDict):
    deployments: NotRequired[DeploymentFilter | None]
    flow_runs: NotRequired[FlowRunFilter | None]
    flows: NotRequired[FlowFilter | None]
    task_runs: NotRequired[TaskRunFilter | None]
    work_pool_queues: NotRequired[WorkQueueFilter | None]
    work_pools: NotRequired[WorkPoolFilter | None]


class BulkDeleteFlowRunsBody(TypedDict):
    flow_runs: NotRequired[FlowRunFilter | None]
    """Filter criteria for flow runs to delete."""
    limit: NotRequired[int | None]
    """Maximum number of flow runs to delete. Defaults to 50. At least 1. At most 50."""


class BulkSetFlowRunStateBody(TypedDict):
    flow_runs: NotRequired[FlowRunFilter | None]
    """Filter criteria for flow runs to update."""
    force: NotRequired[bool | None]
    """If false, orchestration rules will be applied that may alter or prevent the state transition.

    If True, orchestration rules are not applied. Server default: ``false``.
    """
    limit: NotRequired[int | None]
    """Maximum number of flow runs to update. Defaults to 50. At least 1. At most 50."""
    state: StateCreate
    """The state to set."""


class CountFlowRunsBody(TypedDict):
    deployments: NotRequired[DeploymentFilter | None]
    flow_runs: NotRequired[FlowRunFilter | None]
    flows: NotRequired[FlowFilter | None]
    task_runs: NotRequired[TaskRunFilter | None]
    work_pool_queues: NotRequired[WorkQueueFilter | None]
    work_pools: NotRequired[WorkPoolFilter | None]


class FlowRunHistoryBody(TypedDict):
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
    work_pools: NotRequired[WorkPoolFilter | None]
    work_queues: NotRequired[WorkQueueFilter | None]


class PaginateFlowRunsBody(TypedDict):
    deployments: NotRequired[DeploymentFilter | None]
    flow_runs: NotRequired[FlowRunFilter | None]
    flows: NotRequired[FlowFilter | None]
    limit: NotRequired[int | None]
    """Defaults to PREFECT_SERVER_API_DEFAULT_LIMIT if not provided."""
    page: NotRequired[int | None]
    """Server default: ``1``. At least 1."""
    sort: NotRequired[FlowRunSort | None]
    """Server default: ``"ID_DESC"``."""
    task_runs: NotRequired[TaskRunFilter | None]
    work_pool_queues: NotRequired[WorkQueueFilter | None]
    work_pools: NotRequired[WorkPoolFilter | None]


class ReadFlowRunHistoryBody(TypedDict):
    deployments: NotRequired[DeploymentFilter | None]
    flow_runs: NotRequired[FlowRunFilter | None]
    flows: NotRequired[FlowFilter | None]
    limit: NotRequired[int | None]
    """Server default: ``1000``. At most 1000."""
    offset: NotRequired[int | None]
    """Server default: ``0``. At least 0."""
    sort: NotRequired[FlowRunSort | None]
    """Server default: ``"EXPECTED_START_TIME_DESC"``."""
    task_runs: NotRequired[TaskRunFilter | None]
    work_pools: NotRequired[WorkPoolFilter | None]


class ReadFlowRunsBody(TypedDict):
    deployments: NotRequired[DeploymentFilter | None]
    flow_runs: NotRequired[FlowRunFilter | None]
    flows: NotRequired[FlowFilter | None]
    limit: NotRequired[int | None]
    """Defaults to PREFECT_SERVER_API_DEFAULT_LIMIT if not provided."""
    offset: NotRequired[int | None]
    """Server default: ``0``. At least 0."""
    sort: NotRequired[FlowRunSort | None]
    """Server default: ``"ID_DESC"``."""
    task_runs: NotRequired[TaskRunFilter | None]
    work_pool_queues: NotRequired[WorkQueueFilter | None]
    work_pools: NotRequired[WorkPoolFilter | None]
