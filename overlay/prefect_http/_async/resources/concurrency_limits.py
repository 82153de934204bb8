"""Global concurrency limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefect_http._async.listing import AsyncListing
from prefect_http._async.resources._base import AsyncResource
from prefect_http._domain.references import parse_concurrency_limit, parse_lease
from prefect_http._pagination.cursors import OffsetCursor
from prefect_http._pagination.queries import paged
from prefect_http_api import concurrency_limits_v2 as api

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Unpack
    from uuid import UUID

    from prefect_http.models import GlobalConcurrencyLimit
    from prefect_http_api.models import (
        ConcurrencyLimitLease,
        ConcurrencyLimitV2,
        MinimalConcurrencyLimit,
    )
    from prefect_http_api.requests import (
        BulkDecrementActiveSlotsBody,
        BulkIncrementActiveSlotsBody,
        BulkIncrementActiveSlotsWithLeaseBody,
        ConcurrencyLimitV2Create,
        ConcurrencyLimitV2Update,
        ReadAllConcurrencyLimitsV2Body,
        RenewConcurrencyLeaseBody,
    )


class AsyncConcurrencyLimits(AsyncResource):
    """Global concurrency limits: how many may do something at once."""

    async def get(self, limit: str | UUID) -> GlobalConcurrencyLimit:
        """Return the limit with this name, or this id (``GET /v2/concurrency_limits/{id_or_name}``).

        A text that can be read as an id is one to the server, also without hyphens.

        Raises:
            NotFoundError: there is none.
            ArgumentError: *limit* is empty.
        """
        return await self._connection.send(api.read_concurrency_limit_v2(parse_concurrency_limit(limit)))

    def list(self) -> AsyncListing[GlobalConcurrencyLimit]:
        """Return all limits, by name (``POST /v2/concurrency_limits/filter``).

        Pages are read as they are asked for. They go by position: each limit comes once, and none is missed that was
        there before the listing began and is there at its end. One that is renamed meanwhile may be missed.
        """
        body: ReadAllConcurrencyLimitsV2Body = {}
        return AsyncListing(
            self._connection,
            OffsetCursor,
            lambda window: api.read_all_concurrency_limits_v2(**paged(body, window)),
        )

    async def create(self, **limit: Unpack[ConcurrencyLimitV2Create]) -> ConcurrencyLimitV2:
        """Create a limit, and return it (``POST /v2/concurrency_limits/``).

        Raises:
            ConflictError: there is one with this name.
            ValidationError: the name has one of ``/ % & > <``, or another value cannot be.
        """
        return await self._connection.send(api.create_concurrency_limit_v2(**limit))

    async def update(self, limit: str | UUID, /, **changes: Unpack[ConcurrencyLimitV2Update]) -> None:
        """Change what is given of a limit (``PATCH /v2/concurrency_limits/{id_or_name}``).

        Raises:
            NotFoundError: there is none with this name or id.
            ConflictError: the new name is that of another limit.
            ValidationError: a value cannot be.
            ArgumentError: *limit* is empty.
        """
        await self._connection.send(api.update_concurrency_limit_v2(parse_concurrency_limit(limit), **changes))

    async def delete(self, limit: str | UUID) -> None:
        """Delete a limit (``DELETE /v2/concurrency_limits/{id_or_name}``).

        Raises:
            NotFoundError: there is none with this name or id.
            ArgumentError: *limit* is empty.
        """
        await self._connection.send(api.delete_concurrency_limit_v2(parse_concurrency_limit(limit)))

    async def increment(self, **slots: Unpack[BulkIncrementActiveSlotsBody]) -> Sequence[MinimalConcurrencyLimit]:
        """Take slots of all the limits named, or of none, until ``decrement`` gives them back.

        It rests on ``POST /v2/concurrency_limits/increment``. What comes back are the limits that there are: a name
        that no limit has is passed over, and limits nothing. The request is not sent again once it may have arrived.

        Raises:
            StatusError: 423, not enough slots are free.
            ValidationError: a limit has fewer slots in all, or lets no slots decay where the mode is ``"rate_limit"``.
        """
        return await self._connection.send(api.bulk_increment_active_slots(**slots))

    async def decrement(self, **slots: Unpack[BulkDecrementActiveSlotsBody]) -> Sequence[MinimalConcurrencyLimit]:
        """Give back slots that ``increment`` took (``POST /v2/concurrency_limits/decrement``).

        What comes back are the limits that there are: a name that no limit has is passed over.
        """
        return await self._connection.send(api.bulk_decrement_active_slots(**slots))

    async def increment_with_lease(
        self, **slots: Unpack[BulkIncrementActiveSlotsWithLeaseBody]
    ) -> ConcurrencyLimitLease:
        """Take slots as ``increment`` does, for a limited time (``POST /v2/concurrency_limits/increment-with-lease``).

        The server takes them back by itself when the lease ends, ``lease_duration`` seconds from now (60 to 86,400;
        300 by default), unless ``renew_lease`` prolongs it.

        Raises:
            StatusError: 423, not enough slots are free.
            ValidationError: a limit has fewer slots in all, or lets no slots decay where the mode is ``"rate_limit"``.
            UnsupportedByServerError: the server is older than 3.4.25, and knows no leases.
        """
        return await self._connection.send(api.bulk_increment_active_slots_with_lease(**slots))

    async def renew_lease(self, lease_id: UUID | str, /, **lease: Unpack[RenewConcurrencyLeaseBody]) -> None:
        """Let a lease end ``lease_duration`` seconds from now.

        It rests on ``POST /v2/concurrency_limits/leases/{lease_id}/renew``.

        Raises:
            StatusError: 410, it has ended.
            UnsupportedByServerError: the server is older than 3.4.25, and knows no leases.
            ArgumentError: *lease_id* is a text that is no id.
        """
        await self._connection.send(api.renew_concurrency_lease(parse_lease(lease_id), **lease))

    async def decrement_with_lease(self, lease_id: UUID | str) -> None:
        """Give back the slots of a lease, and end it (``POST /v2/concurrency_limits/decrement-with-lease``).

        Nothing happens when it has ended before.

        Raises:
            UnsupportedByServerError: the server is older than 3.4.25, and knows no leases.
            ArgumentError: *lease_id* is a text that is no id.
        """
        await self._connection.send(api.bulk_decrement_active_slots_with_lease(lease_id=parse_lease(lease_id)))
