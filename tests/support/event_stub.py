"""Stub server that filters, sorts, counts and pages events like Prefect, and limits queries like Prefect Cloud."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import count
from typing import Any, Literal
from uuid import UUID

import httpx
import pytest

from prefect_http import AsyncPrefect, Prefect

WORKSPACE = "https://api.prefect.cloud/api/accounts/a/workspaces/w"
NOW = datetime.now(UTC).replace(microsecond=0)
LongQueries = Literal["refuse", "clamp", "allow"]

_numbers = count(1)


def at(*times: datetime, resource: str = "r") -> list[dict[str, Any]]:
    """Return new events at these times."""
    return [
        {
            "id": str(UUID(int=next(_numbers))),
            "occurred": time.isoformat(),
            "received": NOW.isoformat(),
            "event": "x",
            "resource": {"prefect.resource.id": resource},
        }
        for time in times
    ]


def ago(*days: float, resource: str = "r") -> list[dict[str, Any]]:
    """Return new events, each this number of days ago."""
    return at(*(NOW - timedelta(days=each) for each in days), resource=resource)


@dataclass
class EventServer:
    """Stub server with events.

    Attributes:
        rows: Events that have arrived.
        long: What happens to a query whose time range is too long.
        longest: Days of the longest time range.
        keeps: Days before now at which the time range of a query may start. Default: no limit.
        limit: Page size.
        arrivals: Events that arrive before each further query that is newest first and not a count.
        queries: Time range of each query.
        requests: Number of requests.
    """

    rows: list[dict[str, Any]]
    long: LongQueries = "refuse"
    longest: float = 14
    keeps: float | None = None
    limit: int = 50
    arrivals: list[Iterable[dict[str, Any]]] = field(default_factory=list[Iterable[dict[str, Any]]])
    faults: Callable[[int], httpx.Response | Exception | None] = lambda _number: None
    queries: list[tuple[datetime, datetime]] = field(default_factory=list[tuple[datetime, datetime]])
    requests: int = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests += 1
        if self.requests > 2000:
            pytest.fail("the client does not stop")
        fault = self.faults(self.requests)
        if isinstance(fault, Exception):
            raise fault
        if fault is not None:
            return fault
        if request.method == "GET":
            return self._page(**json.loads(b64decode(request.url.params["page-token"])))
        body = json.loads(request.content)
        given = body["filter"]
        since, until = (datetime.fromisoformat(given["occurred"][bound]) for bound in ("since", "until"))
        self.queries.append((since, until))
        is_cloud = request.url.path.startswith("/api/accounts/")
        if is_cloud and until - since > timedelta(days=self.longest):
            if self.long == "refuse":
                return rejection("the time range is too long")
            if self.long == "clamp":
                since = until - timedelta(days=self.longest)
        if self.keeps is not None and since < datetime.now(UTC) - timedelta(days=self.keeps):
            return rejection("the time range is too old")
        if "order" not in given and "limit" not in body and self.arrivals:
            self.rows = [*self.rows, *self.arrivals.pop(0)]
        times = {"since": since.isoformat(), "until": until.isoformat()}
        return self._page(given={**given, "occurred": times}, limit=body.get("limit", self.limit), offset=0)

    def _page(self, given: dict[str, Any], limit: int, offset: int) -> httpx.Response:
        since, until = (datetime.fromisoformat(given["occurred"][bound]) for bound in ("since", "until"))
        rows = [row for row in self.rows if since <= occurred(row) <= until]
        rows.sort(key=occurred, reverse=given.get("order") != "ASC")
        if given.get("resource", {}).get("distinct"):
            rows = list({row["resource"]["prefect.resource.id"]: row for row in reversed(rows)}.values())[::-1]
        following = None
        if offset + limit < len(rows):
            token = b64encode(json.dumps({"given": given, "limit": limit, "offset": offset + limit}).encode()).decode()
            following = f"https://api.prefect.cloud/api/events/filter/next?page-token={token}"
        page = {"events": rows[offset : offset + limit], "total": len(rows), "next_page": following}
        return httpx.Response(200, json=page)

    def client(self, api_url: str = WORKSPACE) -> Prefect:
        return Prefect(api_url, api_key="pnu_x", retry=False, transport=httpx.MockTransport(self))

    def async_client(self, api_url: str = WORKSPACE) -> AsyncPrefect:
        return AsyncPrefect(api_url, api_key="pnu_x", retry=False, transport=httpx.MockTransport(self))


def occurred(row: dict[str, Any]) -> datetime:
    return _time(row["occurred"])


_time = lru_cache(datetime.fromisoformat)


def rejection(message: str) -> httpx.Response:
    problem = {"loc": ["body", "filter", "occurred"], "msg": message, "type": "value_error"}
    return httpx.Response(422, json={"detail": [problem]})
