"""Pacing: how soon to read a flow run again, so that its end is noticed in time. No I/O."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from math import inf

from prefect_http import models
from prefect_http._utils import aware

MIN_INTERVAL = 0.5
MAX_INTERVAL = 10.0
_MAX_INTERVAL_BEFORE_START = 3.0
"""Maximum interval until a run has started. A longer one would miss most of a short run."""

_SHARE = 0.1
"""Share of the time that a run has been running, after which it is read again."""


def interval_after(elapsed: float, maximum: float = MAX_INTERVAL) -> float:
    """Return the seconds until the next poll if a run has been running for *elapsed* seconds."""
    return min(max(MIN_INTERVAL, _SHARE * elapsed), maximum)


class RunPace:
    """Interval between two reads of a run: a share of the time that it has spent in its state.

    Time is measured by the client's monotonic clock, from the read that first found the run in its state. Clocks of the
    server and of the run's machine may therefore differ.
    """

    def __init__(self) -> None:
        self._phase: object = None
        self._entered = 0.0
        self._start = -inf
        self._max_interval = MAX_INTERVAL

    def update(self, run: models.FlowRun, *, now: float, server_time: datetime) -> None:
        """Record *run*, which was read at the monotonic time *now* and the server's *server_time*."""
        delay = _seconds_to_start(run, server_time)
        phase = (run.state_type, run.state_id, delay > 0)
        if phase != self._phase:
            known = run.estimated_run_time if self._phase is None and run.state_type == "RUNNING" else 0.0
            self._phase, self._entered = phase, now - max(known, 0.0)
        self._start = now + delay
        is_before_start = run.state_type in {None, "SCHEDULED", "PENDING"}
        self._max_interval = _MAX_INTERVAL_BEFORE_START if is_before_start else MAX_INTERVAL

    def interval(self, now: float) -> float:
        """Return the seconds until the next read, at the monotonic time *now*."""
        if self._phase is None:
            return MIN_INTERVAL
        if self._start > now:
            return min(max(MIN_INTERVAL, self._start - now), MAX_INTERVAL)
        return interval_after(now - self._entered, self._max_interval)


def shortest_run_time(runs: Iterable[models.FlowRun]) -> float:
    """Return the shortest time in seconds that any of *runs* has been running, or infinity if none has."""
    return min((run.total_run_time for run in runs if run.total_run_time > 0), default=inf)


def _seconds_to_start(run: models.FlowRun, server_time: datetime) -> float:
    """Return the seconds until *run* is due, or 0 if it is due or has started."""
    start = run.next_scheduled_start_time
    if run.state_type != "SCHEDULED" or start is None:
        return 0.0
    return max(0.0, (aware(start) - server_time).total_seconds())
