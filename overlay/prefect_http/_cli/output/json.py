"""Format ``json``: one indented document with all attributes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from prefect_http._cli.output.kinds import Kind

if TYPE_CHECKING:
    from prefect_http._cli.output import Screen


def lines_of_rows(rows: Iterable[Any], _kind: Kind, screen: Screen) -> Iterator[str]:
    """Yield a JSON array."""
    yield document(list(rows), screen)


def lines_of_row(row: Any, _kind: Kind, screen: Screen) -> Iterator[str]:  # noqa: ANN401  # any model
    """Yield a JSON object."""
    yield document(row, screen)


def document(value: object, screen: Screen, *, indent: int | None = 2) -> str:
    """Return *value* as JSON. Characters that the output encoding lacks are escaped as JSON requires."""
    import json

    from prefect_http import to_dict

    return json.dumps(to_dict(value), indent=indent, ensure_ascii=not screen.unicode)
