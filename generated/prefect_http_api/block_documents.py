# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Block documents: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from typing import Unpack
from uuid import UUID

from . import models, operations, requests
from ._call import Call

__all__ = [
    "count_block_documents",
    "create_block_document",
    "delete_block_document",
    "read_block_document_by_id",
    "read_block_documents",
    "update_block_document_data",
]


def create_block_document(**body: Unpack[requests.BlockDocumentCreate]) -> Call[models.BlockDocument]:
    """Create a new block document.

    For more information, see https://www.prefect.io/docs/v3/concepts/blocks.

    Success status: 201.

    API: ``POST /block_documents/``.
    """
    return Call(operations.BLOCK_DOCUMENTS_CREATE_BLOCK_DOCUMENT, body=body)


def count_block_documents(**body: Unpack[requests.CountBlockDocumentsBody]) -> Call[int]:
    """Count block documents.

    Success status: 200.

    API: ``POST /block_documents/count``.
    """
    return Call(operations.BLOCK_DOCUMENTS_COUNT_BLOCK_DOCUMENTS, body=body)


def read_block_documents(**body: Unpack[requests.ReadBlockDocumentsBody]) -> Call[list[models.BlockDocument]]:
    """Query for block documents.

    Success status: 200.

    API: ``POST /block_documents/filter``.
    """
    return Call(operations.BLOCK_DOCUMENTS_READ_BLOCK_DOCUMENTS, body=body)


def read_block_document_by_id(id: UUID | str, /, *, include_secrets: bool | None = None) -> Call[models.BlockDocument]:
    """Read a block document by ID.

    Args:
        id: The block document ID.
        include_secrets: Whether to include sensitive values in the block document.

    Success status: 200.

    API: ``GET /block_documents/{id}``.
    """
    return Call(operations.BLOCK_DOCUMENTS_READ_BLOCK_DOCUMENT_BY_ID, id, query={"include_secrets": include_secrets})


def delete_block_document(id: UUID | str, /) -> Call[None]:
    """Delete a block document.

    Args:
        id: The block document ID.

    Success status: 204.

    API: ``DELETE /block_documents/{id}``.
    """
    return Call(operations.BLOCK_DOCUMENTS_DELETE_BLOCK_DOCUMENT, id)


def update_block_document_data(id: UUID | str, /, **body: Unpack[requests.BlockDocumentUpdate]) -> Call[None]:
    """Update the data of a block document.

    Args:
        id: The block document ID.

    Success status: 204.

    API: ``PATCH /block_documents/{id}``.
    """
    return Call(operations.BLOCK_DOCUMENTS_UPDATE_BLOCK_DOCUMENT_DATA, id, body=body)


def __dir__() -> list[str]:
    return __all__
