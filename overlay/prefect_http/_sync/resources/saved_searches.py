# Generated from _async/resources/saved_searches.py by `python -m generator.unasync`.
# Do not edit: change that file and run the command.
"""Saved searches: get, list, create and delete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from prefect_http import models
from prefect_http._domain.keywords import Query
from prefect_http._domain.references import SAVED_SEARCH
from prefect_http._lazy import lazy_module
from prefect_http._pagination.cursors import OffsetCursor
from prefect_http._pagination.paging import Paging
from prefect_http._pagination.queries import paged
from prefect_http._sync.listing import Listing
from prefect_http._sync.resources._base import Resource
from prefect_http_api import requests
from prefect_http_api import saved_searches as api

if TYPE_CHECKING:
    from prefect_http import references
else:
    references = lazy_module("prefect_http.references")


class SavedSearches(Resource):
    """Saved searches: get, list, create and delete.

    Saved searches are named filters for the user interface.
    """

    def get(self, saved_search_id: references.SavedSearch) -> models.SavedSearch:
        """Get a saved search by ID.

        Args:
            saved_search_id: ID of the saved search.

        Raises:
            NotFoundError: The saved search does not exist.
            ArgumentError: *saved_search_id* is not a valid UUID.

        API: ``GET /saved_searches/{id}``.
        """
        return self._connection.send(api.read_saved_search(SAVED_SEARCH.parse(saved_search_id)))

    def list(self, *, limit: int | None = None) -> Listing[models.SavedSearch]:
        """List saved searches, sorted by name.

        Pages are fetched lazily. A saved search that exists throughout the listing is listed exactly once.

        Args:
            limit: Maximum number of searches. Default: no limit.

        Raises:
            ArgumentError: *limit* is negative.

        API: ``POST /saved_searches/filter``.
        """

        def paging(where: requests.ReadSavedSearchesBody) -> Paging[models.SavedSearch]:
            return Paging(OffsetCursor(), lambda window: api.read_saved_searches(**paged(where, window)))

        return Listing(self._connection, Query({}), paging, limit=limit)

    def create(self, **saved_search: Unpack[requests.SavedSearchCreate]) -> models.SavedSearch:
        """Create a saved search and return it.

        If a saved search with this name exists, its filters are replaced and its ID is kept.

        Args:
            **saved_search: Fields of the saved search. Required: ``name``. Optional: ``filters`` (default: none).

        Raises:
            ValidationError: A value is missing or invalid.

        API: ``PUT /saved_searches/``.
        """
        return self._connection.send(api.create_saved_search(**saved_search))

    def delete(self, saved_search_id: references.SavedSearch) -> None:
        """Delete a saved search.

        Args:
            saved_search_id: ID of the saved search.

        Raises:
            NotFoundError: The saved search does not exist.
            ArgumentError: *saved_search_id* is not a valid UUID.

        API: ``DELETE /saved_searches/{id}``.
        """
        self._connection.send(api.delete_saved_search(SAVED_SEARCH.parse(saved_search_id)))
