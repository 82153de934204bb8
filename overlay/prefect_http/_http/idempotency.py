"""Idempotency: which calls are safe to resend, and after which responses."""

from __future__ import annotations

from typing import Any, Final, cast

import prefect_http_api
from prefect_http._http.json_path import is_object

_READ_PATHS: Final = frozenset({
    "concurrency_status", "count", "count-deployments", "count-task-runs", "counts", "filter", "get_runs",
    "get_scheduled_flow_runs", "history", "lateness", "next-runs", "paginate", "validate", "{countable}",
})  # fmt: skip
"""Last path segments of read-only operations that use POST because they have a body."""

_IDEMPOTENT_POSTS: Final = frozenset({
    "block_schemas.create_block_schema",
    "block_types.install_system_block_types",
    "concurrency_limits.create_concurrency_limit",
    "concurrency_limits.reset_concurrency_limit_by_tag",
    "concurrency_limits_v2.renew_concurrency_lease",
    "deployments.create_deployment",
    "deployments.pause_deployment",
    "deployments.resume_deployment",
    "flows.create_flow",
    "work_pools.worker_heartbeat",
})  # fmt: skip
"""POST operations that return an existing resource instead of creating a second one, or that set a fixed state."""

_BULK_DELETES: Final = frozenset({
    "deployments.bulk_delete_deployments",
    "flow_runs.bulk_delete_flow_runs",
    "flows.bulk_delete_flows",
})  # fmt: skip
"""POST operations that delete what matches a filter."""

_SEVERAL_TRANSACTIONS: Final = frozenset({"/flow_runs/bulk_set_state", "/logs"})
"""Paths to which the server splits a POST into transactions, so that a failure may undo only a part."""


def is_idempotent(call: prefect_http_api.Call[Any]) -> bool:
    """Return whether *call* is safe to resend: a second delivery changes nothing more and is not reported as an error.

    - A PATCH is idempotent, since every PATCH of the API sets values and none increments them. The exception is a PATCH
      that renames a resource addressed by name: the second request would not find the old name.
    - Deleting what matches a filter is idempotent, except with a limit: the second request would delete more.
    - What a custom call does is unknown. Its PATCH or POST is idempotent if it has an idempotency key, or if its path
      ends like that of a read-only operation.
    """
    if _is_custom(call):
        return call.method not in {"PATCH", "POST"} or _is_read(call.path) or _has_idempotency_key(call.body)
    if call.method == "PATCH":
        return _get(call.body, "name") is None or call.operation.path.endswith("/{id}")
    if call.method != "POST":
        return True
    name, segment = call.operation.name, call.operation.path.rpartition("/")[2]
    return (
        segment in _READ_PATHS
        or name in _IDEMPOTENT_POSTS
        or (name in _BULK_DELETES and _get(call.body, "limit") is None)
        or (name == "task_runs.create_task_run" and _get(call.body, "flow_run_id") is not None)
        or _has_idempotency_key(call.body)
        or _has_transition_id(name, call.body)
    )


def is_atomic(call: prefect_http_api.Call[Any]) -> bool:
    """Return whether the server undoes all of *call* if it fails, so that 503 means that nothing was done."""
    return call.operation.path.rstrip("/") not in _SEVERAL_TRANSACTIONS


def _is_custom(call: prefect_http_api.Call[Any]) -> bool:
    # Imported late: importing the client should not load the class of calls.
    from prefect_http._http.custom_calls import CustomOperation

    return isinstance(call.operation, CustomOperation)


def _is_read(path: str) -> bool:
    """Return whether a POST to *path* only reads."""
    *_, parent, last = path.split("/")
    return last in _READ_PATHS or parent == "count-by"


def _has_idempotency_key(body: object) -> bool:
    """Return whether *body* has an idempotency key. If it is a list, every row must have one."""
    if isinstance(body, list):
        rows = cast("list[object]", body)
        return bool(rows) and all(map(_has_idempotency_key, rows))
    return is_object(body) and bool(body.get("idempotency_key"))


def _has_transition_id(operation: str, body: object) -> bool:
    """Return whether *body* sets a flow run state with a transition ID, by which the server recognizes a retry."""
    if operation != "flow_runs.set_flow_run_state":
        return False
    # A forced state bypasses the rule that compares the ID.
    return not _get(body, "force") and bool(_get(body, "state", "state_details", "transition_id"))


def _get(body: object, *keys: str) -> object:
    """Return the value in *body* at the nested *keys*, or None if a key is missing."""
    for key in keys:
        body = body.get(key) if is_object(body) else None
    return body
