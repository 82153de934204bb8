"""Ways through rows that share what they are sorted by. No I/O.

A database need not keep an order among rows that it sorts by what they share: PostgreSQL may arrange them anew for each
page. So among them, positions mean nothing from one page to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, Generic, TypeAlias
from uuid import UUID

from msgspec.structs import replace

from prefect_http._paging import Cursor, Identified, Window, WrongPageError, beyond, check_alone, check_order

MOST_PASSES: Final = 20
"""How often rows without an order are gone through. With pages of 50 and more, PostgreSQL was seen to need three."""


Ties: TypeAlias = Callable[[Sequence[Identified]], Cursor[Identified]]
"""Returns a way through rows that share what they are sorted by; it is given the page of them that came."""


class TieCursor(Generic[Identified]):
    """Goes by an instant that never changes in a row.

    The last instant is asked for again, and what was seen of it is dropped. Where rows of one instant fill a page,
    another cursor leads through these alone, and then it goes on beyond them. Only the ids of one instant are kept in
    memory.

    Rows without an instant are passed, by position, if they come before the others, and missed if they come behind.

    Args:
        key: returns a row's instant.
        ties: leads through the rows of one instant.
        newest_first: whether the newest rows come first.
    """

    def __init__(
        self,
        key: Callable[[Identified], datetime | None],
        ties: Ties[Identified],
        *,
        newest_first: bool,
    ) -> None:
        self._key = key
        self._new_ties = ties
        self._newest_first = newest_first
        self._window: Window | None = Window()
        self._edge: datetime | None = None
        self._seen: set[UUID] = set()
        self._largest = 0
        self._ties: Cursor[Identified] | None = None

    @property
    def window(self) -> Window | None:
        """What to ask for next; None at the end."""
        return self._window

    def take(self, rows: Sequence[Identified]) -> list[Identified]:
        """Return what is new in *rows*, the answer to ``window``, and move on.

        Raises:
            WrongPageError: they are not what was asked for.
        """
        if self._ties is not None and self._edge is not None:
            return self._take_ties(rows, self._ties, self._edge)
        if rows:
            return self._take_page(rows)
        self._window = None
        return []

    def _take_page(self, rows: Sequence[Identified]) -> list[Identified]:
        first, last = self._key(rows[0]), self._key(rows[-1])
        check_order("$", (first, last), self._edge, newest_first=self._newest_first)
        new = [row for row in rows if row.id not in self._seen]
        self._largest = max(self._largest, len(rows))
        if last != self._edge:
            self._edge = last
            self._seen.clear()
        self._seen.update(row.id for row in rows if self._key(row) == last)
        if last is None:
            self._window = Window(offset=len(self._seen))
        elif first == last and len(rows) == self._largest:
            self._ties = self._new_ties(rows)
            self._go_on(self._ties, last)
        else:
            # A page that is shorter than others is the end only if it brings nothing new.
            self._window = Window(last) if new else None
        return new

    def _take_ties(self, rows: Sequence[Identified], ties: Cursor[Identified], edge: datetime) -> list[Identified]:
        check_alone("$", map(self._key, rows), edge)
        new = [row for row in ties.take(rows) if row.id not in self._seen]
        self._go_on(ties, edge)
        return new

    def _go_on(self, ties: Cursor[Identified], edge: datetime) -> None:
        window = ties.window
        if window is not None:
            self._window = replace(window, edge=edge, alone=True)
            return
        self._ties = None
        self._seen.clear()
        self._window = beyond(edge, newest_first=self._newest_first)
        self._edge = None if self._window is None else self._window.edge


class ExcludingCursor(Generic[Identified]):
    """Asks for rows without those that it has seen, whose ids are kept in memory; nothing is the end.

    Args:
        first: the first page, which came already.
    """

    def __init__(self, first: Sequence[Identified]) -> None:
        self._seen = {row.id: None for row in first}
        self._ended = False

    @property
    def window(self) -> Window | None:
        """What to ask for next; None at the end."""
        return None if self._ended else Window(without=tuple(self._seen))

    def take(self, rows: Sequence[Identified]) -> list[Identified]:
        """Return what is new in *rows*, the answer to ``window``, and move on."""
        new = [row for row in rows if row.id not in self._seen]
        self._seen.update((row.id, None) for row in new)
        self._ended = not new
        return new


class UnorderedCursor(Generic[Identified]):
    """Goes by position through rows that keep no order, and that nobody deletes.

    It goes through them again, with pages of another size, until as many came as there are: where pages are cut
    otherwise, other rows fall between them.

    Args:
        first: the first page, which came already.
    """

    def __init__(self, first: Sequence[Identified]) -> None:
        self._seen: set[UUID] = set()
        self._window: Window | None = Window()
        self._largest = 0
        self._passes = 1
        self.take(first)

    @property
    def window(self) -> Window | None:
        """What to ask for next; None at the end."""
        return self._window

    def take(self, rows: Sequence[Identified]) -> list[Identified]:
        """Return what is new in *rows*, the answer to ``window``, and move on.

        Raises:
            WrongPageError: however pages were cut, not all rows came.
        """
        asked = self._window or Window()
        new = [row for row in rows if row.id not in self._seen]
        self._seen.update(row.id for row in new)
        self._largest = max(self._largest, len(rows))
        if rows:
            self._window = replace(asked, offset=asked.offset + len(rows))
        elif len(self._seen) >= asked.offset:
            self._window = None
        else:
            self._window = again(self._largest, self._passes, came=len(self._seen), of=asked.offset)
            self._passes += 1
        return new


def again(largest: int, passes: int, *, came: int, of: int) -> Window:
    """Return the window to go once more through rows without an order, after *passes*, with pages of another size.

    Args:
        largest: how many rows the largest page had.
        passes: how often they were gone through.
        came: how many came.
        of: how many there are.

    Raises:
        WrongPageError: it was often enough.
    """
    if passes == MOST_PASSES:
        raise WrongPageError("$", f"Expected {of} rows that rank alike, got {came}, and others twice in their place")
    return Window(limit=largest - passes if passes < largest else None)
