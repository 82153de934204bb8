"""Logs of a flow run or task run, listed once the last lines have arrived."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from prefect_http import _concurrency, models
from prefect_http._async.connection import AsyncConnection
from prefect_http._async.listing import AsyncListing
from prefect_http._domain.keywords import Query, as_level
from prefect_http._domain.log_tail import RunEnd, Settling, latest_arrival, run_end
from prefect_http._http.response import decode_response, server_time
from prefect_http._pagination.paging import Paging
from prefect_http._pagination.queries import LOGS, from_level
from prefect_http.errors import NotFoundError
from prefect_http_api import Call, flow_runs, requests, task_runs
from prefect_http_api import logs as api

T = TypeVar("T")


class AsyncRunLogs(AsyncListing["models.Log"]):
    """Log lines of a run. If it has just finished, the first page is requested once the last lines have arrived.

    Args:
        connection: Connection to the server.
        run_id: ID of the run.
        level: Lowest level to list, or None for all levels.
    """

    def __init__(self, connection: AsyncConnection, run_id: UUID, level: int | str | None) -> None:
        lines = self._filter(run_id)
        lowest = None if level is None else as_level(level, "level")
        body: requests.ReadLogsBody = {"logs": from_level(lines, lowest), "sort": "TIMESTAMP_ASC"}

        def paging(_where: object) -> Paging[models.Log]:
            return Paging(LOGS.cursor(body), lambda window: api.read_logs(**LOGS.page(body, window)))

        super().__init__(connection, Query({}), paging)
        self._run_id = run_id
        self._lines = lines

    async def _pages(self, limit: int | None) -> AsyncGenerator[list[models.Log], None]:
        await self._settle()
        async with aclosing(super()._pages(limit)) as pages:
            async for page in pages:
                yield page

    async def _settle(self) -> None:
        settling = Settling()
        while True:
            try:
                end = await self._read_end()
            except NotFoundError:
                return
            if not end.is_recent:
                return
            now = _concurrency.monotonic()
            newest = await self._connection.send(api.read_logs(logs=self._lines, sort="TIMESTAMP_DESC"))
            wait = settling.remaining(end, latest_arrival(newest), now=now)
            if not wait:
                return
            await _concurrency.async_sleep(wait)

    def _filter(self, run_id: UUID) -> requests.LogFilter:
        """Return the filter for all lines of the run."""
        raise NotImplementedError

    async def _read_end(self) -> RunEnd:
        """Read whether and when the run has ended."""
        raise NotImplementedError


class AsyncFlowRunLines(AsyncRunLogs):
    """Log lines of a flow run and its task runs."""

    def _filter(self, run_id: UUID) -> requests.LogFilter:
        return {"flow_run_id": {"any_": [run_id]}}

    async def _read_end(self) -> RunEnd:
        run, server_time = await read_with_time(self._connection, flow_runs.read_flow_run(self._run_id))
        return run_end(server_time, run)


class AsyncTaskRunLines(AsyncRunLogs):
    """Log lines of a task run."""

    def _filter(self, run_id: UUID) -> requests.LogFilter:
        return {"task_run_id": {"any_": [run_id]}}

    async def _read_end(self) -> RunEnd:
        run, server_time = await read_with_time(self._connection, task_runs.read_task_run(self._run_id))
        if run.flow_run_id is None:
            return run_end(server_time, run)
        # The server records the end of a task run late.
        flow_run = await self._connection.send(flow_runs.read_flow_run(run.flow_run_id))
        return run_end(server_time, run, flow_run)


async def read_with_time(connection: AsyncConnection, call: Call[T]) -> tuple[T, datetime]:
    """Send *call*, and return the decoded response and the server's time."""
    response = await connection.send_raw(call)
    return decode_response(call, response), server_time(response)
