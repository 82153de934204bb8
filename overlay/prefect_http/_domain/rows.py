"""Rows: read what the caller passes to a method for many rows, a few at a time."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterable, Iterable, Sized
from itertools import islice
from typing import Generic, TypeAlias, TypeVar

from prefect_http._arguments import iterable

Row = TypeVar("Row")

Rows: TypeAlias = Iterable[Row]
"""Rows for a method of the sync client, such as a list or a listing."""

AsyncRows: TypeAlias = Iterable[Row] | AsyncIterable[Row]
"""Rows for a method of the async client, such as a list or a listing."""


class RowReader(Generic[Row]):
    """Reads rows.

    Args:
        rows: Rows to read.
        name: Name of the argument, for error messages.
        limit: Maximum number of rows. Default: no limit.

    Attributes:
        size: Number of rows, or None if they have no length.

    Raises:
        ArgumentError: *rows* is not iterable, or is a single row.
    """

    def __init__(self, rows: Rows[Row], name: str, limit: int | None = None) -> None:
        self.size = size_of(rows, limit)
        self._rows = enumerate(islice(iterable(rows, name), limit))

    def take(self, number: int | None = None) -> list[tuple[int, Row]]:
        """Return the next *number* rows with their positions. Default: all that remain."""
        return list(islice(self._rows, number))

    def close(self) -> None:
        """Stop reading."""
        self._rows = enumerate(())


class AsyncRowReader(Generic[Row]):
    """Reads rows, which may be async. See `RowReader`."""

    def __init__(self, rows: AsyncRows[Row], name: str, limit: int | None = None) -> None:
        self.size = size_of(rows, limit)
        self._rows = _iterate(rows if isinstance(rows, AsyncIterable) else iterable(rows, name))
        self._limit = limit
        self._position = 0

    async def take(self, number: int | None = None) -> list[tuple[int, Row]]:
        """Return the next *number* rows with their positions. Default: all that remain."""
        taken: list[tuple[int, Row]] = []
        while len(taken) != number and self._position != self._limit:
            try:
                taken.append((self._position, await anext(self._rows)))
            except StopAsyncIteration:
                break
            self._position += 1
        return taken

    async def aclose(self) -> None:
        """Stop reading."""
        await self._rows.aclose()


async def _iterate(rows: AsyncRows[Row]) -> AsyncGenerator[Row, None]:
    if not isinstance(rows, AsyncIterable):
        for row in rows:
            yield row
        return
    iterator = aiter(rows)
    try:
        async for row in iterator:
            yield row
    finally:
        if isinstance(iterator, AsyncGenerator):
            await iterator.aclose()


def size_of(rows: object, limit: int | None = None) -> int | None:
    """Return the number of *rows*, up to *limit*, or None if they have no length."""
    if not isinstance(rows, Sized):
        return None
    return len(rows) if limit is None else min(len(rows), limit)
