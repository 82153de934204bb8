# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Request types: typed dicts that mirror the JSON."""

from __future__ import annotations

from typing import Any, NotRequired
from uuid import UUID

from .._typed_dict import TypedDict
from .shared import BlockSchemaFilter


class BlockSchemaCreate(TypedDict):
    """Data to create a block schema."""

    block_type_id: UUID | str
    """A block type ID."""
    capabilities: NotRequired[list[str]]
    """A list of Block capabilities."""
    fields: NotRequired[dict[str, Any]]
    """The block schema's field schema."""
    version: NotRequired[str]
    """Human readable identifier for the block schema. Server default: ``"non-versioned"``."""


class ReadBlockSchemasBody(TypedDict):
    block_schemas: NotRequired[BlockSchemaFilter | None]
    limit: NotRequired[int | None]
    """Defaults to PREFECT_SERVER_API_DEFAULT_LIMIT if not provided."""
    offset: NotRequired[int | None]
    """Server default: ``0``. At least 0."""
