# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 e856e6a25519acdb) by `python -m generator`.
# Do not edit: `nox -s regenerate` writes it anew.
"""The table of operations: of each its method, path, statuses, and the types of its request and answers.

The types are behind functions, so that reading the table loads no class.
"""

from __future__ import annotations

from . import models
from ._call import Operation

THINGS_READ_THING: Operation[models.Thing] = Operation(
    "things.read_thing",
    "GET",
    "/things/",
    answers={200: lambda: models.Thing},
)

OPERATIONS: dict[str, Operation[object]] = {
    THINGS_READ_THING.name: THINGS_READ_THING,
}
"""Every operation by its name, such as ``"deployments.read_deployment"``."""
