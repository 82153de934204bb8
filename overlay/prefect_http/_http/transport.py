"""The connections of a client to its one server.

httpx's transports are used without its ``Client``, whose merging of URLs, headers and cookies for each request costs
a third of a request. Left to do here are proxies, and here and in ``_requests`` what to do about redirects.
"""

from __future__ import annotations

import ssl
import warnings
from contextlib import suppress
from typing import TypedDict
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from prefect_http._http.redaction import masked
from prefect_http._http.request import shown
from prefect_http.errors import ConfigurationError, ConnectionError, TimeoutError, TransportError  # noqa: A004  # the package's own

# As Prefect's own client, but for the time: its server closes a connection that was idle for five seconds, and one
# that is closed just while it is used again would be a failure.
_LIMITS = httpx.Limits(max_connections=16, max_keepalive_connections=8, keepalive_expiry=4.0)

# What a proxy's URL that makes no sense ends in. It may quote the password, so that it is no context of ours.
_NO_PROXY = (ValueError, httpx.InvalidURL, ImportError)


class _Options(TypedDict):
    verify: ssl.SSLContext | bool
    limits: httpx.Limits
    proxy: str | None


def open_transport(api_url: str, verify: bool | str | ssl.SSLContext) -> httpx.HTTPTransport:
    """Return what sends requests to *api_url*, through the proxy that the environment names for it, if any.

    Raises:
        ConfigurationError: *verify* names a file that cannot be read as certificates, or the proxy is malformed.
    """
    options = _options(api_url, verify)
    with suppress(*_NO_PROXY):
        return httpx.HTTPTransport(**options)
    raise _wrong_proxy(api_url)


def open_async_transport(api_url: str, verify: bool | str | ssl.SSLContext) -> httpx.AsyncHTTPTransport:
    """Return what sends requests to *api_url*, through the proxy that the environment names for it, if any.

    Raises:
        ConfigurationError: *verify* names a file that cannot be read as certificates, or the proxy is malformed.
    """
    options = _options(api_url, verify)
    with suppress(*_NO_PROXY):
        return httpx.AsyncHTTPTransport(**options)
    raise _wrong_proxy(api_url)


def _options(api_url: str, verify: bool | str | ssl.SSLContext) -> _Options:
    proxy = _proxy(api_url)
    encrypted = urlsplit(api_url).scheme == "https" or (proxy or "").startswith("https:")
    if encrypted and _trusts_anyone(verify):
        warnings.warn(
            f"{api_url}: no certificate is verified, so that anyone on the way can read the credentials, and answer. "
            "To trust an authority of your own, give verify= or PREFECT_API_SSL_CERT_FILE the path of its PEM file.",
            stacklevel=4,  # where the client is made
        )
    return {"verify": _context(verify) if encrypted else False, "limits": _LIMITS, "proxy": proxy}


def _trusts_anyone(verify: bool | str | ssl.SSLContext) -> bool:
    return verify is False or (isinstance(verify, ssl.SSLContext) and verify.verify_mode is ssl.CERT_NONE)


def _context(verify: bool | str | ssl.SSLContext) -> ssl.SSLContext | bool:
    if not isinstance(verify, str):
        return verify
    try:
        return ssl.create_default_context(cafile=verify)
    except OSError as error:
        raise ConfigurationError(
            f"{verify!r} (verify, PREFECT_API_SSL_CERT_FILE or SSL_CERT_FILE) cannot be read as certificates: {error}. "
            "Write the path of a PEM file."
        ) from error


def _proxy(api_url: str) -> str | None:
    parts = urlsplit(api_url)
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if not proxy or proxy_bypass(parts.netloc):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"


def _wrong_proxy(api_url: str) -> ConfigurationError:
    name = urlsplit(api_url).scheme.upper() + "_PROXY"
    return ConfigurationError(
        f"The environment's proxy ({name} or ALL_PROXY) cannot be used. "
        "Write it as http://host:port, install httpx[socks] for socks5://, or list the API's host in NO_PROXY."
    )


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
    return kind(message, method=request.method, url=url, may_have_been_sent=sent)


def _forget(fault: httpx.RequestError, request: httpx.Request) -> None:
    """Take what was sent out of *fault*, for who looks at the cause of an error, or writes it to a file."""
    fault.request = httpx.Request(request.method, shown(str(request.url)))
    hidden = masked(str(fault), request)
    if hidden != str(fault):
        # It quotes an answer that is no HTTP, as its own causes do.
        fault.args = (hidden,)
        fault.__cause__ = fault.__context__ = None
