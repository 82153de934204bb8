"""A listing on its way: what to ask for next, and what is new in the answer. No I/O."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from prefect_http._pagination.cursors import WrongPageError

if TYPE_CHECKING:
    from prefect_http._pagination.cursors import AnswerCursor, Window
    from prefect_http_api import Call

Row = TypeVar("Row")

MOST_IDLE: Final = 1000
"""Answers in a row without anything new, after which there is no hope of an end.

Where pages go by position, a thousand pages may well have been made in front of those that have come.
"""


class Walk(Generic[Row]):
    """The way from page to page.

    Attributes:
        call: what to ask for next; None at the end.
    """

    def __init__(self, cursor: AnswerCursor[Any, Row], page: Callable[[Window], Call[Any]]) -> None:
        self._cursor = cursor
        self._page = page
        self._idle = 0
        self.call = self._next()

    def take(self, answer: object) -> list[Row]:
        """Return the rows that are new in *answer*, which came for ``call``, and move on.

        Raises:
            DecodeError: it is not what was asked for, or the server goes in circles.
        """
        try:
            rows = self._cursor.take(answer)
            self._count(rows)
        except WrongPageError as error:
            if self.call is None:
                raise
            from prefect_http._http.response import wrong_answer

            raise wrong_answer(self.call, error.path, error.expected) from None
        self.call = self._next()
        return rows

    def _count(self, rows: list[Row]) -> None:
        self._idle = 0 if rows else self._idle + 1
        if self._idle > MOST_IDLE:
            raise WrongPageError("$", f"Expected rows that have not come before, got none in {MOST_IDLE} pages")

    def _next(self) -> Call[Any] | None:
        window = self._cursor.window
        return None if window is None else self._page(window)
