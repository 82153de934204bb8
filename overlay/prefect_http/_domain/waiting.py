"""Waiting: track which flow runs have finished, and explain why others may be stuck. No I/O."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from prefect_http import models
from prefect_http._domain.run_states import FINAL_STATE_TYPES, describe_state, is_finished
from prefect_http._utils import aware, quote
from prefect_http.errors import WaitTimeoutError
from prefect_http_api import requests

_WITHOUT_WORKERS: Final = (":push", ":managed")
"""Ends of the types of work pools whose runs Prefect Cloud submits itself, such as ``ecs:push``."""


class RunWatch:
    """Flow runs waited for, each in its last known state.

    Args:
        run_ids: IDs of the runs. May contain duplicates.

    Attributes:
        idle: Whether the last poll found no newly finished run.
        page_size: Largest number of runs in one response. If more runs matched, this is the server's page size.
    """

    def __init__(self, run_ids: Sequence[UUID]) -> None:
        self._run_ids = run_ids
        self._runs: dict[UUID, models.FlowRun] = {}
        self.idle = False
        self.page_size = 0

    @property
    def runs(self) -> list[models.FlowRun]:
        """Runs that have been read, in the order of the given IDs."""
        return [self._runs[run_id] for run_id in self._run_ids if run_id in self._runs]

    @property
    def unfinished(self) -> list[models.FlowRun]:
        """Runs that have been read and are not known to have finished."""
        return [self._runs[run_id] for run_id in self.unfinished_ids if run_id in self._runs]

    @property
    def unfinished_ids(self) -> list[UUID]:
        """IDs of the runs that are not known to have finished, without duplicates."""
        return [run_id for run_id in dict.fromkeys(self._run_ids) if not self._is_finished(run_id)]

    @property
    def has_unread(self) -> bool:
        """Whether some runs have never been read."""
        return any(run_id not in self._runs for run_id in self._run_ids)

    def update(self, runs: Collection[models.FlowRun]) -> None:
        """Record *runs*, the rows of one response."""
        self._runs.update((run.id, run) for run in runs)
        self.page_size = max(self.page_size, len(runs))

    def _is_finished(self, run_id: UUID) -> bool:
        run = self._runs.get(run_id)
        return run is not None and is_finished(run)


def ids_without(run_ids: Iterable[UUID], runs: Iterable[models.FlowRun]) -> list[UUID]:
    """Return *run_ids* without the IDs of *runs*."""
    excluded = {run.id for run in runs}
    return [run_id for run_id in run_ids if run_id not in excluded]


def filter_all(run_ids: Sequence[UUID]) -> requests.FlowRunFilter:
    """Return a filter for the runs with these IDs."""
    return {"id": {"any_": [*run_ids]}}


def filter_finished(run_ids: Sequence[UUID]) -> requests.FlowRunFilter:
    """Return a filter for the runs with these IDs that have finished."""
    return {**filter_all(run_ids), "state": {"type": {"any_": sorted(FINAL_STATE_TYPES)}}}


def filter_unfinished(run_ids: Sequence[UUID]) -> requests.FlowRunFilter:
    """Return a filter for the runs with these IDs that have not finished."""
    return {**filter_all(run_ids), "state": {"type": {"not_any_": sorted(FINAL_STATE_TYPES)}}}


def is_overdue(run: models.FlowRun, now: datetime) -> bool:
    """Return whether *run* should have started by now."""
    if run.state is None or run.state.type != "SCHEDULED":
        return False
    start = run.next_scheduled_start_time
    # The server marks the run as "Late" by its own clock, which is the relevant one.
    return run.state.name == "Late" or start is None or aware(start) <= now


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
    if not count:
        message = f"flow run {watch.runs[0].id} has finished, but its logs could not be read within {timeout:g} s"
    elif unfinished:
        run = unfinished[0]
        message = (
            f"flow run {quote(run.name)} ({run.id}) is still {describe_state(run.state)} after {timeout:g} s: "
            f"{_reason(run, now, pool, queue)}"
        )
    else:
        message = f"flow run {watch.unfinished_ids[0]} could not be read within {timeout:g} s"
    if count > 1:
        message += f" (and {count - 1} more unfinished)"
    if fault is not None:
        message += f". The last request failed: {fault}"
    return WaitTimeoutError(message, timeout=timeout, runs=unfinished)


def _reason(run: models.FlowRun, now: datetime, pool: models.WorkPool | None, queue: models.WorkQueue | None) -> str:
    state = run.state
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
    return f" is {pool_or_queue.status}" + (f" with all {limit} slots in use" if full else "")


def _format_time(time: datetime | None) -> str:
    return "an unknown time" if time is None else time.isoformat(sep=" ", timespec="seconds")
