# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Concurrency limits v2: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from typing import Unpack
from uuid import UUID

from . import models, operations, requests
from ._call import Call

__all__ = [
    "bulk_decrement_active_slots",
    "bulk_decrement_active_slots_with_lease",
    "bulk_increment_active_slots",
    "bulk_increment_active_slots_with_lease",
    "create_concurrency_limit_v2",
    "delete_concurrency_limit_v2",
    "read_all_concurrency_limits_v2",
    "read_concurrency_limit_v2",
    "renew_concurrency_lease",
    "update_concurrency_limit_v2",
]


def create_concurrency_limit_v2(**body: Unpack[requests.ConcurrencyLimitV2Create]) -> Call[models.ConcurrencyLimitV2]:
    """Create a global concurrency limit.

    For more information, see https://www.prefect.io/docs/v3/how-to-guides/workflows/global-concurrency-limits.

    Success status: 201.

    API: ``POST /v2/concurrency_limits/``.
    """
    return Call(operations.CONCURRENCY_LIMITS_V2_CREATE_CONCURRENCY_LIMIT_V2, body=body)


def bulk_decrement_active_slots(
    **body: Unpack[requests.BulkDecrementActiveSlotsBody],
) -> Call[list[models.MinimalConcurrencyLimit]]:
    """Release slots of several concurrency limits.

    Success status: 200.

    API: ``POST /v2/concurrency_limits/decrement``.
    """
    return Call(operations.CONCURRENCY_LIMITS_V2_BULK_DECREMENT_ACTIVE_SLOTS, body=body)


def bulk_decrement_active_slots_with_lease(
    **body: Unpack[requests.BulkDecrementActiveSlotsWithLeaseBody],
) -> Call[None]:
    """Release the slots that a lease holds, and the lease itself.

    Success status: 204.

    API: ``POST /v2/concurrency_limits/decrement-with-lease``.
    """
    return Call(operations.CONCURRENCY_LIMITS_V2_BULK_DECREMENT_ACTIVE_SLOTS_WITH_LEASE, body=body)


def read_all_concurrency_limits_v2(
    **body: Unpack[requests.ReadAllConcurrencyLimitsV2Body],
) -> Call[list[models.GlobalConcurrencyLimit]]:
    """Read all global concurrency limits.

    Success status: 200.

    API: ``POST /v2/concurrency_limits/filter``.
    """
    return Call(operations.CONCURRENCY_LIMITS_V2_READ_ALL_CONCURRENCY_LIMITS_V2, body=body)


def bulk_increment_active_slots(
    **body: Unpack[requests.BulkIncrementActiveSlotsBody],
) -> Call[list[models.MinimalConcurrencyLimit]]:
    """Acquire slots from several concurrency limits.

    Success status: 200.

    API: ``POST /v2/concurrency_limits/increment``.
    """
    return Call(operations.CONCURRENCY_LIMITS_V2_BULK_INCREMENT_ACTIVE_SLOTS, body=body)


def bulk_increment_active_slots_with_lease(
    **body: Unpack[requests.BulkIncrementActiveSlotsWithLeaseBody],
) -> Call[models.ConcurrencyLimitLease]:
    """Acquire slots from several concurrency limits, held by a lease.

    Success status: 200.

    API: ``POST /v2/concurrency_limits/increment-with-lease``.
    """
    return Call(operations.CONCURRENCY_LIMITS_V2_BULK_INCREMENT_ACTIVE_SLOTS_WITH_LEASE, body=body)


def renew_concurrency_lease(lease_id: UUID | str, /, **body: Unpack[requests.RenewConcurrencyLeaseBody]) -> Call[None]:
    """Renew a concurrency lease.

    Args:
        lease_id: The ID of the lease to renew.

    Success status: 204.

    API: ``POST /v2/concurrency_limits/leases/{lease_id}/renew``.
    """
    return Call(operations.CONCURRENCY_LIMITS_V2_RENEW_CONCURRENCY_LEASE, lease_id, body=body)


def read_concurrency_limit_v2(id_or_name: UUID | str, /) -> Call[models.GlobalConcurrencyLimit]:
    """Read a global concurrency limit.

    Args:
        id_or_name: The ID or name of the concurrency limit.

    Success status: 200.

    API: ``GET /v2/concurrency_limits/{id_or_name}``.
    """
    return Call(operations.CONCURRENCY_LIMITS_V2_READ_CONCURRENCY_LIMIT_V2, id_or_name)


def delete_concurrency_limit_v2(id_or_name: UUID | str, /) -> Call[None]:
    """Delete a global concurrency limit.

    Args:
        id_or_name: The ID or name of the concurrency limit.

    Success status: 204.

    API: ``DELETE /v2/concurrency_limits/{id_or_name}``.
    """
    return Call(operations.CONCURRENCY_LIMITS_V2_DELETE_CONCURRENCY_LIMIT_V2, id_or_name)


def update_concurrency_limit_v2(
    id_or_name: UUID | str, /, **body: Unpack[requests.ConcurrencyLimitV2Update]
) -> Call[None]:
    """Update a global concurrency limit.

    Args:
        id_or_name: The ID or name of the concurrency limit.

    Success status: 204.

    API: ``PATCH /v2/concurrency_limits/{id_or_name}``.
    """
    return Call(operations.CONCURRENCY_LIMITS_V2_UPDATE_CONCURRENCY_LIMIT_V2, id_or_name, body=body)


def __dir__() -> list[str]:
    return __all__
