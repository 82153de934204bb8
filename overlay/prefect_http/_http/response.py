"""From an HTTP response to the answer of a call, or to the error that it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar, cast

import httpx

import prefect_http_api
from prefect_http._http.redaction import masked
from prefect_http._http.request import shown
from prefect_http._utils import QUOTED, shortened
from prefect_http.errors import (
    EMPTY,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    DecodeError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
    StatusError,
    ValidationError,
)

if TYPE_CHECKING:
    from prefect_http._http.retry import Attempts
    from prefect_http_api import Call


T = TypeVar("T")


def read(call: prefect_http_api.Call[T], response: httpx.Response) -> T:
    """Return the answer to *call* that *response*, as the sender gives it, brings.

    Raises:
        StatusError: its status is not 2xx.
        DecodeError: its body is not what the API declares.
    """
    status, content = response.status_code, response.content
    # Not those of the call: the answer may be to a redirect, or to the question for the token that the call needs.
    method, url = response.request.method, shown(str(response.request.url))
    attempts: Attempts = response.extensions["attempts"]
    if not response.is_success:
        if _deleted_before(method, status, attempts):
            return call.decode(HTTPStatus.NO_CONTENT, b"")
        location = response.headers.get("location") if response.has_redirect_location else None
        error = status_error(
            status=status,
            content=content,
            method=method,
            url=url,
            location=None if location is None else shown(location),
            hide=partial(masked, request=_sent(response)),
        )
        if attempts.count > 1:
            error.add_note(f"It was tried {attempts.count} times.")
        raise error
    try:
        return call.decode(status, content)
    except prefect_http_api.DecodeError as error:
        # Of what begins as JSON nothing is quoted: it may be a block that was asked for with its secrets.
        quoted = "" if like_json(content) else masked(quote(content), _sent(response))
        raise DecodeError(error, method=method, url=url, quoted=quoted) from error


def without_sent(response: httpx.Response) -> httpx.Response:
    """Return *response*, whose request has lost headers and body: they would be pickled with it."""
    request = response.request
    # Extensions are not. Should it be read, its error still has to hide what was sent.
    response.extensions["sent"] = request
    response.request = httpx.Request(request.method, request.url)
    return response


def _sent(response: httpx.Response) -> httpx.Request:
    request: httpx.Request = response.extensions.get("sent", response.request)
    return request


def _deleted_before(method: str, status: int, attempts: Attempts) -> bool:
    """Return whether an earlier try deleted what the last one did not find."""
    return method == "DELETE" and status == HTTPStatus.NOT_FOUND and attempts.uncertain


_KINDS: dict[int, type[StatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: ValidationError,
    429: RateLimitError,
}

_ADVICE: dict[int, str] = {
    401: "Set PREFECT_API_KEY for Prefect Cloud, or PREFECT_API_AUTH_STRING for a server with Basic authentication.",
    403: "The credentials are known to the server, but do not allow this.",
    429: "Send fewer requests, or try again later.",
    500: "The reason is in the server's log.",
    502: "A proxy answered in the server's place: the server may be down or starting.",
    503: "The server or its database is busy: try again later.",
    504: "A proxy gave up waiting: the server may still be doing it.",
}

_TOLD = 2000
"""Characters of what the server says that are shown: all of it, unless it wants to fill the log."""


def status_error(
    *,
    status: int,
    content: bytes,
    method: str,
    url: str,
    location: str | None = None,
    hide: Callable[[str], str] = str,
) -> StatusError:
    """Return the error for an answer with this status, which is not 2xx.

    Args:
        status: the answer's HTTP status.
        content: the answer's body.
        method: the request's HTTP method.
        url: where it went, without credentials and query.
        location: where a redirect points, without credentials and query.
        hide: masks what was sent in what the server says.
    """
    kind = _KINDS.get(status) or (ServerError if status >= HTTPStatus.INTERNAL_SERVER_ERROR else StatusError)
    body = _json(content)
    detail = hide(_said(body))
    if detail:
        said = shortened(detail, _TOLD)
    elif location is not None:
        said = f"a redirect to {shortened(hide(location))}"
    else:
        said = f"the answer is {hide(quote(content))}"
    advice = _advice(status, detail, location)
    message = f"{method} {url}: {status} {_phrase(status)}: {said}"
    if advice:
        message = f"{message.rstrip('.')}. {advice}"
    return kind(message, status=status, detail=detail, method=method, url=url)


def quote(content: bytes) -> str:
    """Return the beginning of an answer that is not Prefect's, in one line, in quotation marks.

    Nothing is quoted of what begins as JSON does: it may repeat what was sent, and break off before it ends.
    """
    if not content.strip():
        return EMPTY
    if like_json(content):
        return "JSON with no message in it that can be read"
    # Four bytes are the most that UTF-8 needs for a character; whitespace may take some of them.
    text = " ".join(content[: QUOTED * 8].decode(errors="replace").split())
    return repr(shortened(text))


def like_json(content: bytes) -> bool:
    """Return whether *content* is JSON, as far as it can be followed, or begins as an object or a list does."""
    import msgspec

    if content.lstrip()[:1] in {b"{", b"["}:
        return True

    try:
        msgspec.json.decode(content, type=msgspec.Raw)
    except ValueError:
        return False
    return True


def _json(content: bytes) -> object:
    """Return what *content* says; None when it is no JSON."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _said(body: object) -> str:
    """Return what the server said, of all the forms that it says it in; empty when it is none of them.

    ``request_body`` and each problem's ``input`` repeat what was sent, secrets included: they are never looked at.
    """
    if not isinstance(body, dict):
        return ""
    answer = cast(dict[str, object], body)
    parts = [_words(answer.get(key)) for key in ("exception_message", "exception_detail", "detail")]
    said = ": ".join(part.rstrip(".") if i < len(parts) - 1 else part for i, part in enumerate(parts) if part)
    # Gateways say it under keys of their own.
    return said or next(filter(None, (_words(answer.get(key)) for key in ("message", "error", "title"))), "")


def _words(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        problems = cast(list[object], value)
        return "; ".join(word for word in map(_problem, problems) if word)
    return ""


def _problem(problem: object) -> str:
    """Return one of FastAPI's problems as ``body.limit: Input should be …``."""
    if not isinstance(problem, dict):
        return problem if isinstance(problem, str) else ""
    parts = cast(dict[str, object], problem)
    place = parts.get("loc")
    where = ".".join(map(str, cast(list[object], place))) if isinstance(place, list) else ""
    # Some quote a whole list of what would be right, such as every timezone of the world.
    return ": ".join(part for part in (where, shortened(str(parts.get("msg", "")))) if part)


def _advice(status: int, detail: str, location: str | None) -> str:
    if location is not None:
        return (
            "Only a few redirects are followed, and none to another origin, so that no credentials go there. "
            "If the server has moved, set PREFECT_API_URL to where it is."
        )
    # An unknown path gives FastAPI's own "Not Found", where an unknown thing gives "Flow not found".
    if status == HTTPStatus.NOT_FOUND and detail in {"", "Not Found"}:
        return (
            "There may be no Prefect API at this URL (PREFECT_API_URL should end in /api), "
            "the id may be malformed, or the server too old for this operation."
        )
    # A server without authentication forbids things, too, and says why.
    if status == HTTPStatus.FORBIDDEN and detail:
        return ""
    return _ADVICE.get(status, "")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "unknown status"


def wrong_answer(call: Call[Any], path: str, expected: str) -> DecodeError:
    """Return the error for a successful answer to *call* that has the right types, and cannot be one to it."""
    cause = prefect_http_api.DecodeError(call.operation.name, call.operation.statuses[0], path, expected)
    return DecodeError(cause, method=call.method, url=call.path, quoted="")
