"""Block documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from prefect_http._async.listing import AsyncListing
from prefect_http._async.resources._base import AsyncResource
from prefect_http._async.resources.block_schemas import AsyncBlockSchemas
from prefect_http._async.resources.block_types import AsyncBlockTypes
from prefect_http._domain.references import parse_block_document, parse_block_schema
from prefect_http._domain.suggestions import unknown_block_document
from prefect_http._pagination.queries import paged, sorted_cursor
from prefect_http._utils import given
from prefect_http.errors import ArgumentError, NotFoundError
from prefect_http_api import block_documents as api
from prefect_http_api.block_types import read_block_document_by_name_for_block_type

if TYPE_CHECKING:
    from prefect_http._pagination.cursors import Window
    from prefect_http.models import BlockDocument
    from prefect_http_api import Call
    from prefect_http_api.requests import (
        BlockDocumentFilter,
        BlockDocumentSort,
        BlockDocumentUpdate,
        BlockSchemaFilter,
        BlockTypeFilter,
        CountBlockDocumentsBody,
        ReadBlockDocumentsBody,
    )


class AsyncBlockDocuments(AsyncResource):
    """Block documents: the blocks that are stored.

    A document is named ``"type-slug/name"``, such as ``"secret/database-password"``, or by its id. What its schema
    calls secret comes as ``"********"`` unless asked for.
    """

    async def get(self, block_document: str | UUID, *, include_secrets: bool = False) -> BlockDocument:
        """Return the block document that is called ``"type-slug/name"``, or has this id.

        It rests on ``GET /block_types/slug/{slug}/block_documents/name/{block_document_name}`` and
        ``GET /block_documents/{id}``. Anonymous documents are found too.

        Args:
            block_document: its full name or its id.
            include_secrets: have secrets in its ``data`` as they are.

        Raises:
            NotFoundError: there is none; for a name the message says whether type or document is unknown, and names
                the closest types that there are.
            ArgumentError: *block_document* is neither a full name nor an id.
        """
        found = parse_block_document(block_document)
        if isinstance(found, UUID):
            return await self._connection.send(api.read_block_document_by_id(found, include_secrets=include_secrets))
        try:
            return await self._connection.send(
                read_block_document_by_name_for_block_type(*found, include_secrets=include_secrets)
            )
        except NotFoundError as error:
            # The server says the same of both; where it is the type, this raises what tells so.
            await AsyncBlockTypes(self._connection).get(found.block_type_slug)
            raise unknown_block_document(found, error) from error

    def list(
        self,
        *,
        block_documents: BlockDocumentFilter | None = None,
        block_types: BlockTypeFilter | None = None,
        block_schemas: BlockSchemaFilter | None = None,
        include_secrets: bool = False,
        sort: BlockDocumentSort = "BLOCK_TYPE_AND_NAME_ASC",
    ) -> AsyncListing[BlockDocument]:
        """Return all block documents that match, by type and name (``POST /block_documents/filter``).

        Anonymous ones, which Prefect makes for itself, are left out, even when asked for by id: write
        ``block_documents={"is_anonymous": None}`` to have them as well, or ``{"is_anonymous": {"eq_": True}}`` to have
        them alone.

        Pages go by position. Each document comes once, and none is missed that was there before the listing began
        and is there at its end: a document cannot be renamed. By another *sort*, documents of one name, which are of
        different types, come in any order.

        Raises, once rows are asked for:
            ValidationError: a filter has an unknown key or a value that cannot be.
        """
        filters = given(block_documents=block_documents, block_types=block_types, block_schemas=block_schemas)
        body = cast("ReadBlockDocumentsBody", {**filters, "include_secrets": include_secrets, "sort": sort})

        def page(window: Window) -> Call[list[BlockDocument]]:
            return api.read_block_documents(**paged(body, window))

        return AsyncListing(self._connection, lambda: sorted_cursor(sort), page)

    async def count(
        self,
        *,
        block_documents: BlockDocumentFilter | None = None,
        block_types: BlockTypeFilter | None = None,
        block_schemas: BlockSchemaFilter | None = None,
    ) -> int:
        """Return how many block documents match (``POST /block_documents/count``), of those that ``list`` lists.

        Raises:
            ValidationError: a filter has an unknown key or a value that cannot be.
        """
        body = given(block_documents=block_documents, block_types=block_types, block_schemas=block_schemas)
        return await self._connection.send(api.count_block_documents(**cast("CountBlockDocumentsBody", body)))

    async def create(self, block_type: str | UUID, name: str, data: dict[str, Any]) -> BlockDocument:
        """Create a block document, and return it, its secrets obfuscated (``POST /block_documents/``).

        It gets the schema of its type that was created last, as it does from Prefect's own command line: versions are
        names, and have no order. That costs two requests more: for the type, and ``POST /block_schemas/filter``.

        The server does not compare *data* with the schema.

        Args:
            block_type: the slug of its type, such as ``"secret"``, or the type's id.
            name: lowercase letters, numbers and dashes.
            data: its fields; for a ``secret`` it is ``{"value": …}``. To refer to another document, write
                ``{"$ref": {"block_document_id": …}}`` for a field.

        Raises:
            NotFoundError: there is no such type; for a slug the message names the closest that there are.
            ConflictError: there is a document of this type and name.
            ValidationError: the name or the data cannot be.
            ArgumentError: the type has no schema, so that there can be no document of it.
        """
        found = await AsyncBlockTypes(self._connection).get(block_type)
        schemas = AsyncBlockSchemas(self._connection).list(block_schemas={"block_type_id": {"any_": [found.id]}})
        schema = await schemas.first()
        if schema is None:
            raise ArgumentError(
                f"the block type {found.slug!r} has no schema, so that there can be no document of it: "
                "create one with prefect.block_schemas.create(block_type_id=..., fields=...)"
            )
        return await self._connection.send(
            api.create_block_document(block_type_id=found.id, block_schema_id=schema.id, name=name, data=data)
        )

    async def update(
        self,
        block_document: str | UUID,
        *,
        data: dict[str, Any],
        merge_existing_data: bool | None = None,
        block_schema_id: UUID | str | None = None,
    ) -> None:
        """Change the data of a block document (``PATCH /block_documents/{id}``).

        A secret that is sent as ``"********"`` stays as it is, so that data may be sent back as it came.

        Args:
            block_document: ``"type-slug/name"``, which costs one request more, or the document's id.
            data: the new values of fields, each as a whole.
            merge_existing_data: keep the fields that are not in *data*, which is what the server does by default;
                False to drop them.
            block_schema_id: another schema of its type, which it has from now on.

        Raises:
            NotFoundError: there is no such document; for a name the message says whether type or document is unknown.
            BadRequestError: the schema is of another type.
            ValidationError: the data cannot be.
            ArgumentError: *block_document* is neither a full name nor an id, or *block_schema_id* is no id.
        """
        # Data is not optional: without it the server takes no schema, and without a merge it drops all data.
        schema_id = None if block_schema_id is None else parse_block_schema(block_schema_id)
        body = given(data=data, merge_existing_data=merge_existing_data, block_schema_id=schema_id)
        document_id = await self._document_id(block_document)
        await self._connection.send(api.update_block_document_data(document_id, **cast("BlockDocumentUpdate", body)))

    async def delete(self, block_document: str | UUID) -> None:
        """Delete a block document (``DELETE /block_documents/{id}``).

        Args:
            block_document: ``"type-slug/name"``, which costs one request more, or the document's id.

        Raises:
            NotFoundError: there is none; for a name the message says whether type or document is unknown.
            ArgumentError: *block_document* is neither a full name nor an id.
        """
        await self._connection.send(api.delete_block_document(await self._document_id(block_document)))

    async def _document_id(self, block_document: str | UUID) -> UUID:
        found = parse_block_document(block_document)
        return found if isinstance(found, UUID) else (await self.get(block_document)).id
