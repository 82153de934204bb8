# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 931354ab92140f7c) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Response models: things."""

from typing import TYPE_CHECKING, TypeAlias

from attrs import define

from .._decoding import Unknown, keyed_union
from .._models import ResponseModel

if TYPE_CHECKING:
    AnySchedule: TypeAlias = "CronSchedule | RRuleSchedule | Unknown"
else:
    AnySchedule = keyed_union(
        "AnySchedule",
        lambda: {
            "cron": CronSchedule,
            "rrule": RRuleSchedule,
        },
    )


@define(kw_only=True, eq=False, repr=False)
class CronSchedule(ResponseModel):
    """Cron schedule."""

    cron: str
    timezone: str


@define(kw_only=True, eq=False, repr=False)
class RRuleSchedule(ResponseModel):
    """R rule schedule."""

    rrule: str


@define(kw_only=True, eq=False, repr=False)
class Thing(ResponseModel):
    """Thing."""

    schedule: AnySchedule | None = None
