# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 b93b23613c8a973f) by `python -m generator`.
# Do not edit: `nox -s regenerate` writes it anew.
"""The table of operations: of each its method, path, statuses, and the types of its request and answers.

The types are behind functions, so that reading the table loads no class.
"""

from __future__ import annotations

from . import models, requests
from ._call import Operation

THINGS_CREATE_THING: Operation[models.Thing] = Operation(
    "things.create_thing",
    "POST",
    "/things/",
    answers={200: lambda: models.Thing},
    request=lambda: requests.Thing,
    keys=(
        "name",
        "wait",
    ),
)

OPERATIONS: dict[str, Operation[object]] = {
    THINGS_CREATE_THING.name: THINGS_CREATE_THING,
}
"""Every operation by its name, such as ``"deployments.read_deployment"``."""
