# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 b93b23613c8a973f) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Table of all operations: method, path, parameters, statuses, request and response types.

Types are loaded lazily: importing the table loads no class.
"""

from __future__ import annotations

from . import models, requests
from ._call import Operation

THINGS_CREATE_THING: Operation[models.Thing] = Operation(
    "things.create_thing",
    "POST",
    "/things/",
    responses={200: lambda: models.Thing},
    request=lambda: requests.Thing,
    body_objects=("Thing",),
)

OPERATIONS: dict[str, Operation[object]] = {
    THINGS_CREATE_THING.name: THINGS_CREATE_THING,
}
"""All operations by name, such as ``"deployments.read_deployment"``."""
