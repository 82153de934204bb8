"""Following logs: what to ask for next, so that no line is missed and none comes twice. No I/O."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from prefect_http._utils import aware, earlier

if TYPE_CHECKING:
    from prefect_http.models import FlowRun, Log
    from prefect_http_api.requests import LogFilter, ReadLogsBody

_OVERLAP: Final = timedelta(seconds=5)
"""How far behind the newest line others are looked for. Prefect sends a process's lines every two seconds."""

_LATE: Final = timedelta(seconds=3)
"""How long after the end of a run its last lines come."""


class LogTail:
    """The lines of logs as they come.

    Lines are asked for from a little before the newest timestamp on, since what writes a run's lines sends them in
    heaps, and from several places.
    """

    def __init__(self, logs: LogFilter) -> None:
        self._logs = logs
        self._newest: datetime | None = None
        self._seen: set[UUID] = set()

    @property
    def latest(self) -> ReadLogsBody:
        """What to ask for to get the lines that are new, after some that are not."""
        logs = self._logs.copy()
        if self._newest is not None:
            logs["timestamp"] = {"after_": earlier(self._newest, _OVERLAP)}
        return {"logs": logs, "sort": "TIMESTAMP_ASC"}

    @property
    def all(self) -> ReadLogsBody:
        """What to ask for to get all lines."""
        return {"logs": self._logs, "sort": "TIMESTAMP_ASC"}

    @property
    def beyond(self) -> ReadLogsBody:
        """What to ask for to find out whether there are more lines than were taken."""
        return {**self.all, "offset": len(self._seen), "limit": 1}

    def take(self, lines: Iterable[Log]) -> list[Log]:
        """Return what is new in *lines*, which are in the order of their timestamps."""
        new = [line for line in lines if line.id not in self._seen]
        self._seen.update(line.id for line in new)
        newest = aware(new[-1].timestamp) if new else None
        if newest is not None and (self._newest is None or newest > self._newest):
            self._newest = newest
        return new


def grace(run: FlowRun, now: datetime) -> float:
    """Return the seconds after which the last lines of *run*, which is over, should have arrived."""
    since = timedelta(0) if run.end_time is None else now - aware(run.end_time)
    return min(max((_LATE - since).total_seconds(), 0.0), _LATE.total_seconds())
