# Generated from the OpenAPI document of Prefect 3.8.8 (sha256 b981dff6f84527fe) by `python -m generator`.
# Do not edit: `nox -s regenerate` writes it anew.
"""Concurrency limits: one function for each operation, which returns the call of it and does no I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import operations
from ._call import Call

if TYPE_CHECKING:
    from typing import Unpack
    from uuid import UUID

    from .models import ConcurrencyLimit, MinimalConcurrencyLimit
    from .requests import (
        ConcurrencyLimitCreate,
        DecrementConcurrencyLimitsV1Body,
        IncrementConcurrencyLimitsV1Body,
        ReadConcurrencyLimitsBody,
        ResetConcurrencyLimitByTagBody,
    )


def create_concurrency_limit(**body: Unpack[ConcurrencyLimitCreate]) -> Call[ConcurrencyLimit]:
    """Create a task run concurrency limit.

    For more information, see https://docs.prefect.io/v3/concepts/tag-based-concurrency-limits.

    ``POST /concurrency_limits/`` answers 200, 201.
    """
    return Call(operations.CONCURRENCY_LIMITS_CREATE_CONCURRENCY_LIMIT, body=body)


def decrement_concurrency_limits_v1(
    **body: Unpack[DecrementConcurrencyLimitsV1Body],
) -> Call[list[MinimalConcurrencyLimit]]:
    """Decrement concurrency limits for the given tags.

    Finds and revokes the lease for V2 limits or decrements V1 active slots.
    Returns the list of limits that were decremented.

    ``POST /concurrency_limits/decrement`` answers 200.
    """
    return Call(operations.CONCURRENCY_LIMITS_DECREMENT_CONCURRENCY_LIMITS_V1, body=body)


def read_concurrency_limits(**body: Unpack[ReadConcurrencyLimitsBody]) -> Call[list[ConcurrencyLimit]]:
    """Query for concurrency limits.

    For each concurrency limit the `active slots` field contains a list of TaskRun IDs
    currently using a concurrency slot for the specified tag.

    ``POST /concurrency_limits/filter`` answers 200.
    """
    return Call(operations.CONCURRENCY_LIMITS_READ_CONCURRENCY_LIMITS, body=body)


def increment_concurrency_limits_v1(
    **body: Unpack[IncrementConcurrencyLimitsV1Body],
) -> Call[list[MinimalConcurrencyLimit]]:
    """Increment concurrency limits for the given tags.

    During migration, this handles both V1 and V2 limits to support mixed states.
    Post-migration, it only uses V2 with lease-based concurrency.

    ``POST /concurrency_limits/increment`` answers 200.
    """
    return Call(operations.CONCURRENCY_LIMITS_INCREMENT_CONCURRENCY_LIMITS_V1, body=body)


def read_concurrency_limit_by_tag(tag: str, /) -> Call[ConcurrencyLimit]:
    """Get a concurrency limit by tag.

    The `active slots` field contains a list of TaskRun IDs currently using a
    concurrency slot for the specified tag.

    ``GET /concurrency_limits/tag/{tag}`` answers 200.

    Args:
        tag: The tag name
    """
    return Call(operations.CONCURRENCY_LIMITS_READ_CONCURRENCY_LIMIT_BY_TAG, tag)


def delete_concurrency_limit_by_tag(tag: str, /) -> Call[None]:
    """Delete concurrency limit by tag.

    ``DELETE /concurrency_limits/tag/{tag}`` answers 200.

    Args:
        tag: The tag name
    """
    return Call(operations.CONCURRENCY_LIMITS_DELETE_CONCURRENCY_LIMIT_BY_TAG, tag)


def reset_concurrency_limit_by_tag(tag: str, /, **body: Unpack[ResetConcurrencyLimitByTagBody]) -> Call[None]:
    """Reset concurrency limit by tag.

    ``POST /concurrency_limits/tag/{tag}/reset`` answers 200.

    Args:
        tag: The tag name
    """
    return Call(operations.CONCURRENCY_LIMITS_RESET_CONCURRENCY_LIMIT_BY_TAG, tag, body=body)


def read_concurrency_limit(id: UUID | str, /) -> Call[ConcurrencyLimit]:
    """Get a concurrency limit by id.

    The `active slots` field contains a list of TaskRun IDs currently using a
    concurrency slot for the specified tag.

    ``GET /concurrency_limits/{id}`` answers 200.

    Args:
        id: The concurrency limit id
    """
    return Call(operations.CONCURRENCY_LIMITS_READ_CONCURRENCY_LIMIT, id)


def delete_concurrency_limit(id: UUID | str, /) -> Call[None]:
    """Delete concurrency limit.

    ``DELETE /concurrency_limits/{id}`` answers 200.

    Args:
        id: The concurrency limit id
    """
    return Call(operations.CONCURRENCY_LIMITS_DELETE_CONCURRENCY_LIMIT, id)
