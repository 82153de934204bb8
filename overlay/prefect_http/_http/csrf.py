"""CSRF protection: the token that some servers require with every unsafe request."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from prefect_http._lazy import lazy_module

if TYPE_CHECKING:
    import httpx
else:
    httpx = lazy_module("httpx")

CLIENT_HEADER: Final = "Prefect-Csrf-Client"
TOKEN_HEADER: Final = "Prefect-Csrf-Token"  # noqa: S105  # the name of a header

_TOKEN: Final = re.compile(r"[\x21-\x7e]+")
_PROTECTED_METHODS: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class CsrfCredentials:
    """Client ID and the server's current token for it, shared by all clients that share connections.

    A token is renewed only once the server rejects it, since the clocks of server and client may differ. The server
    keeps one token per client ID, so an early renewal would invalidate the token of other requests.

    Attributes:
        client_id: ID that the client sends with the token.
        token: Current token, or None before the first token is issued.
    """

    def __init__(self) -> None:
        self.client_id = str(uuid4())
        self.token: str | None = None

    def apply(self, request: httpx.Request) -> str | None:
        """Add the current token, if any, to *request* if its method is unsafe, and return the token."""
        token = self.token
        if token is not None and request.method in _PROTECTED_METHODS:
            # Copied, because requests share their headers.
            headers = request.headers.copy()
            headers[CLIENT_HEADER] = self.client_id
            headers[TOKEN_HEADER] = token
            request.headers = headers
        return token


def validate_token(token: str) -> str:
    """Return *token*, as issued by the server, if it is valid.

    Raises:
        DecodeError: The token is not a valid header value. A line break would inject another header.
    """
    if _TOKEN.fullmatch(token):
        return token
    import prefect_http_api
    from prefect_http.errors import DecodeError

    operation = prefect_http_api.operations.ROOT_CREATE_CSRF_TOKEN
    cause = prefect_http_api.DecodeError(operation.name, 200, "$.token", "Expected a string that is valid in a header")
    raise DecodeError(cause, method=operation.method, url=operation.path, quoted="")


def is_token_rejection(response: httpx.Response) -> bool:
    """Return whether the server rejected the request because its CSRF token is missing or invalid."""
    if response.status_code != HTTPStatus.FORBIDDEN or response.request.method not in _PROTECTED_METHODS:
        return False
    return b"CSRF token" in response.content or b"client identifier" in response.content
