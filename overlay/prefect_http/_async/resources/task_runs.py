"""Task runs: get, list, count, create, update, delete, read logs and change states."""

from __future__ import annotations

import builtins
from functools import partial
from typing import TYPE_CHECKING, Unpack, cast

from prefect_http import models
from prefect_http._arguments import flag
from prefect_http._async.listing import AsyncListing
from prefect_http._async.resources._base import AsyncResource
from prefect_http._async.resources.filters import resolve_run_filters
from prefect_http._async.resources.run_logs import AsyncTaskRunLines
from prefect_http._domain import filters as grammars
from prefect_http._domain.references import TASK_RUN
from prefect_http._domain.run_states import is_applied, new_state, state_change_error
from prefect_http._lazy import lazy_module
from prefect_http._pagination.paging import Paging
from prefect_http._pagination.queries import TASK_RUNS
from prefect_http._utils import given
from prefect_http_api import requests, task_run_states
from prefect_http_api import task_runs as api

if TYPE_CHECKING:
    from prefect_http import filters, references
else:
    filters = lazy_module("prefect_http.filters")
    references = lazy_module("prefect_http.references")


class AsyncTaskRuns(AsyncResource):
    """Task runs: get, list, count, create, update, delete, read logs and change states."""

    async def get(self, run_id: references.TaskRun) -> models.TaskRun:
        """Get a task run by ID.

        Args:
            run_id: ID of the task run.

        Raises:
            NotFoundError: The run does not exist.
            ArgumentError: *run_id* is not a valid UUID.

        API: ``GET /task_runs/{id}``.
        """
        return await self._connection.send(api.read_task_run(TASK_RUN.parse(run_id)))

    def list(
        self,
        *,
        limit: int | None = None,
        sort: requests.TaskRunSort = "EXPECTED_START_TIME_DESC",
        **filters: Unpack[filters.TaskRuns],
    ) -> AsyncListing[models.TaskRun]:
        """List task runs, latest expected start first.

        Pages are fetched lazily. One or two extra requests detect the end. A run that exists throughout the listing is
        listed exactly once, even while other runs are created or deleted and states change, because pages are keyed on
        the expected start, which never changes. If more than a page of runs share an expected start, they are requested
        by offset, sorted by ID.

        With another *sort*, or if the ``operator`` of ``where["task_runs"]`` is ``"or_"``, pages are requested by
        offset:

        - A run may be missed if its position, or that of another run, changes in the meantime.
        - If more than a page of runs share a sort value, a run may be missed when another is deleted.
        - No run is listed twice. The IDs of all listed runs are kept in memory.
        - Prefect Cloud lists about 10,000 runs in this way, and as many with the same expected start.

        Args:
            limit: Maximum number of runs. Default: no limit.
            sort: Order of the runs. Default: latest expected start first.
            **filters: Keywords of `prefect_http.filters.TaskRuns`: ``id``, ``name``, ``state``, ``finished``,
                ``flow_run``, ``deployment``, ``flow``, ``tags``, ``since`` and ``until`` for the expected start,
                ``ended_since`` and ``ended_until`` for the end, and ``where``. Default: all runs.

        Raises:
            ArgumentError: A filter is unknown, or a value is invalid.
            NotFoundError: A flow or deployment that a filter names does not exist. Raised during iteration.
            ValidationError: *where* has an unknown key or an invalid value, or Prefect Cloud cannot list that many
                runs. Raised during iteration.

        API: ``POST /task_runs/filter``.
        """

        def paging(where: requests.ReadTaskRunsBody) -> Paging[models.TaskRun]:
            body: requests.ReadTaskRunsBody = {**where, "sort": sort}
            return Paging(TASK_RUNS.cursor(body), lambda window: api.read_task_runs(**TASK_RUNS.page(body, window)))

        return AsyncListing(
            self._connection,
            grammars.TASK_RUNS.parse(filters),
            paging,
            resolve=partial(resolve_run_filters, self._connection),
            count=lambda where: api.count_task_runs(**where),
            limit=limit,
        )

    async def first(
        self, *, sort: requests.TaskRunSort = "EXPECTED_START_TIME_DESC", **filters: Unpack[filters.TaskRuns]
    ) -> models.TaskRun | None:
        """Return the first of the task runs that `list` would list, or None if none matches.

        Args:
            sort: Order, as in `list`.
            **filters: Filters, as in `list`.

        Raises:
            PrefectHTTPError: As in `list`.

        API: ``POST /task_runs/filter``.
        """
        return await self.list(sort=sort, **filters).first()

    async def count(self, **filters: Unpack[filters.TaskRuns]) -> int:
        """Count task runs. Without filters, all task runs are counted.

        Args:
            **filters: Filters, as in `list`. If a name contains ``*``, the task runs are listed.

        Raises:
            PrefectHTTPError: As in `list`.

        API: ``POST /task_runs/count``.
        """
        return await self.list(**filters).count()

    async def create(self, **task_run: Unpack[requests.TaskRunCreate]) -> models.TaskRun:
        """Create a task run for a caller that executes the task itself.

        The run is PENDING unless ``state`` is given. If a run with the same ``flow_run_id``, ``task_key`` and
        ``dynamic_key`` exists, it is returned.

        Args:
            **task_run: Fields of the task run. Required: ``task_key`` and ``dynamic_key``. Optional: ``flow_run_id``,
                ``name``, ``tags``, ``state`` and the other keys of ``prefect_http_api.requests.TaskRunCreate``, which
                also states their defaults.

        Raises:
            ConflictError: The flow run does not exist.
            ValidationError: A value is missing or invalid.

        API: ``POST /task_runs/``.
        """
        return await self._connection.send(api.create_task_run(**task_run))

    async def update(self, run_id: references.TaskRun, /, **changes: Unpack[requests.TaskRunUpdate]) -> None:
        """Update the name of a task run. To change its state, use `set_state`.

        Args:
            run_id: ID of the task run.
            **changes: Fields to update: ``name``. Default: unchanged.

        Raises:
            NotFoundError: The run does not exist.
            ValidationError: A value is invalid.
            ArgumentError: *run_id* is not a valid UUID.

        API: ``PATCH /task_runs/{id}``.
        """
        await self._connection.send(api.update_task_run(TASK_RUN.parse(run_id), **changes))

    async def delete(self, run_id: references.TaskRun) -> None:
        """Delete a task run.

        Args:
            run_id: ID of the task run.

        Raises:
            NotFoundError: The run does not exist.
            ArgumentError: *run_id* is not a valid UUID.

        API: ``DELETE /task_runs/{id}``.
        """
        await self._connection.send(api.delete_task_run(TASK_RUN.parse(run_id)))

    async def states(self, run_id: references.TaskRun) -> builtins.list[models.State]:
        """Return all states that a task run has had, earliest first.

        Args:
            run_id: ID of the task run.

        Raises:
            NotFoundError: The run does not exist. Finding out requires one extra request if there are no states.
            ArgumentError: *run_id* is not a valid UUID.

        API: ``GET /task_run_states/``.
        """
        ident = TASK_RUN.parse(run_id)
        states = await self._connection.send(task_run_states.read_task_run_states(task_run_id=ident))
        if not states:
            await self._connection.send(api.read_task_run(ident))
        return states

    async def set_state(
        self,
        run_id: references.TaskRun,
        type: requests.StateType | models.State | None,  # noqa: A002  # the API's name
        *,
        name: str | None = None,
        message: str | None = None,
        data: object = None,
        state_details: requests.StateDetails | None = None,
        force: bool = False,
    ) -> models.OrchestrationResult:
        """Set the state of a task run, if the orchestrator accepts it.

        Returns the decision of the orchestrator and the resulting state. The request is not retried if the server may
        have received it.

        Args:
            run_id: ID of the task run.
            type: Type of the state, or the state of a run, such as ``run.state_type`` or ``run.state``. If a state is
                passed, its values are the defaults of the other arguments.
            name: Name of the state. Default: the name that belongs to *type*.
            message: Reason for the state. Default: none.
            data: Data of the state, such as a reference to a stored result. Default: none.
            state_details: Other details of the state, such as ``scheduled_time``. Default: none.
            force: Whether to bypass the orchestration rules. Default: False.

        Raises:
            StateChangeError: The orchestrator rejected, aborted or delayed the change, for example because the flow run
                is not RUNNING. The error carries its decision.
            NotFoundError: The run does not exist.
            ArgumentError: *run_id* is not a valid UUID, or *type* is None.

        API: ``POST /task_runs/{id}/set_state``.
        """
        ident = TASK_RUN.parse(run_id)
        state = new_state(type, name=name, message=message, data=data, details=state_details)
        body = cast("requests.SetTaskRunStateBody", given(state=state, force=flag(force, "force") or None))
        result = await self._connection.send(api.set_task_run_state(ident, **body))
        if not is_applied(result, state):
            raise state_change_error(ident, f"set to {state['type']}", result)
        return result

    def logs(self, run_id: references.TaskRun, *, level: int | str | None = None) -> AsyncListing[models.Log]:
        """List the log lines of a task run, earliest first.

        Gives the same guarantees as ``logs.list``. For an unknown run, the listing is empty. If the task run or its
        flow run has just ended, the listing waits for the last lines, as in ``flow_runs.logs``. This requires two extra
        requests, and three more for each wait.

        Args:
            run_id: ID of the task run.
            level: Lowest level to include, such as ``"WARNING"`` or ``logging.WARNING``. Default: all levels.

        Raises:
            ArgumentError: *run_id* is not a valid UUID, or *level* is invalid.

        API: ``GET /task_runs/{id}``, ``GET /flow_runs/{id}`` and ``POST /logs/filter``.
        """
        return AsyncTaskRunLines(self._connection, TASK_RUN.parse(run_id), level)
