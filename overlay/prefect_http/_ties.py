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
        instants = [self._key(row) for row in rows]
        check_order("$", (instants[0], instants[-1]), self._edge, newest_first=self._newest_first)
        # Those without an instant behind the others are none to go on from: all would come again.
        last = next((at for at in reversed(instants) if at is not None), None)
        new = [row for row in rows if row.id not in self._seen]
        self._largest = max(self._largest, len(rows))
        if last != self._edge:
            self._edge = last
            self._seen.clear()
        self._seen.update(row.id for row, at in zip(rows, instants, strict=True) if at == last)
        if last is None:
            self._window = Window(offset=len(self._seen))
        elif instants[0] == instants[-1] and (new or len(rows) == self._largest):
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
    """Goes by position through rows that keep no order.

    Where they are more than a page, it goes through them again, with pages of another size, until as many came as there
    are, and nothing new: where pages are cut otherwise, other rows fall between them; and where rows go meanwhile,
    others move up to where they are passed over.

    Args:
        first: the first page, which came already.
    """

    def __init__(self, first: Sequence[Identified]) -> None:
        self._seen: set[UUID] = set()
        self._window: Window | None = Window()
        self._largest = 0
        self._passes = Passes()
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
        else:
            self._window = self._passes.after(came=len(self._seen), positions=asked.offset, largest=self._largest)
        return new


class Passes:
    """How often rows without an order were gone through, and whether that was enough."""

    def __init__(self) -> None:
        self._done = 0
        self._complete = 0
        self._came = 0

    def after(self, *, came: int, positions: int, largest: int) -> Window | None:
        """Return what to ask for to begin the next pass, with pages of another size; None when there is no need.

        A second pass that had no row in the place of another is enough, though new ones came: they may come for ever.

        Args:
            came: how many rows came in all passes.
            positions: how many there were in the last one, those included that came twice.
            largest: how many rows the largest page had.

        Raises:
            WrongPageError: however pages were cut, some came in the place of others.
        """
        nothing_new, self._came = came == self._came, came
        is_complete = came >= positions
        self._done += 1
        self._complete += is_complete
        if is_complete and (nothing_new or positions <= largest or self._complete > 1):
            return None
        if self._done == MOST_PASSES:
            # Where rows come all the time, those that came during a pass are in the place of others.
            if self._complete or not nothing_new:
                return None
            expected = f"Expected {positions} rows that rank alike, got {came}, and some of them again"
            raise WrongPageError("$", f"{expected} in the place of others")
        return Window(limit=largest - self._done if self._done < largest else None)
