# Generated from the OpenAPI document of Prefect 3.8.8 (sha256 b981dff6f84527fe) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Request types: typed dicts that mirror the JSON."""

from __future__ import annotations

from uuid import UUID

from .._typed_dict import TypedDict


class ServerDefaultResultStorageUpdate(TypedDict):
    """Request payload for setting the server default result storage block."""

    default_result_storage_block_id: UUID | str
    """The block document ID of the server default result storage block."""
