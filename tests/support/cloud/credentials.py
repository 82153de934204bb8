"""API keys and their scopes (C2)."""

import re
from collections.abc import Collection

from tests.support.cloud.messages import Request, Response, error
from tests.support.cloud.operations import matches

# By Cloud's API document: nouns of the scopes that start with see_, write_ and manage_, by path.
_NOUNS = (
    (r"/artifacts", "artifacts"),
    (r"/block_\w+", "blocks"),
    (r"(/v2)?/concurrency_limits", "concurrency_limits"),
    (r"/deployments", "deployments"),
    (r"/(flows|flow_runs|flow_run_states|logs|task_runs|task_run_states|ui)", "flows"),
    (r"/saved_searches", "saved_search"),
    (r"/variables", "variables"),
    (r"/work_pools/[^/]+/(queues|get_scheduled_flow_runs)|/work_queues", "work_queues"),
    (r"/work_pools/[^/]+/workers|/task_workers", "workers"),
    (r"/work_pools", "work_pools"),
)
_MANAGES = re.compile(r"DELETE .*|POST .*/bulk_delete")
_READS = re.compile(
    r"GET .*|POST .*/(concurrency_status|count[\w-]*|counts|filter|get_runs|get_scheduled_flow_runs|history|lateness"
    r"|next-runs|paginate)"
)
_OTHERS = {
    "POST /concurrency_limits/decrement": ["run_flows"],
    "POST /concurrency_limits/increment": ["run_flows"],
    "DELETE /deployments/{id}/schedules/{schedule_id}": ["write_deployments"],
    "GET /deployments/{id}/work_queue_check": [],
    "POST /deployments/{id}/create_flow_run": ["run_deployments"],
    "POST /deployments/{id}/create_flow_run/bulk": ["run_deployments"],
    "POST /saved_searches/filter": ["see_flows"],
    "GET /saved_searches/{id}": ["see_flows"],
    "POST /ui/schemas/validate": [],
    "POST /work_pools/{name}/concurrency_status": ["see_work_queues", "see_work_pools"],
    "POST /work_queues/": ["see_work_queues"],
}
"""Scopes of the operations that differ from the others of their path."""


def rejected_key(request: Request, api_key: str) -> Response | None:
    """Return the response to a request with a missing or wrong API key."""
    authorization = request.headers.get("authorization")
    if authorization == f"Bearer {api_key}":
        return None
    detail = "Unauthorized" if authorization is None else "Invalid authentication credentials"
    return error(401, detail, x_deny="ext-authz")


def scopes_of(operation: str) -> list[str]:
    """Return the scopes that *operation* requires."""
    for template, scopes in _OTHERS.items():
        if matches(operation, template):
            return scopes
    path = operation.partition(" ")[2]
    noun = next((noun for pattern, noun in _NOUNS if re.match(f"({pattern})(/|$)", path)), None)
    if noun is None:
        return []
    if _READS.fullmatch(operation):
        return [f"see_{noun}"]
    if _MANAGES.fullmatch(operation) or noun in {"blocks", "concurrency_limits", "saved_search"}:
        return [f"manage_{noun}"]
    return ["run_flows" if noun == "flows" else f"write_{noun}"]


def lacking_scope(operation: str, scopes: Collection[str] | None) -> Response | None:
    """Return the response to an operation whose scopes the key lacks. Its text is not known."""
    return None if scopes is None or set(scopes_of(operation)) <= set(scopes) else error(403, "Forbidden")
