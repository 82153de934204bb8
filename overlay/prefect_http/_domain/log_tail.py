"""Log tail: request new log lines without gaps or duplicates."""

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
"""Overlap of successive requests. Each process of a run sends its lines every two seconds."""

_SHIPPING_DELAY: Final = timedelta(seconds=3)
"""Time after the end of a run until its last lines should have arrived."""


class LogTail:
    """Log lines that have been read, and requests for the next ones.

    Successive requests overlap, because several processes write the logs of a run, and each sends its lines in batches.
    """

    def __init__(self, logs: LogFilter) -> None:
        self._logs = logs
        self._newest: datetime | None = None
        self._seen: set[UUID] = set()

    @property
    def next_request(self) -> ReadLogsBody:
        """Request for new lines. The response starts with lines that have already been read."""
        logs = self._logs.copy()
        if self._newest is not None:
            logs["timestamp"] = {"after_": earlier(self._newest, _OVERLAP)}
        return {"logs": logs, "sort": "TIMESTAMP_ASC"}

    @property
    def full_request(self) -> ReadLogsBody:
        """Request for all lines."""
        return {"logs": self._logs, "sort": "TIMESTAMP_ASC"}

    @property
    def surplus_request(self) -> ReadLogsBody:
        """Request whose response contains a line only if the server has more lines than have been read."""
        return {**self.full_request, "offset": len(self._seen), "limit": 1}

    def add(self, lines: Iterable[Log]) -> list[Log]:
        """Return the lines that have not been read before. *lines* must be sorted by timestamp."""
        new = [line for line in lines if line.id not in self._seen]
        self._seen.update(line.id for line in new)
        newest = aware(new[-1].timestamp) if new else None
        if newest is not None and (self._newest is None or newest > self._newest):
            self._newest = newest
        return new


def remaining_shipping_delay(run: FlowRun, now: datetime) -> float:
    """Return the seconds until the last lines of a finished *run* should have arrived."""
    elapsed = timedelta(0) if run.end_time is None else now - aware(run.end_time)
    return min(max((_SHIPPING_DELAY - elapsed).total_seconds(), 0.0), _SHIPPING_DELAY.total_seconds())
