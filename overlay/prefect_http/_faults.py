"""From what httpx raises on the way to the error that tells about it."""

from __future__ import annotations

import httpx

from prefect_http._requests import shown
from prefect_http._secrets import masked
from prefect_http.errors import ConnectionError, TimeoutError, TransportError  # noqa: A004  # the package's own

# In all of these no connection stood yet, so that nothing can have been sent.
_UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)

_MAYBE_DONE = "The server may have acted on it."
_NOT_DONE = "Nothing was sent."

_WHAT: dict[type[httpx.RequestError], str] = {
    httpx.ConnectTimeout: "no connection within {timeout}",
    httpx.PoolTimeout: "no free connection within {timeout}: all were busy",
    httpx.WriteTimeout: "sending took longer than {timeout}",
    httpx.ReadTimeout: "no answer within {timeout}",
    httpx.ConnectError: "no connection",
    httpx.ProxyError: "the proxy made no connection",
    httpx.RemoteProtocolError: "the server broke off, or does not speak HTTP",
    httpx.ReadError: "the connection broke while the answer was awaited",
    httpx.WriteError: "the connection broke while sending",
    httpx.DecodingError: "the answer's compression is broken",
}


def transport_error(request: httpx.Request, fault: httpx.RequestError) -> TransportError:
    """Return the error for *request*, which *fault* has ended; the latter, its cause, forgets what was sent."""
    _forget(fault, request)
    timeout = isinstance(fault, httpx.TimeoutException)
    sent = not isinstance(fault, _UNSENT)
    url = shown(str(request.url))
    seconds = request.extensions.get("timeout", {}).get("read")
    what = _WHAT.get(type(fault), type(fault).__name__)
    what = what.format(timeout="the timeout" if seconds is None else f"the timeout of {seconds:g} s")
    reason = f" ({fault})" if str(fault) and not timeout else ""
    advice = ""
    if isinstance(fault, httpx.ConnectError | httpx.ConnectTimeout):
        advice = " Is the server running, and is this its address (PREFECT_API_URL)?"
        if "WRONG_VERSION_NUMBER" in str(fault):
            advice = " The server does not speak TLS there: is its address one of http:// (PREFECT_API_URL)?"
    message = f"{request.method} {url}: {what}{reason}. {_MAYBE_DONE if sent else _NOT_DONE}{advice}"
    kind = TimeoutError if timeout else ConnectionError
    return kind(message, method=request.method, url=url, sent=sent)


def _forget(fault: httpx.RequestError, request: httpx.Request) -> None:
    """Take what was sent out of *fault*, for who looks at the cause of an error, or writes it to a file."""
    fault.request = httpx.Request(request.method, shown(str(request.url)))
    hidden = masked(str(fault), request)
    if hidden != str(fault):
        # It quotes an answer that is no HTTP, as its own causes do.
        fault.args = (hidden,)
        fault.__cause__ = fault.__context__ = None
