"""An answer that cannot be read, as an error that says where it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import prefect_http_api
from prefect_http._answers import EMPTY
from prefect_http.errors import PrefectHTTPError

if TYPE_CHECKING:
    from prefect_http_api import Call

_BROKEN_OFF = "Input data was truncated"
"""What msgspec says of JSON that ends too early."""


class DecodeError(PrefectHTTPError, prefect_http_api.DecodeError):
    """A successful answer is not what the API declares.

    Usually the server is of another version than this client was generated from, or what answered is no Prefect API.

    Attributes:
        operation: the operation that was called, such as ``"deployments.read_deployment"``.
        status: the answer's HTTP status.
        path: where in the JSON, such as ``"$.schedules[0].interval"``.
        expected: what should be there and what is.
        method: the request's HTTP method.
        url: where it went, without credentials and query.
        quoted: the beginning of an answer that does not begin as JSON does; empty otherwise.
    """

    def __init__(self, cause: prefect_http_api.DecodeError, *, method: str, url: str, quoted: str) -> None:
        super().__init__(cause.operation, cause.status, cause.path, cause.expected)
        self.method = method
        self.url = url
        self.quoted = quoted

    def __str__(self) -> str:
        """Say what was called, what was wrong with the answer, and what to do."""
        if self.quoted != EMPTY and self.expected == _BROKEN_OFF:
            return (
                f"{self.method} {self.url}: answered {self.status} with {self.quoted or 'JSON'}, which is not all of it. "
                "The server may have acted on it; a proxy before it, or the server itself, broke the answer off."
            )
        if self.quoted:
            return (
                f"{self.method} {self.url}: answered {self.status} with {self.quoted}, which is not JSON. "
                "Does the API's URL (PREFECT_API_URL) end in /api?"
            )
        return (
            f"{self.method} {self.url}: {self.operation} answered {self.status}, but {self.path} is wrong: "
            f"{self.expected}. This client was generated from Prefect {prefect_http_api.SERVER_VERSION}; "
            "compare with the version of the server."
        )


def wrong_answer(call: Call[Any], path: str, expected: str) -> DecodeError:
    """Return the error for a successful answer to *call* that has the right types, and cannot be one to it."""
    cause = prefect_http_api.DecodeError(call.operation.name, call.operation.statuses[0], path, expected)
    return DecodeError(cause, method=call.method, url=call.path, quoted="")
