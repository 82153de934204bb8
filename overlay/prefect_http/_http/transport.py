"""Transports: connection pool, TLS, and proxies.

httpx's transports are used without its ``Client``, which spends a third of the time of a request on merging URLs,
headers and cookies.
"""

from __future__ import annotations

import ssl
import warnings
from contextlib import suppress
from typing import Final, TypedDict
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from prefect_http.errors import ConfigurationError

# The same limits as in Prefect's own client, except for the expiry: uvicorn closes idle connections after 5 s, and a
# request on a connection that is being closed fails.
_LIMITS: Final = httpx.Limits(max_connections=16, max_keepalive_connections=8, keepalive_expiry=4.0)

# Errors that httpx raises for an invalid proxy URL. The message may quote the password, so the error is never chained.
_PROXY_ERRORS: Final = (ValueError, httpx.InvalidURL, ImportError)


class _Options(TypedDict):
    verify: ssl.SSLContext | bool
    limits: httpx.Limits
    proxy: str | None


def open_transport(api_url: str, verify: bool | str | ssl.SSLContext) -> httpx.HTTPTransport:
    """Return a transport to *api_url*, through the proxy in the environment, if any.

    Raises:
        ConfigurationError: *verify* is not a readable PEM file, or the proxy is invalid.
    """
    options = _options(api_url, verify)
    with suppress(*_PROXY_ERRORS):
        return httpx.HTTPTransport(**options)
    raise _invalid_proxy(api_url)


def open_async_transport(api_url: str, verify: bool | str | ssl.SSLContext) -> httpx.AsyncHTTPTransport:
    """Return an async transport to *api_url*, through the proxy in the environment, if any.

    Raises:
        ConfigurationError: *verify* is not a readable PEM file, or the proxy is invalid.
    """
    options = _options(api_url, verify)
    with suppress(*_PROXY_ERRORS):
        return httpx.AsyncHTTPTransport(**options)
    raise _invalid_proxy(api_url)


def _options(api_url: str, verify: bool | str | ssl.SSLContext) -> _Options:
    proxy = _proxy(api_url)
    encrypted = urlsplit(api_url).scheme == "https" or (proxy or "").startswith("https:")
    if encrypted and _is_unverified(verify):
        warnings.warn(
            f"{api_url}: TLS certificates are not verified, so an attacker can read credentials and forge responses. "
            "To trust your own CA, set verify or PREFECT_API_SSL_CERT_FILE to the path of its PEM file.",
            stacklevel=4,  # the call that creates the client
        )
    return {"verify": _ssl_context(verify) if encrypted else False, "limits": _LIMITS, "proxy": proxy}


def _is_unverified(verify: bool | str | ssl.SSLContext) -> bool:
    return verify is False or (isinstance(verify, ssl.SSLContext) and verify.verify_mode is ssl.CERT_NONE)


def _ssl_context(verify: bool | str | ssl.SSLContext) -> ssl.SSLContext | bool:
    if not isinstance(verify, str):
        return verify
    try:
        return ssl.create_default_context(cafile=verify)
    except OSError as error:
        raise ConfigurationError(
            f"cannot load certificates from {verify!r} (verify, PREFECT_API_SSL_CERT_FILE or SSL_CERT_FILE): {error}. "
            "Use the path of a PEM file."
        ) from error


def _proxy(api_url: str) -> str | None:
    parts = urlsplit(api_url)
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if not proxy or proxy_bypass(parts.netloc):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"


def _invalid_proxy(api_url: str) -> ConfigurationError:
    variable = urlsplit(api_url).scheme.upper() + "_PROXY"
    return ConfigurationError(
        f"invalid proxy in the environment ({variable} or ALL_PROXY): expected http://host:port. "
        "For socks5://, install httpx[socks]. To bypass the proxy, list the API's host in NO_PROXY."
    )
