# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 f7cb9b786d723c7c) by `python -m generator`.
# Do not edit: `nox -s regenerate` writes it anew.
"""The table of operations: of each its method, path, statuses, and the types of its request and answers.

The types are behind functions, so that reading the table loads no class.
"""

from __future__ import annotations

from ._call import Operation

THINGS_READ_THING: Operation[dict[str, dict[str, int | str | None]]] = Operation(
    "things.read_thing",
    "GET",
    "/things/",
    answers={200: lambda: dict[str, dict[str, int | str | None]]},
)

OPERATIONS: dict[str, Operation[object]] = {
    THINGS_READ_THING.name: THINGS_READ_THING,
}
"""Every operation by its name, such as ``"deployments.read_deployment"``."""
