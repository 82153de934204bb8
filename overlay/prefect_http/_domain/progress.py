"""Progress of a call that handles many rows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Progress of a call that handles many rows, as passed to ``on_progress``.

    Attributes:
        done: Rows handled so far, including failed ones.
        failed: Rows that failed so far.
        total: Number of all rows, or None if it is unknown.
    """

    done: int
    failed: int
    total: int | None
