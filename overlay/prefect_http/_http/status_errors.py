"""Status errors: choose the class for an HTTP status, and combine the server's message with a suggestion."""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Final, cast

from prefect_http._http.problems import describe_problems
from prefect_http._http.redaction import quote_body
from prefect_http._http.redirects import MAX_REDIRECTS
from prefect_http._utils import truncate
from prefect_http.errors import (
    AuthenticationError,
    BadRequestError,
    ConflictError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
    StatusError,
    ValidationError,
)

_CLASSES: Final[dict[int, type[StatusError]]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: ValidationError,
    429: RateLimitError,
}

_SUGGESTIONS: Final[dict[int, str]] = {
    401: "Set PREFECT_API_KEY for Prefect Cloud, or PREFECT_API_AUTH_STRING for a server with Basic authentication.",
    403: "The credentials are valid but lack the required permission.",
    429: "Send fewer requests, or try again later.",
    500: "See the server's log for the reason.",
    502: "The response comes from a proxy: the server may be down or starting.",
    503: "The server or its database is busy: try again later.",
    504: "A proxy stopped waiting: the server may still act on the request.",
}

_MESSAGE_LENGTH: Final = 2000
"""Characters to quote from the server's message: enough for the whole message, unless it would flood a log."""


def make_status_error(
    *,
    status: int,
    content: bytes,
    method: str,
    url: str,
    location: str | None = None,
    redact: Callable[[str], str] = str,
) -> StatusError:
    """Build the error for a response that is not 2xx.

    Args:
        status: HTTP status of the response.
        content: Body of the response.
        method: HTTP method of the request.
        url: URL of the request, without credentials or query.
        location: Target of a redirect, without credentials or query. Default: no redirect.
        redact: Function that redacts secrets in the server's message. Default: no redaction.
    """
    is_server_error = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    error_class = _CLASSES.get(status) or (ServerError if is_server_error else StatusError)
    detail = redact(_server_message(_parse_json(content)))
    if detail:
        reason = truncate(detail, _MESSAGE_LENGTH)
    elif location is not None:
        reason = f"a redirect to {truncate(redact(location))}"
    else:
        reason = f"the response is {redact(quote_body(content))}"
    suggestion = _suggestion(status, detail, location)
    message = f"{method} {url}: {status} {_phrase(status)}: {reason}"
    if suggestion:
        message = f"{message.rstrip('.')}. {suggestion}"
    return error_class(message, status=status, detail=detail, method=method, url=url)


def _parse_json(content: bytes) -> object:
    """Return the parsed *content*, or None if it is not JSON."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _server_message(body: object) -> str:
    """Return the server's message from any of its error formats, or an empty string.

    ``request_body`` and the ``input`` of a problem are never read: they repeat the request, including its secrets.
    """
    if not isinstance(body, dict):
        return ""
    fields = cast(dict[str, object], body)
    parts = [_text(fields.get(key)) for key in ("exception_message", "exception_detail", "detail")]
    message = ": ".join(part.rstrip(".") if i < len(parts) - 1 else part for i, part in enumerate(parts) if part)
    # Gateways use other keys.
    return message or next(filter(None, (_text(fields.get(key)) for key in ("message", "error", "title"))), "")


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return describe_problems(cast(list[object], value))
    return ""


def _suggestion(status: int, detail: str, location: str | None) -> str:
    if location is not None:
        return (
            f"The client follows at most {MAX_REDIRECTS} redirects, and only if the origin and method stay the same. "
            "If the server has moved, update PREFECT_API_URL."
        )
    # FastAPI responds "Not Found" to an unknown path. Prefect responds "Flow not found" to an unknown resource.
    if status == HTTPStatus.NOT_FOUND and detail in {"", "Not Found"}:
        return (
            "There may be no Prefect API at this URL (PREFECT_API_URL should end in /api), "
            "the ID may be malformed, or the server too old for this operation."
        )
    # Prefect also uses 403 for other reasons, which its message explains.
    if status == HTTPStatus.FORBIDDEN and detail:
        return ""
    return _SUGGESTIONS.get(status, "")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "unknown status"
