"""Watch flow runs: yield their states and log lines as they arrive."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from prefect_http import _concurrency, models
from prefect_http._arguments import Seconds, flag
from prefect_http._async.resources._base import AsyncResource
from prefect_http._async.resources.flow_run_diagnosis import diagnose_timeout
from prefect_http._async.resources.run_logs import read_with_time
from prefect_http._domain.keywords import as_level
from prefect_http._domain.log_tail import LogTail, Settling, run_end
from prefect_http._domain.polling import FailureStreak, PollSchedule, check_poll_interval
from prefect_http._domain.references import FLOW_RUN
from prefect_http._domain.state_tail import StateTail
from prefect_http._domain.waiting import RunWatch
from prefect_http._lazy import lazy_module
from prefect_http._pagination.queries import from_level
from prefect_http.errors import PrefectHTTPError
from prefect_http_api import flow_run_states
from prefect_http_api import flow_runs as api

if TYPE_CHECKING:
    from prefect_http import references
else:
    references = lazy_module("prefect_http.references")

_MAX_INTERVAL: Final = 2.0
"""Maximum interval in seconds while lines are read. Prefect sends log lines at the same interval."""


class AsyncFlowRunWatching(AsyncResource):
    """Watch flow runs: yield their states and log lines as they arrive."""

    async def watch(
        self,
        run_id: references.FlowRun,
        *,
        level: int | str | None = None,
        timeout: Seconds | None = None,
        poll_interval: Seconds | None = None,
        logs: bool = True,
    ) -> AsyncGenerator[models.State | models.Log, None]:
        """Yield the states and log lines of a flow run as they arrive, until the run has finished.

        ::

            async for item in client.flow_runs.watch(run):
                if isinstance(item, State):
                    print(item.name)
                else:
                    print(item.message)

        Starts with the first state and the first line of the run, then polls for new ones. Polling continues through
        failures as in `wait`.

        - Each state and each line is yielded once, and so is a state that the run enters and leaves between two polls.
        - What a poll finds is sorted by timestamp. Processes send their lines every two seconds, so a line may arrive
          after a later state. It is yielded when it arrives.
        - The final state comes last, after the last lines, as described for `follow_logs`. Its timestamp is earlier
          than that of lines written after it, for example by the worker. With ``logs=False``, it is yielded as soon as
          it is noticed.
        - If the run is retried before that, iteration goes on.
        - A poll takes two requests, and a third one if the run has changed its state. That is about 95 requests in the
          first minute, and 63 in each further one. With ``logs=False``, it takes one request, at the intervals of
          `wait`.

        Args:
            run_id: ID of the flow run.
            level: Lowest level of lines to include, such as ``"WARNING"`` or ``logging.WARNING``. Default: all levels.
            timeout: Seconds, or a timedelta, to wait for the run to finish. Default: no limit.
            poll_interval: Seconds, or a timedelta, between two polls. Default: as in `wait`, but at most 2.
            logs: Whether to yield log lines too. Default: True.

        Raises:
            WaitTimeoutError: The run did not finish in time. All states and lines that had arrived have been yielded.
                The error describes what the run may be waiting for. Raised during iteration.
            NotFoundError: The run does not exist, or was deleted in the meantime. Raised during iteration.
            AuthenticationError: The server rejects the credentials. Raised during iteration.
            ArgumentError: *run_id* is not a valid UUID, or *level*, *timeout* or *poll_interval* is invalid. Raised
                during iteration.

        API: ``GET /flow_runs/{id}``, ``GET /flow_run_states/`` and ``POST /logs/filter``.
        """
        ident = FLOW_RUN.parse(run_id)
        lines = _log_tail(ident, level) if flag(logs, "logs") else None
        async with aclosing(self._follow(ident, StateTail(), lines, timeout, poll_interval)) as items:
            async for item in items:
                yield item

    async def follow_logs(
        self,
        run_id: references.FlowRun,
        *,
        level: int | str | None = None,
        timeout: Seconds | None = None,
        poll_interval: Seconds | None = None,
    ) -> AsyncGenerator[models.Log, None]:
        """Yield the log lines of a flow run and its task runs as they arrive, until the run has finished.

        Starts with the first line of the run, then polls for new lines, which works on every server. Polling continues
        through failures as in `wait`.

        - Each line is yielded once, even if the run's machines have different clocks. The IDs and timestamps of all
          lines are kept in memory, about 200 bytes per line.
        - The new lines of a request are sorted by timestamp. A line that arrives late, after newer ones, is yielded
          when it arrives.
        - A poll takes two requests. With the default *poll_interval*, that is about 95 requests in the first minute,
          and 63 in each further one; with 10 seconds, it is 12. A page of new lines takes one more. If a new line sorts
          before the newest 50 lines, up to ten more requests find it. If the run has more than 10,000 lines, one more
          request counts some of the older ones. Prefect Cloud accepts 625 requests per minute on its smallest plan,
          from all clients of an account.
        - Iteration ends once the run has finished and no line has arrived for three seconds, by the server's clock, but
          at most 30 seconds after the run was seen to have finished.

        Args:
            run_id: ID of the flow run.
            level: Lowest level to include, such as ``"WARNING"`` or ``logging.WARNING``. Default: all levels.
            timeout: Seconds, or a timedelta, to wait for the run to finish. Default: no limit.
            poll_interval: Seconds, or a timedelta, between two polls. Default: as in `wait`, but at most 2.

        Raises:
            WaitTimeoutError: The run did not finish in time. All lines that had arrived have been yielded. Raised
                during iteration.
            NotFoundError: The run does not exist, or was deleted in the meantime. Raised during iteration.
            ValidationError: On Prefect Cloud, more than 20,000 lines have the same timestamp. Raised during iteration.
            AuthenticationError: The server rejects the credentials. Raised during iteration.
            ArgumentError: *run_id* is not a valid UUID, or *level*, *timeout* or *poll_interval* is invalid. Raised
                during iteration.

        API: ``POST /logs/filter`` and ``GET /flow_runs/{id}``.
        """
        ident = FLOW_RUN.parse(run_id)
        async with aclosing(self._follow(ident, None, _log_tail(ident, level), timeout, poll_interval)) as items:
            async for item in items:
                if isinstance(item, models.Log):
                    yield item

    async def _follow(
        self,
        run_id: UUID,
        states: StateTail | None,
        lines: LogTail | None,
        timeout: Seconds | None,
        poll_interval: Seconds | None,
    ) -> AsyncGenerator[models.State | models.Log, None]:
        """Yield the new states and lines after each poll, until the run has finished and no more are expected."""
        interval = check_poll_interval(poll_interval)
        schedule = PollSchedule(_concurrency.monotonic(), timeout, interval=interval)
        watch, failures = RunWatch([run_id], now=_concurrency.monotonic()), FailureStreak(schedule.timeout)
        settling: Settling | None = None
        while True:
            wait: float | None = None
            try:
                # In the other order, a run could finish in between, and its last lines would be missed.
                run, server_time = await read_with_time(self._connection_until(schedule), api.read_flow_run(run_id))
                now, end = _concurrency.monotonic(), run_end(server_time, run)
                watch.update([run], now=now, server_time=server_time)
                async with aclosing(self._read_new(run, states, lines, schedule)) as items:
                    async for item in items:
                        yield item
                failures.end()
                # A retried run finishes again.
                settling = (settling or Settling()) if end.finished else None
                if settling is not None:
                    wait = 0.0 if lines is None else settling.remaining(end, lines.last_arrival, now=now)
                    if not wait:
                        break
                    wait = min(wait, interval or _MAX_INTERVAL)
            except PrefectHTTPError as error:
                if not failures.tolerates(error, _concurrency.monotonic()):
                    raise
            if wait is None:
                now = _concurrency.monotonic()
                pace = watch.interval(now) if lines is None else min(watch.interval(now), _MAX_INTERVAL)
                wait = schedule.next_wait(now, failures.count, pace=pace)
            if wait is None:
                fault = failures.last
                raise await diagnose_timeout(self._connection, watch, schedule.timeout or 0.0, fault) from fault
            await _concurrency.async_sleep(wait)
        for state in [] if states is None else states.take_last():
            yield state

    async def _read_new(
        self, run: models.FlowRun, states: StateTail | None, lines: LogTail | None, schedule: PollSchedule
    ) -> AsyncGenerator[models.State | models.Log, None]:
        """Read the new states and lines of *run*, and yield them in order, except for a final state at the end."""
        history = flow_run_states.read_flow_run_states(flow_run_id=run.id)
        if states is not None and states.is_stale(run):
            states.update(run, await self._connection_until(schedule).send(history))
        poll = None if lines is None else lines.poll(thorough=run.is_final)
        is_silent = not run.is_final and run.state_type != "RUNNING"
        while poll is not None and poll.call is not None:
            found = poll.take(await self._connection_until(schedule).send(poll.call))
            if found and is_silent and states is not None:
                # The run was started after it was read, and that state comes first.
                states.update(run, await self._connection_until(schedule).send(history))
                is_silent = False
            for line in found:
                for state in _take(states, before=line.timestamp):
                    yield state
                yield line
        for state in _take(states):
            yield state


def _take(states: StateTail | None, *, before: datetime | None = None) -> list[models.State]:
    return [] if states is None else states.take(before)


def _log_tail(run_id: UUID, level: int | str | None) -> LogTail:
    lowest = None if level is None else as_level(level, "level")
    return LogTail(from_level({"flow_run_id": {"any_": [run_id]}}, lowest))
