# Generated from _async/_listing.py by `python -m generator.sync`.
# Do not edit: change that file, and run this.
"""A listing: all rows that match, page by page, as they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import NoReturn

    from prefect_http._paging import AnswerCursor, Window
    from prefect_http._sync._client import Prefect
    from prefect_http_api import Call

Row = TypeVar("Row")
Answer = TypeVar("Answer")


class Listing(Generic[Row]):
    """All rows that match. Nothing is sent before the first row is asked for.

    Iterate over it to get one row after the other; each iteration starts anew.
    """

    def __init__(
        self,
        client: Prefect,
        cursor: Callable[[], AnswerCursor[Answer, Row]],
        page: Callable[[Window], Call[Answer]],
    ) -> None:
        self._client = client
        # What answers look like is between these two, and no part of the listing's own type.
        self._cursor: Callable[[], AnswerCursor[Any, Row]] = cursor
        self._page: Callable[[Window], Call[Any]] = page

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: iterate over it, or ask .pages() or .first()>"

    def __bool__(self) -> NoReturn:
        raise TypeError("a listing does not know whether it is empty before it asks: compare .first() with None")

    def __iter__(self) -> Iterator[Row]:
        for page in self.pages():
            yield from page

    def pages(self) -> Iterator[list[Row]]:
        """Yield the rows page by page, as the server gives them; no page is empty."""
        cursor = self._cursor()
        while (window := cursor.window) is not None:
            rows = cursor.take(self._client.send(self._page(window)))
            if rows:
                yield rows

    def first(self) -> Row | None:
        """Return the first row; None when there is none."""
        from prefect_http._paging import Window

        rows = self._cursor().take(self._client.send(self._page(Window(limit=1))))
        return rows[0] if rows else None
