# Generated from _async/resources/flows.py by `python -m generator.unasync`.
# Do not edit: change that file and run the command.
"""Flows: get, list, count, create, update and delete."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Unpack
from uuid import UUID

from prefect_http import models
from prefect_http._domain import filters as grammars
from prefect_http._domain.references import FLOW
from prefect_http._lazy import lazy_module
from prefect_http._pagination.paging import Paging
from prefect_http._pagination.queries import paged
from prefect_http._pagination.sort_keys import sorted_cursor
from prefect_http._sync.listing import Listing
from prefect_http._sync.resources._base import Resource
from prefect_http._sync.resources.filters import resolve_run_filters
from prefect_http._sync.resources.flow_lookup import find_flow_by_name
from prefect_http_api import flows as api
from prefect_http_api import requests

if TYPE_CHECKING:
    from prefect_http import filters, references
else:
    filters = lazy_module("prefect_http.filters")
    references = lazy_module("prefect_http.references")


class Flows(Resource):
    """Flows: get, list, count, create, update and delete.

    Flows are referenced by name or ID.
    """

    def get(self, flow: references.Flow) -> models.Flow:
        """Get a flow by name or ID.

        A string that is a valid hyphenated UUID is treated as an ID.

        Args:
            flow: Name or ID of the flow.

        Raises:
            NotFoundError: The flow does not exist. For a name, the message suggests similar names.
            ArgumentError: *flow* is empty or contains a slash.

        API: ``GET /flows/name/{name}`` or ``GET /flows/{id}``.
        """
        reference = FLOW.parse(flow)
        if isinstance(reference, UUID):
            return self._connection.send(api.read_flow(reference))
        return find_flow_by_name(self._connection, reference)

    def list(
        self, *, limit: int | None = None, sort: requests.FlowSort = "NAME_ASC", **filters: Unpack[filters.Flows]
    ) -> Listing[models.Flow]:
        """List flows, sorted by name.

        Pages are fetched lazily. A flow that exists throughout the listing is listed exactly once. With
        ``"UPDATED_DESC"``, a flow that is updated in the meantime may be missed.

        Args:
            limit: Maximum number of flows. Default: no limit.
            sort: Order of the flows. Default: by name.
            **filters: Keywords of `prefect_http.filters.Flows`: ``id``, ``name``, ``tags``, ``deployment``,
                ``work_pool`` and ``where``. Default: all flows.

        Raises:
            ArgumentError: A filter is unknown, or a value is invalid.
            NotFoundError: A deployment or work pool that a filter names does not exist. Raised during iteration.
            ValidationError: *where* has an unknown key or an invalid value. Raised during iteration.

        API: ``POST /flows/filter``.
        """

        def paging(where: requests.ReadFlowsBody) -> Paging[models.Flow]:
            body: requests.ReadFlowsBody = {**where, "sort": sort}
            return Paging(sorted_cursor(sort), lambda window: api.read_flows(**paged(body, window)))

        return Listing(
            self._connection,
            grammars.FLOWS.parse(filters),
            paging,
            resolve=partial(resolve_run_filters, self._connection),
            count=lambda where: api.count_flows(**where),
            limit=limit,
        )

    def first(self, *, sort: requests.FlowSort = "NAME_ASC", **filters: Unpack[filters.Flows]) -> models.Flow | None:
        """Return the first of the flows that `list` would list, or None if none matches.

        Args:
            sort: Order, as in `list`.
            **filters: Filters, as in `list`.

        Raises:
            PrefectHTTPError: As in `list`.

        API: ``POST /flows/filter``.
        """
        return self.list(sort=sort, **filters).first()

    def count(self, **filters: Unpack[filters.Flows]) -> int:
        """Count flows. Without filters, all flows are counted.

        Args:
            **filters: Filters, as in `list`. If a name contains ``*``, the flows are listed.

        Raises:
            PrefectHTTPError: As in `list`.

        API: ``POST /flows/count``.
        """
        return self.list(**filters).count()

    def create(self, **flow: Unpack[requests.FlowCreate]) -> models.Flow:
        """Create a flow and return it. If a flow with this name exists, it is returned unchanged.

        Args:
            **flow: Fields of the flow. Required: ``name``. Optional: ``tags`` and ``labels`` (default: none).

        Raises:
            ValidationError: A value is invalid, such as a name that contains ``/ % & > <``.

        API: ``POST /flows/``.
        """
        return self._connection.send(api.create_flow(**flow))

    def update(self, flow: references.Flow, /, **changes: Unpack[requests.FlowUpdate]) -> None:
        """Update the given fields of a flow.

        Args:
            flow: Name or ID of the flow. A name requires one extra request.
            **changes: Fields to update: ``tags``, which replace the existing ones. Default: unchanged.

        Raises:
            NotFoundError: The flow does not exist.
            ArgumentError: *flow* is empty or contains a slash.

        API: ``PATCH /flows/{id}``.
        """
        self._connection.send(api.update_flow(self._resolve_id(flow), **changes))

    def delete(self, flow: references.Flow) -> None:
        """Delete a flow, its deployments and its runs.

        Args:
            flow: Name or ID of the flow. A name requires one extra request.

        Raises:
            NotFoundError: The flow does not exist.
            ArgumentError: *flow* is empty or contains a slash.

        API: ``DELETE /flows/{id}``.
        """
        self._connection.send(api.delete_flow(self._resolve_id(flow)))

    def _resolve_id(self, flow: references.Flow) -> UUID:
        reference = FLOW.parse(flow)
        return reference if isinstance(reference, UUID) else (self.get(reference)).id
