# Generated from _async/_flows.py by `python -m generator.sync`.
# Do not edit: change that file, and run this.
"""Flows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect_http._sync._client import Prefect


class Flows:
    """Flows: find, create, change and delete them."""

    def __init__(self, client: Prefect) -> None:
        self._client = client
