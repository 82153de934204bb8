"""Paging: how the rows of a listing are requested page by page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Generic, TypeAlias, TypeVar

from msgspec import Struct

import prefect_http_api
from prefect_http._pagination.cursors import Cursor, HasId, Window

Row = TypeVar("Row")

Completer: TypeAlias = Callable[[Sequence[Row]], None]
"""Function that fills in fields of rows that the server does not send."""

AsyncCompleter: TypeAlias = Callable[[Sequence[Row]], Awaitable[None]]
"""Async function that fills in fields of rows that the server does not send."""


class Paging(Struct, Generic[Row], frozen=True):
    """How the rows of a listing are requested page by page.

    Attributes:
        cursor: Position in the listing.
        page: Function that returns the call for a window.
        identify: Function that returns a call for the IDs of the rows in a window. Default: none.
        max_size: Largest number of rows that the server returns in a page. Default: 200.
    """

    cursor: Cursor[Any, Row]
    page: Callable[[Window], prefect_http_api.Call[Any]]
    identify: Callable[[Window], prefect_http_api.Call[Sequence[HasId]]] | None = None
    max_size: int = 200
