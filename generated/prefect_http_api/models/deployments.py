# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Response models: deployments."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

from attrs import define, field

from .._decoding import NullAsEmpty, OpenEnum, Seconds, Unknown, keyed_union, seconds
from .._models import IdentifiedModel, ResponseModel
from .shared import CreatedBy, GlobalConcurrencyLimit, QueueFilter

if TYPE_CHECKING:
    AnySchedule: TypeAlias = "CronSchedule | IntervalSchedule | RRuleSchedule | Unknown"
else:
    AnySchedule = keyed_union(
        "AnySchedule",
        lambda: {
            "cron": CronSchedule,
            "interval": IntervalSchedule,
            "rrule": RRuleSchedule,
        },
    )


class ConcurrencyLimitStrategy(OpenEnum):
    """Enumeration of concurrency collision strategies."""

    ENQUEUE = "ENQUEUE"
    CANCEL_NEW = "CANCEL_NEW"


@define(kw_only=True, eq=False, repr=False)
class ConcurrencyOptions(ResponseModel):
    """Concurrency options of a deployment."""

    collision_strategy: ConcurrencyLimitStrategy
    grace_period_seconds: int | None = None
    """Grace period in seconds for infrastructure to start before concurrency slots are revoked.

    If not set, falls back to server setting. At least 60. At most 86400.
    """


@define(kw_only=True, eq=False, repr=False)
class CronSchedule(ResponseModel):
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
    day_or: bool = True
    """Control croniter behavior for handling day and day_of_week entries."""
    timezone: str | None = None
    """For example ``"America/New_York"``."""


@define(kw_only=True, eq=False, repr=False)
class DeploymentSchedule(IdentifiedModel):
    """A schedule of a deployment."""

    schedule: AnySchedule
    """The schedule for the deployment."""
    id: UUID
    active: bool = True
    """Whether the schedule is active."""
    created: datetime | None = None
    deployment_id: UUID | None = None
    """The deployment ID associated with this schedule."""
    max_scheduled_runs: int | None = None
    """The maximum number of scheduled runs for the schedule. More than 0."""
    parameters: dict[str, Any] = field(factory=dict[str, Any])
    """A dictionary of parameter value overrides."""
    slug: str | None = None
    """A unique slug for the schedule."""
    updated: datetime | None = None


class DeploymentStatus(OpenEnum):
    """Enumeration of deployment statuses."""

    READY = "READY"
    NOT_READY = "NOT_READY"


@define(kw_only=True, eq=False, repr=False)
class UpdatedBy(ResponseModel):
    """The last updater of an object."""

    display_value: str | None = None
    """The display value for the updater."""
    id: UUID | None = None
    """The ID of the updater of the object."""
    type: str | None = None
    """The type of the updater of the object."""


@define(kw_only=True, eq=False, repr=False)
class Deployment(IdentifiedModel):
    """A deployment."""

    name: str
    """The name of the deployment."""
    flow_id: UUID
    """The flow ID associated with the deployment."""
    id: UUID
    concurrency_limit: int | None = None
    """DEPRECATED: Prefer `global_concurrency_limit`.

    Will always be None for backwards compatibility. Will be removed after December 2024.
    """
    concurrency_options: ConcurrencyOptions | None = None
    """The concurrency options for the deployment."""
    created: datetime | None = None
    created_by: CreatedBy | None = None
    """Optional information about the creator of this deployment."""
    description: str | None = None
    """A description for the deployment."""
    enforce_parameter_schema: bool = True
    """Whether the deployment should enforce the parameter schema."""
    entrypoint: str | None = None
    """The path to the entrypoint for the workflow, relative to the `path`."""
    global_concurrency_limit: GlobalConcurrencyLimit | None = None
    """The global concurrency limit object for enforcing the maximum number of flow runs that can be active at once."""
    infrastructure_document_id: UUID | None = None
    """The block document defining infrastructure to use for flow runs."""
    job_variables: dict[str, Any] = field(factory=dict[str, Any])
    """Overrides to apply to the base infrastructure block at runtime."""
    labels: NullAsEmpty[dict[str, bool | int | float | str]] = field(factory=dict[str, bool | int | float | str])
    """A dictionary of key-value labels.

    Values can be strings, numbers, or booleans. For example ``{"key": "value1", "key2": 42}``.
    """
    last_polled: datetime | None = None
    """The last time the deployment was polled for status updates."""
    parameter_openapi_schema: dict[str, Any] | None = None
    """The parameter schema of the flow, including defaults."""
    parameters: dict[str, Any] = field(factory=dict[str, Any])
    """Parameters for flow runs scheduled by the deployment."""
    path: str | None = None
    """The path to the working directory for the workflow, relative to remote storage or an absolute path."""
    paused: bool = False
    """Whether the deployment is paused."""
    pull_steps: list[dict[str, Any]] | None = None
    """Pull steps for cloning and running this deployment."""
    schedules: list[DeploymentSchedule] = field(factory=list["DeploymentSchedule"])
    """A list of schedules for the deployment."""
    status: DeploymentStatus | None = DeploymentStatus.NOT_READY
    """Whether the deployment is ready to run flows."""
    storage_document_id: UUID | None = None
    """The block document defining storage used for this flow."""
    tags: list[str] = field(factory=list[str])
    """A list of tags for the deployment. For example ``["tag-1", "tag-2"]``."""
    updated: datetime | None = None
    updated_by: UpdatedBy | None = None
    """Optional information about the updater of this deployment."""
    version: str | None = None
    """An optional version for the deployment."""
    work_pool_name: str | None = None
    """The name of the deployment's work pool."""
    work_queue_id: UUID | None = None
    """The ID of the work pool queue to which this deployment is assigned."""
    work_queue_name: str | None = None
    """The work queue for the deployment. If no work queue is set, work will not be scheduled."""

    def __attrs_post_init__(self) -> None:
        self.labels = self.labels or {}


@define(kw_only=True, eq=False, repr=False)
class DeploymentBulkDeleteResult(ResponseModel):
    """Response from bulk deployment deletion."""

    deleted: list[UUID] = field(factory=list[UUID])


@define(kw_only=True, eq=False, repr=False)
class DeploymentPage(ResponseModel):
    """A page of deployments."""

    results: list[Deployment]
    count: int
    limit: int
    pages: int
    page: int


@define(kw_only=True, eq=False, repr=False)
class DeploymentWorkQueue(IdentifiedModel):
    """A work queue."""

    name: str
    """The name of the work queue. Matches ``^[^/%&><]+$``."""
    id: UUID
    concurrency_limit: int | None = None
    """An optional concurrency limit for the work queue. At least 0."""
    created: datetime | None = None
    description: str | None = ""
    """An optional description for the work queue."""
    filter: QueueFilter | None = None
    """DEPRECATED: Filter criteria for the work queue."""
    is_paused: bool = False
    """Whether the work queue is paused."""
    last_polled: datetime | None = None
    """The last time an agent polled this queue for work."""
    priority: int = 1
    """The queue's priority. Lower values are higher priority (1 is the highest). More than 0."""
    updated: datetime | None = None
    work_pool_id: UUID | None = None
    """The work pool with which the queue is associated."""


class FlowRunCreateResultStatus(OpenEnum):
    """Values of ``FlowRunCreateResult.status``."""

    CREATED = "CREATED"
    FAILED = "FAILED"


@define(kw_only=True, eq=False, repr=False)
class FlowRunCreateResult(ResponseModel):
    """Per-run result for bulk create operations."""

    status: FlowRunCreateResultStatus
    error: str | None = None
    flow_run_id: UUID | None = None


@define(kw_only=True, eq=False, repr=False)
class FlowRunBulkCreateResult(ResponseModel):
    """Response from bulk flow run creation."""

    results: list[FlowRunCreateResult] = field(factory=list["FlowRunCreateResult"])


@define(kw_only=True, eq=False, repr=False)
class IntervalSchedule(ResponseModel):
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

    interval: Seconds
    anchor_date: datetime
    """For example ``"2020-01-01T00:00:00Z"``."""
    timezone: str | None = None
    """For example ``"America/New_York"``."""

    def __attrs_post_init__(self) -> None:
        self.interval = seconds(self.interval)


@define(kw_only=True, eq=False, repr=False)
class RRuleSchedule(ResponseModel):
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
    timezone: str | None = "UTC"
    """IANA time zone name."""
