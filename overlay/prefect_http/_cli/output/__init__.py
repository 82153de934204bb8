"""Output: rows in the format that the user asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any, Final, NamedTuple

from prefect_http._cli.output.kinds import Kind

FORMATS: Final = ("table", "wide", "json", "jsonl", "csv", "id")


class Screen(NamedTuple):
    """What the output is displayed on.

    Attributes:
        width: Columns, or None if nothing needs to be shortened.
        colour: Whether to use colour.
        unicode: Whether all characters can be shown.
    """

    width: int | None = None
    colour: bool = False
    unicode: bool = True


def lines_of_rows(rows: Iterable[Any], kind: Kind, output: str, screen: Screen) -> Iterator[str]:
    """Yield the lines for several rows in the format *output*."""
    return iter(_module(output).lines_of_rows(rows, kind, screen))


def lines_of_row(row: Any, kind: Kind, output: str, screen: Screen) -> Iterator[str]:  # noqa: ANN401  # any model
    """Yield the lines for a single row in the format *output*."""
    return iter(_module(output).lines_of_row(row, kind, screen))


def _module(output: str) -> Any:  # noqa: ANN401  # modules with the same functions
    # Formats are imported on demand, to keep start-up cheap.
    return import_module(f"{__name__}.{output}")
