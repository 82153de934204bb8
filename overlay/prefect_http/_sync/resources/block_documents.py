# Generated from _async/resources/block_documents.py by `python -m generator.unasync`.
# Do not edit: change that file and run the command.
"""Block documents: get, list, count, create, update and delete."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Unpack, cast
from uuid import UUID

from prefect_http import models
from prefect_http._arguments import flag
from prefect_http._domain import filters as grammars
from prefect_http._domain.references import BLOCK_DOCUMENT, BLOCK_SCHEMA_ID, BlockDocumentName
from prefect_http._domain.suggestions import unknown_block_document
from prefect_http._lazy import lazy_module
from prefect_http._pagination.paging import Paging
from prefect_http._pagination.queries import paged
from prefect_http._pagination.sort_keys import sorted_cursor
from prefect_http._sync.listing import Listing
from prefect_http._sync.resources._base import Resource
from prefect_http._sync.resources.block_schemas import BlockSchemas
from prefect_http._sync.resources.block_types import BlockTypes
from prefect_http._sync.resources.filters import resolve_block_filters
from prefect_http._sync.resources.similar_names import find_similar_names
from prefect_http._utils import given, quote
from prefect_http.errors import ArgumentError, NotFoundError, PrefectHTTPError
from prefect_http_api import block_documents as api
from prefect_http_api import requests
from prefect_http_api.block_types import read_block_document_by_name_for_block_type

if TYPE_CHECKING:
    from prefect_http import filters, references
else:
    filters = lazy_module("prefect_http.filters")
    references = lazy_module("prefect_http.references")


class BlockDocuments(Resource):
    """Block documents: get, list, count, create, update and delete.

    Block documents are stored blocks. They are referenced by ``"type-slug/name"``, such as
    ``"secret/database-password"``, or by ID. Secret fields are masked as ``"********"`` unless *include_secrets* is
    set.
    """

    def get(self, block_document: references.BlockDocument, *, include_secrets: bool = False) -> models.BlockDocument:
        """Get a block document by name or ID. Anonymous documents are found too.

        Args:
            block_document: ``"type-slug/name"`` or the ID.
            include_secrets: Whether to return secrets in ``data`` unmasked. Default: False.

        Raises:
            NotFoundError: The block document does not exist. For a name, the message says whether the type or the
                document is unknown, and suggests similar names.
            ArgumentError: *block_document* is neither a full name nor a valid UUID.

        API: ``GET /block_types/slug/{slug}/block_documents/name/{block_document_name}`` or
        ``GET /block_documents/{id}``.
        """
        flag(include_secrets, "include_secrets")
        reference = BLOCK_DOCUMENT.parse(block_document)
        if isinstance(reference, UUID):
            return self._connection.send(api.read_block_document_by_id(reference, include_secrets=include_secrets))
        try:
            return self._connection.send(
                read_block_document_by_name_for_block_type(*reference, include_secrets=include_secrets)
            )
        except NotFoundError as error:
            raise self._explain(reference, error) from error

    def list(
        self,
        *,
        include_secrets: bool = False,
        limit: int | None = None,
        sort: requests.BlockDocumentSort = "BLOCK_TYPE_AND_NAME_ASC",
        **filters: Unpack[filters.BlockDocuments],
    ) -> Listing[models.BlockDocument]:
        """List block documents, sorted by type and name.

        Anonymous documents, which Prefect creates for internal use, are not listed, even if ``where`` contains their
        IDs. To list only them, pass ``anonymous=True``. To list both, pass
        ``where={"block_documents": {"is_anonymous": None}}``.

        Pages are fetched lazily. A document that exists throughout the listing is listed exactly once, because
        documents cannot be renamed. With another *sort*, documents with the same name are listed in arbitrary order.

        Args:
            include_secrets: Whether to return secrets instead of masking them. Default: False.
            limit: Maximum number of documents. Default: no limit.
            sort: Order of the documents. Default: by type and name.
            **filters: Keywords of `prefect_http.filters.BlockDocuments`: ``name``, ``block_type``, ``capabilities``,
                ``anonymous`` and ``where``. Default: all documents that are not anonymous.

        Raises:
            ArgumentError: A filter is unknown, or a value is invalid.
            NotFoundError: A block type that a filter names does not exist. Raised during iteration.
            ValidationError: *where* has an unknown key or an invalid value. Raised during iteration.

        API: ``POST /block_documents/filter``.
        """

        def paging(where: requests.ReadBlockDocumentsBody) -> Paging[models.BlockDocument]:
            body: requests.ReadBlockDocumentsBody = {**where, "include_secrets": include_secrets, "sort": sort}
            return Paging(sorted_cursor(sort), lambda window: api.read_block_documents(**paged(body, window)))

        return Listing(
            self._connection,
            grammars.BLOCK_DOCUMENTS.parse(filters),
            paging,
            resolve=partial(resolve_block_filters, self._connection),
            count=lambda where: api.count_block_documents(**where),
            limit=limit,
        )

    def count(self, **filters: Unpack[filters.BlockDocuments]) -> int:
        """Count block documents. Without filters, all that are not anonymous are counted.

        Args:
            **filters: Filters, as in `list`. If a name contains ``*``, the documents are listed.

        Raises:
            PrefectHTTPError: As in `list`.

        API: ``POST /block_documents/count``.
        """
        return self.list(**filters).count()

    def create(self, block_type: references.BlockType, name: str, data: dict[str, Any]) -> models.BlockDocument:
        """Create a block document and return it. Secrets are masked.

        The document uses the newest schema of its type, as in Prefect's own command line. Schemas are compared by
        creation time, because their versions have no order. The server does not validate *data* against the schema.

        Requires two extra requests, one for the type and one for the schema.

        Args:
            block_type: Slug of the block type, such as ``"secret"``, or its ID.
            name: Name of the document, which consists of lowercase letters, digits and dashes.
            data: Fields of the block, such as ``{"value": …}`` for a ``secret``. To refer to another document in a
                field, use ``{"$ref": {"block_document_id": …}}``.

        Raises:
            NotFoundError: The block type does not exist. For a slug, the message suggests similar slugs.
            ConflictError: The block type has a document with this name.
            ValidationError: *name* or *data* is invalid.
            ArgumentError: The block type has no schema.

        API: ``POST /block_documents/`` and ``POST /block_schemas/filter``.
        """
        owner = BlockTypes(self._connection).get(block_type)
        schemas = BlockSchemas(self._connection).list(block_type=owner.id)
        schema = schemas.first()
        if schema is None:
            raise ArgumentError(
                f"block type {quote(owner.slug)} has no schema: "
                "create one with client.block_schemas.create(block_type_id=..., fields=...)"
            )
        return self._connection.send(
            api.create_block_document(block_type_id=owner.id, block_schema_id=schema.id, name=name, data=data)
        )

    def update(
        self,
        block_document: references.BlockDocument,
        *,
        data: dict[str, Any],
        merge_existing_data: bool | None = None,
        block_schema_id: references.BlockSchema | None = None,
    ) -> None:
        """Update the data of a block document.

        Secrets whose value is ``"********"`` are not changed, so masked data can be passed.

        Args:
            block_document: ``"type-slug/name"`` or the ID. A name requires one extra request.
            data: Fields to update. Each value is replaced as a whole.
            merge_existing_data: Whether to keep fields that are not in *data*. Default: chosen by the server, which
                keeps them.
            block_schema_id: ID of another schema of the same type. Default: unchanged.

        Raises:
            NotFoundError: The block document does not exist. For a name, the message says whether the type or the
                document is unknown.
            BadRequestError: The schema belongs to another block type.
            ValidationError: *data* is invalid.
            ArgumentError: *block_document* is neither a full name nor a valid UUID, or *block_schema_id* is not a valid
                UUID.

        API: ``PATCH /block_documents/{id}``.
        """
        # *data* is required. Without it, the server ignores the schema and, unless it merges, drops all data.
        schema_id = None if block_schema_id is None else BLOCK_SCHEMA_ID.parse(block_schema_id)
        body = given(data=data, merge_existing_data=merge_existing_data, block_schema_id=schema_id)
        document_id = self._resolve_id(block_document)
        self._connection.send(api.update_block_document_data(document_id, **cast("requests.BlockDocumentUpdate", body)))

    def delete(self, block_document: references.BlockDocument) -> None:
        """Delete a block document.

        Args:
            block_document: ``"type-slug/name"`` or the ID. A name requires one extra request.

        Raises:
            NotFoundError: The block document does not exist. For a name, the message says whether the type or the
                document is unknown.
            ArgumentError: *block_document* is neither a full name nor a valid UUID.

        API: ``DELETE /block_documents/{id}``.
        """
        self._connection.send(api.delete_block_document(self._resolve_id(block_document)))

    def _resolve_id(self, block_document: references.BlockDocument) -> UUID:
        reference = BLOCK_DOCUMENT.parse(block_document)
        return reference if isinstance(reference, UUID) else (self.get(block_document)).id

    def _explain(self, name: BlockDocumentName, error: NotFoundError) -> NotFoundError:
        """Return *error*, extended by the unknown part of *name* and similar names, or unchanged if a request fails."""
        # The response does not show whether the type or the document is unknown.
        try:
            owner = BlockTypes(self._connection).get(name.block_type_slug)
        except NotFoundError as type_error:
            return type_error
        except PrefectHTTPError:
            return error
        documents = api.read_block_documents(block_documents={"block_type_id": {"any_": [owner.id]}})
        similar = find_similar_names(self._connection, name.block_document, [documents])
        return unknown_block_document(name, similar, error)
