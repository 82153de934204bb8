# Generated from _async/resources/work_queues.py by `python -m generator.unasync`.
# Do not edit: change that file, and run this.
"""Work queues, each of which belongs to a work pool."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import UUID

from prefect_http._domain.references import WorkQueueName, check_work_queue_name, parse_work_pool, parse_work_queue
from prefect_http._pagination.queries import paged, sorted_cursor
from prefect_http._sync.listing import Listing
from prefect_http._sync.resources._base import Resource
from prefect_http._utils import given
from prefect_http_api import work_pools
from prefect_http_api import work_queues as api

if TYPE_CHECKING:
    from typing import Unpack

    from prefect_http._pagination.cursors import Window
    from prefect_http.models import WorkQueue
    from prefect_http_api import Call
    from prefect_http_api.models import WorkQueueStatusDetail
    from prefect_http_api.requests import (
        WorkPoolsReadWorkQueuesBody,
        WorkQueueCreate,
        WorkQueueFilter,
        WorkQueuesReadWorkQueuesBody,
        WorkQueueUpdate,
    )


class WorkQueues(Resource):
    """Work queues, each of which belongs to a work pool.

    A queue is named ``"pool/queue"``, or by its id. Its name alone is not enough: names of queues are unique within
    their pool only, and every pool has a queue named ``default``.
    """

    def get(self, work_queue: str | UUID) -> WorkQueue:
        """Return the work queue that is called ``"pool/queue"``, or has this id.

        It rests on ``GET /work_pools/{work_pool_name}/queues/{name}`` and ``GET /work_queues/{id}``.

        Raises:
            NotFoundError: there is none.
            ArgumentError: *work_queue* is neither a full name nor an id.
        """
        found = parse_work_queue(work_queue)
        if isinstance(found, UUID):
            return self._connection.send(api.read_work_queue(found))
        return self._connection.send(work_pools.read_work_queue(*found))

    def list(self, work_pool: str | None = None, *, work_queues: WorkQueueFilter | None = None) -> Listing[WorkQueue]:
        """Return all queues of a pool that match, highest priority first; without a pool those of all pools, by name.

        It rests on ``POST /work_pools/{work_pool_name}/queues/filter`` and ``POST /work_queues/filter``.

        Pages go by position. Each queue comes once, and none is missed that was there before the listing began and is
        there at its end, as long as none changes its priority, or without a pool its name. Where those of one name are
        more than a page, one may be missed when another is deleted meanwhile.

        Raises:
            ArgumentError: *work_pool* names nothing, as an empty text does.

        Raises, once rows are asked for:
            NotFoundError: there is no such pool.
            ValidationError: a filter has an unknown key or a value that cannot be.
        """
        pool = None if work_pool is None else parse_work_pool(work_pool)
        body = given(work_queues=work_queues)

        def page(window: Window) -> Call[list[WorkQueue]]:
            if pool is None:
                return api.read_work_queues(**cast("WorkQueuesReadWorkQueuesBody", paged(body, window)))
            return work_pools.read_work_queues(pool, **cast("WorkPoolsReadWorkQueuesBody", paged(body, window)))

        return Listing(self._connection, lambda: sorted_cursor("NAME_ASC" if pool is None else "PRIORITY_ASC"), page)

    def create(self, work_pool: str, /, **work_queue: Unpack[WorkQueueCreate]) -> WorkQueue:
        """Create a queue in a pool, and return it (``POST /work_pools/{work_pool_name}/queues``).

        Its ``priority`` is the first that is free by default; queues that have the given one, or come behind it, move.

        Raises:
            NotFoundError: there is no such pool.
            ConflictError: the pool has a queue of this name.
            ValidationError: a value cannot be, such as a name with ``/ % & > <`` in it.
            ArgumentError: *work_pool* names nothing.
        """
        return self._connection.send(work_pools.create_work_queue(parse_work_pool(work_pool), **work_queue))

    def update(self, work_queue: str | UUID, /, **changes: Unpack[WorkQueueUpdate]) -> None:
        """Change what is given, and nothing else, of a work queue.

        It rests on ``PATCH /work_pools/{work_pool_name}/queues/{name}`` and ``PATCH /work_queues/{id}``. With a new
        ``priority`` other queues move as they do for ``create``; to change it by id costs one request more.

        Raises:
            NotFoundError: there is no such queue.
            ConflictError: it is to have a name that its pool has already.
            ValidationError: a value cannot be.
            ArgumentError: *work_queue* is neither a full name nor an id; or it is to have a name that no queue can
                have, which the server would accept, and then fail on every listing.
        """
        name = changes.get("name")
        if name is not None:
            check_work_queue_name(name)
        found = parse_work_queue(work_queue)
        if isinstance(found, UUID) and "priority" in changes:
            # By id the server leaves the other queues as they are, so that two have the same priority.
            found = self._name(found)
        if isinstance(found, UUID):
            self._connection.send(api.update_work_queue(found, **changes))
        else:
            # pyright takes the body's "name" for the positional-only argument of this name.
            call = work_pools.update_work_queue(*found, **changes)  # pyright: ignore[reportArgumentType]
            self._connection.send(call)

    def pause(self, work_queue: str | UUID) -> None:
        """Let no worker get any more runs from this queue. What runs goes on. It rests on what ``update`` rests on.

        Raises:
            NotFoundError: there is no such queue.
            ArgumentError: *work_queue* is neither a full name nor an id.
        """
        self.update(work_queue, is_paused=True)

    def resume(self, work_queue: str | UUID) -> None:
        """Let workers get runs from this queue again. It rests on what ``update`` rests on.

        Raises:
            NotFoundError: there is no such queue.
            ArgumentError: *work_queue* is neither a full name nor an id.
        """
        self.update(work_queue, is_paused=False)

    def delete(self, work_queue: str | UUID) -> None:
        """Delete a work queue.

        It rests on ``DELETE /work_pools/{work_pool_name}/queues/{name}`` and ``DELETE /work_queues/{id}``.

        Raises:
            NotFoundError: there is none.
            ConflictError: it is the default queue of its pool, which goes with the pool only; by its full name the
                server fails instead, which is a ServerError.
            ArgumentError: *work_queue* is neither a full name nor an id.
        """
        found = parse_work_queue(work_queue)
        if isinstance(found, UUID):
            self._connection.send(api.delete_work_queue(found))
        else:
            self._connection.send(work_pools.delete_work_queue(*found))

    def status(self, work_queue: str | UUID) -> WorkQueueStatusDetail:
        """Return whether a queue is polled and has no late runs (``GET /work_queues/{id}/status``).

        Args:
            work_queue: ``"pool/queue"``, which costs one request more, or the queue's id.

        Raises:
            NotFoundError: there is no such queue.
            ArgumentError: *work_queue* is neither a full name nor an id.
        """
        found = parse_work_queue(work_queue)
        queue_id = found if isinstance(found, UUID) else (self.get(work_queue)).id
        return self._connection.send(api.read_work_queue_status(queue_id))

    def _name(self, queue_id: UUID) -> WorkQueueName | UUID:
        """Return the full name of a queue; its id when the server tells no pool."""
        queue = self.get(queue_id)
        return queue_id if queue.work_pool_name is None else WorkQueueName(queue.work_pool_name, queue.name)
