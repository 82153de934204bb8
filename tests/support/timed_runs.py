"""Stub server whose flow runs change their states at given times."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any
from uuid import UUID

import httpx

from tests.support.clock import Clock
from tests.support.stub import START, flow_run

FINAL = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}


@dataclass
class TimedRun:
    """A flow run.

    Attributes:
        number: Number in its ID and its name.
        changes: Seconds after the start of the clock at which it enters a state, and the type and name of the state,
            such as ``"SCHEDULED Late"``.
        start: Seconds after the start of the clock at which it is scheduled to start.
    """

    number: int
    changes: list[tuple[float, str]]
    start: float | None = None

    def history(self, now: float) -> list[dict[str, Any]]:
        """Return the states entered until *now*."""
        return [self._state(index) for index, (time, _) in enumerate(self.changes) if time <= now]

    def row(self, now: float) -> dict[str, Any]:
        """Return the run as at *now*."""
        states = self.history(now)
        state = states[-1]
        times = [time for time, _ in self.changes[: len(states)]]
        kinds = [one["type"] for one in states]
        ran = sum(end - begin for begin, end, kind in zip(times, times[1:], kinds, strict=False) if kind == "RUNNING")
        is_running = state["type"] == "RUNNING"
        return flow_run(self.number) | {
            "state": state,
            "state_id": state["id"],
            "state_type": state["type"],
            "state_name": state["name"],
            "total_run_time": ran,
            "estimated_run_time": ran + (now - times[-1] if is_running else 0.0),
            "end_time": state["timestamp"] if state["type"] in FINAL else None,
            "next_scheduled_start_time": None if self.start is None else at(self.start).isoformat(),
        }

    def _state(self, index: int) -> dict[str, Any]:
        time, description = self.changes[index]
        kind, _, name = description.partition(" ")
        return {
            "id": str(UUID(int=1000 * self.number + index)),
            "type": kind,
            "name": name or kind.capitalize(),
            "timestamp": at(time).isoformat(),
            "state_details": {},
        }


def at(seconds: float) -> datetime:
    """Return the time by the server's clock, *seconds* after the start of the client's clock."""
    return START + timedelta(seconds=seconds)


@dataclass
class TimedRuns:
    """Stub server with flow runs and log lines, whose clock has another time than the machine's.

    Attributes:
        clock: Clock of the client.
        runs: Flow runs.
        lines: Log lines: seconds at which each arrives, seconds at which it was written.
        limit: Page size.
        unlistable: Numbers of runs that make listings fail.
        requests: Method and last part of the path of each request, and the seconds at which it was sent.
    """

    clock: Clock
    runs: Iterable[TimedRun]
    lines: list[tuple[float, float]] = field(default_factory=list)
    limit: int = 200
    unlistable: set[int] = field(default_factory=set)
    requests: list[tuple[float, str]] = field(default_factory=list)

    @property
    def now(self) -> float:
        return self.clock.now - 1000

    def count(self, start: float, end: float) -> int:
        """Return the number of requests between two times."""
        return sum(start <= time < end for time, _ in self.requests)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        resource, *rest = request.url.path.strip("/").split("/")[1:]
        self.requests.append((self.now, f"{request.method} {resource}" if request.method == "GET" else rest[-1]))
        response = self._respond(request, resource, rest)
        response.headers["Date"] = format_datetime(at(self.now), usegmt=True)
        return response

    def _respond(self, request: httpx.Request, resource: str, rest: list[str]) -> httpx.Response:
        by_id = {UUID(int=run.number): run for run in self.runs}
        if resource == "flow_run_states":
            return httpx.Response(200, json=by_id[UUID(request.url.params["flow_run_id"])].history(self.now))
        if request.method == "GET":
            return httpx.Response(200, json=by_id[UUID(rest[0])].row(self.now))
        body = json.loads(request.content)
        if resource == "logs":
            return httpx.Response(200, json=self._lines(body))
        if rest[-1] == "create_flow_run":
            return httpx.Response(201, json=next(iter(by_id.values())).row(self.now))
        filters = body["flow_runs"]
        found = [by_id[UUID(run_id)].row(self.now) for run_id in filters["id"]["any_"]]
        if types := filters.get("state", {}).get("type"):
            found = [row for row in found if row["state_type"] in types.get("any_", {row["state_type"]})]
            found = [row for row in found if row["state_type"] not in types.get("not_any_", ())]
        if rest[-1] == "count":
            return httpx.Response(200, json=len(found))
        page = found[: self.limit]
        if any(UUID(row["id"]).int in self.unlistable for row in page):
            return httpx.Response(500, json={"exception_message": "Internal Server Error"})
        return httpx.Response(200, json=page)

    def _lines(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        bounds = {key: datetime.fromisoformat(time) for key, time in body["logs"].get("timestamp", {}).items()}
        rows: list[dict[str, Any]] = [
            {
                "id": str(UUID(int=number)),
                "created": at(arrival).isoformat(),
                "updated": at(arrival).isoformat(),
                "name": "prefect.flow_runs",
                "level": 20,
                "message": f"{written:g}",
                "timestamp": at(written).isoformat(),
            }
            for number, (arrival, written) in enumerate(self.lines, 1)
            if arrival <= self.now
            and bounds.get("after_", at(written)) <= at(written) <= bounds.get("before_", at(written))
        ]
        rows.sort(key=lambda row: row["timestamp"])
        return rows[body.get("offset", 0) :][: body.get("limit", self.limit)]
