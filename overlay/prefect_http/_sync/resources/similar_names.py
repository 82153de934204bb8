# Generated from _async/resources/similar_names.py by `python -m generator.unasync`.
# Do not edit: change that file and run the command.
"""Search for names similar to an unknown one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import prefect_http_api
from prefect_http._domain.suggestions import name_fragments
from prefect_http._sync.connection import Connection
from prefect_http._utils import close_matches
from prefect_http.errors import StatusError, TransportError


class Named(Protocol):
    """Resource with a name."""

    @property
    def name(self) -> str:
        """Name of the resource."""
        ...


def find_similar_names(
    connection: Connection, name: str, search: Callable[[str | None], prefect_http_api.Call[Sequence[Named]]]
) -> list[str]:
    """Return names similar to *name*, best match first, or an empty list if a request fails.

    Sends up to three requests without retries, because the caller is about to raise another error.

    Args:
        connection: Connection to send requests with.
        name: Unknown name.
        search: Function that returns the call for one page of the resources whose names contain its argument, or of all
            resources if its argument is None.
    """
    for fragment in name_fragments(name):
        try:
            rows = connection.send(search(fragment), retry=False)
        except (StatusError, TransportError):
            return []
        if similar := close_matches(name, [row.name for row in rows]):
            return similar
    return []
