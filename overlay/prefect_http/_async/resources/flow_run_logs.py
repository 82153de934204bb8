"""Read and follow the logs of flow runs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from prefect_http import _concurrency
from prefect_http._async.listing import AsyncListing
from prefect_http._async.resources._base import AsyncResource
from prefect_http._async.resources.logs import AsyncLogs
from prefect_http._domain.log_tail import LogTail, remaining_shipping_delay
from prefect_http._domain.polling import TRANSIENT_ERRORS, PollSchedule, is_permanent, resolve_max_wait
from prefect_http._domain.references import FLOW_RUN
from prefect_http._domain.run_states import is_finished
from prefect_http._domain.waiting import RunWatch, wait_timeout_error
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

_MAX_WAIT: Final = 2.0
"""Default of *poll_interval* in seconds. Prefect sends log lines at the same interval."""


class AsyncFlowRunLogs(AsyncResource):
    """Read and follow the logs of flow runs."""

    def logs(self, run_id: UUID | str, *, level: int | None = None) -> AsyncListing[Log]:
        """List the log lines of a flow run and its task runs, earliest first.

        Gives the same guarantees as ``logs.list``. For an unknown run, the listing is empty.

        Args:
            run_id: ID of the flow run.
            level: Lowest level to include, such as ``logging.WARNING``. Default: all levels.

        Raises:
            ArgumentError: *run_id* is not a valid UUID.

        API: ``POST /logs/filter``.
        """
        return AsyncLogs(self._connection).list(
            logs=from_level({"flow_run_id": {"any_": [FLOW_RUN.parse(run_id)]}}, level)
        )

    async def follow_logs(
        self,
        run_id: UUID | str,
        *,
        level: int | None = None,
        timeout: float | None = None,
        poll_interval: float | None = None,
    ) -> AsyncIterator[Log]:
        """Yield the log lines of a flow run and its task runs as they arrive, until the run has finished.

        Starts with the first line of the run, then polls for new lines, which works on every server. With *timeout*,
        polling continues through transport errors, 429 and 5xx responses. Without *timeout*, such an error is raised
        once the client's retry policy gives up.

        - Each line is yielded once. The IDs of all lines are kept in memory.
        - Lines are sorted by timestamp. A line that arrives late, after newer ones, is yielded when it arrives. If it
          is more than five seconds older than the newest line, it is yielded at the end.
        - The last poll happens three seconds after the end of the run, by the local clock. Every line that
          arrives before the last poll is yielded.

        Args:
            run_id: ID of the flow run.
            level: Lowest level to include, such as ``logging.WARNING``. Default: all levels.
            timeout: Seconds to wait for the run to finish. Default: no limit.
            poll_interval: Longest wait between two polls, in seconds. Waits start short and grow. Default: 2.

        Raises:
            WaitTimeoutError: The run did not finish in time. All lines that had arrived have been yielded. Raised
                during iteration.
            NotFoundError: The run does not exist, or was deleted in the meantime. Raised during iteration.
            ArgumentError: *run_id* is not a valid UUID, or *timeout* or *poll_interval* is out of range. Raised during
                iteration.

        API: ``POST /logs/filter`` and ``GET /flow_runs/{id}``.
        """
        ident = FLOW_RUN.parse(run_id)
        watch, tail = RunWatch([ident]), LogTail(from_level({"flow_run_id": {"any_": [ident]}}, level))
        max_wait = resolve_max_wait(poll_interval, _MAX_WAIT)
        schedule = PollSchedule(_concurrency.monotonic(), timeout, max_wait=max_wait)
        while True:
            fault: PrefectHTTPError | None = None
            connection = self._connection_until(schedule)
            try:
                # In the other order, a run could finish in between, and its last lines would be missed.
                run = await connection.send(api.read_flow_run(ident))
                watch.update([run])
                finished = is_finished(run)
                if finished:
                    await _concurrency.async_sleep(remaining_shipping_delay(run, datetime.now(UTC)))
                async for line in _new_lines(connection, tail, last=finished):
                    yield line
                if finished:
                    return
            except TRANSIENT_ERRORS as error:
                if timeout is None or is_permanent(error):
                    raise
                fault = error
            wait = schedule.next_wait(_concurrency.monotonic())
            if wait is None:
                raise wait_timeout_error(watch, timeout or 0.0, now=datetime.now(UTC), fault=fault) from fault
            await _concurrency.async_sleep(wait)


async def _new_lines(connection: AsyncConnection, tail: LogTail, *, last: bool) -> AsyncIterator[Log]:
    """Yield new lines. With *last*, also yield lines that arrived too late for the overlap between requests."""
    async for page in _listing(connection, tail.next_request).pages():
        for line in tail.add(page):
            yield line
    if not last:
        return
    surplus = await connection.send(logs_api.read_logs(**tail.surplus_request))
    if surplus:
        async for page in _listing(connection, tail.full_request).pages():
            for line in tail.add(page):
                yield line


def _listing(connection: AsyncConnection, body: ReadLogsBody) -> AsyncListing[Log]:
    return AsyncListing(
        connection, lambda: LOGS.cursor(body), lambda window: logs_api.read_logs(**LOGS.page(body, window))
    )
