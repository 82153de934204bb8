"""Filters of listings: the keywords of each resource, and the API's own filter language.

Each class lists the keywords that ``list``, ``first``, ``count`` and the bulk methods of a resource accept::

    client.flow_runs.list(state=["FAILED", "CRASHED"], deployment="etl/nightly", since=timedelta(days=7))

- A row must match all keywords. None is ignored.
- A keyword takes one value or several, of which one must match. If several tags or capabilities are given, all must
  match.
- An empty list matches no row, tags and capabilities included. Nothing is sent then. Bulk methods reject it.
- A resource is given by name, by ID or as a model. Looking up a name takes one request. If the name does not exist,
  ``NotFoundError`` is raised.
- In names and keys, ``*`` matches any characters. The client checks such names itself, so counting the rows lists them.

For other conditions, ``where`` takes filters in the API's own language, by key of the request body::

    client.flow_runs.list(state="RUNNING", where={"flow_runs": {"start_time": {"before_": yesterday}}})
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TypeAlias

from prefect_http import references
from prefect_http_api import models, requests
from prefect_http_api._typed_dict import TypedDict
from prefect_http_api.requests import (
    ArtifactCollectionFilter,
    ArtifactFilter,
    AutomationFilter,
    BlockDocumentFilter,
    BlockSchemaFilter,
    BlockTypeFilter,
    DeploymentFilter,
    EventFilter,
    FlowFilter,
    FlowRunFilter,
    LogFilter,
    TaskRunFilter,
    VariableFilter,
    WorkerFilter,
    WorkPoolFilter,
    WorkQueueFilter,
)

__all__ = [
    "ArtifactCollectionFilter",
    "ArtifactFilter",
    "Artifacts",
    "ArtifactsWhere",
    "AutomationFilter",
    "Automations",
    "AutomationsWhere",
    "BlockDocumentFilter",
    "BlockDocuments",
    "BlockDocumentsWhere",
    "BlockSchemaFilter",
    "BlockSchemas",
    "BlockSchemasWhere",
    "BlockTypeFilter",
    "BlockTypes",
    "BlockTypesWhere",
    "DeploymentFilter",
    "Deployments",
    "DeploymentsWhere",
    "EventFilter",
    "Events",
    "FlowFilter",
    "FlowRunFilter",
    "FlowRuns",
    "FlowRunsWhere",
    "Flows",
    "FlowsWhere",
    "LatestArtifacts",
    "LatestArtifactsWhere",
    "LogFilter",
    "Logs",
    "LogsWhere",
    "TaskRunFilter",
    "TaskRuns",
    "TaskRunsWhere",
    "VariableFilter",
    "Variables",
    "VariablesWhere",
    "WorkPoolFilter",
    "WorkPools",
    "WorkPoolsWhere",
    "WorkQueueFilter",
    "WorkQueues",
    "WorkQueuesWhere",
    "WorkerFilter",
    "Workers",
    "WorkersWhere",
]

Strings: TypeAlias = str | Iterable[str] | None
"""One string or several."""

Moment: TypeAlias = datetime | timedelta | None
"""Time with a timezone, or a timedelta before now."""

State: TypeAlias = models.State | models.StateType | str

FlowRunsWhere: TypeAlias = requests.CountFlowRunsBody
"""Filters for flow runs: ``flow_runs``, ``flows``, ``task_runs``, ``deployments``, ``work_pools`` and
``work_pool_queues``."""

TaskRunsWhere: TypeAlias = requests.CountTaskRunsBody
"""Filters for task runs: ``task_runs``, ``flow_runs``, ``flows`` and ``deployments``."""

DeploymentsWhere: TypeAlias = requests.CountDeploymentsBody
"""Filters for deployments: ``deployments``, ``flows``, ``flow_runs``, ``task_runs``, ``work_pools`` and
``work_pool_queues``."""

FlowsWhere: TypeAlias = requests.CountFlowsBody
"""Filters for flows: ``flows``, ``flow_runs``, ``task_runs``, ``deployments`` and ``work_pools``."""

ArtifactsWhere: TypeAlias = requests.CountArtifactsBody
"""Filters for artifacts: ``artifacts``, ``flow_runs``, ``task_runs``, ``flows`` and ``deployments``."""

LatestArtifactsWhere: TypeAlias = requests.CountLatestArtifactsBody
"""Filters for the latest artifacts: ``artifacts``, ``flow_runs``, ``task_runs``, ``flows`` and ``deployments``."""

VariablesWhere: TypeAlias = requests.CountVariablesBody
"""Filters for variables: ``variables``."""

WorkPoolsWhere: TypeAlias = requests.CountWorkPoolsBody
"""Filters for work pools: ``work_pools``."""

BlockDocumentsWhere: TypeAlias = requests.CountBlockDocumentsBody
"""Filters for block documents: ``block_documents``, ``block_types`` and ``block_schemas``."""


class AutomationsWhere(TypedDict, total=False):
    """Filters for automations."""

    automations: AutomationFilter | None


class BlockTypesWhere(TypedDict, total=False):
    """Filters for block types."""

    block_types: BlockTypeFilter | None
    block_schemas: BlockSchemaFilter | None


class BlockSchemasWhere(TypedDict, total=False):
    """Filters for block schemas."""

    block_schemas: BlockSchemaFilter | None


class WorkQueuesWhere(TypedDict, total=False):
    """Filters for work queues."""

    work_queues: WorkQueueFilter | None


class WorkersWhere(TypedDict, total=False):
    """Filters for workers."""

    workers: WorkerFilter | None


class LogsWhere(TypedDict, total=False):
    """Filters for log lines."""

    logs: LogFilter | None


class FlowRuns(TypedDict, total=False):
    """Keywords that select flow runs."""

    id: references.FlowRun | Iterable[references.FlowRun] | None
    """ID."""
    name: Strings
    """Name, in which ``*`` matches any characters, such as ``"copy-*"``."""
    state: State | Iterable[State] | None
    """Type of the state, such as ``"FAILED"``, or a name that Prefect uses, such as ``"Late"``."""
    finished: bool | None
    """Whether the run has ended COMPLETED, FAILED, CRASHED or CANCELLED, instead of ``state``."""
    deployment: references.Deployment | Iterable[references.Deployment] | None
    """Deployment: ``"flow/deployment"`` or the ID."""
    flow: references.Flow | Iterable[references.Flow] | None
    """Flow: name or ID."""
    tags: Strings
    """Tags, all of which the run must have."""
    work_pool: references.WorkPool | Iterable[references.WorkPool] | None
    """Work pool: name."""
    work_queue: references.WorkQueue | Iterable[references.WorkQueue] | None
    """Work queue: ``"pool/queue"`` or the ID."""
    parent: references.FlowRun | Iterable[references.FlowRun] | None
    """ID of the flow run that started the run as a subflow."""
    since: Moment
    """Earliest expected start, inclusive: a datetime with a timezone, or a timedelta before now."""
    until: Moment
    """Latest expected start, inclusive. For the time when the run ended, use ``ended_until``."""
    ended_since: Moment
    """Earliest end, inclusive. Unfinished runs never match."""
    ended_until: Moment
    """Latest end, inclusive. Unfinished runs never match."""
    where: FlowRunsWhere | None
    """Filters in the API's own language, by key of the request body."""


class TaskRuns(TypedDict, total=False):
    """Keywords that select task runs."""

    id: references.TaskRun | Iterable[references.TaskRun] | None
    """ID."""
    name: Strings
    """Name, in which ``*`` matches any characters."""
    state: State | Iterable[State] | None
    """Type of the state, such as ``"FAILED"``, or a name that Prefect uses, such as ``"Cached"``."""
    finished: bool | None
    """Whether the run has ended COMPLETED, FAILED, CRASHED or CANCELLED, instead of ``state``."""
    flow_run: references.FlowRun | Iterable[references.FlowRun] | None
    """ID of the flow run."""
    deployment: references.Deployment | Iterable[references.Deployment] | None
    """Deployment of the flow run: ``"flow/deployment"`` or the ID."""
    flow: references.Flow | Iterable[references.Flow] | None
    """Flow of the flow run: name or ID."""
    tags: Strings
    """Tags, all of which the run must have."""
    since: Moment
    """Earliest expected start, inclusive: a datetime with a timezone, or a timedelta before now."""
    until: Moment
    """Latest expected start, inclusive. For the time when the run ended, use ``ended_until``."""
    ended_since: Moment
    """Earliest end, inclusive. Unfinished runs never match. Servers before 3.6.29 reject it."""
    ended_until: Moment
    """Latest end, inclusive. Unfinished runs never match. Servers before 3.6.29 reject it."""
    where: TaskRunsWhere | None
    """Filters in the API's own language, by key of the request body."""


class Deployments(TypedDict, total=False):
    """Keywords that select deployments."""

    id: references.Deployment | Iterable[references.Deployment] | None
    """``"flow/deployment"`` or the ID."""
    name: Strings
    """Name without the flow, in which ``*`` matches any characters."""
    flow: references.Flow | Iterable[references.Flow] | None
    """Flow: name or ID."""
    tags: Strings
    """Tags, all of which the deployment must have."""
    work_pool: references.WorkPool | Iterable[references.WorkPool] | None
    """Work pool: name."""
    work_queue: references.WorkQueue | Iterable[references.WorkQueue] | None
    """Work queue: ``"pool/queue"`` or the ID."""
    paused: bool | None
    """Whether the deployment is paused."""
    where: DeploymentsWhere | None
    """Filters in the API's own language, by key of the request body."""


class Flows(TypedDict, total=False):
    """Keywords that select flows."""

    id: references.Flow | Iterable[references.Flow] | None
    """ID, or exact name, which must exist."""
    name: Strings
    """Name, in which ``*`` matches any characters."""
    tags: Strings
    """Tags, all of which the flow must have."""
    deployment: references.Deployment | Iterable[references.Deployment] | None
    """Deployment of the flow: ``"flow/deployment"`` or the ID."""
    work_pool: references.WorkPool | Iterable[references.WorkPool] | None
    """Work pool that a deployment of the flow uses: name."""
    where: FlowsWhere | None
    """Filters in the API's own language, by key of the request body."""


class Artifacts(TypedDict, total=False):
    """Keywords that select artifacts."""

    id: references.Artifact | Iterable[references.Artifact] | None
    """ID."""
    key: Strings
    """Key, in which ``*`` matches any characters."""
    type: Strings
    """Type, such as ``"table"``."""
    flow_run: references.FlowRun | Iterable[references.FlowRun] | None
    """ID of the flow run."""
    task_run: references.TaskRun | Iterable[references.TaskRun] | None
    """ID of the task run."""
    flow: references.Flow | Iterable[references.Flow] | None
    """Flow of the flow run: name or ID."""
    deployment: references.Deployment | Iterable[references.Deployment] | None
    """Deployment of the flow run: ``"flow/deployment"`` or the ID."""
    where: ArtifactsWhere | None
    """Filters in the API's own language, by key of the request body."""


class LatestArtifacts(TypedDict, total=False):
    """Keywords that select keys by their latest artifact."""

    id: references.Artifact | Iterable[references.Artifact] | None
    """ID of the latest artifact."""
    key: Strings
    """Key, in which ``*`` matches any characters."""
    type: Strings
    """Type, such as ``"table"``."""
    flow_run: references.FlowRun | Iterable[references.FlowRun] | None
    """ID of the flow run."""
    task_run: references.TaskRun | Iterable[references.TaskRun] | None
    """ID of the task run."""
    flow: references.Flow | Iterable[references.Flow] | None
    """Flow of the flow run: name or ID."""
    deployment: references.Deployment | Iterable[references.Deployment] | None
    """Deployment of the flow run: ``"flow/deployment"`` or the ID."""
    where: LatestArtifactsWhere | None
    """Filters in the API's own language, by key of the request body."""


class Variables(TypedDict, total=False):
    """Keywords that select variables."""

    name: Strings
    """Name, in which ``*`` matches any characters."""
    tags: Strings
    """Tags, all of which the variable must have."""
    where: VariablesWhere | None
    """Filters in the API's own language, by key of the request body."""


class WorkPools(TypedDict, total=False):
    """Keywords that select work pools."""

    name: Strings
    """Name, in which ``*`` matches any characters."""
    type: Strings
    """Type, such as ``"kubernetes"``."""
    where: WorkPoolsWhere | None
    """Filters in the API's own language, by key of the request body."""


class WorkQueues(TypedDict, total=False):
    """Keywords that select work queues."""

    name: Strings
    """Name without the pool, in which ``*`` matches any characters."""
    where: WorkQueuesWhere | None
    """Filters in the API's own language, by key of the request body."""


class Workers(TypedDict, total=False):
    """Keywords that select workers."""

    status: requests.WorkerStatus | Iterable[requests.WorkerStatus] | None
    """Status: ``"ONLINE"`` or ``"OFFLINE"``."""
    since: Moment
    """Earliest last heartbeat, inclusive: a datetime with a timezone, or a timedelta before now."""
    until: Moment
    """Latest last heartbeat, inclusive."""
    where: WorkersWhere | None
    """Filters in the API's own language, by key of the request body."""


class BlockDocuments(TypedDict, total=False):
    """Keywords that select block documents."""

    name: Strings
    """Name, in which ``*`` matches any characters."""
    block_type: references.BlockType | Iterable[references.BlockType] | None
    """Block type: slug or ID."""
    capabilities: Strings
    """Capabilities, all of which the block must have."""
    anonymous: bool | None
    """Whether the block has no name of its own. By default, such blocks are left out."""
    where: BlockDocumentsWhere | None
    """Filters in the API's own language, by key of the request body."""


class BlockTypes(TypedDict, total=False):
    """Keywords that select block types."""

    slug: Strings
    """Slug."""
    capabilities: Strings
    """Capabilities, all of which a block of the type must have."""
    where: BlockTypesWhere | None
    """Filters in the API's own language, by key of the request body."""


class BlockSchemas(TypedDict, total=False):
    """Keywords that select block schemas."""

    block_type: references.BlockType | Iterable[references.BlockType] | None
    """Block type: slug or ID."""
    capabilities: Strings
    """Capabilities, all of which the block must have."""
    version: Strings
    """Version."""
    where: BlockSchemasWhere | None
    """Filters in the API's own language, by key of the request body."""


class Automations(TypedDict, total=False):
    """Keywords that select automations."""

    id: references.Automation | Iterable[references.Automation] | None
    """ID."""
    name: Strings
    """Name, in which ``*`` matches any characters."""
    tags: Strings
    """Tags, all of which the automation must have."""
    where: AutomationsWhere | None
    """Filters in the API's own language, by key of the request body."""


class Logs(TypedDict, total=False):
    """Keywords that select log lines."""

    flow_run: references.FlowRun | Iterable[references.FlowRun] | None
    """ID of the flow run."""
    task_run: references.TaskRun | Iterable[references.TaskRun] | None
    """ID of the task run."""
    level: int | str | None
    """Lowest level: a number, or a name such as ``"WARNING"``."""
    text: str | None
    """Text that the message or the name of the logger must contain, as in the server's search syntax."""
    since: Moment
    """Earliest time of the line, inclusive: a datetime with a timezone, or a timedelta before now."""
    until: Moment
    """Latest time of the line, inclusive."""
    where: LogsWhere | None
    """Filters in the API's own language, by key of the request body."""


class Events(TypedDict, total=False):
    """Keywords that select events."""

    event: Strings
    """Name, or the start of a name followed by ``*``, such as ``"prefect.flow-run.*"``."""
    resource: references.Resource | Iterable[references.Resource] | None
    """Resource of the event: a model, an ID such as ``"prefect.flow-run.<uuid>"``, or the start of an ID and ``*``."""
    related: references.Resource | Iterable[references.Resource] | None
    """Related resource: a model, or an ID such as ``"prefect.flow.<uuid>"``."""
    text: str | None
    """Text to search for, in the server's search syntax."""
    since: Moment
    """Earliest time of the event, inclusive: a datetime with a timezone, or a timedelta before now."""
    until: Moment
    """Latest time of the event, inclusive."""
    where: EventFilter | None
    """Filter in the API's own language."""


def __dir__() -> list[str]:
    return __all__
