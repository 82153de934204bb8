# Generated from _async/resources/flow_runs.py by `python -m generator.unasync`.
# Do not edit: change that file and run the command.
"""Flow runs: get, list, count, create, update, delete, wait, read logs and change states."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Unpack, cast
from uuid import UUID, uuid4

from prefect_http._arguments import flag, mapping, moment
from prefect_http._domain import filters as grammars
from prefect_http._domain.references import FLOW_RUN
from prefect_http._domain.rows import RowReader, Rows
from prefect_http._domain.run_history import split_range
from prefect_http._lazy import lazy_module
from prefect_http._pagination.cursors import Window
from prefect_http._pagination.paging import Paging
from prefect_http._pagination.queries import FLOW_RUNS
from prefect_http._sync.listing import Listing
from prefect_http._sync.resources.filters import resolve_run_filters
from prefect_http._sync.resources.flow_run_bulk import FlowRunBulk
from prefect_http._sync.resources.flow_run_inputs import FlowRunInputs
from prefect_http._sync.resources.flow_run_logs import FlowRunLogs
from prefect_http._sync.resources.flow_run_states import FlowRunStates
from prefect_http._sync.resources.flow_run_waiting import FlowRunWaiting
from prefect_http._sync.resources.flow_run_watching import FlowRunWatching
from prefect_http._sync.resources.run_names import RunNames
from prefect_http._utils import given
from prefect_http.errors import ArgumentError
from prefect_http_api import Call, models, requests
from prefect_http_api import flow_runs as api

if TYPE_CHECKING:
    from prefect_http import filters, references
    from prefect_http._domain import bulk as selection
    from prefect_http._sync.resources import bulk
else:
    bulk = lazy_module("prefect_http._sync.resources.bulk")
    filters = lazy_module("prefect_http.filters")
    references = lazy_module("prefect_http.references")
    selection = lazy_module("prefect_http._domain.bulk")


class FlowRuns(FlowRunWaiting, FlowRunWatching, FlowRunStates, FlowRunBulk, FlowRunLogs):
    """Flow runs: get, list, count, create, update, delete, wait, read logs and change states."""

    @property
    def inputs(self) -> FlowRunInputs:
        """Inputs of flow runs: get, list, set and delete."""
        return FlowRunInputs(self._connection)

    def get(self, run_id: references.FlowRun) -> models.FlowRun:
        """Get a flow run by ID.

        Args:
            run_id: ID of the flow run.

        Raises:
            NotFoundError: The run does not exist.
            ArgumentError: *run_id* is not a valid UUID.

        API: ``GET /flow_runs/{id}``.
        """
        return self._connection.send(api.read_flow_run(FLOW_RUN.parse(run_id)))

    def list(
        self,
        *,
        limit: int | None = None,
        sort: requests.FlowRunSort = "EXPECTED_START_TIME_DESC",
        with_names: bool = False,
        **filters: Unpack[filters.FlowRuns],
    ) -> Listing[models.FlowRun]:
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
            **filters: Keywords of `prefect_http.filters.FlowRuns`: ``id``, ``name``, ``state``, ``finished``,
                ``deployment``, ``flow``, ``tags``, ``work_pool``, ``work_queue``, ``parent``, ``since`` and ``until``
                for the expected start, ``ended_since`` and ``ended_until`` for the end, and ``where``. Default: all
                runs.

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

        return Listing(
            self._connection,
            grammars.FLOW_RUNS.parse(filters),
            paging,
            resolve=partial(resolve_run_filters, self._connection),
            count=lambda where: api.count_flow_runs(**where),
            complete=RunNames(self._connection).fill_in if flag(with_names, "with_names") else None,
            limit=limit,
        )

    def first(
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
        return self.list(sort=sort, **filters).first()

    def count(self, **filters: Unpack[filters.FlowRuns]) -> int:
        """Count flow runs. Without filters, all flow runs are counted.

        Args:
            **filters: Filters, as in `list`. If a name contains ``*``, the runs are listed.

        Raises:
            PrefectHTTPError: As in `list`.

        API: ``POST /flow_runs/count``.
        """
        return self.list(**filters).count()

    def create(self, **flow_run: Unpack[requests.FlowRunCreate]) -> models.FlowRun:
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
        return self._connection.send(api.create_flow_run(**flow_run))

    def update(self, run_id: references.FlowRun, /, **changes: Unpack[requests.FlowRunUpdate]) -> None:
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
        self._connection.send(api.update_flow_run(FLOW_RUN.parse(run_id), **changes))

    def delete(self, run_id: references.FlowRun) -> None:
        """Delete a flow run and its task runs.

        Its logs are deleted shortly after. A running process is not stopped.

        Args:
            run_id: ID of the flow run.

        Raises:
            NotFoundError: The run does not exist.
            ArgumentError: *run_id* is not a valid UUID.

        API: ``DELETE /flow_runs/{id}``.
        """
        self._connection.send(api.delete_flow_run(FLOW_RUN.parse(run_id)))

    def set_labels(self, run_id: references.FlowRun, labels: Mapping[str, bool | float | str]) -> None:
        """Set labels of a flow run. Other labels are kept: the API cannot remove labels.

        Args:
            run_id: ID of the flow run.
            labels: Labels to set.

        Raises:
            NotFoundError: The run does not exist.
            UnsupportedByServerError: The server is older than 3.1.15.
            ArgumentError: *run_id* is not a valid UUID.

        API: ``PATCH /flow_runs/{id}/labels``.
        """
        self._connection.send(api.update_flow_run_labels(FLOW_RUN.parse(run_id), mapping(labels, "labels")))

    def graph(self, run_id: references.FlowRun, *, since: datetime | None = None) -> models.Graph:
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
        return self._connection.send(api.read_flow_run_graph_v2(FLOW_RUN.parse(run_id), since=since))

    def history(
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
        nothing: dict[str, Any] = {"flow_runs": {"id": {"any_": []}}}
        where = nothing if query.is_empty else resolve_run_filters(self._connection, query)
        # The endpoint has its own name for this filter.
        where = {("work_queues" if key == "work_pool_queues" else key): value for key, value in where.items()}
        history: list[models.History] = []
        for begin, until in split_range(start, end, interval):
            times = given(history_start=begin, history_end=until, history_interval_seconds=interval.total_seconds())
            body = cast("requests.FlowRunHistoryBody", {**where, **times})
            history += self._connection.send(api.flow_run_history(**body))
        return history

    def _bulk(
        self,
        verb: str,
        rows: Rows[references.FlowRun] | None,
        limit: int | None,
        given: filters.FlowRuns,
        change: bulk.Change[models.FlowRun],
        *,
        finished: bool | None = None,
    ) -> bulk.Bulk[models.FlowRun]:
        condition = selection.check_selection(f"flow_runs.{verb}", rows, given, limit)
        connection = bulk.patient_connection(self._connection)
        runs = FlowRuns(connection)

        def resolve(row: object) -> UUID:
            return FLOW_RUN.parse(row)

        if rows is not None:
            given_rows = bulk.GivenRows(
                reader=RowReader(rows, "rows", limit),
                resolve=resolve,
                select=lambda run_ids: runs.list(id=run_ids),
                get=runs.get,
            )
            return bulk.Bulk(connection, given_rows, change)
        query = selection.select_finished(condition, finished=finished)
        is_complete = finished is None or query is not condition
        matching = bulk.MatchingRows(
            listing=runs.list(limit=limit if is_complete else None, **cast("filters.FlowRuns", query)),
            stable=not selection.is_alternative(condition),
            limit=limit,
            includes=None if is_complete else lambda run: run.is_final == finished,
        )
        return bulk.Bulk(connection, matching, change)
