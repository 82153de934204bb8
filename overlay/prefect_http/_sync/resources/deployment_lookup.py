# Generated from _async/resources/deployment_lookup.py by `python -m generator.unasync`.
# Do not edit: change that file and run the command.
"""Look up deployments by full name or ID, and explain which part of a name is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from msgspec import Struct

from prefect_http import models
from prefect_http._domain.references import DEPLOYMENT, DeploymentName
from prefect_http._lazy import lazy_module
from prefect_http._sync.connection import Connection
from prefect_http.errors import NotFoundError, PrefectHTTPError
from prefect_http_api import Call, requests
from prefect_http_api import deployments as api

if TYPE_CHECKING:
    from prefect_http import references
else:
    references = lazy_module("prefect_http.references")

T = TypeVar("T")


class ResolvedDeployment(Struct):
    """ID and parameter schema of a deployment. The schema is None if it is unknown."""

    id: UUID
    parameter_openapi_schema: Any = None


def resolve_deployment(connection: Connection, deployment: references.Deployment) -> ResolvedDeployment:
    """Return the ID and the parameter schema of a deployment. For an ID or a model, no request is sent.

    The schema of an ID is unknown.

    Raises:
        NotFoundError: The deployment does not exist.
        ArgumentError: *deployment* is neither a full name nor a valid UUID.
    """
    reference = DEPLOYMENT.parse(deployment)
    if isinstance(reference, UUID):
        return ResolvedDeployment(reference, getattr(deployment, "parameter_openapi_schema", None))
    call = api.read_deployment_by_name(reference.flow, reference.deployment).decode_as(ResolvedDeployment)
    return _send_by_name(connection, reference, call)


def resolve_deployment_id(connection: Connection, deployment: references.Deployment) -> UUID:
    """Return the ID of a deployment. See `resolve_deployment`."""
    return (resolve_deployment(connection, deployment)).id


def find_deployment(connection: Connection, deployment: references.Deployment) -> models.Deployment:
    """Return a deployment by full name or ID.

    Raises:
        NotFoundError: The deployment does not exist.
        ArgumentError: *deployment* is neither a full name nor a valid UUID.
    """
    reference = DEPLOYMENT.parse(deployment)
    if isinstance(reference, UUID):
        return connection.send(api.read_deployment(reference))
    return _send_by_name(connection, reference, api.read_deployment_by_name(reference.flow, reference.deployment))


def _send_by_name(connection: Connection, name: DeploymentName, call: Call[T]) -> T:
    """Send *call*, which reads the deployment called *name*.

    Raises:
        NotFoundError: The deployment does not exist. The message says which part of the name is unknown, and suggests
            similar names.
    """
    try:
        return connection.send(call)
    except NotFoundError as error:
        raise _explain(connection, name, error) from error


def _explain(connection: Connection, name: DeploymentName, error: NotFoundError) -> NotFoundError:
    """Return *error*, extended by the unknown part of *name* and similar names, or unchanged if a request fails."""
    from prefect_http._domain.suggestions import name_fragments, unknown_deployment, unknown_flow_of_deployment
    from prefect_http._sync.resources.flow_lookup import find_flow_by_name
    from prefect_http._sync.resources.similar_names import find_similar_names

    def search(fragment: str | None) -> Call[list[models.Deployment]]:
        body: requests.ReadDeploymentsBody = {"flows": {"name": {"any_": [name.flow]}}}
        if fragment:
            body["deployments"] = {"name": {"like_": fragment}}
        return api.read_deployments(**body)

    try:
        find_flow_by_name(connection, name.flow, retry=False)
    except NotFoundError as flow_error:
        return unknown_flow_of_deployment(name, flow_error)
    except PrefectHTTPError:
        return error
    searches = map(search, name_fragments(name.deployment))
    return unknown_deployment(name, find_similar_names(connection, name.deployment, searches), error)
