"""Global concurrency limits: get, list, create, set, update, delete, and hold slots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Unpack, cast

from prefect_http import models
from prefect_http._arguments import Seconds, integer, seconds, timeout_seconds
from prefect_http._async.listing import AsyncListing
from prefect_http._async.resources._base import AsyncResource
from prefect_http._async.resources.concurrency_hold import AsyncHold
from prefect_http._async.resources.concurrency_limit_lookup import send_to_limit
from prefect_http._async.resources.tag_limits import AsyncTagLimits
from prefect_http._domain.keywords import Query, several
from prefect_http._domain.references import CONCURRENCY_LIMIT, CONCURRENCY_LIMIT_NAME, LEASE
from prefect_http._lazy import lazy_module
from prefect_http._pagination.cursors import OffsetCursor
from prefect_http._pagination.paging import Paging
from prefect_http._pagination.queries import paged
from prefect_http._utils import given
from prefect_http.errors import ArgumentError, ConflictError, NotFoundError
from prefect_http_api import concurrency_limits_v2 as api
from prefect_http_api import requests

if TYPE_CHECKING:
    from prefect_http import references
else:
    references = lazy_module("prefect_http.references")

_ATTEMPTS: Final = 5
"""Maximum number of attempts by ``set`` if other clients keep creating and deleting the limit."""


class AsyncConcurrencyLimits(AsyncResource):
    """Global concurrency limits: get, list, create, set, update, delete, and hold slots.

    To hold slots while a block runs, use `hold`. The other methods for slots are its parts.
    """

    @property
    def tags(self) -> AsyncTagLimits:
        """Concurrency limits of tags: get, list, create, reset and delete."""
        return AsyncTagLimits(self._connection)

    async def get(self, limit: references.ConcurrencyLimit) -> models.GlobalConcurrencyLimit:
        """Get a global concurrency limit by name or ID.

        The server treats any string that is a valid UUID as an ID, even without hyphens.

        Args:
            limit: Name or ID of the limit.

        Raises:
            NotFoundError: The limit does not exist. For a name, the message suggests similar names.
            ArgumentError: *limit* is empty.

        API: ``GET /v2/concurrency_limits/{id_or_name}``.
        """
        reference = CONCURRENCY_LIMIT.parse(limit)
        return await send_to_limit(self._connection, reference, api.read_concurrency_limit_v2(reference))

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

    async def set(
        self,
        name: models.GlobalConcurrencyLimit | str,
        limit: int,
        *,
        active: bool | None = None,
        slot_decay_per_second: float | None = None,
    ) -> models.GlobalConcurrencyLimit:
        """Set a global concurrency limit, creating it if it does not exist, and return it.

        Sends two requests, or more if other clients create or delete the limit at the same time. Slots that are held
        stay held, even if *limit* is lower.

        Args:
            name: Name of the limit.
            limit: Number of slots.
            active: Whether the limit is enforced. Default: unchanged, or True for a new limit.
            slot_decay_per_second: Slots that become free each second. Default: unchanged, or 0 for a new limit.

        Raises:
            ValidationError: A value is invalid, such as a name that contains ``/ % & > <``.
            ConflictError: Other clients kept creating and deleting the limit.
            ArgumentError: *name* is empty.

        API: ``PATCH /v2/concurrency_limits/{id_or_name}`` and ``POST /v2/concurrency_limits/``.
        """
        reference = CONCURRENCY_LIMIT_NAME.parse(name)
        fields = given(limit=limit, active=active, slot_decay_per_second=slot_decay_per_second)
        changes = cast("requests.ConcurrencyLimitV2Update", fields)
        attempts = 0
        while True:
            attempts += 1
            with suppress(NotFoundError):
                await self._connection.send(api.update_concurrency_limit_v2(reference, **changes))
                return await self._connection.send(api.read_concurrency_limit_v2(reference))
            try:
                await self.create(**cast("requests.ConcurrencyLimitV2Create", {"name": reference, **fields}))
                return await self._connection.send(api.read_concurrency_limit_v2(reference))
            except ConflictError:
                if attempts == _ATTEMPTS:
                    raise

    async def update(
        self, limit: references.ConcurrencyLimit, /, **changes: Unpack[requests.ConcurrencyLimitV2Update]
    ) -> None:
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
        reference = CONCURRENCY_LIMIT.parse(limit)
        await send_to_limit(self._connection, reference, api.update_concurrency_limit_v2(reference, **changes))

    async def delete(self, limit: references.ConcurrencyLimit) -> None:
        """Delete a global concurrency limit.

        Args:
            limit: Name or ID of the limit.

        Raises:
            NotFoundError: The limit does not exist.
            ArgumentError: *limit* is empty.

        API: ``DELETE /v2/concurrency_limits/{id_or_name}``.
        """
        reference = CONCURRENCY_LIMIT.parse(limit)
        await send_to_limit(self._connection, reference, api.delete_concurrency_limit_v2(reference))

    def hold(
        self,
        limits: references.ConcurrencyLimit | Iterable[references.ConcurrencyLimit],
        *,
        slots: int = 1,
        timeout: Seconds | None = None,
        lease_duration: Seconds = 300.0,
    ) -> AsyncHold:
        """Hold slots of one or several global concurrency limits while a block runs: ``async with limits.hold("db"):``.

        The block starts once enough slots of all limits are free. When it ends, even by an exception, cancellation or
        KeyboardInterrupt, the slots are released.

        - While a limit is full, slots are requested again whenever the server suggests it, through failures that may be
          transient, as in ``flow_runs.wait``. Waiting blocks have no order.
        - The slots are leased. The lease is renewed three times per *lease_duration*, by a task, or by a thread in the
          sync client. If the process is killed, the server releases the slots when the lease expires.
        - The lease is lost if it cannot be renewed before it expires, or if the server does not know it any more, for
          example after a restart, or after the computer was suspended. Then a warning is logged at once, ``.lost`` of
          the entered object becomes True, and leaving the block raises `LeaseLostError`, unless the block raises. The
          block itself is not interrupted.
        - An inactive limit is not enforced: no slots of it are held.

        Entering sends one request for each limit, and one for each attempt to get the slots. Leaving sends two: the
        first one finds out whether the lease still exists.

        Args:
            limits: Name or ID of the limit, or several of them.
            slots: Number of slots of each limit. Default: 1.
            timeout: Seconds, or a timedelta, to wait for free slots. Default: no limit.
            lease_duration: Seconds, or a timedelta, after which the server releases the slots of a killed process, from
                a minute to a day. Default: 300.

        Raises:
            WaitTimeoutError: Too few slots became free in time. Raised on entering.
            NotFoundError: A limit does not exist. Raised on entering.
            ValidationError: A limit has fewer slots than requested, or *lease_duration* is out of range. Raised on
                entering.
            UnsupportedByServerError: The server is older than 3.4.25. Raised on entering.
            LeaseLostError: The slots were lost in the meantime. Raised on leaving.
            ArgumentError: *limits* is empty, or *slots*, *timeout* or *lease_duration* is out of range.

        API: ``GET /v2/concurrency_limits/{id_or_name}``, ``POST /v2/concurrency_limits/increment-with-lease``, ``POST
        /v2/concurrency_limits/leases/{lease_id}/renew`` and ``POST /v2/concurrency_limits/decrement-with-lease``.
        """
        parsed = [CONCURRENCY_LIMIT.parse(limit) for limit in several(limits)]
        if not parsed:
            raise ArgumentError("limits must not be empty: pass the name of a concurrency limit")
        return AsyncHold(
            self._connection,
            parsed,
            slots=integer(slots, "slots", minimum=1),
            timeout=timeout_seconds(timeout),
            lease_duration=seconds(lease_duration, "lease_duration", positive=True, finite=True),
        )

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

    async def renew_lease(
        self, lease_id: references.Lease, /, **lease: Unpack[requests.RenewConcurrencyLeaseBody]
    ) -> None:
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

    async def decrement_with_lease(self, lease_id: references.Lease) -> None:
        """Release the slots of a lease and end it. An expired lease is ignored.

        Args:
            lease_id: ID of the lease.

        Raises:
            UnsupportedByServerError: The server is older than 3.4.25.
            ArgumentError: *lease_id* is not a valid UUID.

        API: ``POST /v2/concurrency_limits/decrement-with-lease``.
        """
        await self._connection.send(api.bulk_decrement_active_slots_with_lease(lease_id=LEASE.parse(lease_id)))
