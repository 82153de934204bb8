"""Which servers this client can be expected to work with."""

from __future__ import annotations

import prefect_http_api
from prefect_http.errors import IncompatibleServerError

_GENERATION = "3"


def raise_if_incompatible(server_version: str) -> None:
    """Return quietly if a server that runs this version of Prefect speaks the API that this client was made from.

    Raises:
        IncompatibleServerError: it is of another generation, or does not say which.
    """
    if server_version.partition(".")[0] == _GENERATION:
        return
    own = prefect_http_api.SERVER_VERSION
    raise IncompatibleServerError(
        f"The server runs Prefect {server_version}, and this client was generated from Prefect {own}: it works with "
        f"Prefect {_GENERATION} only. Use a server of that generation, or a client that was made from yours.",
        server_version=server_version,
        client_version=own,
    )
