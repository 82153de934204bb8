# Generated from _async/_variables.py by `python -m generator.sync`.
# Do not edit: change that file, and run this.
"""Variables."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect_http._sync._client import Prefect


class Variables:
    """Variables: values that have a name."""

    def __init__(self, client: Prefect) -> None:
        self._client = client
