"""API URLs: parse them, and recognize loopback addresses and Prefect Cloud."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from prefect_http._settings.fields import RawValue, parse_string

EXAMPLE: Final = "such as http://127.0.0.1:4200/api"
CLOUD_API_URL: Final = "https://api.prefect.cloud/api"
"""Default of ``PREFECT_CLOUD_API_URL``."""
CLOUD_EXAMPLE: Final = f"{CLOUD_API_URL}/accounts/<account id>/workspaces/<workspace id>"

_LOOPBACK: Final = re.compile(r"localhost|127(\.\d+){3}|::1")
_CLOUD_HOST: Final = re.compile(r"(api|app)(\.stg)?\.prefect\.(cloud|dev)|.+\.private\.prefect\.cloud")
_WORKSPACE: Final = re.compile(r"/accounts/[^/]+/workspaces/[^/]+$")


def parse_url(raw: RawValue, cloud_api_url: str = CLOUD_API_URL) -> tuple[str, str | None]:
    """Return the URL without credentials or a trailing slash, and the credentials as ``user:password``, or None.

    Any path is accepted, even an empty one, because a proxy may serve the API under another path. A URL of Prefect
    Cloud requires a workspace.

    Args:
        raw: Setting with the URL.
        cloud_api_url: URL of Prefect Cloud's API. Default: the public one.

    Raises:
        ConfigurationError: The URL is malformed, or is a Prefect Cloud URL without a workspace.
    """
    text = parse_string(raw)
    if not text:
        raise raw.error(f"must not be empty: use the URL of the API, {EXAMPLE}")
    parts = _split(text)
    # A malformed URL is never quoted: any part of it may be a password.
    if parts is None:
        raise raw.error(f"has a malformed host or port: use a URL {EXAMPLE}")
    host, port = parts.hostname, parts.port
    if parts.scheme not in {"http", "https"} or not host:
        raise raw.error(f"must start with http:// or https:// and a host: use a URL {EXAMPLE}")
    if parts.query or parts.fragment or not text.isprintable() or re.search(r"[\s\\]", text):
        raise raw.error(f"must not have a query, a fragment, or an invalid character: use a URL {EXAMPLE}")
    path = parts.path.rstrip("/")
    netloc = f"[{host}]" if ":" in host else host
    netloc = netloc if port is None else f"{netloc}:{port}"
    url = urlunsplit((parts.scheme, netloc, path, "", ""))
    is_on_cloud = _CLOUD_HOST.fullmatch(host) or f"{url}/".startswith(f"{cloud_api_url}/")
    if is_on_cloud and (host.startswith("app.") or cloud_url(url) is None):
        raise raw.error(f"must include the account and workspace for Prefect Cloud: use {CLOUD_EXAMPLE}")
    credentials = None
    if parts.username is not None:
        credentials = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return url, credentials


def is_loopback(url: str) -> bool:
    """Return whether the host of *url*, a valid URL, is a loopback address."""
    return _LOOPBACK.fullmatch(urlsplit(url).hostname or "") is not None


def cloud_url(api_url: str) -> str | None:
    """Return the URL of Prefect Cloud's API above the workspace of *api_url*, or None if that is another server.

    Args:
        api_url: URL of an API, without a trailing slash.
    """
    workspace = _WORKSPACE.search(api_url)
    return api_url[: workspace.start()] if workspace else None


def _split(text: str) -> SplitResult | None:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        # Never chained: the error may quote a password that was parsed as the port.
        return None
    return parts
