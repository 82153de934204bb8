# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 f7cb9b786d723c7c) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Things: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from . import operations
from ._call import Call

__all__ = [
    "read_thing",
]


def read_thing() -> Call[dict[str, dict[str, int | str | None]]]:
    """Read thing.

    Success status: 200.

    API: ``GET /things/``.
    """
    return Call(operations.THINGS_READ_THING)


def __dir__() -> list[str]:
    return __all__
