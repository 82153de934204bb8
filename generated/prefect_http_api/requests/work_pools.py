# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Request types: typed dicts that mirror the JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, NotRequired, TypeAlias
from uuid import UUID

from .. import models
from .._typed_dict import TypedDict
from .shared import Operator, WorkPoolFilter, WorkQueueFilter


class GetScheduledFlowRunsBody(TypedDict):
    limit: NotRequired[int | None]
    """Defaults to PREFECT_SERVER_API_DEFAULT_LIMIT if not provided."""
    scheduled_after: NotRequired[datetime | str | None]
    """The minimum time to look for scheduled flow runs."""
    scheduled_before: NotRequired[datetime | str | None]
    """The maximum time to look for scheduled flow runs."""
    work_queue_names: NotRequired[list[str] | None]
    """The names of work pool queues."""


class ReadWorkPoolConcurrencyStatusBody(TypedDict):
    flow_run_limit: NotRequired[int | None]
    """Max flow runs per queue. Server default: ``10``. At least 0. At most 200."""
    limit: NotRequired[int | None]
    """Defaults to PREFECT_SERVER_API_DEFAULT_LIMIT if not provided."""
    page: NotRequired[int | None]
    """Server default: ``1``. At least 1."""


class WorkerHeartbeatBody(TypedDict):
    heartbeat_interval_seconds: NotRequired[int | None]
    """The worker's heartbeat interval in seconds."""
    name: str
    """The worker process name."""


class WorkPoolStorageConfiguration(TypedDict):
    """A representation of a work pool's storage configuration."""

    bundle_execution_step: NotRequired[dict[str, Any] | None]
    """The step to use for executing bundles."""
    bundle_upload_step: NotRequired[dict[str, Any] | None]
    """The step to use for uploading bundles to storage."""
    default_result_storage_block_id: NotRequired[UUID | str | None]
    """The block document ID of the default result storage block."""


class WorkPoolUpdate(TypedDict):
    """Data to update a work pool."""

    base_job_template: NotRequired[dict[str, Any] | None]
    concurrency_limit: NotRequired[int | None]
    """At least 0."""
    description: NotRequired[str | None]
    is_paused: NotRequired[bool | None]
    storage_configuration: NotRequired[WorkPoolStorageConfiguration | None]
    """The storage configuration for the work pool."""


class WorkerFilterLastHeartbeatTime(TypedDict):
    """Filter by `Worker.last_heartbeat_time`."""

    after_: NotRequired[datetime | str | None]
    """Only include processes whose last heartbeat was at or after this time."""
    before_: NotRequired[datetime | str | None]
    """Only include processes whose last heartbeat was at or before this time."""


WorkerStatus: TypeAlias = Literal["ONLINE", "OFFLINE"] | models.WorkerStatus
"""Enumeration of worker statuses."""


class WorkPoolCreate(TypedDict):
    """Data to create a work pool."""

    base_job_template: NotRequired[dict[str, Any]]
    """The work pool's base job template."""
    concurrency_limit: NotRequired[int | None]
    """A concurrency limit for the work pool. At least 0."""
    description: NotRequired[str | None]
    """The work pool description."""
    is_paused: NotRequired[bool]
    """Pausing the work pool stops the delivery of all work. Server default: ``false``."""
    name: str
    """The name of the work pool. Matches ``^[^/%&><]+$``."""
    storage_configuration: NotRequired[WorkPoolStorageConfiguration]
    """The storage configuration for the work pool."""
    type: NotRequired[str]
    """The work pool type. Server default: ``"prefect-agent"``."""


class WorkerFilterStatus(TypedDict):
    """Filter by `Worker.status`."""

    any_: NotRequired[list[WorkerStatus] | None]
    """A list of worker statuses to include."""
    not_any_: NotRequired[list[WorkerStatus] | None]
    """A list of worker statuses to exclude."""


class CountWorkPoolsBody(TypedDict):
    work_pools: NotRequired[WorkPoolFilter | None]


class ReadWorkPoolsBody(TypedDict):
    limit: NotRequired[int | None]
    """Defaults to PREFECT_SERVER_API_DEFAULT_LIMIT if not provided."""
    offset: NotRequired[int | None]
    """Server default: ``0``. At least 0."""
    work_pools: NotRequired[WorkPoolFilter | None]


class WorkPoolsReadWorkQueuesBody(TypedDict):
    limit: NotRequired[int | None]
    """Defaults to PREFECT_SERVER_API_DEFAULT_LIMIT if not provided."""
    offset: NotRequired[int | None]
    """Server default: ``0``. At least 0."""
    work_queues: NotRequired[WorkQueueFilter | None]


class WorkerFilter(TypedDict):
    """Filter by `Worker.last_heartbeat_time`."""

    last_heartbeat_time: NotRequired[WorkerFilterLastHeartbeatTime | None]
    """Filter criteria for `Worker.last_heartbeat_time`."""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""
    status: NotRequired[WorkerFilterStatus | None]
    """Filter criteria for `Worker.status`."""


class ReadWorkersBody(TypedDict):
    limit: NotRequired[int | None]
    """Defaults to PREFECT_SERVER_API_DEFAULT_LIMIT if not provided."""
    offset: NotRequired[int | None]
    """Server default: ``0``. At least 0."""
    workers: NotRequired[WorkerFilter | None]
