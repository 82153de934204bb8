"""Look up the names in filters."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from prefect_http._async.connection import AsyncConnection
from prefect_http._async.resources.block_types import AsyncBlockTypes
from prefect_http._async.resources.deployment_lookup import resolve_deployment_id
from prefect_http._async.resources.flow_lookup import find_flow_by_name
from prefect_http._async.resources.work_pool_lookup import send_to_work_pool, send_to_work_queue
from prefect_http._concurrency import async_gather
from prefect_http._domain.keywords import Lookup, Query
from prefect_http._domain.references import DEPLOYMENT, FLOW, WORK_POOL, WorkQueueName
from prefect_http_api import work_pools


async def resolve_run_filters(connection: AsyncConnection, query: Query) -> dict[str, Any]:
    """Return the body of *query*, with one request for each name of a flow, deployment, work pool or work queue.

    Raises:
        NotFoundError: One of them does not exist.
    """
    if not query.lookups:
        return query.body
    return query.with_found(await async_gather([partial(_find, connection, lookup) for lookup in query.lookups]))


async def resolve_block_filters(connection: AsyncConnection, query: Query) -> dict[str, Any]:
    """Return the body of *query*, with one request for each slug of a block type.

    Raises:
        NotFoundError: A block type does not exist.
    """
    types = AsyncBlockTypes(connection)
    return query.with_found([(await types.get(lookup.name)).id for lookup in query.lookups])


async def _find(connection: AsyncConnection, lookup: Lookup) -> UUID | str:
    """Return what the API filters by: the name of a work pool, or the ID of another resource."""
    if lookup.kind is DEPLOYMENT:
        return await resolve_deployment_id(connection, lookup.name)
    if lookup.kind is FLOW:
        return (await find_flow_by_name(connection, lookup.name)).id
    if lookup.kind is WORK_POOL:
        return (await send_to_work_pool(connection, lookup.name, work_pools.read_work_pool(lookup.name))).name
    name = WorkQueueName(*lookup.name.split("/"))
    return (await send_to_work_queue(connection, name, work_pools.read_work_queue(*name))).id
