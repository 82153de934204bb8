# Generated from the OpenAPI document of Prefect 3.8.8 (sha256 b981dff6f84527fe) by `python -m generator`.
# Do not edit: `nox -s regenerate` writes it anew.

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict
from uuid import UUID


class BulkDecrementActiveSlotsBody(TypedDict):
    create_if_missing: NotRequired[bool]
    names: list[str]
    occupancy_seconds: NotRequired[float | None]
    slots: int


class BulkDecrementActiveSlotsWithLeaseBody(TypedDict):
    lease_id: UUID | str
    """The ID of the lease corresponding to the concurrency limits to decrement."""


class BulkIncrementActiveSlotsBody(TypedDict):
    create_if_missing: NotRequired[bool | None]
    mode: NotRequired[Literal["concurrency", "rate_limit"]]
    names: list[str]
    slots: int


class ReadAllConcurrencyLimitsV2Body(TypedDict):
    limit: NotRequired[int]
    """Defaults to PREFECT_SERVER_API_DEFAULT_LIMIT if not provided."""
    offset: NotRequired[int]


class RenewConcurrencyLeaseBody(TypedDict):
    lease_duration: NotRequired[float]
    """The duration of the lease in seconds."""


class ConcurrencyLeaseHolder(TypedDict):
    """Model for validating concurrency lease holder information."""

    id: UUID | str
    type: Literal["flow_run", "task_run", "deployment"]


class ConcurrencyLimitV2Create(TypedDict):
    """Data used by the Prefect REST API to create a v2 concurrency limit."""

    active: NotRequired[bool]
    """Whether the concurrency limit is active."""
    active_slots: NotRequired[int]
    """The number of active slots."""
    denied_slots: NotRequired[int]
    """The number of denied slots."""
    limit: int
    """The concurrency limit."""
    name: str
    """The name of the concurrency limit."""
    slot_decay_per_second: NotRequired[float]
    """The decay rate for active slots when used as a rate limit."""


class ConcurrencyLimitV2Update(TypedDict):
    """Data used by the Prefect REST API to update a v2 concurrency limit."""

    active: NotRequired[bool | None]
    active_slots: NotRequired[int | None]
    denied_slots: NotRequired[int | None]
    limit: NotRequired[int | None]
    name: NotRequired[str | None]
    slot_decay_per_second: NotRequired[float | None]


class BulkIncrementActiveSlotsWithLeaseBody(TypedDict):
    holder: NotRequired[ConcurrencyLeaseHolder | None]
    """The holder of the lease with type (flow_run, task_run, or deployment) and id."""
    lease_duration: NotRequired[float]
    """The duration of the lease in seconds."""
    mode: NotRequired[Literal["concurrency", "rate_limit"]]
    names: list[str]
    slots: int
