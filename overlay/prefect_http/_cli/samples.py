"""Samples: the first of many rows, in a line each, for the question whether to change them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from prefect_http._cli import terminal
from prefect_http._cli.output.kinds import Kind, text_of
from prefect_http._text import printable

SIZE: Final = 5
"""Largest number of rows in a sample."""

_STATES: Final = frozenset({"state", "status"})


def sample(rows: Iterable[Any], kind: Kind, total: int) -> Iterator[str]:
    """Yield the name and the state of each row, and how many more there are.

    Args:
        rows: First rows, at most `SIZE`.
        kind: Kind of the rows.
        total: Number of all rows.
    """
    return first_of([_describe(row, kind) for row in rows], total)


def first_of(lines: Sequence[str], total: int) -> Iterator[str]:
    """Yield the first of *lines*, and how many more there are of *total*."""
    yield from map(printable, lines[:SIZE])
    if total > SIZE:
        yield f"{'…' if terminal.is_unicode(sys.stderr) else '...'} and {total - SIZE:,} more"


def _describe(row: object, kind: Kind) -> str:
    name = next(text_of(column.of(row)) for column in kind.columns if column.name == "name")
    states = [column.of(row) for column in kind.columns if column.name in _STATES]
    return f"{name} ({states[0]})" if states and states[0] else name
