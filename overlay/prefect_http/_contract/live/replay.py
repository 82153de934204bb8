"""Replay: run all steps in order, followed by the clean-up."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable

import prefect_http
from prefect_http._contract.cloud import LACKING
from prefect_http._contract.findings import Finding
from prefect_http._contract.live import (
    automations,
    blocks,
    concurrency_limits,
    deployments,
    flow_runs,
    flows,
    records,
    task_runs,
    work_pools,
)
from prefect_http._contract.live import (
    server as general,
)
from prefect_http._contract.live.cleanup import clean_up
from prefect_http._contract.live.session import Replay, SkippedError
from prefect_http._http.compatibility import quote_version
from prefect_http.errors import ArgumentError
from prefect_http_api import root
from prefect_http_api.operations import OPERATIONS

_PREFIX = re.compile("[a-z0-9]+(-[a-z0-9]+)*")

ReportProgress = Callable[[str], None]
"""Function that receives one line for each step."""

_STEPS: tuple[Callable[[Replay], None], ...] = (
    general.call_general,
    general.call_validation,
    flows.call_flows,
    blocks.call_blocks,
    work_pools.call_work_pools,
    work_pools.call_agent_queues,
    concurrency_limits.call_tag_limits,
    concurrency_limits.call_global_limits,
    concurrency_limits.call_leases,
    deployments.call_deployments,
    flow_runs.call_flow_runs,
    flow_runs.call_deployment_runs,
    work_pools.call_pool_runs,
    deployments.call_schedules,
    flow_runs.call_inputs,
    task_runs.call_task_runs,
    task_runs.call_task_run_states,
    records.call_artifacts,
    records.call_logs,
    flow_runs.call_graphs,
    flow_runs.call_flow_run_states,
    flow_runs.call_pauses,
    flow_runs.call_cancellations,
    flow_runs.call_history,
    automations.call_automations,
    automations.call_owned_automations,
    records.call_events,
    records.call_variables,
    records.call_saved_searches,
    general.call_remaining_reads,
    automations.delete_automations,
    records.delete_artifacts,
    task_runs.delete_task_runs,
    flow_runs.delete_flow_runs,
    # Deleting a deployment also deletes the global limit that it refers to, so the limits come first.
    concurrency_limits.delete_global_limits,
    deployments.delete_deployments,
    work_pools.delete_work_pools,
    blocks.delete_blocks,
    flows.delete_flows,
)

_AVOIDED = {
    "admin.clear_server_default_result_storage": "it changes a server-wide setting",
    "admin.update_server_default_result_storage": "it changes a server-wide setting",
    "block_types.install_system_block_types": "it changes block types that are shared with others",
    "events.create_events": "events cannot be deleted",
    "root.create_csrf_token": "the client calls it when a server requires CSRF tokens",
    "work_queues.create_work_queue": "it would create the default agent pool, which others may then use",
}
"""Operations that a replay does not call, with the reason. The last one is called if the default agent pool exists."""


def replay(
    client: prefect_http.Prefect, *, prefix: str = "contract-check", report_progress: ReportProgress = print
) -> list[Finding]:
    """Call the operations of a server, and return how its responses differ from the client's document.

    The replay creates one object of each kind, with names that begin with *prefix* and a random part. It deletes
    the objects at the end, even after a failure or interrupt, and changes nothing else. The API cannot delete
    everything:

    - The events of the deleted objects remain.
    - On old servers, such as 3.2, one log line of a deleted run remains.

    Automations that react to any flow run also react to the runs of the replay. None of these runs fails.

    Args:
        client: Client of a server that may be modified.
        prefix: Prefix of all names: lower-case letters and digits, separated by hyphens. Default: "contract-check".
        report_progress: Function that receives one line for each step and each failed deletion. Default: ``print``.

    Raises:
        ArgumentError: *prefix* is invalid.
        TransportError: The server can no longer be reached.
        StatusError: The server does not return its version or, on Prefect Cloud, its health, for example because
            credentials are missing. Nothing was created.
    """
    if not _PREFIX.fullmatch(prefix):
        raise ArgumentError(f"invalid prefix {prefix!r}: use lower-case letters and digits, separated by hyphens")
    version = client.server_version()
    if version is None:
        # On Prefect Cloud, this operation requires the API key.
        client.send(root.health_check())
    server = "Prefect Cloud" if version is None else f"Prefect {quote_version(version)}"
    skipped = LACKING if version is None else frozenset[str]()
    session = Replay(client, f"{prefix}-{secrets.token_hex(4)}", skipped)
    report_progress(f"replaying on {server} with names that begin with {session.prefix}")
    try:
        for step in _STEPS:
            _run_step(step, session, report_progress)
    except KeyboardInterrupt:
        report_progress(f"interrupted: deleting everything whose name begins with {session.prefix}")
        raise
    finally:
        _clean_up(session, report_progress)
    _add_not_called(session, report_progress)
    report_progress(f"called {len(session.evidence.called)} of {len(OPERATIONS)} operations")
    return session.evidence.findings()


def _run_step(step: Callable[[Replay], None], session: Replay, report_progress: ReportProgress) -> None:
    name = step.__name__.replace("_", " ")
    report_progress(name)
    try:
        step(session)
    except SkippedError as reason:
        report_progress(f"{name}: skipped the remaining calls: {reason}")


def _clean_up(session: Replay, report_progress: ReportProgress) -> None:
    try:
        for operation, reason in clean_up(session):
            report_progress(f"{operation.name}: {reason}")
            session.evidence.add(operation, "live-left-behind", reason)
    except KeyboardInterrupt:
        report_progress(f"interrupted while deleting: delete everything whose name begins with {session.prefix}")
        raise


def _add_not_called(session: Replay, report_progress: ReportProgress) -> None:
    not_called = [operation for name, operation in OPERATIONS.items() if name not in session.evidence.called]
    for operation in not_called:
        if operation.name in session.skipped:
            report_progress(f"{operation.name} is not called: Prefect Cloud lacks it")
        elif operation.name in _AVOIDED:
            report_progress(f"{operation.name} is not called: {_AVOIDED[operation.name]}")
        else:
            what = "the operation was not called: a required object was not created"
            session.evidence.add(operation, "live-operation-not-called", what)
