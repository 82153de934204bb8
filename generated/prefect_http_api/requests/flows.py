# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Request types: typed dicts that mirror the JSON."""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias
from uuid import UUID

from .._typed_dict import TypedDict
from .shared import DeploymentFilter, FlowFilter, FlowRunFilter, TaskRunFilter, WorkPoolFilter


class CountDeploymentsByFlowBody(TypedDict):
    flow_ids: list[UUID | str]
    """At most 200 items."""


class NextRunsByFlowBody(TypedDict):
    flow_ids: list[UUID | str]
    """At most 200 items."""


class FlowCreate(TypedDict):
    """Data to create a flow."""

    labels: NotRequired[dict[str, bool | int | float | str] | None]
    """A dictionary of key-value labels.

    Values can be strings, numbers, or booleans. For example ``{"key": "value1", "key2": 42}``.
    """
    name: str
    """The name of the flow. Matches ``^[^/%&><]+$``. For example ``"my-flow"``."""
    tags: NotRequired[list[str]]
    """A list of flow tags. For example ``["tag-1", "tag-2"]``."""


FlowSort: TypeAlias = Literal["CREATED_DESC", "UPDATED_DESC", "NAME_ASC", "NAME_DESC"]
"""Defines flow sorting options."""


class FlowUpdate(TypedDict):
    """Data to update a flow."""

    tags: NotRequired[list[str]]
    """A list of flow tags. For example ``["tag-1", "tag-2"]``."""


class BulkDeleteFlowsBody(TypedDict):
    flows: NotRequired[FlowFilter | None]
    """Filter criteria for flows to delete."""
    limit: NotRequired[int | None]
    """Maximum number of flows to delete. Defaults to 50. At least 1. At most 50."""


class CountFlowsBody(TypedDict):
    deployments: NotRequired[DeploymentFilter | None]
    flow_runs: NotRequired[FlowRunFilter | None]
    flows: NotRequired[FlowFilter | None]
    task_runs: NotRequired[TaskRunFilter | None]
    work_pools: NotRequired[WorkPoolFilter | None]


class PaginateFlowsBody(TypedDict):
    deployments: NotRequired[DeploymentFilter | None]
    flow_runs: NotRequired[FlowRunFilter | None]
    flows: NotRequired[FlowFilter | None]
    limit: NotRequired[int | None]
    """Defaults to PREFECT_SERVER_API_DEFAULT_LIMIT if not provided."""
    page: NotRequired[int | None]
    """Server default: ``1``. At least 1."""
    sort: NotRequired[FlowSort | None]
    """Server default: ``"NAME_ASC"``."""
    task_runs: NotRequired[TaskRunFilter | None]
    work_pools: NotRequired[WorkPoolFilter | None]


class ReadFlowsBody(TypedDict):
    deployments: NotRequired[DeploymentFilter | None]
    flow_runs: NotRequired[FlowRunFilter | None]
    flows: NotRequired[FlowFilter | None]
    limit: NotRequired[int | None]
    """Defaults to PREFECT_SERVER_API_DEFAULT_LIMIT if not provided."""
    offset: NotRequired[int | None]
    """Server default: ``0``. At least 0."""
    sort: NotRequired[FlowSort | None]
    """Server default: ``"NAME_ASC"``."""
    task_runs: NotRequired[TaskRunFilter | None]
    work_pools: NotRequired[WorkPoolFilter | None]
