# Generated from _async/resources/flow_runs.py by `python -m generator.unasync`.
# Do not edit: change that file, and run this.
"""Flow runs."""

from __future__ import annotations

from contextlib import closing, suppress
from typing import TYPE_CHECKING, Final, cast
from uuid import uuid4

from prefect_http._domain.references import parse_flow_run
from prefect_http._domain.run_history import spans
from prefect_http._http.response import decode_response
from prefect_http._http.server_features import is_unknown_operation
from prefect_http._pagination.queries import FLOW_RUNS
from prefect_http._sync.listing import Listing
from prefect_http._sync.resources.flow_run_inputs import FlowRunInputs
from prefect_http._sync.resources.flow_run_logs import FlowRunLogs
from prefect_http._sync.resources.flow_run_states import FlowRunStates
from prefect_http._sync.resources.flow_run_waiting import FlowRunWaiting
from prefect_http._utils import given
from prefect_http.errors import NotFoundError, StatusError
from prefect_http_api import flow_runs as api

if TYPE_CHECKING:
    import builtins
    from collections.abc import Mapping
    from datetime import datetime, timedelta
    from typing import Unpack
    from uuid import UUID

    from prefect_http._pagination.cursors import Window
    from prefect_http.models import FlowRun, Graph, History
    from prefect_http_api import Call
    from prefect_http_api.requests import (
        BulkDeleteFlowRunsBody,
        CountFlowRunsBody,
        DeploymentFilter,
        FlowFilter,
        FlowRunCreate,
        FlowRunFilter,
        FlowRunHistoryBody,
        FlowRunSort,
        FlowRunUpdate,
        ReadFlowRunsBody,
        TaskRunFilter,
        WorkPoolFilter,
        WorkQueueFilter,
    )


_DELETED: Final = 50
"""Runs that the server deletes at once if no other limit is given."""


class FlowRuns(FlowRunWaiting, FlowRunStates, FlowRunLogs):
    """Flow runs: find them, wait for their end, read their logs, and change their state."""

    @property
    def inputs(self) -> FlowRunInputs:
        """What flow runs are given while they run."""
        return FlowRunInputs(self._connection)

    def get(self, run_id: UUID | str) -> FlowRun:
        """Return the flow run with this id, as it is now (``GET /flow_runs/{id}``).

        Raises:
            NotFoundError: there is no such run, or it was deleted.
            ArgumentError: *run_id* is a text that is no id.
        """
        return self._connection.send(api.read_flow_run(parse_flow_run(run_id)))

    def list(
        self,
        *,
        flow_runs: FlowRunFilter | None = None,
        flows: FlowFilter | None = None,
        task_runs: TaskRunFilter | None = None,
        deployments: DeploymentFilter | None = None,
        work_pools: WorkPoolFilter | None = None,
        work_pool_queues: WorkQueueFilter | None = None,
        sort: FlowRunSort = "EXPECTED_START_TIME_DESC",
    ) -> Listing[FlowRun]:
        """Return all flow runs that match, latest expected start first (``POST /flow_runs/filter``).

        Pages are read as they are asked for, and one request more than there are pages finds the end. Each run comes
        once, and none is missed that was there before the listing began and is there at its end, even though runs are
        made, deleted and change their state meanwhile: pages go by the expected start, which a run keeps for life.

        That cannot be promised for any other *sort*, nor for a *flow_runs* filter whose ``operator`` is ``"or_"``:
        there pages go by position, so that a run may be missed when it or another one moves. None comes twice, for
        which the ids of all runs are kept in memory, and the server takes the longer the further it is. Where some
        thirty thousand share what they are sorted by, as those without an end do by ``"END_TIME_DESC"``, a server
        may refuse to go on.

        Without a filter these are all runs there are, runs that are scheduled for the future included.

        Raises, once rows are asked for:
            ValidationError: a filter has an unknown key or a value that cannot be.
        """
        body = cast(
            "ReadFlowRunsBody",
            given(
                flow_runs=flow_runs,
                flows=flows,
                task_runs=task_runs,
                deployments=deployments,
                work_pools=work_pools,
                work_pool_queues=work_pool_queues,
                sort=sort,
            ),
        )

        def page(window: Window) -> Call[list[FlowRun]]:
            return api.read_flow_runs(**FLOW_RUNS.page(body, window))

        return Listing(self._connection, lambda: FLOW_RUNS.cursor(body), page)

    def count(
        self,
        *,
        flow_runs: FlowRunFilter | None = None,
        flows: FlowFilter | None = None,
        task_runs: TaskRunFilter | None = None,
        deployments: DeploymentFilter | None = None,
        work_pools: WorkPoolFilter | None = None,
        work_pool_queues: WorkQueueFilter | None = None,
    ) -> int:
        """Return how many flow runs match; without a filter, how many there are (``POST /flow_runs/count``).

        Raises:
            ValidationError: a filter has an unknown key or a value that cannot be.
        """
        body = given(
            flow_runs=flow_runs,
            flows=flows,
            task_runs=task_runs,
            deployments=deployments,
            work_pools=work_pools,
            work_pool_queues=work_pool_queues,
        )
        return self._connection.send(api.count_flow_runs(**cast("CountFlowRunsBody", body)))

    def create(self, **flow_run: Unpack[FlowRunCreate]) -> FlowRun:
        """Create a run that no worker starts, for who runs the flow in a process of its own (``POST /flow_runs/``).

        It is PENDING unless another ``state`` is given. To start a run of a deployment, see ``deployments.trigger``.
        The request carries an idempotency key, the caller's or one of its own, so that however often it is sent, it
        makes exactly one run; with a key that was used before for this flow, the run that it made comes back.

        Raises:
            ConflictError: there is no such flow.
            ValidationError: a value cannot be.
        """
        flow_run["idempotency_key"] = flow_run.get("idempotency_key") or str(uuid4())
        return self._connection.send(api.create_flow_run(**flow_run))

    def update(self, run_id: UUID | str, /, **changes: Unpack[FlowRunUpdate]) -> None:
        """Change what is given, and nothing else (``PATCH /flow_runs/{id}``). For its state, see ``set_state``.

        Raises:
            NotFoundError: there is no such run.
            ValidationError: a value cannot be.
            ArgumentError: *run_id* is a text that is no id.
        """
        self._connection.send(api.update_flow_run(parse_flow_run(run_id), **changes))

    def delete(self, run_id: UUID | str) -> None:
        """Delete the run, its task runs and, a little later, its logs (``DELETE /flow_runs/{id}``).

        A process that runs it is not stopped.

        Raises:
            NotFoundError: there is no such run.
            ArgumentError: *run_id* is a text that is no id.
        """
        self._connection.send(api.delete_flow_run(parse_flow_run(run_id)))

    def bulk_delete(self, *, flow_runs: FlowRunFilter, limit: int | None = None) -> builtins.list[UUID]:
        """Delete runs that match, and return their ids (``POST /flow_runs/bulk_delete``).

        At most *limit* are deleted; 50 is the default, and the most that the server allows. If as many come back, there
        may be more. On servers before 3.6.29, which cannot do it in one request, each run is deleted by itself.

        Raises:
            ArgumentError: the filter is empty, which would delete runs of every kind.
            ValidationError: the filter has an unknown key, a value cannot be, or *limit* is above 50.
        """
        body = cast("BulkDeleteFlowRunsBody", given(flow_runs=flow_runs, limit=limit))
        call = api.bulk_delete_flow_runs(**body)
        response = self._connection.send_raw(call)
        try:
            return decode_response(call, response).deleted
        except StatusError as error:
            if not is_unknown_operation(error):
                raise
        return self._delete_each(flow_runs, _DELETED if limit is None else limit)

    def _delete_each(self, flow_runs: FlowRunFilter, limit: int) -> builtins.list[UUID]:
        """Delete at most *limit* runs that match, and return the ids of those that nobody else deleted meanwhile."""
        found: builtins.list[UUID] = []
        with closing(self.list(flow_runs=flow_runs).pages()) as pages:
            for page in pages:
                found += [run.id for run in page]
                if len(found) >= limit:
                    break
        deleted: builtins.list[UUID] = []
        for run_id in found[:limit]:
            with suppress(NotFoundError):
                self.delete(run_id)
                deleted.append(run_id)
        return deleted

    def set_labels(self, run_id: UUID | str, labels: Mapping[str, bool | float | str]) -> None:
        """Set these labels of the run, beside those that it has (``PATCH /flow_runs/{id}/labels``).

        The API has no way to remove a label.

        Raises:
            NotFoundError: there is no such run.
            UnsupportedByServerError: the server is older than 3.2.15.
            ArgumentError: *run_id* is a text that is no id.
        """
        self._connection.send(api.update_flow_run_labels(parse_flow_run(run_id), dict(labels)))

    def graph(self, run_id: UUID | str, *, since: datetime | None = None) -> Graph:
        """Return the run's tasks and the runs within it, with what they depend on (``GET /flow_runs/{id}/graph-v2``).

        Args:
            run_id: the run.
            since: leave out what ended before this time.

        Raises:
            NotFoundError: there is no such run.
            ArgumentError: *run_id* is a text that is no id, or *since* has no timezone.
        """
        return self._connection.send(api.read_flow_run_graph_v2(parse_flow_run(run_id), since=since))

    def history(
        self,
        *,
        start: datetime,
        end: datetime,
        interval: timedelta,
        flow_runs: FlowRunFilter | None = None,
        flows: FlowFilter | None = None,
        task_runs: TaskRunFilter | None = None,
        deployments: DeploymentFilter | None = None,
        work_pools: WorkPoolFilter | None = None,
        work_queues: WorkQueueFilter | None = None,
    ) -> builtins.list[History]:
        """Return how many runs were expected in each interval of a time, by state (``POST /flow_runs/history``).

        The server gives 500 intervals at once; there are as many requests as that takes.

        Args:
            start: where the first interval begins.
            end: where the time ends; the last interval goes beyond it when the time is no multiple of *interval*.
            interval: how long an interval is, a second at least.
            flow_runs: only these runs.
            flows: only runs of these flows.
            task_runs: only runs with these task runs.
            deployments: only runs of these deployments.
            work_pools: only runs in these work pools.
            work_queues: only runs in these work queues.

        Raises:
            ArgumentError: *interval* is shorter than a second, *end* is not after *start*, or one has no timezone.
            ValidationError: a filter has an unknown key or a value that cannot be.
        """
        filters = given(
            flow_runs=flow_runs,
            flows=flows,
            task_runs=task_runs,
            deployments=deployments,
            work_pools=work_pools,
            work_queues=work_queues,
        )
        history: list[History] = []
        for begin, until in spans(start, end, interval):
            times = given(history_start=begin, history_end=until, history_interval_seconds=interval.total_seconds())
            body = cast("FlowRunHistoryBody", {**filters, **times})
            history += self._connection.send(api.flow_run_history(**body))
        return history
