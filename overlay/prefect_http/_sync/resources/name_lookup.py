# Generated from _async/resources/name_lookup.py by `python -m generator.unasync`.
# Do not edit: change that file, and run this.
"""The names on the server that are like one that it does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from prefect_http._domain.suggestions import fragments
from prefect_http._utils import close_matches
from prefect_http.errors import StatusError, TransportError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from prefect_http._sync.connection import Connection
    from prefect_http_api import Call


class Named(Protocol):
    """What has a name."""

    @property
    def name(self) -> str:
        """Its name."""
        ...


def similar_names(connection: Connection, name: str, find: Callable[[str | None], Call[Sequence[Named]]]) -> list[str]:
    """Return names that are like *name*, the likeliest first; none when the server does not tell.

    That takes three requests at most, which are not sent again: who waits is to be told of another error.

    Args:
        connection: what to ask with.
        name: the name that the server does not know.
        find: makes the call for one page of things with this text in their names; of any when it is None.
    """
    for fragment in fragments(name):
        try:
            found = close_matches(name, [row.name for row in connection.send(find(fragment), retry=False)])
        except (StatusError, TransportError):
            return []
        if found:
            return found
    return []
