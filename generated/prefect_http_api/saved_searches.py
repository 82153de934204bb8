# Generated from the OpenAPI document of Prefect 3.8.8 (sha256 b981dff6f84527fe) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Saved searches: one function per operation. Each returns a call and does no I/O."""

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
    """Create a new saved search.

    If a saved search with the same name already exists, the saved search's fields are replaced.

    API: ``PUT /saved_searches/``. Status: 200, 201.
    """
    return Call(operations.SAVED_SEARCHES_CREATE_SAVED_SEARCH, body=body)


def read_saved_searches(**body: Unpack[ReadSavedSearchesBody]) -> Call[list[SavedSearch]]:
    """Query for saved searches.

    API: ``POST /saved_searches/filter``. Status: 200.
    """
    return Call(operations.SAVED_SEARCHES_READ_SAVED_SEARCHES, body=body)


def read_saved_search(id: UUID | str, /) -> Call[SavedSearch]:
    """Get a saved search by ID.

    Args:
        id: The saved search ID.

    API: ``GET /saved_searches/{id}``. Status: 200.
    """
    return Call(operations.SAVED_SEARCHES_READ_SAVED_SEARCH, id)


def delete_saved_search(id: UUID | str, /) -> Call[None]:
    """Delete a saved search by ID.

    Args:
        id: The saved search ID.

    API: ``DELETE /saved_searches/{id}``. Status: 204.
    """
    return Call(operations.SAVED_SEARCHES_DELETE_SAVED_SEARCH, id)
