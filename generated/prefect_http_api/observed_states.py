# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Observed states: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from typing import Literal

from . import models, operations
from ._call import Call

__all__ = [
    "read_observed_states",
]


def read_observed_states(
    *, query: str | None = None, order_by: Literal["NAME_ASC", "LAST_SEEN_DESC"] | None = None, limit: int | None = None
) -> Call[list[models.ObservedState]]:
    """Discover exact state names and types from retained run transitions.

    Search by case-insensitive name or type prefix. Timestamps describe retained history; deleting runs can change them
    or remove a state from the results.

    Args:
        query: At most 100 characters.
        limit: At least 1. At most 200.

    Success status: 200.

    API: ``GET /observed-states``.
    """
    return Call(
        operations.OBSERVED_STATES_READ_OBSERVED_STATES, query={"query": query, "order_by": order_by, "limit": limit}
    )


def __dir__() -> list[str]:
    return __all__
