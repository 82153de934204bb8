"""Events."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect_http._async._client import AsyncPrefect


class AsyncEvents:
    """Events: find and emit them."""

    def __init__(self, client: AsyncPrefect) -> None:
        self._client = client
