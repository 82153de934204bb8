"""Saved searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefect_http._async.listing import AsyncListing
from prefect_http._async.resources._base import AsyncResource
from prefect_http._domain.references import parse_saved_search
from prefect_http._pagination.cursors import OffsetCursor
from prefect_http._pagination.queries import paged
from prefect_http_api import saved_searches as api

if TYPE_CHECKING:
    from typing import Unpack
    from uuid import UUID

    from prefect_http.models import SavedSearch
    from prefect_http_api.requests import ReadSavedSearchesBody, SavedSearchCreate


class AsyncSavedSearches(AsyncResource):
    """Saved searches: filters of the user interface that have a name."""

    async def get(self, saved_search_id: UUID | str) -> SavedSearch:
        """Return the saved search with this id (``GET /saved_searches/{id}``).

        Raises:
            NotFoundError: there is none.
            ArgumentError: *saved_search_id* is a text that is no id.
        """
        return await self._connection.send(api.read_saved_search(parse_saved_search(saved_search_id)))

    def list(self) -> AsyncListing[SavedSearch]:
        """Return all saved searches, by name (``POST /saved_searches/filter``).

        Pages are read as they are asked for. They go by position: each search comes once, and none is missed that was
        there before the listing began and is there at its end.
        """
        body: ReadSavedSearchesBody = {}
        return AsyncListing(
            self._connection,
            OffsetCursor,
            lambda window: api.read_saved_searches(**paged(body, window)),
        )

    async def create(self, **saved_search: Unpack[SavedSearchCreate]) -> SavedSearch:
        """Save a search, and return it (``PUT /saved_searches/``).

        If there is one with this name, it keeps its id, and its filters are replaced.

        Raises:
            ValidationError: a filter lacks something, or a value cannot be.
        """
        return await self._connection.send(api.create_saved_search(**saved_search))

    async def delete(self, saved_search_id: UUID | str) -> None:
        """Delete a saved search (``DELETE /saved_searches/{id}``).

        Raises:
            NotFoundError: there is none with this id.
            ArgumentError: *saved_search_id* is a text that is no id.
        """
        await self._connection.send(api.delete_saved_search(parse_saved_search(saved_search_id)))
