"""The arithmetic of pages: what to ask for next, given what has come. No I/O.

Nothing here knows how many rows a page has: servers can be set to any limit, so it is left out of the requests. A
page that is shorter than others is not taken for the end as long as it brings new rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from operator import attrgetter
from typing import Any, Final, Generic, Protocol, TypeAlias, TypeVar
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

_SMALLEST_STEP: Final = timedelta(microseconds=1)
"""From one instant to the next that a server tells from it."""


class HasId(Protocol):
    """What the rows of a listing are told apart by."""

    @property
    def id(self) -> UUID:
        """The row's id."""
        ...


Row = TypeVar("Row")
Identified = TypeVar("Identified", bound=HasId)
Answer_contra = TypeVar("Answer_contra", contravariant=True)


class WrongPageError(Exception):
    """An answer that cannot be what was asked for: to go on from it might never end.

    Attributes:
        path: where in the JSON, such as ``"$[0]"``.
        expected: what should be there and what is.
    """

    def __init__(self, path: str, expected: str) -> None:
        super().__init__(path, expected)
        self.path = path
        self.expected = expected


class Window(Struct, frozen=True):
    """Which rows the next page should have.

    Attributes:
        edge: rows from this instant on, itself included; from the beginning when None.
        alone: no rows but those of the instant ``edge``.
        without: ids to leave out.
        offset: rows to skip.
        limit: at most so many rows; as many as the server gives when None.
        token: what the server gave to ask for this page by, where it gives such; all else is in it.
    """

    edge: datetime | None = None
    alone: bool = False
    without: Sequence[UUID] = ()
    offset: int = 0
    limit: int | None = None
    token: str | None = None


class AnswerCursor(Protocol[Answer_contra, Row]):
    """A way through a listing."""

    @property
    def window(self) -> Window | None:
        """What to ask for next; None at the end."""

    def take(self, answer: Answer_contra, /) -> list[Row]:
        """Return what is new in *answer*, which came for ``window``, and move on.

        Raises:
            WrongPageError: it holds what was not asked for.
        """
        ...


class Cursor(AnswerCursor[Sequence[Row], Row], Protocol[Row]):
    """A way through a listing whose answers are rows and nothing else."""


class KeyCursor(Generic[Identified]):
    """Goes by an instant that never changes in a row, so that it loses and repeats nothing while rows come and go.

    The last instant is asked for again, since more rows may share it, without the rows of it that were seen already:
    only their ids are kept in memory.

    Rows without an instant, which no server was seen to make, are passed if they come before the others and missed
    if they come behind: the API has no filter that finds them.
    """

    def __init__(self, key: Callable[[Identified], datetime | None], *, newest_first: bool) -> None:
        self._key = key
        self._newest_first = newest_first
        self._window: Window | None = Window()
        self._seen: dict[UUID, None] = {}

    @property
    def window(self) -> Window | None:
        """What to ask for next; None at the end."""
        return self._window

    def take(self, rows: Sequence[Identified]) -> list[Identified]:
        """Return what is new in *rows*, the answer to ``window``, and move on."""
        new = [row for row in rows if row.id not in self._seen]
        # A short page is not taken for the end: the server's limit is unknown, and a proxy or Prefect Cloud may drop
        # rows behind it. Only a page with nothing new is the end, for one small request more.
        if not new:
            self._window = None
            return []
        before = None if self._window is None else self._window.edge
        # Those without an instant behind the others are none to go on from: all would come again.
        edge = next((at for at in map(self._key, reversed(new)) if at is not None), before)
        found = (self._key(rows[0]), self._key(new[-1]), edge)
        check_order("$", found, before, newest_first=self._newest_first)
        if edge != before:
            self._seen.clear()
        self._seen.update((row.id, None) for row in new if self._key(row) == edge)
        self._window = Window(edge, without=tuple(self._seen))
        return new


class PositionCursor(Generic[Identified]):
    """Goes by position, for listings that have no key but an order; no row comes twice.

    Each page begins with the last row of the page before. If another is there, rows before it have gone, and those
    behind have moved up to where they would be passed over: then it goes back until it meets a row that it has seen.
    So none is missed that is there from the beginning to the end, as long as rows come and go but keep their order.
    Only a server whose pages have one row leaves no room for that: there, a row is missed when one before it goes.
    """

    def __init__(self) -> None:
        self._window: Window | None = Window()
        self._seen: set[UUID] = set()
        self._overlapping = False
        self._largest = 0

    @property
    def window(self) -> Window | None:
        """What to ask for next; None at the end."""
        return self._window

    def take(self, rows: Sequence[Identified]) -> list[Identified]:
        """Return what is new in *rows*, the answer to ``window``, and move on."""
        start = self._window.offset if self._window is not None else 0
        self._largest = max(self._largest, len(rows))
        if start and self._overlapping and not (rows and rows[0].id in self._seen):
            self._window = Window(offset=max(0, start - self._largest))
            return []
        new = [row for row in rows if row.id not in self._seen]
        self._seen.update(row.id for row in new)
        self._overlapping = len(rows) > 1
        if new or 0 < len(rows) == self._largest:
            self._window = Window(offset=start + len(rows) - self._overlapping)
        else:
            self._window = None
        return new


def beyond(edge: datetime, *, newest_first: bool) -> Window | None:
    """Return what to ask for once all rows of *edge* have come; None where time ends."""
    try:
        return Window(edge - _SMALLEST_STEP if newest_first else edge + _SMALLEST_STEP)
    except OverflowError:
        return None


def check_order(path: str, found: Iterable[datetime | None], edge: datetime | None, *, newest_first: bool) -> None:
    """Make sure that *found*, instants of rows under *path*, are from *edge* on: so none comes again without end.

    Raises:
        WrongPageError: one is not, or has no timezone.
    """
    for instant in found:
        if instant is not None and instant.tzinfo is None:
            raise WrongPageError(path, f"Expected times with a timezone, got {instant.isoformat()}")
        if edge is not None and (instant is None or (instant > edge if newest_first else instant < edge)):
            raise WrongPageError(
                path,
                f"Expected rows {'until' if newest_first else 'from'} {edge.isoformat()}, as the filter has it, "
                f"got one of {'no time' if instant is None else instant.isoformat()}",
            )


def check_alone(path: str, found: Iterable[datetime | None], edge: datetime) -> None:
    """Make sure that *found*, instants of rows under *path*, are *edge*.

    Raises:
        WrongPageError: one is not.
    """
    for instant in found:
        if instant != edge:
            raise WrongPageError(
                path,
                f"Expected rows of {edge.isoformat()} alone, as the filter has it, "
                f"got one of {'no time' if instant is None else instant.isoformat()}",
            )


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
