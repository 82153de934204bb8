"""Where a program uses the operations of the API."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class Use(msgspec.Struct, frozen=True, order=True):
    """Where a source uses an operation.

    Attributes:
        file: the source, as it was given.
        line: its line there, from 1.
    """

    file: str
    line: int


Uses = Mapping[str, Use | None]
"""The operations that are used, each with its first use; None for what any call may bring with it."""
