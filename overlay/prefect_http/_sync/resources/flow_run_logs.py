# Generated from _async/resources/flow_run_logs.py by `python -m generator.unasync`.
# Do not edit: change that file and run the command.
"""Read and follow the logs of flow runs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from prefect_http import _concurrency, models
from prefect_http._arguments import Seconds
from prefect_http._domain.log_tail import LogTail, Settling, run_end
from prefect_http._domain.polling import FailureStreak, PollSchedule, resolve_max_wait
from prefect_http._domain.references import FLOW_RUN
from prefect_http._domain.waiting import RunWatch, wait_timeout_error
from prefect_http._pagination.queries import from_level
from prefect_http._sync.listing import Listing
from prefect_http._sync.resources._base import Resource
from prefect_http._sync.resources.run_logs import FlowRunLines, read_with_time
from prefect_http.errors import PrefectHTTPError
from prefect_http_api import flow_runs as api

_MAX_WAIT: Final = 2.0
"""Default of *poll_interval* in seconds. Prefect sends log lines at the same interval."""


class FlowRunLogs(Resource):
    """Read and follow the logs of flow runs."""

    def logs(self, run_id: UUID | str, *, level: int | None = None) -> Listing[models.Log]:
        """List the log lines of a flow run and its task runs, earliest first.

        Gives the same guarantees as ``logs.list``. For an unknown run, the listing is empty.

        A run's processes send their last lines shortly after it ends. If the run has just ended, the first page is
        requested once no line has arrived for three seconds, by the server's clock, or after 30 seconds. Otherwise, it
        is requested immediately. The check takes one extra request, and two more for each wait.

        Args:
            run_id: ID of the flow run.
            level: Lowest level to include, such as ``logging.WARNING``. Default: all levels.

        Raises:
            ArgumentError: *run_id* is not a valid UUID.

        API: ``GET /flow_runs/{id}`` and ``POST /logs/filter``.
        """
        return FlowRunLines(self._connection, FLOW_RUN.parse(run_id), level)

    def follow_logs(
        self,
        run_id: UUID | str,
        *,
        level: int | None = None,
        timeout: Seconds | None = None,
        poll_interval: Seconds | None = None,
    ) -> Iterator[models.Log]:
        """Yield the log lines of a flow run and its task runs as they arrive, until the run has finished.

        Starts with the first line of the run, then polls for new lines, which works on every server. Polling continues
        through failures as in `wait`.

        - Each line is yielded once, even if the run's machines have different clocks. The IDs and timestamps of all
          lines are kept in memory, about 200 bytes per line.
        - The new lines of a request are sorted by timestamp. A line that arrives late, after newer ones, is yielded
          when it arrives.
        - A poll takes two requests. With the default *poll_interval*, that is about 60 requests per minute; with 10
          seconds, it is 12. A page of new lines takes one more. If a new line sorts before the newest 50 lines, up to
          ten more requests find it. If the run has more than 10,000 lines, one more request counts some of the older
          ones. Prefect Cloud accepts 625 requests per minute on its smallest plan, from all clients of an account.
        - Iteration ends once the run has finished and no line has arrived for three seconds, by the server's clock, but
          at most 30 seconds after the run was seen to have finished.

        Args:
            run_id: ID of the flow run.
            level: Lowest level to include, such as ``logging.WARNING``. Default: all levels.
            timeout: Seconds, or a timedelta, to wait for the run to finish. Default: no limit.
            poll_interval: Seconds, or a timedelta, between two polls at most. Waits start short and grow. Default: 2.

        Raises:
            WaitTimeoutError: The run did not finish in time. All lines that had arrived have been yielded. Raised
                during iteration.
            NotFoundError: The run does not exist, or was deleted in the meantime. Raised during iteration.
            ValidationError: On Prefect Cloud, more than 20,000 lines have the same timestamp. Raised during iteration.
            AuthenticationError: The server rejects the credentials. Raised during iteration.
            ArgumentError: *run_id* is not a valid UUID, or *timeout* or *poll_interval* is out of range. Raised during
                iteration.

        API: ``POST /logs/filter`` and ``GET /flow_runs/{id}``.
        """
        ident = FLOW_RUN.parse(run_id)
        watch, tail = RunWatch([ident]), LogTail(from_level({"flow_run_id": {"any_": [ident]}}, level))
        settling: Settling | None = None
        max_wait = resolve_max_wait(poll_interval, _MAX_WAIT)
        schedule = PollSchedule(_concurrency.monotonic(), timeout, max_wait=max_wait)
        failures = FailureStreak(schedule.timeout)
        while True:
            wait: float | None = None
            try:
                # In the other order, a run could finish in between, and its last lines would be missed.
                run, server_time = read_with_time(self._connection_until(schedule), api.read_flow_run(ident))
                now, end = _concurrency.monotonic(), run_end(server_time, run)
                watch.update([run])
                poll = tail.poll(thorough=end.finished)
                while poll.call is not None:
                    yield from poll.take(self._connection_until(schedule).send(poll.call))
                failures.end()
                # A retried run finishes again.
                settling = (settling or Settling()) if end.finished else None
                if settling is not None:
                    wait = settling.remaining(end, tail.last_arrival, now=now)
                    if not wait:
                        return
                    wait = min(wait, max_wait)
            except PrefectHTTPError as error:
                if not failures.tolerates(error, _concurrency.monotonic()):
                    raise
            if wait is None:
                wait = schedule.next_wait(_concurrency.monotonic(), failures.count)
            if wait is None:
                fault = failures.last
                raise wait_timeout_error(watch, schedule.timeout or 0.0, now=datetime.now(UTC), fault=fault) from fault
            _concurrency.sleep(wait)
