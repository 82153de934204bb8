# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Request types: typed dicts that mirror the JSON."""

from __future__ import annotations

from typing import Literal, NotRequired
from uuid import UUID

from .._typed_dict import TypedDict


class BulkDecrementActiveSlotsBody(TypedDict):
    create_if_missing: NotRequired[bool | None]
    """Deprecated."""
    names: list[str]
    """At least 1 item."""
    occupancy_seconds: NotRequired[float | None]
    """More than 0."""
    slots: int
    """More than 0."""


class BulkDecrementActiveSlotsWithLeaseBody(TypedDict):
    lease_id: UUID | str
    """The ID of the lease corresponding to the concurrency limits to decrement."""


class BulkIncrementActiveSlotsBody(TypedDict):
    create_if_missing: NotRequired[bool | None]
    """Deprecated."""
    mode: NotRequired[Literal["concurrency", "rate_limit"] | None]
    """Server default: ``"concurrency"``."""
    names: list[str]
    """At least 1 item."""
    slots: int
    """More than 0."""


class ReadAllConcurrencyLimitsV2Body(TypedDict):
    limit: NotRequired[int | None]
    """Defaults to PREFECT_SERVER_API_DEFAULT_LIMIT if not provided."""
    offset: NotRequired[int | None]
    """Server default: ``0``. At least 0."""


class RenewConcurrencyLeaseBody(TypedDict):
    lease_duration: NotRequired[float | None]
    """The duration of the lease in seconds. Server default: ``300``. At least 60. At most 86400."""


class ConcurrencyLeaseHolder(TypedDict):
    """Model for validating concurrency lease holder information."""

    id: UUID | str
    type: Literal["flow_run", "task_run", "deployment"]


class ConcurrencyLimitV2Create(TypedDict):
    """Data to create a global concurrency limit."""

    active: NotRequired[bool]
    """Whether the concurrency limit is active. Server default: ``true``."""
    active_slots: NotRequired[int]
    """The number of active slots. Server default: ``0``. At least 0."""
    denied_slots: NotRequired[int]
    """The number of denied slots. Server default: ``0``. At least 0."""
    limit: int
    """The concurrency limit. At least 0."""
    name: str
    """The name of the concurrency limit. Matches ``^[^/%&><]+$``."""
    slot_decay_per_second: NotRequired[float]
    """The decay rate for active slots when used as a rate limit. Server default: ``0``. At least 0."""


class ConcurrencyLimitV2Update(TypedDict):
    """Data to update a global concurrency limit."""

    active: NotRequired[bool | None]
    active_slots: NotRequired[int | None]
    """At least 0."""
    denied_slots: NotRequired[int | None]
    """At least 0."""
    limit: NotRequired[int | None]
    """At least 0."""
    name: NotRequired[str | None]
    """Matches ``^[^/%&><]+$``."""
    slot_decay_per_second: NotRequired[float | None]
    """At least 0."""


class BulkIncrementActiveSlotsWithLeaseBody(TypedDict):
    holder: NotRequired[ConcurrencyLeaseHolder | None]
    """The holder of the lease with type (flow_run, task_run, or deployment) and ID."""
    lease_duration: NotRequired[float | None]
    """The duration of the lease in seconds. Server default: ``300``. At least 60. At most 86400."""
    mode: NotRequired[Literal["concurrency", "rate_limit"] | None]
    """Server default: ``"concurrency"``."""
    names: list[str]
    """At least 1 item."""
    slots: int
    """More than 0."""
