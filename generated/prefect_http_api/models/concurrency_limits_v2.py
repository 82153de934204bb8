# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Response models: concurrency limits v2."""

from datetime import datetime
from uuid import UUID

from attrs import define

from .._models import IdentifiedModel, ResponseModel
from .shared import MinimalConcurrencyLimit


@define(kw_only=True, eq=False, repr=False)
class ConcurrencyLimitLease(ResponseModel):
    """A lease and the concurrency limits whose slots it holds."""

    lease_id: UUID
    limits: list[MinimalConcurrencyLimit]


@define(kw_only=True, eq=False, repr=False)
class ConcurrencyLimitV2(IdentifiedModel):
    """A global concurrency limit."""

    name: str
    """The name of the concurrency limit. Matches ``^[^/%&><]+$``."""
    limit: int
    """The concurrency limit."""
    id: UUID
    active: bool = True
    """Whether the concurrency limit is active."""
    active_slots: int = 0
    """The number of active slots."""
    avg_slot_occupancy_seconds: float = 2.0
    """The average amount of time a slot is occupied."""
    created: datetime | None = None
    denied_slots: int = 0
    """The number of denied slots."""
    slot_decay_per_second: float = 0
    """The decay rate for active slots when used as a rate limit."""
    updated: datetime | None = None
