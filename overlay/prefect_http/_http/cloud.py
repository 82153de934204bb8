"""Prefect Cloud: which operations it lacks, and which it serves above the workspace, as its API document declares."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

import prefect_http_api
from prefect_http.errors import StatusError, UnknownRouteError, UnsupportedByServerError

ABOVE_WORKSPACE: Final = frozenset({"collections.read_view_content"})
"""Operations that Prefect Cloud serves above the workspace."""

MISSING: Final = frozenset({
    "admin.clear_server_default_result_storage", "admin.read_server_default_result_storage", "admin.read_settings",
    "admin.read_version", "admin.update_server_default_result_storage", "root.create_csrf_token",
    "root.perform_readiness_check", "root.server_version", "task_runs.read_task_run_with_flow_run_name",
})  # fmt: skip
"""Operations that Prefect Cloud lacks."""

_NOT_FOUND: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED})


def unsupported_on_cloud(call: prefect_http_api.Call[Any], error: StatusError) -> UnsupportedByServerError | None:
    """Return the error for *call* if Prefect Cloud lacks its operation, or None if *error* has another cause."""
    operation = call.operation
    is_missing = operation.name in MISSING and error.status in _NOT_FOUND
    is_not_above = operation.name in ABOVE_WORKSPACE and isinstance(error, UnknownRouteError)
    if not (is_missing or is_not_above):
        return None
    return UnsupportedByServerError(
        f"{operation.method} {operation.path}: not available on Prefect Cloud",
        status=error.status,
        detail=error.detail,
        method=error.method,
        url=error.url,
        server_version=None,
        since=None,
    )
