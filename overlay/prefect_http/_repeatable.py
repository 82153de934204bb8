"""Which calls may arrive twice. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

if TYPE_CHECKING:
    from prefect_http_api import Call

_READS: Final = frozenset({
    "concurrency_status", "count", "count-deployments", "count-task-runs", "counts", "filter", "get_runs",
    "get_scheduled_flow_runs", "history", "lateness", "next-runs", "paginate", "validate", "{countable}",
})  # fmt: skip
"""How the paths of operations end that only read, though they are a POST for the sake of their body."""

_SAME_AGAIN: Final = frozenset({
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
"""Operations that create what is not there yet and answer with what is, or that set a thing to one state."""


def repeatable(call: Call[Any]) -> bool:
    """Return whether *call* may arrive twice: the server ends in the same state, and answers the second one alike.

    A PATCH counts, since every one of the API sets values and none changes them by an amount; but not one that gives
    a new name, since what is called by the old one would not be found the second time.
    """
    if call.method == "PATCH":
        return _at(call.body, "name") is None
    if call.method != "POST":
        return True
    name, _, ending = call.operation.name, *call.operation.path.rpartition("/")[1:]
    return ending in _READS or name in _SAME_AGAIN or _has_key(call.body) or _is_marked(name, call.body)


def _has_key(body: object) -> bool:
    """Return whether *body*, or every row of it, carries an idempotency key."""
    if isinstance(body, list):
        rows = cast("list[object]", body)
        return bool(rows) and all(map(_has_key, rows))
    return isinstance(body, dict) and bool(cast("dict[str, object]", body).get("idempotency_key"))


def _is_marked(operation: str, body: object) -> bool:
    """Return whether *body* asks for a state of a flow run with an id by which the server knows it again."""
    if operation != "flow_runs.set_flow_run_state":
        return False
    # What is forced passes by the rule that looks at the id.
    return not _at(body, "force") and bool(_at(body, "state", "state_details", "transition_id"))


def _at(body: object, *keys: str) -> object:
    """Return what *body* has under *keys*, one within the other; None when it has nothing there."""
    for key in keys:
        body = cast("dict[str, object]", body).get(key) if isinstance(body, dict) else None
    return body
