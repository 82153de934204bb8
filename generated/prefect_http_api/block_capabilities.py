# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Block capabilities: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from . import operations
from ._call import Call

__all__ = [
    "read_available_block_capabilities",
]


def read_available_block_capabilities() -> Call[list[str]]:
    """Get available block capabilities.

    For more information, see https://www.prefect.io/docs/v3/concepts/blocks.

    Success status: 200.

    API: ``GET /block_capabilities/``.
    """
    return Call(operations.BLOCK_CAPABILITIES_READ_AVAILABLE_BLOCK_CAPABILITIES)


def __dir__() -> list[str]:
    return __all__
