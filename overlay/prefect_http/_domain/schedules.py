"""Schedules: build, merge and compare schedules of deployments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final, cast

from prefect_http import models
from prefect_http._arguments import interval, mapping
from prefect_http._utils import given
from prefect_http.errors import ArgumentError
from prefect_http_api import requests

_KINDS: Final = ("cron", "interval", "rrule")

_KIND_OPTIONS: Final = {"cron": "day_or", "interval": "anchor_date"}
"""Options that apply to only one kind of schedule."""


def schedule_spec(**arguments: object) -> requests.CronSchedule | requests.IntervalSchedule | requests.RRuleSchedule:
    """Build the part of a schedule that defines when runs start.

    Args:
        **arguments: ``cron``, ``interval``, ``rrule``, ``timezone``, ``anchor_date`` and ``day_or``. None means unset.

    Raises:
        ArgumentError: Not exactly one of *cron*, *interval* and *rrule* is given, *day_or* is given without *cron*,
            *anchor_date* is given without *interval*, or *interval* is not a timedelta.
    """
    spec = given(**arguments)
    kinds = [kind for kind in _KINDS if kind in spec]
    if len(kinds) != 1:
        raise ArgumentError(
            f"a schedule requires exactly one of cron, interval and rrule, got {' and '.join(kinds) or 'none'}"
        )
    for kind, option in _KIND_OPTIONS.items():
        if option in spec and kinds != [kind]:
            raise ArgumentError(f"{option} requires {kind}, got {kinds[0]}")
    if "interval" in spec:
        spec["interval"] = interval(spec["interval"], "interval").total_seconds()
    return cast("requests.CronSchedule | requests.IntervalSchedule | requests.RRuleSchedule", spec)


def schedule_changes(
    current: models.DeploymentSchedule | None,
    *,
    when: Mapping[str, Any],
    parameters: Mapping[str, Any] | None,
    **changes: object,
) -> requests.DeploymentScheduleUpdate:
    """Build the request body that updates only the given fields of *current*.

    Args:
        current: Schedule to update, or None if it does not exist. The server then rejects the request.
        when: Arguments of `schedule_spec`. Unset arguments are taken from *current*.
        parameters: Parameters for runs of the schedule.
        **changes: ``active``, ``max_scheduled_runs`` and ``slug``. None means unset.

    Raises:
        ArgumentError: The updated schedule would not have exactly one of *cron*, *interval* and *rrule*, would have
            *day_or* without *cron* or *anchor_date* without *interval*, or *interval* is not a timedelta.
    """
    body = given(parameters=None if parameters is None else mapping(parameters, "parameters"), **changes)
    # The server removes the parameters if the request does not contain them.
    if parameters is None and current is not None and current.parameters:
        body["parameters"] = current.parameters
    if given(**when):
        body["schedule"] = schedule_spec(**_fill_in(given(**when), current))
    return cast("requests.DeploymentScheduleUpdate", body)


def merges_by_slug(current: Iterable[models.DeploymentSchedule]) -> bool:
    """Return whether the server would merge new schedules into *current* by slug, instead of replacing them."""
    slugs = [schedule.slug for schedule in current]
    return bool(slugs) and None not in slugs


def in_creation_order(schedules: Iterable[models.DeploymentSchedule]) -> list[models.DeploymentSchedule]:
    """Return *schedules*, oldest first. The server sorts schedules by their last change."""
    return sorted(schedules, key=lambda schedule: schedule.created or datetime.min.replace(tzinfo=UTC))


def dropped_limits(
    created: Iterable[models.DeploymentSchedule], requested: Iterable[requests.DeploymentScheduleCreate]
) -> list[tuple[models.DeploymentSchedule, int]]:
    """Return the *created* schedules whose ``max_scheduled_runs`` is not the requested value, with that value."""
    return [
        (schedule, limit)
        for schedule, request in zip(created, requested, strict=False)
        if (limit := request.get("max_scheduled_runs")) and schedule.max_scheduled_runs != limit
    ]


def _fill_in(when: dict[str, Any], current: models.DeploymentSchedule | None) -> dict[str, Any]:
    """Fill in the arguments missing from *when* with those of *current*. A new kind keeps only the timezone."""
    if current is None:
        return when
    kept = {
        key: getattr(current.schedule, key, None)
        for key in ("cron", "interval", "rrule", "timezone", "anchor_date", "day_or")
    }
    kinds = [kind for kind in _KINDS if kind in when]
    if kinds and kept[kinds[0]] is None:
        kept = {"timezone": kept["timezone"]}
    elif kept["interval"] is not None:
        kept["interval"] = timedelta(seconds=kept["interval"])
    return {**kept, **when}
