"""Diagnose why a wait for flow runs timed out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from prefect_http import models
from prefect_http._async.connection import AsyncConnection
from prefect_http._domain.wait_timeouts import is_overdue, wait_timeout_error
from prefect_http._domain.waiting import RunWatch
from prefect_http.errors import PrefectHTTPError, WaitTimeoutError
from prefect_http_api import work_pools, work_queues

_TIMEOUT: Final = 5.0
"""Timeout in seconds of each request after the deadline that diagnoses why a run has not started."""


async def diagnose_timeout(
    connection: AsyncConnection, watch: RunWatch, timeout: float, fault: PrefectHTTPError | None
) -> WaitTimeoutError:
    """Return the error for a wait that timed out.

    Args:
        connection: Connection to the server.
        watch: Runs waited for.
        timeout: Seconds that the client waited.
        fault: Error from the last request, if it failed.
    """
    now = datetime.now(UTC)
    pool, queue = None, None
    if fault is None and watch.unfinished and is_overdue(watch.unfinished[0], now):
        pool, queue = await _read_pool_and_queue(connection, watch.unfinished[0])
    return wait_timeout_error(watch, timeout, now=now, pool=pool, queue=queue, fault=fault)


async def _read_pool_and_queue(
    connection: AsyncConnection, run: models.FlowRun
) -> tuple[models.WorkPool | None, models.WorkQueue | None]:
    """Return the work pool and the work queue of *run*. Either is None if it cannot be read."""
    connection = connection.with_options(timeout=_TIMEOUT, retry=False)
    pool, queue = None, None
    try:
        if run.work_pool_name is not None:
            pool = await connection.send(work_pools.read_work_pool(run.work_pool_name))
        if run.work_queue_id is not None:
            queue = await connection.send(work_queues.read_work_queue(run.work_queue_id))
    except PrefectHTTPError:
        # The caller raises the timeout even without a diagnosis.
        pass
    return pool, queue
