# Generated from the OpenAPI document of Prefect 3.8.8 (sha256 b981dff6f84527fe) by `python -m generator`.
# Do not edit: `nox -s regenerate` writes it anew.
"""Saved searches: one function for each operation, which returns the call of it and does no I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import operations
from ._call import Call

if TYPE_CHECKING:
    from typing import Unpack
    from uuid import UUID

    from .models import SavedSearch
    from .requests import ReadSavedSearchesBody, SavedSearchCreate


def create_saved_search(**body: Unpack[SavedSearchCreate]) -> Call[SavedSearch]:
    """Creates a new saved search from the provided schema.

    If a saved search with the same name already exists, the saved search's fields are
    replaced.

    ``PUT /saved_searches/`` answers 200, 201.
    """
    return Call(operations.SAVED_SEARCHES_CREATE_SAVED_SEARCH, body=body)


def read_saved_searches(**body: Unpack[ReadSavedSearchesBody]) -> Call[list[SavedSearch]]:
    """Query for saved searches.

    ``POST /saved_searches/filter`` answers 200.
    """
    return Call(operations.SAVED_SEARCHES_READ_SAVED_SEARCHES, body=body)


def read_saved_search(id: UUID | str, /) -> Call[SavedSearch]:
    """Get a saved search by id.

    ``GET /saved_searches/{id}`` answers 200.

    Args:
        id: The saved search id
    """
    return Call(operations.SAVED_SEARCHES_READ_SAVED_SEARCH, id)


def delete_saved_search(id: UUID | str, /) -> Call[None]:
    """Delete a saved search by id.

    ``DELETE /saved_searches/{id}`` answers 204.

    Args:
        id: The saved search id
    """
    return Call(operations.SAVED_SEARCHES_DELETE_SAVED_SEARCH, id)
