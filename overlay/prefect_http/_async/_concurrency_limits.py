"""Global concurrency limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect_http._async._client import AsyncPrefect


class AsyncConcurrencyLimits:
    """Global concurrency limits: how many may do something at once."""

    def __init__(self, client: AsyncPrefect) -> None:
        self._client = client
