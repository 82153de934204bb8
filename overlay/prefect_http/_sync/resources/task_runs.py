# Generated from _async/resources/task_runs.py by `python -m generator.unasync`.
# Do not edit: change that file, and run this.
"""Task runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from prefect_http._domain.references import parse_task_run
from prefect_http._domain.run_states import is_as_asked, new_state, refused
from prefect_http._pagination.queries import TASK_RUNS, from_level
from prefect_http._sync.listing import Listing
from prefect_http._sync.resources._base import Resource
from prefect_http._sync.resources.logs import Logs
from prefect_http._utils import given
from prefect_http_api import task_runs as api

if TYPE_CHECKING:
    from typing import Unpack
    from uuid import UUID

    from prefect_http.models import Log, OrchestrationResult, TaskRun
    from prefect_http_api.requests import (
        CountTaskRunsBody,
        DeploymentFilter,
        FlowFilter,
        FlowRunFilter,
        ReadTaskRunsBody,
        SetTaskRunStateBody,
        StateDetails,
        StateType,
        TaskRunCreate,
        TaskRunFilter,
        TaskRunSort,
        TaskRunUpdate,
    )


class TaskRuns(Resource):
    """Task runs: find them, read their logs, and change their state."""

    def get(self, run_id: UUID | str) -> TaskRun:
        """Return the task run with this id, as it is now (``GET /task_runs/{id}``).

        Raises:
            NotFoundError: there is no such run, or it was deleted.
            ArgumentError: *run_id* is a text that is no id.
        """
        return self._connection.send(api.read_task_run(parse_task_run(run_id)))

    def list(
        self,
        *,
        task_runs: TaskRunFilter | None = None,
        flow_runs: FlowRunFilter | None = None,
        flows: FlowFilter | None = None,
        deployments: DeploymentFilter | None = None,
        sort: TaskRunSort = "EXPECTED_START_TIME_DESC",
    ) -> Listing[TaskRun]:
        """Return all task runs that match, latest expected start first (``POST /task_runs/filter``).

        Pages are read as they are asked for; a request or two more than there are pages find the end. Each run comes
        once, and none is missed that was there before the listing began and is there at its end, even though runs are
        made, deleted and change their state meanwhile: pages go by the expected start, which a run keeps for life;
        where runs that share it fill a page, these alone go by position, in the order of their ids.

        That cannot be promised for any other *sort*, nor for a *task_runs* filter whose ``operator`` is ``"or_"``:
        there pages go by position, so that a run is missed when it moves past others meanwhile, and may be when others
        that share what they are sorted by, more than a page of them, are deleted. None comes twice, for which the ids
        of all runs are kept in memory.

        Raises, once rows are asked for:
            ValidationError: a filter has an unknown key or a value that cannot be.
        """
        filters = given(task_runs=task_runs, flow_runs=flow_runs, flows=flows, deployments=deployments, sort=sort)
        body = cast("ReadTaskRunsBody", filters)
        return Listing(
            self._connection,
            lambda: TASK_RUNS.cursor(body),
            lambda window: api.read_task_runs(**TASK_RUNS.page(body, window)),
        )

    def count(
        self,
        *,
        task_runs: TaskRunFilter | None = None,
        flow_runs: FlowRunFilter | None = None,
        flows: FlowFilter | None = None,
        deployments: DeploymentFilter | None = None,
    ) -> int:
        """Return how many task runs match; without a filter, how many there are (``POST /task_runs/count``).

        Raises:
            ValidationError: a filter has an unknown key or a value that cannot be.
        """
        body = given(task_runs=task_runs, flow_runs=flow_runs, flows=flows, deployments=deployments)
        return self._connection.send(api.count_task_runs(**cast("CountTaskRunsBody", body)))

    def create(self, **task_run: Unpack[TaskRunCreate]) -> TaskRun:
        """Create a task run that nobody starts, PENDING unless another ``state`` is given (``POST /task_runs/``).

        One with the same ``flow_run_id``, ``task_key`` and ``dynamic_key`` comes back if it is there already.

        Raises:
            ConflictError: there is no such flow run.
            ValidationError: something is missing, or a value cannot be.
        """
        return self._connection.send(api.create_task_run(**task_run))

    def update(self, run_id: UUID | str, /, **changes: Unpack[TaskRunUpdate]) -> None:
        """Change the run's name (``PATCH /task_runs/{id}``). For its state, see ``set_state``.

        Raises:
            NotFoundError: there is no such run.
            ValidationError: a value cannot be.
            ArgumentError: *run_id* is a text that is no id.
        """
        self._connection.send(api.update_task_run(parse_task_run(run_id), **changes))

    def delete(self, run_id: UUID | str) -> None:
        """Delete the run (``DELETE /task_runs/{id}``).

        Raises:
            NotFoundError: there is no such run.
            ArgumentError: *run_id* is a text that is no id.
        """
        self._connection.send(api.delete_task_run(parse_task_run(run_id)))

    def set_state(
        self,
        run_id: UUID | str,
        type: StateType,  # noqa: A002  # the API's own word
        *,
        name: str | None = None,
        message: str | None = None,
        data: object = None,
        state_details: StateDetails | None = None,
        force: bool = False,
    ) -> OrchestrationResult:
        """Bring the run into a state, if the orchestrator accepts it (``POST /task_runs/{id}/set_state``).

        Returned is what the orchestrator decided, and the state that the run then is in. The request is not sent again
        once it may have arrived.

        Args:
            run_id: the run.
            type: the state's type.
            name: the state's name; that of its type by default.
            message: why the run is in this state.
            data: what the state carries, such as where a result is stored.
            state_details: what else there is to it, such as ``scheduled_time``.
            force: pass by the orchestrator's rules.

        Raises:
            StateChangeError: the orchestrator rejected or aborted it, or wants it to wait, as for a task of a flow run
                that is not RUNNING; the error carries its decision.
            NotFoundError: there is no such run.
            ArgumentError: *run_id* is a text that is no id.
        """
        ident = parse_task_run(run_id)
        asked = new_state(type, name=name, message=message, data=data, details=state_details)
        body = cast("SetTaskRunStateBody", given(state=asked, force=force or None))
        result = self._connection.send(api.set_task_run_state(ident, **body))
        if not is_as_asked(result, asked):
            raise refused(ident, f"set to {type}", result)
        return result

    def logs(self, run_id: UUID | str, *, level: int | None = None) -> Listing[Log]:
        """Return all lines of the run, earliest first (``POST /logs/filter``).

        It promises what ``prefect.logs.list`` does. A run that there is not has no lines.

        Args:
            run_id: the run.
            level: leave out lines below it, such as ``logging.WARNING``.

        Raises:
            ArgumentError: *run_id* is a text that is no id.
        """
        return Logs(self._connection).list(logs=from_level({"task_run_id": {"any_": [parse_task_run(run_id)]}}, level))
