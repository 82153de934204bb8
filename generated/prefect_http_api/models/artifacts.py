# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Response models: artifacts."""

from datetime import datetime
from typing import Any
from uuid import UUID

from attrs import define

from .._models import IdentifiedModel


@define(kw_only=True, eq=False, repr=False)
class Artifact(IdentifiedModel):
    """An artifact."""

    id: UUID
    created: datetime | None = None
    data: Any = None
    """Data associated with the artifact, e.g. a result. Its structure depends on the artifact type."""
    description: str | None = None
    """A markdown-enabled description of the artifact."""
    flow_run_id: UUID | None = None
    """The flow run associated with the artifact."""
    key: str | None = None
    """An optional unique reference key for this artifact."""
    metadata_: dict[str, str] | None = None
    """User-defined artifact metadata. Content must be string key and value pairs."""
    task_run_id: UUID | None = None
    """The task run associated with the artifact."""
    type: str | None = None
    """An identifier that describes the shape of the data field. e.g. 'result', 'table', 'markdown'."""
    updated: datetime | None = None


@define(kw_only=True, eq=False, repr=False)
class ArtifactCollection(IdentifiedModel):
    """The latest artifact of a key."""

    key: str
    """An optional unique reference key for this artifact."""
    latest_id: UUID
    """The latest artifact ID associated with the key."""
    id: UUID
    created: datetime | None = None
    data: Any = None
    """Data associated with the artifact, e.g. a result. Its structure depends on the artifact type."""
    description: str | None = None
    """A markdown-enabled description of the artifact."""
    flow_run_id: UUID | None = None
    """The flow run associated with the artifact."""
    metadata_: dict[str, str] | None = None
    """User-defined artifact metadata. Content must be string key and value pairs."""
    task_run_id: UUID | None = None
    """The task run associated with the artifact."""
    type: str | None = None
    """An identifier that describes the shape of the data field. e.g. 'result', 'table', 'markdown'."""
    updated: datetime | None = None
