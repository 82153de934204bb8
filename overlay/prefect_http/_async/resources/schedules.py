"""Schedules of deployments: list, create, replace, update, pause, resume and delete."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from prefect_http import models
from prefect_http._arguments import iterable, mapping
from prefect_http._async.resources._base import AsyncResource
from prefect_http._async.resources.deployment_lookup import (
    find_deployment,
    resolve_deployment,
    resolve_deployment_id,
)
from prefect_http._domain.parameters import check_deployment_parameters, check_parameter_names
from prefect_http._domain.references import SCHEDULE
from prefect_http._domain.schedules import (
    dropped_limits,
    in_creation_order,
    merges_by_slug,
    schedule_changes,
    schedule_spec,
)
from prefect_http._lazy import lazy_module
from prefect_http._utils import given
from prefect_http.errors import StatusError, TransportError
from prefect_http_api import deployments as api
from prefect_http_api import requests

if TYPE_CHECKING:
    from prefect_http import references
else:
    references = lazy_module("prefect_http.references")


class AsyncSchedules(AsyncResource):
    """Schedules of deployments: list, create, replace, update, pause, resume and delete.

    Changing a schedule creates no runs directly: the server's scheduler creates them shortly after.
    """

    async def list(self, deployment: references.Deployment) -> Sequence[models.DeploymentSchedule]:
        """List the schedules of a deployment, oldest first.

        All schedules are returned in one response, as part of the deployment.

        Args:
            deployment: ``"flow/deployment"`` or the ID.

        Raises:
            NotFoundError: The deployment does not exist.
            ArgumentError: *deployment* is neither a full name nor a valid UUID.

        API: ``GET /deployments/name/{flow_name}/{deployment_name}`` or ``GET /deployments/{id}``.
        """
        return in_creation_order((await find_deployment(self._connection, deployment)).schedules)

    async def create(
        self,
        deployment: references.Deployment,
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
        check_parameters: bool = True,
    ) -> models.DeploymentSchedule:
        """Create a schedule of a deployment and return it.

        Exactly one of *cron*, *interval* and *rrule* is required.

        Args:
            deployment: ``"flow/deployment"`` or the ID. A name requires one extra request.
            cron: Cron expression, such as ``"0 6 * * MON-FRI"``.
            interval: Time between two runs.
            rrule: iCalendar recurrence rule, such as ``"FREQ=MONTHLY;BYDAY=-1FR"``. If it has no start, the server may
                prepend a ``DTSTART``.
            timezone: IANA name, such as ``"Europe/Oslo"``. Default: UTC.
            anchor_date: Time from which intervals are counted, with a timezone. Requires *interval*. Default: now.
            day_or: Whether a date matches *cron* if either its day of the month or its day of the week matches. If
                False, both must match. Requires *cron*. Default: chosen by the server, which uses True.
            active: Whether the schedule creates runs. Default: chosen by the server, which uses True.
            parameters: Parameters for runs of the schedule, which override the deployment's parameters. Default: none.
            max_scheduled_runs: Maximum number of runs to schedule ahead. Default: chosen by the server.
            slug: Name that is unique among the schedules of the deployment. Default: none.
            check_parameters: Whether to reject parameters that the flow does not have, which would crash the runs.
                Requires the deployment's name or model: for an ID, nothing is checked, since its schema is unknown.
                Default: True.

        Raises:
            NotFoundError: The deployment does not exist.
            ValidationError: The expression or the timezone is invalid.
            ConflictError: The deployment has a schedule with this slug.
            ArgumentError: Not exactly one of *cron*, *interval* and *rrule* is given, an option does not apply to it,
                *anchor_date* has no timezone, *deployment* is neither a full name nor a valid UUID, or the flow has no
                such parameter.

        API: ``POST /deployments/{id}/schedules``.
        """
        when = schedule_spec(
            cron=cron, interval=interval, rrule=rrule, timezone=timezone, anchor_date=anchor_date, day_or=day_or
        )
        schedule = given(
            schedule=when,
            active=active,
            parameters=None if parameters is None else mapping(parameters, "parameters"),
            max_scheduled_runs=max_scheduled_runs,
            slug=slug,
        )
        found = await resolve_deployment(self._connection, deployment)
        if check_parameters:
            check_parameter_names(parameters, found.parameter_openapi_schema, deployment)
        return await self._create(found.id, schedule)

    async def replace(
        self,
        deployment: references.Deployment,
        schedules: Iterable[requests.DeploymentScheduleCreate],
        *,
        check_parameters: bool = True,
    ) -> Sequence[models.DeploymentSchedule]:
        """Replace all schedules of a deployment and return the new ones.

        The server replaces the schedules in one transaction, so a failure leaves the old ones in place. Only
        ``max_scheduled_runs``, which the endpoint drops, is set afterwards, with one request per schedule.

        Args:
            deployment: ``"flow/deployment"`` or the ID.
            schedules: New schedules, such as
                ``{"schedule": {"cron": "0 6 * * *", "timezone": "Europe/Oslo"}, "active": False}``. An empty list
                removes all schedules.
            check_parameters: Whether to reject parameters that the flow does not have, which would crash the runs.
                Default: True.

        Raises:
            NotFoundError: The deployment does not exist.
            ValidationError: A schedule is invalid. The old schedules are kept.
            ConflictError: Two schedules have the same slug. The old schedules are kept.
            ArgumentError: *deployment* is neither a full name nor a valid UUID, or the flow has no such parameter.

        API: ``PATCH /deployments/{id}``.
        """
        requested = list(iterable(schedules, "schedules"))
        current = await find_deployment(self._connection, deployment)
        if check_parameters:
            check_deployment_parameters({"schedules": requested}, current.parameter_openapi_schema, deployment)
        # If every existing schedule has a slug, the server merges by slug. If one has no slug, it replaces all of them.
        # So a temporary schedule without a slug is created first, which is replaced too.
        surplus = None
        if merges_by_slug(current.schedules):
            surplus = await self._create(current.id, {"schedule": {"cron": "0 0 1 1 *"}, "active": False})
        try:
            changes = cast("list[requests.DeploymentScheduleUpdate]", requested)
            await self._connection.send(api.update_deployment(current.id, schedules=changes))
        except (StatusError, TransportError):
            if surplus is not None:
                with suppress(StatusError, TransportError):
                    await self._connection.send(api.delete_deployment_schedule(current.id, surplus.id))
            raise
        created = await self.list(current.id)
        dropped = dropped_limits(created, requested)
        for schedule, limit in dropped:
            await self.update(current.id, schedule.id, max_scheduled_runs=limit)
        return await self.list(current.id) if dropped else created

    async def update(
        self,
        deployment: references.Deployment,
        schedule_id: references.Schedule,
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
        check_parameters: bool = True,
    ) -> None:
        """Update the given fields of a schedule.

        The schedule is read first, so that other fields can be kept: the endpoint itself drops the timezone if the
        expression changes, and drops the parameters on any change. Scheduled runs that have not started are deleted.
        The scheduler creates new ones. The API can change ``max_scheduled_runs`` and ``slug``, but not remove them.

        Args:
            deployment: ``"flow/deployment"`` or the ID.
            schedule_id: ID of the schedule.
            cron: Cron expression. At most one of *cron*, *interval* and *rrule* can be given.
            interval: Time between two runs.
            rrule: iCalendar recurrence rule.
            timezone: IANA name, such as ``"Europe/Oslo"``.
            anchor_date: Time from which intervals are counted, with a timezone.
            day_or: Whether a date matches *cron* if either its day of the month or its day of the week matches.
            active: Whether the schedule creates runs.
            parameters: Parameters for runs of the schedule, which replace its existing ones. An empty mapping removes
                them.
            max_scheduled_runs: Maximum number of runs to schedule ahead.
            slug: Name that is unique among the schedules of the deployment.
            check_parameters: Whether to reject parameters that the flow does not have, which would crash the runs.
                Default: True.

        Raises:
            NotFoundError: The deployment or the schedule does not exist.
            ValidationError: The expression or the timezone is invalid.
            ArgumentError: More than one of *cron*, *interval* and *rrule* is given, an option does not apply to it,
                *anchor_date* has no timezone, *deployment* is neither a full name nor a valid UUID, *schedule_id* is
                not a valid UUID, or the flow has no such parameter.

        API: ``PATCH /deployments/{id}/schedules/{schedule_id}``.
        """
        ident = SCHEDULE.parse(schedule_id)
        current = await find_deployment(self._connection, deployment)
        if check_parameters:
            check_parameter_names(parameters, current.parameter_openapi_schema, deployment)
        changes = schedule_changes(
            next((schedule for schedule in current.schedules if schedule.id == ident), None),
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
        await self._connection.send(api.update_deployment_schedule(current.id, ident, **changes))

    async def pause(self, deployment: references.Deployment, schedule_id: references.Schedule) -> None:
        """Pause a schedule. Scheduled runs that have not started are deleted.

        Args:
            deployment: ``"flow/deployment"`` or the ID.
            schedule_id: ID of the schedule.

        Raises:
            NotFoundError: The deployment or the schedule does not exist.
            ArgumentError: *deployment* is neither a full name nor a valid UUID, or *schedule_id* is not a valid UUID.

        API: ``PATCH /deployments/{id}/schedules/{schedule_id}``.
        """
        await self.update(deployment, schedule_id, active=False)

    async def resume(self, deployment: references.Deployment, schedule_id: references.Schedule) -> None:
        """Resume a schedule.

        Args:
            deployment: ``"flow/deployment"`` or the ID.
            schedule_id: ID of the schedule.

        Raises:
            NotFoundError: The deployment or the schedule does not exist.
            ArgumentError: *deployment* is neither a full name nor a valid UUID, or *schedule_id* is not a valid UUID.

        API: ``PATCH /deployments/{id}/schedules/{schedule_id}``.
        """
        await self.update(deployment, schedule_id, active=True)

    async def delete(self, deployment: references.Deployment, schedule_id: references.Schedule) -> None:
        """Delete a schedule and its scheduled runs that have not started.

        Args:
            deployment: ``"flow/deployment"`` or the ID. A name requires one extra request.
            schedule_id: ID of the schedule.

        Raises:
            NotFoundError: The deployment or the schedule does not exist.
            ArgumentError: *deployment* is neither a full name nor a valid UUID, or *schedule_id* is not a valid UUID.

        API: ``DELETE /deployments/{id}/schedules/{schedule_id}``.
        """
        ident = SCHEDULE.parse(schedule_id)
        await self._connection.send(
            api.delete_deployment_schedule(await resolve_deployment_id(self._connection, deployment), ident)
        )

    async def _create(self, ident: UUID, schedule: Mapping[str, Any]) -> models.DeploymentSchedule:
        call = api.create_deployment_schedules(ident, [cast("requests.DeploymentScheduleCreate", schedule)])
        created = await self._connection.send(call)
        if len(created) != 1:
            from prefect_http._http.response import unexpected_response

            raise unexpected_response(call, "$", f"Expected one schedule, got {len(created)}")
        return created[0]
