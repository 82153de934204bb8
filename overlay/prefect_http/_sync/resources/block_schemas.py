# Generated from _async/resources/block_schemas.py by `python -m generator.unasync`.
# Do not edit: change that file and run the command.
"""Block schemas: get, list, create and delete."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Unpack
from uuid import UUID

from prefect_http import models
from prefect_http._domain import filters as grammars
from prefect_http._domain.references import BLOCK_SCHEMA, BLOCK_SCHEMA_ID
from prefect_http._lazy import lazy_module
from prefect_http._pagination.paging import Paging
from prefect_http._pagination.queries import paged
from prefect_http._pagination.sort_keys import sorted_cursor
from prefect_http._sync.listing import Listing
from prefect_http._sync.resources._base import Resource
from prefect_http._sync.resources.filters import resolve_block_filters
from prefect_http_api import block_schemas as api
from prefect_http_api import requests

if TYPE_CHECKING:
    from prefect_http import filters, references
else:
    filters = lazy_module("prefect_http.filters")
    references = lazy_module("prefect_http.references")


class BlockSchemas(Resource):
    """Block schemas: get, list, create and delete.

    A block schema defines the fields of a block type. Schemas are immutable: if a type changes, it gets a new schema.
    """

    def get(self, block_schema: references.BlockSchema) -> models.BlockSchema:
        """Get a block schema by checksum or ID. If several versions share a checksum, the newest is returned.

        Args:
            block_schema: Checksum or ID of the block schema.

        Raises:
            NotFoundError: The block schema does not exist.
            ArgumentError: *block_schema* is empty.

        API: ``GET /block_schemas/checksum/{checksum}`` or ``GET /block_schemas/{id}``.
        """
        reference = BLOCK_SCHEMA.parse(block_schema)
        if isinstance(reference, UUID):
            return self._connection.send(api.read_block_schema_by_id(reference))
        return self._connection.send(api.read_block_schema_by_checksum(reference))

    def list(self, *, limit: int | None = None, **filters: Unpack[filters.BlockSchemas]) -> Listing[models.BlockSchema]:
        """List block schemas, newest first.

        Pages are fetched lazily. A schema that exists throughout the listing is listed exactly once.

        Args:
            limit: Maximum number of schemas. Default: no limit.
            **filters: Keywords of `prefect_http.filters.BlockSchemas`: ``block_type``, ``capabilities``, ``version``
                and ``where``. Default: all schemas.

        Raises:
            ArgumentError: A filter is unknown, or a value is invalid.
            NotFoundError: A block type that a filter names does not exist. Raised during iteration.
            ValidationError: *where* has an unknown key or an invalid value. Raised during iteration.

        API: ``POST /block_schemas/filter``.
        """

        def paging(where: requests.ReadBlockSchemasBody) -> Paging[models.BlockSchema]:
            return Paging(sorted_cursor("CREATED_DESC"), lambda window: api.read_block_schemas(**paged(where, window)))

        return Listing(
            self._connection,
            grammars.BLOCK_SCHEMAS.parse(filters),
            paging,
            resolve=partial(resolve_block_filters, self._connection),
            limit=limit,
        )

    def create(self, **block_schema: Unpack[requests.BlockSchemaCreate]) -> models.BlockSchema:
        """Create a block schema and return it.

        If a schema with the same ``fields`` and ``version`` exists, it is returned unchanged, **even if it belongs to
        another block type**: check ``.block_type_id``.

        Args:
            **block_schema: Fields of the block schema. Required: ``block_type_id``. Optional: ``fields``,
                ``capabilities`` (default: none) and ``version`` (default: ``"non-versioned"``).

        Raises:
            NotFoundError: The block type does not exist.
            ConflictError: ``fields`` refers to blocks of a type that does not exist.
            ValidationError: A value is invalid.

        API: ``POST /block_schemas/``.
        """
        return self._connection.send(api.create_block_schema(**block_schema))

    def delete(self, block_schema_id: references.BlockSchema) -> None:
        """Delete a block schema and **all blocks that use it**.

        Args:
            block_schema_id: ID of the block schema. A checksum is not accepted.

        Raises:
            NotFoundError: The block schema does not exist.
            PermissionDeniedError: The schema belongs to a built-in block type, such as ``secret``.
            ArgumentError: *block_schema_id* is not a valid UUID.

        API: ``DELETE /block_schemas/{id}``.
        """
        self._connection.send(api.delete_block_schema(BLOCK_SCHEMA_ID.parse(block_schema_id)))
