# Generated from _async/resources/admin.py by `python -m generator.unasync`.
# Do not edit: change that file and run the command.
"""Server administration: version, settings and default result storage."""

from __future__ import annotations

from uuid import UUID

from prefect_http import models
from prefect_http._sync.resources._base import Resource
from prefect_http_api import admin as api


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

    def update_default_result_storage(self, block_document_id: UUID | str) -> models.ServerDefaultResultStorage:
        """Set the default result storage: the block that stores results of flows without their own storage.

        Args:
            block_document_id: ID of the block document.

        Raises:
            NotFoundError: The block document does not exist.
            ValidationError: The block cannot store results, or *block_document_id* is not a valid UUID.
            UnsupportedByServerError: The server is older than 3.7.0, or is Prefect Cloud.

        API: ``PUT /admin/storage``.
        """
        return self._connection.send(
            api.update_server_default_result_storage(default_result_storage_block_id=block_document_id)
        )

    def clear_default_result_storage(self) -> None:
        """Clear the default result storage. The block itself is not deleted.

        Raises:
            UnsupportedByServerError: The server is older than 3.7.0, or is Prefect Cloud.

        API: ``DELETE /admin/storage``.
        """
        self._connection.send(api.clear_server_default_result_storage())
