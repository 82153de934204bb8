"""Connection failures: find out why a connection failed, whether a retry can help, and what the user can do."""

from __future__ import annotations

import os
import socket
import ssl
from typing import Final, cast

import httpx

from prefect_http._http.redaction import redacted_url
from prefect_http._settings.fields import API_URL

_UNCONNECTED: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError)

_CLOSED: Final = (ConnectionResetError, BrokenPipeError)

_NO_TLS: Final = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "HTTP_REQUEST")
"""OpenSSL's reasons for bytes that are not TLS."""

_NO_RESPONSE: Final = ("without sending a response", "illegal status line", "illegal request line")
"""httpx's messages for a connection that closes before a response, or on which the server does not use HTTP."""

# X.509 verification results of OpenSSL.
_NOT_YET_VALID, _EXPIRED, _HOST_MISMATCH, _ADDRESS_MISMATCH = 9, 10, 62, 64
_TRUST: Final = "verify= or PREFECT_API_SSL_CERT_FILE"

_INTERCEPTED: Final = "Does a firewall or a proxy respond instead of Prefect Cloud, or is the port in {} wrong?"


def is_rejected_certificate(cause: BaseException | None) -> bool:
    """Return whether *cause* is a failure to verify the server's certificate."""
    return isinstance(cause, httpx.RequestError) and isinstance(_root(cause), ssl.SSLCertVerificationError)


def is_failure_to_connect(cause: BaseException | None) -> bool:
    """Return whether *cause* is a failure to connect for any other reason."""
    return isinstance(cause, _UNCONNECTED) and not is_rejected_certificate(cause)


def is_permanent(cause: httpx.RequestError, *, responded: bool) -> bool:
    """Return whether a retry cannot help, because the URL, the proxy or a certificate seems wrong.

    Args:
        cause: httpx's error.
        responded: Whether the server has responded before. If so, a failure to connect is transient.
    """
    if is_rejected_certificate(cause) or isinstance(cause, httpx.UnsupportedProtocol):
        return True
    return not responded and (isinstance(cause, _UNCONNECTED) or isinstance(_root(cause), ssl.SSLError))


def is_closed_without_response(cause: BaseException | None) -> bool:
    """Return whether the server accepted the connection, but closed it or did not use HTTP.

    Args:
        cause: Cause of an error before the first response.
    """
    if isinstance(cause, httpx.NetworkError):
        return isinstance(_root(cause), _CLOSED)
    return isinstance(cause, httpx.RemoteProtocolError) and any(message in str(cause) for message in _NO_RESPONSE)


def describe_reason(cause: httpx.RequestError) -> str:
    """Return the reason of *cause* in the words of the operating system or of OpenSSL, or an empty string."""
    root = _root(cause)
    if isinstance(root, ssl.SSLCertVerificationError):
        return root.verify_message.rstrip(".")
    if isinstance(root, ssl.SSLError):
        return root.reason or str(root)
    if isinstance(root, OSError) and root.errno is not None:
        return str(root.strerror) if isinstance(root, socket.gaierror) else os.strerror(root.errno)
    return str(cause)


def advise(
    cause: httpx.RequestError,
    *,
    url: httpx.URL,
    proxy: str | None,
    responded: bool,
    on_cloud: bool = False,
    url_setting: str = API_URL,
) -> tuple[str, str]:
    """Return what failed, and what the user can do about it. Either is empty if there is nothing specific to say.

    Args:
        cause: httpx's error.
        url: URL of the request.
        proxy: URL of the proxy, or None if the client connects directly.
        responded: Whether the server has responded before.
        on_cloud: Whether the API is on Prefect Cloud. Default: False.
        url_setting: Setting that the URL comes from. Default: ``PREFECT_API_URL``.
    """
    root = _root(cause)
    if isinstance(root, ssl.SSLCertVerificationError):
        return "the server's certificate cannot be verified", _certificate_advice(root, url_setting, on_cloud=on_cloud)
    if isinstance(cause, httpx.ConnectError) and _is_handshake_failure(root, str(cause), url):
        return "the TLS handshake failed", _INTERCEPTED.format(url_setting) if on_cloud else _handshake_advice(root)
    if "CERTIFICATE_REQUIRED" in str(cause):
        return "", "The server requires a client certificate: pass an SSLContext that has loaded one as verify=."
    if isinstance(cause, httpx.ProxyError):
        return f"the proxy {_shown(proxy)} did not connect", _proxy_status_advice(str(cause), url)
    if proxy is not None and isinstance(cause, _UNCONNECTED):
        late = " within the timeout" if isinstance(cause, httpx.ConnectTimeout) else ""
        return f"no connection to the proxy {_shown(proxy)}{late}", (
            f"Is the proxy running, and is its URL (proxy=, {url.scheme.upper()}_PROXY or ALL_PROXY) correct? "
            f"To bypass it, pass proxy=False, or add {url.host} to NO_PROXY."
        )
    if isinstance(root, socket.gaierror):
        return f"cannot resolve the host {url.host!r}", f"Is the host in {url_setting} correct, and does DNS know it?"
    if isinstance(cause, _UNCONNECTED):
        if on_cloud:
            return "", f"Does a firewall block {url.host}, and is {url_setting} correct?"
        return "", "Is the server running, and is PREFECT_API_URL correct?"
    if responded or url.scheme == "https" or not isinstance(cause, httpx.NetworkError | httpx.RemoteProtocolError):
        return "", ""
    return "", "Is this the port of a Prefect server? If the server uses TLS, PREFECT_API_URL must start with https://."


def _root(cause: httpx.RequestError) -> BaseException:
    """Return the error of the operating system or of OpenSSL that led to *cause*, or else the first error in between.

    Other contexts are not followed: they may be errors that the caller is handling.
    """
    error = cause.__cause__
    if error is not None and isinstance(cause, httpx.NetworkError):
        # httpcore removes the cause of its errors, but it is still their context.
        error = error.__cause__ or error.__context__
    while (inner := _inner(error)) is not None:
        error = inner
    return error or cause


def _inner(error: BaseException | None) -> BaseException | None:
    if isinstance(error, BaseExceptionGroup):
        return cast("BaseExceptionGroup[BaseException]", error).exceptions[0]
    return None if error is None else error.__cause__


def _is_handshake_failure(root: BaseException, message: str, url: httpx.URL) -> bool:
    if isinstance(root, ssl.SSLError):
        return True
    # A server may close the connection during the handshake, which anyio reports without a message.
    return url.scheme == "https" and (isinstance(root, _CLOSED) or not message)


def _certificate_advice(root: ssl.SSLCertVerificationError, url_setting: str, *, on_cloud: bool) -> str:
    if root.verify_code in {_EXPIRED, _NOT_YET_VALID}:
        if on_cloud:
            return f"Correct this machine's clock. To trust the certificate of a proxy in between, use {_TRUST}."
        return f"Renew the certificate, or correct this machine's clock. To trust another certificate, use {_TRUST}."
    if root.verify_code in {_HOST_MISMATCH, _ADDRESS_MISMATCH}:
        return f"Use a host in {url_setting} that the certificate is for, or trust another certificate with {_TRUST}."
    return f"To trust your own CA, or a self-signed certificate, set {_TRUST} to the path of its PEM file."


def _handshake_advice(root: BaseException) -> str:
    if isinstance(root, ssl.SSLError) and any(reason in str(root) for reason in _NO_TLS):
        return "The server does not use TLS: did you mean http:// (PREFECT_API_URL)?"
    return "Does the server use TLS at this port? Otherwise, PREFECT_API_URL must start with http://."


def _proxy_status_advice(status: str, url: httpx.URL) -> str:
    if status.startswith("407"):
        variable = f"{url.scheme.upper()}_PROXY"
        return f"Write the proxy's credentials into its URL (proxy= or {variable}): http://user:password@host:port."
    return f"Allow {url.host} in the proxy. To bypass it, pass proxy=False, or add {url.host} to NO_PROXY."


def _shown(proxy: str | None) -> str:
    return "of the transport" if proxy is None else redacted_url(proxy)
