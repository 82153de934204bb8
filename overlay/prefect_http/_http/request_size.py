"""Request size: which requests are too large, and how their rows are split."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final, TypeGuard, TypeVar

from prefect_http._http.encoding import encode_body
from prefect_http.errors import PrefectHTTPError, StatusError
from prefect_http_api import Call

CLOUD_BODY_LIMIT: Final = 5 * 2**20
"""Maximum size of a request body on Prefect Cloud, in bytes."""

Row = TypeVar("Row")


def exceeds_cloud_limit(call: Call[Any]) -> bool:
    """Return whether the body of *call* is too large for Prefect Cloud.

    Raises:
        ArgumentError: A value is not JSON-serializable, or the server could not return it.
    """
    return len(encode_body(call) or b"") > CLOUD_BODY_LIMIT


def is_too_large(error: PrefectHTTPError) -> TypeGuard[StatusError]:
    """Return whether *error* means that the server rejected a request for its size, without acting on it."""
    return isinstance(error, StatusError) and error.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def row_too_large(row: str, error: StatusError) -> StatusError:
    """Return *error* with the name of the only *row* in its request, such as ``logs[5]``."""
    return StatusError(
        f"{row} is too large: {error}",
        status=error.status,
        detail=error.detail,
        method=error.method,
        url=error.url,
        from_prefect=error.from_prefect,
    )


def halves(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """Return the first and the second half of *rows*, which has at least two items."""
    middle = len(rows) // 2
    return rows[:middle], rows[middle:]
