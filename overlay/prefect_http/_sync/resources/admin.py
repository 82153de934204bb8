# Generated from _async/resources/admin.py by `python -m generator.unasync`.
# Do not edit: change that file and run the command.
"""Server administration: version, settings and default result storage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefect_http import models
from prefect_http._domain.references import BLOCK_DOCUMENT_ID
from prefect_http._lazy import lazy_module
from prefect_http._sync.resources._base import Resource
from prefect_http_api import admin as api

if TYPE_CHECKING:
    from prefect_http import references
else:
    references = lazy_module("prefect_http.references")


class Admin(Resource):
    """Server administration: version, settings and default result storage. Prefect Cloud has none of these."""

    def version(self) -> str:
        """Return the Prefect version of the server, such as ``"3.8.8"``.

        Raises:
            UnsupportedByServerError: The server is Prefect Cloud.

        API: ``GET /admin/version``.
        """
        return self._connection.send(api.read_version())

    def settings(self) -> models.Settings:
        """Return the settings of the server. Secrets are masked.

        Raises:
            UnsupportedByServerError: The server is Prefect Cloud.

        API: ``GET /admin/settings``.
        """
        return self._connection.send(api.read_settings())

    def get_default_result_storage(self) -> models.ServerDefaultResultStorage:
        """Get the default result storage: the block that stores results of flows without their own storage.

        ``default_result_storage_block_id`` of the result is None if no block is set.

        Raises:
            UnsupportedByServerError: The server is older than 3.7.0, or is Prefect Cloud.

        API: ``GET /admin/storage``.
        """
        return self._connection.send(api.read_server_default_result_storage())

    def update_default_result_storage(
        self, block_document_id: references.BlockDocument
    ) -> models.ServerDefaultResultStorage:
        """Set the default result storage: the block that stores results of flows without their own storage.

        Args:
            block_document_id: ID of the block document.

        Raises:
            NotFoundError: The block document does not exist.
            ValidationError: The block cannot store results.
            ArgumentError: *block_document_id* is not a valid UUID.
            UnsupportedByServerError: The server is older than 3.7.0, or is Prefect Cloud.

        API: ``PUT /admin/storage``.
        """
        block_id = BLOCK_DOCUMENT_ID.parse(block_document_id)
        return self._connection.send(api.update_server_default_result_storage(default_result_storage_block_id=block_id))

    def clear_default_result_storage(self) -> None:
        """Clear the default result storage. The block itself is not deleted.

        Raises:
            UnsupportedByServerError: The server is older than 3.7.0, or is Prefect Cloud.

        API: ``DELETE /admin/storage``.
        """
        self._connection.send(api.clear_server_default_result_storage())
