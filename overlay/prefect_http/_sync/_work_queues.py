# Generated from _async/_work_queues.py by `python -m generator.sync`.
# Do not edit: change that file, and run this.
"""Work queues, each of which belongs to a work pool."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect_http._sync._client import Prefect


class WorkQueues:
    """Work queues, each of which belongs to a work pool."""

    def __init__(self, client: Prefect) -> None:
        self._client = client
