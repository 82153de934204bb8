# Generated from _async/_automations.py by `python -m generator.sync`.
# Do not edit: change that file, and run this.
"""Automations."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect_http._sync._client import Prefect


class Automations:
    """Automations: what happens when something happens."""

    def __init__(self, client: Prefect) -> None:
        self._client = client
