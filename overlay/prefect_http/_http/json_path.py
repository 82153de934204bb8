"""JSON paths: traverse JSON values, and format paths for error messages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeGuard, cast
from uuid import UUID

JsonPath = tuple[str | int, ...]
"""Keys and indexes that lead to a value."""

SCALARS: Final = frozenset({str, int, float, bool, type(None), UUID})
"""Common types of values that contain no other values."""


def is_object(value: object) -> TypeGuard[dict[str, object]]:
    """Return whether *value* is a JSON object."""
    return isinstance(value, dict)


def children(value: object) -> Iterable[tuple[str | int, object]]:
    """Return the items of an object with their keys, or of a list with their indexes. Other values have no items."""
    if is_object(value):
        return value.items()
    if isinstance(value, list | tuple):
        return enumerate(cast("list[object]", value))
    return ()


def format_path(path: JsonPath) -> str:
    """Return *path* in the usual notation, such as ``schedules[0].interval``."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")
