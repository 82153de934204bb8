"""From what a person writes for a thing to its id, which may need a request."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from msgspec import Struct

from prefect_http._domain.references import DeploymentName, parse_deployment
from prefect_http.errors import NotFoundError, StatusError, TransportError
from prefect_http_api import deployments as api

if TYPE_CHECKING:
    from prefect_http._async.connection import AsyncConnection
    from prefect_http._domain.references import DeploymentName
    from prefect_http.models import Deployment
    from prefect_http_api import Call
    from prefect_http_api.requests import ReadDeploymentsBody


T = TypeVar("T")


class Identified(Struct):
    """The part of an answer that says what it is about."""

    id: UUID


async def deployment_id(connection: AsyncConnection, deployment: str | UUID) -> UUID:
    """Return the id of the deployment that is called ``"flow/deployment"``, or has this id, which is not looked up.

    Raises:
        NotFoundError: there is none of this name.
        ArgumentError: *deployment* is neither a full name nor an id.
    """
    found = parse_deployment(deployment)
    if isinstance(found, UUID):
        return found
    call = api.read_deployment_by_name(found.flow, found.deployment).decode_as(Identified)
    return (await _named(connection, found, call)).id


async def find_deployment(connection: AsyncConnection, deployment: str | UUID) -> Deployment:
    """Return the deployment that is called ``"flow/deployment"``, or has this id.

    Raises:
        NotFoundError: there is none of this name or id.
        ArgumentError: *deployment* is neither a full name nor an id.
    """
    found = parse_deployment(deployment)
    if isinstance(found, UUID):
        return await connection.send(api.read_deployment(found))
    return await _named(connection, found, api.read_deployment_by_name(found.flow, found.deployment))


async def _named(connection: AsyncConnection, name: DeploymentName, call: Call[T]) -> T:
    """Return the answer to *call*, which asks for the deployment called *name*.

    Raises:
        NotFoundError: there is none; the message says which part is unknown, and which ones are called alike.
    """
    try:
        return await connection.send(call)
    except NotFoundError as error:
        raise await _explained(connection, name, error) from error


async def _explained(connection: AsyncConnection, name: DeploymentName, error: NotFoundError) -> NotFoundError:
    """Return *error*, the answer to *name*, with what the server knows of it, as far as it tells."""
    from prefect_http._async.resources.flows import flow_by_name
    from prefect_http._async.resources.name_lookup import similar_names
    from prefect_http._domain.suggestions import unknown_deployment, unknown_flow_of

    def of_the_flow(fragment: str | None) -> Call[list[Deployment]]:
        body: ReadDeploymentsBody = {"flows": {"name": {"any_": [name.flow]}}}
        if fragment:
            body["deployments"] = {"name": {"like_": fragment}}
        return api.read_deployments(**body)

    try:
        await flow_by_name(connection, name.flow, retry=False)
    except NotFoundError as missing:
        return unknown_flow_of(name, missing)
    except (StatusError, TransportError):
        return error
    return unknown_deployment(name, await similar_names(connection, name.deployment, of_the_flow), error)
