"""Format ``table``: the most important columns, as wide as the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from unicodedata import combining, east_asian_width

from prefect_http._cli.output.kinds import Column, Kind, text_of, text_of_age
from prefect_http._cli.terminal import paint

if TYPE_CHECKING:
    from prefect_http._cli.output import Screen

_GAP: Final = "  "
_NARROWEST: Final = 8
"""Columns below which a value is not shortened."""


def lines_of_rows(rows: Iterable[Any], kind: Kind, screen: Screen, *, wide: bool = False) -> Iterator[str]:
    """Yield a line of titles and one for each row."""
    now = datetime.now(UTC)
    columns = [column for column in kind.columns if wide or not column.wide]
    found = list(rows)
    cells = [[_cell(column.of(row), now, wide=wide) for column in columns] for row in found]
    widths = _fit(columns, cells, None if wide else screen.width)
    titles = [_pad(column.name.upper(), size) for column, size in zip(columns, widths, strict=True)]
    yield paint(_GAP.join(titles).rstrip(), "bold" if screen.colour else None)
    for row, texts in zip(found, cells, strict=True):
        padded = [_pad(_shorten(text, size, screen), size) for text, size in zip(texts, widths, strict=True)]
        padded[-1] = padded[-1].rstrip()
        if screen.colour:
            padded = [_paint(text, column, row) for text, column in zip(padded, columns, strict=True)]
        yield _GAP.join(padded)


def lines_of_row(row: Any, kind: Kind, screen: Screen) -> Iterator[str]:  # noqa: ANN401  # any model
    """Yield a line for each column of a row: its title and its value."""
    size = max(len(column.name) for column in kind.columns)
    for column in kind.columns:
        title = paint(_pad(column.name.upper(), size), "bold" if screen.colour else None)
        text = text_of(column.of(row))
        yield f"{title}{_GAP}{_paint(text, column, row) if screen.colour else text}"


def display_width(text: str) -> int:
    """Return the columns that *text* takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def _cell(value: object, now: datetime, *, wide: bool) -> str:
    if isinstance(value, datetime) and not wide:
        return text_of_age(value, now)
    return text_of(value)


def _fit(columns: Sequence[Column], cells: Sequence[Sequence[str]], width: int | None) -> list[int]:
    """Return the width of each column. The widest of those that shrink are narrowed until the table fits *width*."""
    widths = [
        max([len(column.name), *(display_width(texts[index]) for texts in cells)])
        for index, column in enumerate(columns)
    ]
    if width is None:
        return widths
    flexible = [index for index, column in enumerate(columns) if column.shrinks]
    while sum(widths) + len(_GAP) * (len(widths) - 1) > width:
        widest = max(flexible, key=widths.__getitem__, default=None)
        if widest is None or widths[widest] <= _NARROWEST:
            break
        widths[widest] -= 1
    return widths


def _shorten(text: str, size: int, screen: Screen) -> str:
    if display_width(text) <= size:
        return text
    mark = "…" if screen.unicode else "..."
    while display_width(text) > size - len(mark):
        text = text[:-1]
    return text + mark


def _pad(text: str, size: int) -> str:
    return text + " " * (size - display_width(text))


def _paint(text: str, column: Column, row: object) -> str:
    return text if column.colour is None else paint(text, column.colour(row))
