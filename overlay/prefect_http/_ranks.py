"""The way through listings that are sorted by what rows may share, and that can be narrowed by nothing. No I/O.

Among rows that rank alike, positions mean nothing from one page to the next: see ``prefect_http._ties``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import takewhile
from operator import attrgetter
from typing import Any, Final, Generic
from uuid import UUID

from msgspec.structs import replace

from prefect_http._paging import Cursor, Identified, PositionCursor, Window
from prefect_http._ties import Ties, UnorderedCursor

_NONE: Final = object()
"""The rank of no row."""

_RANKS: Final[dict[str, Callable[[Any], object]]] = {
    "START_TIME": lambda run: run.start_time or run.expected_start_time,
    "BLOCK_TYPE_AND_NAME": attrgetter("block_type_name", "name"),
}
"""What rows rank by where the sort is not called like it."""


def sorted_cursor(sort: str, ties: Ties[Any] = UnorderedCursor) -> Cursor[Any]:
    """Return the way through rows that the server puts in the order *sort*, such as ``"NAME_ASC"``.

    Args:
        sort: the order.
        ties: leads through rows that rank alike.
    """
    name = sort.removesuffix("_ASC").removesuffix("_DESC")
    if name == "ID":
        return PositionCursor()  # No two rows share one.
    return RankCursor(_RANKS.get(name) or _attribute(name.lower()), ties)


def _attribute(name: str) -> Callable[[Any], object]:
    # A sort of a newer server may go by what this client knows nothing of.
    return lambda row: getattr(row, name, row.id)


class RankCursor(Generic[Identified]):
    """Goes by position, for listings that have no key but an order in which rows may rank alike; no row comes twice.

    Each page begins with the row before those that rank like the last one of the page before: so all of these are on
    one page, however they are arranged. If another row is there, rows before it have gone, and those behind have moved
    up to where they would be passed over: then it goes back until it meets a row that it has seen. Where rows that rank
    alike fill a page, another cursor leads through them. Where they are half a page, there are twice as many pages.

    So none is missed that is there from the beginning to the end, as long as rows come and go but keep their order, and
    *ties* misses none.

    Args:
        key: returns what a row ranks by.
        ties: leads through rows that rank alike.
    """

    def __init__(self, key: Callable[[Identified], object], ties: Ties[Identified]) -> None:
        self._key = key
        self._new_ties = ties
        self._window: Window | None = Window()
        self._seen: set[UUID] = set()
        self._largest = 0
        self._rank: object = _NONE
        self._has_anchor = False
        """Whether the next page should begin with a row that was seen, and that does not rank like ``_rank``."""
        self._ties: Cursor[Identified] | None = None
        """What leads through rows that rank alike; they begin at ``_begin``, and ``_tied`` came."""
        self._begin = 0
        self._tied: set[UUID] = set()

    @property
    def window(self) -> Window | None:
        """What to ask for next; None at the end."""
        return self._window

    def take(self, rows: Sequence[Identified]) -> list[Identified]:
        """Return what is new in *rows*, the answer to ``window``, and move on.

        Raises:
            WrongPageError: however pages were cut, not all that rank alike came.
        """
        start = 0 if self._window is None else self._window.offset
        self._largest = max(self._largest, len(rows))
        if self._has_anchor and not (rows and self._is_passed(rows[0])):
            self._ties = None
            self._go_to(max(0, start - self._largest))
            return []
        return self._take_page(start, rows) if self._ties is None else self._take_ties(self._ties, start, rows)

    def _take_page(self, start: int, rows: Sequence[Identified]) -> list[Identified]:
        new = self._new(rows)
        if not new and len(rows) < max(1, self._largest):
            self._window = None
            return []
        self._rank = self._key(rows[-1])
        first = len(rows) - sum(1 for _ in takewhile(self._ranks, reversed(rows)))
        if first > 1:
            self._go_to(start + first - 1)
        else:
            self._begin = start + first
            self._tied = {row.id for row in rows[first:]}
            self._ties = self._new_ties(rows[first:])
            self._follow(self._ties)
        return new

    def _take_ties(self, ties: Cursor[Identified], start: int, rows: Sequence[Identified]) -> list[Identified]:
        tied = [row for row in rows if self._ranks(row)]
        if tied and start <= self._begin:
            # Rows may have come before them.
            self._begin = start + rows.index(tied[0])
        if rows and not tied and self._is_first_page(ties.window):
            # So many rows came before them that none is on the page.
            self._ties = None
            self._go_to(start)
            return []
        new = self._new(tied)
        self._tied.update(row.id for row in tied)
        if tied:
            ties.take(tied)
        if not tied or not self._ranks(rows[-1]):
            ties.take([])
        if ties.window is not None:
            self._follow(ties)
        else:
            self._ties, self._rank = None, _NONE
            if rows:
                self._go_to(self._begin + len(self._tied) - (self._largest > 1))
            else:
                self._window = None
        return new

    def _follow(self, ties: Cursor[Identified]) -> None:
        window = ties.window or Window()
        # The first page of them begins with the row before them.
        self._has_anchor = window.offset == 0 < self._begin and window.limit != 1 < self._largest
        self._window = replace(window, offset=self._begin + window.offset - self._has_anchor)

    def _go_to(self, offset: int) -> None:
        self._has_anchor = offset > 0 and self._largest > 1
        self._window = Window(offset=offset)

    @staticmethod
    def _is_first_page(window: Window | None) -> bool:
        return window is not None and not window.offset and not window.without

    def _is_passed(self, row: Identified) -> bool:
        return row.id in self._seen and not self._ranks(row)

    def _ranks(self, row: Identified) -> bool:
        return self._key(row) == self._rank

    def _new(self, rows: Sequence[Identified]) -> list[Identified]:
        new = [row for row in rows if row.id not in self._seen]
        self._seen.update(row.id for row in new)
        return new
