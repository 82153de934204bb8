# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 0e919d80227c4425) by `python -m generator`.
# Do not edit: `nox -s regenerate` writes it anew.
"""What the API answers about things."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from attrs import define

from .._decoding import Answer, Unknown, keyed_union


@define(kw_only=True, eq=False, repr=False)
class CronSchedule(Answer):
    """Cron schedule."""

    cron: str
    timezone: str


@define(kw_only=True, eq=False, repr=False)
class IntervalSchedule(Answer):
    """Interval schedule."""

    interval: float


if TYPE_CHECKING:
    AnySchedule: TypeAlias = CronSchedule | IntervalSchedule | Unknown
else:
    AnySchedule = keyed_union(
        "AnySchedule",
        {
            "cron": CronSchedule,
            "interval": IntervalSchedule,
        },
    )


@define(kw_only=True, eq=False, repr=False)
class Thing(Answer):
    """Thing."""

    schedule: AnySchedule | None = None
