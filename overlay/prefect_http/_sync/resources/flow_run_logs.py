# Generated from _async/resources/flow_run_logs.py by `python -m generator.unasync`.
# Do not edit: change that file and run the command.
"""Read the logs of flow runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefect_http import models
from prefect_http._domain.references import FLOW_RUN
from prefect_http._lazy import lazy_module
from prefect_http._sync.listing import Listing
from prefect_http._sync.resources._base import Resource
from prefect_http._sync.resources.run_logs import FlowRunLines

if TYPE_CHECKING:
    from prefect_http import references
else:
    references = lazy_module("prefect_http.references")


class FlowRunLogs(Resource):
    """Read the logs of flow runs."""

    def logs(self, run_id: references.FlowRun, *, level: int | str | None = None) -> Listing[models.Log]:
        """List the log lines of a flow run and its task runs, earliest first.

        Gives the same guarantees as ``logs.list``. For an unknown run, the listing is empty.

        A run's processes send their last lines shortly after it ends. If the run has just ended, the first page is
        requested once no line has arrived for three seconds, by the server's clock, or after 30 seconds. Otherwise, it
        is requested immediately. The check takes one extra request, and two more for each wait.

        Args:
            run_id: ID of the flow run.
            level: Lowest level to include, such as ``"WARNING"`` or ``logging.WARNING``. Default: all levels.

        Raises:
            ArgumentError: *run_id* is not a valid UUID, or *level* is invalid.

        API: ``GET /flow_runs/{id}`` and ``POST /logs/filter``.
        """
        return FlowRunLines(self._connection, FLOW_RUN.parse(run_id), level)
