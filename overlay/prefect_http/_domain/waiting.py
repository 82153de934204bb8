"""Waiting: track which flow runs have finished, or have entered a state. No I/O."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from math import inf
from typing import Final
from uuid import UUID

from prefect_http import models
from prefect_http._domain.keywords import several
from prefect_http._domain.pacing import MIN_INTERVAL, RunPace, interval_after, shortest_run_time
from prefect_http._domain.progress import Progress
from prefect_http._domain.run_states import FINAL_STATE_TYPES, describe_state, select_states
from prefect_http._utils import BATCH_SIZE, aware, quote
from prefect_http.errors import ArgumentError, StateNotReachedError
from prefect_http_api import requests

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
        self._run_ids = list(run_ids)
        self._distinct = dict.fromkeys(run_ids)
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

    def add(self, run_id: UUID) -> None:
        """Wait for one more run."""
        self._run_ids.append(run_id)
        self._distinct[run_id] = None

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
        failed = sum(run.is_final and run.state_type != "COMPLETED" for run in self._runs.values())
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
                self._first_states.setdefault(run.id, run.state_id)
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
        elif (run.state_type, run.state_id) != (known.state_type, known.state_id):
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
            if run.is_final and run.id not in self._unchecked:
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
            interval = interval_after(
                min(now - self._started, shortest_run_time(run for run in self._runs.values() if run.is_final))
            )
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
        return run is not None and run.is_final


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
