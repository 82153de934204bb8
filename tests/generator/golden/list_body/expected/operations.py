# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 b34ec80013c83b77) by `python -m generator`.
# Do not edit: `nox -s regenerate` writes it anew.
"""The table of operations: of each its method, path, statuses, and the types of its request and answers.

The types are behind functions, so that reading the table loads no class.
"""

from __future__ import annotations

from . import requests
from ._call import Operation

THINGS_CREATE_THINGS: Operation[None] = Operation(
    "things.create_things",
    "POST",
    "/things/",
    answers={204: lambda: None},
    request=lambda: requests.CreateThingsBody,
)

OPERATIONS: dict[str, Operation[object]] = {
    THINGS_CREATE_THINGS.name: THINGS_CREATE_THINGS,
}
"""Every operation by its name, such as ``"deployments.read_deployment"``."""
