"""Sort keys: the attributes that each sort uses, and the cursor for it."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final

from prefect_http._arguments import string
from prefect_http._pagination.cursors import OffsetCursor, OffsetTies, RepeatTies, RowCursor

_SORT_KEYS: Final[dict[str, Callable[[Any], object]]] = {
    "START_TIME": lambda run: run.start_time or run.expected_start_time,
    "BLOCK_TYPE_AND_NAME": attrgetter("block_type_name", "name"),
}
"""Sort keys of the sorts that are not named after an attribute."""

_WITHOUT_TIES: Final = frozenset({"ID", "DURATION"})
"""Sorts in which no two rows rank alike. The server sorts equal durations by start time and ID."""


def sorted_cursor(sort: str, ties: OffsetTies[Any] = RepeatTies) -> RowCursor[Any]:
    """Return a cursor that pages by offset through rows sorted by *sort*, such as ``"NAME_ASC"``."""
    name = string(sort, "sort").removesuffix("_ASC").removesuffix("_DESC")
    if name in _WITHOUT_TIES:
        return OffsetCursor()
    return OffsetCursor(_SORT_KEYS.get(name) or _attribute(name.lower()), ties)


def _attribute(name: str) -> Callable[[Any], object]:
    # A newer server may sort by an attribute that this client does not know.
    return lambda row: getattr(row, name, row.id)
