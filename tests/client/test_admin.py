"""Server administration, on a real server."""

from uuid import UUID, uuid4

import pytest

from prefect_http import ArgumentError, AsyncPrefect, NotFoundError, Prefect, ValidationError
from prefect_http_api import block_documents, block_schemas, block_types
from prefect_http_api.models import BlockDocument
from tests.support.versions import PINNED

pytestmark = pytest.mark.self_hosted("Cloud has no /admin endpoints")


def create_block(prefect: Prefect, *capabilities: str) -> BlockDocument:
    name = f"block-{uuid4()}"
    kind = prefect.send(block_types.create_block_type(name=name, slug=name))
    schema = prefect.send(
        block_schemas.create_block_schema(block_type_id=kind.id, fields={"title": name}, capabilities=[*capabilities])
    )
    return prefect.send(
        block_documents.create_block_document(name="mine", data={}, block_type_id=kind.id, block_schema_id=schema.id)
    )


def test_version_and_settings_are_read(prefect: Prefect) -> None:
    assert prefect.admin.version() == PINNED
    assert prefect.admin.settings().api.request_timeout > 0


def test_default_result_storage_is_set_and_cleared(prefect: Prefect) -> None:
    block = create_block(prefect, "write-path")
    assert prefect.admin.update_default_result_storage(block.id).default_result_storage_block_id == block.id
    assert prefect.admin.get_default_result_storage().default_result_storage_block_id == block.id
    prefect.admin.clear_default_result_storage()
    assert prefect.admin.get_default_result_storage().default_result_storage_block_id is None


def test_blocks_that_cannot_store_results_are_rejected(prefect: Prefect) -> None:
    with pytest.raises(NotFoundError, match=r"Block document .* not found"):
        prefect.admin.update_default_result_storage(UUID(int=1))
    with pytest.raises(ValidationError, match="cannot be used for result storage"):
        prefect.admin.update_default_result_storage(create_block(prefect).id)
    with pytest.raises(ArgumentError, match="invalid block document 'mine': expected a UUID"):
        prefect.admin.update_default_result_storage("mine")


@pytest.mark.anyio
async def test_async_client(async_prefect: AsyncPrefect) -> None:
    admin = async_prefect.admin
    assert await admin.version() == PINNED
    assert (await admin.settings()).api.request_timeout > 0
    with pytest.raises(NotFoundError):
        await admin.update_default_result_storage(UUID(int=1))
    await admin.clear_default_result_storage()
    assert (await admin.get_default_result_storage()).default_result_storage_block_id is None
