# Generated from _async/_ids.py by `python -m generator.sync`.
# Do not edit: change that file, and run this.
"""From what a person writes for a thing to its id, which may need a request."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from msgspec import Struct

from prefect_http._names import DeploymentName, parse_deployment
from prefect_http.errors import NotFoundError
from prefect_http_api import deployments as api

if TYPE_CHECKING:
    from prefect_http._sync._client import Prefect
    from prefect_http_api import Call

T = TypeVar("T")


class Identified(Struct):
    """The part of an answer that says what it is about."""

    id: UUID


def deployment_id(client: Prefect, deployment: str | UUID) -> UUID:
    """Return the id of the deployment that is called ``"flow/deployment"``, or has this id, which is not looked up.

    Raises:
        NotFoundError: there is none of this name.
        ArgumentError: *deployment* is neither a full name nor an id.
    """
    found = parse_deployment(deployment)
    if isinstance(found, UUID):
        return found
    call = api.read_deployment_by_name(found.flow, found.deployment).reading(Identified)
    return (named_deployment(client, found, call)).id


def named_deployment(client: Prefect, name: DeploymentName, call: Call[T]) -> T:
    """Return the answer to *call*, which asks for the deployment called *name*.

    Raises:
        NotFoundError: there is none; the message says which part is unknown, and which ones are called alike.
    """
    try:
        return client.send(call)
    except NotFoundError as error:
        from prefect_http._sync._unknown_deployments import explained

        raise explained(client, name, error) from error
