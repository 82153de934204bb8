"""Flow runs: their states, inputs and graphs.

No run fails or crashes, so that nobody is called out of bed by an automation that watches for that.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from prefect_http._contract.live.session import Named, Replay
from prefect_http_api import deployments, flow_run_states, flow_runs, flows


def call_flow_runs(replay: Replay) -> None:
    """Make a run, change it, and find it in every way."""
    flow, name = replay.made["flow"], replay.name("run")
    run = replay.made["flow run"] = replay.make(
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
    # It is there by now: another status.
    replay.call(flow_runs.create_flow_run(flow_id=flow, name=name, idempotency_key=name))
    replay.call(flow_runs.update_flow_run(run, tags=["b"], flow_version="2.0"))
    replay.call(flow_runs.update_flow_run_labels(run, {"c": 1}))
    replay.call(flow_runs.read_flow_run(run))
    replay.call(flow_runs.read_flow_runs(flow_runs={"id": {"any_": [run]}}, sort="NAME_ASC", limit=5))
    replay.call(flow_runs.paginate_flow_runs(flow_runs={"id": {"any_": [run]}}, limit=5, page=1))
    replay.call(flow_runs.count_flow_runs(flow_runs={"id": {"any_": [run]}}))
    replay.call(flow_runs.average_flow_run_lateness(flow_runs={"id": {"any_": [run]}}))


def call_runs_of_deployments(replay: Replay) -> None:
    """Have runs made of the deployment, one and several, and find them as what comes next."""
    deployment, name = replay.made["deployment"], replay.name("scheduled")
    replay.made["scheduled run"] = replay.make(
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
    replay.call(
        deployments.create_flow_run_from_deployment(deployment, name=name, idempotency_key=name)
    )  # There by now.
    replay.call(
        deployments.bulk_create_flow_runs_from_deployment(
            deployment, [{"name": replay.name("bulk-1")}, {"name": replay.name("bulk-2")}]
        )
    )
    replay.call(deployments.get_scheduled_flow_runs_for_deployments(deployment_ids=[deployment], limit=5))
    replay.call(flows.next_runs_by_flow(flow_ids=[replay.made["flow"]]))


def call_inputs(replay: Replay) -> None:
    """Give the run inputs, find and delete them."""
    run = replay.made["flow run"]
    replay.call(flow_runs.create_flow_run_input(run, key="first", value='"ä"', sender="prefect.flow-run.x"))
    replay.call(flow_runs.read_flow_run_input(run, "first"))
    replay.call(flow_runs.filter_flow_run_input(run, prefix="f", limit=5))
    replay.call(flow_runs.delete_flow_run_input(run, "first"))


def call_flow_run_states(replay: Replay) -> None:
    """Bring runs from state to state: run and complete, pause and resume, cancel; each answer is of another kind."""
    run = replay.made["flow run"]
    replay.call(flow_runs.set_flow_run_state(run, state={"type": "RUNNING"}))
    replay.call(
        flow_runs.set_flow_run_state(
            run, state={"type": "COMPLETED", "message": "done", "data": replay.result("flow-run")}
        )
    )
    replay.call(flow_runs.set_flow_run_state(run, state={"type": "CANCELLING"}))  # It has ended: ABORT.
    states = replay.read(flow_run_states.read_flow_run_states(flow_run_id=run), list[Named])
    for state in states[:1]:
        replay.call(flow_run_states.read_flow_run_state(state.id))


def call_pauses(replay: Replay) -> None:
    """Pause a run, and let it go on, twice."""
    paused = replay.make(
        flow_runs.create_flow_run(flow_id=replay.made["flow"], name=replay.name("paused"), state={"type": "RUNNING"})
    )
    timeout = datetime.now(UTC) + timedelta(minutes=5)
    replay.call(
        flow_runs.set_flow_run_state(
            paused,
            state={"type": "PAUSED", "state_details": {"pause_timeout": timeout, "pause_reschedule": True}},
        )
    )
    replay.call(flow_runs.resume_flow_run(paused))
    replay.call(flow_runs.resume_flow_run(paused))  # It is not paused any more: another status.


def call_cancellations(replay: Replay) -> None:
    """Cancel the run that was made of the deployment, alone and with all that a filter finds."""
    run = replay.made["scheduled run"]
    replay.call(flow_runs.set_flow_run_state(run, state={"type": "CANCELLING"}))
    replay.call(
        flow_runs.bulk_set_flow_run_state(flow_runs={"id": {"any_": [run]}}, state={"type": "CANCELLED"}, limit=5)
    )


def call_history(replay: Replay) -> None:
    """Ask for the history of the runs."""
    run, now = replay.made["flow run"], datetime.now(UTC)
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
    """Ask for the graph of the run, in either form."""
    replay.call(flow_runs.read_flow_run_graph_v1(replay.made["flow run"]))
    replay.call(flow_runs.read_flow_run_graph_v2(replay.made["flow run"]))


def delete_flow_runs(replay: Replay) -> None:
    """Delete runs, by id and by filter."""
    replay.call(flow_runs.delete_flow_run(replay.made["flow run"]))
    replay.call(flow_runs.bulk_delete_flow_runs(flow_runs={"id": {"any_": [replay.made["scheduled run"]]}}, limit=5))
