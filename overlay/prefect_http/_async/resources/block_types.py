"""Block types: get, list, create, update and delete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack
from uuid import UUID

from prefect_http import models
from prefect_http._async.listing import AsyncListing
from prefect_http._async.resources._base import AsyncResource
from prefect_http._async.resources.similar_names import send_by_name
from prefect_http._domain import filters as grammars
from prefect_http._domain.references import BLOCK_TYPE
from prefect_http._lazy import lazy_module
from prefect_http._pagination.paging import Paging
from prefect_http._pagination.queries import paged
from prefect_http._pagination.sort_keys import sorted_cursor
from prefect_http_api import block_types as api
from prefect_http_api import requests

if TYPE_CHECKING:
    from prefect_http import filters, references
else:
    filters = lazy_module("prefect_http.filters")
    references = lazy_module("prefect_http.references")


class AsyncBlockTypes(AsyncResource):
    """Block types: get, list, create, update and delete.

    Block types are referenced by slug, such as ``"secret"``, or by ID.
    """

    async def get(self, block_type: references.BlockType) -> models.BlockType:
        """Get a block type by slug or ID.

        Args:
            block_type: Slug or ID of the block type.

        Raises:
            NotFoundError: The block type does not exist. For a slug, the message suggests similar slugs.
            ArgumentError: *block_type* is empty.

        API: ``GET /block_types/slug/{slug}`` or ``GET /block_types/{id}``.
        """
        reference = BLOCK_TYPE.parse(block_type)
        if isinstance(reference, UUID):
            return await self._connection.send(api.read_block_type_by_id(reference))
        call, searches = api.read_block_type_by_slug(reference), [api.read_block_types()]
        return await send_by_name(self._connection, call, "block type", reference, searches, attribute="slug")

    def list(
        self, *, limit: int | None = None, **filters: Unpack[filters.BlockTypes]
    ) -> AsyncListing[models.BlockType]:
        """List block types, sorted by name.

        Pages are fetched lazily. A type that exists throughout the listing is listed exactly once, because types cannot
        be renamed.

        Args:
            limit: Maximum number of types. Default: no limit.
            **filters: Keywords of `prefect_http.filters.BlockTypes`: ``slug``, ``capabilities`` and ``where``. Default:
                all types.

        Raises:
            ArgumentError: A filter is unknown, or a value is invalid.
            ValidationError: *where* has an unknown key or an invalid value. Raised during iteration.

        API: ``POST /block_types/filter``.
        """

        def paging(where: requests.ReadBlockTypesBody) -> Paging[models.BlockType]:
            return Paging(sorted_cursor("NAME_ASC"), lambda window: api.read_block_types(**paged(where, window)))

        return AsyncListing(self._connection, grammars.BLOCK_TYPES.parse(filters), paging, limit=limit)

    async def create(self, **block_type: Unpack[requests.BlockTypeCreate]) -> models.BlockType:
        """Create a block type and return it. Blocks of the type also require a block schema.

        Args:
            **block_type: Fields of the block type. Required: ``name`` and ``slug``. Optional: ``description``,
                ``logo_url``, ``documentation_url`` and ``code_example`` (default: none).

        Raises:
            ConflictError: A block type with this name or slug exists.
            ValidationError: A value is invalid, such as a slug that contains characters other than lowercase letters,
                digits and dashes.

        API: ``POST /block_types/``.
        """
        return await self._connection.send(api.create_block_type(**block_type))

    async def update(self, block_type: references.BlockType, /, **changes: Unpack[requests.BlockTypeUpdate]) -> None:
        """Update the given fields of a block type.

        Args:
            block_type: Slug or ID of the block type. A slug requires one extra request.
            **changes: Fields to update: ``description``, ``logo_url``, ``documentation_url`` and ``code_example``.
                Default: unchanged.

        Raises:
            NotFoundError: The block type does not exist. For a slug, the message suggests similar slugs.
            ValidationError: A value is invalid.
            ArgumentError: *block_type* is empty.

        API: ``PATCH /block_types/{id}``.
        """
        await self._connection.send(api.update_block_type(await self._resolve_id(block_type), **changes))

    async def delete(self, block_type: references.BlockType) -> None:
        """Delete a block type, its schemas and **all its blocks**.

        Args:
            block_type: Slug or ID of the block type. A slug requires one extra request.

        Raises:
            NotFoundError: The block type does not exist. For a slug, the message suggests similar slugs.
            PermissionDeniedError: The block type is a built-in one, such as ``secret``.
            ArgumentError: *block_type* is empty.

        API: ``DELETE /block_types/{id}``.
        """
        await self._connection.send(api.delete_block_type(await self._resolve_id(block_type)))

    async def _resolve_id(self, block_type: references.BlockType) -> UUID:
        reference = BLOCK_TYPE.parse(block_type)
        return reference if isinstance(reference, UUID) else (await self.get(reference)).id
