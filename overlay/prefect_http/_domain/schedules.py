"""When a schedule starts runs, as the API writes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

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

_OWN = {"cron": "day_or", "interval": "anchor_date"}
"""What belongs to one kind of schedule only."""


def timing(**arguments: object) -> CronSchedule | IntervalSchedule | RRuleSchedule:
    """Return the part of a schedule that says when, of the arguments that are not None.

    Args:
        **arguments: ``cron``, ``interval``, ``rrule``, ``timezone``, ``anchor_date`` and ``day_or``.

    Raises:
        ArgumentError: it is not exactly one of cron, interval and rrule, or there is what does not belong to it.
    """
    written = given(**arguments)
    kinds = [kind for kind in ("cron", "interval", "rrule") if kind in written]
    if len(kinds) != 1:
        was = " and ".join(kinds) or "none of them"
        raise ArgumentError(f"a schedule has exactly one of cron, interval and rrule, and this one has {was}")
    for kind, own in _OWN.items():
        if own in written and kinds != [kind]:
            raise ArgumentError(f"{own} belongs to a schedule with {kind}, and this one has {kinds[0]}")
    if "interval" in written:
        written["interval"] = _seconds(written["interval"])
    return cast("CronSchedule | IntervalSchedule | RRuleSchedule", written)


def schedule_changes(
    current: DeploymentSchedule | None,
    *,
    when: Mapping[str, Any],
    parameters: Mapping[str, Any] | None,
    **changes: object,
) -> DeploymentScheduleUpdate:
    """Return the body that changes *current* in what is given, which is what is not None, and in nothing else.

    Args:
        current: the schedule as it is; None when there is none, which the server is left to say.
        when: the arguments of ``timing``; what is missing there is taken from *current*.
        parameters: the parameters that the schedule's runs are to have.
        **changes: further keys of the API.

    Raises:
        ArgumentError: it is more than one of cron, interval and rrule, or there is what does not belong to it.
    """
    body = given(parameters=None if parameters is None else dict(parameters), **changes)
    # Where they are left out, the server takes it that there are none any more.
    if parameters is None and current is not None and current.parameters:
        body["parameters"] = current.parameters
    if given(**when):
        body["schedule"] = timing(**_completed(given(**when), current))
    return cast("DeploymentScheduleUpdate", body)


def merged_by_slug(current: Iterable[DeploymentSchedule]) -> bool:
    """Return whether a server that is given new schedules would keep those of *current* that are not among them."""
    slugs = [schedule.slug for schedule in current]
    return bool(slugs) and None not in slugs


def as_created(schedules: Iterable[DeploymentSchedule]) -> list[DeploymentSchedule]:
    """Return *schedules* in the order in which they were made; the server gives them as they were last changed."""
    return sorted(schedules, key=lambda schedule: schedule.created or datetime.min.replace(tzinfo=UTC))


def dropped_limits(
    made: Iterable[DeploymentSchedule], wanted: Iterable[DeploymentScheduleCreate]
) -> list[tuple[DeploymentSchedule, int]]:
    """Return which of *made* lack the ``max_scheduled_runs`` that the same one of *wanted* has."""
    return [
        (schedule, limit)
        for schedule, asked in zip(made, wanted, strict=False)
        if (limit := asked.get("max_scheduled_runs")) and schedule.max_scheduled_runs != limit
    ]


def _completed(when: dict[str, Any], current: DeploymentSchedule | None) -> dict[str, Any]:
    """Return *when* with what it leaves open and *current* has: all that goes with the same kind, else the timezone."""
    if current is None:
        return when
    kept = {
        key: getattr(current.schedule, key, None)
        for key in ("cron", "interval", "rrule", "timezone", "anchor_date", "day_or")
    }
    kinds = [kind for kind in ("cron", "interval", "rrule") if kind in when]
    if kinds and kept[kinds[0]] is None:
        kept = {"timezone": kept["timezone"]}
    elif kept["interval"] is not None:
        kept["interval"] = timedelta(seconds=kept["interval"])
    return {**kept, **when}


def _seconds(interval: object) -> float:
    if not isinstance(interval, timedelta):
        raise ArgumentError(f"interval={interval!r} has no unit: write timedelta(seconds={interval!r})")
    return interval.total_seconds()
