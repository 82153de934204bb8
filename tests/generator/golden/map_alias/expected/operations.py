# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 f7cb9b786d723c7c) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Table of all operations: method, path, parameters, statuses, request and response types.

Types are loaded lazily: importing the table loads no class.
"""

from __future__ import annotations

from ._call import Operation

THINGS_READ_THING: Operation[dict[str, dict[str, int | str | None]]] = Operation(
    "things.read_thing",
    "GET",
    "/things/",
    responses={200: lambda: dict[str, dict[str, int | str | None]]},
)

OPERATIONS: dict[str, Operation[object]] = {
    THINGS_READ_THING.name: THINGS_READ_THING,
}
"""All operations by name, such as ``"deployments.read_deployment"``."""
