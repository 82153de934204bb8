"""Proxies: choose the proxy for an API URL from the environment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

_PORT = re.compile(r"(.*):(\d{1,5})")


def environment_proxy(api_url: str) -> str | None:
    """Return the proxy for *api_url* that the environment configures, or None."""
    parts = urlsplit(api_url)
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    # `proxy_bypass` also knows the exceptions in the settings of macOS and Windows.
    if not proxy or bypasses_proxy(api_url, proxies.get("no", "")) or proxy_bypass(parts.netloc):
        return None
    return with_scheme(proxy)


def with_scheme(proxy: str) -> str:
    """Return the URL *proxy* with its scheme, which is ``http://`` by default."""
    return proxy if "://" in proxy else f"http://{proxy}"


def bypasses_proxy(url: str, no_proxy: str) -> bool:
    """Return whether *no_proxy*, a value of ``NO_PROXY``, exempts *url*.

    It exempts every URL that httpx or curl exempts. An entry is ``*``, a domain, which includes its subdomains, an IP
    address, or a range of addresses. A scheme or a port limits it.
    """
    parsed = httpx.URL(url)
    port = parsed.port or {"http": 80, "https": 443}[parsed.scheme]
    return any(_matches(entry, parsed.scheme, parsed.host, port) for entry in re.split(r"[\s,]+", no_proxy.lower()))


def _matches(entry: str, scheme: str, host: str, port: int) -> bool:
    entry_scheme, separator, rest = entry.rpartition("://")
    if separator and entry_scheme not in {scheme, "all"}:
        return False
    if rest == "*":
        return True
    network = _network(rest)
    if network is None:
        with_port = _PORT.fullmatch(rest.rstrip("/"))
        if with_port is not None and int(with_port[2]) != port:
            return False
        rest = rest.rstrip("/") if with_port is None else with_port[1]
        network = _network(rest)
    if network is not None:
        return any(address in network for address in _addresses(host))
    domain = rest.lstrip("*").strip(".")
    return domain != "" and f".{host.rstrip('.')}".endswith(f".{_decoded(domain)}")


def _network(text: str) -> IPv4Network | IPv6Network | None:
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None


def _addresses(host: str) -> Iterator[IPv4Address | IPv6Address]:
    """Yield *host* if it is an IP address, and the IPv4 address that it maps to IPv6, if any."""
    try:
        address = ip_address(host)
    except ValueError:
        return
    yield address
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        yield address.ipv4_mapped


def _decoded(domain: str) -> str:
    """Return *domain* as httpx shows it: an internationalized one may be given in either form."""
    try:
        return httpx.URL(f"http://{domain}").host
    except httpx.InvalidURL:
        return domain
