"""Names of the flows and deployments of flow runs, which the server does not send with the runs."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from prefect_http import models
from prefect_http._async.connection import AsyncConnection
from prefect_http_api import deployments, flows


class AsyncRunNames:
    """Names of flows and deployments, read once each.

    Args:
        connection: Connection to send requests with.
    """

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._flows: dict[UUID, str] = {}
        self._deployments: dict[UUID, str] = {}

    async def fill_in(self, runs: Sequence[models.FlowRun]) -> None:
        """Set ``flow_name`` and ``deployment_name`` of *runs*, the rows of a page, with up to two requests."""
        flow_ids = {run.flow_id for run in runs} - self._flows.keys()
        if flow_ids:
            found = await self._connection.send(flows.read_flows(flows={"id": {"any_": [*flow_ids]}}))
            self._flows.update((flow.id, flow.name) for flow in found)
        ids = {run.deployment_id for run in runs if run.deployment_id is not None} - self._deployments.keys()
        if ids:
            called = await self._connection.send(deployments.read_deployments(deployments={"id": {"any_": [*ids]}}))
            self._deployments.update((deployment.id, deployment.name) for deployment in called)
        for run in runs:
            run.flow_name = self._flows.get(run.flow_id)
            run.deployment_name = None if run.deployment_id is None else self._deployments.get(run.deployment_id)
