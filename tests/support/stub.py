"""Stub server for responses that a real server does not send on demand."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from prefect_http import AsyncPrefect, Prefect

API = "http://prefect.test/api"
RUN = UUID(int=1)
START = datetime(2026, 1, 31, 8, tzinfo=UTC)

ENDLESS = 200
"""Requests after which a listing of a few rows counts as endless."""

Handler = Callable[[httpx.Request], httpx.Response]


def client(handler: Handler, *, api_key: str | None = None, headers: Mapping[str, str] | None = None) -> Prefect:
    return Prefect(API, api_key=api_key, headers=headers, retry=False, transport=httpx.MockTransport(handler))


def async_client(handler: Handler) -> AsyncPrefect:
    return AsyncPrefect(API, retry=False, transport=httpx.MockTransport(handler))


def flow_run(number: int, expected: datetime | None = START) -> dict[str, Any]:
    return {
        "id": str(UUID(int=number)),
        "created": "2026-01-31T08:00:00Z",
        "updated": "2026-01-31T08:00:00Z",
        "name": f"run-{number}",
        "flow_id": str(UUID(int=0)),
        "expected_start_time": expected and expected.isoformat(),
    }


@dataclass
class Runs:
    """Stub server that filters, sorts and pages flow runs like Prefect."""

    rows: list[dict[str, Any]]
    limit: int
    bodies: list[dict[str, Any]] = field(default_factory=list)
    between: Callable[["Runs"], None] = lambda _runs: None

    def __call__(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        self.bodies.append(body)
        if len(self.bodies) > ENDLESS:
            pytest.fail("the listing does not end")
        rows = [row for row in self.rows if _matches(row, body.get("flow_runs", {}))]
        key = "expected_start_time" if body["sort"].startswith("EXPECTED") else "name"
        rows.sort(key=lambda row: row[key], reverse=body["sort"].endswith("DESC"))
        limit = body.get("limit", self.limit)
        if limit > self.limit:
            return httpx.Response(422, json={"detail": f"Invalid limit: must be less than or equal to {self.limit}."})
        page = rows[body.get("offset", 0) :][:limit]
        self.between(self)
        return httpx.Response(200, json=page)


def _matches(row: dict[str, Any], filters: dict[str, Any]) -> bool:
    times, ids = filters.get("expected_start_time") or {}, filters.get("id") or {}
    at = datetime.fromisoformat(row["expected_start_time"])
    conditions = [
        *([at >= datetime.fromisoformat(times["after_"])] if times.get("after_") else []),
        *([at <= datetime.fromisoformat(times["before_"])] if times.get("before_") else []),
        *([row["id"] in ids["any_"]] if ids.get("any_") else []),
        *([row["id"] not in ids["not_any_"]] if ids.get("not_any_") else []),
    ]
    return any(conditions) if filters.get("operator") == "or_" else all(conditions)


def runs_at(minutes: Iterable[int]) -> list[dict[str, Any]]:
    return [flow_run(number, START + timedelta(minutes=minute)) for number, minute in enumerate(minutes, 1)]
