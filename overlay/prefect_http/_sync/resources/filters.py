# Generated from _async/resources/filters.py by `python -m generator.unasync`.
# Do not edit: change that file and run the command.
"""Look up the names in filters."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from prefect_http._concurrency import gather
from prefect_http._domain.keywords import Lookup, Query
from prefect_http._domain.references import DEPLOYMENT, FLOW, WORK_POOL, WorkQueueName
from prefect_http._sync.connection import Connection
from prefect_http._sync.resources.block_types import BlockTypes
from prefect_http._sync.resources.deployment_lookup import resolve_deployment_id
from prefect_http._sync.resources.flow_lookup import find_flow_by_name
from prefect_http._sync.resources.work_pool_lookup import send_to_work_pool, send_to_work_queue
from prefect_http_api import work_pools


def resolve_run_filters(connection: Connection, query: Query) -> dict[str, Any]:
    """Return the body of *query*, with one request for each name of a flow, deployment, work pool or work queue.

    Raises:
        NotFoundError: One of them does not exist.
    """
    if not query.lookups:
        return query.body
    return query.with_found(gather([partial(_find, connection, lookup) for lookup in query.lookups]))


def resolve_block_filters(connection: Connection, query: Query) -> dict[str, Any]:
    """Return the body of *query*, with one request for each slug of a block type.

    Raises:
        NotFoundError: A block type does not exist.
    """
    types = BlockTypes(connection)
    return query.with_found([(types.get(lookup.name)).id for lookup in query.lookups])


def _find(connection: Connection, lookup: Lookup) -> UUID | str:
    """Return what the API filters by: the name of a work pool, or the ID of another resource."""
    if lookup.kind is DEPLOYMENT:
        return resolve_deployment_id(connection, lookup.name)
    if lookup.kind is FLOW:
        return (find_flow_by_name(connection, lookup.name)).id
    if lookup.kind is WORK_POOL:
        return (send_to_work_pool(connection, lookup.name, work_pools.read_work_pool(lookup.name))).name
    name = WorkQueueName(*lookup.name.split("/"))
    return (send_to_work_queue(connection, name, work_pools.read_work_queue(*name))).id
