"""Status errors: choose the class for an HTTP status, and combine the server's message with a suggestion."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Final, cast
from urllib.parse import urlsplit

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
    UnknownRouteError,
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
    407: "Write the proxy's credentials into its URL (proxy= or HTTP_PROXY): http://user:password@host:port.",
    411: "Does a proxy remove the Content-Length header that the client sends?",
    500: "See the server's log for the reason.",
    502: "The response comes from a proxy: the server may be down or starting.",
    503: "The server or its database is busy: try again later.",
    504: "A proxy stopped waiting: the server may still act on the request.",
}

_CLOUD_SUGGESTIONS: Final[dict[int, str]] = {
    **_SUGGESTIONS,
    500: "Prefect Cloud failed: try again later, or report it to Prefect.",
    502: "The response comes from a gateway or a proxy: try again later.",
    503: "Prefect Cloud is busy or under maintenance: try again later.",
    504: "A gateway or a proxy stopped waiting: Prefect Cloud may still act on the request.",
}

_MESSAGE_KEYS: Final = ("exception_message", "exception_detail", "detail")
_PREFECT_KEYS: Final = frozenset({*_MESSAGE_KEYS, "request_body"})
"""All keys of Prefect's own errors. Errors of gateways have others, such as ``message`` or ``title``."""

_REDIRECT_SUGGESTION: Final = (
    f"The client follows at most {MAX_REDIRECTS} redirects, and only if the origin and method stay the same. "
    "If the server has moved, update PREFECT_API_URL."
)

_UNKNOWN_ROUTE_DETAILS: Final[dict[int, str]] = {404: "Not Found", 405: "Method Not Allowed"}
"""Messages of FastAPI for an unknown path, and for a known path with another method."""

_UNKNOWN_CLOUD_ROUTE: Final = (
    "The account or workspace in PREFECT_API_URL may not exist, the ID may be malformed, "
    "or Prefect Cloud may lack this operation."
)

_UNKNOWN_ABOVE_WORKSPACE: Final = (
    "Prefect Cloud may lack this operation, or PREFECT_CLOUD_API_URL is not the URL of its API."
)

_ENCODED_SLASH: Final = "%2F"
"""Part of a path with a name that contains a slash. The server knows neither such a name nor the path."""

_HTTPS_EXPECTED: Final = re.compile(rb"HTTP request .*to (an )?HTTPS")
"""Responses of Go and nginx on a TLS port to a request without TLS."""

_MESSAGE_LENGTH: Final = 2000
"""Characters to quote from the server's message: enough for the whole message, unless it would flood a log."""


def make_status_error(
    *,
    status: int,
    content: bytes,
    method: str,
    url: str,
    api_url: str,
    on_cloud: bool = False,
    is_denied: bool = False,
    above_workspace: bool = False,
    location: str | None = None,
    redact: Callable[[str], str] = str,
    explain_rejection: Callable[[str], str] = str,
    exceeded_limit: str = "",
    retry_after: float | None = None,
) -> StatusError:
    """Build the error for a response that is not 2xx.

    Args:
        status: HTTP status of the response.
        content: Body of the response.
        method: HTTP method of the request.
        url: URL of the request, without credentials or query.
        api_url: URL of the API, without credentials.
        on_cloud: Whether the API is on Prefect Cloud. Default: False.
        is_denied: Whether Prefect Cloud's gateway denied the request, regardless of the format of the body. Default:
            False.
        above_workspace: Whether *api_url* is that of Prefect Cloud above the workspace. Default: False.
        location: Target of a redirect, without credentials or query. Default: no redirect.
        redact: Function that redacts secrets in the server's message. Default: no redaction.
        explain_rejection: Function that returns the suggestion for a 401 or 403 with a server's message. Default: the
            message.
        exceeded_limit: Limit that the request exceeded, and what to do. Default: none, or unknown.
        retry_after: Seconds to wait before another attempt, as the server requests. Default: not requested.
    """
    is_server_error = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    error_class = _CLASSES.get(status) or (ServerError if is_server_error else StatusError)
    body = _parse_json(content)
    detail = redact(_server_message(body))
    if _is_unknown_route(status, body, url):
        error_class = UnknownRouteError
    if detail:
        reason = truncate(detail, _MESSAGE_LENGTH)
    elif location is not None:
        reason = f"a redirect to {truncate(redact(location))}"
    else:
        reason = f"the response is {redact(quote_body(content))}"
    if location is not None:
        suggestion = _REDIRECT_SUGGESTION
    elif error_class is UnknownRouteError:
        suggestion = _unknown_route_suggestion(url, api_url, on_cloud=on_cloud, above_workspace=above_workspace)
    elif status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        suggestion = explain_rejection(detail)
    else:
        suggestion = exceeded_limit or _suggestion(status, content, on_cloud=on_cloud)
    message = f"{method} {url}: {status} {_phrase(status)}: {reason}"
    if suggestion:
        message = f"{message.rstrip('.')}. {suggestion}"
    from_prefect = is_denied or _has_prefect_format(body)
    return error_class(
        message,
        status=status,
        detail=detail,
        method=method,
        url=url,
        from_prefect=from_prefect,
        retry_after=retry_after,
    )


def _parse_json(content: bytes) -> object:
    """Return the parsed *content*, or None if it is not JSON."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _has_prefect_format(body: object) -> bool:
    fields = cast("dict[str, object]", body) if isinstance(body, dict) else {}
    return bool(fields) and _PREFECT_KEYS.issuperset(fields)


def _server_message(body: object) -> str:
    """Return the server's message from any of its error formats, or an empty string.

    ``request_body`` and the ``input`` of a problem are never read: they repeat the request, including its secrets.
    """
    if not isinstance(body, dict):
        return ""
    fields = cast(dict[str, object], body)
    try:
        return _message(fields)
    except RecursionError:
        return ""


def _message(fields: dict[str, object]) -> str:
    parts = [_text(fields.get(key)) for key in _MESSAGE_KEYS]
    message = ": ".join(part.rstrip(".") if i < len(parts) - 1 else part for i, part in enumerate(parts) if part)
    # Template validation and gateways use other keys.
    return message or _first(fields, ("message", "error_description", "error", "errors", "title"))


def _first(fields: dict[str, object], keys: Iterable[str]) -> str:
    return next(filter(None, (_text(fields.get(key)) for key in keys)), "")


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        problems = cast(list[object], value)
        # FastAPI's format.
        if any(isinstance(problem, dict) and "msg" in problem for problem in problems):
            return describe_problems(problems)
        return "; ".join(filter(None, map(_text, problems)))
    return _nested(cast(dict[str, object], value)) if isinstance(value, dict) else ""


def _nested(fields: dict[str, object]) -> str:
    """Return the message in a nested object, with the line that it is about, such as ``line 2: unexpected '}'``."""
    line = fields.get("line")
    text = truncate(_first(fields, ("message", "msg", "exception_message", "detail", "error", "reason", "title")))
    return f"line {line}: {text}" if text and isinstance(line, int) else text


def _is_unknown_route(status: int, body: object, url: str) -> bool:
    """Return whether the server has no such operation, or the response comes from a server that is not Prefect.

    FastAPI responds "Not Found" to an unknown path. Prefect responds "Flow not found" to an unknown resource.
    """
    if status not in _UNKNOWN_ROUTE_DETAILS or _ENCODED_SLASH in url.upper():
        return False
    return not _has_prefect_format(body) or _server_message(body) == _UNKNOWN_ROUTE_DETAILS[status]


def _unknown_route_suggestion(url: str, api_url: str, *, on_cloud: bool, above_workspace: bool) -> str:
    path, below = urlsplit(api_url).path, url.removeprefix(api_url)
    # No operation of Prefect starts with /api.
    prefixes = [path, "/api"] if "/api/" in f"{path}/" else []
    repeated = next((prefix for prefix in prefixes if below.startswith(f"{prefix}/")), None)
    if repeated is not None:
        return (
            f"The path repeats {repeated}, which is part of the API URL {api_url}: use {below.removeprefix(repeated)}."
        )
    if on_cloud:
        return _UNKNOWN_ABOVE_WORKSPACE if above_workspace else _UNKNOWN_CLOUD_ROUTE
    # The API URL of a server behind a proxy may be different, so the suggestion is a question.
    prefix = path.partition("/api")[0]
    if path != f"{prefix}/api":
        suggested = api_url.removesuffix(path) + f"{prefix}/api"
        return f"There is no Prefect API at {api_url} (PREFECT_API_URL should end in /api): did you mean {suggested}?"
    return (
        f"There may be no Prefect API at {api_url} (PREFECT_API_URL should end in /api), "
        "the ID may be malformed, or the server too old for this operation."
    )


def _suggestion(status: int, content: bytes, *, on_cloud: bool) -> str:
    if status == HTTPStatus.BAD_REQUEST and _HTTPS_EXPECTED.search(content):
        return "The server uses TLS: did you mean https:// (PREFECT_API_URL)?"
    return (_CLOUD_SUGGESTIONS if on_cloud else _SUGGESTIONS).get(status, "")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "unknown status"
