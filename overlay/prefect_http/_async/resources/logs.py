"""Logs of flow runs and task runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from prefect_http._async.listing import AsyncListing
from prefect_http._async.resources._base import AsyncResource
from prefect_http._pagination.queries import LOGS
from prefect_http._utils import batches, given
from prefect_http_api import logs as api

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prefect_http.models import Log
    from prefect_http_api.requests import LogCreate, LogFilter, LogSort, ReadLogsBody


class AsyncLogs(AsyncResource):
    """Logs of flow runs and task runs."""

    def list(self, *, logs: LogFilter | None = None, sort: LogSort = "TIMESTAMP_ASC") -> AsyncListing[Log]:
        """Return all lines that match, earliest first (``POST /logs/filter``).

        Pages are read as they are asked for; a request or two more than there are pages find the end. Each line comes
        once, and none is missed that was there before the listing began, even though lines are written meanwhile:
        pages go by the timestamp, which a line keeps for life. A line that is written meanwhile comes too when its
        timestamp is not behind. Lines of one instant come in any order; where they are more than a page, one may be
        missed when another of them is deleted meanwhile.

        For a filter whose ``operator`` is ``"or_"`` all pages go by position: then lines that are deleted meanwhile
        may take others with them.

        Without a filter these are all lines of all runs.

        Raises, once rows are asked for:
            ValidationError: the filter has an unknown key or a value that cannot be.
            DecodeError: of more lines of one instant than a page has, not all came in twenty goes.
        """
        body = cast("ReadLogsBody", given(logs=logs, sort=sort))
        return AsyncListing(
            self._connection, lambda: LOGS.cursor(body), lambda window: api.read_logs(**LOGS.page(body, window))
        )

    async def create(self, logs: Iterable[LogCreate]) -> None:
        """Write lines, which may be of several runs, or of none (``POST /logs/``).

        They go in requests of 1,000 lines, one after the other; nothing is sent when there are none. When a request
        fails, the lines of those before it are written, and it is not sent again, since that could write its lines
        twice. The server does not check that a run exists.

        Raises:
            ValidationError: a line lacks something, or a value cannot be; no line of that request was written.
            ArgumentError: a timestamp has no timezone.
        """
        for batch in batches(logs):
            await self._connection.send(api.create_logs(batch))
