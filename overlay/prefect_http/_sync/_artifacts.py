# Generated from _async/_artifacts.py by `python -m generator.sync`.
# Do not edit: change that file, and run this.
"""Artifacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect_http._sync._client import Prefect


class Artifacts:
    """Artifacts: what runs show of their results."""

    def __init__(self, client: Prefect) -> None:
        self._client = client
