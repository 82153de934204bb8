# Generated from _async/resources/flow_run_waiting.py by `python -m generator.unasync`.
# Do not edit: change that file, and run this.
"""Waiting for flow runs to end."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from prefect_http import _concurrency
from prefect_http._domain.polling import LONGEST_WAIT, PollSchedule
from prefect_http._domain.references import parse_flow_run
from prefect_http._domain.run_states import raise_if_failed
from prefect_http._domain.waiting import Watch, all_of, ended_of, going_of, is_overdue, longest_wait, timed_out, without
from prefect_http._sync.resources._base import PASSING, Resource, in_time
from prefect_http._utils import batches
from prefect_http.errors import PrefectHTTPError
from prefect_http_api import flow_runs as api

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from prefect_http.errors import WaitTimeoutError
    from prefect_http.models import FlowRun, WorkPool, WorkQueue
    from prefect_http_api.requests import FlowRunFilter

_LAST_WORDS = 5.0
"""Seconds that finding out why a run was not started may take, since the time is over by then."""


class FlowRunWaiting(Resource):
    """Flow runs: wait for their end."""

    def wait(
        self,
        run_id: UUID | str,
        *,
        timeout: float | None = None,
        raise_on_failure: bool = False,
        poll_interval: float | None = None,
    ) -> FlowRun:
        """Wait until the run has ended, and return it as it then is (``GET /flow_runs/{id}``).

        Returns at once for a run that has ended already, which is one that is COMPLETED, FAILED, CRASHED or CANCELLED;
        one that is PAUSED or CANCELLING has not. However it ended, it is returned, not raised; see *raise_on_failure*.

        The deadline is monotonic: the call never outlasts *timeout* seconds by more than one request, and by two short
        ones that find out why a worker has not picked up the run. Until then it goes on though the server cannot be
        reached, is busy or fails. Without *timeout* it waits for ever, but such a failure is raised once the client's
        retry policy gives up.

        Args:
            run_id: the run.
            timeout: seconds; None for no limit. With 0 the server is asked once.
            raise_on_failure: raise for a run that does not end COMPLETED.
            poll_interval: seconds that no wait between two questions exceeds; waits are short at first, and grow.

        Raises:
            WaitTimeoutError: the run was still going; it goes on, and the error carries its last state and says what
                it may be waiting for.
            FlowRunFailedError: it ended FAILED, CRASHED or CANCELLED, and *raise_on_failure* is set.
            NotFoundError: there is no such run, or it was deleted meanwhile.
            ArgumentError: *run_id* is a text that is no id, or one cannot wait for *timeout* or *poll_interval*.
        """
        runs = self._wait([parse_flow_run(run_id)], timeout, poll_interval, raise_on_failure=raise_on_failure)
        return runs[0]

    def wait_many(
        self,
        run_ids: Iterable[UUID | str],
        *,
        timeout: float | None = None,
        raise_on_failure: bool = False,
        poll_interval: float | None = None,
    ) -> list[FlowRun]:
        """Wait until all runs have ended, and return them as they then are, in the order given.

        It is ``wait`` for many, with one request a round for each 1,000 runs that have not ended: which of them have
        (``POST /flow_runs/filter``), or, when none had the last time, whether any has (``POST /flow_runs/count``). At
        first and at the deadline all are read as they are, which takes a request for each page; so does what ends in
        one round, where it is more than a page. A run that is named twice comes twice.

        Args:
            run_ids: the runs.
            timeout: seconds for all of them; None for no limit. With 0 the server is asked once.
            raise_on_failure: raise as soon as a run does not end COMPLETED, though others may not have ended.
            poll_interval: seconds that no wait between two rounds exceeds; waits are short at first, and grow.

        Raises:
            WaitTimeoutError: some runs were still going; they go on, and the error carries them as they last were read.
            FlowRunFailedError: a run ended FAILED, CRASHED or CANCELLED, and *raise_on_failure* is set; the first one
                of the given order, when it is more than one in the same round.
            NotFoundError: there is no such run, or it was deleted meanwhile; its id is in the error's URL. That one was
                deleted is noticed in a round after one in which none ended.
            ArgumentError: a text of *run_ids* is no id, or one cannot wait for *timeout* or *poll_interval*.
        """
        ids = [parse_flow_run(run_id) for run_id in run_ids]
        return self._wait(ids, timeout, poll_interval, raise_on_failure=raise_on_failure)

    def _wait(
        self, ids: Sequence[UUID], timeout: float | None, poll_interval: float | None, *, raise_on_failure: bool
    ) -> list[FlowRun]:
        watch = Watch(ids)
        schedule = PollSchedule(_concurrency.monotonic(), timeout, longest=longest_wait(poll_interval, LONGEST_WAIT))
        while True:
            fault = self._look(watch, schedule, timeout)
            if raise_on_failure:
                for run in watch.runs:
                    raise_if_failed(run)
            if not watch.open:
                return watch.runs
            wait = schedule.next_wait(_concurrency.monotonic())
            if wait is None:
                raise self._timed_out(watch, timeout or 0.0, fault) from fault
            _concurrency.sleep(wait)

    def _look(self, watch: Watch, schedule: PollSchedule, timeout: float | None) -> PrefectHTTPError | None:
        """Find out which runs have ended; return what went wrong, if that may pass before the time is over."""
        # What is raised at the deadline tells how the runs are, and not only that they go on.
        at_deadline = schedule.remaining(_concurrency.monotonic()) == 0
        try:
            if at_deadline or watch.unread or len(watch.open) == 1:
                self._read(watch, watch.open, schedule)
            else:
                self._read_ended(watch, schedule)
        except PASSING as error:
            if timeout is None:
                raise
            return error
        return None

    def _read(self, watch: Watch, ids: Sequence[UUID], schedule: PollSchedule) -> None:
        """Read the runs, whether they have ended or not."""
        for some in batches(ids):
            left = some
            while left:
                found = self._find(left, all_of(left), schedule) if len(left) > 1 else []
                # A filter leaves out what is not there; asked for by itself, the server says so.
                found = found or [self._read_one(left[0], schedule)]
                watch.take(found)
                left = without(left, found)

    def _read_one(self, ident: UUID, schedule: PollSchedule) -> FlowRun:
        call = api.read_flow_run(ident)
        run = in_time(self._connection, schedule).send(call)
        # Whoever waits would ask for this one again at once, for ever.
        if run.id != ident:
            from prefect_http._http.response import unexpected_response

            raise unexpected_response(call, "$.id", f"Expected {ident}, got {run.id}")
        return run

    def _read_ended(self, watch: Watch, schedule: PollSchedule) -> None:
        """Read the runs that have ended since the last look.

        That is one request, but it does not tell what was deleted. To count those that go on does, and while nothing
        happens it is all that is needed.
        """
        counting, watch.quiet = watch.quiet, True
        for ids in batches(watch.open):
            going = self._count_going(ids, schedule) if counting else None
            if going == len(ids):
                continue
            left = self._take_ended(watch, ids, schedule)
            if len(left) < len(ids):
                watch.quiet = False
            if going is not None and len(left) > going:
                self._read(watch, left, schedule)

    def _take_ended(self, watch: Watch, ids: list[UUID], schedule: PollSchedule) -> list[UUID]:
        """Read those of the runs that have ended, page by page; return the others."""
        while ids:
            ended = self._find(ids, ended_of(ids), schedule)
            watch.take(ended)
            ids = without(ids, ended)
            if len(ended) < watch.page:
                break
        return ids

    def _find(self, ids: Iterable[UUID], flow_runs: FlowRunFilter, schedule: PollSchedule) -> list[FlowRun]:
        rows = in_time(self._connection, schedule).send(api.read_flow_runs(flow_runs=flow_runs))
        wanted = set(ids)
        return [run for run in rows if run.id in wanted]

    def _count_going(self, ids: Sequence[UUID], schedule: PollSchedule) -> int:
        return in_time(self._connection, schedule).send(api.count_flow_runs(flow_runs=going_of(ids)))

    def _timed_out(self, watch: Watch, timeout: float, fault: PrefectHTTPError | None) -> WaitTimeoutError:
        now = datetime.now(UTC)
        pool, queue = None, None
        if fault is None and is_overdue(watch.going[0], now):
            pool, queue = self._place(watch.going[0])
        return timed_out(watch, timeout, now=now, pool=pool, queue=queue, fault=fault)

    def _place(self, run: FlowRun) -> tuple[WorkPool | None, WorkQueue | None]:
        """Return the work pool and the work queue from which *run* should be picked up, as far as they can be read."""
        from prefect_http_api import work_pools, work_queues

        connection = self._connection.with_options(timeout=_LAST_WORDS, retry=False)
        pool, queue = None, None
        try:
            if run.work_pool_name is not None:
                pool = connection.send(work_pools.read_work_pool(run.work_pool_name))
            if run.work_queue_id is not None:
                queue = connection.send(work_queues.read_work_queue(run.work_queue_id))
        except PrefectHTTPError:
            # What is raised is that the time is over; this would only have said more about it.
            pass
        return pool, queue
