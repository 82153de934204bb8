"""Download: fetch JSON from a URL outside the Prefect API."""

from __future__ import annotations

import httpx


def download_json(url: str, *, accept: str, timeout: float) -> object:
    """Return the decoded JSON at *url*, or None if it cannot be downloaded.

    Args:
        url: URL of the document. Redirects are followed.
        accept: Media type to request.
        timeout: Seconds for connecting, for sending, and for each read.
    """
    try:
        response = httpx.get(url, headers={"Accept": accept}, follow_redirects=True, timeout=timeout)
        content: object = response.raise_for_status().json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError):
        return None
    return content
