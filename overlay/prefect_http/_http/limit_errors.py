"""Limit errors: explain responses that reject a request for its rate, its size, or its offset."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from prefect_http._http.json_path import is_object
from prefect_http._http.request_size import CLOUD_BODY_LIMIT
from prefect_http._http.retry import Attempts, parse_retry_after
from prefect_http._lazy import lazy_module

if TYPE_CHECKING:
    import httpx
else:
    httpx = lazy_module("httpx")

_UPLOADS: Final = ("/events", "/logs/")
"""Paths to which rows are sent that Prefect Cloud counts against a rate limit of their own."""

_LARGE_OFFSET: Final = 10_000
"""Smallest offset that a server may reject for its size. Prefect Cloud's limits are 10,001 and 20,000."""


def explain_limit(request: httpx.Request, response: httpx.Response, *, on_cloud: bool) -> str:
    """Return which limit *request* exceeded and what to do, or an empty string if it exceeded none.

    Args:
        request: Request that was sent.
        response: Response to the request.
        on_cloud: Whether the server is Prefect Cloud.
    """
    retry_after = _retry_after(response)
    match response.status_code:
        case HTTPStatus.TOO_MANY_REQUESTS:
            return f"{_describe_retries(response, retry_after)}{_slow_down(request, on_cloud=on_cloud)}"
        case HTTPStatus.SERVICE_UNAVAILABLE if retry_after is not None:
            return _describe_retries(response, retry_after).rstrip()
        case HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            limit = f"Prefect Cloud accepts {CLOUD_BODY_LIMIT:,}" if on_cloud else "the server or a proxy accepts fewer"
            return f"The request has {len(request.content):,} bytes, but {limit}: send less data, or narrow the filter."
        case HTTPStatus.UNPROCESSABLE_ENTITY if (offset := _offset(request)) >= _LARGE_OFFSET:
            return (
                f"The server cannot skip {offset:,} rows, so it cannot list all rows in this way: "
                "narrow the filter, or use the default sort."
            )
        case _:
            return ""


def tells_retries(response: httpx.Response) -> bool:
    """Return whether `explain_limit` says how long the request was retried."""
    status = response.status_code
    return status == HTTPStatus.TOO_MANY_REQUESTS or (
        status == HTTPStatus.SERVICE_UNAVAILABLE and _retry_after(response) is not None
    )


def _retry_after(response: httpx.Response) -> float | None:
    return parse_retry_after(response.headers.get("Retry-After"), datetime.now(UTC))


def _describe_retries(response: httpx.Response, retry_after: float | None) -> str:
    attempts: Attempts = response.extensions["attempts"]
    retries = f"Retried for {attempts.elapsed:.0f} s. " if attempts.count > 1 else ""
    return retries if retry_after is None else f"{retries}The server asks to wait {retry_after:.0f} s. "


def _slow_down(request: httpx.Request, *, on_cloud: bool) -> str:
    if not on_cloud:
        return "Send fewer requests, or try again later."
    what = "log lines and events" if request.url.path.endswith(_UPLOADS) else "requests"
    return (
        f"Prefect Cloud limits the {what} of an account per minute, from all its clients together: "
        "send fewer, or try again later."
    )


def _offset(request: httpx.Request) -> int:
    body: object = json.loads(request.content) if request.content else None
    offset = body.get("offset") if is_object(body) else None
    return offset if isinstance(offset, int) else 0
