# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Response models: concurrency limits."""

from datetime import datetime
from uuid import UUID

from attrs import define, field

from .._models import IdentifiedModel


@define(kw_only=True, eq=False, repr=False)
class ConcurrencyLimit(IdentifiedModel):
    """A concurrency limit."""

    tag: str
    """A tag the concurrency limit is applied to."""
    concurrency_limit: int
    """The concurrency limit."""
    id: UUID
    active_slots: list[UUID] = field(factory=list[UUID])
    """A list of active run IDs using a concurrency slot."""
    created: datetime | None = None
    updated: datetime | None = None
