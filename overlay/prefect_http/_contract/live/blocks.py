"""Replay steps for block types, block schemas and block documents."""

from __future__ import annotations

from typing import Any

from prefect_http._contract.live.session import Identified, Replay
from prefect_http_api import block_documents, block_schemas, block_types


class _Schema(Identified):
    checksum: str


def call_blocks(replay: Replay) -> None:
    """Create and update a block type with a schema and a document, and call every operation that reads them."""
    slug = replay.name("block")
    kind = replay.created["block type"] = replay.create(
        block_types.create_block_type(
            name=slug,
            slug=slug,
            logo_url="https://example.com/logo.png",
            documentation_url="https://example.com/docs",
            description="A block",
            code_example="print('x')",
        )
    )
    replay.call(block_types.update_block_type(kind, description="Another description"))
    replay.call(block_types.read_block_type_by_id(kind))
    replay.call(block_types.read_block_type_by_slug(slug))
    replay.call(block_types.read_block_types(block_types={"slug": {"any_": [slug]}}, limit=5))
    _call_schemas(replay, slug)
    _call_documents(replay, slug)


def _call_schemas(replay: Replay, slug: str) -> None:
    kind = replay.created["block type"]
    schema = replay.read(
        block_schemas.create_block_schema(
            fields=_fields(slug), block_type_id=kind, capabilities=["read-path"], version="1.2"
        ),
        _Schema,
    )
    replay.created["block schema"] = schema.id
    # The status for an existing schema differs from that for a new one.
    replay.call(
        block_schemas.create_block_schema(
            fields=_fields(slug), block_type_id=kind, capabilities=["read-path"], version="1.2"
        )
    )
    replay.call(block_schemas.read_block_schema_by_id(schema.id))
    replay.call(block_schemas.read_block_schema_by_checksum(schema.checksum, version="1.2"))
    replay.call(block_schemas.read_block_schemas(block_schemas={"block_type_id": {"any_": [kind]}}, limit=5))


def _call_documents(replay: Replay, slug: str) -> None:
    kind, name = replay.created["block type"], replay.name("document")
    document = replay.created["block document"] = replay.create(
        block_documents.create_block_document(
            name=name,
            data={"host": "h", "password": "no secret"},
            block_schema_id=replay.created["block schema"],
            block_type_id=kind,
        )
    )
    replay.call(block_documents.update_block_document_data(document, data={"host": "i"}, merge_existing_data=True))
    replay.call(block_documents.read_block_document_by_id(document, include_secrets=True))
    replay.call(block_documents.read_block_documents(block_documents={"block_type_id": {"any_": [kind]}}, limit=5))
    replay.call(block_documents.count_block_documents(block_documents={"block_type_id": {"any_": [kind]}}))
    replay.call(block_types.read_block_documents_for_block_type(slug, include_secrets=False))
    replay.call(block_types.read_block_document_by_name_for_block_type(slug, name, include_secrets=False))


def _fields(slug: str) -> dict[str, Any]:
    return {
        "title": "Block",
        "type": "object",
        "properties": {"host": {"type": "string"}, "password": {"type": "string"}},
        "secret_fields": ["password"],
        "block_type_slug": slug,
    }


def delete_blocks(replay: Replay) -> None:
    """Delete the document, the schema and the type."""
    replay.call(block_documents.delete_block_document(replay.created["block document"]))
    replay.call(block_schemas.delete_block_schema(replay.created["block schema"]))
    replay.call(block_types.delete_block_type(replay.created["block type"]))
