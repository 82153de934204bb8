"""Transport errors: describe requests without a complete response."""

from __future__ import annotations

from typing import Final

import httpx

from prefect_http._http.connection_failures import advise, describe_reason, is_permanent
from prefect_http._http.content import IncompleteResponseError
from prefect_http._http.redaction import redact, redacted_url
from prefect_http._settings.fields import API_URL
from prefect_http._text import printable
from prefect_http.errors import ConnectionError, TimeoutError, TransportError  # noqa: A004  # the package's own

# Raised before a connection exists, so nothing was sent.
_UNSENT: Final = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)

_DESCRIPTIONS: Final[dict[type[httpx.RequestError], str]] = {
    httpx.ConnectTimeout: "no connection within {timeout}",
    httpx.PoolTimeout: "no free connection within {timeout}: all are in use",
    httpx.WriteTimeout: "sending took longer than {timeout}",
    httpx.ReadTimeout: "no response within {timeout}",
    httpx.ConnectError: "no connection",
    httpx.ProxyError: "the proxy could not connect",
    IncompleteResponseError: "the response is incomplete",
    httpx.RemoteProtocolError: "the server closed the connection or does not use HTTP",
    httpx.ReadError: "the connection broke while receiving",
    httpx.WriteError: "the connection broke while sending",
    httpx.DecodingError: "the response cannot be decompressed",
}


def make_transport_error(
    request: httpx.Request, cause: httpx.RequestError, *, proxy: str | None, responded: bool
) -> TransportError:
    """Build the error for a failed *request*, and redact the request's data in *cause*, its chained cause.

    Args:
        request: Request that failed.
        cause: httpx's error.
        proxy: URL of the proxy, or None if the client connects directly.
        responded: Whether the server has responded before.
    """
    is_timeout = isinstance(cause, httpx.TimeoutException)
    may_have_been_sent = not isinstance(cause, _UNSENT)
    url = redacted_url(str(request.url))
    seconds = request.extensions.get("timeout", {}).get("read")
    timeout = "the timeout" if seconds is None else f"the timeout of {seconds:g} s"
    on_cloud = bool(request.extensions.get("on_cloud"))
    description, advice = advise(
        cause,
        url=request.url,
        proxy=proxy,
        responded=responded,
        on_cloud=on_cloud,
        url_setting=request.extensions.get("url_setting", API_URL),
    )
    description = description or _DESCRIPTIONS.get(type(cause), type(cause).__name__).format(timeout=timeout)
    reason = "" if is_timeout else redact(describe_reason(cause), request)
    consequence = "The server may have acted on the request." if may_have_been_sent else "Nothing was sent."
    parts = [f"{request.method} {url}: {description}{f' ({reason})' if reason else ''}.", consequence, advice]
    error_class = TimeoutError if is_timeout else ConnectionError
    error = error_class(
        " ".join(filter(None, parts)),
        method=request.method,
        url=url,
        may_have_been_sent=may_have_been_sent,
        permanent=is_permanent(cause, responded=responded),
    )
    _redact_cause(cause, request)
    return error


def _redact_cause(cause: httpx.RequestError, request: httpx.Request) -> None:
    """Redact the data of *request* in *cause*, and make it printable. Tracebacks and logs may contain the cause."""
    cause.request = httpx.Request(request.method, redacted_url(str(request.url)))
    redacted = printable(redact(str(cause), request))
    if redacted != str(cause):
        # The cause quotes a response that is not HTTP, and so do its own causes.
        cause.args = (redacted,)
        cause.__cause__ = cause.__context__ = None
