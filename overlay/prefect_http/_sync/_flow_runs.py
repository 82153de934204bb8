# Generated from _async/_flow_runs.py by `python -m generator.sync`.
# Do not edit: change that file, and run this.
"""Flow runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefect_http._flow_run_pages import flow_run_cursor, flow_run_page
from prefect_http._names import parse_flow_run
from prefect_http._sync._flow_run_waits import FlowRunWaits
from prefect_http._sync._listing import Listing
from prefect_http_api import flow_runs as api

if TYPE_CHECKING:
    from uuid import UUID

    from prefect_http._paging import Window
    from prefect_http.models import FlowRun
    from prefect_http_api import Call
    from prefect_http_api.requests import (
        DeploymentFilter,
        FlowFilter,
        FlowRunFilter,
        FlowRunSort,
        ReadFlowRunsBody,
        TaskRunFilter,
        WorkPoolFilter,
        WorkQueueFilter,
    )


class FlowRuns(FlowRunWaits):
    """Flow runs: find them, and wait for their end."""

    def get(self, run_id: UUID | str) -> FlowRun:
        """Return the flow run with this id, as it is now (``GET /flow_runs/{id}``).

        Raises:
            NotFoundError: there is no such run, or it was deleted.
            ArgumentError: *run_id* is a text that is no id.
        """
        return self._client.send(api.read_flow_run(parse_flow_run(run_id)))

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
        there pages go by position, so that a run is missed when another before it disappears or moves. None comes
        twice, for which the ids of all runs are kept in memory, and the server takes the longer the further it is.

        Without a filter these are all runs there are, runs that are scheduled for the future included.

        Raises, once rows are asked for:
            ValidationError: a filter has an unknown key or a value that cannot be.
        """
        body: ReadFlowRunsBody = {"sort": sort}
        if flow_runs is not None:
            body["flow_runs"] = flow_runs
        if flows is not None:
            body["flows"] = flows
        if task_runs is not None:
            body["task_runs"] = task_runs
        if deployments is not None:
            body["deployments"] = deployments
        if work_pools is not None:
            body["work_pools"] = work_pools
        if work_pool_queues is not None:
            body["work_pool_queues"] = work_pool_queues

        def page(window: Window) -> Call[list[FlowRun]]:
            return api.read_flow_runs(**flow_run_page(body, window))

        return Listing(self._client, lambda: flow_run_cursor(body), page)
