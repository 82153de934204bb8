# Generated from _async/resources/schedules.py by `python -m generator.unasync`.
# Do not edit: change that file, and run this.
"""The schedules of deployments."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from prefect_http._domain.references import parse_schedule
from prefect_http._domain.schedules import as_created, dropped_limits, merged_by_slug, schedule_changes, timing
from prefect_http._sync.resources._base import Resource
from prefect_http._sync.resources.deployment_lookup import deployment_id, find_deployment
from prefect_http._utils import given
from prefect_http.errors import StatusError, TransportError
from prefect_http_api import deployments as api

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime, timedelta
    from uuid import UUID

    from prefect_http.models import DeploymentSchedule
    from prefect_http_api.requests import DeploymentScheduleCreate, DeploymentScheduleUpdate


class Schedules(Resource):
    """The schedules of deployments: when the server starts runs by itself.

    A deployment is named as everywhere: ``"flow/deployment"``, or its id. Nothing here makes runs, which the server's
    scheduler does a little later.
    """

    def list(self, deployment: str | UUID) -> Sequence[DeploymentSchedule]:
        """Return the schedules of a deployment, in the order in which they were made.

        They come with the deployment, all at once: ``GET /deployments/name/{flow_name}/{deployment_name}`` or
        ``GET /deployments/{id}``.

        Raises:
            NotFoundError: there is no such deployment.
            ArgumentError: *deployment* is neither a full name nor an id.
        """
        return as_created((find_deployment(self._connection, deployment)).schedules)

    def add(
        self,
        deployment: str | UUID,
        *,
        cron: str | None = None,
        interval: timedelta | None = None,
        rrule: str | None = None,
        timezone: str = "UTC",
        anchor_date: datetime | None = None,
        day_or: bool | None = None,
        active: bool | None = None,
        parameters: Mapping[str, Any] | None = None,
        max_scheduled_runs: int | None = None,
        slug: str | None = None,
    ) -> DeploymentSchedule:
        """Add a schedule to those that a deployment has, and return it (``POST /deployments/{id}/schedules``).

        Args:
            deployment: ``"flow/deployment"``, which costs one request more, or the deployment's id.
            cron: such as ``"0 6 * * MON-FRI"``. Exactly one of *cron*, *interval* and *rrule* is given.
            interval: the time from one run to the next.
            rrule: a recurrence rule of iCalendar, such as ``"FREQ=MONTHLY;BYDAY=-1FR"``. Where it does not say when to
                begin, the server may write a ``DTSTART`` before it.
            timezone: where the clock hangs, such as ``"Europe/Oslo"``.
            anchor_date: a point in time, with a timezone, from which intervals are counted; now by default.
            day_or: whether a day of the month or of the week is enough in *cron*; if not, both have to be right. By
                default it is.
            active: False for a schedule that rests; it is active by default.
            parameters: for the runs of this schedule, over those of the deployment.
            max_scheduled_runs: how many runs may be waiting for their time.
            slug: a name for it, which no other schedule of the deployment has.

        Raises:
            NotFoundError: there is no such deployment.
            ValidationError: the server does not understand the expression, or does not know the timezone.
            ConflictError: the deployment has a schedule with this slug.
            ArgumentError: it is not exactly one of the three, there is what does not belong to it, or *anchor_date*
                has no timezone.
        """
        when = timing(
            cron=cron, interval=interval, rrule=rrule, timezone=timezone, anchor_date=anchor_date, day_or=day_or
        )
        schedule = given(
            schedule=when,
            active=active,
            parameters=None if parameters is None else dict(parameters),
            max_scheduled_runs=max_scheduled_runs,
            slug=slug,
        )
        return self._add(deployment_id(self._connection, deployment), schedule)

    def replace(
        self, deployment: str | UUID, schedules: Iterable[DeploymentScheduleCreate]
    ) -> Sequence[DeploymentSchedule]:
        """Give a deployment these schedules and no others, and return them as the server made them.

        The old ones go and the new ones come in one step (``PATCH /deployments/{id}``), or nothing happens. Only
        ``max_scheduled_runs`` are set after it, one request each, because this endpoint drops them. For none, give an
        empty list.

        Args:
            deployment: ``"flow/deployment"``, or the deployment's id.
            schedules: the keys of the API, such as
                ``{"schedule": {"cron": "0 6 * * *", "timezone": "Europe/Oslo"}, "active": False}``.

        Raises:
            NotFoundError: there is no such deployment.
            ValidationError: the server does not understand one of them; the old ones are still there.
            ConflictError: two have the same slug; the old ones are still there.
        """
        wanted = list(schedules)
        found = find_deployment(self._connection, deployment)
        # A server merges new schedules with old ones by their slugs, if every old one has a slug. One without makes
        # that it replaces them all, this one included.
        surplus = None
        if merged_by_slug(found.schedules):
            surplus = self._add(found.id, {"schedule": {"cron": "0 0 1 1 *"}, "active": False})
        try:
            changes = cast("list[DeploymentScheduleUpdate]", wanted)
            self._connection.send(api.update_deployment(found.id, schedules=changes))
        except (StatusError, TransportError):
            if surplus is not None:
                with suppress(StatusError, TransportError):
                    self._connection.send(api.delete_deployment_schedule(found.id, surplus.id))
            raise
        made = self.list(found.id)
        dropped = dropped_limits(made, wanted)
        for schedule, limit in dropped:
            self.update(found.id, schedule.id, max_scheduled_runs=limit)
        return self.list(found.id) if dropped else made

    def update(
        self,
        deployment: str | UUID,
        schedule_id: str | UUID,
        *,
        cron: str | None = None,
        interval: timedelta | None = None,
        rrule: str | None = None,
        timezone: str | None = None,
        anchor_date: datetime | None = None,
        day_or: bool | None = None,
        active: bool | None = None,
        parameters: Mapping[str, Any] | None = None,
        max_scheduled_runs: int | None = None,
        slug: str | None = None,
    ) -> None:
        """Change a schedule in what is given (``PATCH /deployments/{id}/schedules/{schedule_id}``).

        It is read first, and what is not given stays as it was; the endpoint by itself would forget the timezone with
        a new expression, and the parameters with any change. Runs that were scheduled by it and have not begun are
        deleted, for the scheduler to make new ones. ``max_scheduled_runs`` and ``slug`` can be changed, but the API
        cannot take them away again.

        Args:
            deployment: ``"flow/deployment"``, or the deployment's id.
            schedule_id: the schedule's id.
            cron: as for ``add``, like all the others; at most one of *cron*, *interval* and *rrule* is given.
            interval: the time from one run to the next.
            rrule: a recurrence rule of iCalendar.
            timezone: where the clock hangs.
            anchor_date: a point in time, with a timezone, from which intervals are counted.
            day_or: whether a day of the month or of the week is enough in *cron*.
            active: whether it starts runs.
            parameters: for the runs of this schedule, in place of those that it had; an empty mapping for none.
            max_scheduled_runs: how many runs may be waiting for their time.
            slug: a name for it, which no other schedule of the deployment has.

        Raises:
            NotFoundError: there is no such deployment, or it has no such schedule.
            ValidationError: the server does not understand the expression, or does not know the timezone.
            ArgumentError: it is more than one of the three, or there is what does not belong to it.
        """
        ident = parse_schedule(schedule_id)
        found = find_deployment(self._connection, deployment)
        changes = schedule_changes(
            next((schedule for schedule in found.schedules if schedule.id == ident), None),
            when={
                "cron": cron,
                "interval": interval,
                "rrule": rrule,
                "timezone": timezone,
                "anchor_date": anchor_date,
                "day_or": day_or,
            },
            parameters=parameters,
            active=active,
            max_scheduled_runs=max_scheduled_runs,
            slug=slug,
        )
        self._connection.send(api.update_deployment_schedule(found.id, ident, **changes))

    def pause(self, deployment: str | UUID, schedule_id: str | UUID) -> None:
        """Let a schedule rest. Runs that were scheduled by it and have not begun are deleted.

        It rests on the endpoint of ``update``, with ``active=False``.

        Raises:
            NotFoundError: there is no such deployment, or it has no such schedule.
        """
        self.update(deployment, schedule_id, active=False)

    def resume(self, deployment: str | UUID, schedule_id: str | UUID) -> None:
        """Let a schedule start runs again.

        It rests on the endpoint of ``update``, with ``active=True``.

        Raises:
            NotFoundError: there is no such deployment, or it has no such schedule.
        """
        self.update(deployment, schedule_id, active=True)

    def delete(self, deployment: str | UUID, schedule_id: str | UUID) -> None:
        """Delete a schedule, and the runs that it scheduled (``DELETE /deployments/{id}/schedules/{schedule_id}``).

        Raises:
            NotFoundError: there is no such deployment, or it has no such schedule.
            ArgumentError: *schedule_id* is no id.
        """
        ident = parse_schedule(schedule_id)
        self._connection.send(api.delete_deployment_schedule(deployment_id(self._connection, deployment), ident))

    def _add(self, ident: UUID, schedule: Mapping[str, Any]) -> DeploymentSchedule:
        call = api.create_deployment_schedules(ident, [cast("DeploymentScheduleCreate", schedule)])
        made = self._connection.send(call)
        if len(made) != 1:
            from prefect_http._http.response import unexpected_response

            raise unexpected_response(call, "$", f"Expected one schedule, got {len(made)}")
        return made[0]
