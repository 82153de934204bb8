"""Flows."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import UUID

from prefect_http._async.listing import AsyncListing
from prefect_http._async.resources._base import AsyncResource
from prefect_http._async.resources.name_lookup import similar_names
from prefect_http._domain.references import parse_flow
from prefect_http._domain.suggestions import unknown_flow
from prefect_http._pagination.queries import paged, sorted_cursor
from prefect_http._utils import given
from prefect_http.errors import NotFoundError
from prefect_http_api import flows as api

if TYPE_CHECKING:
    from typing import Literal, Unpack

    from prefect_http._async.connection import AsyncConnection
    from prefect_http._pagination.cursors import Window
    from prefect_http.models import Flow
    from prefect_http_api import Call
    from prefect_http_api.requests import (
        CountFlowsBody,
        DeploymentFilter,
        FlowCreate,
        FlowFilter,
        FlowRunFilter,
        FlowSort,
        FlowUpdate,
        ReadFlowsBody,
        TaskRunFilter,
        WorkPoolFilter,
    )


class AsyncFlows(AsyncResource):
    """Flows: find, create, change and delete them."""

    async def get(self, flow: str | UUID) -> Flow:
        """Return the flow that has this name, or this id.

        It rests on ``GET /flows/name/{name}`` and ``GET /flows/{id}``. A text that is an id is taken for one.

        Raises:
            NotFoundError: there is none; for a name the message says which flows have a similar one.
            ArgumentError: *flow* is empty or has a slash, which no name has.
        """
        found = parse_flow(flow)
        if isinstance(found, UUID):
            return await self._connection.send(api.read_flow(found))
        return await flow_by_name(self._connection, found)

    def list(
        self,
        *,
        flows: FlowFilter | None = None,
        flow_runs: FlowRunFilter | None = None,
        task_runs: TaskRunFilter | None = None,
        deployments: DeploymentFilter | None = None,
        work_pools: WorkPoolFilter | None = None,
        sort: FlowSort = "NAME_ASC",
    ) -> AsyncListing[Flow]:
        """Return all flows that match, by name (``POST /flows/filter``).

        Pages are read as they are asked for, and go by position. Each flow comes once, and none is missed that was
        there before the listing began and is there at its end, as long as flows keep their order: by name and by
        creation they do. ``UPDATED_DESC`` moves what is changed meanwhile, so that it may be missed.

        Raises, once rows are asked for:
            ValidationError: a filter has an unknown key or a value that cannot be.
        """
        body = cast(
            "ReadFlowsBody",
            given(
                flows=flows,
                flow_runs=flow_runs,
                task_runs=task_runs,
                deployments=deployments,
                work_pools=work_pools,
                sort=sort,
            ),
        )

        def page(window: Window) -> Call[list[Flow]]:
            return api.read_flows(**paged(body, window))

        return AsyncListing(self._connection, lambda: sorted_cursor(sort), page)

    async def count(
        self,
        *,
        flows: FlowFilter | None = None,
        flow_runs: FlowRunFilter | None = None,
        task_runs: TaskRunFilter | None = None,
        deployments: DeploymentFilter | None = None,
        work_pools: WorkPoolFilter | None = None,
    ) -> int:
        """Return how many flows match; how many there are when no filter is given (``POST /flows/count``).

        Raises:
            ValidationError: a filter has an unknown key or a value that cannot be.
        """
        body = cast(
            "CountFlowsBody",
            given(
                flows=flows, flow_runs=flow_runs, task_runs=task_runs, deployments=deployments, work_pools=work_pools
            ),
        )
        return await self._connection.send(api.count_flows(**body))

    async def create(self, **flow: Unpack[FlowCreate]) -> Flow:
        """Return the flow of this name, which is created if there is none (``POST /flows/``).

        One that exists is returned as it is: its tags and labels are not changed.

        Args:
            **flow: the keys of the API: ``name``, and ``tags`` and ``labels`` for a new one.

        Raises:
            ValidationError: the name has one of the characters ``/ % & > <``, or a value cannot be.
        """
        return await self._connection.send(api.create_flow(**flow))

    async def update(self, flow: str | UUID, /, **changes: Unpack[FlowUpdate]) -> None:
        """Change the flow that has this name, which costs one request more, or this id (``PATCH /flows/{id}``).

        Args:
            flow: its name or its id.
            **changes: the keys of the API, which is ``tags``; they replace the flow's own.

        Raises:
            NotFoundError: there is no such flow.
            ArgumentError: *flow* is empty or has a slash, which no name has.
        """
        await self._connection.send(api.update_flow(await self._resolved(flow), **changes))

    async def delete(self, flow: str | UUID) -> None:
        """Delete the flow that has this name, which costs one request more, or this id (``DELETE /flows/{id}``).

        Its deployments and its runs go with it.

        Raises:
            NotFoundError: there is no such flow.
            ArgumentError: *flow* is empty or has a slash, which no name has.
        """
        await self._connection.send(api.delete_flow(await self._resolved(flow)))

    async def _resolved(self, flow: str | UUID) -> UUID:
        found = parse_flow(flow)
        return found if isinstance(found, UUID) else (await self.get(found)).id


async def flow_by_name(connection: AsyncConnection, name: str, *, retry: Literal[False] | None = None) -> Flow:
    """Return the flow that has this name, sent again or not as ``send`` does it.

    Raises:
        NotFoundError: there is none; the message says which flows have a similar name.
    """

    def like(fragment: str | None) -> Call[list[Flow]]:
        return api.read_flows(flows={"name": {"like_": fragment}}) if fragment else api.read_flows()

    try:
        return await connection.send(api.read_flow_by_name(name), retry=retry)
    except NotFoundError as error:
        raise unknown_flow(name, await similar_names(connection, name, like), error) from error
