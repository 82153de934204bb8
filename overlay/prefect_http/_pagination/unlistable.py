"""Unlistable rows: find the rows that make the server fail, and read the other rows of their page. No I/O.

The server stores some values, such as integers beyond 64 bits, that it cannot list. Each page with such a row fails
with 500.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Sequence
from http import HTTPStatus
from typing import Any, Final, TypeAlias, TypeGuard, cast
from uuid import UUID

from msgspec.structs import replace

import prefect_http_api
from prefect_http._http.json_path import is_object
from prefect_http._pagination.cursors import HasId, Window
from prefect_http._utils import warn
from prefect_http.errors import StatusError, ValidationError

MAX_LEFT_OUT: Final = 200
"""Maximum number of rows to leave out of a listing. If there are more, the server's error is raised."""

_MAX_QUOTED: Final = 10
"""Maximum number of rows that a warning lists."""

_DEFAULT_SIZE: Final = 200
"""Default page size of the server."""

Page: TypeAlias = Callable[[Window], prefect_http_api.Call[Any]]
"""Function that returns the call for a window."""

Identify: TypeAlias = Callable[[Window], prefect_http_api.Call[Sequence[HasId]]]
"""Function that returns a call for the IDs of the rows in a window. The call succeeds even if a row is unlistable."""

_Parts: TypeAlias = dict[int, Sequence[Any] | None]
"""Rows of each part of a page, by the position of the first row. None stands for an unlistable row."""


class UnlistableRowsWarning(UserWarning):
    """Rows were left out of a listing, because the server fails with 500 whenever they are on a page.

    Their values, such as integers beyond 64 bits, values nested too deeply, or invalid Unicode, were stored by another
    client. Update or delete the rows.

    Attributes:
        operation: Name of the operation, such as ``"flow_runs.read_flow_runs"``.
        ids: IDs of the rows that could be identified: flow runs.
        after: For each other row, the ID of the row before it, or None for the first row.
    """

    def __init__(self, operation: str, ids: tuple[UUID, ...], after: tuple[UUID | None, ...]) -> None:
        super().__init__(operation, ids, after)
        self.operation = operation
        self.ids = ids
        self.after = after

    def __str__(self) -> str:
        """Return a message with the first rows and a suggestion."""
        rows = [str(row) for row in self.ids]
        rows += ["the first row" if row is None else f"the row after {row}" for row in self.after]
        more = f" and {len(rows) - _MAX_QUOTED} more" if len(rows) > _MAX_QUOTED else ""
        return (
            f"{self.operation}: left out {len(rows)} row{'s' * (len(rows) > 1)} that the server fails to list (500): "
            f"{', '.join(rows[:_MAX_QUOTED])}{more}. Such rows contain numbers beyond 64 bits, values nested too "
            "deeply, or invalid Unicode: update or delete them."
        )


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
        self._largest = 0
        """Size of the largest page."""
        self._last: UUID | None = None
        """ID of the last row of the previous page."""
        self._skipped_after: Counter[UUID | None] = Counter()
        """Number of skipped rows, by the ID of the row before them."""

    def call(self, window: Window) -> prefect_http_api.Call[Any]:
        """Return the call for *window*, without the unlistable rows found so far."""
        return self._page(replace(self._actual(window), limit=window.limit or self._size))

    def record(self, rows: Sequence[HasId]) -> None:
        """Record the rows of a page."""
        if rows:
            self._largest, self._last = max(self._largest, len(rows)), rows[-1].id

    def search(
        self, window: Window, error: StatusError
    ) -> Generator[prefect_http_api.Call[Any], object, Sequence[Any] | None]:
        """Yield the calls that find the unlistable rows in *window*, and return its other rows.

        Send the response to each call, or its ``StatusError``, into the generator. Finding a row takes about 16 calls.

        Args:
            window: Window whose call failed.
            error: Error of that call.

        Returns:
            The listable rows, or None if ``call(window)`` now excludes the unlistable ones.

        Raises:
            StatusError: The server fails for another reason, or too many rows are unlistable.
        """
        actual = self._actual(window)
        empty = self._page(replace(actual, offset=actual.offset + 1, limit=0))
        if not _is_failure(error) or not is_object(empty.body) or "offset" not in empty.body:
            raise error
        # Without rows, the call must succeed. Otherwise, the rows are not the cause.
        if _is_failure((yield empty)):
            raise error
        known_size = window.limit or self._size or self._largest
        size = known_size or _DEFAULT_SIZE
        if self._identify is not None:
            rows = yield self._identify(replace(actual, limit=size))
            if not isinstance(rows, StatusError):
                yield from self._exclude(actual, [row.id for row in cast("Sequence[HasId]", rows)], error)
                return None
        while True:
            try:
                # If the size is unknown, it may exceed the server's limit.
                return (yield from self._skip(window, size, error, fails=size == known_size))
            except ValidationError:
                if size == 1:
                    raise
                size //= 2

    def warn(self) -> None:
        """Emit an ``UnlistableRowsWarning`` if rows were left out."""
        after = tuple(self._skipped_after.elements())
        if self._excluded or after:
            operation = self._page(Window()).operation.name
            warn(UnlistableRowsWarning(operation, tuple(self._excluded), after))

    def _actual(self, window: Window) -> Window:
        """Return *window* with the excluded rows, and with its offset moved by the rows skipped before it."""
        offset = window.offset
        for position in self._skipped.get(_rest(window), ()):
            offset += position <= offset
        return replace(window, offset=offset, exclude=(*window.exclude, *self._excluded))

    def _check_count(self, error: StatusError) -> None:
        if len(self._excluded) + self._skipped_after.total() > MAX_LEFT_OUT:
            raise error

    def _exclude(
        self, window: Window, ids: list[UUID], error: StatusError
    ) -> Generator[prefect_http_api.Call[Any], object, None]:
        """Exclude the unlistable rows among the rows with these *ids*."""

        def part(start: int, stop: int) -> prefect_http_api.Call[Any]:
            return self._page(replace(window, offset=0, limit=None if stop > start else 0, include=ids[start:stop]))

        parts: _Parts = {}
        if not ids or not (yield from _bisect(part, 0, len(ids), parts, fails=True)):
            raise error
        self._excluded += [ids[position] for position, rows in parts.items() if rows is None]
        self._check_count(error)

    def _skip(
        self, window: Window, size: int, error: StatusError, *, fails: bool
    ) -> Generator[prefect_http_api.Call[Any], object, Sequence[Any]]:
        """Return the first *size* listable rows at the offset of *window*."""

        def part(start: int, stop: int) -> prefect_http_api.Call[Any]:
            return self._page(replace(window, offset=start, limit=stop - start))

        rows: list[Any] = []
        positions: list[int] = []
        after: Counter[UUID | None] = Counter()
        start = self._actual(window).offset
        while len(rows) < size:
            stop = start + size - len(rows)
            parts: _Parts = {}
            yield from _bisect(part, start, stop, parts, fails=fails)
            for position in sorted(parts):
                listable = parts[position]
                if listable is None:
                    positions.append(position)
                    after[rows[-1].id if rows else self._last] += 1
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
    part: Callable[[int, int], prefect_http_api.Call[Any]],
    start: int,
    stop: int,
    parts: _Parts,
    *,
    fails: bool,
) -> Generator[prefect_http_api.Call[Any], object, bool]:
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
            parts[start] = cast("Sequence[Any]", response)
            return False
    if stop - start == 1:
        response = yield part(start, stop)
        if not _is_failure(response):
            parts[start] = cast("Sequence[Any]", response)
            return False
        if _is_failure((yield part(start, start))):
            raise response  # A request for no rows fails too, so this row is not the cause.
        parts[start] = None
        return True
    middle = (start + stop) // 2
    left = yield from _bisect(part, start, middle, parts, fails=False)
    # If all failing rows are in one half, a request for both says nothing about the other half.
    right = yield from _bisect(part, middle, stop, parts, fails=not left)
    return left or right


def _is_failure(response: object) -> TypeGuard[StatusError]:
    """Return whether *response* is the error for an unlistable row.

    Raises:
        StatusError: The response is another error.
    """
    if isinstance(response, StatusError) and response.status != HTTPStatus.INTERNAL_SERVER_ERROR:
        raise response
    return isinstance(response, StatusError)
