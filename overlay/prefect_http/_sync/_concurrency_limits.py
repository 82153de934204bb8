# Generated from _async/_concurrency_limits.py by `python -m generator.sync`.
# Do not edit: change that file, and run this.
"""Global concurrency limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect_http._sync._client import Prefect


class ConcurrencyLimits:
    """Global concurrency limits: how many may do something at once."""

    def __init__(self, client: Prefect) -> None:
        self._client = client
