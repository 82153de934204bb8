# Generated from the OpenAPI document of Prefect 1.2.3 (sha256 993d787433fd4342) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Table of all operations: method, path, parameters, statuses, request and response types.

Types are loaded lazily: importing the table loads no class.
"""

from __future__ import annotations

from ._call import Operation

THINGS_DOWNLOAD_LOGS: Operation[str] = Operation(
    "things.download_logs",
    "GET",
    "/flow_runs/{id}/logs/download",
    responses={200: lambda: str},
    media_type="text/csv",
)

OPERATIONS: dict[str, Operation[object]] = {
    THINGS_DOWNLOAD_LOGS.name: THINGS_DOWNLOAD_LOGS,
}
"""All operations by name, such as ``"deployments.read_deployment"``."""
