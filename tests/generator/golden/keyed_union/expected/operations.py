# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 931354ab92140f7c) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Table of all operations: method, path, parameters, statuses, request and response types.

Types are loaded lazily: importing the table loads no class.
"""

from __future__ import annotations

from . import models
from ._call import Operation

THINGS_READ_THING: Operation[models.Thing] = Operation(
    "things.read_thing",
    "GET",
    "/things/",
    responses={200: lambda: models.Thing},
)

OPERATIONS: dict[str, Operation[object]] = {
    THINGS_READ_THING.name: THINGS_READ_THING,
}
"""All operations by name, such as ``"deployments.read_deployment"``."""
