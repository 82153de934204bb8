# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 b34ec80013c83b77) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Things: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from . import operations, requests
from ._call import Call

__all__ = [
    "create_things",
]


def create_things(things: requests.CreateThingsBody, /) -> Call[None]:
    """Create things.

    Success status: 204.

    API: ``POST /things/``.
    """
    return Call(operations.THINGS_CREATE_THINGS, body=things)


def __dir__() -> list[str]:
    return __all__
