# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 b34ec80013c83b77) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Table of all operations: method, path, parameters, statuses, request and response types.

Types are loaded lazily: importing the table loads no class.
"""

from __future__ import annotations

from . import requests
from ._call import Operation

THINGS_CREATE_THINGS: Operation[None] = Operation(
    "things.create_things",
    "POST",
    "/things/",
    responses={204: lambda: None},
    request=lambda: requests.CreateThingsBody,
    body_objects=("ThingCreate",),
)

OPERATIONS: dict[str, Operation[object]] = {
    THINGS_CREATE_THINGS.name: THINGS_CREATE_THINGS,
}
"""All operations by name, such as ``"deployments.read_deployment"``."""
