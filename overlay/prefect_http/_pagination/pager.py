"""Pager: the next call of a listing, and the new rows of its response. No I/O."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any, Final, Generic, TypeVar, cast

import prefect_http_api
from prefect_http._pagination.cursors import AdaptiveCursor, HasId, UnexpectedPageError, Window
from prefect_http._pagination.paging import Paging
from prefect_http._pagination.unlistable import UnlistableRows
from prefect_http.errors import StatusError, ValidationError

Row = TypeVar("Row")

MAX_STALE_PAGES: Final = 1000
"""Maximum number of consecutive pages without a new row.

The maximum is high because offset paging goes back one page at a time if rows before the current page are deleted.
"""


class Pager(Generic[Row]):
    """Pages through a listing, and leaves out rows that make the server fail.

    Args:
        paging: How the rows are requested.
        limit: Maximum number of rows. Default: no limit.
        matches: Function that returns whether to return a row. Default: all rows are returned.

    Attributes:
        call: Call to send next, or None at the end.
    """

    def __init__(
        self, paging: Paging[Row], limit: int | None = None, matches: Callable[[Row], bool] | None = None
    ) -> None:
        self._paging = paging
        self._remaining = limit
        self._matches = matches
        self._cursor = paging.cursor
        untyped = cast("object", paging.cursor)
        self._adaptive = untyped if isinstance(untyped, AdaptiveCursor) else None
        # Few rows of a page may match, so it is not worth asking for a smaller one.
        self._has_own_size = limit is not None and limit <= paging.max_size and matches is None
        self._unlistable = UnlistableRows(paging.page, paging.identify, limit if self._has_own_size else None)
        self._search: Generator[prefect_http_api.Call[Any], object, Sequence[Any] | None] | None = None
        self._stale_pages = 0
        self.call = None if limit == 0 else self._next_call()

    def take(self, outcome: object) -> list[Row]:
        """Return the new rows of *outcome*, the response to ``call``, and advance.

        Args:
            outcome: Response, or the ``StatusError`` in its place.

        Raises:
            StatusError: *outcome* is an error that is not caused by single rows.
            DecodeError: The response does not match the call, or the server repeats pages indefinitely.
        """
        if self._adaptive is not None and isinstance(outcome, ValidationError):
            self._adaptive.reject(outcome)
            self.call = self._next_call()
            return []
        if self._has_own_size and isinstance(outcome, ValidationError):
            # The server may be configured for smaller pages.
            self._has_own_size = False
            self._unlistable = UnlistableRows(self._paging.page, self._paging.identify, None)
            self.call = self._next_call()
            return []
        if self._search is not None or isinstance(outcome, StatusError):
            outcome = self._continue_search(outcome)
            if outcome is None:
                return []
        try:
            rows = self._cursor.take(outcome)
            self._check_progress(rows)
        except UnexpectedPageError as error:
            if self.call is None:
                raise
            from prefect_http._http.response import unexpected_response

            raise unexpected_response(self.call, error.path, error.expected) from None
        if isinstance(outcome, list):
            self._unlistable.record(cast("list[HasId]", outcome))
        self.call = self._next_call()
        return self._select(rows)

    def _select(self, rows: list[Row]) -> list[Row]:
        """Return the rows that match, up to the limit, and end there."""
        if self._matches is not None:
            rows = [row for row in rows if self._matches(row)]
        if self._remaining is not None:
            rows = rows[: self._remaining]
            self._remaining -= len(rows)
            if not self._remaining:
                self.call = None
        self._has_own_size = False
        return rows

    @property
    def is_searching(self) -> bool:
        """Whether ``call`` is part of a search for unlistable rows."""
        return self._search is not None

    def warn(self) -> None:
        """Emit a warning if rows were left out so far."""
        self._unlistable.warn()
        if self._adaptive is not None:
            self._adaptive.warn()

    def _continue_search(self, outcome: object) -> object:
        """Return the rows of the current page, or None if ``call`` must be sent first."""
        if self._search is None:
            window = self._cursor.window or Window()
            self._search = self._unlistable.search(window, cast("StatusError", outcome))
            outcome = None
        try:
            self.call = self._search.send(outcome)
        except StopIteration as end:
            self._search, rows = None, end.value
            self.call = self._next_call()
            return rows
        return None

    def _check_progress(self, rows: list[Row]) -> None:
        has_moved = self._adaptive is not None and self._adaptive.has_moved
        self._stale_pages = 0 if rows or has_moved else self._stale_pages + 1
        if self._stale_pages > MAX_STALE_PAGES:
            raise UnexpectedPageError("$", f"Expected new rows, got none in {MAX_STALE_PAGES} pages")

    def _next_call(self) -> prefect_http_api.Call[Any] | None:
        window = self._cursor.window
        return None if window is None else self._unlistable.call(window)
