"""Schedules of deployments: build, merge and compare them as the API expects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, cast

from prefect_http._utils import given
from prefect_http.errors import ArgumentError

if TYPE_CHECKING:
    from prefect_http.models import DeploymentSchedule
    from prefect_http_api.requests import (
        CronSchedule,
        DeploymentScheduleCreate,
        DeploymentScheduleUpdate,
        IntervalSchedule,
        RRuleSchedule,
    )

_KINDS: Final = ("cron", "interval", "rrule")

_KIND_OPTIONS: Final = {"cron": "day_or", "interval": "anchor_date"}
"""Options that apply to one kind of schedule only."""


def schedule_spec(**arguments: object) -> CronSchedule | IntervalSchedule | RRuleSchedule:
    """Return the part of a schedule that says when runs start.

    Args:
        **arguments: ``cron``, ``interval``, ``rrule``, ``timezone``, ``anchor_date`` and ``day_or``. None means not
            given.

    Raises:
        ArgumentError: Not exactly one of *cron*, *interval* and *rrule* is given, or an option does not apply to it.
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
        spec["interval"] = _seconds(spec["interval"])
    return cast("CronSchedule | IntervalSchedule | RRuleSchedule", spec)


def schedule_changes(
    current: DeploymentSchedule | None,
    *,
    when: Mapping[str, Any],
    parameters: Mapping[str, Any] | None,
    **changes: object,
) -> DeploymentScheduleUpdate:
    """Return the request body that updates only the given fields of *current*.

    Args:
        current: The schedule, or None if it does not exist. The server then reports that.
        when: Arguments of `schedule_spec`. What they lack is taken from *current*.
        parameters: Parameters for runs of the schedule.
        **changes: Other keys of the API. None means not given.

    Raises:
        ArgumentError: More than one of *cron*, *interval* and *rrule* is given, or an option does not apply to it.
    """
    body = given(parameters=None if parameters is None else dict(parameters), **changes)
    # The server removes the parameters if they are left out.
    if parameters is None and current is not None and current.parameters:
        body["parameters"] = current.parameters
    if given(**when):
        body["schedule"] = schedule_spec(**_fill_in(given(**when), current))
    return cast("DeploymentScheduleUpdate", body)


def merges_by_slug(current: Iterable[DeploymentSchedule]) -> bool:
    """Return whether the server would merge new schedules into *current* by slug, instead of replacing them."""
    slugs = [schedule.slug for schedule in current]
    return bool(slugs) and None not in slugs


def in_creation_order(schedules: Iterable[DeploymentSchedule]) -> list[DeploymentSchedule]:
    """Return *schedules* sorted by creation. The server sorts them by their last change."""
    return sorted(schedules, key=lambda schedule: schedule.created or datetime.min.replace(tzinfo=UTC))


def dropped_limits(
    created: Iterable[DeploymentSchedule], requested: Iterable[DeploymentScheduleCreate]
) -> list[tuple[DeploymentSchedule, int]]:
    """Return the *created* schedules that lack the requested ``max_scheduled_runs``, each with the requested value."""
    return [
        (schedule, limit)
        for schedule, request in zip(created, requested, strict=False)
        if (limit := request.get("max_scheduled_runs")) and schedule.max_scheduled_runs != limit
    ]


def _fill_in(when: dict[str, Any], current: DeploymentSchedule | None) -> dict[str, Any]:
    """Complete *when* from *current*. If the kind changes, only the timezone is kept."""
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


def _seconds(interval: object) -> float:
    if not isinstance(interval, timedelta):
        raise ArgumentError(f"interval must be a timedelta, got {interval!r}: use timedelta(seconds={interval!r})")
    return interval.total_seconds()
