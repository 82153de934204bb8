# Generated from _async/resources/flows.py by `python -m generator.unasync`.
# Do not edit: change that file and run the command.
"""Flows: get, list, count, create, update and delete."""

from __future__ import annotations

from typing import Literal, Unpack, cast
from uuid import UUID

from prefect_http import models
from prefect_http._domain.references import FLOW
from prefect_http._domain.suggestions import unknown_flow
from prefect_http._pagination.cursors import Window
from prefect_http._pagination.queries import paged
from prefect_http._pagination.sort_keys import sorted_cursor
from prefect_http._sync.connection import Connection
from prefect_http._sync.listing import Listing
from prefect_http._sync.resources._base import Resource
from prefect_http._sync.resources.similar_names import find_similar_names
from prefect_http._utils import given
from prefect_http.errors import NotFoundError
from prefect_http_api import Call, requests
from prefect_http_api import flows as api


class Flows(Resource):
    """Flows: get, list, count, create, update and delete.

    Flows are referenced by name or ID.
    """

    def get(self, flow: str | UUID) -> models.Flow:
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
        self,
        *,
        flows: requests.FlowFilter | None = None,
        flow_runs: requests.FlowRunFilter | None = None,
        task_runs: requests.TaskRunFilter | None = None,
        deployments: requests.DeploymentFilter | None = None,
        work_pools: requests.WorkPoolFilter | None = None,
        sort: requests.FlowSort = "NAME_ASC",
    ) -> Listing[models.Flow]:
        """List flows, sorted by name.

        Pages are fetched lazily. A flow that exists throughout the listing is listed exactly once. With
        ``"UPDATED_DESC"``, a flow that is updated in the meantime may be missed.

        Raises:
            ValidationError: A filter has an unknown key or an invalid value. Raised during iteration.

        API: ``POST /flows/filter``.
        """
        body = cast(
            "requests.ReadFlowsBody",
            given(
                flows=flows,
                flow_runs=flow_runs,
                task_runs=task_runs,
                deployments=deployments,
                work_pools=work_pools,
                sort=sort,
            ),
        )

        def page(window: Window) -> Call[list[models.Flow]]:
            return api.read_flows(**paged(body, window))

        return Listing(self._connection, lambda: sorted_cursor(sort), page)

    def count(
        self,
        *,
        flows: requests.FlowFilter | None = None,
        flow_runs: requests.FlowRunFilter | None = None,
        task_runs: requests.TaskRunFilter | None = None,
        deployments: requests.DeploymentFilter | None = None,
        work_pools: requests.WorkPoolFilter | None = None,
    ) -> int:
        """Count flows. Without filters, all flows are counted.

        Raises:
            ValidationError: A filter has an unknown key or an invalid value.

        API: ``POST /flows/count``.
        """
        body = cast(
            "requests.CountFlowsBody",
            given(
                flows=flows, flow_runs=flow_runs, task_runs=task_runs, deployments=deployments, work_pools=work_pools
            ),
        )
        return self._connection.send(api.count_flows(**body))

    def create(self, **flow: Unpack[requests.FlowCreate]) -> models.Flow:
        """Create a flow and return it. If a flow with this name exists, it is returned unchanged.

        Args:
            **flow: Fields of the flow. Required: ``name``. Optional: ``tags`` and ``labels`` (default: none).

        Raises:
            ValidationError: A value is invalid, such as a name that contains ``/ % & > <``.

        API: ``POST /flows/``.
        """
        return self._connection.send(api.create_flow(**flow))

    def update(self, flow: str | UUID, /, **changes: Unpack[requests.FlowUpdate]) -> None:
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

    def delete(self, flow: str | UUID) -> None:
        """Delete a flow, its deployments and its runs.

        Args:
            flow: Name or ID of the flow. A name requires one extra request.

        Raises:
            NotFoundError: The flow does not exist.
            ArgumentError: *flow* is empty or contains a slash.

        API: ``DELETE /flows/{id}``.
        """
        self._connection.send(api.delete_flow(self._resolve_id(flow)))

    def _resolve_id(self, flow: str | UUID) -> UUID:
        reference = FLOW.parse(flow)
        return reference if isinstance(reference, UUID) else (self.get(reference)).id


def find_flow_by_name(connection: Connection, name: str, *, retry: Literal[False] | None = None) -> models.Flow:
    """Return the flow with this name.

    Args:
        connection: Connection to send requests with.
        name: Name of the flow.
        retry: False to disable retries. Default: the client's policy.

    Raises:
        NotFoundError: The flow does not exist. The message suggests similar names.
    """

    def search(fragment: str | None) -> Call[list[models.Flow]]:
        return api.read_flows(flows={"name": {"like_": fragment}}) if fragment else api.read_flows()

    try:
        return connection.send(api.read_flow_by_name(name), retry=retry)
    except NotFoundError as error:
        raise unknown_flow(name, find_similar_names(connection, name, search), error) from error
