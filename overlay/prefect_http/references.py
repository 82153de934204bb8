"""References: the types that methods and filters accept for one resource.

Resources with names are given by name or ID, all others by ID. A model that the client returned is accepted in place of
both::

    client.flow_runs.wait(client.deployments.trigger("etl/nightly"))

Use these types to annotate functions that pass such a value on::

    def drain(client: Prefect, pool: references.WorkPool) -> None:
        client.work_pools.pause(pool)
"""

from __future__ import annotations

from typing import TypeAlias
from uuid import UUID

from prefect_http_api import models

__all__ = [
    "Artifact",
    "ArtifactKey",
    "Automation",
    "BlockDocument",
    "BlockSchema",
    "BlockType",
    "ConcurrencyLimit",
    "Deployment",
    "Event",
    "Flow",
    "FlowRun",
    "Lease",
    "Resource",
    "SavedSearch",
    "Schedule",
    "TagLimit",
    "TaskRun",
    "Variable",
    "WorkPool",
    "WorkQueue",
    "Worker",
]

Artifact: TypeAlias = models.Artifact | UUID | str
"""Artifact: ID."""

ArtifactKey: TypeAlias = models.ArtifactCollection | str
"""Key of artifacts, or its latest artifact, as listed by ``artifacts.list_latest``."""

Automation: TypeAlias = models.Automation | UUID | str
"""Automation: ID."""

BlockDocument: TypeAlias = models.BlockDocument | UUID | str
"""Block document: ``"type-slug/name"`` or the ID."""

BlockSchema: TypeAlias = models.BlockSchema | UUID | str
"""Block schema: checksum or ID."""

BlockType: TypeAlias = models.BlockType | UUID | str
"""Block type: slug or ID."""

ConcurrencyLimit: TypeAlias = (
    models.GlobalConcurrencyLimit
    | models.ConcurrencyLimitV2
    | models.MinimalConcurrencyLimit
    | models.ConcurrencyLimit
    | UUID
    | str
)
"""Global concurrency limit: name or ID. The limit of a tag is one too."""

Deployment: TypeAlias = models.Deployment | UUID | str
"""Deployment: ``"flow/deployment"`` or the ID."""

Event: TypeAlias = models.Event | UUID | str
"""Event: ID."""

Flow: TypeAlias = models.Flow | UUID | str
"""Flow: name or ID."""

FlowRun: TypeAlias = models.FlowRun | models.WorkerFlowRun | models.ScheduledFlowRun | UUID | str
"""Flow run: ID. ``work_pools.scheduled_runs`` returns models of other classes."""

Lease: TypeAlias = models.ConcurrencyLimitLease | UUID | str
"""Lease of slots: ID."""

SavedSearch: TypeAlias = models.SavedSearch | UUID | str
"""Saved search: ID."""

Schedule: TypeAlias = models.DeploymentSchedule | UUID | str
"""Schedule of a deployment: ID."""

TagLimit: TypeAlias = models.ConcurrencyLimit | str
"""Concurrency limit of a tag: the tag."""

TaskRun: TypeAlias = models.TaskRun | UUID | str
"""Task run: ID."""

Variable: TypeAlias = models.Variable | UUID | str
"""Variable: name or ID."""

Worker: TypeAlias = models.Worker | str
"""Worker: name."""

WorkPool: TypeAlias = models.WorkPool | str
"""Work pool: name."""

WorkQueue: TypeAlias = models.WorkQueue | UUID | str
"""Work queue: ``"pool/queue"`` or the ID."""

Resource: TypeAlias = (
    models.Artifact
    | models.Automation
    | models.BlockDocument
    | models.BlockType
    | models.ConcurrencyLimitV2
    | models.Deployment
    | models.Flow
    | models.FlowRun
    | models.GlobalConcurrencyLimit
    | models.TaskRun
    | models.Variable
    | models.WorkPool
    | models.WorkQueue
    | str
)
"""Resource of an event: a model, or an ID such as ``"prefect.flow-run.<uuid>"``."""


def __dir__() -> list[str]:
    return __all__
