"""Which part of a deployment's name is wrong, which takes a few more requests to tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefect_http._async._flows import flow_by_name
from prefect_http._async._similar import similar_names
from prefect_http._unknown import unknown_deployment, unknown_flow_of
from prefect_http.errors import NotFoundError, StatusError, TransportError
from prefect_http_api import deployments as api

if TYPE_CHECKING:
    from prefect_http._async._client import AsyncPrefect
    from prefect_http._names import DeploymentName
    from prefect_http.models import Deployment
    from prefect_http_api import Call
    from prefect_http_api.requests import ReadDeploymentsBody


async def explained(client: AsyncPrefect, name: DeploymentName, error: NotFoundError) -> NotFoundError:
    """Return *error*, the answer to *name*, with what the server knows of it, as far as it tells."""

    def of_the_flow(fragment: str | None) -> Call[list[Deployment]]:
        body: ReadDeploymentsBody = {"flows": {"name": {"any_": [name.flow]}}}
        if fragment:
            body["deployments"] = {"name": {"like_": fragment}}
        return api.read_deployments(**body)

    try:
        await flow_by_name(client, name.flow, retry=False)
    except NotFoundError as missing:
        return unknown_flow_of(name, missing)
    except (StatusError, TransportError):
        return error
    return unknown_deployment(name, await similar_names(client, name.deployment, of_the_flow), error)
