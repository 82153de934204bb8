# Generated from _async/cloud.py by `python -m generator.unasync`.
# Do not edit: change that file and run the command.
"""Prefect Cloud above the workspaces."""

from __future__ import annotations

import os
from types import EllipsisType
from typing import TYPE_CHECKING, Literal

from prefect_http._arguments import Seconds
from prefect_http._domain.workspaces import Workspace
from prefect_http._http.retry import RetryPolicy
from prefect_http._lazy import lazy_module
from prefect_http._sync.connection import Connection, read_workspaces

if TYPE_CHECKING:
    import ssl

    import httpx

    from prefect_http._http import transport
else:
    ssl = lazy_module("ssl")
    httpx = lazy_module("httpx")
    transport = lazy_module("prefect_http._http.transport")

_UNUSED = "-"
"""Workspace of a connection that only sends requests above the workspaces."""


def workspaces(
    api_key: str | None = None,
    *,
    cloud_api_url: str | None = None,
    profile: str | None = None,
    project_files: bool = True,
    timeout: Seconds | EllipsisType | None = ...,
    retry: RetryPolicy | Literal[False] | None = None,
    verify: bool | str | os.PathLike[str] | ssl.SSLContext | None = None,
    proxy: transport.ProxyOption | None = None,
    transport: httpx.BaseTransport | None = None,
) -> list[Workspace]:
    """List the workspaces of Prefect Cloud that an API key can access, sorted by account and handle.

    Args:
        api_key: API key. Default: from settings.
        cloud_api_url: URL of Prefect Cloud's API. Default: from settings, or ``https://api.prefect.cloud/api``.
        profile: As in ``Prefect``.
        project_files: As in ``Prefect``.
        timeout: As in ``Prefect``.
        retry: As in ``Prefect``.
        verify: As in ``Prefect``.
        proxy: As in ``Prefect``.
        transport: As in ``Prefect``.

    Raises:
        ConfigurationError: No API key is set, or a setting is invalid.
        AuthenticationError: The API key is wrong, expired or revoked.
        TransportError: No complete response arrived.

    API: ``GET /me/workspaces``.
    """
    connection = Connection(
        workspace=_UNUSED,
        cloud_api_url=cloud_api_url,
        api_key=api_key,
        profile=profile,
        project_files=project_files,
        timeout=timeout,
        retry=retry,
        verify=verify,
        proxy=proxy,
        transport=transport,
    )
    try:
        return read_workspaces(connection)
    finally:
        connection.close()
