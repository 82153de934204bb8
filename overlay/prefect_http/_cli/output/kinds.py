"""Kinds of rows: their columns, and how a value is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum
from math import ceil
from operator import attrgetter
from typing import Any, Final, NamedTuple, cast

from prefect_http._cli.durations import text_of_duration
from prefect_http._text import printable

STATE_COLOURS: Final = {
    "COMPLETED": "green",
    "FAILED": "red",
    "CRASHED": "red",
    "RUNNING": "blue",
    "PAUSED": "magenta",
    "CANCELLING": "yellow",
    "CANCELLED": "dim",
}
"""Colours of states, by type."""


class Column(NamedTuple):
    """Column of a table.

    Attributes:
        name: Name, in lower case. It is the title in tables and in CSV.
        value: Path of the attribute, such as ``"state.message"``, or a function that returns the value of a row.
            Default: the name.
        wide: Whether only ``-o wide``, ``-o csv`` and single rows have the column.
        shrinks: Whether the value may be shortened to fit the terminal.
        colour: Function that returns the colour of a row's value, or None.
    """

    name: str
    value: str | Callable[[Any], object] = ""
    wide: bool = False
    shrinks: bool = False
    colour: Callable[[Any], str | None] | None = None

    def of(self, row: object) -> object:
        """Return the value of *row*."""
        return self.value(row) if callable(self.value) else attrgetter(self.value or self.name)(row)


class Kind(NamedTuple):
    """Kind of rows.

    Attributes:
        noun: Name of one row, such as ``"flow run"``.
        columns: Columns, in order.
        key: Function that returns what identifies a row, for ``-o id``. Default: its ID.
    """

    noun: str
    columns: tuple[Column, ...]
    key: Callable[[Any], object] = attrgetter("id")


def counted(number: int, noun: str) -> str:
    """Return *number* and *noun*, such as ``"1 flow run"`` or ``"3 flow runs"``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def state_colour(run: Any) -> str | None:  # noqa: ANN401  # runs of flows and tasks
    """Return the colour for the state of *run*."""
    return STATE_COLOURS.get(run.state_type)


def status_text(status: object) -> str | None:
    """Return a status such as ``NOT_READY`` for people."""
    return None if status is None else str(status).lower().replace("_", " ")


def text_of(value: object) -> str:
    """Return *value* as one line of text for people. Times are local."""
    match value:
        case None | "" | []:
            return "-"
        case bool():
            return "yes" if value else "no"
        case Enum():
            return printable(str(value.value))
        case datetime():
            return f"{value.astimezone():%Y-%m-%d %H:%M:%S}"
        case timedelta():
            return text_of_duration(value)
        case list():
            return printable(", ".join(map(str, cast("list[object]", value))))
        case dict():
            from prefect_http import to_json

            return printable(to_json(cast("dict[object, object]", value))) if value else "-"
        case _:
            return printable(str(value))


def text_of_age(value: datetime, now: datetime) -> str:
    """Return how long *value* is before or after *now*, such as ``"3m ago"`` or ``"in 2h"``."""
    seconds = (now - value).total_seconds()
    is_past = seconds >= 0
    size = abs(seconds)
    for limit, unit, length in ((60, "s", 1), (3600, "m", 60), (172_800, "h", 3600), (float("inf"), "d", 86_400)):
        if size < limit:
            return f"{int(size // length)}{unit} ago" if is_past else f"in {ceil(size / length)}{unit}"
    raise AssertionError(size)
