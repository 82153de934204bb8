"""Requests: build HTTP requests from calls."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any
from urllib.parse import urlencode

import httpx
from msgspec.structs import replace

import prefect_http_api
from prefect_http._http.cloud import ABOVE_WORKSPACE
from prefect_http._http.custom_calls import CustomOperation
from prefect_http._http.encoding import encode_body
from prefect_http._settings.fields import API_URL, CLOUD_API_URL
from prefect_http._settings.resolve import Settings
from prefect_http._settings.urls import is_loopback
from prefect_http.errors import ArgumentError, ConfigurationError

_HEADER_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_JSON = "application/json"
_MAX_LABEL = 64
_CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")


class RequestFactory:
    """Builds the requests to one API.

    The shared headers are built once, since building them dominates the cost of building a request.

    Args:
        settings: Settings of the client.
        credentials_from: Name and source of the setting that authenticates requests. Default: none or unknown.

    Attributes:
        settings: Settings of the client. Those with a workspace to look up are replaced once it is found.
    """

    def __init__(self, settings: Settings, credentials_from: str | None = None) -> None:
        self.settings = settings
        self._cloud_url = settings.cloud_url
        self._credentials_from = credentials_from
        self._url_setting = API_URL if settings.workspace is None else CLOUD_API_URL
        headers = {
            "Host": _host(settings.api_url),
            "Accept": "application/json",
            # On the same machine, compression takes more time than it saves.
            "Accept-Encoding": "identity" if is_loopback(settings.api_url) else "gzip, deflate",
            "Connection": "keep-alive",
            "User-Agent": f"prefect-http/{prefect_http_api.SERVER_VERSION}",
        }
        if prefect_http_api.API_VERSION is not None:
            headers["x-prefect-api-version"] = prefect_http_api.API_VERSION
        merged = httpx.Headers(headers)
        merged.update(settings.headers)
        if settings.authorization is not None:
            merged["Authorization"] = settings.authorization
        self._headers_without_body = merged
        self._headers_with_body = self._headers_with(_JSON)

    def set_api_url(self, api_url: str) -> None:
        """Use *api_url*, which was found for the workspace in the settings."""
        self.settings = replace(self.settings, api_url=api_url, workspace=None)

    def make(self, call: prefect_http_api.Call[Any], timeout: float | None) -> httpx.Request:
        """Build the request for *call*.

        Args:
            call: Call to send.
            timeout: Seconds for connecting, for sending, and for each read, or None for no limit.

        Raises:
            ArgumentError: The body is not JSON-serializable, a header is invalid, an argument is too long for a URL, or
                the operation requires Prefect Cloud.
        """
        content = encode_body(call)
        timeouts = {"connect": timeout, "read": timeout, "write": timeout, "pool": timeout}
        extensions = {
            "timeout": timeouts,
            "credentials_from": self._credentials_from,
            "call": call,
            "on_cloud": self._cloud_url is not None,
            "url_setting": self._url_setting,
        }
        if isinstance(call.operation, CustomOperation):
            # What the response must repeat of the request is unknown.
            del extensions["call"]
        try:
            url = self._base(call.operation) + call.path
            if items := call.query_items:
                url = f"{url}?{urlencode(items)}"
            headers = self._headers_without_body if content is None else self._headers_with_body
            if content is not None and call.operation.content_type != _JSON:
                headers = self._headers_with(call.operation.content_type)
            if call.headers:
                headers = httpx.Headers([*headers.multi_items(), *call.headers.items()])
                check_headers(headers, call.operation.name)
            return httpx.Request(call.method, url, headers=headers, content=content, extensions=extensions)
        except (httpx.InvalidURL, UnicodeEncodeError) as error:
            # Raised outside the handler: a UnicodeEncodeError holds the string, which may be a secret.
            unsendable = _unsendable(call, error)
        raise unsendable

    def _base(self, operation: prefect_http_api.Operation[Any]) -> str:
        """Return the URL that the path of *operation* is relative to."""
        if self._cloud_url is not None:
            is_above = operation.above_workspace or operation.name in ABOVE_WORKSPACE
            return self._cloud_url if is_above else self.settings.api_url
        if operation.above_workspace:
            raise ArgumentError(
                f"{operation.name} requires Prefect Cloud, got the API URL {self.settings.api_url}: "
                "use that of a workspace"
            )
        return self.settings.api_url

    def _headers_with(self, content_type: str) -> httpx.Headers:
        return httpx.Headers([*self._headers_without_body.multi_items(), ("Content-Type", content_type)])


def check_headers(headers: httpx.Headers, source: str) -> None:
    """Reject headers that cannot be sent, or that would inject another header.

    Raises:
        ArgumentError: A name or a value is invalid. The message contains the *source* of the headers but no values.
    """
    for name, value in headers.raw:
        if not _HEADER_NAME.fullmatch(name):
            raise ArgumentError(f"{source}: header names must be HTTP tokens (letters, digits and !#$%&'*+-.^_`|~)")
        if _CONTROL.search(value):
            raise ArgumentError(
                f"{source}: the value of header {name.decode()} contains a line break or another control character"
            )


def _host(api_url: str) -> str:
    """Return the host and port in ASCII, as required in the ``Host`` header."""
    try:
        url = httpx.URL(api_url)
    except httpx.InvalidURL as error:
        raise ConfigurationError(f"invalid host in {api_url}: {error}. Use the host name as in DNS.") from error
    # Python raises UnicodeError when it resolves such a host.
    if not all(0 < len(label) < _MAX_LABEL for label in url.raw_host.decode("ascii").removesuffix(".").split(".")):
        raise ConfigurationError(
            f"invalid host in {api_url}: the parts between dots must have 1 to 63 characters. "
            "Use the host name as in DNS."
        )
    return url.netloc.decode("ascii")


def _unsendable(call: prefect_http_api.Call[Any], error: Exception) -> ArgumentError:
    """Return the error for a call whose path, query or headers cannot be sent."""
    name = call.operation.name
    if isinstance(error, UnicodeEncodeError):
        arguments = [*call.query_items, *call.headers.items()]
        argument = next((key for key, value in arguments if error.object in {key, value}), "an argument")
        return ArgumentError(f"{name}: {argument} contains a character that cannot be encoded")
    lengths: Counter[str] = Counter()
    for key, value in call.query_items:
        lengths[key] += len(value)
    argument = lengths.most_common(1)[0][0] if lengths.total() > len(call.path) else "the path"
    return ArgumentError(f"{name}: {argument} is too long for a URL ({error})")
