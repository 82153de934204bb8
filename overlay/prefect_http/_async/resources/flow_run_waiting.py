"""Wait for flow runs to finish."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from prefect_http import _concurrency, models
from prefect_http._arguments import Seconds, flag, iterable
from prefect_http._async.resources._base import AsyncResource
from prefect_http._domain.polling import MAX_WAIT, FailureStreak, PollSchedule, resolve_max_wait
from prefect_http._domain.references import FLOW_RUN
from prefect_http._domain.run_states import raise_if_failed
from prefect_http._domain.waiting import (
    RunWatch,
    filter_all,
    filter_finished,
    filter_unfinished,
    ids_without,
    is_overdue,
    wait_timeout_error,
)
from prefect_http._utils import batches
from prefect_http.errors import PrefectHTTPError, WaitTimeoutError
from prefect_http_api import flow_runs as api
from prefect_http_api import requests

_DIAGNOSIS_TIMEOUT: Final = 5.0
"""Timeout in seconds of each request after the deadline that diagnoses why a run has not started."""


class AsyncFlowRunWaiting(AsyncResource):
    """Wait for flow runs to finish."""

    async def wait(
        self,
        run_id: UUID | str,
        *,
        timeout: Seconds | None = None,
        raise_on_failure: bool = False,
        poll_interval: Seconds | None = None,
    ) -> models.FlowRun:
        """Wait for a flow run to finish and return it in its final state.

        Returns immediately if the run has already finished. Final states are COMPLETED, FAILED, CRASHED and CANCELLED;
        PAUSED and CANCELLING are not final. A run that ends FAILED, CRASHED or CANCELLED is returned, not raised,
        unless *raise_on_failure* is set.

        Overruns *timeout* by at most one request, plus two short requests that diagnose why no worker picked up the
        run. Polling continues through failures that may be transient: transport errors, invalid responses, redirects,
        gateway pages, 429 and 5xx responses. They are logged as warnings. Without *timeout*, the last failure is raised
        once all polls have failed for an hour.

        A poll takes one request. With the default *poll_interval*, that is about 15 requests in the first minute, and 6
        in each further one. Prefect Cloud accepts 625 requests per minute on its smallest plan, from all clients of an
        account. To wait for several runs, use `wait_many`.

        Args:
            run_id: ID of the flow run.
            timeout: Seconds, or a timedelta, to wait. With 0, the state is checked once. Default: no limit.
            raise_on_failure: Whether to raise if the run does not end COMPLETED. Default: False.
            poll_interval: Seconds, or a timedelta, between two polls at most. Waits start short and grow. Default: 10.

        Raises:
            WaitTimeoutError: The run did not finish in time. It keeps running; the error carries its last state and
                describes what the run may be waiting for.
            FlowRunFailedError: The run ended FAILED, CRASHED or CANCELLED, and *raise_on_failure* is set.
            NotFoundError: The run does not exist, or was deleted in the meantime.
            AuthenticationError: The server rejects the credentials.
            ArgumentError: *run_id* is not a valid UUID, or *timeout* or *poll_interval* is out of range.

        API: ``GET /flow_runs/{id}``.
        """
        runs = await self._wait([FLOW_RUN.parse(run_id)], timeout, poll_interval, raise_on_failure=raise_on_failure)
        return runs[0]

    async def wait_many(
        self,
        run_ids: Iterable[UUID | str],
        *,
        timeout: Seconds | None = None,
        raise_on_failure: bool = False,
        poll_interval: Seconds | None = None,
    ) -> list[models.FlowRun]:
        """Wait for many flow runs to finish and return them in their final states, in the given order.

        Works like `wait`, with one request per poll for every 1,000 unfinished runs. With the default *poll_interval*,
        that is about 15 requests in the first minute, and 6 in each further one. A run that is given twice is returned
        twice. At the start and at the deadline, all runs are read page by page. In between, each poll

        - counts the unfinished runs, if the previous poll found no newly finished run;
        - otherwise, reads the runs that have finished, with one request per page.

        Args:
            run_ids: IDs of the flow runs.
            timeout: Seconds, or a timedelta, to wait for all runs. With 0, the states are checked once. Default: no
                limit.
            raise_on_failure: Whether to raise as soon as one run does not end COMPLETED, even if others are unfinished.
                Default: False.
            poll_interval: Seconds, or a timedelta, between two polls at most. Waits start short and grow. Default: 10.

        Raises:
            WaitTimeoutError: Some runs did not finish in time. They keep running; the error carries their last states.
            FlowRunFailedError: A run ended FAILED, CRASHED or CANCELLED, and *raise_on_failure* is set. If several
                failed between two polls, the error is for the first in the given order.
            NotFoundError: A run does not exist, or was deleted in the meantime. The URL of the error contains its ID. A
                deletion is only detected by a poll that counts.
            AuthenticationError: The server rejects the credentials.
            ArgumentError: An item of *run_ids* is not a valid UUID, or *timeout* or *poll_interval* is out of range.

        API: ``POST /flow_runs/filter`` and ``POST /flow_runs/count``.
        """
        ids = [FLOW_RUN.parse(run_id) for run_id in iterable(run_ids, "run_ids")]
        return await self._wait(ids, timeout, poll_interval, raise_on_failure=raise_on_failure)

    async def _wait(
        self, ids: Sequence[UUID], timeout: Seconds | None, poll_interval: Seconds | None, *, raise_on_failure: bool
    ) -> list[models.FlowRun]:
        watch = RunWatch(ids)
        flag(raise_on_failure, "raise_on_failure")
        max_wait = resolve_max_wait(poll_interval, MAX_WAIT)
        schedule = PollSchedule(_concurrency.monotonic(), timeout, max_wait=max_wait)
        failures = FailureStreak(schedule.timeout)
        while True:
            try:
                await self._poll(watch, schedule)
                failures.end()
            except PrefectHTTPError as error:
                if not failures.tolerates(error, _concurrency.monotonic()):
                    raise
            if raise_on_failure:
                for run in watch.runs:
                    raise_if_failed(run)
            if not watch.unfinished_ids:
                return watch.runs
            wait = schedule.next_wait(_concurrency.monotonic(), failures.count)
            if wait is None:
                raise await self._timeout_error(watch, schedule.timeout or 0.0, failures.last) from failures.last
            await _concurrency.async_sleep(wait)

    async def _poll(self, watch: RunWatch, schedule: PollSchedule) -> None:
        """Update *watch*."""
        # At the deadline, all runs are read, so that the error carries their current states.
        at_deadline = schedule.remaining(_concurrency.monotonic()) == 0
        if at_deadline or watch.has_unread or len(watch.unfinished_ids) == 1:
            await self._read(watch, watch.unfinished_ids, schedule)
        else:
            await self._read_finished(watch, schedule)

    async def _read(self, watch: RunWatch, ids: Sequence[UUID], schedule: PollSchedule) -> None:
        """Read the runs, whether or not they have finished."""
        for batch in batches(ids):
            remaining = batch
            while remaining:
                found = await self._find(remaining, filter_all(remaining), schedule) if len(remaining) > 1 else []
                # A filter skips runs that do not exist. Reading such a run by ID raises NotFoundError.
                found = found or [await self._read_one(remaining[0], schedule)]
                watch.update(found)
                remaining = ids_without(remaining, found)

    async def _read_one(self, run_id: UUID, schedule: PollSchedule) -> models.FlowRun:
        call = api.read_flow_run(run_id)
        run = await self._connection_until(schedule).send(call)
        # With another run in the response, the loop in _read would never end.
        if run.id != run_id:
            from prefect_http._http.response import unexpected_response

            raise unexpected_response(call, "$.id", f"Expected {run_id}, got {run.id}")
        return run

    async def _read_finished(self, watch: RunWatch, schedule: PollSchedule) -> None:
        """Read the runs that have finished since the last poll.

        Reading them does not reveal deleted runs, but counting the unfinished ones does. While no run finishes, the
        count is enough.
        """
        count_first, watch.idle = watch.idle, True
        for ids in batches(watch.unfinished_ids):
            unfinished = await self._count_unfinished(ids, schedule) if count_first else None
            if unfinished == len(ids):
                continue
            remaining = await self._read_finished_of(watch, ids, schedule)
            if len(remaining) < len(ids):
                watch.idle = False
            if unfinished is not None and len(remaining) > unfinished:
                await self._read(watch, remaining, schedule)

    async def _read_finished_of(self, watch: RunWatch, ids: list[UUID], schedule: PollSchedule) -> list[UUID]:
        """Read the finished runs among *ids*, page by page, and return the IDs of the others."""
        while ids:
            finished = await self._find(ids, filter_finished(ids), schedule)
            watch.update(finished)
            ids = ids_without(ids, finished)
            if len(finished) < watch.page_size:
                break
        return ids

    async def _find(
        self, ids: Iterable[UUID], flow_runs: requests.FlowRunFilter, schedule: PollSchedule
    ) -> list[models.FlowRun]:
        rows = await self._connection_until(schedule).send(api.read_flow_runs(flow_runs=flow_runs))
        wanted = set(ids)
        return [run for run in rows if run.id in wanted]

    async def _count_unfinished(self, ids: Sequence[UUID], schedule: PollSchedule) -> int:
        call = api.count_flow_runs(flow_runs=filter_unfinished(ids))
        return await self._connection_until(schedule).send(call)

    async def _timeout_error(self, watch: RunWatch, timeout: float, fault: PrefectHTTPError | None) -> WaitTimeoutError:
        now = datetime.now(UTC)
        pool, queue = None, None
        if fault is None and is_overdue(watch.unfinished[0], now):
            pool, queue = await self._read_pool_and_queue(watch.unfinished[0])
        return wait_timeout_error(watch, timeout, now=now, pool=pool, queue=queue, fault=fault)

    async def _read_pool_and_queue(self, run: models.FlowRun) -> tuple[models.WorkPool | None, models.WorkQueue | None]:
        """Return the work pool and the work queue of *run*. Either is None if it cannot be read."""
        from prefect_http_api import work_pools, work_queues

        connection = self._connection.with_options(timeout=_DIAGNOSIS_TIMEOUT, retry=False)
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
