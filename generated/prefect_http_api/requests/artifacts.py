# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Request types: typed dicts that mirror the JSON."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias
from uuid import UUID

from .._typed_dict import TypedDict
from .shared import DeploymentFilter, FlowFilter, FlowRunFilter, Operator, TaskRunFilter


class ArtifactCollectionFilterFlowRunId(TypedDict):
    """Filter by `ArtifactCollection.flow_run_id`."""

    any_: NotRequired[list[UUID | str] | None]
    """A list of flow run IDs to include."""


class ArtifactCollectionFilterKey(TypedDict):
    """Filter by `ArtifactCollection.key`."""

    any_: NotRequired[list[str] | None]
    """A list of artifact keys to include."""
    exists_: NotRequired[bool | None]
    """If `true`, only include artifacts with a non-null key.

    If `false`, only include artifacts with a null key. Should return all rows in the ArtifactCollection table if
    specified.
    """
    like_: NotRequired[str | None]
    """A string to match artifact keys against.

    This can include SQL wildcard characters like `%` and `_`. For example ``"my-artifact-%"``.
    """


class ArtifactCollectionFilterLatestId(TypedDict):
    """Filter by `ArtifactCollection.latest_id`."""

    any_: NotRequired[list[UUID | str] | None]
    """A list of artifact IDs to include."""


class ArtifactCollectionFilterTaskRunId(TypedDict):
    """Filter by `ArtifactCollection.task_run_id`."""

    any_: NotRequired[list[UUID | str] | None]
    """A list of task run IDs to include."""


class ArtifactCollectionFilterType(TypedDict):
    """Filter by `ArtifactCollection.type`."""

    any_: NotRequired[list[str] | None]
    """A list of artifact types to include."""
    not_any_: NotRequired[list[str] | None]
    """A list of artifact types to exclude."""


ArtifactCollectionSort: TypeAlias = Literal["CREATED_DESC", "UPDATED_DESC", "ID_DESC", "KEY_DESC", "KEY_ASC"]
"""Defines artifact collection sorting options."""


class ArtifactCreate(TypedDict):
    """Data to create an artifact."""

    data: NotRequired[dict[str, Any] | Any | None]
    """Data associated with the artifact, e.g. a result. Its structure depends on the artifact type."""
    description: NotRequired[str | None]
    """A markdown-enabled description of the artifact."""
    flow_run_id: NotRequired[UUID | str | None]
    """The flow run associated with the artifact."""
    key: NotRequired[str | None]
    """An optional unique reference key for this artifact."""
    metadata_: NotRequired[dict[str, str] | None]
    """User-defined artifact metadata. Content must be string key and value pairs."""
    task_run_id: NotRequired[UUID | str | None]
    """The task run associated with the artifact."""
    type: NotRequired[str | None]
    """An identifier that describes the shape of the data field. e.g. 'result', 'table', 'markdown'."""


class ArtifactFilterFlowRunId(TypedDict):
    """Filter by `Artifact.flow_run_id`."""

    any_: NotRequired[list[UUID | str] | None]
    """A list of flow run IDs to include."""


class ArtifactFilterId(TypedDict):
    """Filter by `Artifact.id`."""

    any_: NotRequired[list[UUID | str] | None]
    """A list of artifact IDs to include."""


class ArtifactFilterKey(TypedDict):
    """Filter by `Artifact.key`."""

    any_: NotRequired[list[str] | None]
    """A list of artifact keys to include."""
    exists_: NotRequired[bool | None]
    """If `true`, only include artifacts with a non-null key. If `false`, only include artifacts with a null key."""
    like_: NotRequired[str | None]
    """A string to match artifact keys against.

    This can include SQL wildcard characters like `%` and `_`. For example ``"my-artifact-%"``.
    """


class ArtifactFilterTaskRunId(TypedDict):
    """Filter by `Artifact.task_run_id`."""

    any_: NotRequired[list[UUID | str] | None]
    """A list of task run IDs to include."""


class ArtifactFilterType(TypedDict):
    """Filter by `Artifact.type`."""

    any_: NotRequired[list[str] | None]
    """A list of artifact types to include."""
    not_any_: NotRequired[list[str] | None]
    """A list of artifact types to exclude."""


ArtifactSort: TypeAlias = Literal["CREATED_DESC", "UPDATED_DESC", "ID_DESC", "KEY_DESC", "KEY_ASC"]
"""Defines artifact sorting options."""


class ArtifactUpdate(TypedDict):
    """Data to update an artifact."""

    data: NotRequired[dict[str, Any] | Any | None]
    description: NotRequired[str | None]
    metadata_: NotRequired[dict[str, str] | None]


class ArtifactCollectionFilter(TypedDict):
    """Filter artifact collections. Only artifact collections matching all criteria will be returned."""

    flow_run_id: NotRequired[ArtifactCollectionFilterFlowRunId | None]
    """Filter criteria for `Artifact.flow_run_id`."""
    key: NotRequired[ArtifactCollectionFilterKey | None]
    """Filter criteria for `Artifact.key`."""
    latest_id: NotRequired[ArtifactCollectionFilterLatestId | None]
    """Filter criteria for `Artifact.id`."""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""
    task_run_id: NotRequired[ArtifactCollectionFilterTaskRunId | None]
    """Filter criteria for `Artifact.task_run_id`."""
    type: NotRequired[ArtifactCollectionFilterType | None]
    """Filter criteria for `Artifact.type`."""


class ArtifactFilter(TypedDict):
    """Filter artifacts. Only artifacts matching all criteria will be returned."""

    flow_run_id: NotRequired[ArtifactFilterFlowRunId | None]
    """Filter criteria for `Artifact.flow_run_id`."""
    id: NotRequired[ArtifactFilterId | None]
    """Filter criteria for `Artifact.id`."""
    key: NotRequired[ArtifactFilterKey | None]
    """Filter criteria for `Artifact.key`."""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""
    task_run_id: NotRequired[ArtifactFilterTaskRunId | None]
    """Filter criteria for `Artifact.task_run_id`."""
    type: NotRequired[ArtifactFilterType | None]
    """Filter criteria for `Artifact.type`."""


class CountArtifactsBody(TypedDict):
    artifacts: NotRequired[ArtifactFilter | None]
    deployments: NotRequired[DeploymentFilter | None]
    flow_runs: NotRequired[FlowRunFilter | None]
    flows: NotRequired[FlowFilter | None]
    task_runs: NotRequired[TaskRunFilter | None]


class CountLatestArtifactsBody(TypedDict):
    artifacts: NotRequired[ArtifactCollectionFilter | None]
    deployments: NotRequired[DeploymentFilter | None]
    flow_runs: NotRequired[FlowRunFilter | None]
    flows: NotRequired[FlowFilter | None]
    task_runs: NotRequired[TaskRunFilter | None]


class ReadArtifactsBody(TypedDict):
    artifacts: NotRequired[ArtifactFilter | None]
    deployments: NotRequired[DeploymentFilter | None]
    flow_runs: NotRequired[FlowRunFilter | None]
    flows: NotRequired[FlowFilter | None]
    limit: NotRequired[int | None]
    """Defaults to PREFECT_SERVER_API_DEFAULT_LIMIT if not provided."""
    offset: NotRequired[int | None]
    """Server default: ``0``. At least 0."""
    sort: NotRequired[ArtifactSort | None]
    """Server default: ``"ID_DESC"``."""
    task_runs: NotRequired[TaskRunFilter | None]


class ReadLatestArtifactsBody(TypedDict):
    artifacts: NotRequired[ArtifactCollectionFilter | None]
    deployments: NotRequired[DeploymentFilter | None]
    flow_runs: NotRequired[FlowRunFilter | None]
    flows: NotRequired[FlowFilter | None]
    limit: NotRequired[int | None]
    """Defaults to PREFECT_SERVER_API_DEFAULT_LIMIT if not provided."""
    offset: NotRequired[int | None]
    """Server default: ``0``. At least 0."""
    sort: NotRequired[ArtifactCollectionSort | None]
    """Server default: ``"ID_DESC"``."""
    task_runs: NotRequired[TaskRunFilter | None]
