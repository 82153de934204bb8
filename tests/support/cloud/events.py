"""Queries of events: their window, their page size (C7), and the URL of the next page (C14)."""

import json
import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode

from tests.support.cloud.messages import Problem, Request, Response, json_response
from tests.support.cloud.operations import matches
from tests.support.cloud.switches import Switches

Forward = Callable[[Request], Response]
"""Sends a request to the server behind the stand-in."""

MAX_LIMIT = 200
_SERVER_LIMIT = 50
_SERVER_DAYS = 180
_TOKEN = "page-token"


def in_window(operation: str, body: Any, switches: Switches) -> tuple[Any, list[Problem]]:
    """Return the body of a query of events with its window, or the reasons to refuse it."""
    if not matches(operation, "POST /events/filter", "POST /events/count-by/{countable}"):
        return body, []
    body = dict(body) if isinstance(body, dict) else {}
    filters = body["filter"] = dict(body.get("filter") or {})
    limit = body.get("limit")
    if isinstance(limit, int) and limit > MAX_LIMIT:
        message = f"Input should be less than or equal to {MAX_LIMIT}"
        return body, [Problem(["body", "limit"], message, "less_than_equal")]
    occurred = filters["occurred"] = dict(filters.get("occurred") or {})
    longest = timedelta(days=switches.event_days)
    try:
        until = _time(occurred["until"]) if occurred.get("until") else datetime.now(UTC)
        days = _SERVER_DAYS if switches.default_events == "long" else switches.event_days
        since = _time(occurred["since"]) if occurred.get("since") else until - timedelta(days=days)
    except ValueError:
        return body, []  # The server behind the stand-in rejects it.
    if until - since > longest and switches.long_events == "refuse":
        message = f"The time range must not exceed {switches.event_days} days"
        return body, [Problem(["body", "filter", "occurred"], message, "value_error")]
    if switches.long_events == "clamp":
        since = max(since, until - longest)
    occurred |= {"since": since.isoformat(), "until": until.isoformat()}
    return body, []


def _time(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def pages(request: Request, operation: str, forward: Forward, api_url: str) -> Response | None:
    """Respond to a query of events with a page of Cloud's size, or return None for another operation."""
    if operation == "POST /events/filter":
        body = json.loads(request.body)
        limit = body.get("limit", _SERVER_LIMIT)
        if not isinstance(limit, int):
            return None
        # The server has smaller pages, so a page is made of several of the same size.
        enough = max(1, math.ceil(limit / _SERVER_LIMIT))
        count = next((n for n in range(enough, limit) if limit % n == 0), limit or 1)
        body = json.dumps({**body, "limit": limit // count}).encode()
        first = Request(request.method, request.path, request.query, request.headers, body)
    elif operation == "GET /events/filter/next":
        number, _, token = dict(parse_qsl(request.query)).get(_TOKEN, "").partition(".")
        count = int(number) if number.isdecimal() else 1
        first = Request("GET", request.path, urlencode({_TOKEN: token}), request.headers)
    else:
        return None
    return _joined(first, count, forward, f"{api_url}/events/filter/next")


def _joined(request: Request, count: int, forward: Forward, next_url: str) -> Response:
    """Return up to *count* pages of the server behind the stand-in as one."""
    events: list[Any] = []
    page: dict[str, Any] = {}
    token = None
    for _ in range(count):
        response = forward(request)
        if response.status != 200:
            return response
        page = response.json
        events += page["events"]
        token = _token(page["next_page"])
        if token is None:
            break
        request = Request("GET", "/events/filter/next", urlencode({_TOKEN: token}), request.headers)
    following = None if token is None else f"{next_url}?{urlencode({_TOKEN: f'{count}.{token}'})}"
    return json_response(200, {**page, "events": events, "next_page": following})


def _token(url: str | None) -> str | None:
    return None if url is None else dict(parse_qsl(url.partition("?")[2]))[_TOKEN]
