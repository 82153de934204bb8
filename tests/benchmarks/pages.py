"""Rows of the loopback server, like those of a real Prefect server and the same in every run.

Each row is a function of its index, so that any number of rows can be made, and a row can be found by its ID.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

Row = dict[str, Any]

NEWEST = datetime(2026, 11, 24, 22, 0, 0, 452934, tzinfo=UTC)
"""Expected start time of flow run 0. Each following run starts a second earlier."""

FIRST_RUNNING = 1_000_000
"""Flow runs from this index on are still running and never end."""

PAGE = 200
"""Rows on a page, of most kinds."""

FLOW, DEPLOYMENT = "dhis2_org_units", "dhis2-org-units"


def ident(kind: str, index: int) -> str:
    """Return the ID of row *index* of a *kind*, which is given by two characters."""
    # Similar IDs would compress better than those of a real server.
    noise = hashlib.blake2b(f"{kind} {index}".encode(), digest_size=11).hexdigest()
    return f"{index:08x}-{noise[:4]}-4{noise[4:7]}-9{noise[7:10]}-{noise[10:]}"


def index_of(row_id: str) -> int:
    """Return the index of the row with this ID."""
    return int(row_id[:8], 16)


def instant(index: int, seconds: float = 0.0) -> str:
    """Return a time for row *index*, *seconds* after its start time."""
    return _encoded(NEWEST - timedelta(seconds=index) + timedelta(seconds=seconds, microseconds=index * 7919 % 999_983))


def seconds_before(time: str) -> int:
    """Return the index of the first flow run expected to start at *time* or earlier."""
    index = max(0, int((NEWEST - datetime.fromisoformat(time)).total_seconds()))
    while datetime.fromisoformat(expected(index)) > datetime.fromisoformat(time):
        index += 1
    return index


def expected(index: int) -> str:
    """Return the expected start time of flow run *index*."""
    return _encoded(NEWEST - timedelta(seconds=index))


def _encoded(time: datetime) -> str:
    return time.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _state(run: str, index: int, kind: str, name: str, message: str | None, **details: Any) -> Row:
    return {
        "id": ident(kind, index),
        "type": kind_of_state(name),
        "name": name,
        "timestamp": instant(index, 41.7),
        "message": message,
        "data": None,
        "state_details": {
            "flow_run_id": run,
            "task_run_id": None,
            "child_flow_run_id": None,
            "scheduled_time": None,
            "cache_key": None,
            "cache_expiration": None,
            "deferred": None,
            "untrackable_result": False,
            "pause_timeout": None,
            "pause_reschedule": False,
            "pause_key": None,
            "run_input_keyset": None,
            "refresh_cache": None,
            "retriable": None,
            "transition_id": ident("7a", index),
            "task_parameters_id": None,
            "traceparent": None,
            "deployment_concurrency_lease_id": None,
            **details,
        },
    }


def kind_of_state(name: str) -> str:
    """Return the type of the state with this name."""
    return {"Late": "SCHEDULED", "AwaitingRetry": "SCHEDULED"}.get(name, name.upper())


_FINAL_STATES = ("Completed", "Completed", "Completed", "Failed", "Completed", "Crashed", "Completed", "Cancelled")
_MESSAGES = {
    "Failed": "Flow run encountered an exception: HTTPStatusError: 502 Bad Gateway",
    "Crashed": "Lost the worker.",
}


def flow_run(index: int) -> Row:
    """Return a flow run: a finished one, or from ``FIRST_RUNNING`` on a running one."""
    run = ident("f1", index)
    running = index >= FIRST_RUNNING
    name = "Running" if running else _FINAL_STATES[index % len(_FINAL_STATES)]
    ended = None if running else instant(index, 41.7)
    return {
        "id": run,
        "created": instant(index, -86_400.0),
        "updated": instant(index, 42.0),
        "name": f"nimble-boa-{index}",
        "flow_id": ident("f0", index % 7),
        "state_id": ident("51", index),
        "deployment_id": ident("d0", index % 20),
        "deployment_version": "1.4.2",
        "work_queue_id": ident("90", 1),
        "work_queue_name": "default",
        "flow_version": "96302b4c0794fc0cdadf43b1b13f0a6d",
        "parameters": {
            "batch_size": 250 + index % 50,
            "base_url": "https://dhis2.example.org",
            "dry_run": index % 2 == 0,
            "levels": [1, 2, 3],
            "since": "2026-11-01",
            "filters": {"country": "RW", "closed": None, "ratio": 0.25},
        },
        "idempotency_key": f"scheduled {ident('d0', index % 20)} {expected(index)}",
        "context": {},
        "empirical_policy": {
            "max_retries": 0,
            "retry_delay_seconds": 0.0,
            "retries": 2,
            "retry_delay": 30,
            "pause_keys": [],
            "resuming": False,
            "retry_type": None,
        },
        "tags": ["dhis2", "prod", f"batch-{index % 9}"],
        "labels": {"prefect.flow.id": ident("f0", index % 7), "prefect.deployment.id": ident("d0", index % 20)},
        "parent_task_run_id": None,
        "state_type": kind_of_state(name),
        "state_name": name,
        "run_count": 1 + index % 2,
        "expected_start_time": expected(index),
        "next_scheduled_start_time": None,
        "start_time": instant(index, 8.3),
        "end_time": ended,
        "total_run_time": 33.4 + index % 10 / 8,
        "estimated_run_time": 33.4 + index % 10 / 8,
        "estimated_start_time_delta": 8.296937,
        "auto_scheduled": index % 3 == 0,
        "infrastructure_document_id": None,
        "infrastructure_pid": f"worker-7:{4000 + index % 1000}",
        "created_by": {"id": ident("d0", index % 20), "type": "DEPLOYMENT", "display_value": DEPLOYMENT},
        "work_pool_id": ident("90", 0),
        "work_pool_name": "kubernetes",
        "state": _state(run, index, "51", name, _MESSAGES.get(name)),
        "job_variables": {"image": "registry.example.org/etl:1.4.2", "env": {"LOG_LEVEL": "INFO"}},
    }


_SCHEDULES: tuple[Row, ...] = (
    {"cron": "0 6 * * 1-5", "timezone": "Africa/Kigali", "day_or": True},
    {"interval": 3600.0, "anchor_date": "2026-01-01T00:00:00Z", "timezone": "UTC"},
    {"rrule": "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYHOUR=6", "timezone": "Europe/Zurich"},
)


def _parameter(name: str, position: int, kind: str, default: object, **more: Any) -> Row:
    return {"default": default, "position": position, "title": name, "type": kind, **more}


def deployment(index: int) -> Row:
    """Return a deployment with a schedule, a concurrency limit and a parameter schema."""
    own = ident("d0", index)
    return {
        "id": own,
        "created": instant(index, -864_000.0),
        "updated": instant(index),
        "name": DEPLOYMENT if index == 0 else f"{DEPLOYMENT}-{index}",
        "version": "1.4.2",
        "description": "Imports the organisation units every morning.",
        "flow_id": ident("f0", index % 7),
        "paused": index % 10 == 0,
        "schedules": [
            {
                "id": ident("5c", index),
                "created": instant(index, -864_000.0),
                "updated": instant(index),
                "deployment_id": own,
                "schedule": _SCHEDULES[index % len(_SCHEDULES)],
                "active": True,
                "max_scheduled_runs": None,
                "parameters": {},
                "slug": None,
            }
        ],
        "concurrency_limit": None,
        "global_concurrency_limit": {
            "id": ident("cc", index),
            "created": instant(index, -864_000.0),
            "updated": instant(index),
            "active": True,
            "name": f"deployment:{own}",
            "limit": 2,
            "active_slots": 0,
            "slot_decay_per_second": 0.0,
        },
        "concurrency_options": {"collision_strategy": "ENQUEUE", "grace_period_seconds": None},
        "job_variables": {"image": "registry.example.org/etl:1.4.2", "env": {"LOG_LEVEL": "INFO"}},
        "parameters": {"batch_size": 500 + index},
        "tags": ["dhis2", "prod"],
        "labels": {"prefect.flow.id": ident("f0", index % 7)},
        "work_queue_name": "default",
        "work_queue_id": ident("90", 1),
        "last_polled": instant(index, 60.0),
        "parameter_openapi_schema": {
            "title": "Parameters",
            "type": "object",
            "properties": {
                "batch_size": _parameter("batch_size", 0, "integer", 500),
                "base_url": _parameter("base_url", 1, "string", "https://dhis2.example.org"),
                "dry_run": _parameter("dry_run", 2, "boolean", default=False),
                "levels": _parameter("levels", 3, "array", [1, 2, 3], items={"type": "integer"}),
            },
        },
        "path": "/opt/prefect/flows",
        "pull_steps": [{"prefect.deployments.steps.set_working_directory": {"directory": "/opt/prefect/flows"}}],
        "entrypoint": "flows/org_units.py:dhis2_org_units",
        "storage_document_id": None,
        "infrastructure_document_id": None,
        "created_by": None,
        "updated_by": None,
        "work_pool_name": "kubernetes",
        "status": "READY",
        "enforce_parameter_schema": True,
    }


def log(index: int) -> Row:
    """Return a log line of a flow run."""
    return {
        "id": ident("10", index),
        "created": instant(index, 2.0),
        "updated": instant(index, 2.0),
        "name": "prefect.task_runs" if index % 3 else "prefect.flow_runs",
        "level": 20 if index % 11 else 40,
        "message": f"Imported {500 - index} org units of batch {index} in 0.42 s",
        "timestamp": instant(index),
        "flow_run_id": ident("f1", index // 50),
        "task_run_id": ident("7b", index) if index % 3 else None,
    }


def task_run(index: int) -> Row:
    """Return a completed task run."""
    own, run = ident("7b", index), ident("f1", index // 20)
    return {
        "id": own,
        "created": instant(index),
        "updated": instant(index, 3.0),
        "name": f"import-{index}",
        "flow_run_id": run,
        "task_key": "import_batch-d473d349",
        "dynamic_key": ident("7c", index),
        "cache_key": None,
        "cache_expiration": None,
        "task_version": None,
        "empirical_policy": {
            "max_retries": 0,
            "retry_delay_seconds": 0.0,
            "retries": 2,
            "retry_delay": 30,
            "retry_jitter_factor": None,
        },
        "tags": ["load"],
        "labels": {},
        "state_id": ident("52", index),
        "task_inputs": {"n": [], "units": [{"input_type": "task_run", "id": ident("7b", index + 1)}]},
        "state_type": "COMPLETED",
        "state_name": "Completed",
        "run_count": 1,
        "flow_run_run_count": 1,
        "expected_start_time": instant(index),
        "next_scheduled_start_time": None,
        "start_time": instant(index, 0.1),
        "end_time": instant(index, 2.9),
        "total_run_time": 2.802051,
        "estimated_run_time": 2.802051,
        "estimated_start_time_delta": 0.1,
        "state": _state(run, index, "52", "Completed", "", task_run_id=own, deferred=False, untrackable_result=True),
    }


def event(index: int) -> Row:
    """Return the event of a flow run's state change."""
    run, deployed, flow = ident("f1", index), ident("d0", index % 20), ident("f0", index % 7)
    return {
        "occurred": instant(index),
        "event": "prefect.flow-run.Running",
        "resource": {
            "prefect.resource.id": f"prefect.flow-run.{run}",
            "prefect.resource.name": f"nimble-boa-{index}",
            "prefect.run-count": "1",
            "prefect.state-message": "",
            "prefect.state-name": "Running",
            "prefect.state-timestamp": instant(index),
            "prefect.state-type": "RUNNING",
        },
        "related": [
            _related("flow", f"prefect.flow.{flow}", FLOW),
            _related("deployment", f"prefect.deployment.{deployed}", DEPLOYMENT),
            _related("work-pool", f"prefect.work-pool.{ident('90', 0)}", "kubernetes"),
            _related("work-queue", f"prefect.work-queue.{ident('90', 1)}", "default"),
            {"prefect.resource.id": "prefect.tag.dhis2", "prefect.resource.role": "tag"},
            {"prefect.resource.id": "prefect.tag.prod", "prefect.resource.role": "tag"},
        ],
        "payload": {
            "intended": {"from": "PENDING", "to": "RUNNING"},
            "initial_state": {"type": "PENDING", "name": "Submitting"},
            "validated_state": {"type": "RUNNING", "name": "Running"},
        },
        "id": ident("e0", index),
        "follows": ident("e0", index + 1),
        "received": instant(index, 0.01),
    }


def _related(role: str, resource: str, name: str) -> Row:
    return {"prefect.resource.id": resource, "prefect.resource.role": role, "prefect.resource.name": name}


def _event_trigger(index: int, expect: str, posture: str = "Reactive", within: float = 0.0) -> Row:
    return {
        "type": "event",
        "id": ident("a1", index),
        "match": {"prefect.resource.id": "prefect.flow-run.*"},
        "match_related": {"prefect.resource.role": "flow", "prefect.resource.name": FLOW},
        "after": [],
        "expect": [expect],
        "for_each": ["prefect.resource.id"],
        "posture": posture,
        "threshold": 1,
        "within": within,
    }


def automation(index: int) -> Row:
    """Return an automation. Every other one has a compound trigger and two actions."""
    deployed = ident("d0", index)
    trigger = _event_trigger(index, "prefect.flow-run.Crashed")
    run: Row = {
        "type": "run-deployment",
        "source": "selected",
        "deployment_id": deployed,
        "parameters": {"batch_size": 100},
        "job_variables": None,
        "schedule_after": 0.0,
    }
    actions = [run]
    if index % 2:
        second = _event_trigger(index + 1000, "prefect.flow-run.Completed", "Proactive", 60.0)
        trigger = {
            "type": "compound",
            "id": ident("a2", index),
            "triggers": [trigger, second],
            "within": 600.0,
            "require": "all",
        }
        actions = [
            {"type": "pause-deployment", "source": "selected", "deployment_id": deployed},
            {"type": "change-flow-run-state", "name": None, "state": "FAILED", "message": "Too late", "force": False},
        ]
    return {
        "name": f"Watch {index}",
        "description": "Rerun crashed flow runs",
        "enabled": True,
        "tags": ["ops"],
        "trigger": trigger,
        "actions": actions,
        "actions_on_trigger": [],
        "actions_on_resolve": [],
        "id": ident("a0", index),
        "created": instant(index, -864_000.0),
        "updated": instant(index),
    }


KINDS: Mapping[str, tuple[int, Callable[[int], Row]]] = {
    "flow_runs": (PAGE, flow_run),
    "deployments": (PAGE, deployment),
    "logs": (PAGE, log),
    "task_runs": (PAGE, task_run),
    "events": (50, event),
    "automations": (20, automation),
}
"""Kinds of rows: the number of rows on a page, and the function that makes a row."""


def page(kind: str) -> bytes:
    """Return the first page of a *kind* as JSON."""
    rows, make = KINDS[kind]
    return encode(enveloped(kind, [make(index) for index in range(rows)]))


def enveloped(kind: str, rows: Sequence[Row]) -> object:
    """Return *rows* as the server nests them: events are part of an object."""
    return {"events": rows, "total": len(rows), "next_page": None} if kind == "events" else rows


def encode(value: object) -> bytes:
    """Encode *value* as JSON, formatted like the server's."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
