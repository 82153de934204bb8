# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 993d787433fd4342) by `python -m generator`.
# Do not edit: `nox -s regenerate` writes it anew.
"""The table of operations: of each its method, path, statuses, and the types of its request and answers.

The types are behind functions, so that reading the table loads no class.
"""

from __future__ import annotations

from ._call import Operation

THINGS_DOWNLOAD_LOGS: Operation[str] = Operation(
    "things.download_logs",
    "GET",
    "/flow_runs/{id}/logs/download",
    answers={200: lambda: str},
    media_type="text/csv",
)

OPERATIONS: dict[str, Operation[object]] = {
    THINGS_DOWNLOAD_LOGS.name: THINGS_DOWNLOAD_LOGS,
}
"""Every operation by its name, such as ``"deployments.read_deployment"``."""
