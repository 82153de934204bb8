# Generated from the OpenAPI document of Prefect 3.8.8 (sha256 b981dff6f84527fe) by `python -m generator`.
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

    For more information, see https://docs.prefect.io/v3/concepts/blocks.

    Success status: 200.

    API: ``GET /block_capabilities/``.
    """
    return Call(operations.BLOCK_CAPABILITIES_READ_AVAILABLE_BLOCK_CAPABILITIES)


def __dir__() -> list[str]:
    return __all__
