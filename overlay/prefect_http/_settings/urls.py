"""API URLs: parse them, and recognize loopback addresses and Prefect Cloud."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from prefect_http._settings.fields import RawValue, parse_string

EXAMPLE: Final = "such as http://127.0.0.1:4200/api"
CLOUD_API_URL: Final = "https://api.prefect.cloud/api"
"""Default of ``PREFECT_CLOUD_API_URL``."""
_WORKSPACE_EXAMPLE: Final = "/accounts/<account id>/workspaces/<workspace id>"
CLOUD_EXAMPLE: Final = f"{CLOUD_API_URL}{_WORKSPACE_EXAMPLE}"

_LOOPBACK: Final = re.compile(r"localhost|127(\.\d+){3}|::1")
_PUBLIC_HOST: Final = re.compile(r"(api|app)(\.stg)?\.prefect\.(cloud|dev)")
_PRIVATE_HOST: Final = re.compile(r".+\.private\.prefect\.cloud")
_WORKSPACE: Final = re.compile(r"/accounts/[^/]+/workspaces/[^/]+$")
_WORKSPACE_IDS: Final = re.compile(r"/accounts?/([\w-]+)/workspaces?/([\w-]+)", re.ASCII)
_PAGE: Final = re.compile(r"/account/[^/]+/workspace/")
"""Path of a page in Prefect Cloud's web interface."""


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
    url, parts = _parse(raw, text, EXAMPLE)
    _check_workspace(raw, url, cloud_api_url)
    _check_characters(raw, text, parts, EXAMPLE)
    credentials = None
    if parts.username is not None:
        credentials = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return url, credentials


def parse_cloud_url(raw: RawValue) -> str:
    """Return the URL of Prefect Cloud's API without credentials or a trailing slash. If empty, it is the public one.

    Raises:
        ConfigurationError: The URL is malformed.
    """
    text, example = parse_string(raw) or CLOUD_API_URL, f"such as {CLOUD_API_URL}"
    url, parts = _parse(raw, text, example)
    _check_characters(raw, text, parts, example)
    return url


def parse_ui_url(raw: RawValue) -> str | None:
    """Return the URL of a user interface without credentials or a trailing slash, or None if the value is empty.

    Raises:
        ConfigurationError: The URL is malformed.
    """
    text, example = parse_string(raw), "such as http://127.0.0.1:4200"
    if not text:
        return None
    url, parts = _parse(raw, text, example)
    _check_characters(raw, text, parts, example)
    return url


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


def ui_url(api_url: str, cloud_ui_url: str | None) -> str:
    """Return the URL of the user interface that belongs to *api_url*, as Prefect infers it.

    Args:
        api_url: URL of an API, without a trailing slash.
        cloud_ui_url: URL of Prefect Cloud's user interface, or None to infer it too.
    """
    cloud = cloud_url(api_url)
    if cloud is None:
        return api_url.removesuffix("/api")
    if cloud_ui_url is None:
        host = urlsplit(cloud).hostname or ""
        is_known = _PUBLIC_HOST.fullmatch(host) or _PRIVATE_HOST.fullmatch(host)
        cloud_ui_url = (cloud.replace("://api.", "://app.", 1) if is_known else cloud).removesuffix("/api")
    workspace = api_url.removeprefix(cloud).replace("/accounts/", "/account/").replace("/workspaces/", "/workspace/")
    return cloud_ui_url + workspace


def _check_workspace(raw: RawValue, url: str, cloud_api_url: str) -> None:
    """Reject *url* if it is on Prefect Cloud, but is not the API URL of a workspace.

    Raises:
        ConfigurationError: *url* has no workspace, or is that of a page or an endpoint.
    """
    parts = urlsplit(url)
    is_public = _PUBLIC_HOST.fullmatch(parts.hostname or "") is not None
    has_cloud_host = is_public or _PRIVATE_HOST.fullmatch(parts.hostname or "") is not None
    is_on_cloud = has_cloud_host or f"{url}/".startswith(f"{cloud_api_url}/") or _PAGE.match(parts.path)
    expected = f"{parts.scheme}://{parts.netloc.replace('app.', 'api.', 1)}/api" if has_cloud_host else cloud_api_url
    found = cloud_url(url)
    if not is_on_cloud or (found is not None and (not is_public or found in {expected, cloud_api_url})):
        return
    ids = _WORKSPACE_IDS.search(parts.path)
    if ids is None:
        raise raw.error(f"must include the account and workspace for Prefect Cloud: use {expected}{_WORKSPACE_EXAMPLE}")
    raise raw.error(
        "must be the URL of the API, not of a page or an endpoint of Prefect Cloud: "
        f"use {expected}/accounts/{ids[1]}/workspaces/{ids[2]}"
    )


def _parse(raw: RawValue, text: str, example: str) -> tuple[str, SplitResult]:
    """Return the URL in *text*, the value of *raw*, without credentials or a trailing slash, and its parts."""
    parts = _split(text)
    # A malformed URL is never quoted: any part of it may be a password.
    if parts is None:
        raise raw.error(f"has a malformed host or port: use a URL {example}")
    host, port = parts.hostname, parts.port
    if parts.scheme not in {"http", "https"} or not host:
        raise raw.error(f"must start with http:// or https:// and a host: use a URL {example}")
    netloc = f"[{host}]" if ":" in host else host
    netloc = netloc if port is None else f"{netloc}:{port}"
    return urlunsplit((parts.scheme, netloc, parts.path.rstrip("/"), "", "")), parts


def _check_characters(raw: RawValue, text: str, parts: SplitResult, example: str) -> None:
    if parts.query or parts.fragment or not text.isprintable() or re.search(r"[\s\\]", text):
        raise raw.error(f"must not have a query, a fragment, or an invalid character: use a URL {example}")


def _split(text: str) -> SplitResult | None:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        # Never chained: the error may quote a password that was parsed as the port.
        return None
    return parts
