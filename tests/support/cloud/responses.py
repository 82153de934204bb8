"""Responses: the keys that Cloud adds and removes, the values that it may null, and its statuses (C10 to C13, C18)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from tests.support.cloud.messages import Response, json_response
from tests.support.cloud.operations import matches
from tests.support.cloud.switches import Switches

_ACTOR = {"id": str(UUID(int=7)), "type": "USER", "display_value": "marvin"}
_ACTOR_REFERENCE = {"actor_id": str(UUID(int=7)), "handle": "marvin", "user_id": str(UUID(int=8)), "bot_id": None}

# Keys that tell the kind of a row, and the keys that Cloud adds (C10).
_ADDED: tuple[tuple[set[str], dict[str, Any]], ...] = (
    (
        {"empirical_policy", "deployment_id"},
        {"flow_name": "etl", "deployment_version_id": None, "deployment_version_info": None},
    ),
    (
        {"enforce_parameter_schema"},
        {
            "disabled": False,
            "branch": None,
            "root": None,
            "base": None,
            "version_id": None,
            "version_info": None,
            "infra_overrides": {},
            "is_schedule_active": True,
            "manifest_path": None,
            "schedule": None,
        },
    ),
    (
        {"base_job_template"},
        {
            "is_push_pool": False,
            "is_mex_pool": False,
            "created_by": _ACTOR,
            "updated_by": _ACTOR,
            "last_polled": None,
        },
    ),
    ({"actions_on_trigger"}, {"actor": _ACTOR_REFERENCE, "labels": {}}),
    ({"last_polled", "priority"}, {"created_by": _ACTOR, "updated_by": _ACTOR, "work_pool": None}),
    ({"heartbeat_interval_seconds"}, {"client_version": None, "created_by": _ACTOR, "metadata_": {}}),
    ({"message", "level", "task_run_id"}, {"worker_id": None}),
    ({"flow_run_id", "status", "error"}, {"flow_run": None}),
)
_OF_WORKSPACE = ({"actions_on_trigger"}, {"occurred", "resource", "received"})
"""Keys that tell automations and events, which name their account and workspace."""


def adapted(response: Response, operation: str, switches: Switches, account: str, workspace: str) -> Response:
    """Return the response of a self-hosted server as Cloud's."""
    if operation == "POST /logs/" and response.status == 201:
        return replace(response, status=202)  # C18
    body = response.json
    if response.status >= 400 or not isinstance(body, dict | list):
        return response
    of_schedules = matches(operation, "GET /deployments/{id}/schedules", "POST /deployments/{id}/schedules")
    for row in _rows(body):
        for keys, added in _ADDED:
            if keys <= row.keys():
                row.update({key: value for key, value in added.items() if key not in row})
        if any(keys <= row.keys() for keys in _OF_WORKSPACE):
            row.update(account=account, workspace=workspace)
        if of_schedules and not switches.schedules_with_parameters:
            row.pop("parameters")
            row.pop("max_scheduled_runs")
        for schedule in [*row.get("schedules", []), *([row] if of_schedules else [])]:
            _adapt_schedule(schedule, switches)
        _adapt_row(row, switches)
        if operation.endswith("/concurrency_status") and switches.null_slots:  # C12
            _null_slots(row)
    return json_response(response.status, body)


def _rows(body: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects that a response consists of."""
    if isinstance(body, list):
        for each in body:
            yield from _rows(each)
    elif isinstance(body, dict):
        yield body
        for key in ("results", "events", "flow_run"):
            if isinstance(nested := body.get(key), dict | list):
                yield from _rows(nested)


def _adapt_row(row: dict[str, Any], switches: Switches) -> None:
    is_deployment = "enforce_parameter_schema" in row
    # C11: labels of flow runs and deployments. The server sets those that start with "prefect.".
    if (is_deployment or "empirical_policy" in row) and switches.null_labels:
        labels = row.get("labels") or {}
        if all(key.startswith("prefect.") for key in labels):
            row["labels"] = None
    if is_deployment and switches.disabled_deployments:  # C10
        row.update(status="DISABLED", disabled=True)
    options = row.get("concurrency_options") if is_deployment else None
    if isinstance(options, dict) and options.get("grace_period_seconds") is None:  # C19
        options["grace_period_seconds"] = 600


def _adapt_schedule(schedule: dict[str, Any], switches: Switches) -> None:
    schedule.update(catchup=False, max_active_runs=None)  # C13
    timing = schedule["schedule"]
    if "timezone" in timing:
        timing["timezone"] = timing["timezone"] or "UTC"
    if switches.interval_as_text and "interval" in timing:
        timing["interval"] = msgspec.to_builtins(timedelta(seconds=timing["interval"]))


def _null_slots(status: dict[str, Any]) -> None:
    for row in [status, *status.get("queues", [])]:
        row.update({key: None for key in ("active_slots", "count", "pages") if key in row})
