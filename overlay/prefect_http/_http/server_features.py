"""Server features: operations and keys that older servers lack, and the errors that say so."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final, cast, get_args, get_type_hints, is_typeddict

import prefect_http_api
from prefect_http._http.compatibility import parse_version
from prefect_http._http.first_versions import KEYS, OPERATIONS
from prefect_http.errors import StatusError, UnsupportedByServerError

AUTOMATION_COUNT_FILTER_SINCE: Final = "3.8.8"
"""First version that applies the filter when counting automations."""


@dataclass(frozen=True, slots=True)
class MissingFeature:
    """Feature that a server rejected, perhaps because it is too old.

    Attributes:
        feature: Method and path of the operation, followed by the rejected key of its request body, if any.
        since: First supported version with the feature.
    """

    feature: str
    since: str

    def to_error(self, server_version: str, cause: StatusError) -> UnsupportedByServerError | None:
        """Return the error that replaces *cause*, or None if *server_version* has the feature."""
        if not is_older(server_version, self.since):
            return None
        return UnsupportedByServerError(
            f"{self.feature}: requires Prefect {self.since} or newer, but the server runs Prefect {server_version}",
            status=cause.status,
            detail=cause.detail,
            method=cause.method,
            url=cause.url,
            server_version=server_version,
            since=self.since,
        )


def find_missing_feature(call: prefect_http_api.Call[Any], error: StatusError, content: bytes) -> MissingFeature | None:
    """Return the feature of *call* that the server seems to lack, or None if *error* has another cause.

    Args:
        call: Call that was sent.
        error: Error for the response.
        content: Body of the response.
    """
    operation = call.operation
    endpoint = f"{operation.method} {operation.path}"
    if is_unknown_operation(error) and operation.name in OPERATIONS:
        return MissingFeature(endpoint, OPERATIONS[operation.name])
    if error.status == HTTPStatus.UNPROCESSABLE_ENTITY:
        for path in _rejected_keys(content):
            since = next((KEYS[key] for key in _qualified_keys(path, operation.request) if key in KEYS), None)
            if since is not None:
                return MissingFeature(f"{endpoint} with {'.'.join(path)!r}", since)
    return None


def is_unknown_operation(error: StatusError) -> bool:
    """Return whether the server does not know the operation.

    FastAPI responds "Not Found" to an unknown path. Prefect responds "Flow not found" to an unknown resource.
    """
    if error.status == HTTPStatus.NOT_FOUND:
        return error.detail == "Not Found"
    return error.status == HTTPStatus.METHOD_NOT_ALLOWED


def is_older(server_version: str, version: str) -> bool:
    """Return whether *server_version* precedes *version*. If *server_version* is invalid, return False."""
    server, other = parse_version(server_version), parse_version(version)
    return server is not None and other is not None and server < other


def _rejected_keys(content: bytes) -> Iterator[Sequence[str]]:
    """Yield the paths of keys that the server rejected as unknown, without list indexes."""
    try:
        problems = json.loads(content)["exception_detail"]
        paths = [problem["loc"][1:] for problem in problems if problem["type"] == "extra_forbidden"]
    except (ValueError, RecursionError, LookupError, TypeError):
        return
    for path in paths:
        yield [part for part in path if isinstance(part, str)]


def _qualified_keys(path: Sequence[str], request: object) -> Iterator[str]:
    """Yield the key at *path* in the type *request*, qualified by its class, such as ``FlowRunCreate.labels``."""
    if path and is_typeddict(request):
        owner = cast("type", request)
        key, *rest = path
        types = get_type_hints(owner)
        if key in types and not rest:
            yield f"{owner.__name__}.{key}"
        elif key in types:
            yield from _qualified_keys(rest, types[key])
    for argument in get_args(request):
        yield from _qualified_keys(path, argument)
