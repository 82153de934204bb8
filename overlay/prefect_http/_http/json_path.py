"""Places in the body of a call, and how an error names them. No I/O."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeGuard, cast
from uuid import UUID

Place = tuple[str | int, ...]
"""The keys and indexes that lead to a value."""

PLAIN: Final = frozenset({str, int, float, bool, type(None), UUID})
"""The types of values that hold no others, which most are."""


def is_object(value: object) -> TypeGuard[dict[str, object]]:
    """Return whether *value* is what JSON calls an object."""
    return isinstance(value, dict)


def parts(value: object) -> Iterable[tuple[str | int, object]]:
    """Return what an object or a list holds, by key or by index; nothing of any other value."""
    if is_object(value):
        return value.items()
    if isinstance(value, list | tuple):
        return enumerate(cast("list[object]", value))
    return ()


def written(place: Place) -> str:
    """Return *place* as a person would write it: ``schedules[0].interval``."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).removeprefix(".")
