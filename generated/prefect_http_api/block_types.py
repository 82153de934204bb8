# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Block types: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from typing import Unpack
from uuid import UUID

from . import models, operations, requests
from ._call import Call

__all__ = [
    "create_block_type",
    "delete_block_type",
    "install_system_block_types",
    "read_block_document_by_name_for_block_type",
    "read_block_documents_for_block_type",
    "read_block_type_by_id",
    "read_block_type_by_slug",
    "read_block_types",
    "update_block_type",
]


def create_block_type(**body: Unpack[requests.BlockTypeCreate]) -> Call[models.BlockType]:
    """Create a new block type.

    For more information, see https://www.prefect.io/docs/v3/concepts/blocks.

    Success status: 201.

    API: ``POST /block_types/``.
    """
    return Call(operations.BLOCK_TYPES_CREATE_BLOCK_TYPE, body=body)


def read_block_types(**body: Unpack[requests.ReadBlockTypesBody]) -> Call[list[models.BlockType]]:
    """Get all block types. Accepts `limit` and `offset`.

    Success status: 200.

    API: ``POST /block_types/filter``.
    """
    return Call(operations.BLOCK_TYPES_READ_BLOCK_TYPES, body=body)


def install_system_block_types() -> Call[None]:
    """Install the block types that come with Prefect.

    Success status: 200.

    API: ``POST /block_types/install_system_block_types``.
    """
    return Call(operations.BLOCK_TYPES_INSTALL_SYSTEM_BLOCK_TYPES)


def read_block_type_by_slug(slug: str, /) -> Call[models.BlockType]:
    """Get a block type by slug.

    Args:
        slug: The block type slug.

    Success status: 200.

    API: ``GET /block_types/slug/{slug}``.
    """
    return Call(operations.BLOCK_TYPES_READ_BLOCK_TYPE_BY_SLUG, slug)


def read_block_documents_for_block_type(
    slug: str, /, *, include_secrets: bool | None = None
) -> Call[list[models.BlockDocument]]:
    """Read the block documents of a block type.

    Args:
        slug: The block type slug.
        include_secrets: Whether to include sensitive values in the block document.

    Success status: 200.

    API: ``GET /block_types/slug/{slug}/block_documents``.
    """
    return Call(
        operations.BLOCK_TYPES_READ_BLOCK_DOCUMENTS_FOR_BLOCK_TYPE, slug, query={"include_secrets": include_secrets}
    )


def read_block_document_by_name_for_block_type(
    slug: str, block_document_name: str, /, *, include_secrets: bool | None = None
) -> Call[models.BlockDocument]:
    """Read a block document of a block type by name.

    Args:
        slug: The block type slug.
        block_document_name: The block document name.
        include_secrets: Whether to include sensitive values in the block document.

    Success status: 200.

    API: ``GET /block_types/slug/{slug}/block_documents/name/{block_document_name}``.
    """
    return Call(
        operations.BLOCK_TYPES_READ_BLOCK_DOCUMENT_BY_NAME_FOR_BLOCK_TYPE,
        slug,
        block_document_name,
        query={"include_secrets": include_secrets},
    )


def read_block_type_by_id(id: UUID | str, /) -> Call[models.BlockType]:
    """Get a block type by ID.

    Args:
        id: The block type ID.

    Success status: 200.

    API: ``GET /block_types/{id}``.
    """
    return Call(operations.BLOCK_TYPES_READ_BLOCK_TYPE_BY_ID, id)


def delete_block_type(id: UUID | str, /) -> Call[None]:
    """Delete a block type.

    Args:
        id: The block type ID.

    Success status: 204.

    API: ``DELETE /block_types/{id}``.
    """
    return Call(operations.BLOCK_TYPES_DELETE_BLOCK_TYPE, id)


def update_block_type(id: UUID | str, /, **body: Unpack[requests.BlockTypeUpdate]) -> Call[None]:
    """Update a block type.

    Args:
        id: The block type ID.

    Success status: 204.

    API: ``PATCH /block_types/{id}``.
    """
    return Call(operations.BLOCK_TYPES_UPDATE_BLOCK_TYPE, id, body=body)


def __dir__() -> list[str]:
    return __all__
