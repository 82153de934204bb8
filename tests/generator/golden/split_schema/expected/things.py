# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 b93b23613c8a973f) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Things: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from typing import Unpack

from . import models, operations, requests
from ._call import Call

__all__ = [
    "create_thing",
]


def create_thing(**body: Unpack[requests.Thing]) -> Call[models.Thing]:
    """Create thing.

    Success status: 200.

    API: ``POST /things/``.
    """
    return Call(operations.THINGS_CREATE_THING, body=body)


def __dir__() -> list[str]:
    return __all__
