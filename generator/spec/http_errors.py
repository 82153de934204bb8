"""HTTP errors: explain why a request failed and how to fix it."""

import socket
import ssl
from collections.abc import Iterable

import httpx

from generator.errors import GeneratorError
from generator.spec.urls import WRONG_URL


class NoDocumentError(GeneratorError):
    """There is no readable OpenAPI document at a URL. Another URL of the server may have it."""


def status_error(status: int, url: str, *, has_credentials: bool) -> GeneratorError | None:
    """Return the error for a response with *status*, or None if the status is 200."""
    if status == httpx.codes.OK:
        return None
    if status in {httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}:
        reason = "the server rejected the credentials" if has_credentials else "the server requires credentials"
        return NoDocumentError(
            f"{url} returned {status}: {reason}",
            "Set PREFECT_API_AUTH_STRING (user:password) or PREFECT_API_KEY to valid credentials.",
        )
    if status == httpx.codes.NOT_FOUND:
        return NoDocumentError(f"{url} returned 404: OpenAPI document not found", WRONG_URL)
    if status == httpx.codes.TOO_MANY_REQUESTS or status >= httpx.codes.INTERNAL_SERVER_ERROR:
        return GeneratorError(f"{url} returned {status}: the server is failing or overloaded", "Try again later.")
    return GeneratorError(f"{url} returned {status}: expected 200", WRONG_URL)


def transport_error(error: httpx.HTTPError, url: str) -> GeneratorError:
    """Return the error for a failed request, without httpx's message: that may contain credentials."""
    causes = list(_causes(error))
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return GeneratorError(
            f"the certificate of {url} is not trusted",
            "Set PREFECT_API_SSL_CERT_FILE to the PEM file of the authority that signed it.",
        )
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return GeneratorError(f"the TLS handshake with {url} failed", "Check whether the URL is http:// or https://.")
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return GeneratorError(f"cannot resolve the host of {url}", "Check the host name and the network.")
    if isinstance(error, httpx.TimeoutException):
        return GeneratorError(f"{url} did not respond in time", "Check the server, then try again.")
    if isinstance(error, httpx.ConnectError):
        refused = any(isinstance(cause, ConnectionRefusedError) for cause in causes)
        return GeneratorError(
            f"{url} cannot be reached" + (": connection refused" if refused else ""),
            "Start the server (`prefect server start`), or check the URL.",
        )
    if isinstance(error, httpx.ProxyError):
        return GeneratorError(f"the proxy rejected the request to {url}", "Check HTTP_PROXY, HTTPS_PROXY and NO_PROXY.")
    if isinstance(error, httpx.DecodingError):
        return GeneratorError(f"the response from {url} could not be decompressed", "Try again, or without a proxy.")
    if isinstance(error, httpx.RemoteProtocolError | httpx.ReadError):
        return GeneratorError(
            f"{url} closed the connection early, or does not use HTTP", "Try again, or check the URL."
        )
    return GeneratorError(f"{url} cannot be fetched: {type(error).__name__}", "Check the URL and the network.")


def _causes(error: BaseException | None) -> Iterable[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
