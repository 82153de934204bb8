# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Request types: typed dicts that mirror the JSON."""

from __future__ import annotations

from uuid import UUID

from .._typed_dict import TypedDict


class ServerDefaultResultStorageUpdate(TypedDict):
    """Request payload for setting the server default result storage block."""

    default_result_storage_block_id: UUID | str
    """The block document ID of the server default result storage block."""
