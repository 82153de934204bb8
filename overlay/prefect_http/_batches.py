"""Many rows, in requests of a moderate size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, TypeVar

Row = TypeVar("Row")

BATCH: Final = 1000
"""Rows that one request carries: a server takes a second or two for them, and they stay far below a few megabytes."""


def batches(rows: Iterable[Row], size: int = BATCH) -> Iterator[list[Row]]:
    """Yield all *rows* in their order, as lists of *size*; the last one may be shorter, and none is empty."""
    remaining = iter(rows)
    while batch := list(islice(remaining, size)):
        yield batch
