# Generated from _async/resources/block_types.py by `python -m generator.unasync`.
# Do not edit: change that file, and run this.
"""Block types."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import UUID

from prefect_http._domain.references import parse_block_type
from prefect_http._domain.suggestions import unknown_block_type
from prefect_http._pagination.queries import paged, sorted_cursor
from prefect_http._sync.listing import Listing
from prefect_http._sync.resources._base import Resource
from prefect_http._utils import given
from prefect_http.errors import NotFoundError
from prefect_http_api import block_types as api

if TYPE_CHECKING:
    from typing import Unpack

    from prefect_http._pagination.cursors import Window
    from prefect_http.models import BlockType
    from prefect_http_api import Call
    from prefect_http_api.requests import (
        BlockSchemaFilter,
        BlockTypeCreate,
        BlockTypeFilter,
        BlockTypeUpdate,
        ReadBlockTypesBody,
    )


class BlockTypes(Resource):
    """Block types: what kinds of blocks there are. A type is named by its slug, such as ``"secret"``, or by its id."""

    def get(self, block_type: str | UUID) -> BlockType:
        """Return the block type that has this slug or this id.

        It rests on ``GET /block_types/slug/{slug}`` and ``GET /block_types/{id}``.

        Raises:
            NotFoundError: there is none; for a slug the message names the closest that there are.
        """
        found = parse_block_type(block_type)
        if isinstance(found, UUID):
            return self._connection.send(api.read_block_type_by_id(found))
        try:
            return self._connection.send(api.read_block_type_by_slug(found))
        except NotFoundError as error:
            slugs = [known.slug for known in self.list()]
            raise unknown_block_type(found, slugs, error) from error

    def list(
        self, *, block_types: BlockTypeFilter | None = None, block_schemas: BlockSchemaFilter | None = None
    ) -> Listing[BlockType]:
        """Return all block types that match, by name (``POST /block_types/filter``).

        Pages go by position. Each type comes once, and none is missed that was there before the listing began and is
        there at its end: a type cannot be renamed.

        Raises, once rows are asked for:
            ValidationError: a filter has an unknown key or a value that cannot be.
        """
        body = cast("ReadBlockTypesBody", given(block_types=block_types, block_schemas=block_schemas))

        def page(window: Window) -> Call[list[BlockType]]:
            return api.read_block_types(**paged(body, window))

        return Listing(self._connection, lambda: sorted_cursor("NAME_ASC"), page)

    def create(self, **block_type: Unpack[BlockTypeCreate]) -> BlockType:
        """Create a block type, and return it (``POST /block_types/``). Blocks of it need a schema of it too.

        Raises:
            ConflictError: there is a type of this name or slug.
            ValidationError: a value cannot be, such as a slug with other than lowercase letters, numbers and dashes.
        """
        return self._connection.send(api.create_block_type(**block_type))

    def update(self, block_type: str | UUID, /, **changes: Unpack[BlockTypeUpdate]) -> None:
        """Change what is given, and nothing else, of a block type (``PATCH /block_types/{id}``).

        Args:
            block_type: its slug, which costs one request more, or its id.
            changes: what it is to be from now on.

        Raises:
            NotFoundError: there is no such type; for a slug the message names the closest that there are.
            ValidationError: a value cannot be.
        """
        self._connection.send(api.update_block_type(self._type_id(block_type), **changes))

    def delete(self, block_type: str | UUID) -> None:
        """Delete a block type with its schemas and **all blocks of it** (``DELETE /block_types/{id}``).

        Args:
            block_type: its slug, which costs one request more, or its id.

        Raises:
            NotFoundError: there is no such type; for a slug the message names the closest that there are.
            PermissionDeniedError: it is one of the server's own, such as ``secret``.
        """
        self._connection.send(api.delete_block_type(self._type_id(block_type)))

    def _type_id(self, block_type: str | UUID) -> UUID:
        found = parse_block_type(block_type)
        return found if isinstance(found, UUID) else (self.get(found)).id
