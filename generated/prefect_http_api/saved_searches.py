# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Saved searches: one function per operation. Each returns a ``Call`` and does no I/O."""

from __future__ import annotations

from typing import Unpack
from uuid import UUID

from . import models, operations, requests
from ._call import Call

__all__ = [
    "create_saved_search",
    "delete_saved_search",
    "read_saved_search",
    "read_saved_searches",
]


def create_saved_search(**body: Unpack[requests.SavedSearchCreate]) -> Call[models.SavedSearch]:
    """Create a new saved search.

    If a saved search with the same name already exists, the saved search's fields are replaced.

    Success status: 200 or 201.

    API: ``PUT /saved_searches/``.
    """
    return Call(operations.SAVED_SEARCHES_CREATE_SAVED_SEARCH, body=body)


def read_saved_searches(**body: Unpack[requests.ReadSavedSearchesBody]) -> Call[list[models.SavedSearch]]:
    """Query for saved searches.

    Success status: 200.

    API: ``POST /saved_searches/filter``.
    """
    return Call(operations.SAVED_SEARCHES_READ_SAVED_SEARCHES, body=body)


def read_saved_search(id: UUID | str, /) -> Call[models.SavedSearch]:
    """Get a saved search by ID.

    Args:
        id: The saved search ID.

    Success status: 200.

    API: ``GET /saved_searches/{id}``.
    """
    return Call(operations.SAVED_SEARCHES_READ_SAVED_SEARCH, id)


def delete_saved_search(id: UUID | str, /) -> Call[None]:
    """Delete a saved search by ID.

    Args:
        id: The saved search ID.

    Success status: 204.

    API: ``DELETE /saved_searches/{id}``.
    """
    return Call(operations.SAVED_SEARCHES_DELETE_SAVED_SEARCH, id)


def __dir__() -> list[str]:
    return __all__
