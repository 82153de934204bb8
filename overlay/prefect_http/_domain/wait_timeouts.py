"""Timeouts of waits: summarize which flow runs are unfinished, and explain why the first may be stuck. No I/O."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Final

from prefect_http import models
from prefect_http._domain.run_states import describe_state
from prefect_http._domain.waiting import RunWatch
from prefect_http._utils import aware, quote
from prefect_http.errors import WaitTimeoutError

_WITHOUT_WORKERS: Final = (":push", ":managed")
"""Ends of the types of work pools whose runs Prefect Cloud submits itself, such as ``ecs:push``."""

_UNSUPPORTED: Final = "prefect-agent"
"""Type of the work pools of Prefect 2's agents, and the server's default. Such pools have no status."""


def is_overdue(run: models.FlowRun, now: datetime) -> bool:
    """Return whether *run* should have started by now."""
    if run.state_type != "SCHEDULED":
        return False
    start = run.next_scheduled_start_time
    # The server marks the run as "Late" by its own clock, which is the relevant one.
    return run.state_name == "Late" or start is None or aware(start) <= now


def wait_timeout_error(
    watch: RunWatch,
    timeout: float,
    *,
    now: datetime,
    pool: models.WorkPool | None = None,
    queue: models.WorkQueue | None = None,
    fault: Exception | None = None,
) -> WaitTimeoutError:
    """Return the error for a wait that timed out. Its message explains why the first unfinished run may be stuck.

    Args:
        watch: Runs waited for. If all have finished, the message says that the logs could not be read in time.
        timeout: Seconds that the client waited.
        now: Current time.
        pool: Work pool of the first unfinished run, if it could be read.
        queue: Work queue of the first unfinished run, if it could be read.
        fault: Error from the last request, if it failed.
    """
    unfinished, count = watch.unfinished, len(watch.unfinished_ids)
    reason = _reason(unfinished[0], unfinished[0].state, now, pool, queue) if unfinished else ""
    if not count:
        message = f"flow run {watch.runs[0].id} has finished, but its logs could not be read within {timeout:g} s"
    elif watch.total > 1:
        message = _summary(watch, timeout)
        if unfinished:
            run = unfinished[0]
            message += f". The first: {quote(run.name)} ({run.id}) is {describe_state(run.state)}: {reason}"
    elif unfinished:
        run = unfinished[0]
        goal = f", not {watch.target}," if watch.target else ""
        message = (
            f"flow run {quote(run.name)} ({run.id}) is still {describe_state(run.state)}{goal} after {timeout:g} s: "
            f"{reason}"
        )
    else:
        message = f"flow run {watch.unfinished_ids[0]} could not be read within {timeout:g} s"
    if fault is not None:
        message += f". The last request failed: {fault}"
    return WaitTimeoutError(message, timeout=timeout, runs=unfinished, reason=reason)


def _summary(watch: RunWatch, timeout: float) -> str:
    """Return how many runs are not done, and in which states, most frequent first."""
    count = len(watch.unfinished_ids)
    states = Counter(describe_state(run.state) for run in watch.unfinished)
    states.update({"not read": count - states.total()})
    counts = ", ".join(f"{number} {state}" for state, number in states.most_common() if number)
    verb = "has" if count == 1 else "have"
    goal = "finished" if watch.target is None else f"become {watch.target}"
    return f"{count} of {watch.total} flow runs {verb} not {goal} after {timeout:g} s: {counts}"


def _reason(
    run: models.FlowRun,
    state: models.State | None,
    now: datetime,
    pool: models.WorkPool | None,
    queue: models.WorkQueue | None,
) -> str:
    if state is None:
        return "it has not entered a state yet"
    if is_overdue(run, now):
        return _reason_not_started(run, pool, queue)
    if state.type == "SCHEDULED":
        return f"its start is scheduled for {_format_time(run.next_scheduled_start_time)}"
    since = f"since {_format_time(state.timestamp)}"
    if state.type == "PAUSED":
        until = state.state_details.pause_timeout
        return f"{since}, waiting to be resumed" + (f" before {_format_time(until)}" if until is not None else "")
    return since


def _reason_not_started(run: models.FlowRun, pool: models.WorkPool | None, queue: models.WorkQueue | None) -> str:
    if run.deployment_id is None:
        return "it has no deployment, so no worker picks it up"
    if run.work_pool_name is None:
        return "its deployment has no work pool, and no process that serves it has picked it up"
    if pool is not None and pool.type == _UNSUPPORTED:
        return (
            f"work pool {quote(run.work_pool_name)} has the type {_UNSUPPORTED}, which no worker of Prefect 3 "
            "supports: use a work pool of another type"
        )
    details = [f"work pool {quote(run.work_pool_name)}{_status(pool)}"]
    has_workers = pool is None or not pool.type.endswith(_WITHOUT_WORKERS)
    if pool is not None and has_workers and pool.status == "NOT_READY":
        details.append("no worker is online")
    if queue is not None:
        details.append(f"work queue {quote(queue.name)}{_status(queue)}")
    picked_up = "no worker has picked it up" if has_workers else "Prefect Cloud has not submitted it"
    return f"{picked_up}: {', '.join(details)}"


def _status(pool_or_queue: models.WorkPool | models.WorkQueue | None) -> str:
    if pool_or_queue is None:
        return ""
    limit = pool_or_queue.concurrency_limit
    full = limit is not None and (pool_or_queue.active_slots or 0) >= limit
    slots = f"all {limit} slots in use" if full else ""
    if pool_or_queue.status is None:
        return f" has {slots}" if slots else ""
    return f" is {pool_or_queue.status}" + (f" with {slots}" if slots else "")


def _format_time(time: datetime | None) -> str:
    return "an unknown time" if time is None else time.isoformat(sep=" ", timespec="seconds")
