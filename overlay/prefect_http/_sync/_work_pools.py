# Generated from _async/_work_pools.py by `python -m generator.sync`.
# Do not edit: change that file, and run this.
"""Work pools and their workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect_http._sync._client import Prefect


class WorkPools:
    """Work pools and their workers."""

    def __init__(self, client: Prefect) -> None:
        self._client = client
