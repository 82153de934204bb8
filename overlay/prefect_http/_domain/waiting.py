"""Waiting: track which flow runs have finished, and explain why others may be stuck. No I/O."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from math import inf
from typing import Final
from uuid import UUID

from prefect_http import models
from prefect_http._domain.keywords import several
from prefect_http._domain.pacing import MIN_INTERVAL, RunPace, interval_after, shortest_run_time
from prefect_http._domain.progress import Progress
from prefect_http._domain.run_states import FINAL_STATE_TYPES, describe_state, is_finished, select_states
from prefect_http._utils import BATCH_SIZE, aware, quote
from prefect_http.errors import ArgumentError, StateNotReachedError, WaitTimeoutError
from prefect_http_api import requests

_WITHOUT_WORKERS: Final = (":push", ":managed")
"""Ends of the types of work pools whose runs Prefect Cloud submits itself, such as ``ecs:push``."""

_FEW: Final = 50
"""Maximum number of runs that each poll reads in full, to know how long each has been running."""


class Target:
    """States that a wait is for, besides the final ones.

    Args:
        until: One or several states, each by type, by name, or as an object.

    Raises:
        ArgumentError: *until* is empty, or a state is unknown.
    """

    def __init__(self, until: object) -> None:
        types, names = select_states(several(until), "until")
        self._types, self._names = frozenset(types), frozenset(names)
        self._text = " or ".join([*types, *names])
        if not self._text:
            raise ArgumentError("until must be one or several states, such as 'RUNNING', got none")

    def __str__(self) -> str:
        """Return the types and names, such as ``"RUNNING or Late"``."""
        return self._text

    def includes(self, state: models.State | None) -> bool:
        """Return whether *state* is one of the states."""
        return state is not None and (state.type in self._types or state.name in self._names)

    def was_reached(self, history: Sequence[models.State], first: UUID | None) -> bool:
        """Return whether a run has entered one of the states.

        States that it entered before it was last scheduled or resumed do not count, unless it was during the wait.

        Args:
            history: States of the run, in order.
            first: ID of the state in which the run was when the wait started.
        """
        start = next((index for index, state in enumerate(history) if state.id == first), 0)
        while start and history[start].type not in {"SCHEDULED", "PAUSED"} and history[start - 1].type != "PAUSED":
            start -= 1
        return any(map(self.includes, history[start:]))


class RunWatch:
    """Flow runs waited for, each in its last known state.

    Args:
        run_ids: IDs of the runs. May contain duplicates.
        now: Monotonic time in seconds.
        target: States to wait for. Default: the final ones.

    Attributes:
        target: States to wait for, or None for the final ones.
        idle: Whether the last poll found no newly finished run.
        page_size: Largest number of runs in one response. If more runs matched, this is the server's page size.
        unlistable: IDs of the runs that the server fails to list.
    """

    def __init__(self, run_ids: Sequence[UUID], *, now: float, target: Target | None = None) -> None:
        self._run_ids = run_ids
        self._distinct = list(dict.fromkeys(run_ids))
        self._started = now
        self._runs: dict[UUID, models.FlowRun] = {}
        self._paces: defaultdict[UUID, RunPace] = defaultdict(RunPace)
        self._first_states: dict[UUID, UUID | None] = {}
        self._reached: set[UUID] = set()
        self._taken: set[UUID] = set()
        self._unchecked: set[UUID] = set()
        self.target = target
        self.idle = False
        self.page_size = 0
        self.unlistable: set[UUID] = set()

    @property
    def total(self) -> int:
        """Number of runs, without duplicates."""
        return len(self._distinct)

    @property
    def runs(self) -> list[models.FlowRun]:
        """Runs that have been read, in the order of the given IDs."""
        return [self._runs[run_id] for run_id in self._run_ids if run_id in self._runs]

    @property
    def unfinished(self) -> list[models.FlowRun]:
        """Runs that have been read and are not known to be done."""
        return [self._runs[run_id] for run_id in self.unfinished_ids if run_id in self._runs]

    @property
    def unfinished_ids(self) -> list[UUID]:
        """IDs of the runs that are not known to be done, without duplicates."""
        return [run_id for run_id in self._distinct if not self._is_done(run_id)]

    @property
    def has_unread(self) -> bool:
        """Whether some runs have never been read."""
        return len(self._runs) < self.total

    @property
    def reads_all(self) -> bool:
        """Whether each poll reads all runs that are not done, and not only those that have finished."""
        return self.target is not None or self.has_unread or len(self.unfinished_ids) <= _FEW

    @property
    def unchecked_ids(self) -> list[UUID]:
        """IDs of the runs whose earlier states must be read, because they may include a target."""
        return [run_id for run_id in self.unfinished_ids if run_id in self._unchecked]

    @property
    def progress(self) -> Progress:
        """Number of runs that are done, and of those that did not end COMPLETED."""
        failed = sum(is_finished(run) and run.state_type != "COMPLETED" for run in self._runs.values())
        return Progress(done=self.total - len(self.unfinished_ids), failed=failed, total=self.total)

    def update(self, runs: Collection[models.FlowRun], *, now: float, server_time: datetime) -> None:
        """Record *runs*, the rows of one response.

        Args:
            runs: Rows of the response.
            now: Monotonic time in seconds.
            server_time: Time by the server's clock.
        """
        for run in runs:
            known = self._runs.get(run.id)
            self._runs[run.id] = run
            self._paces[run.id].update(run, now=now, server_time=server_time)
            if self.target is not None:
                self._first_states.setdefault(run.id, run.state and run.state.id)
                self._compare(run, known, self.target)
        self.page_size = max(self.page_size, len(runs))

    def _compare(self, run: models.FlowRun, known: models.FlowRun | None, target: Target) -> None:
        if target.includes(run.state):
            self._reached.add(run.id)
            self._unchecked.discard(run.id)
        elif known is None:
            # A run that is scheduled or paused has not entered a target since.
            if run.state_type not in {"SCHEDULED", "PAUSED"}:
                self._unchecked.add(run.id)
        elif run.state_type != known.state_type or (run.state and run.state.id) != (known.state and known.state.id):
            self._unchecked.add(run.id)

    def update_history(self, run_id: UUID, history: Sequence[models.State]) -> None:
        """Record all states that a run has entered."""
        self._unchecked.discard(run_id)
        if self.target is not None and self.target.was_reached(history, self._first_states[run_id]):
            self._reached.add(run_id)

    def raise_if_missed(self) -> None:
        """Raise if a run has finished without entering a target.

        Raises:
            StateNotReachedError: A run cannot enter a target any more, unless it is retried.
        """
        for run in self.unfinished:
            if is_finished(run) and run.id not in self._unchecked:
                raise StateNotReachedError(
                    f"flow run {quote(run.name)} ({run.id}) ended {describe_state(run.state)} without becoming "
                    f"{self.target}",
                    run=run,
                )

    def interval(self, now: float) -> float:
        """Return the seconds until the next poll, at the monotonic time *now*."""
        ids = self.unfinished_ids
        if self.reads_all:
            interval = min((self._paces[run_id].interval(now) for run_id in ids), default=MIN_INTERVAL)
            requests = len(ids) / (self.page_size or len(ids))
        else:
            interval = interval_after(min(now - self._started, shortest_run_time(self._runs.values())))
            requests = len(ids) / BATCH_SIZE
        return max(interval, MIN_INTERVAL * requests)

    def take_done(self) -> list[models.FlowRun]:
        """Return the runs that are done and have not been returned before, earliest end first."""
        done = [run for run in self._runs.values() if self._is_done(run.id) and run.id not in self._taken]
        self._taken.update(run.id for run in done)
        return sorted(done, key=lambda run: aware(run.end_time).timestamp() if run.end_time else inf)

    def _is_done(self, run_id: UUID) -> bool:
        if self.target is not None:
            return run_id in self._reached
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
    elif watch.total > 1:
        message = _summary(watch, timeout)
        if unfinished:
            run = unfinished[0]
            reason = _reason(run, now, pool, queue)
            message += f". The first: {quote(run.name)} ({run.id}) is {describe_state(run.state)}: {reason}"
    elif unfinished:
        run = unfinished[0]
        goal = f", not {watch.target}," if watch.target else ""
        message = (
            f"flow run {quote(run.name)} ({run.id}) is still {describe_state(run.state)}{goal} after {timeout:g} s: "
            f"{_reason(run, now, pool, queue)}"
        )
    else:
        message = f"flow run {watch.unfinished_ids[0]} could not be read within {timeout:g} s"
    if fault is not None:
        message += f". The last request failed: {fault}"
    return WaitTimeoutError(message, timeout=timeout, runs=unfinished)


def _summary(watch: RunWatch, timeout: float) -> str:
    """Return how many runs are not done, and in which states, most frequent first."""
    count = len(watch.unfinished_ids)
    states = Counter(describe_state(run.state) for run in watch.unfinished)
    states.update({"not read": count - states.total()})
    counts = ", ".join(f"{number} {state}" for state, number in states.most_common() if number)
    verb = "has" if count == 1 else "have"
    goal = "finished" if watch.target is None else f"become {watch.target}"
    return f"{count} of {watch.total} flow runs {verb} not {goal} after {timeout:g} s: {counts}"


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
