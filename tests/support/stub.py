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

GARBLED: Mapping[str, httpx.Response | Exception] = {
    "cut JSON": httpx.Response(200, content=b'{"id": "00000000-0000', headers={"Content-Type": "application/json"}),
    "empty body": httpx.Response(200),
    "null": httpx.Response(200, json=None),
    "empty list": httpx.Response(200, json=[]),
    "empty object": httpx.Response(200, json={}),
    "JSON error with status 200": httpx.Response(200, json={"error": "upstream timed out"}),
    "login page": httpx.Response(200, html="<title>Sign in</title>"),
    "redirect to a login page": httpx.Response(302, headers={"Location": "https://login.test/"}),
    **{
        f"HTML {status}": httpx.Response(status, html="<h1>Gateway</h1>")
        for status in (400, 401, 403, 404, 405, 407, 413, 500, 502, 503, 504, 520)
    },
    "empty 401": httpx.Response(401),
    "text 404": httpx.Response(404, text="default backend - 404"),
    "gateway's JSON 404": httpx.Response(404, json={"message": "no Route matched with those values"}),
    "gateway's problem details": httpx.Response(403, json={"title": "Forbidden", "status": 403, "detail": "WAF"}),
    "408": httpx.Response(408, json={"detail": "Request timeout"}),
    "429": httpx.Response(429, json={"detail": "Orchestration API rate limit reached"}),
    "500": httpx.Response(500, json={"exception_message": "Internal Server Error"}),
    "reset": httpx.ReadError("connection reset by peer"),
    "TLS failure": httpx.ReadError("[SSL: UNEXPECTED_EOF_WHILE_READING]"),
    "broken HTTP": httpx.RemoteProtocolError("illegal status line"),
}
"""Responses and errors that do not come from Prefect, or say nothing about the requested resource."""

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
