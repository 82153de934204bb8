"""Block schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import UUID

from prefect_http._async.listing import AsyncListing
from prefect_http._async.resources._base import AsyncResource
from prefect_http._domain.references import parse_block_schema, parse_checksum_or_id
from prefect_http._pagination.queries import paged, sorted_cursor
from prefect_http._utils import given
from prefect_http_api import block_schemas as api

if TYPE_CHECKING:
    from typing import Unpack

    from prefect_http._pagination.cursors import Window
    from prefect_http.models import BlockSchema
    from prefect_http_api import Call
    from prefect_http_api.requests import BlockSchemaCreate, BlockSchemaFilter, ReadBlockSchemasBody


class AsyncBlockSchemas(AsyncResource):
    """Block schemas: what fields a block has. A schema is never changed: a type that changes gets a new one."""

    async def get(self, block_schema: str | UUID) -> BlockSchema:
        """Return the block schema that has this id or this checksum, of several versions the newest.

        It rests on ``GET /block_schemas/{id}`` and ``GET /block_schemas/checksum/{checksum}``.

        Raises:
            NotFoundError: there is none.
        """
        found = parse_checksum_or_id(block_schema)
        if isinstance(found, UUID):
            return await self._connection.send(api.read_block_schema_by_id(found))
        return await self._connection.send(api.read_block_schema_by_checksum(found))

    def list(self, *, block_schemas: BlockSchemaFilter | None = None) -> AsyncListing[BlockSchema]:
        """Return all block schemas that match, newest first (``POST /block_schemas/filter``).

        Pages go by position. Each schema comes once, and none is missed that was there before the listing began and
        is there at its end.

        Raises, once rows are asked for:
            ValidationError: a filter has an unknown key or a value that cannot be.
        """
        body = cast("ReadBlockSchemasBody", given(block_schemas=block_schemas))

        def page(window: Window) -> Call[list[BlockSchema]]:
            return api.read_block_schemas(**paged(body, window))

        return AsyncListing(self._connection, lambda: sorted_cursor("CREATED_DESC"), page)

    async def create(self, **block_schema: Unpack[BlockSchemaCreate]) -> BlockSchema:
        """Create a block schema, and return it; or return the one with these fields (``POST /block_schemas/``).

        A schema with the same ``fields`` and ``version`` that there is already comes back as it is, and nothing is
        created, **even if it belongs to another type**: see ``.block_type_id``.

        Raises:
            NotFoundError: there is no such block type.
            ConflictError: the fields refer to blocks of a type that there is not.
            ValidationError: a value cannot be.
        """
        return await self._connection.send(api.create_block_schema(**block_schema))

    async def delete(self, block_schema_id: str | UUID) -> None:
        """Delete the block schema with this id, and **all blocks of it** (``DELETE /block_schemas/{id}``).

        Raises:
            NotFoundError: there is none.
            PermissionDeniedError: its block type is one of the server's own, such as ``secret``.
            ArgumentError: *block_schema_id* is no id; a checksum does not do.
        """
        await self._connection.send(api.delete_block_schema(parse_block_schema(block_schema_id)))
