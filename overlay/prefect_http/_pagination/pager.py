"""Pager: the next call of a listing, and the new rows of its response. No I/O."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from prefect_http._pagination.cursors import UnexpectedPageError

if TYPE_CHECKING:
    from prefect_http._pagination.cursors import Cursor, Window
    from prefect_http_api import Call

Row = TypeVar("Row")

MAX_STALE_PAGES: Final = 1000
"""Maximum number of consecutive pages without a new row.

The maximum is high because offset paging goes back one page at a time if rows before the current page are deleted.
"""


class Pager(Generic[Row]):
    """Pages through a listing.

    Args:
        cursor: Position in the listing.
        page: Function that returns the call for a window.

    Attributes:
        call: Call for the next page, or None at the end.
    """

    def __init__(self, cursor: Cursor[Any, Row], page: Callable[[Window], Call[Any]]) -> None:
        self._cursor = cursor
        self._page = page
        self._stale_pages = 0
        self.call = self._next_call()

    def take(self, response: object) -> list[Row]:
        """Return the new rows of *response*, the response to ``call``, and advance.

        Raises:
            DecodeError: The response does not match the call, or the server repeats pages indefinitely.
        """
        try:
            rows = self._cursor.take(response)
            self._check_progress(rows)
        except UnexpectedPageError as error:
            if self.call is None:
                raise
            from prefect_http._http.response import unexpected_response

            raise unexpected_response(self.call, error.path, error.expected) from None
        self.call = self._next_call()
        return rows

    def _check_progress(self, rows: list[Row]) -> None:
        self._stale_pages = 0 if rows else self._stale_pages + 1
        if self._stale_pages > MAX_STALE_PAGES:
            raise UnexpectedPageError("$", f"Expected new rows, got none in {MAX_STALE_PAGES} pages")

    def _next_call(self) -> Call[Any] | None:
        window = self._cursor.window
        return None if window is None else self._page(window)
