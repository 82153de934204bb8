"""Transport errors: describe requests without a complete response."""

from __future__ import annotations

from typing import Final

import httpx

from prefect_http._http.redaction import redact, redacted_url
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
    httpx.RemoteProtocolError: "the server closed the connection or does not use HTTP",
    httpx.ReadError: "the connection broke while receiving",
    httpx.WriteError: "the connection broke while sending",
    httpx.DecodingError: "the response cannot be decompressed",
}


def make_transport_error(request: httpx.Request, cause: httpx.RequestError) -> TransportError:
    """Build the error for a failed *request*, and redact the request's data in *cause*, its chained cause."""
    _redact_cause(cause, request)
    is_timeout = isinstance(cause, httpx.TimeoutException)
    may_have_been_sent = not isinstance(cause, _UNSENT)
    url = redacted_url(str(request.url))
    seconds = request.extensions.get("timeout", {}).get("read")
    timeout = "the timeout" if seconds is None else f"the timeout of {seconds:g} s"
    description = _DESCRIPTIONS.get(type(cause), type(cause).__name__).format(timeout=timeout)
    reason = f" ({cause})" if str(cause) and not is_timeout else ""
    consequence = "The server may have acted on the request." if may_have_been_sent else "Nothing was sent."
    message = f"{request.method} {url}: {description}{reason}. {consequence}{_suggestion(cause)}"
    error_class = TimeoutError if is_timeout else ConnectionError
    return error_class(message, method=request.method, url=url, may_have_been_sent=may_have_been_sent)


def _suggestion(cause: httpx.RequestError) -> str:
    if "WRONG_VERSION_NUMBER" in str(cause) and isinstance(cause, httpx.ConnectError):
        return " The server does not use TLS: did you mean http:// (PREFECT_API_URL)?"
    if isinstance(cause, httpx.ConnectError | httpx.ConnectTimeout):
        return " Is the server running, and is PREFECT_API_URL correct?"
    return ""


def _redact_cause(cause: httpx.RequestError, request: httpx.Request) -> None:
    """Redact the data of *request* in *cause*. Tracebacks and logs may contain the cause."""
    cause.request = httpx.Request(request.method, redacted_url(str(request.url)))
    redacted = redact(str(cause), request)
    if redacted != str(cause):
        # The cause quotes a response that is not HTTP, and so do its own causes.
        cause.args = (redacted,)
        cause.__cause__ = cause.__context__ = None
