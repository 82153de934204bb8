"""Commands ``prefect-http blocks``: blocks and their types."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Final

from prefect_http._cli import arguments
from prefect_http._cli.changes import delete
from prefect_http._cli.command import Command
from prefect_http._cli.context import Context
from prefect_http._cli.output.kinds import Column, Kind
from prefect_http._cli.references import BLOCK, BLOCK_TYPE
from prefect_http._cli.verbs import count, get, ls

if TYPE_CHECKING:
    from prefect_http.models import BlockDocument


def _type(block: BlockDocument) -> str | None:
    return block.block_type_name if block.block_type is None else block.block_type.slug


_COLUMNS: Final = (
    Column("id"),
    Column("type", _type, shrinks=True),
    Column("name", shrinks=True),
    Column("updated"),
    Column("created", wide=True),
)
_BLOCK: Final = Kind("block", _COLUMNS)
_BLOCK_WITH_DATA: Final = Kind("block", (*_COLUMNS, Column("data", wide=True)))

_BLOCK_TYPE: Final = Kind(
    "block type",
    (
        Column("slug", shrinks=True),
        Column("name", shrinks=True),
        Column("description", shrinks=True),
        Column("id", wide=True),
        Column("documentation", "documentation_url", wide=True),
    ),
    key=attrgetter("slug"),
)

_SHOW_SECRETS: Final = arguments.option(
    "--show-secrets", help="show secrets instead of masking them", action="store_true"
)


def _get(context: Context, *, block: str, show_secrets: bool) -> None:
    found = BLOCK.find(context.client, block)
    context.show_row(context.client.block_documents.get(found, include_secrets=show_secrets), _BLOCK_WITH_DATA)


COMMANDS: Final = (
    ls(
        "blocks ls",
        "block_documents.list",
        _BLOCK,
        arguments.sort("BlockDocumentSort"),
        filters="BLOCK_DOCUMENTS",
    ),
    count("blocks count", "block_documents.count", filters="BLOCK_DOCUMENTS"),
    Command("blocks get", _get, "block_documents.get", (BLOCK.one, _SHOW_SECRETS)),
    delete("blocks delete", "block_documents.delete", BLOCK),
    ls("blocks types ls", "block_types.list", _BLOCK_TYPE, filters="BLOCK_TYPES"),
    get("blocks types get", "block_types.get", _BLOCK_TYPE, BLOCK_TYPE.one, BLOCK_TYPE.find),
)
