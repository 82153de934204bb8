# Generated from _async/_events.py by `python -m generator.sync`.
# Do not edit: change that file, and run this.
"""Events."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect_http._sync._client import Prefect


class Events:
    """Events: find and emit them."""

    def __init__(self, client: Prefect) -> None:
        self._client = client
