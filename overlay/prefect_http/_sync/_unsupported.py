# Generated from _async/_unsupported.py by `python -m generator.sync`.
# Do not edit: change that file, and run this.
"""Whether a server said no because it is too old, which takes one more request to tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefect_http._older_servers import lacking
from prefect_http.errors import PrefectHTTPError
from prefect_http_api import admin

if TYPE_CHECKING:
    from prefect_http._sync._connection import Connection
    from prefect_http.errors import StatusError, UnsupportedByServerError
    from prefect_http_api import Call


def unsupported(
    connection: Connection, call: Call[Any], answer: StatusError, content: bytes
) -> UnsupportedByServerError | None:
    """Return the error that says that the server is too old for *call*; None where that is not the matter.

    The server is asked for its version if *answer*, whose body is *content*, looks like it.
    """
    lack = lacking(call, answer, content)
    if lack is None:
        return None
    try:
        version = connection.send(admin.read_version(), retry=False)
    except PrefectHTTPError:
        return None
    return lack.error(version, answer)
