# Generated from _async/_deployments.py by `python -m generator.sync`.
# Do not edit: change that file, and run this.
"""Deployments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from prefect_http._names import DeploymentName, parse_deployment
from prefect_http._triggering import flow_run_request
from prefect_http._unknown import unknown_deployment, unknown_flow
from prefect_http.errors import NotFoundError
from prefect_http_api import deployments as api
from prefect_http_api import flows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from prefect_http._sync._client import Prefect
    from prefect_http.models import Deployment, FlowRun


class Deployments:
    """Deployments: find them, and start runs of them."""

    def __init__(self, client: Prefect) -> None:
        self._client = client

    def get(self, deployment: str | UUID) -> Deployment:
        """Return the deployment that is called ``"flow/deployment"``, or has this id.

        It rests on ``GET /deployments/name/{flow_name}/{deployment_name}`` and ``GET /deployments/{id}``.

        Raises:
            NotFoundError: there is none; for a name the message says whether flow or deployment is unknown.
            ArgumentError: *deployment* is neither a full name nor an id.
        """
        found = parse_deployment(deployment)
        if isinstance(found, UUID):
            return self._client.send(api.read_deployment(found))
        try:
            return self._client.send(api.read_deployment_by_name(found.flow, found.deployment))
        except NotFoundError as error:
            raise self._unknown(found, error) from error

    def trigger(
        self,
        deployment: str | UUID,
        *,
        parameters: Mapping[str, Any] | None = None,
        name: str | None = None,
        tags: Iterable[str] | None = None,
        idempotency_key: str | None = None,
        scheduled_time: datetime | None = None,
        job_variables: Mapping[str, Any] | None = None,
        work_queue_name: str | None = None,
    ) -> FlowRun:
        """Start a run of a deployment, and return the run as the server made it: scheduled, not yet running.

        It rests on ``POST /deployments/{id}/create_flow_run``. A paused deployment starts all the same. The request
        carries an idempotency key, so that however often it is sent, it makes exactly one run.

        Args:
            deployment: ``"flow/deployment"``, which costs one request more, or the deployment's id.
            parameters: override the deployment's own, one by one; the server checks them against the flow's schema.
            name: the run's name; the server invents one by default.
            tags: the run's own, beside the deployment's.
            idempotency_key: with a key that was used before for this flow, the run that it made comes back and
                nothing is started. By default a new one for each call.
            scheduled_time: when to start, with a timezone; now by default.
            job_variables: override those of the deployment.
            work_queue_name: a queue of the deployment's work pool, in place of the deployment's own.

        Raises:
            NotFoundError: there is no such deployment; for a name the message says which part is unknown.
            ConflictError: the parameters do not fit the flow's schema.
            ArgumentError: *deployment* is neither a full name nor an id, or *scheduled_time* has no timezone.
        """
        body = flow_run_request(
            parameters=parameters,
            name=name,
            tags=tags,
            idempotency_key=idempotency_key,
            scheduled_time=scheduled_time,
            job_variables=job_variables,
            work_queue_name=work_queue_name,
        )
        found = parse_deployment(deployment)
        deployment_id = found if isinstance(found, UUID) else (self.get(deployment)).id
        return self._client.send(api.create_flow_run_from_deployment(deployment_id, **body))

    def _unknown(self, name: DeploymentName, error: NotFoundError) -> NotFoundError:
        """Return *error*, the answer to *name*, with what one more request tells about it."""
        try:
            self._client.send(flows.read_flow_by_name(name.flow))
        except NotFoundError as missing:
            return unknown_flow(name, missing)
        return unknown_deployment(name, error)
