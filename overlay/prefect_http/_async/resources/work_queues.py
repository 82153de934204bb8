"""Work queues: get, list, create, update, delete, pause and resume."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack, cast
from uuid import UUID

from prefect_http import models
from prefect_http._async.listing import AsyncListing
from prefect_http._async.resources._base import AsyncResource
from prefect_http._async.resources.work_pool_lookup import send_to_work_pool, send_to_work_queue
from prefect_http._domain import filters as grammars
from prefect_http._domain.references import WORK_POOL, WORK_QUEUE, WorkQueueName, check_work_queue_name
from prefect_http._lazy import lazy_module
from prefect_http._pagination.cursors import Window
from prefect_http._pagination.paging import Paging
from prefect_http._pagination.queries import paged
from prefect_http._pagination.sort_keys import sorted_cursor
from prefect_http._utils import given
from prefect_http_api import Call, requests, work_pools
from prefect_http_api import work_queues as api

if TYPE_CHECKING:
    from prefect_http import filters, references
else:
    filters = lazy_module("prefect_http.filters")
    references = lazy_module("prefect_http.references")


class AsyncWorkQueues(AsyncResource):
    """Work queues: get, list, create, update, delete, pause and resume.

    Work queues are referenced by ``"pool/queue"`` or by ID. A queue name alone is ambiguous, because it is unique only
    within its pool: every pool has a queue named ``default``.
    """

    async def get(self, work_queue: references.WorkQueue) -> models.WorkQueue:
        """Get a work queue by name or ID.

        Args:
            work_queue: ``"pool/queue"`` or the ID.

        Raises:
            NotFoundError: The work queue does not exist. For a name, the message suggests similar names.
            ArgumentError: *work_queue* is neither a full name nor a valid UUID.

        API: ``GET /work_pools/{work_pool_name}/queues/{name}`` or ``GET /work_queues/{id}``.
        """
        reference = WORK_QUEUE.parse(work_queue)
        if isinstance(reference, UUID):
            return await self._connection.send(api.read_work_queue(reference))
        return await send_to_work_queue(self._connection, reference, work_pools.read_work_queue(*reference))

    def list(
        self,
        work_pool: references.WorkPool | None = None,
        *,
        limit: int | None = None,
        **filters: Unpack[filters.WorkQueues],
    ) -> AsyncListing[models.WorkQueue]:
        """List the work queues of one pool, highest priority first, or of all pools, sorted by name.

        Pages are fetched lazily. A queue that exists throughout the listing is listed exactly once. Exceptions:

        - In a pool, a queue whose priority changes in the meantime may be missed.
        - Without a pool, a queue that is renamed in the meantime may be missed. If more than a page of queues share a
          name, a queue may be missed when another is deleted.

        Args:
            work_pool: Name of the work pool. Default: all pools.
            limit: Maximum number of queues. Default: no limit.
            **filters: Keywords of `prefect_http.filters.WorkQueues`: ``name`` and ``where``. Default: all queues.

        Raises:
            ArgumentError: *work_pool* is empty or not a string, a filter is unknown, or a value is invalid.
            NotFoundError: The work pool does not exist. Raised during iteration.
            ValidationError: *where* has an unknown key or an invalid value. Raised during iteration.

        API: ``POST /work_pools/{work_pool_name}/queues/filter`` or ``POST /work_queues/filter``.
        """
        pool = None if work_pool is None else WORK_POOL.parse(work_pool)

        def paging(where: requests.WorkPoolsReadWorkQueuesBody) -> Paging[models.WorkQueue]:
            def page(window: Window) -> Call[list[models.WorkQueue]]:
                body = paged(where, window)
                if pool is None:
                    return api.read_work_queues(**body)
                return work_pools.read_work_queues(pool, **body)

            return Paging(sorted_cursor("NAME_ASC" if pool is None else "PRIORITY_ASC"), page)

        return AsyncListing(self._connection, grammars.WORK_QUEUES.parse(filters), paging, limit=limit)

    async def create(
        self, work_pool: references.WorkPool, /, **work_queue: Unpack[requests.WorkQueueCreate]
    ) -> models.WorkQueue:
        """Create a work queue in a pool and return it.

        If another queue has the given ``priority``, that queue and all queues after it move down.

        Args:
            work_pool: Name of the work pool.
            **work_queue: Fields of the work queue. Required: ``name``. Optional: ``description``, ``concurrency_limit``
                (default: none), ``priority`` (1 is the highest; default: the highest free one) and ``is_paused``
                (default: False).

        Raises:
            NotFoundError: The work pool does not exist.
            ConflictError: The pool has a queue with this name.
            ValidationError: A value is invalid, such as a name that contains ``/ % & > <``.
            ArgumentError: *work_pool* is empty or not a string.

        API: ``POST /work_pools/{work_pool_name}/queues``.
        """
        pool = WORK_POOL.parse(work_pool)
        return await send_to_work_pool(self._connection, pool, work_pools.create_work_queue(pool, **work_queue))

    async def update(self, work_queue: references.WorkQueue, /, **changes: Unpack[requests.WorkQueueUpdate]) -> None:
        """Update the given fields of a work queue.

        Changing ``priority`` moves other queues, as in `create`.

        Args:
            work_queue: ``"pool/queue"`` or the ID. Changing ``priority`` by ID requires one extra request.
            **changes: Fields to update: ``name``, ``description``, ``concurrency_limit``, ``priority``, ``is_paused``
                and ``last_polled``. Default: unchanged.

        Raises:
            NotFoundError: The work queue does not exist.
            ConflictError: The pool has a queue with the new name.
            ValidationError: A value is invalid.
            ArgumentError: *work_queue* is neither a full name nor a valid UUID, or the new name is invalid. The server
                would accept such a name, and then fail every listing that includes the queue.

        API: ``PATCH /work_pools/{work_pool_name}/queues/{name}`` or ``PATCH /work_queues/{id}``.
        """
        name = changes.get("name")
        if name is not None:
            check_work_queue_name(name)
        reference = WORK_QUEUE.parse(work_queue)
        if isinstance(reference, UUID) and "priority" in changes:
            # The endpoint by ID does not move other queues, so two queues could get the same priority.
            reference = await self._full_name(reference)
        if isinstance(reference, UUID):
            await self._connection.send(api.update_work_queue(reference, **changes))
        else:
            # pyright confuses the ``name`` of the body with the path parameter.
            call = work_pools.update_work_queue(*reference, **changes)  # pyright: ignore[reportArgumentType]
            await send_to_work_queue(self._connection, reference, call)

    async def pause(self, work_queue: references.WorkQueue) -> None:
        """Pause a work queue: stop workers from picking up runs from it. Running flow runs continue.

        Args:
            work_queue: ``"pool/queue"`` or the ID.

        Raises:
            NotFoundError: The work queue does not exist.
            ArgumentError: *work_queue* is neither a full name nor a valid UUID.

        API: ``PATCH /work_pools/{work_pool_name}/queues/{name}`` or ``PATCH /work_queues/{id}``.
        """
        await self.update(work_queue, is_paused=True)

    async def resume(self, work_queue: references.WorkQueue) -> None:
        """Resume a work queue: let workers pick up runs from it again.

        Args:
            work_queue: ``"pool/queue"`` or the ID.

        Raises:
            NotFoundError: The work queue does not exist.
            ArgumentError: *work_queue* is neither a full name nor a valid UUID.

        API: ``PATCH /work_pools/{work_pool_name}/queues/{name}`` or ``PATCH /work_queues/{id}``.
        """
        await self.update(work_queue, is_paused=False)

    async def delete(self, work_queue: references.WorkQueue) -> None:
        """Delete a work queue.

        Args:
            work_queue: ``"pool/queue"`` or the ID.

        Raises:
            NotFoundError: The work queue does not exist.
            ConflictError: The queue is the default queue of its pool and is referenced by ID. It can be deleted only
                with the pool.
            ServerError: The queue is the default queue of its pool and is referenced by name.
            ArgumentError: *work_queue* is neither a full name nor a valid UUID.

        API: ``DELETE /work_pools/{work_pool_name}/queues/{name}`` or ``DELETE /work_queues/{id}``.
        """
        reference = WORK_QUEUE.parse(work_queue)
        if isinstance(reference, UUID):
            await self._connection.send(api.delete_work_queue(reference))
        else:
            await send_to_work_queue(self._connection, reference, work_pools.delete_work_queue(*reference))

    async def status(self, work_queue: references.WorkQueue) -> models.WorkQueueStatusDetail:
        """Return the status of a work queue: its health, late runs and last poll.

        Args:
            work_queue: ``"pool/queue"`` or the ID. A name requires one extra request.

        Raises:
            NotFoundError: The work queue does not exist.
            ArgumentError: *work_queue* is neither a full name nor a valid UUID.

        API: ``GET /work_queues/{id}/status``.
        """
        return await self._connection.send(api.read_work_queue_status(await self._id(work_queue)))

    async def concurrency_status(
        self, work_queue: references.WorkQueue, *, page: int | None = None, limit: int | None = None
    ) -> models.WorkQueueConcurrencyStatus:
        """Return the runs that occupy the concurrency slots of a work queue.

        On Prefect Cloud, ``.active_slots``, ``.count`` and ``.pages`` of the result may be None.

        Args:
            work_queue: ``"pool/queue"`` or the ID. A name requires one extra request.
            page: Page of runs, from 1 to the ``.pages`` of the result. Default: 1.
            limit: Runs per page. Default: chosen by the server.

        Raises:
            NotFoundError: The work queue does not exist.
            UnsupportedByServerError: The server is older than 3.6.29.
            ValidationError: A number is out of range.
            ArgumentError: *work_queue* is neither a full name nor a valid UUID.

        API: ``POST /work_queues/{id}/concurrency_status``.
        """
        body = cast("requests.ReadWorkQueueConcurrencyStatusBody", given(page=page, limit=limit))
        queue_id = await self._id(work_queue)
        return await self._connection.send(api.read_work_queue_concurrency_status(queue_id, **body))

    async def _id(self, work_queue: references.WorkQueue) -> UUID:
        reference = WORK_QUEUE.parse(work_queue)
        return reference if isinstance(reference, UUID) else (await self.get(work_queue)).id

    async def _full_name(self, queue_id: UUID) -> WorkQueueName | UUID:
        """Return the full name of a queue, or its ID if the response does not contain its pool."""
        queue = await self.get(queue_id)
        return queue_id if queue.work_pool_name is None else WorkQueueName(queue.work_pool_name, queue.name)
