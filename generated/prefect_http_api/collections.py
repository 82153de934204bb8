# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Collections: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from typing import Any

from . import operations
from ._call import Call

__all__ = [
    "read_view_content",
]


def read_view_content(view: str, /) -> Call[dict[str, Any]]:
    """Read the content of a view from the prefect-collection-registry.

    Success status: 200.

    API: ``GET /collections/views/{view}``.
    """
    return Call(operations.COLLECTIONS_READ_VIEW_CONTENT, view)


def __dir__() -> list[str]:
    return __all__
