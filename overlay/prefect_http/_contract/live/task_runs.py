"""Replay steps for task runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from prefect_http._contract.live.session import Identified, Replay
from prefect_http_api import task_run_states, task_runs


def call_task_runs(replay: Replay) -> None:
    """Create two task runs, one as the input of the other, and call every operation that reads them."""
    run = replay.created["flow run"]
    first = replay.create(
        task_runs.create_task_run(flow_run_id=run, name=replay.name("first"), task_key="first", dynamic_key="0")
    )
    task = replay.created["task run"] = replay.create(
        task_runs.create_task_run(
            flow_run_id=run,
            name=replay.name("task"),
            task_key="second",
            dynamic_key="0",
            cache_key=replay.name("cache"),
            cache_expiration=datetime.now(UTC) + timedelta(hours=1),
            task_version="3",
            empirical_policy={"retries": 2, "retry_delay": [1, 2], "retry_jitter_factor": 0.5},
            tags=["a"],
            labels={"a": "b"},
            task_inputs={"upstream": [{"input_type": "task_run", "id": first}]},
            state={"type": "PENDING"},
        ),
        task_runs.create_task_run(flow_run_id=run, name=replay.name("task"), task_key="second", dynamic_key="0"),
    )
    replay.call(task_runs.update_task_run(task, name=replay.name("renamed")))
    replay.call(task_runs.read_task_run(task))
    replay.call(task_runs.read_task_runs(task_runs={"id": {"any_": [task]}}, sort="NAME_ASC", limit=5))
    replay.call(task_runs.paginate_task_runs(task_runs={"id": {"any_": [task]}}, limit=5, page=1))
    replay.call(task_runs.count_task_runs(task_runs={"id": {"any_": [task]}}))
    replay.call(task_runs.read_task_run_with_flow_run_name(task))


def call_task_run_states(replay: Replay) -> None:
    """Move the task run to RUNNING and COMPLETED, and read its states and history."""
    task, now = replay.created["task run"], datetime.now(UTC)
    replay.call(task_runs.set_task_run_state(task, state={"type": "RUNNING"}))
    replay.call(task_runs.set_task_run_state(task, state={"type": "COMPLETED", "data": replay.result("task-run")}))
    states = replay.read(task_run_states.read_task_run_states(task_run_id=task), list[Identified])
    for state in states[:1]:
        replay.call(task_run_states.read_task_run_state(state.id))
    replay.call(
        task_runs.task_run_history(
            task_runs={"id": {"any_": [task]}},
            history_start=now - timedelta(hours=2),
            history_end=now + timedelta(hours=2),
            history_interval_seconds=1800,
        )
    )
    replay.call(task_runs.read_task_run_counts_by_state(task_runs={"id": {"any_": [task]}}))
    replay.call(
        task_runs.read_dashboard_task_run_counts(
            task_runs={"id": {"any_": [task]}, "start_time": {"after_": now - timedelta(hours=1)}}
        )
    )


def delete_task_runs(replay: Replay) -> None:
    """Delete the task run."""
    replay.call(task_runs.delete_task_run(replay.created["task run"]))
