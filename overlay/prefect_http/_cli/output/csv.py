"""Format ``csv``: all columns, with a line of names, as the rows arrive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from prefect_http._cli.output.kinds import Kind
from prefect_http._text import printable

if TYPE_CHECKING:
    from prefect_http._cli.output import Screen


def lines_of_rows(rows: Iterable[Any], kind: Kind, screen: Screen) -> Iterator[str]:
    """Yield a line of names and one for each row."""
    yield _line([column.name.replace(" ", "_") for column in kind.columns])
    for row in rows:
        texts = [_text(column.of(row)) for column in kind.columns]
        # Control characters must not reach a terminal. Other programs get the values as they are.
        yield _line(texts if screen.width is None else [*map(printable, texts)])


def lines_of_row(row: Any, kind: Kind, screen: Screen) -> Iterator[str]:  # noqa: ANN401  # any model
    """Yield a line of names and one for the row."""
    return lines_of_rows([row], kind, screen)


def _text(value: object) -> str:
    """Return *value* as other programs read it: times in ISO 8601, durations in seconds, lists and dicts as JSON."""
    from datetime import timedelta

    from prefect_http import to_dict, to_json

    if isinstance(value, timedelta):
        return f"{value.total_seconds():g}"
    plain = to_dict(value)
    if plain is None:
        return ""
    return plain if isinstance(plain, str) else to_json(plain)


def _line(texts: list[str]) -> str:
    import csv
    import io

    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow(texts)
    return buffer.getvalue()
