"""What every group of the API's operations is built on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect_http._async._client import AsyncPrefect


class AsyncGroup:
    """A group of operations, which a client sends."""

    def __init__(self, client: AsyncPrefect) -> None:
        self._client = client
