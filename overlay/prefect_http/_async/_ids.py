"""From what a person writes for a thing to its id, which may need a request."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from prefect_http._names import parse_deployment

if TYPE_CHECKING:
    from prefect_http._async._client import AsyncPrefect


async def deployment_id(client: AsyncPrefect, deployment: str | UUID) -> UUID:
    """Return the id of the deployment that is called ``"flow/deployment"``, or has this id, which is not looked up.

    Raises:
        NotFoundError: there is none of this name.
        ArgumentError: *deployment* is neither a full name nor an id.
    """
    found = parse_deployment(deployment)
    return found if isinstance(found, UUID) else (await client.deployments.get(deployment)).id
