"""Format ``id``: what identifies each row, one a line, to pipe into another command."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from prefect_http._cli.output.kinds import Kind

if TYPE_CHECKING:
    from prefect_http._cli.output import Screen


def lines_of_rows(rows: Iterable[Any], kind: Kind, _screen: Screen) -> Iterator[str]:
    """Yield the key of each row."""
    return (str(kind.key(row)) for row in rows)


def lines_of_row(row: Any, kind: Kind, screen: Screen) -> Iterator[str]:  # noqa: ANN401  # any model
    """Yield the key of a row."""
    return lines_of_rows([row], kind, screen)
