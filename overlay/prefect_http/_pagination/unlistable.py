"""Unlistable rows: find the rows that make the server fail, and read the other rows of their page. No I/O.

The server stores some values, such as integers beyond 64 bits, that it cannot list. Each page with such a row fails
with 500.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from uuid import UUID

from msgspec.structs import replace

from prefect_http._pagination.cursors import Window
from prefect_http.errors import StatusError, UnlistableRowsWarning, ValidationError

if TYPE_CHECKING:
    from prefect_http._pagination.cursors import HasId
    from prefect_http_api import Call

MAX_LEFT_OUT: Final = 200
"""Maximum number of rows to leave out of a listing. If there are more, the server's error is raised."""

_DEFAULT_SIZE: Final = 200
"""Default page size of the server."""

Page: TypeAlias = "Callable[[Window], Call[Any]]"
"""Function that returns the call for a window."""

Identify: TypeAlias = "Callable[[Window], Call[Sequence[HasId]]]"
"""Function that returns a call for the IDs of the rows in a window. The call succeeds even if a row is unlistable."""

_Parts: TypeAlias = dict[int, Sequence[Any] | None]
"""Rows of each part of a page, by the position of the first row. None stands for an unlistable row."""


class UnlistableRows:
    """Finds the unlistable rows of a listing by bisection, and leaves them out of its pages.

    Rows are excluded by ID if the API can identify and exclude them. Otherwise, their positions are skipped.

    Args:
        page: Function that returns the call for a window.
        identify: Function that returns a call for the IDs of the rows in a window. Default: none.
        size: Rows per page. Default: the server's limit.
    """

    def __init__(self, page: Page, identify: Identify | None = None, size: int | None = None) -> None:
        self._page = page
        self._identify = identify
        self._size = size
        self._excluded: list[UUID] = []
        self._skipped: dict[Window, list[int]] = {}
        """Sorted positions of skipped rows, by window without offset and limit."""
        self._skipped_after: Counter[UUID | None] = Counter()
        """Number of skipped rows, by the ID of the row before them."""

    def call(self, window: Window) -> Call[Any]:
        """Return the call for *window*, without the unlistable rows found so far."""
        return self._page(replace(self._actual(window), limit=window.limit or self._size))

    def search(
        self, window: Window, error: StatusError, largest: int
    ) -> Generator[Call[Any], object, Sequence[Any] | None]:
        """Yield the calls that find the unlistable rows in *window*, and return its other rows.

        Each call must be answered with its response, or with its ``StatusError``. Finding a row takes about 16 calls.

        Args:
            window: Window whose call failed.
            error: Error of that call.
            largest: Size of the largest page so far, or 0.

        Returns:
            The listable rows, or None if ``call(window)`` now excludes the unlistable ones.

        Raises:
            StatusError: The server fails for another reason, or too many rows are unlistable.
        """
        actual = self._actual(window)
        # Without rows, the call must succeed. Otherwise, the rows are not the cause.
        empty = self._page(replace(actual, offset=actual.offset + 1, limit=0))
        if not _is_failure(error) or "offset" not in empty.body:
            raise error
        if isinstance((yield empty), StatusError):
            raise error
        size = window.limit or self._size or largest or _DEFAULT_SIZE
        if self._identify is not None:
            rows = yield self._identify(replace(actual, limit=size))
            if isinstance(rows, list):
                yield from self._exclude(actual, [row.id for row in rows], error)
                return None
        while True:
            try:
                return (yield from self._skip(window, size, error))
            except ValidationError:
                # The server's limit is lower.
                if size == 1:
                    raise
                size //= 2

    def warning(self) -> UnlistableRowsWarning | None:
        """Return the warning that rows were left out of the listing, or None if there were none."""
        after = tuple(self._skipped_after.elements())
        if not self._excluded and not after:
            return None
        operation = self._page(Window()).operation.name
        return UnlistableRowsWarning(operation, ids=tuple(self._excluded), after=after)

    def _actual(self, window: Window) -> Window:
        """Return *window* with the excluded rows, and with its offset moved by the rows skipped before it."""
        offset = window.offset
        for position in self._skipped.get(_rest(window), ()):
            offset += position <= offset
        return replace(window, offset=offset, exclude=(*window.exclude, *self._excluded))

    def _check_count(self, error: StatusError) -> None:
        if len(self._excluded) + self._skipped_after.total() > MAX_LEFT_OUT:
            raise error

    def _exclude(self, window: Window, ids: list[UUID], error: StatusError) -> Generator[Call[Any], object, None]:
        """Exclude the unlistable rows among the rows with these *ids*."""

        def part(start: int, stop: int) -> Call[Any]:
            return self._page(replace(window, offset=0, limit=None, include=ids[start:stop]))

        parts: _Parts = {}
        if not ids or not (yield from _bisect(part, 0, len(ids), parts, fails=True)):
            raise error
        self._excluded += [ids[position] for position, rows in parts.items() if rows is None]
        self._check_count(error)

    def _skip(self, window: Window, size: int, error: StatusError) -> Generator[Call[Any], object, Sequence[Any]]:
        """Return the first *size* listable rows at the offset of *window*."""

        def part(start: int, stop: int) -> Call[Any]:
            return self._page(replace(window, offset=start, limit=stop - start))

        rows: list[Any] = []
        positions: list[int] = []
        after: Counter[UUID | None] = Counter()
        start, fails = self._actual(window).offset, True
        while len(rows) < size:
            stop = start + size - len(rows)
            parts: _Parts = {}
            yield from _bisect(part, start, stop, parts, fails=fails)
            for position in sorted(parts):
                listable = parts[position]
                if listable is None:
                    positions.append(position)
                    after[rows[-1].id if rows else None] += 1
                else:
                    rows += listable
            if len(positions) > MAX_LEFT_OUT:
                raise error
            if sum(1 if listable is None else len(listable) for listable in parts.values()) < stop - start:
                break  # The end of the listing.
            start, fails = stop, False
        self._skipped[_rest(window)] = sorted({*self._skipped.get(_rest(window), ()), *positions})
        # The pages of a listing overlap, so a row may be found again.
        self._skipped_after |= after
        self._check_count(error)
        # The cursor expects pages of the same size.
        self._size = self._size if window.limit else size
        return rows


def _rest(window: Window) -> Window:
    return replace(window, offset=0, limit=None)


def _bisect(
    part: Callable[[int, int], Call[Any]], start: int, stop: int, parts: _Parts, *, fails: bool
) -> Generator[Call[Any], object, bool]:
    """Read the rows from *start* to *stop* into *parts*, and return whether any is unlistable.

    Args:
        part: Function that returns the call for the rows between two positions.
        start: Position of the first row.
        stop: Position after the last row.
        parts: Mapping to add the rows to.
        fails: Whether the call for all rows is known to fail.
    """
    if not fails:
        response = yield part(start, stop)
        if not _is_failure(response):
            parts[start] = response
            return False
    if stop - start == 1:
        # Requested again, in case that the server failed for another reason.
        response = yield part(start, stop)
        parts[start] = None if _is_failure(response) else response
        return parts[start] is None
    middle = (start + stop) // 2
    left = yield from _bisect(part, start, middle, parts, fails=False)
    # If one half has all rows that fail, a request for both tells nothing about the other half.
    right = yield from _bisect(part, middle, stop, parts, fails=not left)
    return left or right


def _is_failure(response: object) -> bool:
    """Return whether *response* is the error for an unlistable row.

    Raises:
        StatusError: The response is another error.
    """
    if isinstance(response, StatusError) and response.status != HTTPStatus.INTERNAL_SERVER_ERROR:
        raise response
    return isinstance(response, StatusError)
