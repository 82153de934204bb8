# Generated from the OpenAPI document of Prefect 3.8.8 (sha256 b981dff6f84527fe) by `python -m generator`.
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
