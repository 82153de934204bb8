# Generated from _async/resources/uploads.py by `python -m generator.unasync`.
# Do not edit: change that file and run the command.
"""Uploads: send any number of rows, in requests that the server accepts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, TypeVar

from prefect_http._http.request_size import exceeds_cloud_limit, halves, is_too_large, row_too_large
from prefect_http._sync.connection import Connection, with_one_warning
from prefect_http._utils import BATCH_SIZE, batches
from prefect_http.errors import StatusError
from prefect_http_api import Call

Row = TypeVar("Row")

_CLOUD_BATCH_SIZE: Final = 500
"""Rows per request on Prefect Cloud. The smallest rate limit is 2,000 rows per minute."""


def upload(connection: Connection, rows: Iterable[Row], call: Callable[[list[Row]], Call[Any]], name: str) -> None:
    """Send *rows* in order, one request after the other. If a request is too large, its halves are sent instead.

    Each request has its own deadline for retries, so a rate limit delays the upload but does not end it.

    Args:
        connection: Connection to the server.
        rows: Rows to send.
        call: Function that returns the call for some of the rows.
        name: Name of the rows, for error messages.

    Raises:
        StatusError: The server rejects a request, or a single row is too large (413).
    """
    connection = with_one_warning(connection)
    on_cloud, sent = connection.cloud_url is not None, 0
    for batch in batches(rows, _CLOUD_BATCH_SIZE if on_cloud else BATCH_SIZE):
        parts = [batch]
        while parts:
            part = parts.pop()
            request, is_divisible = call(part), len(part) > 1
            if is_divisible and on_cloud and exceeds_cloud_limit(request):
                parts += reversed(halves(part))
                continue
            try:
                connection.send(request)
                sent += len(part)
            except StatusError as error:
                if not is_too_large(error):
                    raise
                if not is_divisible:
                    raise row_too_large(f"{name}[{sent}]", error) from error
                parts += reversed(halves(part))
