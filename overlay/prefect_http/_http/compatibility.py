"""Compatibility: check whether this client supports a server version."""

from __future__ import annotations

from typing import Final

import prefect_http_api
from prefect_http.errors import IncompatibleServerError

_MAJOR_VERSION: Final = "3"

SUPPORTED_SERVERS: Final = (
    f"this client was generated from Prefect {prefect_http_api.SERVER_VERSION} "
    f"and supports Prefect {_MAJOR_VERSION} only"
)
"""Clause for error messages about unsupported servers."""


def is_compatible(server_version: str) -> bool:
    """Return whether this client supports a server of this version."""
    return server_version.partition(".")[0] == _MAJOR_VERSION


def raise_if_incompatible(server_version: str) -> None:
    """Reject a server of an unsupported version.

    Raises:
        IncompatibleServerError: The server has another major version, or an invalid one.
    """
    if is_compatible(server_version):
        return
    raise IncompatibleServerError(
        f"the server runs Prefect {server_version}, but {SUPPORTED_SERVERS}. "
        f"Use a Prefect {_MAJOR_VERSION} server, or a client generated from yours.",
        server_version=server_version,
        client_version=prefect_http_api.SERVER_VERSION,
    )
