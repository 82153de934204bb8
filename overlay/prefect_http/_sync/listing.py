# Generated from _async/listing.py by `python -m generator.unasync`.
# Do not edit: change that file and run the command.
"""Listings: lazy iteration over all matching rows."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar

import prefect_http_api
from prefect_http._arguments import integer
from prefect_http._domain.keywords import Query, Resolver
from prefect_http._pagination.paging import Completer, Paging
from prefect_http._sync.connection import Connection

Row = TypeVar("Row")


class Listing(Generic[Row]):
    """All matching rows, fetched lazily, page by page.

    Iterate over a listing to get its rows one by one. Each iteration starts over.

    Pages are requested as follows:

    - Creating a listing sends nothing. The first page is requested when iteration starts.
    - Once you request a second page, the next one is prefetched while you work on the current one. The async client
      uses a task for this, the sync client a thread. At most two pages are held in memory.
    - If a page fails, the error is raised when you reach that page.
    - If you stop iterating, no further pages are requested. At most one prefetched page is wasted, and you do not wait
      for it.

    Rows that share a sort value, such as a name, form a tie. They have no fixed order, and the database may rearrange
    them for each page. Each row is still returned once:

    - Pages overlap, so that each tie is complete on one page.
    - If a tie exceeds a page, it is sorted by ID, or rows already seen are excluded, if the API supports either.
    - Otherwise, the tie is read repeatedly until no row is missing. If 20 passes are not enough, a `DecodeError` is
      raised.

    The server fails with 500 if it cannot return a row of the page, such as a run whose parameters contain an integer
    beyond 64 bits. Such rows are found by bisection, with about 16 requests each, and left out:

    - All other rows are returned. When iteration ends or stops, an `UnlistableRowsWarning` names the rows left out.
    - If the server fails for another reason, or if more than 200 rows are left out, a `ServerError` is raised.
    - Events have no offset, so their pages cannot be bisected.
    """

    def __init__(
        self,
        connection: Connection,
        query: Query,
        paging: Callable[[Any], Paging[Row]],
        *,
        resolve: Resolver | None = None,
        count: Callable[[Any], prefect_http_api.Call[int]] | None = None,
        complete: Completer[Row] | None = None,
        limit: int | None = None,
    ) -> None:
        """Create a listing.

        Args:
            connection: Connection to the server.
            query: Filters of the request body.
            paging: Function that returns the paging for a request body.
            resolve: Function that looks up the names in the query and returns the request body. Default: the query has
                no names.
            count: Function that returns the call that counts the rows for a request body. Default: rows are counted by
                listing them.
            complete: Function that fills in fields that the server does not send. Default: none.
            limit: Maximum number of rows. Default: no limit.

        Raises:
            ArgumentError: *limit* is not an integer, or is negative.
        """
        self._connection = connection
        self._query = query
        self._paging = paging
        self._resolve = resolve
        self._count = count
        self._complete = complete
        self._limit = None if limit is None else integer(limit, "limit", minimum=0)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: iterate over it, or call .to_list(), .first(), .pages() or .count()>"

    def __bool__(self) -> NoReturn:
        raise TypeError("a listing has no truth value before it is fetched: compare .first() with None")

    def __iter__(self) -> Generator[Row, None]:
        with closing(self.pages()) as pages:
            for page in pages:
                yield from page

    def to_list(self) -> list[Row]:
        """Fetch all rows and return them as a list."""
        rows: list[Row] = []
        with closing(self.pages()) as pages:
            for page in pages:
                rows += page
        return rows

    def pages(self) -> Generator[list[Row], None]:
        """Yield the rows page by page, as the server returns them. No page is empty."""
        with closing(self._complete_pages(self._limit)) as pages:
            yield from pages

    def first(self) -> Row | None:
        """Return the first row, or None if no row matches."""
        with closing(self._complete_pages(1 if self._limit is None else min(1, self._limit))) as pages:
            for page in pages:
                return page[0]
        return None

    def count(self) -> int:
        """Return the number of rows.

        Takes one request if the API can count the rows. Otherwise, the rows are listed: if a name contains ``*``, and
        for resources without a ``count`` method.
        """
        if self._query.is_empty:
            return 0
        if self._count is None or self._query.patterns:
            total = 0
            with closing(self._pages(self._limit)) as pages:
                for page in pages:
                    total += len(page)
            return total
        total = self._connection.send(self._count(self._body()))
        return total if self._limit is None else min(total, self._limit)

    if not TYPE_CHECKING:
        # Hidden from type checkers, which report the missing method themselves.
        def __await__(self) -> NoReturn:
            raise TypeError("a listing cannot be awaited: use `for row in listing`, or `listing.to_list()`")

    def _body(self) -> Mapping[str, object]:
        return self._query.body if self._resolve is None else self._resolve(self._query)

    def _complete_pages(self, limit: int | None) -> Generator[list[Row], None]:
        """Yield at most *limit* rows, page by page, with all fields."""
        with closing(self._pages(limit)) as pages:
            for page in pages:
                if self._complete is not None:
                    self._complete(page)
                yield page

    def _pages(self, limit: int | None) -> Generator[list[Row], None]:
        """Yield at most *limit* rows, page by page, as the server sends them."""
        from prefect_http._pagination.pager import Pager
        from prefect_http._pagination.prefetch import Prefetcher

        if self._query.is_empty:
            return
        matches = self._query.matches if self._query.patterns else None
        pager, prefetches = Pager(self._paging(self._body()), limit, matches), False
        call = pager.call
        try:
            with closing(Prefetcher[Any]()) as prefetcher:
                while call is not None:
                    response = prefetcher.take()
                    if response is None:
                        response = self._response(call, searching=pager.is_searching)
                    rows = pager.take(response)
                    call = pager.call
                    if rows:
                        # The second page is not prefetched: many callers need only the first one.
                        if prefetches and call is not None:
                            prefetcher.start(partial(self._connection.send, call, retry=False))
                        prefetches = True
                        yield rows
        except GeneratorExit:
            pager.warn()
            raise
        pager.warn()

    def _response(self, call: prefect_http_api.Call[Any], *, searching: bool) -> object:
        """Return the response to *call*, or its status error, which may be caused by a single row.

        Args:
            call: Call to send.
            searching: Whether the call is part of a search for unlistable rows, in which errors are expected.
        """
        from prefect_http._http.retry import policy_after_failure
        from prefect_http.errors import StatusError

        retry = policy_after_failure(self._connection.retry_policy) if searching else None
        try:
            return self._connection.send(call, retry=retry)
        except StatusError as error:
            return error
