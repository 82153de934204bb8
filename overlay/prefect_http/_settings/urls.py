"""API URLs: parse them, and recognize loopback addresses and Prefect Cloud."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from prefect_http._settings.fields import RawValue, parse_string

EXAMPLE: Final = "such as http://127.0.0.1:4200/api"
CLOUD_EXAMPLE: Final = "https://api.prefect.cloud/api/accounts/<account id>/workspaces/<workspace id>"

_LOOPBACK: Final = re.compile(r"localhost|127(\.\d+){3}|::1")
_CLOUD_PATH: Final = re.compile(r"/api/accounts/[^/]+/workspaces/[^/]+")


def parse_url(raw: RawValue) -> tuple[str, str | None]:
    """Return the URL without credentials or a trailing slash, and the credentials as ``user:password``, or None.

    Any path is accepted, even an empty one, because a proxy may serve the API under another path.

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
    if host == "app.prefect.cloud" or (host == "api.prefect.cloud" and not is_cloud(path)):
        raise raw.error(f"must include the account and workspace for Prefect Cloud: use {CLOUD_EXAMPLE}")
    netloc = f"[{host}]" if ":" in host else host
    netloc = netloc if port is None else f"{netloc}:{port}"
    credentials = None
    if parts.username is not None:
        credentials = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return urlunsplit((parts.scheme, netloc, path, "", "")), credentials


def is_loopback(url: str) -> bool:
    """Return whether the host of *url*, a valid URL, is a loopback address."""
    return _LOOPBACK.fullmatch(urlsplit(url).hostname or "") is not None


def is_cloud(path: str) -> bool:
    """Return whether *path* is the path of a Prefect Cloud workspace. It must not end in a slash."""
    return _CLOUD_PATH.fullmatch(path) is not None


def _split(text: str) -> SplitResult | None:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        # Never chained: the error may quote a password that was parsed as the port.
        return None
    return parts
