"""Wait for flow runs to finish, or to enter a state."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import aclosing
from http import HTTPStatus
from sys import maxsize
from typing import TYPE_CHECKING
from uuid import UUID

from prefect_http import _concurrency, models
from prefect_http._arguments import Seconds, flag, integer
from prefect_http._async.resources._base import AsyncResource
from prefect_http._async.resources.flow_run_diagnosis import diagnose_timeout
from prefect_http._async.resources.run_logs import read_with_time
from prefect_http._domain.polling import FailureStreak, PollSchedule, check_poll_interval
from prefect_http._domain.progress import Progress
from prefect_http._domain.references import FLOW_RUN
from prefect_http._domain.rows import AsyncRowReader, AsyncRows
from prefect_http._domain.run_states import raise_if_failed
from prefect_http._domain.waiting import (
    RunWatch,
    Target,
    filter_all,
    filter_finished,
    filter_unfinished,
    ids_without,
)
from prefect_http._lazy import lazy_module
from prefect_http._utils import batches
from prefect_http.errors import PrefectHTTPError, ServerError
from prefect_http_api import flow_run_states, requests
from prefect_http_api import flow_runs as api

if TYPE_CHECKING:
    from prefect_http import filters, references
else:
    filters = lazy_module("prefect_http.filters")
    references = lazy_module("prefect_http.references")


class AsyncFlowRunWaiting(AsyncResource):
    """Wait for flow runs to finish, or to enter a state."""

    async def wait(
        self,
        run_id: references.FlowRun,
        *,
        until: filters.State | Iterable[filters.State] | None = None,
        timeout: Seconds | None = None,
        raise_on_failure: bool = False,
        poll_interval: Seconds | None = None,
    ) -> models.FlowRun:
        """Wait for a flow run to finish, or to enter a state, and return it.

        Returns immediately if the run has already finished. Final states are COMPLETED, FAILED, CRASHED and CANCELLED;
        PAUSED and CANCELLING are not final. A run that ends FAILED, CRASHED or CANCELLED is returned, not raised,
        unless *raise_on_failure* is set.

        With *until*, returns as soon as the run has entered one of these states, even if it has left the state again
        between two polls. The run is returned in its state at that time. A state from before the wait counts if the run
        has not been scheduled or resumed since. Reading the earlier states takes one more request whenever the run has
        changed its state.

        The end of a run is noticed within a tenth of the time that it has been running, but within 0.5 seconds at best
        and 10 at worst:

        - A poll takes one request. That is about 38 requests in the first minute of the run, 8 in the second, and 6 in
          each further one.
        - Until it starts, a run that is due takes about 41 requests in the first minute, and 21 in each further one. If
          it then runs for less than 3 seconds, its end may be noticed up to 3 seconds late.
        - A run that is scheduled for later takes 6 requests per minute.
        - Prefect Cloud accepts 625 requests per minute on its smallest plan, from all clients of an account. To send
          fewer, pass *poll_interval*. To wait for several runs, use `wait_many`.

        Overruns *timeout* by at most one request, plus two short requests that diagnose why no worker picked up the
        run. Polling continues through failures that may be transient: transport errors, invalid responses, redirects,
        gateway pages, 429 and 5xx responses. They are logged as warnings. Without *timeout*, the last failure is raised
        once all polls have failed for an hour.

        Args:
            run_id: ID of the flow run.
            until: One or several states to wait for, each by type, such as ``"PAUSED"``, or by name, such as
                ``"Late"``. Default: the final states.
            timeout: Seconds, or a timedelta, to wait. With 0, the state is checked once. Default: no limit.
            raise_on_failure: Whether to raise if the run does not end COMPLETED. Default: False.
            poll_interval: Seconds, or a timedelta, between two polls. Default: a tenth of the time that the run has
                been running, from 0.5 to 10 seconds.

        Raises:
            WaitTimeoutError: The run did not finish in time. It keeps running; the error carries its last state and
                describes what the run may be waiting for.
            StateNotReachedError: The run finished without entering one of the states in *until*.
            FlowRunFailedError: The run ended FAILED, CRASHED or CANCELLED, and *raise_on_failure* is set.
            NotFoundError: The run does not exist, or was deleted in the meantime.
            AuthenticationError: The server rejects the credentials.
            ArgumentError: *run_id* is not a valid UUID, a state in *until* is unknown, or *timeout* or *poll_interval*
                is out of range.

        API: ``GET /flow_runs/{id}``, and ``GET /flow_run_states/`` with *until*.
        """
        runs = await self._wait(
            [FLOW_RUN.parse(run_id)], until, timeout, poll_interval, raise_on_failure=raise_on_failure
        )
        return runs[0]

    async def wait_many(
        self,
        run_ids: AsyncRows[references.FlowRun],
        *,
        until: filters.State | Iterable[filters.State] | None = None,
        timeout: Seconds | None = None,
        raise_on_failure: bool = False,
        poll_interval: Seconds | None = None,
        on_progress: Callable[[Progress], object] | None = None,
    ) -> list[models.FlowRun]:
        """Wait for many flow runs to finish, or to enter a state, and return them in the given order.

        Works like `wait`. A run that is given twice is returned twice, and counted once. At the start and at the
        deadline, all runs are read page by page. In between:

        - With up to 50 unfinished runs, or with *until*, each poll reads all of them, with one request per page. The
          next poll follows as soon as it is due for one of the runs.
        - With more unfinished runs, each poll handles them in batches of 1,000. It counts the unfinished runs of a
          batch, with one request, if the previous poll found no newly finished run. Otherwise, it reads those that have
          finished, with one request per page. The next poll follows after a tenth of the shortest run time.
        - A minute has 6 to about 125 polls: few for old runs, many while runs start or finish. To send fewer requests,
          pass *poll_interval*.

        Args:
            run_ids: IDs of the flow runs.
            until: One or several states to wait for, each by type or by name. Default: the final states.
            timeout: Seconds, or a timedelta, to wait for all runs. With 0, the states are checked once. Default: no
                limit.
            raise_on_failure: Whether to raise as soon as one run does not end COMPLETED, even if others are unfinished.
                Default: False.
            poll_interval: Seconds, or a timedelta, between two polls. Default: 0.5 to 10 seconds, as described.
            on_progress: Function that is called with a `Progress` whenever runs have finished, or entered a state in
                *until*. Its ``failed`` counts the runs that ended FAILED, CRASHED or CANCELLED. Default: none.

        Raises:
            WaitTimeoutError: Some runs did not finish in time. They keep running; the error carries their last states,
                and its message counts them by state.
            StateNotReachedError: A run finished without entering one of the states in *until*.
            FlowRunFailedError: A run ended FAILED, CRASHED or CANCELLED, and *raise_on_failure* is set. If several
                failed between two polls, the error is for the first in the given order.
            NotFoundError: A run does not exist, or was deleted in the meantime. The URL of the error contains its ID.
            AuthenticationError: The server rejects the credentials.
            ArgumentError: An item of *run_ids* is not a valid UUID, a state in *until* is unknown, or *timeout* or
                *poll_interval* is out of range.

        API: ``POST /flow_runs/filter``, ``POST /flow_runs/count`` and ``GET /flow_runs/{id}``, and
        ``GET /flow_run_states/`` with *until*.
        """
        ids = [FLOW_RUN.parse(run_id) for _, run_id in await AsyncRowReader(run_ids, "run_ids").take()]
        return await self._wait(
            ids, until, timeout, poll_interval, raise_on_failure=raise_on_failure, on_progress=on_progress
        )

    async def as_completed(
        self,
        run_ids: AsyncRows[references.FlowRun],
        *,
        max_unfinished: int | None = None,
        timeout: Seconds | None = None,
        poll_interval: Seconds | None = None,
    ) -> AsyncGenerator[models.FlowRun, None]:
        """Yield flow runs in their final states as they finish.

        Polls like `wait_many`. Runs that finish between two polls are yielded in the order of their ends. A run that is
        given twice is yielded once. Polling stops while you handle a run.

        With *max_unfinished*, *run_ids* may be a generator that starts runs, so that only a few are active at a time::

            runs = (await client.deployments.trigger("etl/nightly", parameters={"day": day}) for day in days)
            async for run in client.flow_runs.as_completed(runs, max_unfinished=10):
                print(run.name, run.state_name)

        Args:
            run_ids: IDs of the flow runs.
            max_unfinished: Maximum number of runs to wait for at a time. Further ones are taken from *run_ids* as runs
                finish. Default: no limit.
            timeout: Seconds, or a timedelta, to wait for all runs. Default: no limit.
            poll_interval: Seconds, or a timedelta, between two polls. Default: 0.5 to 10 seconds, as in `wait_many`.

        Raises:
            WaitTimeoutError: Some runs did not finish in time. They keep running; the error carries their last states.
                All others that were taken from *run_ids* have been yielded. Raised during iteration.
            NotFoundError: A run does not exist, or was deleted in the meantime. Raised during iteration.
            AuthenticationError: The server rejects the credentials. Raised during iteration.
            ArgumentError: An item of *run_ids* is not a valid UUID, or *max_unfinished*, *timeout* or *poll_interval*
                is out of range. Raised during iteration.

        API: ``POST /flow_runs/filter``, ``POST /flow_runs/count`` and ``GET /flow_runs/{id}``.
        """
        maximum = maxsize if max_unfinished is None else integer(max_unfinished, "max_unfinished", minimum=1)
        schedule = PollSchedule(_concurrency.monotonic(), timeout, interval=check_poll_interval(poll_interval))
        watch = RunWatch([], now=_concurrency.monotonic())
        async with (
            aclosing(AsyncRowReader(run_ids, "run_ids")) as remaining,
            aclosing(self._poll_until_done(watch, schedule)) as polls,
        ):
            await _add_runs(watch, remaining, maximum)
            async for runs in polls:
                for run in runs:
                    yield run
                await _add_runs(watch, remaining, maximum)

    async def _wait(
        self,
        ids: Sequence[UUID],
        until: filters.State | Iterable[filters.State] | None,
        timeout: Seconds | None,
        poll_interval: Seconds | None,
        *,
        raise_on_failure: bool,
        on_progress: Callable[[Progress], object] | None = None,
    ) -> list[models.FlowRun]:
        target = None if until is None else Target(until)
        schedule = PollSchedule(_concurrency.monotonic(), timeout, interval=check_poll_interval(poll_interval))
        watch = RunWatch(ids, now=_concurrency.monotonic(), target=target)
        flag(raise_on_failure, "raise_on_failure")
        async with aclosing(self._poll_until_done(watch, schedule)) as polls:
            async for done in polls:
                if raise_on_failure:
                    for run in watch.runs:
                        raise_if_failed(run)
                if done and on_progress is not None:
                    on_progress(watch.progress)
                watch.raise_if_missed()
        return watch.runs

    async def _poll_until_done(
        self, watch: RunWatch, schedule: PollSchedule
    ) -> AsyncGenerator[list[models.FlowRun], None]:
        """Poll until all runs of *watch* are done, and yield the newly done ones after each poll."""
        failures = FailureStreak(schedule.timeout)
        while True:
            try:
                await self._poll(watch, schedule)
                failures.end()
            except PrefectHTTPError as error:
                if not failures.tolerates(error, _concurrency.monotonic()):
                    raise
            yield watch.take_done()
            if not watch.unfinished_ids:
                return
            now = _concurrency.monotonic()
            wait = schedule.next_wait(now, failures.count, pace=watch.interval(now))
            if wait is None:
                fault = failures.last
                raise await diagnose_timeout(self._connection, watch, schedule.timeout or 0.0, fault) from fault
            await _concurrency.async_sleep(wait)

    async def _poll(self, watch: RunWatch, schedule: PollSchedule) -> None:
        """Update *watch*."""
        # At the deadline, all runs are read, so that the error carries their current states.
        at_deadline = schedule.remaining(_concurrency.monotonic()) == 0
        if at_deadline or watch.reads_all:
            await self._read(watch, watch.unfinished_ids, schedule)
        else:
            await self._read_finished(watch, schedule)
        for run_id in watch.unchecked_ids:
            call = flow_run_states.read_flow_run_states(flow_run_id=run_id)
            watch.update_history(run_id, await self._connection_until(schedule).send(call))

    async def _read(self, watch: RunWatch, ids: Sequence[UUID], schedule: PollSchedule) -> None:
        """Read the runs, whether or not they have finished."""
        for batch in batches(ids):
            remaining = batch
            while remaining:
                found = await self._find(watch, remaining, filter_all, schedule) if len(remaining) > 1 else []
                # A filter skips runs that do not exist. Reading such a run by ID raises NotFoundError.
                found = found or [await self._read_one(watch, remaining[0], schedule)]
                remaining = ids_without(remaining, found)

    async def _read_one(self, watch: RunWatch, run_id: UUID, schedule: PollSchedule) -> models.FlowRun:
        call = api.read_flow_run(run_id)
        run, server_time = await read_with_time(self._connection_until(schedule), call)
        # With another run in the response, the loop in _read would never end.
        if run.id != run_id:
            from prefect_http._http.response import unexpected_response

            raise unexpected_response(call, "$.id", f"Expected {run_id}, got {run.id}")
        watch.update([run], now=_concurrency.monotonic(), server_time=server_time)
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
            found = await self._find(watch, ids, filter_finished, schedule)
            finished = [run for run in found if run.is_final]
            ids = ids_without(ids, finished)
            if len(finished) < watch.page_size:
                break
        return ids

    async def _find(
        self,
        watch: RunWatch,
        ids: Sequence[UUID],
        make_filter: Callable[[Sequence[UUID]], requests.FlowRunFilter],
        schedule: PollSchedule,
    ) -> list[models.FlowRun]:
        """Read the first page of the runs that match the filter for *ids*.

        Runs that make the server fail are found by bisection. From then on, they are read by ID.
        """
        found = [await self._read_one(watch, run_id, schedule) for run_id in ids if run_id in watch.unlistable]
        listable = ids_without(ids, found)
        if not listable:
            return found
        call = api.read_flow_runs(flow_runs=make_filter(listable))
        try:
            rows, server_time = await read_with_time(self._connection_until(schedule), call)
        except ServerError as error:
            if error.status != HTTPStatus.INTERNAL_SERVER_ERROR:
                raise
            if len(listable) == 1:
                found.append(await self._read_one(watch, listable[0], schedule))
                watch.unlistable.add(listable[0])
                return found
            middle = len(listable) // 2
            for half in (listable[:middle], listable[middle:]):
                found += await self._find(watch, half, make_filter, schedule)
            return found
        wanted = set(listable)
        page = [run for run in rows if run.id in wanted]
        watch.update(page, now=_concurrency.monotonic(), server_time=server_time)
        return found + page

    async def _count_unfinished(self, ids: Sequence[UUID], schedule: PollSchedule) -> int:
        call = api.count_flow_runs(flow_runs=filter_unfinished(ids))
        return await self._connection_until(schedule).send(call)


async def _add_runs(watch: RunWatch, run_ids: AsyncRowReader[references.FlowRun], maximum: int) -> None:
    """Take runs from *run_ids* until *watch* has *maximum* unfinished ones, or none are left."""
    # A run that is given twice takes no room.
    while (room := maximum - len(watch.unfinished_ids)) and (taken := await run_ids.take(room)):
        for _, run_id in taken:
            watch.add(FLOW_RUN.parse(run_id))
