# Generated from _async/resources/admin.py by `python -m generator.unasync`.
# Do not edit: change that file, and run this.
"""What the server says about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefect_http._sync.resources._base import Resource
from prefect_http_api import admin as api

if TYPE_CHECKING:
    from uuid import UUID

    from prefect_http_api.models import ServerDefaultResultStorage, Settings


class Admin(Resource):
    """What the server says about itself."""

    def version(self) -> str:
        """Return the version of Prefect that the server runs, such as ``"3.8.8"`` (``GET /admin/version``)."""
        return self._connection.send(api.read_version())

    def settings(self) -> Settings:
        """Return the settings of the server, secrets obfuscated (``GET /admin/settings``)."""
        return self._connection.send(api.read_settings())

    def get_default_result_storage(self) -> ServerDefaultResultStorage:
        """Return which block stores results where a flow names none; its id is None when there is no such block.

        It rests on ``GET /admin/storage``.

        Raises:
            UnsupportedByServerError: the server is older than 3.7.0.
        """
        return self._connection.send(api.read_server_default_result_storage())

    def update_default_result_storage(self, block_document: UUID | str) -> ServerDefaultResultStorage:
        """Make the block document with this id the one that stores results (``PUT /admin/storage``).

        Raises:
            NotFoundError: there is no such block document.
            ValidationError: its block can store no results, or *block_document* is a text that is no id.
            UnsupportedByServerError: the server is older than 3.7.0.
        """
        return self._connection.send(
            api.update_server_default_result_storage(default_result_storage_block_id=block_document)
        )

    def clear_default_result_storage(self) -> None:
        """Let no block be the one that stores results (``DELETE /admin/storage``). Blocks themselves stay.

        Raises:
            UnsupportedByServerError: the server is older than 3.7.0.
        """
        self._connection.send(api.clear_server_default_result_storage())
