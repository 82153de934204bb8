"""Block types and their schemas, on a real server."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest

from prefect_http import (
    ArgumentError,
    AsyncPrefect,
    ConflictError,
    NotFoundError,
    PermissionDeniedError,
    Prefect,
    ValidationError,
)
from prefect_http.models import BlockType


def fields(title: str) -> dict[str, Any]:
    return {
        "title": title,
        "type": "object",
        "properties": {"token": {"type": "string"}},
        "secret_fields": ["token"],
        "block_schema_references": {},
    }


@pytest.fixture
def block_type(prefect: Prefect) -> Iterator[BlockType]:
    slug = f"a-type-{uuid4()}"
    made = prefect.block_types.create(name=f"Odd type é#? {slug}", slug=slug, description="kept", code_example="first")
    yield made
    prefect.block_types.delete(made.id)


def test_type_is_found_by_slug_and_id(prefect: Prefect, block_type: BlockType) -> None:
    for reference in (block_type.slug, block_type.id, str(block_type.id)):
        assert prefect.block_types.get(reference) == block_type


def test_new_server_has_built_in_types(prefect: Prefect) -> None:
    assert prefect.block_types.get("secret").is_protected
    assert prefect.block_types.get("slack-webhook").name == "Slack Webhook"


def test_types_are_listed_by_name(prefect: Prefect, block_type: BlockType) -> None:
    found = [known.name for known in prefect.block_types.list()]
    assert found == sorted(found)
    assert {"Secret", block_type.name} <= set(found)
    mine = prefect.block_types.list(where={"block_types": {"slug": {"any_": [block_type.slug]}}})
    assert [known.id for known in mine] == [block_type.id]
    of_no_schema = prefect.block_types.list(where={"block_schemas": {"id": {"any_": [UUID(int=1)]}}})
    assert of_no_schema.first() is None


@pytest.mark.parametrize("by_id", [False, True])
def test_update_changes_only_given_fields(prefect: Prefect, block_type: BlockType, by_id: bool) -> None:
    prefect.block_types.update(block_type.id if by_id else block_type.slug, code_example="second")
    found = prefect.block_types.get(block_type.slug)
    assert (found.code_example, found.description) == ("second", "kept")


def test_unknown_slug_suggests_similar_ones(prefect: Prefect) -> None:
    for call in (prefect.block_types.get, prefect.block_types.update, prefect.block_types.delete):
        with pytest.raises(NotFoundError, match=r"block type 'secrets' not found \(did you mean 'secret'") as caught:
            call("secrets")
        assert "Block type not found" in str(caught.value)
    with pytest.raises(NotFoundError, match=r"block type 'Slack Webhook' not found \(did you mean 'slack-webhook'"):
        prefect.block_types.get("Slack Webhook")
    with pytest.raises(NotFoundError, match="Block type not found"):
        prefect.block_types.get(UUID(int=1))


def test_invalid_values_are_rejected(prefect: Prefect, block_type: BlockType) -> None:
    with pytest.raises(ConflictError, match="already exists"):
        prefect.block_types.create(name=f"another {uuid4()}", slug=block_type.slug)
    with pytest.raises(ValidationError, match="lowercase letters, numbers, and dashes"):
        prefect.block_types.create(name=f"another {uuid4()}", slug="Odd slug")
    with pytest.raises(PermissionDeniedError, match="protected block types cannot be deleted"):
        prefect.block_types.delete("secret")


def test_schema_is_found_by_id_and_checksum(prefect: Prefect, block_type: BlockType) -> None:
    made = prefect.block_schemas.create(block_type_id=block_type.id, fields=fields(block_type.slug), version="1")
    for reference in (made.id, str(made.id), made.checksum):
        found = prefect.block_schemas.get(reference)
        assert (found.id, found.version, found.block_type_id) == (made.id, "1", block_type.id)
    for missing in (UUID(int=1), "sha256:nothing"):
        with pytest.raises(NotFoundError, match="Block schema not found"):
            prefect.block_schemas.get(missing)


def test_schemas_are_listed_newest_first(prefect: Prefect, block_type: BlockType) -> None:
    made = [
        prefect.block_schemas.create(block_type_id=block_type.id, fields=fields(block_type.slug), version=version)
        for version in ("2", "10", "1")
    ]
    mine = prefect.block_schemas.list(where={"block_schemas": {"block_type_id": {"any_": [block_type.id]}}})
    assert [schema.version for schema in mine] == ["1", "10", "2"]
    assert prefect.block_schemas.get(made[0].checksum).version == "1"
    assert {schema.id for schema in made} <= {schema.id for schema in prefect.block_schemas.list()}


def test_schema_with_unknown_block_type_reference_is_a_conflict(prefect: Prefect, block_type: BlockType) -> None:
    reference = {"inner": {"block_type_slug": "nothing", "block_schema_checksum": "sha256:nothing"}}
    with pytest.raises(ConflictError, match="'nothing' was not found"):
        prefect.block_schemas.create(
            block_type_id=block_type.id, fields={**fields(block_type.slug), "block_schema_references": reference}
        )


def test_existing_schema_is_returned_even_for_another_type(prefect: Prefect, block_type: BlockType) -> None:
    first = prefect.block_schemas.create(block_type_id=block_type.id, fields=fields(block_type.slug), version="1")
    slug = f"other-{uuid4()}"
    other = prefect.block_types.create(name=slug, slug=slug)
    again = prefect.block_schemas.create(block_type_id=other.id, fields=fields(block_type.slug), version="1")
    assert (again.id, again.block_type_id) == (first.id, block_type.id)
    prefect.block_types.delete(slug)


def test_deleting_a_schema_deletes_its_blocks(prefect: Prefect, block_type: BlockType) -> None:
    made = prefect.block_schemas.create(block_type_id=block_type.id, fields=fields(block_type.slug))
    block = prefect.block_documents.create(block_type.slug, "a-block", {"token": "x"})
    with pytest.raises(ArgumentError, match="expected a UUID"):
        prefect.block_schemas.delete(made.checksum)
    prefect.block_schemas.delete(made.id)
    with pytest.raises(NotFoundError):
        prefect.block_schemas.delete(made.id)
    with pytest.raises(NotFoundError):
        prefect.block_documents.get(block.id)
    with pytest.raises(NotFoundError, match=r"Block type .* not found"):
        prefect.block_schemas.create(block_type_id=UUID(int=1), fields=fields(str(uuid4())))
    secret = prefect.block_types.get("secret")
    protected = prefect.block_schemas.list(where={"block_schemas": {"block_type_id": {"any_": [secret.id]}}}).first()
    assert protected is not None
    with pytest.raises(PermissionDeniedError, match="protected"):
        prefect.block_schemas.delete(protected.id)


def test_deleting_a_type_deletes_its_schemas_and_blocks(prefect: Prefect) -> None:
    slug = f"a-type-{uuid4()}"
    made = prefect.block_types.create(name=slug, slug=slug)
    schema = prefect.block_schemas.create(block_type_id=made.id, fields=fields(slug))
    block = prefect.block_documents.create(slug, "a-block", {"token": "x"})
    prefect.block_types.delete(slug)
    with pytest.raises(NotFoundError, match=r"^block type .* not found"):
        prefect.block_types.get(slug)
    with pytest.raises(NotFoundError):
        prefect.block_schemas.get(schema.id)
    with pytest.raises(NotFoundError):
        prefect.block_documents.get(block.id)


@pytest.mark.anyio
async def test_async_client(async_prefect: AsyncPrefect) -> None:
    types, schemas, slug = async_prefect.block_types, async_prefect.block_schemas, f"a-type-{uuid4()}"
    made = await types.create(name=slug, slug=slug)
    await types.update(slug, description="changed")
    assert (await types.get(slug)).description == "changed"
    assert [found.id async for found in types.list(where={"block_types": {"slug": {"any_": [slug]}}})] == [made.id]
    schema = await schemas.create(block_type_id=made.id, fields=fields(slug))
    assert (await schemas.get(schema.checksum)).id == schema.id
    assert [found.id async for found in schemas.list(where={"block_schemas": {"id": {"any_": [schema.id]}}})] == [
        schema.id
    ]
    await schemas.delete(schema.id)
    await types.delete(slug)
    with pytest.raises(NotFoundError, match=r"^block type .* not found"):
        await types.get(slug)
