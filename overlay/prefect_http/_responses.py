"""From an HTTP response to the answer of a call, or to the error that it is."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeVar

import httpx

import prefect_http_api
from prefect_http._answers import like_json, quote, status_error
from prefect_http._requests import shown
from prefect_http._secrets import masked

if TYPE_CHECKING:
    from prefect_http._retries import Attempts

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
        from prefect_http._decoding import DecodeError

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
