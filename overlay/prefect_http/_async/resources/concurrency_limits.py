"""Global concurrency limits: get, list, create, update, delete, and acquire or release slots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack
from uuid import UUID

from prefect_http import models
from prefect_http._async.listing import AsyncListing
from prefect_http._async.resources._base import AsyncResource
from prefect_http._domain.keywords import Query
from prefect_http._domain.references import CONCURRENCY_LIMIT, LEASE
from prefect_http._pagination.cursors import OffsetCursor
from prefect_http._pagination.paging import Paging
from prefect_http._pagination.queries import paged
from prefect_http_api import concurrency_limits_v2 as api
from prefect_http_api import requests


class AsyncConcurrencyLimits(AsyncResource):
    """Global concurrency limits: get, list, create, update, delete, and acquire or release slots."""

    async def get(self, limit: str | UUID) -> models.GlobalConcurrencyLimit:
        """Get a global concurrency limit by name or ID.

        The server treats any string that is a valid UUID as an ID, even without hyphens.

        Args:
            limit: Name or ID of the limit.

        Raises:
            NotFoundError: The limit does not exist.
            ArgumentError: *limit* is empty.

        API: ``GET /v2/concurrency_limits/{id_or_name}``.
        """
        return await self._connection.send(api.read_concurrency_limit_v2(CONCURRENCY_LIMIT.parse(limit)))

    def list(self, *, limit: int | None = None) -> AsyncListing[models.GlobalConcurrencyLimit]:
        """List global concurrency limits, sorted by name.

        Pages are fetched lazily. A limit that exists throughout the listing is listed exactly once. A limit that is
        renamed in the meantime may be missed.

        Args:
            limit: Maximum number of limits. Default: no limit.

        Raises:
            ArgumentError: *limit* is negative.

        API: ``POST /v2/concurrency_limits/filter``.
        """

        def paging(where: requests.ReadAllConcurrencyLimitsV2Body) -> Paging[models.GlobalConcurrencyLimit]:
            return Paging(OffsetCursor(), lambda window: api.read_all_concurrency_limits_v2(**paged(where, window)))

        return AsyncListing(self._connection, Query({}), paging, limit=limit)

    async def create(self, **fields: Unpack[requests.ConcurrencyLimitV2Create]) -> models.ConcurrencyLimitV2:
        """Create a global concurrency limit and return it.

        Args:
            **fields: Fields of the limit. Required: ``name`` and ``limit``. Optional: ``active`` (default: True),
                ``active_slots``, ``denied_slots`` and ``slot_decay_per_second`` (default: 0).

        Raises:
            ConflictError: A limit with this name exists.
            ValidationError: A value is invalid, such as a name that contains ``/ % & > <``.

        API: ``POST /v2/concurrency_limits/``.
        """
        return await self._connection.send(api.create_concurrency_limit_v2(**fields))

    async def update(self, limit: str | UUID, /, **changes: Unpack[requests.ConcurrencyLimitV2Update]) -> None:
        """Update the given fields of a global concurrency limit.

        Args:
            limit: Name or ID of the limit.
            **changes: Fields to update: ``name``, ``limit``, ``active``, ``active_slots``, ``denied_slots`` and
                ``slot_decay_per_second``. Default: unchanged.

        Raises:
            NotFoundError: The limit does not exist.
            ConflictError: Another limit has the new name.
            ValidationError: A value is invalid.
            ArgumentError: *limit* is empty.

        API: ``PATCH /v2/concurrency_limits/{id_or_name}``.
        """
        await self._connection.send(api.update_concurrency_limit_v2(CONCURRENCY_LIMIT.parse(limit), **changes))

    async def delete(self, limit: str | UUID) -> None:
        """Delete a global concurrency limit.

        Args:
            limit: Name or ID of the limit.

        Raises:
            NotFoundError: The limit does not exist.
            ArgumentError: *limit* is empty.

        API: ``DELETE /v2/concurrency_limits/{id_or_name}``.
        """
        await self._connection.send(api.delete_concurrency_limit_v2(CONCURRENCY_LIMIT.parse(limit)))

    async def increment(
        self, **request: Unpack[requests.BulkIncrementActiveSlotsBody]
    ) -> Sequence[models.MinimalConcurrencyLimit]:
        """Acquire slots from all named limits, or from none. `decrement` releases the slots.

        Returns the limits that exist. Unknown names are ignored. The request is not retried if the server may have
        received it.

        Args:
            **request: ``names`` of the limits, number of ``slots`` from each, and ``mode``
                (default: ``"concurrency"``).

        Raises:
            StatusError: Not enough slots are free. The status is 423.
            ValidationError: A limit has fewer slots than requested, or does not decay although the mode is
                ``"rate_limit"``.

        API: ``POST /v2/concurrency_limits/increment``.
        """
        return await self._connection.send(api.bulk_increment_active_slots(**request))

    async def decrement(
        self, **request: Unpack[requests.BulkDecrementActiveSlotsBody]
    ) -> Sequence[models.MinimalConcurrencyLimit]:
        """Release slots that `increment` acquired.

        Returns the limits that exist. Unknown names are ignored.

        Args:
            **request: ``names`` of the limits, number of ``slots`` from each, and ``occupancy_seconds``, for which the
                slots were held (default: none).

        API: ``POST /v2/concurrency_limits/decrement``.
        """
        return await self._connection.send(api.bulk_decrement_active_slots(**request))

    async def increment_with_lease(
        self, **request: Unpack[requests.BulkIncrementActiveSlotsWithLeaseBody]
    ) -> models.ConcurrencyLimitLease:
        """Acquire slots like `increment`, for a limited time.

        The server releases the slots when the lease expires, unless `renew_lease` extends it.

        Args:
            **request: ``names`` of the limits, number of ``slots`` from each, ``mode`` (default: ``"concurrency"``),
                ``lease_duration`` in seconds, from 60 to 86,400 (default: 300), and ``holder`` (default: none).

        Raises:
            StatusError: Not enough slots are free. The status is 423.
            ValidationError: A limit has fewer slots than requested, or does not decay although the mode is
                ``"rate_limit"``.
            UnsupportedByServerError: The server is older than 3.4.25.

        API: ``POST /v2/concurrency_limits/increment-with-lease``.
        """
        return await self._connection.send(api.bulk_increment_active_slots_with_lease(**request))

    async def renew_lease(self, lease_id: UUID | str, /, **lease: Unpack[requests.RenewConcurrencyLeaseBody]) -> None:
        """Extend a lease to expire ``lease_duration`` seconds from now.

        Args:
            lease_id: ID of the lease.
            **lease: ``lease_duration`` in seconds, from 60 to 86,400. Default: 300.

        Raises:
            StatusError: The lease has expired. The status is 410.
            UnsupportedByServerError: The server is older than 3.4.25.
            ArgumentError: *lease_id* is not a valid UUID.

        API: ``POST /v2/concurrency_limits/leases/{lease_id}/renew``.
        """
        await self._connection.send(api.renew_concurrency_lease(LEASE.parse(lease_id), **lease))

    async def decrement_with_lease(self, lease_id: UUID | str) -> None:
        """Release the slots of a lease and end it. An expired lease is ignored.

        Args:
            lease_id: ID of the lease.

        Raises:
            UnsupportedByServerError: The server is older than 3.4.25.
            ArgumentError: *lease_id* is not a valid UUID.

        API: ``POST /v2/concurrency_limits/decrement-with-lease``.
        """
        await self._connection.send(api.bulk_decrement_active_slots_with_lease(lease_id=LEASE.parse(lease_id)))
