# Generated from _async/_group.py by `python -m generator.sync`.
# Do not edit: change that file, and run this.
"""What every group of the API's operations is built on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect_http._sync._client import Prefect


class Group:
    """A group of operations, which a client sends."""

    def __init__(self, client: Prefect) -> None:
        self._client = client
