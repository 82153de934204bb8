# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Request types: typed dicts that mirror the JSON."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias
from uuid import UUID

from .._typed_dict import TypedDict
from .shared import BlockSchemaFilter, BlockTypeFilter, Operator


class BlockDocumentCreate(TypedDict):
    """Data to create a block document."""

    block_schema_id: UUID | str
    """A block schema ID."""
    block_type_id: UUID | str
    """A block type ID."""
    data: NotRequired[dict[str, Any]]
    """The block document's data."""
    is_anonymous: NotRequired[bool]
    """Whether the block is anonymous (anonymous blocks are usually created by Prefect automatically).

    Server default: ``false``.
    """
    name: NotRequired[str | None]
    """The block document's name. Not required for anonymous block documents. Matches ``^[^/%&><]+$``."""


class BlockDocumentFilterBlockTypeId(TypedDict):
    """Filter by `BlockDocument.block_type_id`."""

    any_: NotRequired[list[UUID | str] | None]
    """A list of block type IDs to include."""


class BlockDocumentFilterId(TypedDict):
    """Filter by `BlockDocument.id`."""

    any_: NotRequired[list[UUID | str] | None]
    """A list of block IDs to include."""


class BlockDocumentFilterIsAnonymous(TypedDict):
    """Filter by `BlockDocument.is_anonymous`."""

    eq_: NotRequired[bool | None]
    """Filter block documents for only those that are or are not anonymous."""


class BlockDocumentFilterName(TypedDict):
    """Filter by `BlockDocument.name`."""

    any_: NotRequired[list[str] | None]
    """A list of block names to include."""
    like_: NotRequired[str | None]
    """A string to match block names against.

    This can include SQL wildcard characters like `%` and `_`. For example ``"my-block%"``.
    """


BlockDocumentSort: TypeAlias = Literal["NAME_DESC", "NAME_ASC", "BLOCK_TYPE_AND_NAME_ASC"]
"""Defines block document sorting options."""


class BlockDocumentUpdate(TypedDict):
    """Data to update a block document."""

    block_schema_id: NotRequired[UUID | str | None]
    """A block schema ID."""
    data: NotRequired[dict[str, Any]]
    """The block document's data."""
    merge_existing_data: NotRequired[bool]
    """Server default: ``true``."""


class BlockDocumentFilter(TypedDict):
    """Filter BlockDocuments. Only BlockDocuments matching all criteria will be returned."""

    block_type_id: NotRequired[BlockDocumentFilterBlockTypeId | None]
    """Filter criteria for `BlockDocument.block_type_id`."""
    id: NotRequired[BlockDocumentFilterId | None]
    """Filter criteria for `BlockDocument.id`."""
    is_anonymous: NotRequired[BlockDocumentFilterIsAnonymous | None]
    """Filter criteria for `BlockDocument.is_anonymous`. Defaults to excluding anonymous blocks."""
    name: NotRequired[BlockDocumentFilterName | None]
    """Filter criteria for `BlockDocument.name`."""
    operator: NotRequired[Operator]
    """Operator for combining filter criteria. Defaults to 'and_'."""


class CountBlockDocumentsBody(TypedDict):
    block_documents: NotRequired[BlockDocumentFilter | None]
    block_schemas: NotRequired[BlockSchemaFilter | None]
    block_types: NotRequired[BlockTypeFilter | None]


class ReadBlockDocumentsBody(TypedDict):
    block_documents: NotRequired[BlockDocumentFilter | None]
    block_schemas: NotRequired[BlockSchemaFilter | None]
    block_types: NotRequired[BlockTypeFilter | None]
    include_secrets: NotRequired[bool | None]
    """Whether to include sensitive values in the block document. Server default: ``false``."""
    limit: NotRequired[int | None]
    """Defaults to PREFECT_SERVER_API_DEFAULT_LIMIT if not provided."""
    offset: NotRequired[int | None]
    """Server default: ``0``. At least 0."""
    sort: NotRequired[BlockDocumentSort | None]
    """Server default: ``"NAME_ASC"``."""
