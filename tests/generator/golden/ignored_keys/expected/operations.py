# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 10b7e7e0f5e4ad43) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Table of all operations: method, path, parameters, statuses, request and response types.

Types are loaded lazily: importing the table loads no class.
"""

from __future__ import annotations

from . import requests
from ._call import Operation

THINGS_CREATE_THING: Operation[None] = Operation(
    "things.create_thing",
    "POST",
    "/things/",
    responses={204: lambda: None},
    request=lambda: requests.ThingCreate,
)
THINGS_UPDATE_THING: Operation[None] = Operation(
    "things.update_thing",
    "PATCH",
    "/things/",
    responses={204: lambda: None},
    request=lambda: requests.ThingUpdate,
)
THINGS_READ_THINGS: Operation[None] = Operation(
    "things.read_things",
    "POST",
    "/things/filter",
    responses={204: lambda: None},
    request=lambda: requests.ReadThingsBody,
    body_objects=("ReadThingsBody",),
)

OPERATIONS: dict[str, Operation[object]] = {
    THINGS_CREATE_THING.name: THINGS_CREATE_THING,
    THINGS_UPDATE_THING.name: THINGS_UPDATE_THING,
    THINGS_READ_THINGS.name: THINGS_READ_THINGS,
}
"""All operations by name, such as ``"deployments.read_deployment"``."""
