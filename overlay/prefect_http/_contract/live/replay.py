"""The replay: everything that is called, in order, and the deletion of all that it made, whatever happens."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

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
from prefect_http._contract.live.cleanup import delete_leftovers
from prefect_http._contract.live.session import Replay, SkippedError
from prefect_http.errors import ArgumentError
from prefect_http_api.operations import OPERATIONS

if TYPE_CHECKING:
    from prefect_http import Prefect
    from prefect_http._contract.findings import Finding

_PREFIX = re.compile("[a-z0-9]+(-[a-z0-9]+)*")

Say = Callable[[str], None]
"""Told in one line what is going on."""

_STEPS: tuple[Callable[[Replay], None], ...] = (
    general.call_general,
    general.call_validation,
    flows.call_flows,
    blocks.call_blocks,
    work_pools.call_work_pools,
    work_pools.call_queues_of_agents,
    concurrency_limits.call_limits_of_tags,
    concurrency_limits.call_global_limits,
    concurrency_limits.call_leases,
    deployments.call_deployments,
    flow_runs.call_flow_runs,
    flow_runs.call_runs_of_deployments,
    work_pools.call_runs_of_pools,
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
    automations.delete_automations,
    records.delete_artifacts,
    task_runs.delete_task_runs,
    flow_runs.delete_flow_runs,
    # Before the deployments: a server deletes the limit of a deployment with it, even if it is of others, too.
    concurrency_limits.delete_global_limits,
    deployments.delete_deployments,
    work_pools.delete_work_pools,
    blocks.delete_blocks,
    flows.delete_flows,
)

_AVOIDED = {
    "admin.clear_server_default_result_storage": "it changes the whole server",
    "admin.update_server_default_result_storage": "it changes the whole server",
    "block_types.install_system_block_types": "it changes what others use",
    "events.create_events": "events cannot be deleted",
    "root.create_csrf_token": "it is for servers that ask for such tokens, and the client calls it there by itself",
    "work_queues.create_work_queue": "where no agent ever was, it makes a work pool that is not ours",
}
"""The operations that a replay does not call, and why; the last one it calls where there is no reason not to."""


def replay(prefect: Prefect, *, prefix: str = "contract-check", say: Say = print) -> list[Finding]:
    """Call the operations of *prefect*'s server, and return how its answers differ from what was promised.

    It is for a server that may be written to: one of everything is made there, under names that begin with *prefix*
    and a random part, and deleted in the end, also when it fails or is interrupted. Nothing else is changed. What
    stays is what the API has no way to delete: the events of what was done, and on old servers, such as 3.2, one line
    in the log of a run that is gone. Whoever watches all flow runs, such as an automation, sees these; none of them
    fails.

    Args:
        prefect: a client of the server.
        prefix: what the names begin with: small letters, digits and hyphens.
        say: told in one line what is going on, and what could not be deleted.

    Raises:
        ArgumentError: *prefix* holds something else.
        TransportError: the server cannot be reached any more.
        StatusError: it does not say its version, such as for want of credentials. Nothing was made.
    """
    if not _PREFIX.fullmatch(prefix):
        raise ArgumentError(f"prefix={prefix!r}: write small letters, digits and hyphens, which all names can have")
    version = prefect.server_version()
    trial = Replay(prefect, f"{prefix}-{secrets.token_hex(4)}")
    say(f"replaying on Prefect {version}, with names that begin with {trial.prefix}")
    try:
        for step in _STEPS:
            _take(step, trial, say)
    except KeyboardInterrupt:
        say(f"interrupted: deleting what was made, with names that begin with {trial.prefix}")
        raise
    finally:
        _clean_up(trial, say)
    _tell_not_called(trial, say)
    say(f"called {len(trial.evidence.called)} of {len(OPERATIONS)} operations")
    return trial.evidence.findings()


def _take(step: Callable[[Replay], None], trial: Replay, say: Say) -> None:
    what = step.__name__.replace("_", " ")
    say(what)
    try:
        step(trial)
    except SkippedError as reason:
        say(f"{what}: the rest is skipped, {reason}")


def _clean_up(trial: Replay, say: Say) -> None:
    try:
        for operation, why in delete_leftovers(trial):
            say(f"{operation.name}: {why}")
            trial.evidence.add(operation, "live-left-behind", why)
    except KeyboardInterrupt:
        say(f"interrupted while deleting: delete what is left, with names that begin with {trial.prefix}")
        raise


def _tell_not_called(trial: Replay, say: Say) -> None:
    not_called = [operation for name, operation in OPERATIONS.items() if name not in trial.evidence.called]
    for operation in not_called:
        if operation.name in _AVOIDED:
            say(f"{operation.name} is not called: {_AVOIDED[operation.name]}")
        else:
            trial.evidence.add(operation, "live-operation-not-called", "it was not called: what it needs was not made")
