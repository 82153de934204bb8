"""Format ``wide``: all columns, with absolute times and nothing shortened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from prefect_http._cli.output import table
from prefect_http._cli.output.kinds import Kind

if TYPE_CHECKING:
    from prefect_http._cli.output import Screen


def lines_of_rows(rows: Iterable[Any], kind: Kind, screen: Screen) -> Iterator[str]:
    """Yield a line of titles and one for each row."""
    return table.lines_of_rows(rows, kind, screen, wide=True)


def lines_of_row(row: Any, kind: Kind, screen: Screen) -> Iterator[str]:  # noqa: ANN401  # any model
    """Yield a line for each column of a row."""
    return table.lines_of_row(row, kind, screen)
