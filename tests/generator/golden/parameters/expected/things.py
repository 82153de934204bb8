# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 21046b91a0d5855c) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Things: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from . import operations
from ._call import Call

__all__ = [
    "count_things",
]


def count_things(
    name: str, /, *, limit: int | None = None, since: datetime | str, x_trace_id: UUID | str | None = None
) -> Call[int]:
    """Count things.

    Args:
        name: Whose
        limit: At most 200.

    Success status: 200.

    API: ``GET /things/{name}/find``.
    """
    return Call(
        operations.THINGS_COUNT_THINGS, name, query={"limit": limit, "since": since}, headers={"x-trace-id": x_trace_id}
    )


def __dir__() -> list[str]:
    return __all__
