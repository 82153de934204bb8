# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 21046b91a0d5855c) by `python -m generator`.
# Do not edit: `nox -s regenerate` writes it anew.
"""The table of operations: of each its method, path, statuses, and the types of its request and answers.

The types are behind functions, so that reading the table loads no class.
"""

from __future__ import annotations

from ._call import Operation

THINGS_COUNT_THINGS: Operation[int] = Operation(
    "things.count_things",
    "GET",
    "/things/{name}/find",
    answers={200: lambda: int},
    query=(
        "limit",
        "since",
    ),
    headers=("x-trace-id",),
)

OPERATIONS: dict[str, Operation[object]] = {
    THINGS_COUNT_THINGS.name: THINGS_COUNT_THINGS,
}
"""Every operation by its name, such as ``"deployments.read_deployment"``."""
