"""Block documents, on a real server."""

import pickle
import traceback
from collections.abc import Callable, Iterator
from typing import Any, cast
from uuid import UUID, uuid4

import pytest

from prefect_http import (
    ArgumentError,
    AsyncPrefect,
    BadRequestError,
    ConflictError,
    NotFoundError,
    Prefect,
    ValidationError,
)
from prefect_http.models import BlockDocument, BlockType
from prefect_http_api import block_documents

PASSWORD = "hunter2-hunter2"


def fields(title: str) -> dict[str, Any]:
    return {
        "title": title,
        "type": "object",
        "properties": {"token": {"type": "string"}, "host": {"type": "object"}},
        "secret_fields": ["token"],
        "block_schema_references": {},
    }


@pytest.fixture
def name() -> str:
    return f"a-block-{uuid4()}"


@pytest.fixture
def secret(prefect: Prefect, name: str) -> BlockDocument:
    return prefect.block_documents.create("secret", name, {"value": PASSWORD})


@pytest.fixture
def block_type(prefect: Prefect) -> Iterator[BlockType]:
    slug = f"a-type-{uuid4()}"
    made = prefect.block_types.create(name=slug, slug=slug)
    yield made
    prefect.block_types.delete(made.id)


@pytest.fixture
def block(prefect: Prefect, block_type: BlockType, name: str) -> BlockDocument:
    prefect.block_schemas.create(block_type_id=block_type.id, fields=fields(block_type.slug))
    host = {"name": "h", "port": 1}
    return prefect.block_documents.create(block_type.slug, name, {"token": PASSWORD, "host": host, "more": 1})


def test_document_is_found_by_name_and_id(prefect: Prefect, secret: BlockDocument) -> None:
    for reference in (f"secret/{secret.name}", secret.id, str(secret.id)):
        found = prefect.block_documents.get(reference)
        assert (found.id, found.name, found.block_type_name) == (secret.id, secret.name, "Secret")


def test_secrets_are_masked_by_default(prefect: Prefect, secret: BlockDocument) -> None:
    hidden, clear = {"value": "********"}, {"value": PASSWORD}
    assert secret.data == hidden
    for reference in (f"secret/{secret.name}", secret.id):
        assert prefect.block_documents.get(reference).data == hidden
        assert prefect.block_documents.get(reference, include_secrets=True).data == clear
    mine: Any = {"name": {"any_": [secret.name]}}
    assert [found.data for found in prefect.block_documents.list(where={"block_documents": mine})] == [hidden]
    assert [
        found.data for found in prefect.block_documents.list(where={"block_documents": mine}, include_secrets=True)
    ] == [clear]


def test_documents_are_listed_by_type_and_name_and_counted(prefect: Prefect, block: BlockDocument) -> None:
    slug = block.block_type.slug if block.block_type else ""
    other = prefect.block_documents.create(slug, "0-first", {})
    of_type: Any = {"slug": {"any_": [slug]}}
    assert [found.id for found in prefect.block_documents.list(where={"block_types": of_type})] == [other.id, block.id]
    down = prefect.block_documents.list(where={"block_types": of_type}, sort="NAME_DESC")
    assert [found.id for found in down] == [block.id, other.id]
    assert prefect.block_documents.count(where={"block_types": of_type}) == 2
    of_schema: Any = {"id": {"any_": [block.block_schema_id]}}
    assert prefect.block_documents.count(where={"block_schemas": of_schema}) == 2
    assert {found.id for found in prefect.block_documents.list(where={"block_schemas": of_schema})} == {
        block.id,
        other.id,
    }
    assert {block.id, other.id} <= {found.id for found in prefect.block_documents.list()}


def test_anonymous_documents_are_excluded_by_default(prefect: Prefect, block: BlockDocument) -> None:
    of_schema: Any = {"id": {"any_": [block.block_schema_id]}}
    anonymous = prefect.send(
        block_documents.create_block_document(
            block_type_id=block.block_type_id, block_schema_id=block.block_schema_id, is_anonymous=True, data={}
        )
    )
    assert [found.id for found in prefect.block_documents.list(where={"block_schemas": of_schema})] == [block.id]
    by_id: Any = {"id": {"any_": [anonymous.id]}}
    assert prefect.block_documents.list(where={"block_documents": by_id}).first() is None
    assert prefect.block_documents.count(where={"block_documents": by_id}) == 0
    also = prefect.block_documents.list(
        where={"block_schemas": of_schema, "block_documents": {"is_anonymous": None}},
    )
    assert {found.id for found in also} == {block.id, anonymous.id}
    alone = prefect.block_documents.list(
        where={"block_schemas": of_schema, "block_documents": {"is_anonymous": {"eq_": True}}},
    )
    assert [found.id for found in alone] == [anonymous.id]
    assert prefect.block_documents.get(anonymous.id).is_anonymous


def test_new_document_uses_newest_schema(prefect: Prefect, block_type: BlockType) -> None:
    schemas = {
        version: prefect.block_schemas.create(
            block_type_id=block_type.id, fields=fields(block_type.slug), version=version
        )
        for version in ("2", "10", "1")
    }
    references: tuple[str | UUID, ...] = (block_type.slug, block_type.id)
    for number, reference in enumerate(references):
        made = prefect.block_documents.create(reference, f"block-{number}", {"token": "x"})
        assert made.block_schema_id == schemas["1"].id


def test_create_requires_a_schema(prefect: Prefect, block_type: BlockType) -> None:
    with pytest.raises(ArgumentError, match=f"{block_type.slug}' has no schema"):
        prefect.block_documents.create(block_type.slug, "a-block", {})


def test_unknown_type_and_unknown_document_are_distinguished(prefect: Prefect, secret: BlockDocument) -> None:
    with pytest.raises(NotFoundError, match=r"block type 'secrets' not found \(did you mean 'secret'"):
        prefect.block_documents.create("secrets", "a-block", {"value": PASSWORD})
    for call in (prefect.block_documents.get, prefect.block_documents.delete):
        with pytest.raises(NotFoundError, match=r"block type 'secrets' not found \(did you mean 'secret'"):
            call(f"secrets/{secret.name}")
        with pytest.raises(NotFoundError, match="block type 'secret' has no block document 'nothing'"):
            call("secret/nothing")
        with pytest.raises(NotFoundError, match="Block document not found"):
            call(UUID(int=1))
        with pytest.raises(ArgumentError, match='expected "type-slug/name" or a UUID'):
            call("nothing")


def test_update_merges_data_by_default(prefect: Prefect, block: BlockDocument) -> None:
    slug = block.block_type.slug if block.block_type else ""
    prefect.block_documents.update(f"{slug}/{block.name}", data={"host": {"port": 2}})
    found = prefect.block_documents.get(block.id, include_secrets=True)
    assert found.data == {"token": PASSWORD, "host": {"port": 2}, "more": 1}
    prefect.block_documents.update(block.id, data={"token": "********", "host": {}}, merge_existing_data=False)
    assert prefect.block_documents.get(block.id, include_secrets=True).data == {"token": PASSWORD, "host": {}}


def test_update_can_change_the_schema(prefect: Prefect, block: BlockDocument) -> None:
    newer = prefect.block_schemas.create(
        block_type_id=block.block_type_id, fields=fields(str(uuid4())), version="newer"
    )
    prefect.block_documents.update(block.id, data={"more": 2}, block_schema_id=newer.id)
    assert prefect.block_documents.get(block.id).block_schema_id == newer.id
    of_other_type = prefect.block_documents.create("secret", f"a-block-{uuid4()}", {"value": "x"}).block_schema_id
    with pytest.raises(BadRequestError, match="same block type"):
        prefect.block_documents.update(block.id, data={}, block_schema_id=of_other_type)


def test_document_is_deleted(prefect: Prefect, secret: BlockDocument) -> None:
    prefect.block_documents.delete(f"secret/{secret.name}")
    with pytest.raises(NotFoundError):
        prefect.block_documents.delete(secret.id)


def test_duplicate_name_is_a_conflict(prefect: Prefect, secret: BlockDocument) -> None:
    with pytest.raises(ConflictError, match="already exists"):
        prefect.block_documents.create("secret", str(secret.name), {"value": PASSWORD})


def test_errors_do_not_contain_secrets(prefect: Prefect, secret: BlockDocument) -> None:
    wrong = cast("dict[str, Any]", PASSWORD)
    calls: list[Callable[[], object]] = [
        lambda: prefect.block_documents.create("secret", "a-block", wrong),
        lambda: prefect.block_documents.create("secret", "no/name", {"value": PASSWORD}),
        lambda: prefect.block_documents.create("secret", str(secret.name), {"value": PASSWORD}),
        lambda: prefect.block_documents.create("secret", "a-block", {"value": [PASSWORD, object()]}),
        lambda: prefect.block_documents.create("secrets", "a-block", {"value": PASSWORD}),
        lambda: prefect.block_documents.update(secret.id, data=wrong),
        lambda: prefect.block_documents.update("secret/nothing", data={"value": PASSWORD}),
    ]
    kinds: list[type[Exception]] = []
    for call in calls:
        with pytest.raises((ValidationError, ConflictError, ArgumentError, NotFoundError)) as caught:
            call()
        error = caught.value
        kinds.append(type(error))
        shown = [str(error), repr(error), repr(error.__dict__), "".join(traceback.format_exception(error))]
        assert PASSWORD not in "".join(shown)
        assert PASSWORD.encode() not in pickle.dumps(error)
    assert kinds == [
        ValidationError, ValidationError, ConflictError, ArgumentError, NotFoundError, ValidationError, NotFoundError,
    ]  # fmt: skip


@pytest.mark.anyio
async def test_async_client(async_prefect: AsyncPrefect, name: str) -> None:
    blocks, full = async_prefect.block_documents, f"secret/{name}"
    made = await blocks.create("secret", name, {"value": PASSWORD})
    assert (await blocks.get(full)).data == {"value": "********"}
    await blocks.update(full, data={"value": "other"})
    assert (await blocks.get(made.id, include_secrets=True)).data == {"value": "other"}
    mine: Any = {"name": {"any_": [name]}}
    assert [found.id async for found in blocks.list(where={"block_documents": mine})] == [made.id]
    assert await blocks.count(where={"block_documents": mine}) == 1
    await blocks.delete(full)
    with pytest.raises(NotFoundError, match="has no block document"):
        await blocks.get(full)
