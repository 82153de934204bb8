# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 b2df04dd869d2a0e) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Response models: things."""

from attrs import define, field

from .._decoding import NullAsEmpty, Seconds, seconds
from .._models import ResponseModel


@define(kw_only=True, eq=False, repr=False)
class IntervalSchedule(ResponseModel):
    """Interval schedule."""

    interval: Seconds

    def __attrs_post_init__(self) -> None:
        self.interval = seconds(self.interval)


@define(kw_only=True, eq=False, repr=False)
class Thing(ResponseModel):
    """Thing."""

    schedule: IntervalSchedule
    labels: NullAsEmpty[dict[str, str]] = field(factory=dict[str, str])

    def __attrs_post_init__(self) -> None:
        self.labels = self.labels or {}
