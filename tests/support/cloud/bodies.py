"""Request bodies: what Cloud refuses that a self-hosted server accepts (C4, C9), and its other defaults (C19)."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from tests.support.cloud.messages import Problem
from tests.support.cloud.operations import matches

Check = Callable[[Any], tuple[str, str] | None]
"""Returns the message and the type of the problem of a value, or None."""

_NAME = r"[^/%&><]+"
_RUN = "idempotency_key name work_queue_name state.name"
_QUEUE = "description name"

_TEXTS = {
    "POST /artifacts/": "description key type",
    "PATCH /artifacts/{id}": "description",
    "POST /automations/": "description name owner_resource",
    "PUT /automations/{id}": "description name",
    "POST /block_documents/": "name",
    "PATCH /block_documents/{id}": "name",
    "POST /block_schemas/": "version",
    "POST /block_types/": "code_example description name slug",
    "PATCH /block_types/{id}": "code_example description",
    "POST /concurrency_limits/": "tag",
    "POST /v2/concurrency_limits/": "name",
    "PATCH /v2/concurrency_limits/{id}": "name",
    "POST /deployments/": "entrypoint name path version work_pool_name work_queue_name schedules[].slug",
    "PATCH /deployments/{id}": "version work_pool_name schedules[].slug",
    "POST /deployments/{id}/schedules": "[].slug",
    "PATCH /deployments/{id}/schedules/{schedule_id}": "slug",
    "POST /deployments/{id}/create_flow_run": _RUN,
    "POST /deployments/{id}/create_flow_run/bulk": " ".join(f"[].{key}" for key in _RUN.split()),
    "POST /flows/": "name",
    "POST /flow_runs/": "flow_version idempotency_key work_pool_name work_queue_name state.name",
    "PATCH /flow_runs/{id}": "flow_version infrastructure_pid name",
    "POST /flow_runs/{id}/set_state": "state.name",
    "POST /flow_runs/bulk_set_state": "state.name",
    "POST /logs/": "[].name",
    "PUT /saved_searches/": "name",
    "POST /task_runs/": "cache_key dynamic_key name task_key task_version state.name",
    "PATCH /task_runs/{id}": "name",
    "POST /task_runs/{id}/set_state": "state.name",
    "POST /work_pools/": "description name type",
    "PATCH /work_pools/{name}": "description",
    "POST /work_pools/{name}/queues": _QUEUE,
    "PATCH /work_pools/{name}/queues/{queue}": _QUEUE,
    "POST /work_queues/": _QUEUE,
    "PATCH /work_queues/{id}": _QUEUE,
}
"""Texts of at most 5,000 characters (C9)."""


def _longest(size: int) -> Check:
    def check(value: Any) -> tuple[str, str] | None:
        if isinstance(value, str) and len(value) > size:
            return f"String should have at most {size} characters", "string_too_long"
        return None

    return check


def _between(low: float, high: float) -> Check:
    def check(value: Any) -> tuple[str, str] | None:
        if isinstance(value, int | float) and value > high:
            return f"Input should be less than or equal to {high:g}", "less_than_equal"
        if isinstance(value, int | float) and value < low:
            return f"Input should be greater than or equal to {low:g}", "greater_than_equal"
        return None

    return check


def _name(value: Any) -> tuple[str, str] | None:
    if isinstance(value, str) and not re.fullmatch(_NAME, value):
        return f"String should match pattern '^{_NAME}$'", "string_pattern_mismatch"
    return None


def _not_null(value: Any) -> tuple[str, str] | None:
    return ("Input should not be null", "not_null") if value is None else None


def _not_delete(value: Any) -> tuple[str, str] | None:
    return ("Input tag 'delete-flow-run' is unknown", "union_tag_invalid") if value == "delete-flow-run" else None


def _scalar(value: Any) -> tuple[str, str] | None:
    return ("Input should be a string or a number", "string_type") if isinstance(value, list | dict | None) else None


_INFINITE = float("inf")
_AUTOMATION = "POST /automations/", "PUT /automations/{id}"
_SLOTS = tuple(f"POST /v2/concurrency_limits/{each}" for each in ("increment", "increment-with-lease", "decrement"))

_CHECKS: tuple[tuple[tuple[str, ...], str, Check], ...] = (
    *(((template,), place, _longest(5_000)) for template, places in _TEXTS.items() for place in places.split()),
    (("POST /block_types/", "PATCH /block_types/{id}"), "logo_url", _longest(2_083)),
    (("POST /block_types/", "PATCH /block_types/{id}"), "documentation_url", _longest(2_083)),
    (("POST /events",), "[].event", _longest(1_024)),
    (("POST /flow_runs/{id}/input",), "value", _longest(500_000)),
    (("POST /logs/",), "[].message", _longest(25_000)),
    (("POST /logs/filter",), "offset", _between(0, 20_000)),
    (("POST /task_runs/filter",), "offset", _between(0, 10_001)),
    (("POST /concurrency_limits/",), "concurrency_limit", _between(0, _INFINITE)),
    (
        ("POST /v2/concurrency_limits/", "PATCH /v2/concurrency_limits/{id}"),
        "slot_decay_per_second",
        _between(0, 1_000_000),
    ),
    (("POST /deployments/",), "name", _name),
    (("PATCH /work_pools/{name}/queues/{queue}", "PATCH /work_queues/{id}"), "name", _name),
    (_SLOTS, "names[]", _name),
    (
        ("POST /deployments/", "PATCH /deployments/{id}"),
        "concurrency_options.grace_period_seconds",
        _not_null,
    ),
    (("POST /deployments/", "PATCH /deployments/{id}"), "schedules[].schedule.timezone", _not_null),
    (("POST /deployments/{id}/schedules",), "[].schedule.timezone", _not_null),
    (("PATCH /deployments/{id}/schedules/{schedule_id}",), "schedule.timezone", _not_null),
    (("PATCH /work_pools/{name}",), "base_job_template", _not_null),
    (("PATCH /work_pools/{name}",), "storage_configuration", _not_null),
    (("POST /work_pools/count",), "work_pools", _not_null),
    *((_AUTOMATION, f"{key}[].type", _not_delete) for key in ("actions", "actions_on_trigger", "actions_on_resolve")),
    (("PATCH /flow_runs/{id}/labels",), "{}", _scalar),
)

_REQUIRED = {
    "POST /deployments/bulk_delete": "deployments",
    "POST /flow_runs/bulk_delete": "flow_runs",
    "POST /flow_runs/bulk_set_state": "flow_runs",
    "POST /flows/bulk_delete": "flows",
}
"""Filters that may not be left out or null."""


def problems(operation: str, body: Any) -> list[Problem]:
    """Return the reasons to reject the decoded *body* with 422."""
    found = [
        Problem(["body", *place], *problem)
        for templates, path, check in _CHECKS
        if matches(operation, *templates)
        for place, value in _values(body, re.findall(r"\w+|\[\]|\{\}", path))
        if (problem := check(value))
    ]
    filters = _REQUIRED.get(operation)
    if filters and (not isinstance(body, dict) or body.get(filters) is None):
        found.append(Problem(["body", filters], "Field required", "missing"))
    automations = body.get("automations") if isinstance(body, dict) else None
    if operation == "POST /automations/filter" and isinstance(automations, dict) and "id" in automations:
        found.append(Problem(["body", "automations", "id"], "Extra inputs are not permitted", "extra_forbidden"))
    return found


def _values(value: Any, path: list[str]) -> Iterator[tuple[list[str | int], Any]]:
    """Yield the place and value of each part of *value* at *path*, in which ``[]`` and ``{}`` stand for all items."""
    if not path:
        yield [], value
        return
    step, *rest = path
    if step == "[]":
        parts: list[tuple[str | int, Any]] = list(enumerate(value)) if isinstance(value, list) else []
    elif isinstance(value, dict):
        parts = [(key, each) for key, each in value.items() if step in {key, "{}"}]
    else:
        parts = []
    for key, part in parts:
        for place, found in _values(part, rest):
            yield [key, *place], found


def with_defaults(operation: str, body: Any) -> Any:
    """Return *body* with Cloud's defaults where they differ (C19), or None to drop it."""
    if operation == "POST /automations/count":
        # FastAPI ignores the body of an operation that takes none (C4).
        return None
    if operation == "POST /deployments/" and isinstance(body, dict):
        body = {"enforce_parameter_schema": False, **body}
    if matches(operation, "POST /deployments/", "PATCH /deployments/{id}") and isinstance(body, dict):
        options = body.get("concurrency_options")
        if isinstance(options, dict):
            body = {**body, "concurrency_options": {"grace_period_seconds": 600, **options}}
    return body
