"""Work pools and workers: get, list, count, create, update, delete, pause and resume."""

from __future__ import annotations

import builtins
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Unpack, cast

from prefect_http import models
from prefect_http._async.listing import AsyncListing
from prefect_http._async.resources._base import AsyncResource
from prefect_http._async.resources.work_pool_lookup import send_to_work_pool
from prefect_http._domain import filters as grammars
from prefect_http._domain.references import WORK_POOL, WORKER
from prefect_http._lazy import lazy_module
from prefect_http._pagination.cursors import OffsetCursor
from prefect_http._pagination.paging import Paging
from prefect_http._pagination.queries import paged
from prefect_http._pagination.sort_keys import sorted_cursor
from prefect_http._utils import given, string_list
from prefect_http_api import requests
from prefect_http_api import work_pools as api

if TYPE_CHECKING:
    from prefect_http import filters, references
else:
    filters = lazy_module("prefect_http.filters")
    references = lazy_module("prefect_http.references")


class AsyncWorkPools(AsyncResource):
    """Work pools and workers: get, list, count, create, update, delete, pause and resume.

    Work pools and workers are referenced by name. The API accepts IDs only in filters.
    """

    async def get(self, work_pool: references.WorkPool) -> models.WorkPool:
        """Get a work pool by name.

        Args:
            work_pool: Name of the work pool.

        Raises:
            NotFoundError: The work pool does not exist. The message suggests similar names.
            ArgumentError: *work_pool* is empty or not a string.

        API: ``GET /work_pools/{name}``.
        """
        name = WORK_POOL.parse(work_pool)
        return await send_to_work_pool(self._connection, name, api.read_work_pool(name))

    def list(self, *, limit: int | None = None, **filters: Unpack[filters.WorkPools]) -> AsyncListing[models.WorkPool]:
        """List work pools, sorted by name.

        Pages are fetched lazily. A pool that exists throughout the listing is listed exactly once, because pools cannot
        be renamed.

        Args:
            limit: Maximum number of pools. Default: no limit.
            **filters: Keywords of `prefect_http.filters.WorkPools`: ``name``, ``type`` and ``where``. Default: all
                pools.

        Raises:
            ArgumentError: A filter is unknown, or a value is invalid.
            ValidationError: *where* has an unknown key or an invalid value. Raised during iteration.

        API: ``POST /work_pools/filter``.
        """

        def paging(where: requests.ReadWorkPoolsBody) -> Paging[models.WorkPool]:
            body: requests.ReadWorkPoolsBody = {**where}
            return Paging(OffsetCursor(), lambda window: api.read_work_pools(**paged(body, window)))

        return AsyncListing(
            self._connection,
            grammars.WORK_POOLS.parse(filters),
            paging,
            count=lambda where: api.count_work_pools(**where),
            limit=limit,
        )

    async def first(self, **filters: Unpack[filters.WorkPools]) -> models.WorkPool | None:
        """Return the first of the work pools that `list` would list, or None if none matches.

        Args:
            **filters: Filters, as in `list`.

        Raises:
            PrefectHTTPError: As in `list`.

        API: ``POST /work_pools/filter``.
        """
        return await self.list(**filters).first()

    async def count(self, **filters: Unpack[filters.WorkPools]) -> int:
        """Count work pools. Without filters, all work pools are counted.

        Args:
            **filters: Filters, as in `list`. If a name contains ``*``, the work pools are listed.

        Raises:
            PrefectHTTPError: As in `list`.

        API: ``POST /work_pools/count``.
        """
        return await self.list(**filters).count()

    async def create(self, **work_pool: Unpack[requests.WorkPoolCreate]) -> models.WorkPool:
        """Create a work pool with a queue named ``default``, and return the pool.

        Set ``type``, for example to ``"process"``. The server's default is ``"prefect-agent"``, which no Prefect 3
        worker supports.

        Args:
            **work_pool: Fields of the work pool. Required: ``name``. Optional: ``type`` (default: ``"prefect-agent"``),
                ``description``, ``base_job_template``, ``concurrency_limit``, ``storage_configuration`` (default: none)
                and ``is_paused`` (default: False).

        Raises:
            ConflictError: A work pool with this name exists.
            PermissionDeniedError: The name starts with "prefect", regardless of case.
            ValidationError: A value is invalid, such as a name that contains ``/ % & > <``.

        API: ``POST /work_pools/``.
        """
        return await self._connection.send(api.create_work_pool(**work_pool))

    async def update(self, work_pool: references.WorkPool, /, **changes: Unpack[requests.WorkPoolUpdate]) -> None:
        """Update the given fields of a work pool.

        Args:
            work_pool: Name of the work pool.
            **changes: Fields to update: ``description``, ``base_job_template``, ``concurrency_limit``,
                ``storage_configuration`` and ``is_paused``. Default: unchanged.

        Raises:
            NotFoundError: The work pool does not exist.
            PermissionDeniedError: The name starts with "prefect", and fields other than ``is_paused`` and
                ``concurrency_limit`` are given.
            ValidationError: A value is invalid.
            ArgumentError: *work_pool* is empty or not a string.

        API: ``PATCH /work_pools/{name}``.
        """
        name = WORK_POOL.parse(work_pool)
        await send_to_work_pool(self._connection, name, api.update_work_pool(name, **changes))

    async def pause(self, work_pool: references.WorkPool) -> None:
        """Pause a work pool: stop workers from picking up runs from it. Running flow runs continue.

        Args:
            work_pool: Name of the work pool.

        Raises:
            NotFoundError: The work pool does not exist.
            ArgumentError: *work_pool* is empty or not a string.

        API: ``PATCH /work_pools/{name}``.
        """
        await self.update(work_pool, is_paused=True)

    async def resume(self, work_pool: references.WorkPool) -> None:
        """Resume a work pool: let workers pick up runs from it again.

        Args:
            work_pool: Name of the work pool.

        Raises:
            NotFoundError: The work pool does not exist.
            ArgumentError: *work_pool* is empty or not a string.

        API: ``PATCH /work_pools/{name}``.
        """
        await self.update(work_pool, is_paused=False)

    async def delete(self, work_pool: references.WorkPool) -> None:
        """Delete a work pool, its queues and its workers.

        Args:
            work_pool: Name of the work pool.

        Raises:
            NotFoundError: The work pool does not exist.
            PermissionDeniedError: The name starts with "prefect".
            ArgumentError: *work_pool* is empty or not a string.

        API: ``DELETE /work_pools/{name}``.
        """
        name = WORK_POOL.parse(work_pool)
        await send_to_work_pool(self._connection, name, api.delete_work_pool(name))

    def list_workers(
        self, work_pool: references.WorkPool, *, limit: int | None = None, **filters: Unpack[filters.Workers]
    ) -> AsyncListing[models.Worker]:
        """List the workers of a work pool, latest heartbeat first.

        Pages are fetched lazily and requested by offset. No worker is listed twice. A heartbeat moves a worker to the
        front, so a worker may be missed if there is more than one page. A page contains 200 workers unless the server
        is configured for fewer.

        Args:
            work_pool: Name of the work pool.
            limit: Maximum number of workers. Default: no limit.
            **filters: Keywords of `prefect_http.filters.Workers`: ``status``, ``since`` and ``until`` for the
                last heartbeat, and ``where``. Default: all workers.

        Raises:
            ArgumentError: *work_pool* is empty or not a string, a filter is unknown, or a value is invalid.
            NotFoundError: The work pool does not exist. Raised during iteration.
            ValidationError: *where* has an unknown key or an invalid value. Raised during iteration.

        API: ``POST /work_pools/{name}/workers/filter``.
        """
        name = WORK_POOL.parse(work_pool)

        def paging(where: requests.ReadWorkersBody) -> Paging[models.Worker]:
            return Paging(
                sorted_cursor("LAST_HEARTBEAT_TIME_DESC"), lambda window: api.read_workers(name, **paged(where, window))
            )

        return AsyncListing(self._connection, grammars.WORKERS.parse(filters), paging, limit=limit)

    async def delete_worker(self, work_pool: references.WorkPool, worker: references.Worker) -> None:
        """Delete the record of a worker.

        A running worker is not stopped, and its next heartbeat recreates the record.

        Args:
            work_pool: Name of the work pool.
            worker: Name of the worker.

        Raises:
            NotFoundError: The work pool or the worker does not exist.
            ArgumentError: *work_pool* or *worker* is empty or not a string.

        API: ``DELETE /work_pools/{work_pool_name}/workers/{name}``.
        """
        await self._connection.send(api.delete_worker(WORK_POOL.parse(work_pool), WORKER.parse(worker)))

    async def scheduled_runs(
        self,
        work_pool: references.WorkPool,
        *,
        work_queue_names: Iterable[str] | None = None,
        scheduled_before: datetime | None = None,
        scheduled_after: datetime | None = None,
        limit: int | None = None,
    ) -> builtins.list[models.WorkerFlowRun]:
        """Return the runs that a worker of the pool would pick up now, sorted by queue priority and start time.

        Runs of paused queues, and runs that exceed the concurrency limits of the pool or its queues, are left out. For
        a paused pool, the list is empty.

        No run is changed, but this is the endpoint that workers poll. The server marks the requested queues as polled
        and shows them and their deployments as READY, by default for 60 seconds, even if no worker exists. To read runs
        without this effect, list flow runs with a *work_pools* filter.

        Args:
            work_pool: Name of the work pool.
            work_queue_names: Names of the queues to include. If empty, all queues are included. Default: all queues.
            scheduled_before: Latest start time, inclusive, with a timezone. Default: no limit.
            scheduled_after: Earliest start time, inclusive, with a timezone. Default: no limit.
            limit: Maximum number of runs. Default: the server's limit, which is 200 unless configured lower.

        Raises:
            NotFoundError: The work pool or one of the queues does not exist.
            ValidationError: *limit* exceeds the server's limit.
            ArgumentError: *work_pool* is empty or not a string, *work_queue_names* is a string, or a time has no
                timezone.

        API: ``POST /work_pools/{name}/get_scheduled_flow_runs``.
        """
        body = given(
            work_queue_names=None if work_queue_names is None else string_list("work_queue_names", work_queue_names),
            scheduled_before=scheduled_before,
            scheduled_after=scheduled_after,
            limit=limit,
        )
        name = WORK_POOL.parse(work_pool)
        return await self._connection.send(
            api.get_scheduled_flow_runs(name, **cast("requests.GetScheduledFlowRunsBody", body))
        )

    async def concurrency_status(
        self,
        work_pool: references.WorkPool,
        *,
        page: int | None = None,
        limit: int | None = None,
        flow_run_limit: int | None = None,
    ) -> models.WorkPoolConcurrencyStatus:
        """Return the runs that occupy the concurrency slots of a work pool, by queue.

        On Prefect Cloud, ``.active_slots``, ``.count`` and ``.pages`` of the result may be None.

        Args:
            work_pool: Name of the work pool.
            page: Page of queues, from 1 to the ``.pages`` of the result. Default: 1.
            limit: Queues per page. Default: chosen by the server.
            flow_run_limit: Runs to return per queue, at most 200. The counts include all runs. Default: 10.

        Raises:
            NotFoundError: The work pool does not exist.
            UnsupportedByServerError: The server is older than 3.6.29.
            ValidationError: A number is out of range.
            ArgumentError: *work_pool* is empty or not a string.

        API: ``POST /work_pools/{name}/concurrency_status``.
        """
        name = WORK_POOL.parse(work_pool)
        body = given(page=page, limit=limit, flow_run_limit=flow_run_limit)
        call = api.read_work_pool_concurrency_status(name, **cast("requests.ReadWorkPoolConcurrencyStatusBody", body))
        return await send_to_work_pool(self._connection, name, call)
