"""Work queues, each of which belongs to a work pool."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect_http._async._client import AsyncPrefect


class AsyncWorkQueues:
    """Work queues, each of which belongs to a work pool."""

    def __init__(self, client: AsyncPrefect) -> None:
        self._client = client
