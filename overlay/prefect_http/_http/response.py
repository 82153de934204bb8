"""Responses: decode HTTP responses, or raise the matching error."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from typing import Any, Final, TypeVar

import httpx
import msgspec

import prefect_http_api
from prefect_http._http.limit_errors import explain_limit, tells_retries
from prefect_http._http.redaction import looks_like_json, quote_body, redact, redacted_url
from prefect_http._http.rejected_credentials import explain_rejection
from prefect_http._http.retry import Attempts, parse_retry_after
from prefect_http._http.status_errors import make_status_error
from prefect_http.errors import DecodeError, NotFoundError, StatusError

T = TypeVar("T")

_TRUNCATED: Final = "Input data was truncated"
"""msgspec's message for incomplete JSON, unless it ends after ``-`` or ``1.``: then it is malformed after the end."""


_DENIAL_HEADER: Final = "x-deny"
"""Header of a 401 by Prefect Cloud's gateway."""


def decode_response(call: prefect_http_api.Call[T], response: httpx.Response) -> T:
    """Decode the response to *call*, as returned by the sender.

    Raises:
        StatusError: The status is not 2xx, except 404 for a DELETE whose earlier attempt may have succeeded.
        DecodeError: The body does not match the API's schema, or the response belongs to another request.
    """
    status, content = response.status_code, response.content
    attempts: Attempts = response.extensions["attempts"]
    if not response.is_success:
        error = status_error(response, call.path, above_workspace=call.operation.above_workspace)
        # An earlier attempt may have deleted the resource that the last one did not find.
        if error.method == "DELETE" and isinstance(error, NotFoundError) and attempts.uncertain and _may_be_empty(call):
            return call.decode(HTTPStatus.NO_CONTENT, b"")
        if attempts.count > 1 and not tells_retries(response):
            error.add_sentence(f"The request failed {attempts.count} times.")
        raise error
    if mismatch := response.extensions.get("mismatch"):
        raise unexpected_response(call, *mismatch, status=status)
    try:
        return call.decode(status, content)
    except prefect_http_api.DecodeError as error:
        # JSON is not quoted: it may be a block document with secrets.
        quoted = "" if looks_like_json(content) else redact(quote_body(content), _original_request(response))
        incomplete = error.expected == _TRUNCATED or error.expected.endswith(f"(byte {len(content)})")
        method, url = _method_and_url(response)
        on_cloud = _is_on_cloud(_original_request(response))
        raise DecodeError(
            error, method=method, url=url, quoted=quoted, incomplete=incomplete, on_cloud=on_cloud
        ) from error


def status_error(response: httpx.Response, path: str, *, above_workspace: bool = False) -> StatusError:
    """Return the error for *response*, whose status is not 2xx.

    Args:
        response: Response to a request for *path*.
        path: Path relative to the API URL.
        above_workspace: Whether the path is relative to the URL of Prefect Cloud's API instead. Default: False.
    """
    method, url = _method_and_url(response)
    request = _original_request(response)
    location = response.headers.get("location") if response.has_redirect_location else None
    retry_after = response.headers.get("Retry-After")
    return make_status_error(
        status=response.status_code,
        content=response.content,
        method=method,
        url=url,
        api_url=url.removesuffix(path),
        on_cloud=_is_on_cloud(request),
        is_denied=_is_on_cloud(request) and _DENIAL_HEADER in response.headers,
        above_workspace=above_workspace,
        location=None if location is None else redacted_url(location),
        redact=partial(redact, request=request),
        explain_rejection=partial(explain_rejection, request, response),
        exceeded_limit=explain_limit(request, response, on_cloud=_is_on_cloud(request)),
        retry_after=None if retry_after is None else parse_retry_after(retry_after, datetime.now(UTC)),
    )


def check_complete(call: prefect_http_api.Call[Any], response: httpx.Response) -> None:
    """Check that the JSON of a successful *response* to *call* is complete, without decoding it.

    Raises:
        DecodeError: The response is empty or was cut off.
    """
    operation = call.operation
    if response.is_success and operation.response(response.status_code) is not None:
        try:
            decode_response(call.decode_as(msgspec.Raw), response)
        except DecodeError as error:
            if error.incomplete:
                raise


def strip_request(response: httpx.Response) -> httpx.Response:
    """Remove the headers and body from the request of *response*, so that no secret is pickled with it."""
    request = response.request
    # Needed for redaction if the response is decoded later. httpx does not pickle extensions.
    response.extensions["original_request"] = request
    response.request = httpx.Request(request.method, request.url)
    return response


def server_time(response: httpx.Response) -> datetime:
    """Return the time of *response* by the server's clock, rounded down to a second, or the local time without it."""
    # Imported late: few callers need it, and the import takes long.
    from email.utils import parsedate_to_datetime

    try:
        date = parsedate_to_datetime(response.headers.get("Date", ""))
    except ValueError:
        return datetime.now(UTC)
    return date.replace(tzinfo=date.tzinfo or UTC)


def unexpected_response(
    call: prefect_http_api.Call[Any], path: str, expected: str, *, status: int | None = None
) -> DecodeError:
    """Return the error for a response whose types match the schema, but whose content does not match *call*.

    Args:
        call: Call that was sent.
        path: JSON path of the unexpected value.
        expected: What was expected there.
        status: Status of the response. Default: the first that the API declares.
    """
    cause = prefect_http_api.DecodeError(call.operation.name, status or call.operation.statuses[0], path, expected)
    return DecodeError(cause, method=call.method, url=call.path, quoted="")


def _is_on_cloud(request: httpx.Request) -> bool:
    return bool(request.extensions.get("on_cloud"))


def _may_be_empty(call: prefect_http_api.Call[Any]) -> bool:
    return call.operation.response(HTTPStatus.NO_CONTENT) is None


def _method_and_url(response: httpx.Response) -> tuple[str, str]:
    # They may differ from those of the call: the response may follow a redirect or be that of a token request.
    return response.request.method, redacted_url(str(response.request.url))


def _original_request(response: httpx.Response) -> httpx.Request:
    request: httpx.Request = response.extensions.get("original_request", response.request)
    return request
