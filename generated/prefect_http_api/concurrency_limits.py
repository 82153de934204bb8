# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Concurrency limits: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from typing import Unpack
from uuid import UUID

from . import models, operations, requests
from ._call import Call

__all__ = [
    "create_concurrency_limit",
    "decrement_concurrency_limits_v1",
    "delete_concurrency_limit",
    "delete_concurrency_limit_by_tag",
    "increment_concurrency_limits_v1",
    "read_concurrency_limit",
    "read_concurrency_limit_by_tag",
    "read_concurrency_limits",
    "reset_concurrency_limit_by_tag",
]


def create_concurrency_limit(**body: Unpack[requests.ConcurrencyLimitCreate]) -> Call[models.ConcurrencyLimit]:
    """Create a task run concurrency limit.

    For more information, see https://www.prefect.io/docs/v3/concepts/tag-based-concurrency-limits.

    Success status: 200 or 201.

    API: ``POST /concurrency_limits/``.
    """
    return Call(operations.CONCURRENCY_LIMITS_CREATE_CONCURRENCY_LIMIT, body=body)


def decrement_concurrency_limits_v1(
    **body: Unpack[requests.DecrementConcurrencyLimitsV1Body],
) -> Call[list[models.MinimalConcurrencyLimit]]:
    """Decrement concurrency limits for the given tags.

    Finds and revokes the lease for V2 limits or decrements V1 active slots. Returns the list of limits that were
    decremented.

    Success status: 200.

    API: ``POST /concurrency_limits/decrement``.
    """
    return Call(operations.CONCURRENCY_LIMITS_DECREMENT_CONCURRENCY_LIMITS_V1, body=body)


def read_concurrency_limits(**body: Unpack[requests.ReadConcurrencyLimitsBody]) -> Call[list[models.ConcurrencyLimit]]:
    """Query for concurrency limits.

    For each concurrency limit the `active_slots` field contains a list of TaskRun IDs currently using a concurrency
    slot for the specified tag.

    Success status: 200.

    API: ``POST /concurrency_limits/filter``.
    """
    return Call(operations.CONCURRENCY_LIMITS_READ_CONCURRENCY_LIMITS, body=body)


def increment_concurrency_limits_v1(
    **body: Unpack[requests.IncrementConcurrencyLimitsV1Body],
) -> Call[list[models.MinimalConcurrencyLimit]]:
    """Increment concurrency limits for the given tags.

    Success status: 200.

    API: ``POST /concurrency_limits/increment``.
    """
    return Call(operations.CONCURRENCY_LIMITS_INCREMENT_CONCURRENCY_LIMITS_V1, body=body)


def read_concurrency_limit_by_tag(tag: str, /) -> Call[models.ConcurrencyLimit]:
    """Get a concurrency limit by tag.

    The `active_slots` field contains a list of TaskRun IDs currently using a concurrency slot for the specified tag.

    Args:
        tag: The tag name.

    Success status: 200.

    API: ``GET /concurrency_limits/tag/{tag}``.
    """
    return Call(operations.CONCURRENCY_LIMITS_READ_CONCURRENCY_LIMIT_BY_TAG, tag)


def delete_concurrency_limit_by_tag(tag: str, /) -> Call[None]:
    """Delete the concurrency limit for a tag.

    Args:
        tag: The tag name.

    Success status: 200.

    API: ``DELETE /concurrency_limits/tag/{tag}``.
    """
    return Call(operations.CONCURRENCY_LIMITS_DELETE_CONCURRENCY_LIMIT_BY_TAG, tag)


def reset_concurrency_limit_by_tag(tag: str, /, **body: Unpack[requests.ResetConcurrencyLimitByTagBody]) -> Call[None]:
    """Reset the active slots of a tag's concurrency limit.

    Args:
        tag: The tag name.

    Success status: 200.

    API: ``POST /concurrency_limits/tag/{tag}/reset``.
    """
    return Call(operations.CONCURRENCY_LIMITS_RESET_CONCURRENCY_LIMIT_BY_TAG, tag, body=body)


def read_concurrency_limit(id: UUID | str, /) -> Call[models.ConcurrencyLimit]:
    """Get a concurrency limit by ID.

    The `active_slots` field contains a list of TaskRun IDs currently using a concurrency slot for the specified tag.

    Args:
        id: The concurrency limit ID.

    Success status: 200.

    API: ``GET /concurrency_limits/{id}``.
    """
    return Call(operations.CONCURRENCY_LIMITS_READ_CONCURRENCY_LIMIT, id)


def delete_concurrency_limit(id: UUID | str, /) -> Call[None]:
    """Delete a concurrency limit.

    Args:
        id: The concurrency limit ID.

    Success status: 200.

    API: ``DELETE /concurrency_limits/{id}``.
    """
    return Call(operations.CONCURRENCY_LIMITS_DELETE_CONCURRENCY_LIMIT, id)


def __dir__() -> list[str]:
    return __all__
