"""Block schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect_http._async._client import AsyncPrefect


class AsyncBlockSchemas:
    """Block schemas: what fields a block has."""

    def __init__(self, client: AsyncPrefect) -> None:
        self._client = client
