"""Which servers this client can be expected to work with."""

from __future__ import annotations

import prefect_http_api
from prefect_http.errors import IncompatibleServerError

_GENERATION = "3"

LIMITS = (
    f"this client was generated from Prefect {prefect_http_api.SERVER_VERSION}: "
    f"it works with Prefect {_GENERATION} only"
)
"""What this client works with, in words."""


def is_compatible(server_version: str) -> bool:
    """Tell whether a server that runs this version of Prefect speaks the API that this client was made from."""
    return server_version.partition(".")[0] == _GENERATION


def raise_if_incompatible(server_version: str) -> None:
    """Return quietly if a server that runs this version of Prefect speaks the API that this client was made from.

    Raises:
        IncompatibleServerError: it is of another generation, or does not say which.
    """
    if is_compatible(server_version):
        return
    raise IncompatibleServerError(
        f"The server runs Prefect {server_version}, and {LIMITS}. "
        "Use a server of that generation, or a client that was made from yours.",
        server_version=server_version,
        client_version=prefect_http_api.SERVER_VERSION,
    )
