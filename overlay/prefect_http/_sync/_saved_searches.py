# Generated from _async/_saved_searches.py by `python -m generator.sync`.
# Do not edit: change that file, and run this.
"""Saved searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect_http._sync._client import Prefect


class SavedSearches:
    """Saved searches."""

    def __init__(self, client: Prefect) -> None:
        self._client = client
