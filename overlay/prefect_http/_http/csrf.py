"""The token that a server with CSRF protection wants to see with every request that may change something. No I/O."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    import httpx

CLIENT_HEADER = "Prefect-Csrf-Client"
TOKEN_HEADER = "Prefect-Csrf-Token"  # noqa: S105  # a header's name

_TOKEN = re.compile(r"[\x21-\x7e]+")
_PROTECTED = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class CsrfPass:
    """This client's name and the token that the server last gave it; shared by all that share its connections.

    When a token ends is left to the server to say, since its clock and the client's may differ. The server knows one
    token of a client only: who renews one too early ends the one that others are using.

    Attributes:
        client: the name.
        token: the token; None before the first.
    """

    def __init__(self) -> None:
        self.client = str(uuid4())
        self.token: str | None = None

    def show(self, request: httpx.Request) -> str | None:
        """Add the token, if there is one, to a request that may change something, and return it."""
        token = self.token
        if token is not None and request.method in _PROTECTED:
            # The headers of a request are shared with others, which may have been sent with an older token.
            headers = request.headers.copy()
            headers[CLIENT_HEADER] = self.client
            headers[TOKEN_HEADER] = token
            request.headers = headers
        return token


def sendable(token: str) -> str:
    """Return *token*, which the server gave, if a header can hold it.

    Raises:
        DecodeError: none can: a line break in it would begin another header.
    """
    if _TOKEN.fullmatch(token):
        return token
    import prefect_http_api
    from prefect_http.errors import DecodeError

    operation = prefect_http_api.operations.ROOT_CREATE_CSRF_TOKEN
    cause = prefect_http_api.DecodeError(operation.name, 200, "$.token", "Expected a text that a header can hold")
    raise DecodeError(cause, method=operation.method, url=operation.path, quoted="")


def refused(response: httpx.Response) -> bool:
    """Return whether *response* says that the server wants to see a token, or another one. Nothing was done then."""
    if response.status_code != 403 or response.request.method not in _PROTECTED:  # noqa: PLR2004  # as HTTP has it
        return False
    return b"CSRF token" in response.content or b"client identifier" in response.content
