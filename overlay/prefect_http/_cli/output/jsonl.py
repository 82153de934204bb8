"""Format ``jsonl``: one JSON object a line, as the rows arrive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from prefect_http._cli.output.json import document
from prefect_http._cli.output.kinds import Kind

if TYPE_CHECKING:
    from prefect_http._cli.output import Screen


def lines_of_rows(rows: Iterable[Any], _kind: Kind, screen: Screen) -> Iterator[str]:
    """Yield a JSON object for each row."""
    return (document(row, screen, indent=None) for row in rows)


def lines_of_row(row: Any, kind: Kind, screen: Screen) -> Iterator[str]:  # noqa: ANN401  # any model
    """Yield a JSON object."""
    return lines_of_rows([row], kind, screen)
