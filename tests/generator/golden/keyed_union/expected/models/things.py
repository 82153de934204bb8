# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 0e919d80227c4425) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Response models: things."""

from typing import TYPE_CHECKING, TypeAlias

from attrs import define

from .._decoding import ResponseModel, Unknown, keyed_union

if TYPE_CHECKING:
    AnySchedule: TypeAlias = "CronSchedule | IntervalSchedule | Unknown"
else:
    AnySchedule = keyed_union(
        "AnySchedule",
        lambda: {
            "cron": CronSchedule,
            "interval": IntervalSchedule,
        },
    )


@define(kw_only=True, eq=False, repr=False)
class CronSchedule(ResponseModel):
    """Cron schedule."""

    cron: str
    timezone: str


@define(kw_only=True, eq=False, repr=False)
class IntervalSchedule(ResponseModel):
    """Interval schedule."""

    interval: float


@define(kw_only=True, eq=False, repr=False)
class Thing(ResponseModel):
    """Thing."""

    schedule: AnySchedule | None = None
