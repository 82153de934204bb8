# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Request types: typed dicts that mirror the JSON."""

from __future__ import annotations

from typing import NotRequired

from .._typed_dict import TypedDict
from .shared import BlockSchemaFilter, BlockTypeFilter


class BlockTypeCreate(TypedDict):
    """Data to create a block type."""

    code_example: NotRequired[str | None]
    """A code snippet demonstrating use of the corresponding block."""
    description: NotRequired[str | None]
    """A short blurb about the corresponding block's intended use."""
    documentation_url: NotRequired[str | None]
    """Web URL for the block type's documentation."""
    logo_url: NotRequired[str | None]
    """Web URL for the block type's logo."""
    name: str
    """A block type's name. Matches ``^[^/%&><]+$``."""
    slug: str
    """A block type's slug."""


class BlockTypeUpdate(TypedDict):
    """Data to update a block type."""

    code_example: NotRequired[str | None]
    description: NotRequired[str | None]
    documentation_url: NotRequired[str | None]
    logo_url: NotRequired[str | None]


class ReadBlockTypesBody(TypedDict):
    block_schemas: NotRequired[BlockSchemaFilter | None]
    block_types: NotRequired[BlockTypeFilter | None]
    limit: NotRequired[int | None]
    """Defaults to PREFECT_SERVER_API_DEFAULT_LIMIT if not provided."""
    offset: NotRequired[int | None]
    """Server default: ``0``. At least 0."""
