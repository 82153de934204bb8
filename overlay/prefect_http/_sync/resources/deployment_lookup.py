# Generated from _async/resources/deployment_lookup.py by `python -m generator.unasync`.
# Do not edit: change that file, and run this.
"""From what a person writes for a thing to its id, which may need a request."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from msgspec import Struct

from prefect_http._domain.references import DeploymentName, parse_deployment
from prefect_http.errors import NotFoundError, StatusError, TransportError
from prefect_http_api import deployments as api

if TYPE_CHECKING:
    from prefect_http._domain.references import DeploymentName
    from prefect_http._sync.connection import Connection
    from prefect_http.models import Deployment
    from prefect_http_api import Call
    from prefect_http_api.requests import ReadDeploymentsBody


T = TypeVar("T")


class Identified(Struct):
    """The part of an answer that says what it is about."""

    id: UUID


def deployment_id(connection: Connection, deployment: str | UUID) -> UUID:
    """Return the id of the deployment that is called ``"flow/deployment"``, or has this id, which is not looked up.

    Raises:
        NotFoundError: there is none of this name.
        ArgumentError: *deployment* is neither a full name nor an id.
    """
    found = parse_deployment(deployment)
    if isinstance(found, UUID):
        return found
    call = api.read_deployment_by_name(found.flow, found.deployment).decode_as(Identified)
    return (_named(connection, found, call)).id


def find_deployment(connection: Connection, deployment: str | UUID) -> Deployment:
    """Return the deployment that is called ``"flow/deployment"``, or has this id.

    Raises:
        NotFoundError: there is none of this name or id.
        ArgumentError: *deployment* is neither a full name nor an id.
    """
    found = parse_deployment(deployment)
    if isinstance(found, UUID):
        return connection.send(api.read_deployment(found))
    return _named(connection, found, api.read_deployment_by_name(found.flow, found.deployment))


def _named(connection: Connection, name: DeploymentName, call: Call[T]) -> T:
    """Return the answer to *call*, which asks for the deployment called *name*.

    Raises:
        NotFoundError: there is none; the message says which part is unknown, and which ones are called alike.
    """
    try:
        return connection.send(call)
    except NotFoundError as error:
        raise _explained(connection, name, error) from error


def _explained(connection: Connection, name: DeploymentName, error: NotFoundError) -> NotFoundError:
    """Return *error*, the answer to *name*, with what the server knows of it, as far as it tells."""
    from prefect_http._domain.suggestions import unknown_deployment, unknown_flow_of
    from prefect_http._sync.resources.flows import flow_by_name
    from prefect_http._sync.resources.name_lookup import similar_names

    def of_the_flow(fragment: str | None) -> Call[list[Deployment]]:
        body: ReadDeploymentsBody = {"flows": {"name": {"any_": [name.flow]}}}
        if fragment:
            body["deployments"] = {"name": {"like_": fragment}}
        return api.read_deployments(**body)

    try:
        flow_by_name(connection, name.flow, retry=False)
    except NotFoundError as missing:
        return unknown_flow_of(name, missing)
    except (StatusError, TransportError):
        return error
    return unknown_deployment(name, similar_names(connection, name.deployment, of_the_flow), error)
