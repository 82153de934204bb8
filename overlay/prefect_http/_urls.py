"""The URL of the API, and the credentials that may be part of it."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from prefect_http._values import Found, parse_text

EXAMPLE = "for example http://127.0.0.1:4200/api"
CLOUD_EXAMPLE = "https://api.prefect.cloud/api/accounts/<account id>/workspaces/<workspace id>"

_LOOPBACK = re.compile(r"localhost|127(\.\d+){3}|::1")
_CLOUD_PATH = re.compile(r"/api/accounts/[^/]+/workspaces/[^/]+")


def is_loopback(url: str) -> bool:
    """Return whether *url*, a well-formed one, points to this machine by the way that leads nowhere else."""
    return _LOOPBACK.fullmatch(urlsplit(url).hostname or "") is not None


def is_cloud(path: str) -> bool:
    """Return whether *path*, without a slash at its end, is that of a workspace of Prefect Cloud."""
    return _CLOUD_PATH.fullmatch(path) is not None


def _split(text: str) -> SplitResult | None:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        # The reason may quote the password, when it is taken for a port: no error of ours has it as its context.
        return None
    return parts


def parse_url(found: Found) -> tuple[str, str | None]:
    """Return the URL without credentials and without a slash at the end, and the credentials, as ``user:password``.

    A path is not demanded: a proxy may serve the API under any.

    Raises:
        ConfigurationError: the URL is malformed, or one of Prefect Cloud that names no workspace.
    """
    text = parse_text(found)
    if not text:
        raise found.wrong("the API's URL is empty", f"where the API is, {EXAMPLE}")
    parts = _split(text)
    if parts is None:
        raise found.wrong("host or port of the URL is malformed", f"it as http://host:port/api, {EXAMPLE}")
    host, port = parts.hostname, parts.port
    # Of what is malformed nothing is quoted that may be a password: the host at most.
    if parts.scheme not in {"http", "https"} or not host:
        raise found.wrong("the URL does not begin with http:// or https:// and a host", f"the whole URL, {EXAMPLE}")
    if parts.query or parts.fragment or re.search(r"[\s\x00-\x1f\x7f\\\ud800-\udfff]", text):
        raise found.wrong("the URL has a query, a fragment, or a character that no URL has", f"it without, {EXAMPLE}")
    path = parts.path.rstrip("/")
    if host == "app.prefect.cloud" or (host == "api.prefect.cloud" and not is_cloud(path)):
        raise found.wrong("a URL of Prefect Cloud's API names account and workspace", CLOUD_EXAMPLE)
    netloc = f"[{host}]" if ":" in host else host
    netloc = netloc if port is None else f"{netloc}:{port}"
    credentials = None
    if parts.username is not None:
        credentials = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return urlunsplit((parts.scheme, netloc, path, "", "")), credentials
