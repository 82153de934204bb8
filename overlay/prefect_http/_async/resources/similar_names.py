"""Search for names similar to an unknown one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

import prefect_http_api
from prefect_http._async.connection import AsyncConnection
from prefect_http._domain.suggestions import unknown_name
from prefect_http._utils import close_matches
from prefect_http.errors import NotFoundError, PrefectHTTPError

T = TypeVar("T")


async def send_by_name(
    connection: AsyncConnection,
    call: prefect_http_api.Call[T],
    noun: str,
    name: object,
    searches: Iterable[prefect_http_api.Call[Sequence[object]]],
    *,
    attribute: str = "name",
) -> T:
    """Send *call*, which refers to a resource by name or ID.

    Args:
        connection: Connection to send requests with.
        call: Call to send.
        noun: Kind of the resource, for the error message.
        name: Name of the resource, or its ID, for which nothing is suggested.
        searches: Calls that may return resources with similar names, as in `find_similar_names`.
        attribute: Attribute of a resource with the name. Default: ``"name"``.

    Raises:
        NotFoundError: The resource does not exist. The message suggests similar names.
    """
    try:
        return await connection.send(call)
    except NotFoundError as error:
        if not isinstance(name, str):
            raise
        similar = await find_similar_names(connection, name, searches, attribute=attribute)
        raise unknown_name(noun, name, similar, error) from error


async def find_similar_names(
    connection: AsyncConnection,
    name: str,
    searches: Iterable[prefect_http_api.Call[Sequence[object]]],
    *,
    attribute: str = "name",
) -> list[str]:
    """Return names similar to *name*, best match first, or an empty list if a request fails.

    Requests are not retried, because the caller is about to raise another error.

    Args:
        connection: Connection to send requests with.
        name: Unknown name.
        searches: Calls that may return resources with similar names, sent one by one until a name is similar.
        attribute: Attribute of a resource with the name. Default: ``"name"``.
    """
    for search in searches:
        try:
            rows = await connection.send(search, retry=False)
        except PrefectHTTPError:
            return []
        if similar := close_matches(name, [str(getattr(row, attribute)) for row in rows]):
            return similar
    return []
