"""Look up flows by name, and suggest names similar to an unknown one."""

from __future__ import annotations

from typing import Literal

from prefect_http import models
from prefect_http._async.connection import AsyncConnection
from prefect_http._async.resources.similar_names import find_similar_names
from prefect_http._domain.suggestions import name_fragments, unknown_name
from prefect_http.errors import NotFoundError
from prefect_http_api import Call
from prefect_http_api import flows as api


async def find_flow_by_name(
    connection: AsyncConnection, name: str, *, retry: Literal[False] | None = None
) -> models.Flow:
    """Return the flow with this name.

    Args:
        connection: Connection to send requests with.
        name: Name of the flow.
        retry: False to disable retries. Default: the client's policy.

    Raises:
        NotFoundError: The flow does not exist. The message suggests similar names.
    """

    def search(fragment: str | None) -> Call[list[models.Flow]]:
        return api.read_flows(flows={"name": {"like_": fragment}}) if fragment else api.read_flows()

    try:
        return await connection.send(api.read_flow_by_name(name), retry=retry)
    except NotFoundError as error:
        similar = await find_similar_names(connection, name, map(search, name_fragments(name)))
        raise unknown_name("flow", name, similar, error) from error
