"""Transports: connection pool, TLS, and proxies.

httpx's transports are used without its ``Client``, which spends a third of the time of a request on merging URLs,
headers and cookies, unless an ``http_client`` is passed.
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from contextlib import suppress
from typing import Final, Literal, TypeAlias, TypedDict, cast
from urllib.parse import urlsplit

import httpx

from prefect_http._http.proxies import environment_proxy, with_scheme
from prefect_http._utils import quote, warn
from prefect_http.errors import ArgumentError, ConfigurationError

# The same limits as in Prefect's own client, except for the expiry: uvicorn closes idle connections after 5 s, and a
# request on a connection that is being closed fails.
_LIMITS: Final = httpx.Limits(max_connections=16, max_keepalive_connections=8, keepalive_expiry=4.0)

# Errors that httpx raises for an invalid proxy URL. The message may quote the password, so the error is never chained.
_PROXY_ERRORS: Final = (ValueError, httpx.InvalidURL, ImportError)


ProxyOption: TypeAlias = str | httpx.URL | httpx.Proxy | Literal[False]
"""Proxy, or False to ignore the proxy in the environment."""


class _Options(TypedDict):
    verify: ssl.SSLContext | bool
    limits: httpx.Limits
    proxy: str | httpx.URL | httpx.Proxy | None


def open_transport(
    api_url: str, verify: bool | str | ssl.SSLContext, proxy: ProxyOption | None = None
) -> httpx.HTTPTransport:
    """Return a transport to *api_url*.

    Args:
        api_url: URL of the API.
        verify: How to verify certificates.
        proxy: Proxy, or False for none. Default: the proxy in the environment, if any.

    Raises:
        ConfigurationError: *verify* is not a readable PEM file, or the proxy in the environment is invalid.
        ArgumentError: *proxy* is invalid.
    """
    options = _options(api_url, verify, proxy)
    with suppress(*_PROXY_ERRORS):
        return httpx.HTTPTransport(**options)
    raise _invalid_proxy(api_url, proxy)


def open_async_transport(
    api_url: str, verify: bool | str | ssl.SSLContext, proxy: ProxyOption | None = None
) -> httpx.AsyncHTTPTransport:
    """Return an async transport to *api_url*. The arguments and errors are those of `open_transport`."""
    options = _options(api_url, verify, proxy)
    with suppress(*_PROXY_ERRORS):
        return httpx.AsyncHTTPTransport(**options)
    raise _invalid_proxy(api_url, proxy)


def validate_transport(transport: httpx.BaseTransport, **unused: object) -> httpx.BaseTransport:
    """Return the argument *transport* if it is valid.

    Args:
        transport: Transport to use.
        **unused: Arguments that only apply to the client's own transport. None means unset.

    Raises:
        ArgumentError: *transport* is not a transport, or an argument would be ignored.
    """
    _check(transport, httpx.BaseTransport, "transport", unused)
    return transport


def validate_async_transport(transport: httpx.AsyncBaseTransport, **unused: object) -> httpx.AsyncBaseTransport:
    """Return the argument *transport* if it is valid. The arguments and errors are those of `validate_transport`."""
    _check(transport, httpx.AsyncBaseTransport, "transport", unused)
    return transport


def validate_http_client(client: httpx.Client, **unused: object) -> httpx.Client:
    """Return the argument *http_client* if it is valid.

    Args:
        client: httpx client to use.
        **unused: Arguments that only apply to the client's own connections. None means unset.

    Raises:
        ArgumentError: *client* is not an httpx client of the right kind, or an argument would be ignored.
    """
    _check(client, httpx.Client, "http_client", unused)
    return client


def validate_async_http_client(client: httpx.AsyncClient, **unused: object) -> httpx.AsyncClient:
    """Return the argument *http_client* if it is valid. For arguments and errors, see `validate_http_client`."""
    _check(client, httpx.AsyncClient, "http_client", unused)
    return client


def _check(value: object, expected: type[object], argument: str, unused: Mapping[str, object]) -> None:
    if not isinstance(value, expected):
        raise ArgumentError(f"{argument} must be an httpx.{expected.__name__}, got {quote(value)}")
    for name, given in unused.items():
        if given is not None:
            raise ArgumentError(f"{name} cannot be combined with {argument}: pass {name} to the {argument} itself")


def _options(api_url: str, verify: bool | str | ssl.SSLContext, proxy: ProxyOption | None) -> _Options:
    used = _choose_proxy(api_url, proxy)
    encrypted = "https" in {urlsplit(api_url).scheme, _scheme(used)}
    if encrypted and _is_unverified(verify):
        warn(
            f"{api_url}: TLS certificates are not verified, so an attacker can read credentials and forge responses. "
            "To trust your own CA, set verify or PREFECT_API_SSL_CERT_FILE to the path of its PEM file."
        )
    return {"verify": _ssl_context(verify) if encrypted else False, "limits": _LIMITS, "proxy": used}


def proxy_url(api_url: str, proxy: ProxyOption | None) -> str | None:
    """Return the URL of the proxy that a transport with these arguments uses, with its credentials, or None."""
    used = _choose_proxy(api_url, proxy)
    return None if used is None else str(used.url if isinstance(used, httpx.Proxy) else used)


def _choose_proxy(api_url: str, proxy: ProxyOption | None) -> str | httpx.URL | httpx.Proxy | None:
    return environment_proxy(api_url) if proxy is None else _given_proxy(proxy)


def _given_proxy(proxy: ProxyOption) -> str | httpx.URL | httpx.Proxy | None:
    # Arguments may come from sources that no type checker sees.
    given = cast("object", proxy)
    if given is False:
        return None
    if isinstance(given, str) and given:
        return with_scheme(given)
    if isinstance(given, httpx.URL | httpx.Proxy):
        return given
    raise ArgumentError(f'proxy must be a URL such as "http://host:port", or False for none, got {quote(given)}')


def _scheme(proxy: str | httpx.URL | httpx.Proxy | None) -> str:
    return str(proxy.url if isinstance(proxy, httpx.Proxy) else proxy).partition(":")[0]


def _is_unverified(verify: bool | str | ssl.SSLContext) -> bool:
    return verify is False or (isinstance(verify, ssl.SSLContext) and verify.verify_mode is ssl.CERT_NONE)


def _ssl_context(verify: bool | str | ssl.SSLContext) -> ssl.SSLContext | bool:
    if not isinstance(verify, str):
        return verify
    try:
        return ssl.create_default_context(cafile=verify)
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            f"cannot load certificates from {quote(verify)} (verify, PREFECT_API_SSL_CERT_FILE or SSL_CERT_FILE): "
            f"{error}. Use the path of a PEM file."
        ) from error


def _invalid_proxy(api_url: str, given: ProxyOption | None) -> ConfigurationError | ArgumentError:
    hint = "For socks5://, install httpx[socks]."
    if given is not None:
        return ArgumentError(f"invalid proxy: expected http://host:port. {hint} For no proxy, use False.")
    variable = urlsplit(api_url).scheme.upper() + "_PROXY"
    return ConfigurationError(
        f"invalid proxy in the environment ({variable} or ALL_PROXY): expected http://host:port. "
        f"{hint} To bypass the proxy, list the API's host in NO_PROXY."
    )
