"""The arithmetic of pages: what to ask for next, given what has come. No I/O.

Nothing here knows how many rows a page has: servers can be set to any limit, so it is left out of the requests. A
page that is shorter than others is not taken for the end as long as it brings new rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final, Generic, Protocol, TypeVar
from uuid import UUID

from msgspec import Struct

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
