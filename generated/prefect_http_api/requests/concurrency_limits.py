# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Request types: typed dicts that mirror the JSON."""

from __future__ import annotations

from typing import NotRequired
from uuid import UUID

from .._typed_dict import TypedDict


class DecrementConcurrencyLimitsV1Body(TypedDict):
    names: list[str]
    """The tags to release a slot for."""
    task_run_id: UUID | str
    """The ID of the task run releasing the slot."""


class IncrementConcurrencyLimitsV1Body(TypedDict):
    names: list[str]
    """The tags to acquire a slot for."""
    task_run_id: UUID | str
    """The ID of the task run acquiring the slot."""


class ReadConcurrencyLimitsBody(TypedDict):
    limit: NotRequired[int | None]
    """Defaults to PREFECT_SERVER_API_DEFAULT_LIMIT if not provided."""
    offset: NotRequired[int | None]
    """Server default: ``0``. At least 0."""


class ResetConcurrencyLimitByTagBody(TypedDict):
    slot_override: NotRequired[list[UUID | str] | None]
    """Manual override for active concurrency limit slots."""


class ConcurrencyLimitCreate(TypedDict):
    """Data to create a concurrency limit."""

    concurrency_limit: int
    """The concurrency limit."""
    tag: str
    """A tag the concurrency limit is applied to."""
