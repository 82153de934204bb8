# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 21046b91a0d5855c) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Table of all operations: method, path, parameters, statuses, request and response types.

Types are loaded lazily: importing the table loads no class.
"""

from __future__ import annotations

from ._call import Operation

THINGS_COUNT_THINGS: Operation[int] = Operation(
    "things.count_things",
    "GET",
    "/things/{name}/find",
    responses={200: lambda: int},
    query=(
        "limit",
        "since",
    ),
    headers=("x-trace-id",),
)

OPERATIONS: dict[str, Operation[object]] = {
    THINGS_COUNT_THINGS.name: THINGS_COUNT_THINGS,
}
"""All operations by name, such as ``"deployments.read_deployment"``."""
