"""Logs of flow runs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from prefect_http import _concurrency
from prefect_http._async.listing import AsyncListing
from prefect_http._async.resources._base import PASSING, AsyncResource, in_time
from prefect_http._async.resources.logs import AsyncLogs
from prefect_http._domain.log_tail import LogTail, grace
from prefect_http._domain.polling import PollSchedule
from prefect_http._domain.references import parse_flow_run
from prefect_http._domain.run_states import has_ended
from prefect_http._domain.waiting import Watch, longest_wait, timed_out
from prefect_http._pagination.queries import LOGS, from_level
from prefect_http_api import flow_runs as api
from prefect_http_api import logs as logs_api

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from uuid import UUID

    from prefect_http._async.connection import AsyncConnection
    from prefect_http.errors import PrefectHTTPError
    from prefect_http.models import Log
    from prefect_http_api.requests import ReadLogsBody

_INTERVAL: Final = 2.0
"""Seconds between two questions for new lines, which Prefect sends as often."""


class AsyncFlowRunLogs(AsyncResource):
    """Flow runs: read their logs."""

    def logs(self, run_id: UUID | str, *, level: int | None = None) -> AsyncListing[Log]:
        """Return all lines of the run and of its task runs, earliest first (``POST /logs/filter``).

        It promises what ``prefect.logs.list`` does. A run that there is not has no lines.

        Args:
            run_id: the run.
            level: leave out lines below it, such as ``logging.WARNING``.

        Raises:
            ArgumentError: *run_id* is a text that is no id.
        """
        return AsyncLogs(self._connection).list(
            logs=from_level({"flow_run_id": {"any_": [parse_flow_run(run_id)]}}, level)
        )

    async def follow_logs(
        self,
        run_id: UUID | str,
        *,
        level: int | None = None,
        timeout: float | None = None,
        poll_interval: float | None = None,
    ) -> AsyncIterator[Log]:
        """Yield the lines of the run and of its task runs as they come, until the run has ended.

        It begins with the first line there is. Each line comes once, and in the order of the timestamps; only a line
        that arrives after others with a newer timestamp comes when it arrives. Those that are more than five seconds
        behind come at the end. None is missed that has arrived three seconds after the run ended, by this machine's
        clock: the last look is put off until then. The ids of all lines are kept in memory.

        It polls (``POST /logs/filter`` and ``GET /flow_runs/{id}``), which works on every server. Until *timeout* is
        over it goes on though the server cannot be reached, is busy or fails; without *timeout* such a failure is
        raised once the client's retry policy gives up.

        Args:
            run_id: the run.
            level: leave out lines below it, such as ``logging.WARNING``.
            timeout: seconds after which it is over though the run goes on; None for no limit.
            poll_interval: seconds that no wait between two questions exceeds; 2 by default.

        Raises, once lines are asked for:
            WaitTimeoutError: the run was still going; all lines that had arrived have been yielded.
            NotFoundError: there is no such run, or it was deleted meanwhile.
            ArgumentError: *run_id* is a text that is no id, or one cannot wait for *timeout* or *poll_interval*.
        """
        ident = parse_flow_run(run_id)
        watch, tail = Watch([ident]), LogTail(from_level({"flow_run_id": {"any_": [ident]}}, level))
        schedule = PollSchedule(_concurrency.monotonic(), timeout, longest=longest_wait(poll_interval, _INTERVAL))
        while True:
            fault: PrefectHTTPError | None = None
            connection = in_time(self._connection, schedule)
            try:
                # First the state, then the lines: those of a run that is over cannot come between the two.
                run = await connection.send(api.read_flow_run(ident))
                watch.take([run])
                ended = has_ended(run)
                if ended:
                    await _concurrency.async_sleep(grace(run, datetime.now(UTC)))
                async for line in _new_lines(connection, tail, last=ended):
                    yield line
                if ended:
                    return
            except PASSING as error:
                if timeout is None:
                    raise
                fault = error
            wait = schedule.next_wait(_concurrency.monotonic())
            if wait is None:
                raise timed_out(watch, timeout or 0.0, now=datetime.now(UTC), fault=fault) from fault
            await _concurrency.async_sleep(wait)


async def _new_lines(connection: AsyncConnection, tail: LogTail, *, last: bool) -> AsyncIterator[Log]:
    """Yield the lines that are new; with *last*, those too that are further behind than is usual."""
    async for page in _listing(connection, tail.latest).pages():
        for line in tail.take(page):
            yield line
    if not last:
        return
    missed = await connection.send(logs_api.read_logs(**tail.beyond))
    if missed:
        async for page in _listing(connection, tail.all).pages():
            for line in tail.take(page):
                yield line


def _listing(connection: AsyncConnection, body: ReadLogsBody) -> AsyncListing[Log]:
    return AsyncListing(
        connection, lambda: LOGS.cursor(body), lambda window: logs_api.read_logs(**LOGS.page(body, window))
    )
