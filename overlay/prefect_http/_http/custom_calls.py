"""Custom calls: build calls for operations that ``prefect_http_api`` has no function for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, TypeVar, cast
from urllib.parse import unquote

from prefect_http._arguments import mapping, missing_timezone, string
from prefect_http._http.redaction import redacted_url
from prefect_http._settings.resolve import Settings
from prefect_http._utils import quote
from prefect_http.errors import ArgumentError
from prefect_http_api import Call, Operation

T_co = TypeVar("T_co", covariant=True)

_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")

_ABOVE_WORKSPACE: Final = re.compile(r"/(accounts|billing|collections/views|me|users|workspace_scopes|workspaces)(/|$)")
"""Paths of Prefect Cloud that exist only above the workspace."""

_INVALID: Final = re.compile(r"%(?![0-9A-Fa-f]{2})|[^/%A-Za-z0-9\-._~!$&'()*+,;=:@]")


class CustomOperation(Operation[T_co]):
    """Operation that the package does not know."""

    def __init__(self, method: str, path: str, wanted: object, *, above_workspace: bool) -> None:
        responses: dict[int, Callable[[], object]] = {200: lambda: wanted}
        if wanted is None:
            responses = {200: lambda: Any, 204: lambda: None}
        super().__init__(f"{method} {path}", method, path, responses=responses, above_workspace=above_workspace)
        self._is_typed = wanted is not None

    def decoder(self, status: int) -> Callable[[bytes], Any]:
        """Return a function that decodes response bodies for *status*. Without a wanted type, an empty body is None."""
        decode = _decoder(self.response(status))
        return decode if self._is_typed else lambda content: decode(content) if content else None


def custom_call(
    settings: Settings,
    method: str,
    path: str,
    *,
    json: object = None,
    params: Mapping[str, object] | None = None,
    decode_as: object = None,
) -> Call[Any]:
    """Return the call that sends *method* to *path*.

    Args:
        settings: Settings of the client.
        method: HTTP method, in any case.
        path: Path below the API URL, path above the workspace, or URL of either.
        json: Request body before encoding. Default: none.
        params: Query parameters. None, also as a value, means unset.
        decode_as: Type of the response. Default: any JSON.

    Raises:
        ArgumentError: An argument is invalid.
    """
    method = _method(method, has_body=json is not None, has_type=decode_as is not None)
    above_workspace, path = _split(settings, string(path, "path"))
    _check_path(path)
    _check_type(decode_as)
    query = {} if params is None else mapping(params, "params")
    _check_times(query)
    operation = CustomOperation[Any](method, path, decode_as, above_workspace=above_workspace)
    try:
        return Call(operation, query=query, body=json)
    except ValueError as error:
        raise ArgumentError(f"params: {error}") from error


def _method(method: str, *, has_body: bool, has_type: bool) -> str:
    upper = string(method, "method").upper()
    if upper not in _METHODS:
        raise ArgumentError(f"method must be one of {', '.join(_METHODS)}, got {quote(method)}")
    if has_body and upper in {"GET", "HEAD"}:
        raise ArgumentError(f"{upper} requests have no body: use params instead of json")
    if has_type and upper == "HEAD":
        raise ArgumentError("responses to HEAD have no body: omit decode_as")
    return upper


def _split(settings: Settings, path: str) -> tuple[bool, str]:
    """Return whether the path is relative to the URL above the workspace, and the path."""
    if path.startswith("/"):
        return settings.cloud_url is not None and _ABOVE_WORKSPACE.match(path) is not None, path
    base_url = settings.cloud_url or settings.api_url
    if not path.startswith(f"{base_url}/"):
        # Credentials must never leave the API.
        raise ArgumentError(f"path must start with / or {base_url}/, got {quote(redacted_url(path))}")
    return settings.cloud_url is not None, path.removeprefix(base_url)


def _check_path(path: str) -> None:
    if "?" in path:
        raise ArgumentError(f"path must not contain a query, got {quote(path.partition('?')[0])} with one: use params")
    if invalid := _INVALID.search(path):
        raise ArgumentError(
            f"path must be percent-encoded, got {quote(invalid[0])} in it: use urllib.parse.quote(value, safe='') for "
            "each value"
        )
    *parents, last = unquote(path).split("/")[1:]
    # An empty or dot segment would address another resource. The last one may be empty, as in "/flows/".
    if "" in parents or {".", ".."} & {*parents, last}:
        raise ArgumentError(f"path must not have empty, '.' or '..' segments, got {quote(path)}")


def _check_type(decode_as: object) -> None:
    try:
        _decoder(decode_as)
    except TypeError:
        raise ArgumentError(f"decode_as must be a type that msgspec can decode, got {decode_as!r}") from None


def _check_times(query: Mapping[str, object]) -> None:
    for name, value in query.items():
        for item in cast("Iterable[object]", value) if isinstance(value, list | tuple | set | frozenset) else (value,):
            if isinstance(item, datetime) and item.utcoffset() is None:
                raise missing_timezone(f"params: {name}", item.isoformat())


@lru_cache
def _decoder(wanted: object) -> Callable[[bytes], Any]:
    # msgspec analyses a class again for each decoder.
    return Operation[Any]("", "", "", responses={200: lambda: wanted}).decoder(200)
