"""Replay steps for flow runs, their states, inputs and graphs.

No run fails or crashes, so alerts about failed runs do not fire.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from prefect_http._contract.live.session import Identified, Replay
from prefect_http_api import deployments, flow_run_states, flow_runs, flows


def call_flow_runs(replay: Replay) -> None:
    """Create and update a run, and call every operation that reads it."""
    flow, name = replay.created["flow"], replay.name("run")
    run = replay.created["flow run"] = replay.create(
        flow_runs.create_flow_run(
            flow_id=flow,
            name=name,
            flow_version="1.0",
            parameters={"x": 1},
            context={"a": {"b": None}},
            tags=["a"],
            labels={"a": "b"},
            empirical_policy={"retries": 3, "retry_delay": 5, "retry_type": "in_process"},
            idempotency_key=name,
            state={"type": "PENDING", "message": "not yet"},
            work_pool_name=replay.name("pool"),
            work_queue_name=replay.name("queue"),
            job_variables={"a": 1},
        ),
        flow_runs.create_flow_run(flow_id=flow, name=name, tags=["a"], idempotency_key=name, state={"type": "PENDING"}),
    )
    # The status for an existing run differs from that for a new one.
    replay.call(flow_runs.create_flow_run(flow_id=flow, name=name, idempotency_key=name))
    replay.call(flow_runs.update_flow_run(run, tags=["b"], flow_version="2.0"))
    replay.call(flow_runs.update_flow_run_labels(run, {"c": 1}))
    replay.call(flow_runs.read_flow_run(run))
    replay.call(flow_runs.read_flow_runs(flow_runs={"id": {"any_": [run]}}, sort="NAME_ASC", limit=5))
    replay.call(flow_runs.paginate_flow_runs(flow_runs={"id": {"any_": [run]}}, limit=5, page=1))
    replay.call(flow_runs.count_flow_runs(flow_runs={"id": {"any_": [run]}}))
    replay.call(flow_runs.average_flow_run_lateness(flow_runs={"id": {"any_": [run]}}))


def call_deployment_runs(replay: Replay) -> None:
    """Create runs of the deployment, one by one and in bulk, and read the scheduled runs."""
    deployment, name = replay.created["deployment"], replay.name("scheduled")
    replay.created["scheduled run"] = replay.create(
        deployments.create_flow_run_from_deployment(
            deployment,
            name=name,
            parameters={"x": 1},
            idempotency_key=name,
            labels={"a": "b"},
            job_variables={"command": "other"},
        ),
        deployments.create_flow_run_from_deployment(deployment, name=name, idempotency_key=name),
    )
    # The run already exists.
    replay.call(deployments.create_flow_run_from_deployment(deployment, name=name, idempotency_key=name))
    replay.call(
        deployments.bulk_create_flow_runs_from_deployment(
            deployment, [{"name": replay.name("bulk-1")}, {"name": replay.name("bulk-2")}]
        )
    )
    replay.call(deployments.get_scheduled_flow_runs_for_deployments(deployment_ids=[deployment], limit=5))
    replay.call(flows.next_runs_by_flow(flow_ids=[replay.created["flow"]]))


def call_inputs(replay: Replay) -> None:
    """Create, read and delete an input of the run."""
    run = replay.created["flow run"]
    replay.call(flow_runs.create_flow_run_input(run, key="first", value='"ä"', sender="prefect.flow-run.x"))
    replay.call(flow_runs.read_flow_run_input(run, "first"))
    replay.call(flow_runs.filter_flow_run_input(run, prefix="f", limit=5))
    replay.call(flow_runs.delete_flow_run_input(run, "first"))


def call_flow_run_states(replay: Replay) -> None:
    """Move the run to RUNNING and COMPLETED, try to cancel it, and read its states."""
    run = replay.created["flow run"]
    replay.call(flow_runs.set_flow_run_state(run, state={"type": "RUNNING"}))
    replay.call(
        flow_runs.set_flow_run_state(
            run, state={"type": "COMPLETED", "message": "done", "data": replay.result("flow-run")}
        )
    )
    # The run has finished, so the server aborts the transition.
    replay.call(flow_runs.set_flow_run_state(run, state={"type": "CANCELLING"}))
    states = replay.read(flow_run_states.read_flow_run_states(flow_run_id=run), list[Identified])
    for state in states[:1]:
        replay.call(flow_run_states.read_flow_run_state(state.id))


def call_pauses(replay: Replay) -> None:
    """Pause a run, and resume it twice."""
    paused = replay.create(
        flow_runs.create_flow_run(flow_id=replay.created["flow"], name=replay.name("paused"), state={"type": "RUNNING"})
    )
    timeout = datetime.now(UTC) + timedelta(minutes=5)
    replay.call(
        flow_runs.set_flow_run_state(
            paused,
            state={"type": "PAUSED", "state_details": {"pause_timeout": timeout, "pause_reschedule": True}},
        )
    )
    replay.call(flow_runs.resume_flow_run(paused))
    # The run is no longer paused, so the status differs from that of the first call.
    replay.call(flow_runs.resume_flow_run(paused))


def call_cancellations(replay: Replay) -> None:
    """Move the deployment's run to CANCELLING by ID, and to CANCELLED by filter."""
    run = replay.created["scheduled run"]
    replay.call(flow_runs.set_flow_run_state(run, state={"type": "CANCELLING"}))
    replay.call(
        flow_runs.bulk_set_flow_run_state(flow_runs={"id": {"any_": [run]}}, state={"type": "CANCELLED"}, limit=5)
    )


def call_history(replay: Replay) -> None:
    """Read the history of flow runs, and count their task runs."""
    run, now = replay.created["flow run"], datetime.now(UTC)
    replay.call(
        flow_runs.flow_run_history(
            flow_runs={"id": {"any_": [run]}},
            history_start=now - timedelta(hours=2),
            history_end=now + timedelta(hours=2),
            history_interval_seconds=1800,
        )
    )
    replay.call(flow_runs.read_flow_run_history(flow_runs={"id": {"any_": [run]}}, sort="EXPECTED_START_TIME_DESC"))
    replay.call(flow_runs.count_task_runs_by_flow_run(flow_run_ids=[run]))


def call_graphs(replay: Replay) -> None:
    """Read both versions of the run's graph."""
    replay.call(flow_runs.read_flow_run_graph_v1(replay.created["flow run"]))
    replay.call(flow_runs.read_flow_run_graph_v2(replay.created["flow run"]))


def delete_flow_runs(replay: Replay) -> None:
    """Delete runs by ID and by filter."""
    replay.call(flow_runs.delete_flow_run(replay.created["flow run"]))
    replay.call(flow_runs.bulk_delete_flow_runs(flow_runs={"id": {"any_": [replay.created["scheduled run"]]}}, limit=5))
