# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Block schemas: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from typing import Unpack
from uuid import UUID

from . import models, operations, requests
from ._call import Call

__all__ = [
    "create_block_schema",
    "delete_block_schema",
    "read_block_schema_by_checksum",
    "read_block_schema_by_id",
    "read_block_schemas",
]


def create_block_schema(**body: Unpack[requests.BlockSchemaCreate]) -> Call[models.BlockSchema]:
    """Create a block schema.

    For more information, see https://www.prefect.io/docs/v3/concepts/blocks.

    Success status: 200 or 201.

    API: ``POST /block_schemas/``.
    """
    return Call(operations.BLOCK_SCHEMAS_CREATE_BLOCK_SCHEMA, body=body)


def read_block_schema_by_checksum(checksum: str, /, *, version: str | None = None) -> Call[models.BlockSchema]:
    """Read a block schema by checksum.

    Args:
        checksum: The block schema checksum.
        version: Version of block schema. If not provided the most recently created block schema with the matching
            checksum will be returned.

    Success status: 200.

    API: ``GET /block_schemas/checksum/{checksum}``.
    """
    return Call(operations.BLOCK_SCHEMAS_READ_BLOCK_SCHEMA_BY_CHECKSUM, checksum, query={"version": version})


def read_block_schemas(**body: Unpack[requests.ReadBlockSchemasBody]) -> Call[list[models.BlockSchema]]:
    """Read all block schemas, optionally filtered by type.

    Success status: 200.

    API: ``POST /block_schemas/filter``.
    """
    return Call(operations.BLOCK_SCHEMAS_READ_BLOCK_SCHEMAS, body=body)


def read_block_schema_by_id(id: UUID | str, /) -> Call[models.BlockSchema]:
    """Get a block schema by ID.

    Args:
        id: The block schema ID.

    Success status: 200.

    API: ``GET /block_schemas/{id}``.
    """
    return Call(operations.BLOCK_SCHEMAS_READ_BLOCK_SCHEMA_BY_ID, id)


def delete_block_schema(id: UUID | str, /) -> Call[None]:
    """Delete a block schema by ID.

    Args:
        id: The block schema ID.

    Success status: 204.

    API: ``DELETE /block_schemas/{id}``.
    """
    return Call(operations.BLOCK_SCHEMAS_DELETE_BLOCK_SCHEMA, id)


def __dir__() -> list[str]:
    return __all__
