# Generated from _async/listing.py by `python -m generator.unasync`.
# Do not edit: change that file, and run this.
"""A listing: all rows that match, page by page, as they are asked for."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import NoReturn

    from prefect_http._pagination.cursors import AnswerCursor, Window
    from prefect_http._sync.connection import Connection
    from prefect_http_api import Call

Row = TypeVar("Row")
Answer = TypeVar("Answer")


class Listing(Generic[Row]):
    """All rows that match. Nothing is sent before the first row is asked for.

    Iterate over it to get one row after the other; each iteration starts anew.

    Whoever goes on to the second page is taken to go through: from then on, the next page is fetched while the caller
    works on this one, by a task, or by a thread in the sync client. That is one page ahead at most, so two are held in
    memory. What goes wrong with a page is raised when it is reached; a caller who stops before has sent one request in
    vain, and need not wait for its answer.

    Rows that their order does not tell apart, such as those of one name, come in any order, and a database may arrange
    them anew for each page. So the next page begins where they do, or with the one before. Where they are more than a
    page, they are asked for by their ids or without those that came, if the API can; else it goes through them until as
    many came as there are, and that not all came in twenty goes is a ``DecodeError``.
    """

    def __init__(
        self,
        connection: Connection,
        cursor: Callable[[], AnswerCursor[Answer, Row]],
        page: Callable[[Window], Call[Answer]],
    ) -> None:
        self._connection = connection
        # What answers look like is between these two, and no part of the listing's own type.
        self._cursor: Callable[[], AnswerCursor[Any, Row]] = cursor
        self._page: Callable[[Window], Call[Any]] = page

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: iterate over it, or ask .pages() or .first()>"

    def __bool__(self) -> NoReturn:
        raise TypeError("a listing does not know whether it is empty before it asks: compare .first() with None")

    def __iter__(self) -> Generator[Row, None]:
        with closing(self.pages()) as pages:
            for page in pages:
                yield from page

    def pages(self) -> Generator[list[Row], None]:
        """Yield the rows page by page, as the server gives them; no page is empty."""
        from prefect_http._pagination.pager import Walk
        from prefect_http._pagination.prefetch import Ahead

        walk, going_on = Walk(self._cursor(), self._page), False
        call = walk.call
        with closing(Ahead[Any]()) as ahead:
            while call is not None:
                answer = ahead.take()
                if answer is None:
                    answer = self._connection.send(call)
                rows = walk.take(answer)
                call = walk.call
                if rows:
                    # Many want no more than the first page: who asks for a second one is taken to go through.
                    if going_on and call is not None:
                        ahead.fetch(partial(self._connection.send, call, retry=False))
                    going_on = True
                    yield rows

    def first(self) -> Row | None:
        """Return the first row; None when there is none."""
        from prefect_http._pagination.cursors import Window
        from prefect_http._pagination.pager import Walk

        answer = self._connection.send(self._page(Window(limit=1)))
        rows = Walk(self._cursor(), self._page).take(answer)
        return rows[0] if rows else None
