"""Change or delete many flow runs."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING, Unpack

from prefect_http import models
from prefect_http._arguments import flag
from prefect_http._async.resources._base import AsyncResource
from prefect_http._async.resources.flow_run_states import AsyncFlowRunStates, change_state
from prefect_http._domain.rows import AsyncRows
from prefect_http._domain.run_states import (
    cancellation_error,
    new_retry_state,
    new_state,
    retry_error,
    state_of_run,
)
from prefect_http._lazy import lazy_module
from prefect_http_api import flow_runs as api
from prefect_http_api import requests

if TYPE_CHECKING:
    from prefect_http import filters, references
    from prefect_http._async.resources import bulk
    from prefect_http._domain import bulk as selection
    from prefect_http._domain import outcomes
else:
    # Imported on demand: most callers change single runs.
    filters = lazy_module("prefect_http.filters")
    references = lazy_module("prefect_http.references")
    bulk = lazy_module("prefect_http._async.resources.bulk")
    selection = lazy_module("prefect_http._domain.bulk")
    outcomes = lazy_module("prefect_http._domain.outcomes")


class AsyncFlowRunBulk(AsyncResource):
    """Change or delete many flow runs, given by ID or selected by a filter.

    Every method has two forms. ``delete_many`` works when it is called and returns the outcomes of all runs.
    ``delete_stream`` works while you iterate over it, so its input and output may be too large to hold. Both work as
    follows:

    - A run that fails does not stop the others. Its outcome has the error.
    - Requests are retried more often than others, and sooner, since a server with SQLite rejects many while it is busy.
      On Prefect Cloud, they are retried as usual.
    - Runs that failed although all retries were used up are tried again at the end, as long as that succeeds for some,
      and for up to 10,000 runs.
    - Given runs are read lazily, in batches of 200. Within a batch, a run that is given twice is changed once.
    - Runs that match a filter are read and changed page by page. If the ``operator`` of ``where["flow_runs"]`` is
      ``"or_"``, the IDs of all matching runs are read first.
    - A request fails the whole call if it lists matching runs, or if it shows that the credentials or the API URL are
      wrong. Runs that have been changed stay changed.
    """

    async def delete_many(
        self,
        rows: AsyncRows[references.FlowRun] | None = None,
        *,
        limit: int | None = None,
        dry_run: bool = False,
        on_progress: selection.OnProgress | None = None,
        **filters: Unpack[filters.FlowRuns],
    ) -> outcomes.Outcomes[outcomes.Outcome]:
        """Delete many flow runs and their task runs, and return one outcome per run.

        ::

            client.flow_runs.delete_many(finished=True, ended_until=timedelta(days=30))

        Each request deletes 50 runs. A run that was deleted by others counts as deleted. If the server rejects a
        request, its runs are deleted one by one, as on servers before 3.6.29.

        Args:
            rows: IDs of the runs, or the runs themselves. Default: the runs that match *filters*.
            limit: Maximum number of runs. Default: no limit.
            dry_run: Whether to return the outcomes without deleting anything. Default: False.
            on_progress: Function that is called with a `Progress` after each request. To know the total of a filter,
                the runs are counted first. Default: none.
            **filters: Filters, as in `list`. To select all runs, pass ``where={}``.

        Raises:
            ArgumentError: There are both rows and filters, or neither, or a filter is empty or invalid.
            NotFoundError: A flow, deployment, work pool or work queue that a filter names does not exist.
            AuthenticationError: The credentials are missing or wrong.
            PermissionDeniedError: The credentials lack the permission.

        API: ``POST /flow_runs/bulk_delete``, ``DELETE /flow_runs/{id}``, ``POST /flow_runs/filter`` and
        ``POST /flow_runs/count``.
        """
        call = self._delete("delete_many", rows, limit, filters)
        return await call.run(dry_run=flag(dry_run, "dry_run"), on_progress=on_progress)

    def delete_stream(
        self,
        rows: AsyncRows[references.FlowRun] | None = None,
        *,
        limit: int | None = None,
        dry_run: bool = False,
        **filters: Unpack[filters.FlowRuns],
    ) -> AsyncGenerator[outcomes.Outcome, None]:
        """Delete many flow runs while you iterate, and yield each outcome as soon as it is known.

        Takes the arguments of `delete_many`, except *on_progress*, and checks them immediately.

        Raises:
            PrefectHTTPError: As in `delete_many`.

        API: ``POST /flow_runs/bulk_delete``, ``DELETE /flow_runs/{id}`` and ``POST /flow_runs/filter``.
        """
        return self._delete("delete_stream", rows, limit, filters).stream(dry_run=flag(dry_run, "dry_run"))

    async def cancel_many(
        self,
        rows: AsyncRows[references.FlowRun] | None = None,
        *,
        message: str | None = None,
        limit: int | None = None,
        dry_run: bool = False,
        on_progress: selection.OnProgress | None = None,
        **filters: Unpack[filters.FlowRuns],
    ) -> outcomes.Outcomes[outcomes.Outcome]:
        """Cancel many flow runs, as with `cancel`, and return one outcome per run.

        A filter leaves out finished runs.

        Args:
            rows: IDs of the runs, or the runs themselves. Default: the runs that match *filters*.
            message: Reason for the cancellation. Default: none.
            limit: Maximum number of runs. Default: no limit.
            dry_run: Whether to return the outcomes without cancelling anything. Given runs are read. Default: False.
            on_progress: Function that is called with a `Progress` after every few runs. To know the total of a filter,
                the runs are counted first. Default: none.
            **filters: Filters, as in `list`. To select all runs, pass ``where={}``.

        Raises:
            PrefectHTTPError: As in `delete_many`.

        API: ``POST /flow_runs/{id}/set_state``, ``GET /flow_runs/{id}``, ``POST /flow_runs/filter`` and
        ``POST /flow_runs/count``.
        """
        call = self._cancel("cancel_many", rows, limit, filters, message)
        return await call.run(dry_run=flag(dry_run, "dry_run"), on_progress=on_progress)

    def cancel_stream(
        self,
        rows: AsyncRows[references.FlowRun] | None = None,
        *,
        message: str | None = None,
        limit: int | None = None,
        dry_run: bool = False,
        **filters: Unpack[filters.FlowRuns],
    ) -> AsyncGenerator[outcomes.Outcome, None]:
        """Cancel many flow runs while you iterate, and yield each outcome as soon as it is known.

        Takes the arguments of `cancel_many`, except *on_progress*, and checks them immediately.

        Raises:
            PrefectHTTPError: As in `delete_many`.

        API: ``POST /flow_runs/{id}/set_state``, ``GET /flow_runs/{id}`` and ``POST /flow_runs/filter``.
        """
        return self._cancel("cancel_stream", rows, limit, filters, message).stream(dry_run=flag(dry_run, "dry_run"))

    async def retry_many(
        self,
        rows: AsyncRows[references.FlowRun] | None = None,
        *,
        message: str | None = None,
        limit: int | None = None,
        dry_run: bool = False,
        on_progress: selection.OnProgress | None = None,
        **filters: Unpack[filters.FlowRuns],
    ) -> outcomes.Outcomes[outcomes.Outcome]:
        """Retry many finished flow runs, as with `retry`, and return one outcome per run.

        A filter selects only finished runs. Given runs are read first, since only finished ones are retried.

        Args:
            rows: IDs of the runs, or the runs themselves. Default: the runs that match *filters*.
            message: Reason for the retry. Default: none.
            limit: Maximum number of runs. Default: no limit.
            dry_run: Whether to return the outcomes without retrying anything. Default: False.
            on_progress: Function that is called with a `Progress` after every few runs. To know the total of a filter,
                the runs are counted first. Default: none.
            **filters: Filters, as in `list`. To select all runs, pass ``where={}``.

        Raises:
            PrefectHTTPError: As in `delete_many`.

        API: ``POST /flow_runs/{id}/set_state``, ``GET /flow_runs/{id}``, ``POST /flow_runs/filter`` and
        ``POST /flow_runs/count``.
        """
        call = self._retry("retry_many", rows, limit, filters, message)
        return await call.run(dry_run=flag(dry_run, "dry_run"), on_progress=on_progress)

    def retry_stream(
        self,
        rows: AsyncRows[references.FlowRun] | None = None,
        *,
        message: str | None = None,
        limit: int | None = None,
        dry_run: bool = False,
        **filters: Unpack[filters.FlowRuns],
    ) -> AsyncGenerator[outcomes.Outcome, None]:
        """Retry many finished flow runs while you iterate, and yield each outcome as soon as it is known.

        Takes the arguments of `retry_many`, except *on_progress*, and checks them immediately.

        Raises:
            PrefectHTTPError: As in `delete_many`.

        API: ``POST /flow_runs/{id}/set_state``, ``GET /flow_runs/{id}`` and ``POST /flow_runs/filter``.
        """
        return self._retry("retry_stream", rows, limit, filters, message).stream(dry_run=flag(dry_run, "dry_run"))

    async def set_state_many(
        self,
        rows: AsyncRows[references.FlowRun] | None = None,
        *,
        type: requests.StateType | models.State | None,  # noqa: A002  # the API's name
        state_name: str | None = None,
        message: str | None = None,
        state_details: requests.StateDetails | None = None,
        force: bool = False,
        limit: int | None = None,
        dry_run: bool = False,
        on_progress: selection.OnProgress | None = None,
        **filters: Unpack[filters.FlowRuns],
    ) -> outcomes.Outcomes[outcomes.Outcome]:
        """Set the state of many flow runs, as with `set_state`, and return one outcome per run.

        Args:
            rows: IDs of the runs, or the runs themselves. Default: the runs that match *filters*.
            type: Type of the new state, or a state of a run, as in `set_state`.
            state_name: Name of the new state. Default: the name that belongs to *type*.
            message: Reason for the state. Default: none.
            state_details: Other details of the state, such as ``scheduled_time``. Default: none.
            force: Whether to bypass the orchestration rules. A forced request is not retried if the server may have
                received it. Default: False.
            limit: Maximum number of runs. Default: no limit.
            dry_run: Whether to return the outcomes without changing anything. Given runs are read. The orchestration
                rules are not applied. Default: False.
            on_progress: Function that is called with a `Progress` after every few runs. To know the total of a filter,
                the runs are counted first. Default: none.
            **filters: Filters, as in `list`. To select all runs, pass ``where={}``.

        Raises:
            PrefectHTTPError: As in `delete_many`.

        API: ``POST /flow_runs/{id}/set_state``, ``GET /flow_runs/{id}``, ``POST /flow_runs/filter`` and
        ``POST /flow_runs/count``.
        """
        state = new_state(type, name=state_name, message=message, details=state_details)
        call = self._set_state("set_state_many", rows, limit, filters, state, force=force)
        return await call.run(dry_run=flag(dry_run, "dry_run"), on_progress=on_progress)

    def set_state_stream(
        self,
        rows: AsyncRows[references.FlowRun] | None = None,
        *,
        type: requests.StateType | models.State | None,  # noqa: A002  # the API's name
        state_name: str | None = None,
        message: str | None = None,
        state_details: requests.StateDetails | None = None,
        force: bool = False,
        limit: int | None = None,
        dry_run: bool = False,
        **filters: Unpack[filters.FlowRuns],
    ) -> AsyncGenerator[outcomes.Outcome, None]:
        """Set the state of many flow runs while you iterate, and yield each outcome as soon as it is known.

        Takes the arguments of `set_state_many`, except *on_progress*, and checks them immediately.

        Raises:
            PrefectHTTPError: As in `delete_many`.

        API: ``POST /flow_runs/{id}/set_state``, ``GET /flow_runs/{id}`` and ``POST /flow_runs/filter``.
        """
        state = new_state(type, name=state_name, message=message, details=state_details)
        call = self._set_state("set_state_stream", rows, limit, filters, state, force=force)
        return call.stream(dry_run=flag(dry_run, "dry_run"))

    def _delete(
        self, verb: str, rows: AsyncRows[references.FlowRun] | None, limit: int | None, given: filters.FlowRuns
    ) -> bulk.AsyncBulk[models.FlowRun]:
        change: bulk.AsyncChange[models.FlowRun] = bulk.AsyncChange(
            apply=lambda connection, run_id: connection.send(api.delete_flow_run(run_id)),
            delete=lambda run_ids: api.bulk_delete_flow_runs(flow_runs={"id": {"any_": [*run_ids]}}),
        )
        return self._bulk(verb, rows, limit, given, change)

    def _cancel(
        self,
        verb: str,
        rows: AsyncRows[references.FlowRun] | None,
        limit: int | None,
        given: filters.FlowRuns,
        message: str | None,
    ) -> bulk.AsyncBulk[models.FlowRun]:
        change = bulk.AsyncChange(
            apply=lambda connection, run_id: AsyncFlowRunStates(connection).cancel(run_id, message=message),
            refuse=cancellation_error,
        )
        return self._bulk(verb, rows, limit, given, change, finished=False)

    def _retry(
        self,
        verb: str,
        rows: AsyncRows[references.FlowRun] | None,
        limit: int | None,
        given: filters.FlowRuns,
        message: str | None,
    ) -> bulk.AsyncBulk[models.FlowRun]:
        state = new_retry_state(message)
        change: bulk.AsyncChange[models.FlowRun] = bulk.AsyncChange(
            apply=lambda connection, run_id: change_state(connection, run_id, state_of_run(state, run_id), "retried"),
            refuse=lambda run: retry_error(run, state_of_run(state, run.id)),
            reads=True,
            repeatable=False,
        )
        return self._bulk(verb, rows, limit, given, change, finished=True)

    def _set_state(
        self,
        verb: str,
        rows: AsyncRows[references.FlowRun] | None,
        limit: int | None,
        given: filters.FlowRuns,
        state: requests.StateCreate,
        *,
        force: bool,
    ) -> bulk.AsyncBulk[models.FlowRun]:
        name = f"set to {state['type']}"
        change: bulk.AsyncChange[models.FlowRun] = bulk.AsyncChange(
            apply=lambda connection, run_id: change_state(
                connection, run_id, state_of_run(state, run_id), name, force=force
            ),
            repeatable=False,
        )
        return self._bulk(verb, rows, limit, given, change)

    def _bulk(
        self,
        verb: str,
        rows: AsyncRows[references.FlowRun] | None,
        limit: int | None,
        given: filters.FlowRuns,
        change: bulk.AsyncChange[models.FlowRun],
        *,
        finished: bool | None = None,
    ) -> bulk.AsyncBulk[models.FlowRun]:
        """Return the bulk call that applies *change*. Implemented by the class that lists flow runs.

        Args:
            verb: Name of the method, for error messages.
            rows: Runs, or None.
            limit: Maximum number of runs, or None.
            given: Filters.
            change: Change to apply.
            finished: Whether a filter selects only finished runs, or only unfinished ones. Default: all runs.
        """
        raise NotImplementedError
