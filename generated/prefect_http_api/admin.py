# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Admin: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from typing import Unpack

from . import models, operations, requests
from ._call import Call

__all__ = [
    "clear_server_default_result_storage",
    "read_server_default_result_storage",
    "read_settings",
    "read_version",
    "update_server_default_result_storage",
]


def read_settings() -> Call[models.Settings]:
    """Get the current Prefect REST API settings.

    Secret setting values will be obfuscated.

    Success status: 200.

    API: ``GET /admin/settings``.
    """
    return Call(operations.ADMIN_READ_SETTINGS)


def read_server_default_result_storage() -> Call[models.ServerDefaultResultStorage]:
    """Get the configured server default result storage block.

    Success status: 200.

    API: ``GET /admin/storage``.
    """
    return Call(operations.ADMIN_READ_SERVER_DEFAULT_RESULT_STORAGE)


def update_server_default_result_storage(
    **body: Unpack[requests.ServerDefaultResultStorageUpdate],
) -> Call[models.ServerDefaultResultStorage]:
    """Set the server default result storage block.

    Success status: 200.

    API: ``PUT /admin/storage``.
    """
    return Call(operations.ADMIN_UPDATE_SERVER_DEFAULT_RESULT_STORAGE, body=body)


def clear_server_default_result_storage() -> Call[None]:
    """Clear the configured server default result storage block.

    Success status: 204.

    API: ``DELETE /admin/storage``.
    """
    return Call(operations.ADMIN_CLEAR_SERVER_DEFAULT_RESULT_STORAGE)


def read_version() -> Call[str]:
    """Return the Prefect version number.

    Success status: 200.

    API: ``GET /admin/version``.
    """
    return Call(operations.ADMIN_READ_VERSION)


def __dir__() -> list[str]:
    return __all__
