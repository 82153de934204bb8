"""Flow runs: get, list, count, create, update, delete, wait, read logs and change states."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from contextlib import aclosing, suppress
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final, Unpack, cast
from uuid import UUID, uuid4

from prefect_http._arguments import flag, integer, mapping, moment
from prefect_http._async.listing import AsyncListing
from prefect_http._async.resources.filters import resolve_run_filters
from prefect_http._async.resources.flow_run_inputs import AsyncFlowRunInputs
from prefect_http._async.resources.flow_run_logs import AsyncFlowRunLogs
from prefect_http._async.resources.flow_run_states import AsyncFlowRunStates
from prefect_http._async.resources.flow_run_waiting import AsyncFlowRunWaiting
from prefect_http._async.resources.flow_run_watching import AsyncFlowRunWatching
from prefect_http._async.resources.run_names import AsyncRunNames
from prefect_http._domain import filters as grammars
from prefect_http._domain.references import FLOW_RUN
from prefect_http._domain.run_history import split_range
from prefect_http._http.response import decode_response
from prefect_http._http.server_features import is_unknown_operation
from prefect_http._lazy import lazy_module
from prefect_http._pagination.cursors import Window
from prefect_http._pagination.paging import Paging
from prefect_http._pagination.queries import FLOW_RUNS
from prefect_http._utils import given
from prefect_http.errors import ArgumentError, NotFoundError, StatusError
from prefect_http_api import Call, models, requests
from prefect_http_api import flow_runs as api

if TYPE_CHECKING:
    from prefect_http import filters
else:
    filters = lazy_module("prefect_http.filters")

_BULK_DELETE_LIMIT: Final = 50
"""Default and maximum limit of the bulk endpoint."""


class AsyncFlowRuns(AsyncFlowRunWaiting, AsyncFlowRunWatching, AsyncFlowRunStates, AsyncFlowRunLogs):
    """Flow runs: get, list, count, create, update, delete, wait, read logs and change states."""

    @property
    def inputs(self) -> AsyncFlowRunInputs:
        """Inputs of flow runs: get, list, set and delete."""
        return AsyncFlowRunInputs(self._connection)

    async def get(self, run_id: UUID | str) -> models.FlowRun:
        """Get a flow run by ID.

        Args:
            run_id: ID of the flow run.

        Raises:
            NotFoundError: The run does not exist.
            ArgumentError: *run_id* is not a valid UUID.

        API: ``GET /flow_runs/{id}``.
        """
        return await self._connection.send(api.read_flow_run(FLOW_RUN.parse(run_id)))

    def list(
        self,
        *,
        limit: int | None = None,
        sort: requests.FlowRunSort = "EXPECTED_START_TIME_DESC",
        with_names: bool = False,
        **filters: Unpack[filters.FlowRuns],
    ) -> AsyncListing[models.FlowRun]:
        """List flow runs, latest expected start first.

        ::

            client.flow_runs.list(state=["FAILED", "CRASHED"], deployment="etl/nightly", since=timedelta(days=7))

        Without filters, all flow runs are listed, including those scheduled for the future.

        Pages are fetched lazily. One extra request detects the end. A run that exists throughout the listing is listed
        exactly once, even while other runs are created or deleted and states change, because pages are keyed on the
        expected start, which never changes.

        With another *sort*, or if the ``operator`` of ``where["flow_runs"]`` is ``"or_"``, pages are requested by
        offset:

        - A run may be missed if its position, or that of another run, changes in the meantime.
        - No run is listed twice. The IDs of all listed runs are kept in memory.
        - Later pages take the server longer.
        - If about 30,000 runs share a sort value, such as unfinished runs with ``"END_TIME_DESC"``, the server may
          reject later pages.

        Args:
            limit: Maximum number of runs. Default: no limit.
            sort: Order of the runs. Default: latest expected start first.
            with_names: Whether to set ``flow_name`` and ``deployment_name`` of the runs. A page takes up to two extra
                requests, for names that are not known from previous pages. Default: False.
            **filters: Keywords of `prefect_http.filters.FlowRuns`: ``id``, ``name``, ``state``, ``deployment``,
                ``flow``, ``tags``, ``work_pool``, ``work_queue``, ``parent``, ``since``, ``until`` and ``where``.
                Default: all runs.

        Raises:
            ArgumentError: A filter is unknown, or a value is invalid.
            NotFoundError: A flow, deployment, work pool or work queue that a filter names does not exist. Raised during
                iteration.
            ValidationError: *where* has an unknown key or an invalid value. Raised during iteration.

        API: ``POST /flow_runs/filter``.
        """

        def paging(where: requests.ReadFlowRunsBody) -> Paging[models.FlowRun]:
            body: requests.ReadFlowRunsBody = {**where, "sort": sort}

            def page(window: Window) -> Call[list[models.FlowRun]]:
                return api.read_flow_runs(**FLOW_RUNS.page(body, window))

            def identify(window: Window) -> Call[list[models.SimpleFlowRun]]:
                return api.read_flow_run_history(
                    **cast("requests.ReadFlowRunHistoryBody", FLOW_RUNS.page(body, window))
                )

            # The history, which serves the UI, omits the values that make rows unlistable.
            identifiable = FLOW_RUNS.can_exclude(body) and "work_pool_queues" not in body
            return Paging(FLOW_RUNS.cursor(body), page, identify if identifiable else None)

        return AsyncListing(
            self._connection,
            grammars.FLOW_RUNS.parse(filters),
            paging,
            resolve=partial(resolve_run_filters, self._connection),
            count=lambda where: api.count_flow_runs(**where),
            complete=AsyncRunNames(self._connection).fill_in if flag(with_names, "with_names") else None,
            limit=limit,
        )

    async def first(
        self, *, sort: requests.FlowRunSort = "EXPECTED_START_TIME_DESC", **filters: Unpack[filters.FlowRuns]
    ) -> models.FlowRun | None:
        """Return the first of the flow runs that `list` would list, or None if no run matches.

        Args:
            sort: Order, as in `list`.
            **filters: Filters, as in `list`.

        Raises:
            PrefectHTTPError: As in `list`.

        API: ``POST /flow_runs/filter``.
        """
        return await self.list(sort=sort, **filters).first()

    async def count(self, **filters: Unpack[filters.FlowRuns]) -> int:
        """Count flow runs. Without filters, all flow runs are counted.

        Args:
            **filters: Filters, as in `list`. If a name contains ``*``, the runs are listed.

        Raises:
            PrefectHTTPError: As in `list`.

        API: ``POST /flow_runs/count``.
        """
        return await self.list(**filters).count()

    async def create(self, **flow_run: Unpack[requests.FlowRunCreate]) -> models.FlowRun:
        """Create a flow run for a caller that executes the flow itself. No worker picks up the run.

        The run is PENDING unless ``state`` is given. To start a run of a deployment, use ``deployments.trigger``. The
        request carries an idempotency key, so retries never create a second run. If the flow has a run with the given
        key, that run is returned.

        Args:
            **flow_run: Fields of the flow run. Required: ``flow_id``. Optional: ``name``, ``parameters``, ``tags``,
                ``state``, ``idempotency_key`` (default: a new key) and the other keys of
                ``prefect_http_api.requests.FlowRunCreate``, which also states their defaults.

        Raises:
            ConflictError: The flow does not exist.
            ValidationError: A value is invalid.

        API: ``POST /flow_runs/``.
        """
        flow_run["idempotency_key"] = flow_run.get("idempotency_key") or str(uuid4())
        return await self._connection.send(api.create_flow_run(**flow_run))

    async def update(self, run_id: UUID | str, /, **changes: Unpack[requests.FlowRunUpdate]) -> None:
        """Update the given fields of a flow run. To change its state, use `set_state`.

        Args:
            run_id: ID of the flow run.
            **changes: Fields to update: ``name``, ``parameters``, ``tags``, ``flow_version``, ``job_variables``,
                ``empirical_policy`` and ``infrastructure_pid``. Default: unchanged.

        Raises:
            NotFoundError: The run does not exist.
            ValidationError: A value is invalid.
            ArgumentError: *run_id* is not a valid UUID.

        API: ``PATCH /flow_runs/{id}``.
        """
        await self._connection.send(api.update_flow_run(FLOW_RUN.parse(run_id), **changes))

    async def delete(self, run_id: UUID | str) -> None:
        """Delete a flow run and its task runs.

        Its logs are deleted shortly after. A running process is not stopped.

        Args:
            run_id: ID of the flow run.

        Raises:
            NotFoundError: The run does not exist.
            ArgumentError: *run_id* is not a valid UUID.

        API: ``DELETE /flow_runs/{id}``.
        """
        await self._connection.send(api.delete_flow_run(FLOW_RUN.parse(run_id)))

    async def bulk_delete(self, *, flow_runs: requests.FlowRunFilter, limit: int | None = None) -> builtins.list[UUID]:
        """Delete the flow runs that match *flow_runs* and return their IDs.

        If *limit* runs are deleted, more runs may match. Servers before 3.6.29 have no bulk endpoint, so each run is
        deleted by its own request. If a response is lost, the request is resent, unless *limit* is given. After a
        resend, the result lacks the IDs of the runs that the first request deleted.

        Args:
            flow_runs: Filter for the runs. It must not be empty.
            limit: Maximum number of runs to delete. The server accepts at most 50. Default: 50.

        Raises:
            ArgumentError: The filter is empty, so it would match every run.
            ValidationError: The filter has an unknown key or an invalid value, or *limit* is above 50.

        API: ``POST /flow_runs/bulk_delete``.
        """
        if limit is not None:
            integer(limit, "limit", minimum=0)
        body = cast("requests.BulkDeleteFlowRunsBody", given(flow_runs=flow_runs, limit=limit))
        call = api.bulk_delete_flow_runs(**body)
        response = await self._connection.send_raw(call)
        try:
            return decode_response(call, response).deleted
        except StatusError as error:
            if not is_unknown_operation(error):
                raise
        return await self._delete_each(flow_runs, _BULK_DELETE_LIMIT if limit is None else limit)

    async def _delete_each(self, flow_runs: requests.FlowRunFilter, limit: int) -> builtins.list[UUID]:
        """Delete at most *limit* matching runs, one by one, and return their IDs."""
        run_ids: builtins.list[UUID] = []
        async with aclosing(self.list(where={"flow_runs": flow_runs}).pages()) as pages:
            async for page in pages:
                run_ids += [run.id for run in page]
                if len(run_ids) >= limit:
                    break
        deleted: builtins.list[UUID] = []
        for run_id in run_ids[:limit]:
            with suppress(NotFoundError):
                await self.delete(run_id)
                deleted.append(run_id)
        return deleted

    async def set_labels(self, run_id: UUID | str, labels: Mapping[str, bool | float | str]) -> None:
        """Set labels of a flow run. Other labels are kept: the API cannot remove labels.

        Args:
            run_id: ID of the flow run.
            labels: Labels to set.

        Raises:
            NotFoundError: The run does not exist.
            UnsupportedByServerError: The server is older than 3.2.15.
            ArgumentError: *run_id* is not a valid UUID.

        API: ``PATCH /flow_runs/{id}/labels``.
        """
        await self._connection.send(api.update_flow_run_labels(FLOW_RUN.parse(run_id), mapping(labels, "labels")))

    async def graph(self, run_id: UUID | str, *, since: datetime | None = None) -> models.Graph:
        """Return the graph of a flow run: its task runs and subflow runs, and their dependencies.

        Args:
            run_id: ID of the flow run.
            since: Time with a timezone. Runs that finished earlier are left out. Default: no limit.

        Raises:
            NotFoundError: The run does not exist.
            ArgumentError: *run_id* is not a valid UUID, or *since* has no timezone.

        API: ``GET /flow_runs/{id}/graph-v2``.
        """
        if since is not None:
            moment(since, "since")
        return await self._connection.send(api.read_flow_run_graph_v2(FLOW_RUN.parse(run_id), since=since))

    async def history(
        self,
        *,
        start: datetime,
        end: datetime,
        interval: timedelta,
        **filters: Unpack[filters.FlowRuns],
    ) -> builtins.list[models.History]:
        """Count flow runs by expected start and state, for each interval of a time range.

        Sends one request for every 500 intervals.

        Args:
            start: Start of the first interval, with a timezone.
            end: End of the time range, with a timezone. The last interval may extend beyond it.
            interval: Length of an interval, at least one second.
            **filters: Filters, as in `list`. A name must not contain ``*``.

        Raises:
            ArgumentError: *interval* is shorter than a second, *end* is not after *start*, one of them has no timezone,
                or a filter is unknown or invalid.
            NotFoundError: A flow, deployment, work pool or work queue that a filter names does not exist.
            ValidationError: *where* has an unknown key or an invalid value.

        API: ``POST /flow_runs/history``.
        """
        query = grammars.FLOW_RUNS.parse(filters)
        if query.patterns:
            raise ArgumentError("name must not contain '*', since the server counts the runs")
        where = await resolve_run_filters(self._connection, query)
        # The endpoint has its own name for this filter.
        where = {("work_queues" if key == "work_pool_queues" else key): value for key, value in where.items()}
        history: list[models.History] = []
        for begin, until in split_range(start, end, interval):
            times = given(history_start=begin, history_end=until, history_interval_seconds=interval.total_seconds())
            body = cast("requests.FlowRunHistoryBody", {**where, **times})
            history += await self._connection.send(api.flow_run_history(**body))
        return history
