# Generated from _async/_admin.py by `python -m generator.sync`.
# Do not edit: change that file, and run this.
"""What the server says about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect_http._sync._client import Prefect


class Admin:
    """What the server says about itself."""

    def __init__(self, client: Prefect) -> None:
        self._client = client
