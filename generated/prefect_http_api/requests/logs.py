# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Request types: typed dicts that mirror the JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NotRequired, TypeAlias
from uuid import UUID

from .._typed_dict import TypedDict
from .shared import Operator


class LogCreate(TypedDict):
    """Data to create a log."""

    flow_run_id: NotRequired[UUID | str | None]
    level: int
    """The log level."""
    message: str
    """The log message."""
    name: str
    """The logger name."""
    task_run_id: NotRequired[UUID | str | None]
    timestamp: datetime | str
    """The log timestamp."""


class LogFilterFlowRunId(TypedDict):
    """Filter by `Log.flow_run_id`."""

    any_: NotRequired[list[UUID | str] | None]
    """A list of flow run IDs to include."""


class LogFilterLevel(TypedDict):
    """Filter by `Log.level`."""

    ge_: NotRequired[int | None]
    """Include logs with a level greater than or equal to this level. For example ``20``."""
    le_: NotRequired[int | None]
    """Include logs with a level less than or equal to this level. For example ``50``."""


class LogFilterTaskRunId(TypedDict):
    """Filter by `Log.task_run_id`."""

    any_: NotRequired[list[UUID | str] | None]
    """A list of task run IDs to include."""
    is_null_: NotRequired[bool | None]
    """If true, only include logs without a task run ID."""


class LogFilterTextSearch(TypedDict):
    """Filter by text search across log content."""

    query: str
    """Text search query string. At most 200 characters. For example ``"error"``."""


class LogFilterTimestamp(TypedDict):
    """Filter by `Log.timestamp`."""

    after_: NotRequired[datetime | str | None]
    """Only include logs with a timestamp at or after this time."""
    before_: NotRequired[datetime | str | None]
    """Only include logs with a timestamp at or before this time."""


LogSort: TypeAlias = Literal["TIMESTAMP_ASC", "TIMESTAMP_DESC"]
"""Defines log sorting options."""


CreateLogsBody: TypeAlias = list[LogCreate]


class LogFilter(TypedDict):
    """Filter logs. Only logs matching all criteria will be returned."""

    flow_run_id: NotRequired[LogFilterFlowRunId | None]
    """Filter criteria for `Log.flow_run_id`."""
    level: NotRequired[LogFilterLevel | None]
    """Filter criteria for `Log.level`."""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""
    task_run_id: NotRequired[LogFilterTaskRunId | None]
    """Filter criteria for `Log.task_run_id`."""
    text: NotRequired[LogFilterTextSearch | None]
    """Filter criteria for text search across log content."""
    timestamp: NotRequired[LogFilterTimestamp | None]
    """Filter criteria for `Log.timestamp`."""


class ReadLogsBody(TypedDict):
    limit: NotRequired[int | None]
    """Defaults to PREFECT_SERVER_API_DEFAULT_LIMIT if not provided."""
    logs: NotRequired[LogFilter | None]
    offset: NotRequired[int | None]
    """Server default: ``0``. At least 0."""
    sort: NotRequired[LogSort | None]
    """Server default: ``"TIMESTAMP_ASC"``."""
