"""Logs of flow runs and task runs: list and create."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Unpack

from prefect_http import models
from prefect_http._arguments import iterable
from prefect_http._async.listing import AsyncListing
from prefect_http._async.resources._base import AsyncResource
from prefect_http._async.resources.uploads import upload
from prefect_http._domain import filters as grammars
from prefect_http._lazy import lazy_module
from prefect_http._pagination.paging import Paging
from prefect_http._pagination.queries import LOGS
from prefect_http_api import logs as api
from prefect_http_api import requests

if TYPE_CHECKING:
    from prefect_http import filters
else:
    filters = lazy_module("prefect_http.filters")


class AsyncLogs(AsyncResource):
    """Logs of flow runs and task runs: list and create."""

    def list(
        self, *, limit: int | None = None, sort: requests.LogSort = "TIMESTAMP_ASC", **filters: Unpack[filters.Logs]
    ) -> AsyncListing[models.Log]:
        """List log lines, earliest first.

        Without filters, the lines of all runs are listed.

        Pages are fetched lazily. One or two extra requests detect the end. A line that exists before the listing starts
        is listed exactly once, even while new lines arrive, because pages are keyed on the timestamp, which never
        changes. A new line is listed too if its position has not been reached yet. Lines with the same timestamp are
        listed in arbitrary order. Exceptions:

        - If more than a page of lines share a timestamp, a line may be missed when another is deleted.
        - If the ``operator`` of ``where["logs"]`` is ``"or_"``, pages are requested by offset, and a line may be missed
          when another is deleted.

        Args:
            limit: Maximum number of lines. Default: no limit.
            sort: Order of the lines. Default: earliest first.
            **filters: Keywords of `prefect_http.filters.Logs`: ``flow_run``, ``task_run``, ``level``, ``text``,
                ``since``, ``until`` and ``where``. Default: all lines.

        Raises:
            ArgumentError: A filter is unknown, or a value is invalid.
            ValidationError: *where* has an unknown key or an invalid value. On Prefect Cloud, also if more than 20,000
                lines share a timestamp, or match an ``"or_"`` filter. Raised during iteration.
            DecodeError: More than a page of lines share a timestamp, and 20 passes did not return all of them. Raised
                during iteration.

        API: ``POST /logs/filter``.
        """

        def paging(where: requests.ReadLogsBody) -> Paging[models.Log]:
            body: requests.ReadLogsBody = {**where, "sort": sort}
            return Paging(LOGS.cursor(body), lambda window: api.read_logs(**LOGS.page(body, window)))

        return AsyncListing(self._connection, grammars.LOGS.parse(filters), paging, limit=limit)

    async def create(self, logs: Iterable[requests.LogCreate]) -> None:
        """Create log lines of any number of runs, or without a run.

        Lines are sent one request after the other, 1,000 in each. If there are no lines, nothing is sent. If a request
        fails, the lines of previous requests have been written. A request is not retried if the server may have
        received it, because its lines could be written twice. If it is too large, its halves are sent instead. The
        server does not check that the runs exist.

        On Prefect Cloud, each line counts against a rate limit of the account, which is 2,000 log lines and events per
        minute on the smallest plan. Requests have at most 500 lines and 5 MiB. If the limit is exceeded, each request
        is retried until the *timeout* of the retry policy, so 10,000 lines take about five minutes. A message over
        25,000 characters is rejected (422), with all lines of its request.

        Args:
            logs: Log lines to create.

        Raises:
            ValidationError: A value is missing or invalid. No line of that request was written.
            RateLimitError: The rate limit stayed exceeded. No line of that request was written.
            StatusError: A single line is too large (413).
            ArgumentError: A timestamp has no timezone.

        API: ``POST /logs/``.
        """
        await upload(self._connection, iterable(logs, "logs"), api.create_logs, "logs")
