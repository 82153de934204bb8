# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Response models: logs."""

from datetime import datetime
from uuid import UUID

from attrs import define

from .._models import IdentifiedModel, LevelMixin


@define(kw_only=True, eq=False, repr=False)
class Log(LevelMixin, IdentifiedModel):
    """A log line."""

    name: str
    """The logger name."""
    level: int
    """The log level."""
    message: str
    """The log message."""
    timestamp: datetime
    """The log timestamp."""
    id: UUID
    created: datetime | None = None
    flow_run_id: UUID | None = None
    """The flow run ID associated with the log."""
    task_run_id: UUID | None = None
    """The task run ID associated with the log."""
    updated: datetime | None = None
