# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 10b7e7e0f5e4ad43) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Things: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from typing import Unpack

from . import operations, requests
from ._call import Call

__all__ = [
    "create_thing",
    "read_things",
    "update_thing",
]


def create_thing(**body: Unpack[requests.ThingCreate]) -> Call[None]:
    """Create thing.

    Success status: 204.

    API: ``POST /things/``.
    """
    return Call(operations.THINGS_CREATE_THING, body=body)


def update_thing(**body: Unpack[requests.ThingUpdate]) -> Call[None]:
    """Update thing.

    Success status: 204.

    API: ``PATCH /things/``.
    """
    return Call(operations.THINGS_UPDATE_THING, body=body)


def read_things(**body: Unpack[requests.ReadThingsBody]) -> Call[None]:
    """Read things.

    Success status: 204.

    API: ``POST /things/filter``.
    """
    return Call(operations.THINGS_READ_THINGS, body=body)


def __dir__() -> list[str]:
    return __all__
