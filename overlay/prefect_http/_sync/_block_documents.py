# Generated from _async/_block_documents.py by `python -m generator.sync`.
# Do not edit: change that file, and run this.
"""Block documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect_http._sync._client import Prefect


class BlockDocuments:
    """Block documents: the blocks that are stored."""

    def __init__(self, client: Prefect) -> None:
        self._client = client
