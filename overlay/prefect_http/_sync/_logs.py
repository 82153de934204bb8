# Generated from _async/_logs.py by `python -m generator.sync`.
# Do not edit: change that file, and run this.
"""Logs of flow runs and task runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect_http._sync._client import Prefect


class Logs:
    """Logs of flow runs and task runs."""

    def __init__(self, client: Prefect) -> None:
        self._client = client
