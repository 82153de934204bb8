# Generated from _async/_ids.py by `python -m generator.sync`.
# Do not edit: change that file, and run this.
"""From what a person writes for a thing to its id, which may need a request."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from prefect_http._names import parse_deployment

if TYPE_CHECKING:
    from prefect_http._sync._client import Prefect


def deployment_id(client: Prefect, deployment: str | UUID) -> UUID:
    """Return the id of the deployment that is called ``"flow/deployment"``, or has this id, which is not looked up.

    Raises:
        NotFoundError: there is none of this name.
        ArgumentError: *deployment* is neither a full name nor an id.
    """
    found = parse_deployment(deployment)
    return found if isinstance(found, UUID) else (client.deployments.get(deployment)).id
