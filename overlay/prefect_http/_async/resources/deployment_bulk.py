"""Pause, resume or delete many deployments."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING, Unpack

from prefect_http import models
from prefect_http._arguments import flag
from prefect_http._async.resources._base import AsyncResource
from prefect_http._domain.rows import AsyncRows
from prefect_http._lazy import lazy_module
from prefect_http_api import deployments as api

if TYPE_CHECKING:
    from prefect_http import filters, references
    from prefect_http._async.resources import bulk
    from prefect_http._domain import bulk as selection
    from prefect_http._domain import outcomes
else:
    # Imported on demand: most callers only trigger runs.
    filters = lazy_module("prefect_http.filters")
    references = lazy_module("prefect_http.references")
    bulk = lazy_module("prefect_http._async.resources.bulk")
    selection = lazy_module("prefect_http._domain.bulk")
    outcomes = lazy_module("prefect_http._domain.outcomes")


class AsyncDeploymentBulk(AsyncResource):
    """Pause, resume or delete many deployments, given by name or ID, or selected by a filter.

    Every method has two forms. ``pause_many`` works when it is called and returns the outcomes of all deployments.
    ``pause_stream`` works while you iterate over it. Both work as follows:

    - A deployment that fails does not stop the others. Its outcome has the error.
    - Requests are retried more often than others, and sooner, except on Prefect Cloud. Deployments that failed although
      all retries were used up are tried again at the end, as long as that succeeds for some.
    - Given deployments are read lazily. Each name requires one extra request.
    - With a filter, the IDs of all matching deployments are read first.
    - A request fails the whole call if it lists matching deployments, or if it shows that the credentials or the API
      URL are wrong. Deployments that have been changed stay changed.
    - Prefect Cloud can deny access to single deployments (403). Their outcomes have the error.
    """

    async def pause_many(
        self,
        rows: AsyncRows[references.Deployment] | None = None,
        *,
        limit: int | None = None,
        dry_run: bool = False,
        on_progress: selection.OnProgress | None = None,
        **filters: Unpack[filters.Deployments],
    ) -> outcomes.Outcomes[outcomes.Outcome]:
        """Pause all schedules of many deployments, and return one outcome per deployment.

        Their scheduled runs that have not started are deleted.

        Args:
            rows: Names or IDs of the deployments, or the deployments themselves. Default: those that match *filters*.
            limit: Maximum number of deployments. Default: no limit.
            dry_run: Whether to return the outcomes without pausing anything. Default: False.
            on_progress: Function that is called with a `Progress` after each request. To know the total of a filter,
                the deployments are counted first. Default: none.
            **filters: Filters, as in `list`. To select all deployments, pass ``where={}``.

        Raises:
            ArgumentError: There are both rows and filters, or neither, or a filter is empty or invalid.
            NotFoundError: A flow, work pool or work queue that a filter names does not exist.
            AuthenticationError: The credentials are missing or wrong.
            PermissionDeniedError: The credentials lack the permission.

        API: ``POST /deployments/{id}/pause_deployment``, ``POST /deployments/filter`` and ``POST /deployments/count``.
        """
        call = self._pause("pause_many", rows, limit, filters)
        return await call.run(dry_run=flag(dry_run, "dry_run"), on_progress=on_progress)

    def pause_stream(
        self,
        rows: AsyncRows[references.Deployment] | None = None,
        *,
        limit: int | None = None,
        dry_run: bool = False,
        **filters: Unpack[filters.Deployments],
    ) -> AsyncGenerator[outcomes.Outcome, None]:
        """Pause all schedules of many deployments while you iterate, and yield each outcome.

        Takes the arguments of `pause_many`, except *on_progress*, and checks them immediately.

        Raises:
            PrefectHTTPError: As in `pause_many`.

        API: ``POST /deployments/{id}/pause_deployment`` and ``POST /deployments/filter``.
        """
        return self._pause("pause_stream", rows, limit, filters).stream(dry_run=flag(dry_run, "dry_run"))

    async def resume_many(
        self,
        rows: AsyncRows[references.Deployment] | None = None,
        *,
        limit: int | None = None,
        dry_run: bool = False,
        on_progress: selection.OnProgress | None = None,
        **filters: Unpack[filters.Deployments],
    ) -> outcomes.Outcomes[outcomes.Outcome]:
        """Resume the schedules of many deployments, and return one outcome per deployment.

        A deployment that is not paused is not changed.

        Args:
            rows: Names or IDs of the deployments, or the deployments themselves. Default: those that match *filters*.
            limit: Maximum number of deployments. Default: no limit.
            dry_run: Whether to return the outcomes without resuming anything. Default: False.
            on_progress: Function that is called with a `Progress` after each request. To know the total of a filter,
                the deployments are counted first. Default: none.
            **filters: Filters, as in `list`. To select all deployments, pass ``where={}``.

        Raises:
            PrefectHTTPError: As in `pause_many`.

        API: ``POST /deployments/{id}/resume_deployment``, ``POST /deployments/filter`` and ``POST /deployments/count``.
        """
        call = self._resume("resume_many", rows, limit, filters)
        return await call.run(dry_run=flag(dry_run, "dry_run"), on_progress=on_progress)

    def resume_stream(
        self,
        rows: AsyncRows[references.Deployment] | None = None,
        *,
        limit: int | None = None,
        dry_run: bool = False,
        **filters: Unpack[filters.Deployments],
    ) -> AsyncGenerator[outcomes.Outcome, None]:
        """Resume the schedules of many deployments while you iterate, and yield each outcome.

        Takes the arguments of `resume_many`, except *on_progress*, and checks them immediately.

        Raises:
            PrefectHTTPError: As in `pause_many`.

        API: ``POST /deployments/{id}/resume_deployment`` and ``POST /deployments/filter``.
        """
        return self._resume("resume_stream", rows, limit, filters).stream(dry_run=flag(dry_run, "dry_run"))

    async def delete_many(
        self,
        rows: AsyncRows[references.Deployment] | None = None,
        *,
        limit: int | None = None,
        dry_run: bool = False,
        on_progress: selection.OnProgress | None = None,
        **filters: Unpack[filters.Deployments],
    ) -> outcomes.Outcomes[outcomes.Outcome]:
        """Delete many deployments and their runs that have not started, and return one outcome per deployment.

        Each request deletes 50 deployments. One that was deleted by others counts as deleted, but an unknown name is an
        error. If the server rejects a request, its deployments are deleted one by one, as on servers before 3.6.29.

        Args:
            rows: Names or IDs of the deployments, or the deployments themselves. Default: those that match *filters*.
            limit: Maximum number of deployments. Default: no limit.
            dry_run: Whether to return the outcomes without deleting anything. Default: False.
            on_progress: Function that is called with a `Progress` after each request. To know the total of a filter,
                the deployments are counted first. Default: none.
            **filters: Filters, as in `list`. To select all deployments, pass ``where={}``.

        Raises:
            PrefectHTTPError: As in `pause_many`.

        API: ``POST /deployments/bulk_delete``, ``DELETE /deployments/{id}``, ``POST /deployments/filter`` and
        ``POST /deployments/count``.
        """
        call = self._delete("delete_many", rows, limit, filters)
        return await call.run(dry_run=flag(dry_run, "dry_run"), on_progress=on_progress)

    def delete_stream(
        self,
        rows: AsyncRows[references.Deployment] | None = None,
        *,
        limit: int | None = None,
        dry_run: bool = False,
        **filters: Unpack[filters.Deployments],
    ) -> AsyncGenerator[outcomes.Outcome, None]:
        """Delete many deployments and their runs that have not started while you iterate, and yield each outcome.

        Takes the arguments of `delete_many`, except *on_progress*, and checks them immediately.

        Raises:
            PrefectHTTPError: As in `pause_many`.

        API: ``POST /deployments/bulk_delete``, ``DELETE /deployments/{id}`` and ``POST /deployments/filter``.
        """
        return self._delete("delete_stream", rows, limit, filters).stream(dry_run=flag(dry_run, "dry_run"))

    def _pause(
        self, verb: str, rows: AsyncRows[references.Deployment] | None, limit: int | None, given: filters.Deployments
    ) -> bulk.AsyncBulk[models.Deployment]:
        change: bulk.AsyncChange[models.Deployment] = bulk.AsyncChange(
            apply=lambda connection, deployment_id: connection.send(api.pause_deployment(deployment_id)),
            denies_rows=self._connection.cloud_url is not None,
        )
        return self._bulk(verb, rows, limit, given, change)

    def _resume(
        self, verb: str, rows: AsyncRows[references.Deployment] | None, limit: int | None, given: filters.Deployments
    ) -> bulk.AsyncBulk[models.Deployment]:
        change: bulk.AsyncChange[models.Deployment] = bulk.AsyncChange(
            apply=lambda connection, deployment_id: connection.send(api.resume_deployment(deployment_id)),
            denies_rows=self._connection.cloud_url is not None,
        )
        return self._bulk(verb, rows, limit, given, change)

    def _delete(
        self, verb: str, rows: AsyncRows[references.Deployment] | None, limit: int | None, given: filters.Deployments
    ) -> bulk.AsyncBulk[models.Deployment]:
        change: bulk.AsyncChange[models.Deployment] = bulk.AsyncChange(
            apply=lambda connection, deployment_id: connection.send(api.delete_deployment(deployment_id)),
            delete=lambda deployment_ids: api.bulk_delete_deployments(deployments={"id": {"any_": [*deployment_ids]}}),
            denies_rows=self._connection.cloud_url is not None,
        )
        return self._bulk(verb, rows, limit, given, change)

    def _bulk(
        self,
        verb: str,
        rows: AsyncRows[references.Deployment] | None,
        limit: int | None,
        given: filters.Deployments,
        change: bulk.AsyncChange[models.Deployment],
    ) -> bulk.AsyncBulk[models.Deployment]:
        """Return the bulk call that applies *change*. Implemented by the class that lists deployments.

        Args:
            verb: Name of the method, for error messages.
            rows: Deployments, or None.
            limit: Maximum number of deployments, or None.
            given: Filters.
            change: Change to apply.
        """
        raise NotImplementedError
