"""Deployments: get, list, count, create, update, delete, trigger, pause and schedule."""

from __future__ import annotations

import builtins
from collections.abc import AsyncGenerator, Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Unpack, cast

from prefect_http import _concurrency, models
from prefect_http._arguments import Seconds, flag, moment
from prefect_http._async import resources
from prefect_http._async.resources.deployment_bulk import AsyncDeploymentBulk
from prefect_http._async.resources.deployment_lookup import (
    find_deployment,
    resolve_deployment,
    resolve_deployment_id,
)
from prefect_http._domain.parameters import check_deployment_parameters, check_parameter_names
from prefect_http._domain.polling import PollSchedule
from prefect_http._domain.rows import AsyncRowReader, AsyncRows
from prefect_http._domain.trigger import check_wait_options, flow_run_request
from prefect_http._lazy import lazy_module
from prefect_http._pagination.queries import paged
from prefect_http._pagination.sort_keys import sorted_cursor
from prefect_http_api import deployments as api
from prefect_http_api import requests

if TYPE_CHECKING:
    from prefect_http import filters, references
    from prefect_http._async import listing
    from prefect_http._async.resources import bulk
    from prefect_http._async.resources import filters as filter_lookup
    from prefect_http._domain import bulk as selection
    from prefect_http._domain import bulk_trigger, keywords, outcomes
    from prefect_http._domain import filters as grammars
    from prefect_http._pagination import paging
else:
    # Imported on demand: most callers only trigger runs.
    bulk = lazy_module("prefect_http._async.resources.bulk")
    filter_lookup = lazy_module("prefect_http._async.resources.filters")
    filters = lazy_module("prefect_http.filters")
    references = lazy_module("prefect_http.references")
    grammars = lazy_module("prefect_http._domain.filters")
    keywords = lazy_module("prefect_http._domain.keywords")
    paging = lazy_module("prefect_http._pagination.paging")
    listing = lazy_module("prefect_http._async.listing")
    bulk_trigger = lazy_module("prefect_http._domain.bulk_trigger")
    outcomes = lazy_module("prefect_http._domain.outcomes")
    selection = lazy_module("prefect_http._domain.bulk")


class AsyncDeployments(AsyncDeploymentBulk):
    """Deployments: get, list, count, create, update, delete, trigger, pause and schedule.

    Deployments are referenced by ``"flow/deployment"`` or by ID.
    """

    @property
    def schedules(self) -> resources.schedules.AsyncSchedules:
        """Schedules of deployments."""
        return resources.schedules.AsyncSchedules(self._connection)

    async def get(self, deployment: references.Deployment) -> models.Deployment:
        """Get a deployment by name or ID.

        Args:
            deployment: ``"flow/deployment"`` or the ID.

        Raises:
            NotFoundError: The deployment does not exist. For a name, the message says whether the flow or the
                deployment is unknown, and suggests similar names.
            ArgumentError: *deployment* is neither a full name nor a valid UUID.

        API: ``GET /deployments/name/{flow_name}/{deployment_name}`` or ``GET /deployments/{id}``.
        """
        return await find_deployment(self._connection, deployment)

    def list(
        self,
        *,
        limit: int | None = None,
        sort: requests.DeploymentSort = "CREATED_DESC",
        **filters: Unpack[filters.Deployments],
    ) -> listing.AsyncListing[models.Deployment]:
        """List deployments, newest first.

        Pages are fetched lazily. A deployment that exists throughout the listing is listed exactly once. Exceptions:

        - With ``"UPDATED_DESC"``, a deployment that is updated in the meantime may be missed.
        - When sorted by name, if more than a page of deployments share a name, a deployment may be missed when another
          is deleted.

        Args:
            limit: Maximum number of deployments. Default: no limit.
            sort: Order of the deployments. Default: newest first.
            **filters: Keywords of `prefect_http.filters.Deployments`: ``id``, ``name``, ``flow``, ``tags``,
                ``work_pool``, ``work_queue``, ``paused`` and ``where``. Default: all deployments.

        Raises:
            ArgumentError: A filter is unknown, or a value is invalid.
            NotFoundError: A flow, work pool or work queue that a filter names does not exist. Raised during iteration.
            ValidationError: *where* has an unknown key or an invalid value. Raised during iteration.

        API: ``POST /deployments/filter``.
        """

        def pages(where: requests.ReadDeploymentsBody) -> paging.Paging[models.Deployment]:
            body: requests.ReadDeploymentsBody = {**where, "sort": sort}
            return paging.Paging(sorted_cursor(sort), lambda window: api.read_deployments(**paged(body, window)))

        return listing.AsyncListing(
            self._connection,
            grammars.DEPLOYMENTS.parse(filters),
            pages,
            resolve=partial(filter_lookup.resolve_run_filters, self._connection),
            count=lambda where: api.count_deployments(**where),
            limit=limit,
        )

    async def first(
        self, *, sort: requests.DeploymentSort = "CREATED_DESC", **filters: Unpack[filters.Deployments]
    ) -> models.Deployment | None:
        """Return the first of the deployments that `list` would list, or None if none matches.

        Args:
            sort: Order, as in `list`.
            **filters: Filters, as in `list`.

        Raises:
            PrefectHTTPError: As in `list`.

        API: ``POST /deployments/filter``.
        """
        return await self.list(sort=sort, **filters).first()

    async def count(self, **filters: Unpack[filters.Deployments]) -> int:
        """Count deployments. Without filters, all deployments are counted.

        Args:
            **filters: Filters, as in `list`. If a name contains ``*``, the deployments are listed.

        Raises:
            PrefectHTTPError: As in `list`.

        API: ``POST /deployments/count``.
        """
        return await self.list(**filters).count()

    async def create(
        self, *, check_parameters: bool = True, **deployment: Unpack[requests.DeploymentCreate]
    ) -> models.Deployment:
        """Create or update a deployment: ``schedules``, ``parameters`` and ``labels`` not passed are removed.

        If the flow has a deployment with this name, it is updated. Other fields that are not passed are kept, except
        ``parameter_openapi_schema`` on servers before 3.4. To change single fields, use `update`.

        Servers before 3.4 run a deployment only if it has a ``parameter_openapi_schema``. If you have no schema, pass
        ``{}``.

        Args:
            check_parameters: Whether to reject parameters that the given ``parameter_openapi_schema`` does not have,
                which would crash the runs. Default: True.
            **deployment: Fields of the deployment. Required: ``name`` and ``flow_id``. Optional: ``parameters``,
                ``tags``, ``work_pool_name``, ``schedules`` and the other keys of
                ``prefect_http_api.requests.DeploymentCreate``, which also states their defaults. To get the flow's ID,
                use ``client.flows.create(name=...).id``. The endpoint drops ``max_scheduled_runs`` in ``schedules``. To
                set it, use ``client.deployments.schedules``.

        Raises:
            NotFoundError: The work pool or the concurrency limit does not exist.
            ConflictError: The flow does not exist, or the job variables do not match the work pool.
            ValidationError: A value is invalid, such as parameters that do not match their schema.
            ArgumentError: The flow has no such parameter.

        API: ``POST /deployments/``.
        """
        if check_parameters:
            schema = deployment.get("parameter_openapi_schema")
            check_deployment_parameters(deployment, schema, deployment.get("name", ""))
        return await self._connection.send(api.create_deployment(**deployment))

    async def update(
        self,
        deployment: references.Deployment,
        /,
        *,
        check_parameters: bool = True,
        **changes: Unpack[requests.DeploymentUpdate],
    ) -> None:
        """Update the given fields of a deployment.

        Scheduled runs that have not started are deleted. The scheduler creates new ones.

        Args:
            deployment: ``"flow/deployment"`` or the ID. A name requires one extra request.
            check_parameters: Whether to reject parameters that the flow does not have, which would crash the runs.
                Requires the deployment's name, its model or a new ``parameter_openapi_schema``: the schema of an ID is
                unknown. Default: True.
            **changes: Fields to update, any keys of ``prefect_http_api.requests.DeploymentUpdate``. Default: unchanged.
                For ``schedules``, use ``client.deployments.schedules.replace`` instead: this endpoint keeps existing
                schedules that have a slug and drops ``max_scheduled_runs``.

        Raises:
            NotFoundError: The deployment does not exist.
            ConflictError: The parameters do not match their schema, or the job variables do not match the work pool.
            ArgumentError: *deployment* is neither a full name nor a valid UUID, or the flow has no such parameter.

        API: ``PATCH /deployments/{id}``.
        """
        found = await resolve_deployment(self._connection, deployment)
        if check_parameters:
            schema = changes.get("parameter_openapi_schema", found.parameter_openapi_schema)
            check_deployment_parameters(changes, schema, deployment)
        await self._connection.send(api.update_deployment(found.id, **changes))

    async def delete(self, deployment: references.Deployment) -> None:
        """Delete a deployment and its runs that have not started.

        Args:
            deployment: ``"flow/deployment"`` or the ID. A name requires one extra request.

        Raises:
            NotFoundError: The deployment does not exist.
            ArgumentError: *deployment* is neither a full name nor a valid UUID.

        API: ``DELETE /deployments/{id}``.
        """
        await self._connection.send(api.delete_deployment(await resolve_deployment_id(self._connection, deployment)))

    async def pause(self, deployment: references.Deployment) -> None:
        """Pause all schedules of a deployment.

        Scheduled runs that have not started are deleted. `trigger` still starts runs.

        Args:
            deployment: ``"flow/deployment"`` or the ID. A name requires one extra request.

        Raises:
            NotFoundError: The deployment does not exist.
            ArgumentError: *deployment* is neither a full name nor a valid UUID.

        API: ``POST /deployments/{id}/pause_deployment``.
        """
        await self._connection.send(api.pause_deployment(await resolve_deployment_id(self._connection, deployment)))

    async def resume(self, deployment: references.Deployment) -> None:
        """Resume the schedules of a deployment.

        Args:
            deployment: ``"flow/deployment"`` or the ID. A name requires one extra request.

        Raises:
            NotFoundError: The deployment does not exist.
            ArgumentError: *deployment* is neither a full name nor a valid UUID.

        API: ``POST /deployments/{id}/resume_deployment``.
        """
        await self._connection.send(api.resume_deployment(await resolve_deployment_id(self._connection, deployment)))

    async def scheduled_runs(
        self,
        deployments: references.Deployment | Iterable[references.Deployment],
        *,
        scheduled_before: datetime | None = None,
        limit: int | None = None,
    ) -> builtins.list[models.FlowRun]:
        """Return the scheduled runs of one or several deployments, earliest first.

        No run is changed, but this is the endpoint that processes poll which serve deployments. The server shows the
        deployments as READY, by default for 60 seconds, even if no such process exists. To read runs without this
        effect, list flow runs.

        Args:
            deployments: ``"flow/deployment"`` or the ID, or several of them. Each name requires one extra request. An
                unknown ID has no runs.
            scheduled_before: Latest start time, inclusive, with a timezone. Default: no limit.
            limit: Maximum number of runs. Default: the server's limit, which is 200 unless configured lower.

        Raises:
            NotFoundError: A deployment, given by name, does not exist.
            ValidationError: *limit* exceeds the server's limit.
            ArgumentError: A deployment is neither a full name nor a valid UUID, or *scheduled_before* has no timezone.

        API: ``POST /deployments/get_scheduled_flow_runs``.
        """
        ids = [
            await resolve_deployment_id(self._connection, cast("references.Deployment", each))
            for each in keywords.several(deployments)
        ]
        body: requests.GetScheduledFlowRunsForDeploymentsBody = {"deployment_ids": list(ids)}
        if scheduled_before is not None:
            body["scheduled_before"] = moment(scheduled_before, "scheduled_before")
        if limit is not None:
            body["limit"] = limit
        return await self._connection.send(api.get_scheduled_flow_runs_for_deployments(**body))

    async def trigger(
        self,
        deployment: references.Deployment,
        *,
        parameters: Mapping[str, Any] | None = None,
        name: str | None = None,
        tags: Iterable[str] | None = None,
        idempotency_key: str | None = None,
        scheduled_time: datetime | None = None,
        job_variables: Mapping[str, Any] | None = None,
        work_queue_name: str | None = None,
        check_parameters: bool = True,
        wait: bool = False,
        timeout: Seconds | None = None,
        raise_on_failure: bool = False,
        poll_interval: Seconds | None = None,
    ) -> models.FlowRun:
        """Start a run of a deployment and return it.

        The run is returned as SCHEDULED, before a worker picks it up. With *wait*, it is returned in its final state,
        as with ``flow_runs.wait``. A paused deployment can be triggered too. The request carries an idempotency key, so
        retries never start a second run.

        Args:
            deployment: ``"flow/deployment"`` or the ID. A name requires one extra request.
            parameters: Parameters that override the deployment's parameters individually. The server validates their
                values against the flow's schema. Default: none.
            name: Name of the run. Default: chosen by the server.
            tags: Tags of the run, in addition to the deployment's tags. Default: none.
            idempotency_key: Key that identifies the run. If the flow has a run with this key, that run is returned and
                no new one starts. Default: a new key for each call.
            scheduled_time: Time to start, with a timezone. Default: now.
            job_variables: Job variables that override the deployment's job variables. Default: none.
            work_queue_name: Name of a work queue in the deployment's work pool. A missing queue is created. Default:
                the deployment's own queue.
            check_parameters: Whether to reject parameters that the flow does not have, which would crash the run.
                Requires the deployment's name or model: for an ID, nothing is checked, since its schema is unknown.
                Default: True.
            wait: Whether to wait for the run to finish. Default: False.
            timeout: Seconds, or a timedelta, to wait for the run to finish, counted from its creation. The requests
                that create it are retried for at most as long. Default: no limit.
            raise_on_failure: Whether to raise if the run does not end COMPLETED. Default: False.
            poll_interval: Seconds, or a timedelta, between two polls. Default: as in ``flow_runs.wait``.

        Raises:
            NotFoundError: The deployment does not exist. For a name, the message says whether the flow or the
                deployment is unknown, and suggests similar names.
            ConflictError: The parameters do not match the flow's schema.
            ArgumentError: *deployment* is neither a full name nor a valid UUID, the flow has no such parameter,
                *scheduled_time* has no timezone, *parameters* are not JSON-serializable, *timeout* or *poll_interval*
                is out of range, or *timeout*, *raise_on_failure* or *poll_interval* is used without *wait*.
            WaitTimeoutError: The run did not finish in time. It keeps running; the error carries its last state.
            FlowRunFailedError: The run ended FAILED, CRASHED or CANCELLED, and *raise_on_failure* is set.

        API: ``POST /deployments/{id}/create_flow_run``.
        """
        check_wait_options(wait=wait, timeout=timeout, raise_on_failure=raise_on_failure, poll_interval=poll_interval)
        body = flow_run_request(
            parameters=parameters,
            name=name,
            tags=tags,
            idempotency_key=idempotency_key,
            scheduled_time=scheduled_time,
            job_variables=job_variables,
            work_queue_name=work_queue_name,
        )
        schedule = PollSchedule(_concurrency.monotonic(), timeout)
        found = await resolve_deployment(self._connection_until(schedule), deployment)
        if check_parameters:
            check_parameter_names(body.get("parameters"), found.parameter_openapi_schema, deployment)
        run = await self._connection_until(schedule).send(api.create_flow_run_from_deployment(found.id, **body))
        if wait:
            from prefect_http._async.resources.flow_run_waiting import AsyncFlowRunWaiting

            waiting = AsyncFlowRunWaiting(self._connection)
            return await waiting.wait(
                run.id, timeout=timeout, raise_on_failure=raise_on_failure, poll_interval=poll_interval
            )
        return run

    async def trigger_many(
        self,
        deployment: references.Deployment,
        rows: AsyncRows[bulk_trigger.TriggerRow],
        *,
        check_parameters: bool = True,
        dry_run: bool = False,
        on_progress: selection.OnProgress | None = None,
    ) -> outcomes.Outcomes[bulk_trigger.TriggerOutcome]:
        """Start one run of a deployment for each row, and return the outcomes in order.

        ::

            rows = ({"parameters": {"n": n}} for n in range(10_000))
            outcomes = client.deployments.trigger_many("flow/deployment", rows)
            for outcome in outcomes.failed:
                print(outcome.index, outcome.error)

        Each row starts at most one run. If its outcome is an error, the run may still have started, for example if the
        response was lost. To retry failed rows, pass their ``outcome.row``, which contains the idempotency key of the
        row. No run starts twice.

        Rows are sent as follows:

        - Each request has 100 rows, so 10,000 rows take about 100 requests. Two requests are sent at a time as long as
          that is faster than one. At most 200 rows are taken from *rows* at a time.
        - If a request is too large, its halves are sent instead. Prefect Cloud accepts 5 MiB.
        - If the server's database is too busy for a request, all its rows are resent together.
        - A row that fails for another reason is resent alone, so its outcome is the same as with `trigger`.
        - Servers before 3.6.29 have no bulk endpoint, so every row is sent alone.
        - If the server is unreachable or overloaded, the affected rows have that error as their outcome once all
          retries have failed.

        Args:
            deployment: ``"flow/deployment"`` or the ID. A name is resolved once.
            rows: Arguments of `trigger` by name, such as ``{"parameters": {"n": 5}, "tags": ["a"]}``.
            check_parameters: Whether a row with a parameter that the flow does not have fails before it is sent.
                Requires the deployment's name or model: for an ID, nothing is checked. Default: True.
            dry_run: Whether to look up the deployment and check the rows without starting runs. Default: False.
            on_progress: Function that is called with a `Progress` after each row. Default: none.

        Raises:
            NotFoundError: The deployment does not exist, or was deleted in the meantime.
            UnknownRouteError: There is no Prefect API at this URL.
            AuthenticationError: The credentials are missing or wrong.
            PermissionDeniedError: The credentials lack the permission to start runs.
            ArgumentError: *deployment* is neither a full name nor a valid UUID, or *rows* is a single row.

        API: ``POST /deployments/{id}/create_flow_run/bulk`` and ``POST /deployments/{id}/create_flow_run``.
        """
        from prefect_http._async.resources.bulk_trigger import trigger_rows

        return await trigger_rows(
            self._connection,
            deployment,
            rows,
            check_parameters=check_parameters,
            dry_run=flag(dry_run, "dry_run"),
            on_progress=on_progress,
        )

    def trigger_stream(
        self,
        deployment: references.Deployment,
        rows: AsyncRows[bulk_trigger.TriggerRow],
        *,
        check_parameters: bool = True,
    ) -> AsyncGenerator[bulk_trigger.TriggerOutcome, None]:
        """Start runs of a deployment while you iterate, and yield the outcomes in the order of the rows.

        Rows are sent as in `trigger_many`, but nothing is sent before the iteration starts, and at most 200 rows are
        held in memory. If you stop iterating, no further rows are sent. Up to 200 rows without an outcome may have
        started runs.

        Args:
            deployment: ``"flow/deployment"`` or the ID, as in `trigger_many`.
            rows: Arguments of `trigger` by name. They are read lazily.
            check_parameters: Whether to check names of parameters, as in `trigger_many`. Default: True.

        Raises:
            PrefectHTTPError: As in `trigger_many`. Raised during iteration.

        API: ``POST /deployments/{id}/create_flow_run/bulk`` and ``POST /deployments/{id}/create_flow_run``.
        """
        from prefect_http._async.resources.bulk_trigger import stream_rows

        return stream_rows(self._connection, deployment, rows, check_parameters=check_parameters)

    def _bulk(
        self,
        verb: str,
        rows: AsyncRows[references.Deployment] | None,
        limit: int | None,
        given: filters.Deployments,
        change: bulk.AsyncChange[models.Deployment],
    ) -> bulk.AsyncBulk[models.Deployment]:
        condition = selection.check_selection(f"deployments.{verb}", rows, given, limit)
        connection = bulk.patient_connection(self._connection)
        deployments = AsyncDeployments(connection)
        if rows is not None:
            given_rows = bulk.AsyncGivenRows(
                reader=AsyncRowReader(rows, "rows", limit),
                resolve=partial(resolve_deployment_id, connection),
                select=lambda deployment_ids: deployments.list(id=deployment_ids),
                get=deployments.get,
            )
            return bulk.AsyncBulk(connection, given_rows, change)
        # Pages are requested by offset, which changes as deployments are deleted, or no longer match.
        listing = deployments.list(limit=limit, **cast("filters.Deployments", condition))
        return bulk.AsyncBulk(connection, bulk.AsyncMatchingRows(listing=listing, stable=False, limit=limit), change)
