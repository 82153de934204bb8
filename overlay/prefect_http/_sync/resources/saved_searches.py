# Generated from _async/resources/saved_searches.py by `python -m generator.unasync`.
# Do not edit: change that file, and run this.
"""Saved searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefect_http._domain.references import parse_saved_search
from prefect_http._pagination.cursors import OffsetCursor
from prefect_http._pagination.queries import paged
from prefect_http._sync.listing import Listing
from prefect_http._sync.resources._base import Resource
from prefect_http_api import saved_searches as api

if TYPE_CHECKING:
    from typing import Unpack
    from uuid import UUID

    from prefect_http.models import SavedSearch
    from prefect_http_api.requests import ReadSavedSearchesBody, SavedSearchCreate


class SavedSearches(Resource):
    """Saved searches: filters of the user interface that have a name."""

    def get(self, saved_search_id: UUID | str) -> SavedSearch:
        """Return the saved search with this id (``GET /saved_searches/{id}``).

        Raises:
            NotFoundError: there is none.
            ArgumentError: *saved_search_id* is a text that is no id.
        """
        return self._connection.send(api.read_saved_search(parse_saved_search(saved_search_id)))

    def list(self) -> Listing[SavedSearch]:
        """Return all saved searches, by name (``POST /saved_searches/filter``).

        Pages are read as they are asked for. They go by position: each search comes once, and none is missed that was
        there before the listing began and is there at its end.
        """
        body: ReadSavedSearchesBody = {}
        return Listing(
            self._connection,
            OffsetCursor,
            lambda window: api.read_saved_searches(**paged(body, window)),
        )

    def create(self, **saved_search: Unpack[SavedSearchCreate]) -> SavedSearch:
        """Save a search, and return it (``PUT /saved_searches/``).

        If there is one with this name, it keeps its id, and its filters are replaced.

        Raises:
            ValidationError: a filter lacks something, or a value cannot be.
        """
        return self._connection.send(api.create_saved_search(**saved_search))

    def delete(self, saved_search_id: UUID | str) -> None:
        """Delete a saved search (``DELETE /saved_searches/{id}``).

        Raises:
            NotFoundError: there is none with this id.
            ArgumentError: *saved_search_id* is a text that is no id.
        """
        self._connection.send(api.delete_saved_search(parse_saved_search(saved_search_id)))
