"""Cursors: which page to request next, and which of its rows are new. No I/O.

Requests do not set a page size, because a server may be configured with any limit. A short page is therefore not
assumed to be the last one. A listing ends with a page without new rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Final, Generic, Protocol, TypeAlias, TypeVar, cast
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from prefect_http.errors import ValidationError

TICK: Final = timedelta(microseconds=1)
"""Resolution of the server's timestamps."""


class HasId(Protocol):
    """Row with an ID."""

    @property
    def id(self) -> UUID:
        """ID of the row."""
        ...


Row = TypeVar("Row")
Identified = TypeVar("Identified", bound=HasId)
Response = TypeVar("Response")
Response_contra = TypeVar("Response_contra", contravariant=True)


class UnexpectedPageError(Exception):
    """A page does not match its request. Paging stops, because it might never end otherwise.

    Attributes:
        path: JSON path of the mismatch, such as ``"$[0]"``.
        expected: Expected and actual value at *path*, such as ``"Expected new rows, got none in 1000 pages"``.
    """

    def __init__(self, path: str, expected: str) -> None:
        super().__init__(path, expected)
        self.path = path
        self.expected = expected


class Window(Struct, frozen=True):
    """Rows to request for the next page.

    Attributes:
        bound: Timestamp at which the rows start, inclusive. Default: no bound.
        tied: Whether only rows with exactly the timestamp *bound* are requested. Default: False.
        exclude: IDs of rows to leave out. Default: none.
        include: IDs of the only rows to request. Default: all rows.
        offset: Number of rows to skip. Default: 0.
        limit: Maximum number of rows. Default: the server's limit.
        token: The server's page token, which replaces all other attributes. Default: none.
    """

    bound: datetime | None = None
    tied: bool = False
    exclude: Sequence[UUID] = ()
    include: Sequence[UUID] = ()
    offset: int = 0
    limit: int | None = None
    token: str | None = None


class Cursor(Protocol[Response_contra, Row]):
    """Position in a listing.

    Attributes:
        window: Rows to request next, or None at the end.
    """

    window: Window | None

    def take(self, response: Response_contra, /) -> list[Row]:
        """Return the new rows of *response*, the response to ``window``, and advance.

        Raises:
            UnexpectedPageError: The response does not match the request.
        """
        ...


class AdaptiveCursor:
    """Cursor that advances if the server rejects a request with 422.

    Attributes:
        has_moved: Whether the last response made the cursor advance, even if it had no rows.
    """

    has_moved = False

    def reject(self, error: ValidationError) -> None:
        """Advance, because the request for ``window`` has failed with *error*.

        Raises:
            ValidationError: *error*, if the cursor cannot avoid it.
        """
        raise NotImplementedError

    def warn(self) -> None:
        """Emit a warning if rows were left out so far."""
        raise NotImplementedError


RowCursor: TypeAlias = Cursor[Sequence[Row], Row]
"""Cursor for responses that are a list of rows."""

Ties: TypeAlias = Callable[[Response], Cursor[Response, Row]]
"""Tie strategy: function that creates a cursor for rows with the same sort value, from the first page of these rows."""


class ExcludeTies(Generic[Identified]):
    """Tie strategy for filters that can exclude IDs: excludes the rows seen so far, until no new rows are left.

    Keeps the IDs of all tied rows in memory.

    Args:
        first: First page of tied rows.
    """

    def __init__(self, first: Sequence[Identified]) -> None:
        self.seen = {row.id: None for row in first}
        self.window: Window | None = Window(exclude=tuple(self.seen))

    def take(self, rows: Sequence[Identified]) -> list[Identified]:
        """Return the new rows among *rows*, the response to ``window``, and advance."""
        new = [row for row in rows if row.id not in self.seen]
        self.seen.update((row.id, None) for row in new)
        self.window = Window(exclude=tuple(self.seen)) if new else None
        return new


MAX_PASSES: Final = 20
"""Maximum number of passes over tied rows. In tests with pages of at least 50 rows, PostgreSQL needed up to three."""


class RepeatTies(Generic[Identified]):
    """Tie strategy for rows without a stable order: pages by offset, and repeats until no row is missing.

    Each pass uses another page size than the previous pass, so that pages begin at other rows. A further pass also
    finds rows that moved up to an earlier page because earlier rows were deleted.

    Args:
        first: First page of tied rows. Default: empty.
    """

    def __init__(self, first: Sequence[Identified] = ()) -> None:
        self.seen: set[UUID] = set()
        self.window: Window | None = Window()
        self._largest = 0
        self._passes = 0
        self._complete_passes = 0
        self._positions = 0
        """Number of rows in the current pass, including repeats."""
        self._known = 0
        """Number of distinct rows seen before the current pass."""
        if first:
            self.take(first)

    def take(self, rows: Sequence[Identified]) -> list[Identified]:
        """Return the new rows among *rows*, the response to ``window``, and advance.

        Raises:
            UnexpectedPageError: Rows are still missing after the last pass.
        """
        new = _unseen(rows, self.seen)
        self._largest = max(self._largest, len(rows))
        self._positions += len(rows)
        if rows:
            self.window = replace(self.window or Window(), offset=self._positions)
        else:
            self.window = self._next_pass()
        return new

    def _next_pass(self) -> Window | None:
        """Return the first window of the next pass, or None if no pass is needed.

        A pass is complete if its row count does not exceed the number of distinct rows seen so far. Two complete passes
        suffice, even if the second one had new rows: otherwise, the listing would not end while rows keep arriving.
        """
        positions, self._positions = self._positions, 0
        found_new, self._known = len(self.seen) > self._known, len(self.seen)
        is_complete = self._known >= positions
        self._passes += 1
        self._complete_passes += is_complete
        if is_complete and (not found_new or positions <= self._largest or self._complete_passes > 1):
            return None
        if self._passes == MAX_PASSES:
            # While rows keep arriving, every pass has new rows, and may repeat others.
            if self._complete_passes or found_new:
                return None
            expected = f"Expected {positions} rows with the same sort value, got {self._known}"
            raise UnexpectedPageError("$", f"{expected}, some of them repeatedly")
        return Window(limit=self._largest - self._passes if self._passes < self._largest else None)


class KeysetCursor(Generic[Response, Identified]):
    """Pages by an immutable timestamp: no row is missed or repeated while other rows are created and deleted.

    - Each page starts at the last timestamp of the previous page, inclusive, since more rows may share it. Only the IDs
      of the rows with that timestamp are kept in memory.
    - If a tie fills a page, the tie strategy pages through it, and the next page starts after it.
    - Rows without a timestamp, which no server is known to return, are listed if they are sorted first. If they are
      sorted last, they are missed, since the API has no filter for them.

    Args:
        key: Function that returns the timestamp of a row.
        ties: Tie strategy. Default: none. Each request excludes the rows already seen at its start timestamp, so ties
            need no strategy.
        newest_first: Whether the newest rows come first.
    """

    _path = "$"
    """JSON path of the rows."""

    def __init__(
        self,
        key: Callable[[Identified], datetime | None],
        ties: Ties[Response, Identified] | None = None,
        *,
        newest_first: bool,
    ) -> None:
        self._key = key
        self._ties = ties
        self._newest_first = newest_first
        self.window: Window | None = Window()
        self._seen: dict[UUID, None] = {}
        """IDs of the rows seen at the window's bound."""
        self._largest = 0
        self._tie: Cursor[Response, Identified] | None = None

    def take(self, response: Response) -> list[Identified]:
        """Return the new rows of *response*, the response to ``window``, and advance.

        Raises:
            UnexpectedPageError: The response does not match the request, or the tie strategy misses rows.
        """
        rows = self._rows(response)
        bound = None if self.window is None else self.window.bound
        if self._tie is not None and bound is not None:
            self._check(map(self._key, rows), bound, tied=True)
            new = [row for row in self._tie.take(response) if row.id not in self._seen]
            self._follow(self._tie, bound)
            return new
        if rows:
            return self._take_page(response, rows, bound)
        self.window = self._after_empty(response)
        return []

    def _take_page(self, response: Response, rows: Sequence[Identified], previous: datetime | None) -> list[Identified]:
        new = [row for row in rows if row.id not in self._seen]
        self._largest = max(self._largest, len(rows))
        keys = [self._key(row) for row in new or rows]
        first, last = self._key(rows[0]), keys[-1]
        # Without a bound, the next page would repeat all rows.
        bound = next((key for key in reversed(keys) if key is not None), None)
        self._check((first, last, bound), previous, tied=False)
        if bound != previous:
            self._seen.clear()
        self._seen.update((row.id, None) for row in rows if self._key(row) == bound)
        if self._is_last(response, new, tied=first == last, full=len(rows) == self._largest):
            self.window = None
        elif self._ties is None:
            self.window = Window(bound, exclude=tuple(self._seen))
        elif bound is None:
            self.window = Window(offset=len(self._seen))
        elif first == last:
            self._tie = self._ties(response)
            self._follow(self._tie, bound)
        else:
            self.window = Window(bound)
        return new

    def _is_last(self, response: Response, new: Sequence[Identified], *, tied: bool, full: bool) -> bool:
        """Return whether no rows follow the page.

        Args:
            response: Response that contains the page.
            new: New rows of the page.
            tied: Whether all rows of the page are tied.
            full: Whether no previous page had more rows.
        """
        count = self._count(response)
        if count is not None:
            return tied and count <= len(self._seen)
        return not new and not (tied and full and self._ties is not None)

    def _follow(self, tie: Cursor[Response, Identified], bound: datetime) -> None:
        if tie.window is not None:
            self.window = replace(tie.window, bound=bound, tied=True)
            return
        self._tie = None
        self._seen.clear()
        try:
            self.window = Window(bound - TICK if self._newest_first else bound + TICK)
        except OverflowError:
            self.window = None

    def _rows(self, response: Response, /) -> Sequence[Identified]:
        """Return the rows in *response*. Subclasses override this if the response is not a list of rows."""
        return cast("Sequence[Identified]", response)

    def _count(self, _response: Response, /) -> int | None:
        """Return the number of rows at and after the bound, if the response contains it."""
        return None

    def _after_empty(self, _response: Response, /) -> Window | None:
        """Return the window after an empty page, or None at the end. By default, an empty page is the last page."""
        return None

    def _check(self, keys: Iterable[datetime | None], bound: datetime | None, *, tied: bool) -> None:
        for key in keys:
            if key is not None and key.tzinfo is None:
                raise UnexpectedPageError(self._path, f"Expected times with a timezone, got {key.isoformat()}")
            if bound is None or key == bound:
                continue
            if tied or key is None or (key > bound if self._newest_first else key < bound):
                where = "" if tied else " or before" if self._newest_first else " or after"
                got = "one without a time" if key is None else f"one at {key.isoformat()}"
                raise UnexpectedPageError(self._path, f"Expected rows at{where} {bound.isoformat()}, got {got}")


_OffsetTie: TypeAlias = ExcludeTies[Identified] | RepeatTies[Identified]

OffsetTies: TypeAlias = Callable[[Sequence[Identified]], _OffsetTie[Identified]]
"""Tie strategy for offset paging: function that creates a cursor for tied rows from the first page of these rows."""

_NO_KEY: Final = object()
"""Sort value that equals no row's sort value."""


class OffsetCursor(Generic[Identified]):
    """Pages by offset, for sorts without an immutable timestamp: no row is repeated.

    - Pages overlap. Each starts with an anchor, which is the row before the tie at the end of the previous page. The
      whole tie is then on one page, so its order does not matter.
    - If a page does not start with its anchor, earlier rows were deleted and later ones moved up. The cursor then goes
      back until a page starts with a row that it has seen.
    - If a tie fills a page, the tie strategy pages through it. If every page ends in a tie of half a page, twice as
      many pages are requested.

    Every row that exists throughout the listing is returned if rows keep their order and the tie strategy misses none.
    Pages of one row have no room for an anchor: if an earlier row is deleted, the next row is missed.

    Args:
        key: Function that returns the sort value of a row. Default: none, for unique sort values such as IDs.
        ties: Tie strategy. Default: ``RepeatTies``.
    """

    def __init__(
        self,
        key: Callable[[Identified], object] | None = None,
        ties: OffsetTies[Identified] = RepeatTies,
    ) -> None:
        self._key = key
        self._ties = ties
        self.window: Window | None = Window()
        self._seen: set[UUID] = set()
        self._largest = 0
        self._last_key: object = _NO_KEY
        self._has_anchor = False
        """Whether the next page should start with an anchor: a seen row whose sort value is not ``_last_key``."""
        self._tie: _OffsetTie[Identified] | None = None
        """Cursor for the current tie, or None outside of ties. The tie starts at offset ``_start``."""
        self._start = 0

    def take(self, rows: Sequence[Identified]) -> list[Identified]:
        """Return the new rows among *rows*, the response to ``window``, and advance.

        Raises:
            UnexpectedPageError: The tie strategy misses rows.
        """
        offset = 0 if self.window is None else self.window.offset
        self._largest = max(self._largest, len(rows))
        if self._has_anchor and not (rows and self._is_anchor(rows[0])):
            self._tie = None
            self._go_to(max(0, offset - self._largest))
            return []
        return self._take_page(offset, rows) if self._tie is None else self._take_tie(self._tie, offset, rows)

    def _take_page(self, offset: int, rows: Sequence[Identified]) -> list[Identified]:
        new = _unseen(rows, self._seen)
        if not new and len(rows) < max(1, self._largest):
            self.window = None
            return []
        if self._key is not None:
            self._last_key = self._key(rows[-1])
        first = len(rows) - sum(1 for _ in takewhile(self._is_tied, reversed(rows)))
        if first > 1 or self._key is None:
            self._go_to(offset + first - (self._largest > 1))
        else:
            self._start = offset + first
            self._tie = self._ties(rows[first:])
            self._follow(self._tie)
        return new

    def _take_tie(self, tie: _OffsetTie[Identified], offset: int, rows: Sequence[Identified]) -> list[Identified]:
        tied = [row for row in rows if self._is_tied(row)]
        if tied and offset <= self._start:
            # New rows may have pushed the tie back.
            self._start = offset + rows.index(tied[0])
        if rows and not tied and tie.window is not None and not tie.window.offset and not tie.window.exclude:
            # New rows have pushed the tie off the first page of the pass.
            self._tie = None
            self._go_to(offset)
            return []
        new = _unseen(tied, self._seen)
        if tied:
            tie.take(tied)
        if not tied or not self._is_tied(rows[-1]):
            tie.take([])
        if tie.window is not None:
            self._follow(tie)
        else:
            self._tie, self._last_key = None, _NO_KEY
            self._go_to(self._start + len(tie.seen) - (self._largest > 1))
        return new

    def _follow(self, tie: _OffsetTie[Identified]) -> None:
        window = tie.window or Window()
        # Only the first page of a pass has an anchor: the row before the tie.
        self._has_anchor = window.offset == 0 < self._start and window.limit != 1 < self._largest
        self.window = replace(window, offset=self._start + window.offset - self._has_anchor)

    def _go_to(self, offset: int) -> None:
        self._has_anchor = offset > 0 and self._largest > 1
        self.window = Window(offset=offset)

    def _is_anchor(self, row: Identified) -> bool:
        return row.id in self._seen and not self._is_tied(row)

    def _is_tied(self, row: Identified) -> bool:
        return self._key is not None and self._key(row) == self._last_key


def _unseen(rows: Iterable[Identified], seen: set[UUID]) -> list[Identified]:
    """Return the *rows* whose IDs are not in *seen*, and add their IDs."""
    new = [row for row in rows if row.id not in seen]
    seen.update(row.id for row in new)
    return new
