"""Deployments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from prefect_http import _concurrency
from prefect_http._async.resources._base import AsyncResource, in_time
from prefect_http._async.resources.deployment_lookup import deployment_id, find_deployment
from prefect_http._domain.polling import PollSchedule
from prefect_http._domain.trigger import check_waiting, flow_run_request
from prefect_http._pagination.queries import paged, sorted_cursor
from prefect_http._utils import given
from prefect_http_api import deployments as api

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping
    from datetime import datetime
    from typing import Unpack

    from prefect_http._async.listing import AsyncListing
    from prefect_http._async.resources.schedules import AsyncSchedules
    from prefect_http._domain.bulk_trigger import TriggerOutcome, TriggerRow
    from prefect_http._pagination.cursors import Window
    from prefect_http.models import Deployment, FlowRun
    from prefect_http_api import Call
    from prefect_http_api.requests import (
        CountDeploymentsBody,
        DeploymentCreate,
        DeploymentFilter,
        DeploymentSort,
        DeploymentUpdate,
        FlowFilter,
        FlowRunFilter,
        ReadDeploymentsBody,
        TaskRunFilter,
        WorkPoolFilter,
        WorkQueueFilter,
    )


class AsyncDeployments(AsyncResource):
    """Deployments: find and change them, start runs of them, and set their schedules."""

    @property
    def schedules(self) -> AsyncSchedules:
        """Their schedules: when the server starts runs by itself."""
        from prefect_http._async.resources.schedules import AsyncSchedules

        return AsyncSchedules(self._connection)

    async def get(self, deployment: str | UUID) -> Deployment:
        """Return the deployment that is called ``"flow/deployment"``, or has this id.

        It rests on ``GET /deployments/name/{flow_name}/{deployment_name}`` and ``GET /deployments/{id}``.

        Raises:
            NotFoundError: there is none; for a name the message says whether flow or deployment is unknown, and which
                ones are called alike.
            ArgumentError: *deployment* is neither a full name nor an id.
        """
        return await find_deployment(self._connection, deployment)

    def list(
        self,
        *,
        deployments: DeploymentFilter | None = None,
        flows: FlowFilter | None = None,
        flow_runs: FlowRunFilter | None = None,
        task_runs: TaskRunFilter | None = None,
        work_pools: WorkPoolFilter | None = None,
        work_pool_queues: WorkQueueFilter | None = None,
        sort: DeploymentSort = "CREATED_DESC",
    ) -> AsyncListing[Deployment]:
        """Return all deployments that match, the newest first (``POST /deployments/filter``).

        Pages are read as they are asked for, and go by position. Each deployment comes once, and none is missed that
        was there before the listing began and is there at its end, as long as they keep their order: by creation and
        by name they do. Those of several flows may have one name; where they are more than a page, one may be missed
        when another is deleted meanwhile. ``UPDATED_DESC`` moves what is changed, so that it may be missed.

        Raises, once rows are asked for:
            ValidationError: a filter has an unknown key or a value that cannot be.
        """
        # Most start runs and list nothing.
        from prefect_http._async.listing import AsyncListing

        body = cast(
            "ReadDeploymentsBody",
            given(
                deployments=deployments,
                flows=flows,
                flow_runs=flow_runs,
                task_runs=task_runs,
                work_pools=work_pools,
                work_pool_queues=work_pool_queues,
                sort=sort,
            ),
        )

        def page(window: Window) -> Call[list[Deployment]]:
            return api.read_deployments(**paged(body, window))

        return AsyncListing(self._connection, lambda: sorted_cursor(sort), page)

    async def count(
        self,
        *,
        deployments: DeploymentFilter | None = None,
        flows: FlowFilter | None = None,
        flow_runs: FlowRunFilter | None = None,
        task_runs: TaskRunFilter | None = None,
        work_pools: WorkPoolFilter | None = None,
        work_pool_queues: WorkQueueFilter | None = None,
    ) -> int:
        """Return how many deployments match; how many there are when no filter is given (``POST /deployments/count``).

        Raises:
            ValidationError: a filter has an unknown key or a value that cannot be.
        """
        body = cast(
            "CountDeploymentsBody",
            given(
                deployments=deployments,
                flows=flows,
                flow_runs=flow_runs,
                task_runs=task_runs,
                work_pools=work_pools,
                work_pool_queues=work_pool_queues,
            ),
        )
        return await self._connection.send(api.count_deployments(**body))

    async def create(self, **deployment: Unpack[DeploymentCreate]) -> Deployment:
        """Create a deployment, and return it (``POST /deployments/``).

        If the flow has one of this name already, that is changed in what is given and returned; and it loses its
        ``parameters``, ``labels`` and ``schedules``, unless they are given, on servers before 3.4 also its
        ``parameter_openapi_schema``. To change one thing only, use ``update``.

        Servers before 3.4 start no run of a deployment that has no ``parameter_openapi_schema``: give ``{}`` at least.

        Args:
            **deployment: the keys of the API, among them ``name`` and ``flow_id``, which
                ``prefect.flows.create(name=...).id`` gives. The endpoint drops the ``max_scheduled_runs`` of
                ``schedules``; ``prefect.deployments.schedules`` does not.

        Raises:
            NotFoundError: there is no such work pool or concurrency limit.
            ConflictError: there is no such flow, or the job variables do not fit the work pool.
            ValidationError: a value cannot be, such as parameters that do not fit their schema.
        """
        return await self._connection.send(api.create_deployment(**deployment))

    async def update(self, deployment: str | UUID, /, **changes: Unpack[DeploymentUpdate]) -> None:
        """Change a deployment in what is given, and in nothing else (``PATCH /deployments/{id}``).

        Runs that its schedules made and that have not begun are deleted, for the scheduler to make new ones.

        Args:
            deployment: ``"flow/deployment"``, which costs one request more, or the deployment's id.
            **changes: the keys of the API. To set ``schedules``, use ``prefect.deployments.schedules.replace``: here
                the server keeps old ones that have a slug, and drops ``max_scheduled_runs``.

        Raises:
            NotFoundError: there is no such deployment.
            ConflictError: the parameters do not fit their schema, or the job variables the work pool.
            ArgumentError: *deployment* is neither a full name nor an id.
        """
        await self._connection.send(api.update_deployment(await deployment_id(self._connection, deployment), **changes))

    async def delete(self, deployment: str | UUID) -> None:
        """Delete a deployment, and its runs that have not begun (``DELETE /deployments/{id}``).

        Args:
            deployment: ``"flow/deployment"``, which costs one request more, or the deployment's id.

        Raises:
            NotFoundError: there is no such deployment.
            ArgumentError: *deployment* is neither a full name nor an id.
        """
        await self._connection.send(api.delete_deployment(await deployment_id(self._connection, deployment)))

    async def pause(self, deployment: str | UUID) -> None:
        """Let all schedules of a deployment rest (``POST /deployments/{id}/pause_deployment``).

        Runs that they made and that have not begun are deleted. ``trigger`` starts runs all the same.

        Args:
            deployment: ``"flow/deployment"``, which costs one request more, or the deployment's id.

        Raises:
            NotFoundError: there is no such deployment.
            ArgumentError: *deployment* is neither a full name nor an id.
        """
        await self._connection.send(api.pause_deployment(await deployment_id(self._connection, deployment)))

    async def resume(self, deployment: str | UUID) -> None:
        """Let the schedules of a deployment start runs again (``POST /deployments/{id}/resume_deployment``).

        Args:
            deployment: ``"flow/deployment"``, which costs one request more, or the deployment's id.

        Raises:
            NotFoundError: there is no such deployment.
            ArgumentError: *deployment* is neither a full name nor an id.
        """
        await self._connection.send(api.resume_deployment(await deployment_id(self._connection, deployment)))

    async def trigger(
        self,
        deployment: str | UUID,
        *,
        parameters: Mapping[str, Any] | None = None,
        name: str | None = None,
        tags: Iterable[str] | None = None,
        idempotency_key: str | None = None,
        scheduled_time: datetime | None = None,
        job_variables: Mapping[str, Any] | None = None,
        work_queue_name: str | None = None,
        wait: bool = False,
        timeout: float | None = None,
        raise_on_failure: bool = False,
    ) -> FlowRun:
        """Start a run of a deployment, and return the run as the server made it: scheduled, not yet running.

        It rests on ``POST /deployments/{id}/create_flow_run``. A paused deployment starts all the same. The request
        carries an idempotency key, so that however often it is sent, it makes exactly one run.

        With *wait* it returns only when the run has ended, and returns the run as it then is, as ``flow_runs.wait``
        does; a run that ends FAILED, CRASHED or CANCELLED is returned, unless *raise_on_failure* is given.

        Args:
            deployment: ``"flow/deployment"``, which costs one request more, or the deployment's id.
            parameters: override the deployment's own, one by one; the server checks them against the flow's schema,
                which tells a misspelt name only if it allows no others.
            name: the run's name; the server invents one by default.
            tags: the run's own, beside the deployment's.
            idempotency_key: with a key that was used before for this flow, the run that it made comes back and
                nothing is started. By default a new one for each call.
            scheduled_time: when to start, with a timezone; now by default.
            job_variables: override those of the deployment.
            work_queue_name: a queue of the deployment's work pool, in place of the deployment's own. One that is not
                there is created.
            wait: whether to wait for the run's end.
            timeout: seconds to wait at most; None for as long as it takes. After as many seconds, nothing is sent again
                to start the run.
            raise_on_failure: whether a run that does not end COMPLETED is an error.

        Raises:
            NotFoundError: there is no such deployment; for a name the message says which part is unknown, and which
                ones are called alike.
            ConflictError: the parameters do not fit the flow's schema.
            ArgumentError: *deployment* is neither a full name nor an id, *scheduled_time* has no timezone, *parameters*
                hold what JSON has no form for, or *timeout* or *raise_on_failure* are given without *wait*.
            WaitTimeoutError: the run did not end in time; it goes on, and the error has it as it last was.
            FlowRunFailedError: the run did not end COMPLETED, and *raise_on_failure* was given.
        """
        check_waiting(wait=wait, timeout=timeout, raise_on_failure=raise_on_failure)
        body = flow_run_request(
            parameters=parameters,
            name=name,
            tags=tags,
            idempotency_key=idempotency_key,
            scheduled_time=scheduled_time,
            job_variables=job_variables,
            work_queue_name=work_queue_name,
        )
        connection = (
            in_time(self._connection, PollSchedule(_concurrency.monotonic(), timeout)) if wait else self._connection
        )
        ident = await deployment_id(connection, deployment)
        run = await connection.send(api.create_flow_run_from_deployment(ident, **body))
        if wait:
            from prefect_http._async.resources.flow_run_waiting import AsyncFlowRunWaiting

            waiting = AsyncFlowRunWaiting(self._connection)
            return await waiting.wait(run.id, timeout=timeout, raise_on_failure=raise_on_failure)
        return run

    def trigger_many(self, deployment: str | UUID, rows: Iterable[TriggerRow]) -> AsyncIterator[TriggerOutcome]:
        """Start many runs of a deployment, one from each row, and yield what became of each, in the rows' order.

        ::

            rows = ({"parameters": {"n": n}} for n in range(10_000))
            async for outcome in prefect.deployments.trigger_many("flow/deployment", rows):
                if not outcome.ok:
                    print(outcome.index, outcome.error)

        Nothing is sent before the first outcome is asked for. Rows are sent 100 in a request (``POST
        /deployments/{id}/create_flow_run/bulk``), two requests at a time while that is faster on this server, which
        is found out on the way, else one after the other. At most 200 rows are kept. Rows that the server's database
        had no time for are sent together again. A row that fails by itself is sent alone (``POST
        /deployments/{id}/create_flow_run``), so that its outcome is what ``trigger`` would come to; and so are all
        rows where the server is older than 3.6.29 and has no bulk endpoint.

        Each row makes exactly one run, or none if there is an error: all of them carry idempotency keys. The key is
        part of ``outcome.row``: to try failed rows once more, give those, and none is started twice.

        While the server cannot be reached or is too busy, rows get that error as their outcome, once the client's
        retry policy gives up, a request at a time. Whoever stops asking stops the sending; of the rows that were taken
        last, up to 200 may have been started then.

        Args:
            deployment: ``"flow/deployment"``, which is looked up once, or the deployment's id.
            rows: arguments of ``trigger`` by their names, such as ``{"parameters": {"n": 5}, "tags": ["a"]}``.

        Raises, once outcomes are asked for:
            NotFoundError: there is no such deployment, or it was deleted meanwhile.
            AuthenticationError, PermissionDeniedError: the client may not start any.
            ArgumentError: *deployment* is neither a full name nor an id.
        """
        from prefect_http._async.resources.bulk_trigger import trigger_rows

        return trigger_rows(self._connection, deployment, rows)
