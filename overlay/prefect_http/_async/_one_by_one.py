"""Flow runs that are deleted one by one, where the server is too old to delete many at once."""

from __future__ import annotations

from contextlib import aclosing, suppress
from typing import TYPE_CHECKING

from prefect_http.errors import NotFoundError

if TYPE_CHECKING:
    from uuid import UUID

    from prefect_http._async._client import AsyncPrefect
    from prefect_http_api.requests import FlowRunFilter


async def delete_each(client: AsyncPrefect, flow_runs: FlowRunFilter, limit: int) -> list[UUID]:
    """Delete at most *limit* runs that match, and return the ids of those that nobody else deleted meanwhile."""
    found: list[UUID] = []
    async with aclosing(client.flow_runs.list(flow_runs=flow_runs).pages()) as pages:
        async for page in pages:
            found += [run.id for run in page]
            if len(found) >= limit:
                break
    deleted: list[UUID] = []
    for run_id in found[:limit]:
        with suppress(NotFoundError):
            await client.flow_runs.delete(run_id)
            deleted.append(run_id)
    return deleted
