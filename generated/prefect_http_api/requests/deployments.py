# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Request types: typed dicts that mirror the JSON."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Literal, NotRequired, TypeAlias
from uuid import UUID

from .. import models
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


class GetScheduledFlowRunsForDeploymentsBody(TypedDict):
    deployment_ids: list[UUID | str]
    """The deployment IDs to get scheduled runs for."""
    limit: NotRequired[int | None]
    """Defaults to PREFECT_SERVER_API_DEFAULT_LIMIT if not provided."""
    scheduled_before: NotRequired[datetime | str | None]
    """The maximum time to look for scheduled flow runs."""


class ScheduleDeploymentBody(TypedDict):
    end_time: NotRequired[datetime | str | None]
    """The latest date to schedule."""
    max_runs: NotRequired[int | None]
    """The maximum number of runs to schedule."""
    min_runs: NotRequired[int | None]
    """The minimum number of runs to schedule."""
    min_time: NotRequired[float | None]
    """Runs will be scheduled until at least this long after the `start_time`. In seconds."""
    start_time: NotRequired[datetime | str | None]
    """The earliest date to schedule."""


ConcurrencyLimitStrategy: TypeAlias = Literal["ENQUEUE", "CANCEL_NEW"] | models.ConcurrencyLimitStrategy
"""Enumeration of concurrency collision strategies."""


class ConcurrencyOptions(TypedDict):
    """Concurrency options of a deployment."""

    collision_strategy: ConcurrencyLimitStrategy
    grace_period_seconds: NotRequired[int | None]
    """Grace period in seconds for infrastructure to start before concurrency slots are revoked.

    If not set, falls back to server setting. At least 60. At most 86400.
    """


class CronSchedule(TypedDict):
    """Cron schedule.

    NOTE: If the timezone is a DST-observing one, then the schedule will adjust itself appropriately. Cron's rules for
    DST are based on schedule times, not intervals. This means that an hourly cron schedule will fire on every new
    schedule hour, not every elapsed hour; for example, when clocks are set back this will result in a two-hour pause as
    the schedule will fire *the first time* 1am is reached and *the first time* 2am is reached, 120 minutes later.
    Longer schedules, such as one that fires at 9am every morning, will automatically adjust for DST.

    Args:
        cron (str): a valid cron string
        timezone (str): a valid timezone string in IANA tzdata format (for example, America/New_York).
        day_or (bool, optional): Control how croniter handles `day` and `day_of_week` entries. Defaults to True,
            matching cron which connects those values using OR. If the switch is set to False, the values are connected
            using AND. This behaves like fcron and enables you to e.g. define a job that executes each 2nd friday of a
            month by setting the days of month and the weekday.
    """

    cron: str
    """For example ``"0 0 * * *"``."""
    day_or: NotRequired[bool]
    """Control croniter behavior for handling day and day_of_week entries. Server default: ``true``."""
    timezone: NotRequired[str | None]
    """For example ``"America/New_York"``."""


DeploymentSort: TypeAlias = Literal["CREATED_DESC", "UPDATED_DESC", "NAME_ASC", "NAME_DESC"]
"""Defines deployment sorting options."""


class IntervalSchedule(TypedDict):
    """A schedule formed by adding `interval` increments to an `anchor_date`.

    If no `anchor_date` is supplied, the current UTC time is used. If a timezone-naive datetime is provided for
    `anchor_date`, it is assumed to be in the schedule's timezone (or UTC). Even if supplied with an IANA timezone,
    anchor dates are always stored as UTC offsets, so a `timezone` can be provided to determine localization behaviors
    like DST boundary handling. If none is provided it will be inferred from the anchor date.

    NOTE: If the `IntervalSchedule` `anchor_date` or `timezone` is provided in a DST-observing timezone, then the
    schedule will adjust itself appropriately. Intervals greater than 24 hours will follow DST conventions, while
    intervals of less than 24 hours will follow UTC intervals. For example, an hourly schedule will fire every UTC hour,
    even across DST boundaries. When clocks are set back, this will result in two runs that *appear* to both be
    scheduled for 1am local time, even though they are an hour apart in UTC time. For longer intervals, like a daily
    schedule, the interval schedule will adjust for DST boundaries so that the clock-hour remains constant. This means
    that a daily schedule that always fires at 9am will observe DST and continue to fire at 9am in the local time zone.

    Args:
        interval (datetime.timedelta): an interval to schedule on.
        anchor_date (DateTime, optional): an anchor date to schedule increments against; if not provided, the current
            timestamp will be used.
        timezone (str, optional): a valid timezone string.
    """

    anchor_date: NotRequired[datetime | str]
    """For example ``"2020-01-01T00:00:00Z"``."""
    interval: float | timedelta | str
    """More than 0."""
    timezone: NotRequired[str | None]
    """For example ``"America/New_York"``."""


class RRuleSchedule(TypedDict):
    """RRule schedule, based on the iCalendar standard ([RFC 5545](https://datatracker.ietf.org/doc/html/rfc5545)) as
    implemented in `dateutil.rrule`.

    RRules are appropriate for any kind of calendar-date manipulation, including irregular intervals, repetition,
    exclusions, week day or day-of-month adjustments, and more.

    Note that as a calendar-oriented standard, `RRuleSchedules` are sensitive to the initial timezone provided. A 9am
    daily schedule with a daylight saving time-aware start date will maintain a local 9am time through DST boundaries; a
    9am daily schedule with a UTC start date will maintain a 9am UTC time.

    Args:
        rrule (str): a valid RRule string
        timezone (str, optional): a valid timezone string
    """

    rrule: str
    timezone: NotRequired[str | None]
    """Server default: ``"UTC"``. IANA time zone name."""


class VersionInfo(TypedDict):
    type: str
    """The type of version info."""
    version: str
    """The version of the deployment."""


class DeploymentScheduleCreate(TypedDict):
    active: NotRequired[bool]
    """Whether the schedule is active. Server default: ``true``."""
    max_scheduled_runs: NotRequired[int | None]
    """The maximum number of scheduled runs for the schedule. More than 0."""
    parameters: NotRequired[dict[str, Any]]
    """A dictionary of parameter value overrides."""
    replaces: NotRequired[str | None]
    """The slug of an existing schedule that this schedule replaces. Used for renaming slugs."""
    schedule: IntervalSchedule | CronSchedule | RRuleSchedule
    """The schedule for the deployment."""
    slug: NotRequired[str | None]
    """A unique identifier for the schedule."""


class DeploymentScheduleUpdate(TypedDict):
    active: NotRequired[bool | None]
    """Whether the schedule is active."""
    max_scheduled_runs: NotRequired[int | None]
    """The maximum number of scheduled runs for the schedule. More than 0."""
    parameters: NotRequired[dict[str, Any]]
    """A dictionary of parameter value overrides."""
    replaces: NotRequired[str | None]
    """The slug of an existing schedule that this schedule replaces. Used for renaming slugs."""
    schedule: NotRequired[IntervalSchedule | CronSchedule | RRuleSchedule | None]
    """The schedule for the deployment."""
    slug: NotRequired[str | None]
    """A unique identifier for the schedule."""


class DeploymentUpdate(TypedDict):
    """Data to update a deployment."""

    concurrency_limit: NotRequired[int | None]
    """The deployment's concurrency limit. More than 0."""
    concurrency_options: NotRequired[ConcurrencyOptions | None]
    """The deployment's concurrency options."""
    description: NotRequired[str | None]
    enforce_parameter_schema: NotRequired[bool | None]
    """Whether the deployment should enforce the parameter schema."""
    entrypoint: NotRequired[str | None]
    global_concurrency_limit_id: NotRequired[UUID | str | None]
    """The ID of the global concurrency limit to apply to the deployment."""
    infrastructure_document_id: NotRequired[UUID | str | None]
    job_variables: NotRequired[dict[str, Any] | None]
    """Overrides for the flow's infrastructure configuration."""
    parameter_openapi_schema: NotRequired[dict[str, Any] | None]
    """The parameter schema of the flow, including defaults."""
    parameters: NotRequired[dict[str, Any] | None]
    """Parameters for flow runs scheduled by the deployment."""
    path: NotRequired[str | None]
    paused: NotRequired[bool]
    """Whether the deployment is paused. Server default: ``false``."""
    pull_steps: NotRequired[list[dict[str, Any]] | None]
    schedules: NotRequired[list[DeploymentScheduleUpdate]]
    """A list of schedules for the deployment."""
    storage_document_id: NotRequired[UUID | str | None]
    tags: NotRequired[list[str]]
    """A list of deployment tags. For example ``["tag-1", "tag-2"]``."""
    version: NotRequired[str | None]
    version_info: NotRequired[VersionInfo | None]
    """A description of this version of the deployment."""
    work_pool_name: NotRequired[str | None]
    """The name of the deployment's work pool. For example ``"my-work-pool"``."""
    work_queue_name: NotRequired[str | None]


CreateDeploymentSchedulesBody: TypeAlias = list[DeploymentScheduleCreate]
"""The schedules to create."""


class DeploymentCreate(TypedDict):
    """Data to create a deployment."""

    concurrency_limit: NotRequired[int | None]
    """The deployment's concurrency limit. More than 0."""
    concurrency_options: NotRequired[ConcurrencyOptions | None]
    """The deployment's concurrency options."""
    description: NotRequired[str | None]
    enforce_parameter_schema: NotRequired[bool]
    """Whether the deployment should enforce the parameter schema. Server default: ``true``."""
    entrypoint: NotRequired[str | None]
    flow_id: UUID | str
    """The ID of the flow associated with the deployment."""
    global_concurrency_limit_id: NotRequired[UUID | str | None]
    """The ID of the global concurrency limit to apply to the deployment."""
    infrastructure_document_id: NotRequired[UUID | str | None]
    job_variables: NotRequired[dict[str, Any]]
    """Overrides for the flow's infrastructure configuration."""
    labels: NotRequired[dict[str, bool | int | float | str] | None]
    """A dictionary of key-value labels.

    Values can be strings, numbers, or booleans. For example ``{"key": "value1", "key2": 42}``.
    """
    name: str
    """The name of the deployment. For example ``"my-deployment"``."""
    parameter_openapi_schema: NotRequired[dict[str, Any] | None]
    """The parameter schema of the flow, including defaults."""
    parameters: NotRequired[dict[str, Any]]
    """Parameters for flow runs scheduled by the deployment."""
    path: NotRequired[str | None]
    paused: NotRequired[bool]
    """Whether the deployment is paused. Server default: ``false``."""
    pull_steps: NotRequired[list[dict[str, Any]] | None]
    schedules: NotRequired[list[DeploymentScheduleCreate]]
    """A list of schedules for the deployment."""
    storage_document_id: NotRequired[UUID | str | None]
    tags: NotRequired[list[str]]
    """A list of deployment tags. For example ``["tag-1", "tag-2"]``."""
    version: NotRequired[str | None]
    version_info: NotRequired[VersionInfo | None]
    """A description of this version of the deployment."""
    work_pool_name: NotRequired[str | None]
    """The name of the deployment's work pool. For example ``"my-work-pool"``."""
    work_queue_name: NotRequired[str | None]


class DeploymentFlowRunCreate(TypedDict):
    """Data to create a flow run from a deployment."""

    context: NotRequired[dict[str, Any]]
    empirical_policy: NotRequired[FlowRunPolicy]
    """The empirical policy for the flow run."""
    enforce_parameter_schema: NotRequired[bool | None]
    """Whether to enforce the parameter schema on this run."""
    idempotency_key: NotRequired[str | None]
    """An optional idempotency key.

    If a flow run with the same idempotency key has already been created, the existing flow run will be returned.
    """
    infrastructure_document_id: NotRequired[UUID | str | None]
    job_variables: NotRequired[dict[str, Any] | None]
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
    work_queue_name: NotRequired[str | None]


BulkCreateFlowRunsFromDeploymentBody: TypeAlias = list[DeploymentFlowRunCreate]
"""List of flow run configurations to create."""


class BulkDeleteDeploymentsBody(TypedDict):
    deployments: NotRequired[DeploymentFilter | None]
    """Filter criteria for deployments to delete."""
    limit: NotRequired[int | None]
    """Maximum number of deployments to delete. Defaults to 50. At least 1. At most 50."""


class CountDeploymentsBody(TypedDict):
    deployments: NotRequired[DeploymentFilter | None]
    flow_runs: NotRequired[FlowRunFilter | None]
    flows: NotRequired[FlowFilter | None]
    task_runs: NotRequired[TaskRunFilter | None]
    work_pool_queues: NotRequired[WorkQueueFilter | None]
    work_pools: NotRequired[WorkPoolFilter | None]


class PaginateDeploymentsBody(TypedDict):
    deployments: NotRequired[DeploymentFilter | None]
    flow_runs: NotRequired[FlowRunFilter | None]
    flows: NotRequired[FlowFilter | None]
    limit: NotRequired[int | None]
    """Defaults to PREFECT_SERVER_API_DEFAULT_LIMIT if not provided."""
    page: NotRequired[int | None]
    """Server default: ``1``. At least 1."""
    sort: NotRequired[DeploymentSort | None]
    """Server default: ``"NAME_ASC"``."""
    task_runs: NotRequired[TaskRunFilter | None]
    work_pool_queues: NotRequired[WorkQueueFilter | None]
    work_pools: NotRequired[WorkPoolFilter | None]


class ReadDeploymentsBody(TypedDict):
    deployments: NotRequired[DeploymentFilter | None]
    flow_runs: NotRequired[FlowRunFilter | None]
    flows: NotRequired[FlowFilter | None]
    limit: NotRequired[int | None]
    """Defaults to PREFECT_SERVER_API_DEFAULT_LIMIT if not provided."""
    offset: NotRequired[int | None]
    """Server default: ``0``. At least 0."""
    sort: NotRequired[DeploymentSort | None]
    """Server default: ``"NAME_ASC"``."""
    task_runs: NotRequired[TaskRunFilter | None]
    work_pool_queues: NotRequired[WorkQueueFilter | None]
    work_pools: NotRequired[WorkPoolFilter | None]
