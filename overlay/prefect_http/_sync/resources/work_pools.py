# Generated from _async/resources/work_pools.py by `python -m generator.unasync`.
# Do not edit: change that file, and run this.
"""Work pools and their workers."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from prefect_http._domain.references import parse_work_pool, parse_worker
from prefect_http._pagination.cursors import OffsetCursor
from prefect_http._pagination.queries import paged, sorted_cursor
from prefect_http._sync.listing import Listing
from prefect_http._sync.resources._base import Resource
from prefect_http._utils import given, string_list
from prefect_http_api import work_pools as api

if TYPE_CHECKING:
    import builtins
    from collections.abc import Iterable
    from datetime import datetime
    from typing import Unpack

    from prefect_http._pagination.cursors import Window
    from prefect_http.models import Worker, WorkPool
    from prefect_http_api import Call
    from prefect_http_api.models import WorkerFlowRun, WorkPoolConcurrencyStatus
    from prefect_http_api.requests import (
        CountWorkPoolsBody,
        GetScheduledFlowRunsBody,
        ReadWorkersBody,
        ReadWorkPoolConcurrencyStatusBody,
        ReadWorkPoolsBody,
        WorkerFilter,
        WorkPoolCreate,
        WorkPoolFilter,
        WorkPoolUpdate,
    )


class WorkPools(Resource):
    """Work pools and their workers. A pool is named by its name: the API finds none by id, but in a filter."""

    def get(self, work_pool: str) -> WorkPool:
        """Return the work pool of this name (``GET /work_pools/{name}``).

        Raises:
            NotFoundError: there is none.
            ArgumentError: *work_pool* names nothing, as an empty text does.
        """
        return self._connection.send(api.read_work_pool(parse_work_pool(work_pool)))

    def list(self, *, work_pools: WorkPoolFilter | None = None) -> Listing[WorkPool]:
        """Return all work pools that match, by name (``POST /work_pools/filter``).

        Pages go by position. Each pool comes once, and none is missed that was there before the listing began and is
        there at its end: a pool cannot be renamed.

        Raises, once rows are asked for:
            ValidationError: a filter has an unknown key or a value that cannot be.
        """
        body = cast("ReadWorkPoolsBody", given(work_pools=work_pools))

        def page(window: Window) -> Call[list[WorkPool]]:
            return api.read_work_pools(**paged(body, window))

        return Listing(self._connection, OffsetCursor, page)

    def count(self, *, work_pools: WorkPoolFilter | None = None) -> int:
        """Return how many work pools match (``POST /work_pools/count``).

        Raises:
            ValidationError: a filter has an unknown key or a value that cannot be.
        """
        body = cast("CountWorkPoolsBody", given(work_pools=work_pools))
        return self._connection.send(api.count_work_pools(**body))

    def create(self, **work_pool: Unpack[WorkPoolCreate]) -> WorkPool:
        """Create a work pool with a queue named ``default``, and return the pool (``POST /work_pools/``).

        Say which ``type`` it is, such as ``"process"``: without one the server takes ``"prefect-agent"``, which no
        worker of Prefect 3 works for.

        Raises:
            ConflictError: there is a pool of this name.
            PermissionDeniedError: the name begins with "prefect", in upper or lower case.
            ValidationError: a value cannot be, such as a name with ``/ % & > <`` in it.
        """
        return self._connection.send(api.create_work_pool(**work_pool))

    def update(self, work_pool: str, /, **changes: Unpack[WorkPoolUpdate]) -> None:
        """Change what is given, and nothing else, of the work pool of this name (``PATCH /work_pools/{name}``).

        Raises:
            NotFoundError: there is none.
            PermissionDeniedError: its name begins with "prefect", and more is to be changed than ``is_paused`` and
                ``concurrency_limit``.
            ValidationError: a value cannot be.
            ArgumentError: *work_pool* names nothing.
        """
        self._connection.send(api.update_work_pool(parse_work_pool(work_pool), **changes))

    def pause(self, work_pool: str) -> None:
        """Let no worker of this pool get any more runs. What runs goes on (``PATCH /work_pools/{name}``).

        Raises:
            NotFoundError: there is no such pool.
            ArgumentError: *work_pool* names nothing.
        """
        self.update(work_pool, is_paused=True)

    def resume(self, work_pool: str) -> None:
        """Let the workers of this pool get runs again (``PATCH /work_pools/{name}``).

        Raises:
            NotFoundError: there is no such pool.
            ArgumentError: *work_pool* names nothing.
        """
        self.update(work_pool, is_paused=False)

    def delete(self, work_pool: str) -> None:
        """Delete the work pool of this name with its queues and workers (``DELETE /work_pools/{name}``).

        Raises:
            NotFoundError: there is none.
            PermissionDeniedError: its name begins with "prefect".
            ArgumentError: *work_pool* names nothing.
        """
        self._connection.send(api.delete_work_pool(parse_work_pool(work_pool)))

    def workers(self, work_pool: str, *, workers: WorkerFilter | None = None) -> Listing[Worker]:
        """Return all workers of a pool that match, latest heartbeat first (``POST …/{name}/workers/filter``).

        Pages go by position, and each heartbeat moves a worker to the front. None comes twice, but where there are
        more of them than a page has, which is 200 unless the server is set to less, one is missed that moves meanwhile.

        Raises:
            ArgumentError: *work_pool* names nothing.

        Raises, once rows are asked for:
            NotFoundError: there is no such pool.
            ValidationError: a filter has an unknown key or a value that cannot be.
        """
        name = parse_work_pool(work_pool)
        body = cast("ReadWorkersBody", given(workers=workers))

        def page(window: Window) -> Call[list[Worker]]:
            return api.read_workers(name, **paged(body, window))

        return Listing(self._connection, lambda: sorted_cursor("LAST_HEARTBEAT_TIME_DESC"), page)

    def delete_worker(self, work_pool: str, worker: str) -> None:
        """Delete what the server knows of a worker, by its name (``DELETE /work_pools/{name}/workers/{name}``).

        That stops nothing: a worker that is still running comes back with its next heartbeat.

        Raises:
            NotFoundError: there is no such pool, or it has no such worker.
            ArgumentError: *work_pool* or *worker* names nothing.
        """
        self._connection.send(api.delete_worker(parse_work_pool(work_pool), parse_worker(worker)))

    def scheduled_runs(
        self,
        work_pool: str,
        *,
        work_queue_names: Iterable[str] | None = None,
        scheduled_before: datetime | None = None,
        scheduled_after: datetime | None = None,
        limit: int | None = None,
    ) -> builtins.list[WorkerFlowRun]:
        """Return the runs that a worker of this pool would get now (``POST …/{name}/get_scheduled_flow_runs``).

        They come by the priority of their queue, then by start. Runs of paused queues are left out, and so is what
        the concurrency limits of pool and queues leave no room for; a paused pool has none at all.

        It changes no run, but it is what workers poll: the server takes the queues that are asked for to have been
        polled, and shows them and their deployments as READY for a while, though there may be no worker. To look
        without that, list ``flow_runs`` with a filter for ``work_pools``.

        Args:
            work_pool: the pool's name.
            work_queue_names: of these queues only; of all queues when there are none in it.
            scheduled_before: that start at this time or earlier; with a timezone. By default however far ahead.
            scheduled_after: that start at this time or later; with a timezone.
            limit: at most so many; as many as the server gives by default, which is 200 unless it is set to less.

        Raises:
            NotFoundError: there is no such pool, or it has no such queue.
            ValidationError: *limit* is more than the server gives.
            ArgumentError: *work_pool* names nothing, *work_queue_names* is one text, or a time has no timezone.
        """
        body = given(
            work_queue_names=None if work_queue_names is None else string_list("work_queue_names", work_queue_names),
            scheduled_before=scheduled_before,
            scheduled_after=scheduled_after,
            limit=limit,
        )
        name = parse_work_pool(work_pool)
        return self._connection.send(api.get_scheduled_flow_runs(name, **cast("GetScheduledFlowRunsBody", body)))

    def concurrency_status(
        self, work_pool: str, *, page: int | None = None, limit: int | None = None, flow_run_limit: int | None = None
    ) -> WorkPoolConcurrencyStatus:
        """Return which runs take up a pool's concurrency slots, by queue (``POST …/{name}/concurrency_status``).

        Args:
            work_pool: the pool's name.
            page: which page of queues, from 1, which is the default, to ``.pages`` of what comes back.
            limit: queues on a page; as many as the server gives by default.
            flow_run_limit: runs that are shown of each queue, 10 by default and 200 at most; all of them are counted.

        Raises:
            NotFoundError: there is no such pool.
            UnsupportedByServerError: the server is older than 3.6.29.
            ValidationError: a number is out of bounds.
            ArgumentError: *work_pool* names nothing.
        """
        name = parse_work_pool(work_pool)
        body = given(page=page, limit=limit, flow_run_limit=flow_run_limit)
        return self._connection.send(
            api.read_work_pool_concurrency_status(name, **cast("ReadWorkPoolConcurrencyStatusBody", body))
        )
