"""Redirects: decide which to follow, and build the next request."""

from __future__ import annotations

from typing import Final

import httpx

MAX_REDIRECTS: Final = 5
"""Maximum number of redirects to follow per attempt."""

_METHOD_PRESERVING: Final = frozenset({307, 308})
_METHOD_PRESERVING_FOR_READS: Final = frozenset({301, 302})


def follow_redirect(request: httpx.Request, response: httpx.Response) -> httpx.Request | None:
    """Return the request that follows the redirect in *response*, or None if there is no redirect to follow.

    A redirect is followed only

    - within the same origin, since every request may carry credentials;
    - if the method stays the same: a POST that becomes a GET would appear to succeed;
    - if the requested path does not end in an encoded slash: the server redirects to a different resource.
    """
    location = response.headers.get("location")
    preserving = response.status_code in _METHOD_PRESERVING or (
        response.status_code in _METHOD_PRESERVING_FOR_READS and request.method in {"GET", "HEAD"}
    )
    if location is None or not preserving or _ends_in_slash(request):
        return None
    try:
        url = request.url.join(location)
    except (httpx.InvalidURL, ValueError):
        return None
    if _origin(url) != _origin(request.url):
        return None
    return httpx.Request(
        request.method, url, headers=request.headers, content=request.content or None, extensions=request.extensions
    )


def is_cross_origin(url: str, base: str) -> bool:
    """Return whether *url*, resolved against *base*, has a different origin or is malformed."""
    try:
        return _origin(httpx.URL(base).join(url)) != _origin(httpx.URL(base))
    except (httpx.InvalidURL, ValueError):
        return True


def _ends_in_slash(request: httpx.Request) -> bool:
    # The server redirects a name that ends in a slash to the name without the slash: a different resource.
    return request.url.raw_path.partition(b"?")[0].endswith(b"%2F")


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    # httpx normalizes the default port of a scheme to None.
    return url.scheme, url.host, url.port
