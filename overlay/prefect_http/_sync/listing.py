# Generated from _async/listing.py by `python -m generator.unasync`.
# Do not edit: change that file, and run this.
"""Listings: lazy iteration over all rows that match."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import NoReturn

    from prefect_http._pagination.cursors import Cursor, Window
    from prefect_http._sync.connection import Connection
    from prefect_http_api import Call

Row = TypeVar("Row")
Response = TypeVar("Response")


class Listing(Generic[Row]):
    """All rows that match, fetched lazily, page by page.

    Iterate over it to get the rows one by one. Every iteration starts over.

    Requests:

    - Creating a listing sends nothing. The first page is requested with the first row.
    - Once you request a second page, the next one is prefetched while you work on the current one: in a task, or in
      a thread in the sync client. At most two pages are held in memory.
    - If a page fails, the error is raised when you reach that page.
    - If you stop iterating, nothing more is requested. One page may have been prefetched in vain; you do not wait for
      it.

    Rows that share a sort value, such as a name, come in any order, and the database may rearrange them for each page.
    Each of them still comes once:

    - Pages overlap, so that rows with the same sort value are on one page.
    - If they fill more than a page, the client requests them by ID or excludes those it has seen, where the API can.
    - Otherwise it pages through them repeatedly, until as many came as there are. If rows are still missing after
      twenty passes, it raises a `DecodeError`.
    """

    def __init__(
        self,
        connection: Connection,
        cursor: Callable[[], Cursor[Response, Row]],
        page: Callable[[Window], Call[Response]],
    ) -> None:
        self._connection = connection
        # Cursor and page share the type of the response. The type of the listing does not include it.
        self._cursor: Callable[[], Cursor[Any, Row]] = cursor
        self._page: Callable[[Window], Call[Any]] = page

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: iterate over it, or call .pages() or .first()>"

    def __bool__(self) -> NoReturn:
        raise TypeError("a listing has no truth value before it is fetched: compare .first() with None")

    def __iter__(self) -> Generator[Row, None]:
        with closing(self.pages()) as pages:
            for page in pages:
                yield from page

    def pages(self) -> Generator[list[Row], None]:
        """Yield the rows page by page, as the server returns them. No page is empty."""
        from prefect_http._pagination.pager import Pager
        from prefect_http._pagination.prefetch import Prefetcher

        pager, prefetches = Pager(self._cursor(), self._page), False
        call = pager.call
        with closing(Prefetcher[Any]()) as prefetcher:
            while call is not None:
                response = prefetcher.take()
                if response is None:
                    response = self._connection.send(call)
                rows = pager.take(response)
                call = pager.call
                if rows:
                    # Many callers need only the first page.
                    if prefetches and call is not None:
                        prefetcher.start(partial(self._connection.send, call, retry=False))
                    prefetches = True
                    yield rows

    def first(self) -> Row | None:
        """Return the first row, or None if no row matches."""
        from prefect_http._pagination.cursors import Window
        from prefect_http._pagination.pager import Pager

        response = self._connection.send(self._page(Window(limit=1)))
        rows = Pager(self._cursor(), self._page).take(response)
        return rows[0] if rows else None
