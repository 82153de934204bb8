"""Waiting for flow runs to end: which of them have, and why the others may not have. No I/O."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from prefect_http._domain.run_states import ENDED, has_ended, shown
from prefect_http._utils import aware
from prefect_http.errors import ArgumentError, WaitTimeoutError

if TYPE_CHECKING:
    from prefect_http.models import FlowRun, WorkPool, WorkQueue
    from prefect_http_api.requests import FlowRunFilter


def longest_wait(poll_interval: float | None, default: float) -> float:
    """Return *poll_interval*, or *default* if there is none.

    Raises:
        ArgumentError: it is not above 0.
    """
    if poll_interval is None:
        return default
    if not poll_interval > 0:
        raise ArgumentError(f"poll_interval={poll_interval}: it is a number of seconds above 0")
    return poll_interval


def all_of(ids: Sequence[UUID]) -> FlowRunFilter:
    """Return the filter for the runs."""
    return {"id": {"any_": [*ids]}}


def ended_of(ids: Sequence[UUID]) -> FlowRunFilter:
    """Return the filter for those of the runs that have ended."""
    return {**all_of(ids), "state": {"type": {"any_": sorted(ENDED)}}}


def going_of(ids: Sequence[UUID]) -> FlowRunFilter:
    """Return the filter for those of the runs that have not ended, and are still there."""
    return {**all_of(ids), "state": {"type": {"not_any_": sorted(ENDED)}}}


class Watch:
    """Flow runs that are waited for, each as it last was read.

    Args:
        ids: the runs; one may be named more than once.

    Attributes:
        quiet: whether none had ended at the last look.
        page: the most runs that came at once, which is what the server gives at most if it had more.
    """

    def __init__(self, ids: Sequence[UUID]) -> None:
        self._ids = ids
        self._last: dict[UUID, FlowRun] = {}
        self.quiet = False
        self.page = 0

    @property
    def open(self) -> list[UUID]:
        """The runs that have not ended, as far as is known, each once."""
        return [ident for ident in dict.fromkeys(self._ids) if not self._ended(ident)]

    @property
    def going(self) -> list[FlowRun]:
        """Of these, the runs that were read, as they last were."""
        return [self._last[ident] for ident in self.open if ident in self._last]

    @property
    def runs(self) -> list[FlowRun]:
        """All runs that were read, as they last were, in the order in which they were named."""
        return [self._last[ident] for ident in self._ids if ident in self._last]

    @property
    def unread(self) -> bool:
        """Whether there are runs that were never read."""
        return any(ident not in self._last for ident in self._ids)

    def take(self, runs: Collection[FlowRun]) -> None:
        """Keep *runs*, which came at once, as they now are."""
        self._last.update((run.id, run) for run in runs)
        self.page = max(self.page, len(runs))

    def _ended(self, ident: UUID) -> bool:
        run = self._last.get(ident)
        return run is not None and has_ended(run)


def without(ids: Iterable[UUID], runs: Iterable[FlowRun]) -> list[UUID]:
    """Return *ids* but for those of *runs*."""
    those = {run.id for run in runs}
    return [ident for ident in ids if ident not in those]


def is_overdue(run: FlowRun, now: datetime) -> bool:
    """Return whether nobody has started *run*, though it is time."""
    if run.state is None or run.state.type != "SCHEDULED":
        return False
    start = run.next_scheduled_start_time
    # "Late" is the word of the server, whose clock it is that counts.
    return run.state.name == "Late" or start is None or aware(start) <= now


def timed_out(
    watch: Watch,
    timeout: float,
    *,
    now: datetime,
    pool: WorkPool | None = None,
    queue: WorkQueue | None = None,
    fault: Exception | None = None,
) -> WaitTimeoutError:
    """Return the error for *watch*, with what may hold up the first run of it that did not end in time.

    Args:
        watch: the runs; if all have ended, what could not be read in time is what they left behind.
        timeout: the seconds that were waited.
        now: the time, by a clock on the wall.
        pool: the first run's work pool, if it could be read.
        queue: the first run's work queue, if it could be read.
        fault: why the last question failed, if it did.
    """
    going, count = watch.going, len(watch.open)
    if not count:
        message = f"flow run {watch.runs[0].id} ended, but its logs could not be read within {timeout:g} s"
    elif going:
        run = going[0]
        message = (
            f"flow run {run.name!r} ({run.id}) was still {shown(run.state)} after {timeout:g} s: "
            f"{_why(run, now, pool, queue)}"
        )
    else:
        message = f"flow run {watch.open[0]} could not be read within {timeout:g} s"
    if count > 1:
        message += f" (and {count - 1} more that had not ended)"
    if fault is not None:
        message += f". The last question failed: {fault}"
    return WaitTimeoutError(message, timeout=timeout, runs=going)


def _why(run: FlowRun, now: datetime, pool: WorkPool | None, queue: WorkQueue | None) -> str:
    state = run.state
    if state is None:
        return "nobody has given it one"
    if is_overdue(run, now):
        return _why_not_started(run, pool, queue)
    if state.type == "SCHEDULED":
        return f"it is to start at {_written(run.next_scheduled_start_time)}"
    since = f"since {_written(state.timestamp)}"
    if state.type == "PAUSED":
        until = state.state_details.pause_timeout
        return f"{since} it waits to be resumed" + (f", until {_written(until)}" if until is not None else "")
    return since


def _why_not_started(run: FlowRun, pool: WorkPool | None, queue: WorkQueue | None) -> str:
    if run.deployment_id is None:
        return "it belongs to no deployment, so that no worker picks it up"
    if run.work_pool_name is None:
        return "its deployment has no work pool, and no process that serves it has picked it up"
    about = [f"work pool {run.work_pool_name!r}{_condition(pool)}"]
    if pool is not None and pool.status == "NOT_READY":
        about.append("none of its workers is online")
    if queue is not None:
        about.append(f"work queue {queue.name!r}{_condition(queue)}")
    return f"no worker has picked it up: {', '.join(about)}"


def _condition(place: WorkPool | WorkQueue | None) -> str:
    if place is None:
        return ""
    limit = place.concurrency_limit
    full = limit is not None and (place.active_slots or 0) >= limit
    return f" is {place.status}" + (f" with all of its {limit} slots taken" if full else "")


def _written(time: datetime | None) -> str:
    return "a time unknown" if time is None else time.isoformat(sep=" ", timespec="seconds")
