"""Log tail: find the new log lines of a run, and decide when a finished run has no more. No I/O."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Generator, Iterable, Sequence
from datetime import datetime
from typing import Final, NamedTuple, TypeAlias
from uuid import UUID

import prefect_http_api
from prefect_http import models
from prefect_http._domain.run_states import FINAL_STATE_TYPES
from prefect_http._pagination.cursors import TICK
from prefect_http._pagination.pager import Pager
from prefect_http._pagination.paging import Paging
from prefect_http._pagination.queries import LOGS
from prefect_http._utils import aware
from prefect_http_api import requests
from prefect_http_api.logs import read_logs

_OVERLAP: Final = 50
"""Maximum number of known lines to reread in each poll. New lines that sort before fewer of them need no search."""

_SPAN: Final = 10_000
"""Number of newest lines that each poll counts, and about as many older ones. Lines with the same time add to it."""

_MAX_SKIP: Final = 20_000
"""Maximum number of lines to skip, unless more have the same time. Prefect Cloud accepts no larger offset."""

_NARROW: Final = 100
"""Number of known lines among which a search reads all lines: about half a page."""

_QUIET_PERIOD: Final = 3.0
"""Seconds without new lines after which a finished run has no more. Each process sends its lines every 2 s."""

_MAX_SETTLING: Final = 30.0
"""Seconds after which a finished run counts as settled, even if lines keep arriving."""

_Steps: TypeAlias = Generator["prefect_http_api.Call[list[models.Log]]", "list[models.Log]", None]
"""Requests for lines. Each depends on the response to the previous one."""


class LogTail:
    """Log lines that have been read, and polls for new ones.

    Each process sets the timestamps of its own lines, so a new line may have any timestamp: clocks may differ, and
    newer lines of another process may have arrived first. The server can neither sort nor filter by arrival. New lines
    are therefore found by counting: a request that skips as many lines as are known returns as many lines as are new.
    If it returns known lines, new ones sort before them. A binary search with further counts finds those.

    Args:
        logs: Filter for the lines.
    """

    def __init__(self, logs: requests.LogFilter) -> None:
        self._logs = logs
        self._ids: set[UUID] = set()
        self._times: list[datetime] = []
        """Timestamps of the lines that the server has, sorted."""
        self._new: list[models.Log] = []
        """New lines, until a search for those that sort before them has ended."""
        self._ready: list[models.Log] = []
        """New lines to return, sorted."""
        self._largest_page = 0
        self._next_span: datetime | None = None
        """Start of the older lines to count in the next poll, or None for the earliest ones."""
        self.last_arrival: datetime | None = None
        """Latest time at which a line arrived on the server, by the server's clock."""

    def poll(self, *, thorough: bool) -> LogPoll:
        """Return a poll for new lines.

        Args:
            thorough: Whether to find every new line. Otherwise, a new line that sorts before the newest 10,000 known
                ones may be found by a later poll.
        """
        return LogPoll(self._poll(thorough=thorough), self._ready)

    def _poll(self, *, thorough: bool) -> _Steps:
        yield from self._read_newest()
        # A request can count a limited number of lines, so each poll counts some of the older ones.
        if thorough or self._span_end(self._next_span) is None:
            self._next_span = None
        while self._span_end(self._next_span) is not None:
            yield from self._count_span()
            if not thorough or self._next_span is None:
                return

    def _count_span(self) -> _Steps:
        """Count the lines of the next span, and read the new ones among them."""
        after = self._next_span
        # New lines can make a span too long, so its end is determined for each request.
        while before := self._span_end(after):
            if not (yield self._request(after, before, skip=self._count(after, before), limit=1)):
                break
            known = len(self._ids)
            yield from self._search(after, before)
            self._release()
            if len(self._ids) == known:
                break
        self._next_span = None if before is None or before == self._times[-1] else before + TICK

    def _span_end(self, after: datetime | None) -> datetime | None:
        """Return the end, inclusive, of the span that starts at *after*, or None if fewer known lines follow."""
        start = 0 if after is None else bisect_left(self._times, after)
        if len(self._times) - start < _SPAN:
            return None
        last = self._times[start + _SPAN - 1]
        is_too_long = bisect_right(self._times, last) - start > _MAX_SKIP
        return last - TICK if is_too_long and last != self._times[start] else last

    def _newest(self, count: int) -> datetime | None:
        """Return the time at which the *count* newest known lines start, or None if all lines are that new."""
        if len(self._times) <= count:
            return None
        start = self._times[-count]
        is_too_long = self._count(start, None) > _MAX_SKIP
        return start + TICK if is_too_long and start != self._times[-1] else start

    def _read_newest(self) -> _Steps:
        # While pages are full, each starts at the newest known line. The last one counts more lines.
        count_all = True
        while True:
            total = len(self._ids)
            after = self._newest(_SPAN if count_all else 1)
            known = self._count(after, None)
            repeated = min(known, _OVERLAP, self._largest_page // 2) if count_all else 0
            lines = yield self._request(after, None, skip=known - repeated)
            new, surplus = self._add(lines), len(lines) - repeated
            is_full = len(lines) == self._largest_page
            if surplus < new and not is_full:
                yield from self._recount()
            elif new < surplus:
                yield from self._search(after, None)
            self._release()
            if count_all and (len(self._ids) == total or (surplus <= new and not is_full)):
                return
            count_all = not (is_full and new)

    def _search(self, after: datetime | None, before: datetime | None) -> _Steps:
        """Read the earliest new lines in a time range. Both bounds are inclusive."""
        start, low = 0 if after is None else bisect_left(self._times, after), after
        end, high = len(self._times) if before is None else bisect_right(self._times, before), before
        while end - start > _NARROW:
            middle = (start + end) // 2
            time = self._times[middle]
            if (yield self._request(after, time, skip=self._count(after, time), limit=1)):
                end, high = middle, time
            else:
                start, low = middle, time
        yield from self._read_all(low, high)

    def _recount(self) -> _Steps:
        """Read all lines, because the server has deleted some."""
        times: list[datetime] = []
        yield from self._read_all(None, None, times)
        self._times = times

    def _read_all(self, after: datetime | None, before: datetime | None, times: list[datetime] | None = None) -> _Steps:
        """Read all lines in a time range, and append their timestamps to *times*."""
        body = self._body(after, before)
        pager = Pager(Paging(LOGS.cursor(body), lambda window: read_logs(**LOGS.page(body, window))))
        while pager.call is not None:
            lines = pager.take((yield pager.call))
            self._add(lines)
            if times is not None:
                times += [aware(line.timestamp) for line in lines]

    def _request(
        self, after: datetime | None, before: datetime | None, *, skip: int, limit: int | None = None
    ) -> prefect_http_api.Call[list[models.Log]]:
        body = self._body(after, before)
        if skip:
            body["offset"] = skip
        if limit is not None:
            body["limit"] = limit
        return read_logs(**body)

    def _body(self, after: datetime | None, before: datetime | None) -> requests.ReadLogsBody:
        times: requests.LogFilterTimestamp = {}
        if after is not None:
            times["after_"] = after
        if before is not None:
            times["before_"] = before
        logs: requests.LogFilter = {**self._logs, "timestamp": times} if times else self._logs
        return {"logs": logs, "sort": "TIMESTAMP_ASC"}

    def _count(self, after: datetime | None, before: datetime | None) -> int:
        """Return how many known lines are in a time range. Both bounds are inclusive."""
        start = 0 if after is None else bisect_left(self._times, after)
        return (len(self._times) if before is None else bisect_right(self._times, before)) - start

    def _release(self) -> None:
        self._ready += sorted(self._new, key=lambda line: aware(line.timestamp))
        self._new.clear()

    def _add(self, lines: Sequence[models.Log]) -> int:
        """Record *lines*, and return how many of them are new."""
        new = list({line.id: line for line in lines if line.id not in self._ids}.values())
        for line in new:
            self._ids.add(line.id)
            insort(self._times, aware(line.timestamp))
        self._new += new
        self._largest_page = max(self._largest_page, len(lines))
        arrivals = (self.last_arrival, latest_arrival(new))
        self.last_arrival = max((time for time in arrivals if time is not None), default=None)
        return len(new)


class LogPoll:
    """One poll for new lines, in as many requests as it takes.

    Attributes:
        call: Call to send next, or None at the end.
    """

    def __init__(self, steps: _Steps, ready: list[models.Log]) -> None:
        self._steps = steps
        self._ready = ready
        self.call: prefect_http_api.Call[list[models.Log]] | None = next(steps)

    def take(self, lines: list[models.Log]) -> list[models.Log]:
        """Return new lines, given *lines*, the response to ``call``, and advance."""
        try:
            self.call = self._steps.send(lines)
        except StopIteration:
            self.call = None
        ready = self._ready.copy()
        self._ready.clear()
        return ready


class RunEnd(NamedTuple):
    """Whether and when a run has ended.

    Attributes:
        finished: Whether the run is in a final state.
        time: Time of the end, if the server has recorded it.
        server_time: Time by the server's clock when the run was read.
    """

    finished: bool
    time: datetime | None
    server_time: datetime

    @property
    def is_recent(self) -> bool:
        """Whether the run has ended, and its last lines may still arrive."""
        age = 0.0 if self.time is None else (self.server_time - self.time).total_seconds()
        return self.finished and age <= _MAX_SETTLING


def run_end(server_time: datetime, *runs: models.FlowRun | models.TaskRun) -> RunEnd:
    """Return whether any of *runs* has finished, and the latest end."""
    finished = [run for run in runs if run.state_type in FINAL_STATE_TYPES]
    times = [aware(run.end_time) for run in finished if run.end_time is not None]
    return RunEnd(bool(finished), max(times, default=None), server_time)


class Settling:
    """Decides when the last lines of a finished run have arrived.

    Processes send the last lines of a run after its end. The run has settled once nothing has arrived for a while.
    """

    def __init__(self) -> None:
        self._last: datetime | None = None
        self._ends = 0.0
        self._limit: float | None = None

    def remaining(self, end: RunEnd, last_arrival: datetime | None, *, now: float) -> float:
        """Return the seconds until the run has settled, unless more lines arrive.

        Args:
            end: End of the run, read before its lines.
            last_arrival: Time at which the last line arrived, by the server's clock, or None if there are no lines.
            now: Monotonic time in seconds, before the lines were read.
        """
        if self._limit is None:
            self._limit = now + _MAX_SETTLING
        last = max((time for time in (end.time, last_arrival, self._last) if time is not None), default=end.server_time)
        if last != self._last:
            # The server's clock may have been set back. Then the wait is counted from now.
            elapsed = max(0.0, (end.server_time - last).total_seconds())
            self._last, self._ends = last, now + max(0.0, _QUIET_PERIOD - elapsed)
        return max(0.0, min(self._ends, self._limit) - now)


def latest_arrival(lines: Iterable[models.Log]) -> datetime | None:
    """Return the latest time at which one of *lines* arrived on the server, by the server's clock."""
    return max((aware(line.created) for line in lines if line.created is not None), default=None)
