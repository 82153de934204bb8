"""What can go wrong, and what a handler needs to know about it.

::

    PrefectHTTPError
    ├── TransportError                 no whole answer came; .sent tells whether the request may have arrived
    │   ├── AnswerTooLargeError        it is larger than the client takes in
    │   ├── ConnectionError            also a builtins.ConnectionError
    │   └── TimeoutError               also a builtins.TimeoutError
    ├── StatusError                    the server said no: .status .detail .method .url
    │   ├── BadRequestError            400
    │   ├── AuthenticationError        401
    │   ├── PermissionDeniedError      403
    │   ├── NotFoundError              404
    │   ├── ConflictError              409
    │   ├── ValidationError            422
    │   ├── RateLimitError             429
    │   ├── ServerError                500 and above
    │   └── UnsupportedByServerError   the server is too old for what was asked: .server_version .since
    ├── DecodeError                    the answer is not what the API declares; also a prefect_http_api.DecodeError
    ├── ConfigurationError             a setting is missing or malformed
    ├── ArgumentError                  an argument cannot mean anything; also a ValueError; nothing was sent
    ├── ClientClosedError              the client was closed before
    ├── ClientMovedError               the client was used on another event loop, or in a forked process
    ├── IncompatibleServerError        the server is too old or too new for this client
    ├── WaitTimeoutError               what was waited for did not come in time; also a builtins.TimeoutError
    ├── FlowRunFailedError             a run ended, and not well: .run
    └── StateChangeError               the orchestrator did not bring a run into the state that was asked for: .result

All of them pickle, and none shows a secret: no credentials, no query, no request body.
"""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

import prefect_http_api

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from prefect_http.models import FlowRun, OrchestrationResult

__all__ = [
    "AnswerTooLargeError",
    "ArgumentError",
    "AuthenticationError",
    "BadRequestError",
    "ClientClosedError",
    "ClientMovedError",
    "ConfigurationError",
    "ConflictError",
    "ConnectionError",
    "DecodeError",
    "FlowRunFailedError",
    "IncompatibleServerError",
    "NotFoundError",
    "PermissionDeniedError",
    "PrefectHTTPError",
    "RateLimitError",
    "ServerError",
    "StateChangeError",
    "StatusError",
    "TimeoutError",
    "TransportError",
    "UnsupportedByServerError",
    "ValidationError",
    "WaitTimeoutError",
]


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class PrefectHTTPError(Exception):
    """The base of every error that this package raises."""

    def __reduce__(self) -> tuple[object, ...]:
        # The default calls the class with ``args``, which a class with keywords of its own does not understand.
        return _restore, (type(self), self.args), self.__dict__


def _restore(kind: type[PrefectHTTPError], args: tuple[object, ...]) -> PrefectHTTPError:
    error = kind.__new__(kind)
    error.args = args
    return error


class TransportError(PrefectHTTPError):
    """No whole answer came back.

    Attributes:
        method: the request's HTTP method.
        url: where it went, without credentials and query.
        sent: whether the request may have arrived. When false, the server has certainly not acted on it.
    """

    def __init__(self, message: str, *, method: str, url: str, sent: bool) -> None:
        super().__init__(message)
        self.method = method
        self.url = url
        self.sent = sent


class AnswerTooLargeError(TransportError):
    """The answer is larger than 128 MiB, packed or unpacked. It was not read to its end; nothing is sent again."""


class ConnectionError(TransportError, builtins.ConnectionError):  # noqa: A001  # it is one, for who catches the builtin
    """The connection could not be made, or it broke."""


class TimeoutError(TransportError, builtins.TimeoutError):  # noqa: A001  # it is one, for who catches the builtin
    """Connecting, sending or receiving took longer than the client's timeout, or all of it ten times as long."""


class StatusError(PrefectHTTPError):
    """The server answered, and the answer is not a success.

    Attributes:
        status: the HTTP status.
        detail: what the server said, in its own words; empty when it said nothing.
        method: the request's HTTP method.
        url: where it went, without credentials and query.
    """

    def __init__(self, message: str, *, status: int, detail: str, method: str, url: str) -> None:
        super().__init__(message)
        self.status = status
        self.detail = detail
        self.method = method
        self.url = url


class BadRequestError(StatusError):
    """400: the server could not make sense of the request."""


class AuthenticationError(StatusError):
    """401: the credentials are missing or wrong."""


class PermissionDeniedError(StatusError):
    """403: the credentials are known, but do not allow this."""


class NotFoundError(StatusError):
    """404: there is no such thing, or it was deleted."""


class ConflictError(StatusError):
    """409: it collides with something that exists, or refers to something that does not."""


class ValidationError(StatusError):
    """422: a value in the request is not acceptable."""


class RateLimitError(StatusError):
    """429: too many requests in a short time."""


class ServerError(StatusError):
    """500 and above: the server, or a proxy in front of it, could not do it."""


class UnsupportedByServerError(StatusError):
    """The server is too old: it has no such operation (404 or 405), or does not take a key of the request (422).

    Attributes:
        server_version: the server's version of Prefect.
        since: a version that has it, the first of those that this client is tried on.
    """

    def __init__(
        self, message: str, *, status: int, detail: str, method: str, url: str, server_version: str, since: str
    ) -> None:
        super().__init__(message, status=status, detail=detail, method=method, url=url)
        self.server_version = server_version
        self.since = since


EMPTY = "empty"
"""What stands for an answer that there is nothing to quote of."""

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
            said = self.quoted or "JSON"
            return (
                f"{self.method} {self.url}: answered {self.status} with {said}, which is not all of it. "
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


class ConfigurationError(PrefectHTTPError):
    """A setting is missing or malformed; the message says where it came from and what to write instead."""


class ArgumentError(PrefectHTTPError, ValueError):
    """An argument cannot mean anything to the API; nothing was sent."""


class ClientClosedError(PrefectHTTPError):
    """The client was used after it had been closed."""


class ClientMovedError(PrefectHTTPError):
    """The client was used where its connections do not belong: on another event loop, or in a forked process."""


class IncompatibleServerError(PrefectHTTPError):
    """The server is of a version that this client cannot be expected to work with.

    Attributes:
        server_version: the server's version of Prefect.
        client_version: the version of Prefect that this client was generated from.
    """

    def __init__(self, message: str, *, server_version: str, client_version: str) -> None:
        super().__init__(message)
        self.server_version = server_version
        self.client_version = client_version


class WaitTimeoutError(PrefectHTTPError, builtins.TimeoutError):
    """What was waited for did not come in time. It may still come.

    Attributes:
        timeout: the seconds that were waited.
        runs: the flow runs that had not ended, as they last were; empty when something else was waited for.
    """

    def __init__(self, message: str, *, timeout: float, runs: Sequence[FlowRun] = ()) -> None:
        super().__init__(message)
        self.timeout = timeout
        self.runs = tuple(runs)


class FlowRunFailedError(PrefectHTTPError):
    """A flow run ended, and not COMPLETED.

    Attributes:
        run: the run as it then was.
    """

    def __init__(self, message: str, *, run: FlowRun) -> None:
        super().__init__(message)
        self.run = run


class StateChangeError(PrefectHTTPError):
    """The orchestrator did not bring a run into the state that was asked for.

    Attributes:
        run_id: the flow run or task run.
        result: what the orchestrator decided, why, and the state that the run is in now.
    """

    def __init__(self, message: str, *, run_id: UUID, result: OrchestrationResult) -> None:
        super().__init__(message)
        self.run_id = run_id
        self.result = result
