"""Errors that the client raises.

::

    PrefectHTTPError
    ├── TransportError                 no complete response: .may_have_been_sent .permanent .method .url
    │   ├── ConnectionError            also a builtins.ConnectionError
    │   ├── ResponseTooLargeError      the response exceeds 128 MiB
    │   └── TimeoutError               also a builtins.TimeoutError
    ├── StatusError                    the response is not a success: .status .detail .method .url .retry_after
    │   ├── BadRequestError            400
    │   ├── AuthenticationError        401
    │   ├── PermissionDeniedError      403
    │   ├── NotFoundError              404: the resource does not exist
    │   ├── UnknownRouteError          404 or 405: the URL is not that of a Prefect API, or the operation is unknown
    │   ├── ConflictError              409
    │   ├── ValidationError            422
    │   ├── RateLimitError             429
    │   ├── ServerError                500 and above
    │   └── UnsupportedByServerError   the server, or Prefect Cloud, lacks the operation: .server_version .since
    ├── DecodeError                    the response does not match the API; also a prefect_http_api.DecodeError
    ├── ConfigurationError             a setting is missing or invalid
    ├── ArgumentError                  an argument is invalid and nothing was sent; also a ValueError
    ├── ClientClosedError              the client is closed
    ├── ClientReuseError               the client belongs to another event loop or process
    ├── IncompatibleServerError        the server is not a supported version
    ├── WaitTimeoutError               a wait timed out; also a builtins.TimeoutError
    ├── FlowRunFailedError             a flow run did not end COMPLETED: .run
    ├── StateNotReachedError           a flow run finished without entering a state: .run
    ├── StateChangeError               the server rejected a state change: .result
    └── LeaseLostError                 slots of a concurrency limit were lost while a block held them

All errors can be pickled. None contains credentials, query strings or request bodies.
"""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from uuid import UUID

import prefect_http_api
from prefect_http import models
from prefect_http._text import printable

__all__ = [
    "ArgumentError",
    "AuthenticationError",
    "BadRequestError",
    "ClientClosedError",
    "ClientReuseError",
    "ConfigurationError",
    "ConflictError",
    "ConnectionError",
    "DecodeError",
    "FlowRunFailedError",
    "IncompatibleServerError",
    "LeaseLostError",
    "NotFoundError",
    "PermissionDeniedError",
    "PrefectHTTPError",
    "RateLimitError",
    "ResponseTooLargeError",
    "ServerError",
    "StateChangeError",
    "StateNotReachedError",
    "StatusError",
    "TimeoutError",
    "TransportError",
    "UnknownRouteError",
    "UnsupportedByServerError",
    "ValidationError",
    "WaitTimeoutError",
]


def __dir__() -> list[str]:
    return __all__


MAX_LENGTH = 4000
"""Characters of a message to keep. Only text from the server can be longer."""


class PrefectHTTPError(Exception):
    """Base class of all errors that this package raises. Messages are one printable line of limited length."""

    _addition: str = ""

    def __init__(self, *args: object) -> None:
        super().__init__(*(printable(arg, MAX_LENGTH) if isinstance(arg, str) else arg for arg in args))

    def __str__(self) -> str:
        text = self._text()
        end = "" if text.endswith((".", "?")) else "."
        return f"{text}{end} {self._addition}" if self._addition else text

    def _text(self) -> str:
        """Return the message without added sentences."""
        return super().__str__()

    def add_sentence(self, sentence: str) -> None:
        """Add *sentence* to the message. Notes, in contrast, are not shown by ``print(error)``."""
        self._addition = f"{self._addition} {sentence}".lstrip()

    @property
    def message(self) -> str:
        """The whole message, as in ``str(error)``, for error trackers that would show only ``detail`` without it."""
        return str(self)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    def __reduce__(self) -> tuple[object, ...]:
        # By default, pickle calls the class with ``args`` alone, and subclasses require keywords.
        return _restore, (type(self), self.args), self.__dict__


def _restore(kind: type[PrefectHTTPError], args: tuple[object, ...]) -> PrefectHTTPError:
    error = kind.__new__(kind)
    error.args = args
    return error


class TransportError(PrefectHTTPError):
    """No complete response arrived.

    Attributes:
        method: HTTP method of the request.
        url: URL of the request, without credentials or query.
        may_have_been_sent: Whether the server may have received the request. If false, the server has not acted on it.
        permanent: Whether a retry cannot help: a certificate cannot be verified, or the client could not connect and
            has never had a response, so the URL or the proxy seems wrong. Such an error is not retried.
    """

    def __init__(
        self, message: str, *, method: str, url: str, may_have_been_sent: bool, permanent: bool = False
    ) -> None:
        super().__init__(message)
        self.method = method
        self.url = url
        self.may_have_been_sent = may_have_been_sent
        self.permanent = permanent


class ResponseTooLargeError(TransportError):
    """The response exceeds 128 MiB, compressed or decompressed. It was not read further and is not retried.

    The limit applies to the bytes of the response. Decoded, JSON takes more memory.
    """


class ConnectionError(TransportError, builtins.ConnectionError):  # noqa: A001  # handlers of the builtin catch it
    """The client could not connect, or the connection broke."""


class TimeoutError(TransportError, builtins.TimeoutError):  # noqa: A001  # handlers of the builtin catch it
    """Connecting, sending or receiving exceeded the timeout, or the whole exchange exceeded ten times the timeout."""


class StatusError(PrefectHTTPError):
    """The response is not a success.

    Attributes:
        status: HTTP status of the response.
        detail: The server's own message, or an empty string.
        method: HTTP method of the request.
        url: URL of the request, without credentials or query.
        from_prefect: Whether the response has the format of Prefect's own errors. If false, it probably comes from a
            proxy, a gateway or a login page.
        retry_after: Seconds to wait before another attempt, as the server requests, or None if it does not.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int,
        detail: str,
        method: str,
        url: str,
        from_prefect: bool = True,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.detail = detail
        self.method = method
        self.url = url
        self.from_prefect = from_prefect
        self.retry_after = retry_after


class BadRequestError(StatusError):
    """400: the request is malformed."""


class AuthenticationError(StatusError):
    """401: the credentials are missing or wrong."""


class PermissionDeniedError(StatusError):
    """403: the credentials are valid but lack the required permission."""


class NotFoundError(StatusError):
    """404: the resource does not exist."""


class UnknownRouteError(StatusError):
    """404 or 405: the server does not know the operation, or there is no Prefect API at this URL."""


class ConflictError(StatusError):
    """409: a resource already exists or is missing, or parameters do not match the flow's schema."""


class ValidationError(StatusError):
    """422: a value in the request is invalid."""


class RateLimitError(StatusError):
    """429: too many requests."""


class ServerError(StatusError):
    """500 and above: the server, or a proxy in front of it, failed."""


class UnsupportedByServerError(StatusError):
    """The server is too old, or is Prefect Cloud: it lacks the operation (404 or 405) or a key of the request (422).

    Attributes:
        server_version: Prefect version of the server, or None for Prefect Cloud.
        since: First supported version with the operation or key, or None for Prefect Cloud.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int,
        detail: str,
        method: str,
        url: str,
        server_version: str | None,
        since: str | None,
    ) -> None:
        super().__init__(message, status=status, detail=detail, method=method, url=url)
        self.server_version = server_version
        self.since = since


EMPTY = "empty"
"""Placeholder for quoting an empty response."""


class DecodeError(PrefectHTTPError, prefect_http_api.DecodeError):
    """A successful response does not match the API's schema.

    Usually, the server runs a different version from the one that the client was generated from, or the API URL does
    not point to a Prefect API.

    Attributes:
        operation: Name of the operation, such as ``"deployments.read_deployment"``.
        status: HTTP status of the response.
        path: JSON path of the mismatch, such as ``"$.schedules[0].interval"``.
        expected: Expected and actual type or value at *path*, such as ``"Expected `int`, got `str`"``.
        method: HTTP method of the request.
        url: URL of the request, without credentials or query.
        quoted: Start of the response if it is not JSON. Empty for JSON.
        incomplete: Whether the response is empty or was cut off. Such a response to an idempotent request is retried.
        on_cloud: Whether the request was sent to Prefect Cloud.
    """

    def __init__(
        self,
        cause: prefect_http_api.DecodeError,
        *,
        method: str,
        url: str,
        quoted: str,
        incomplete: bool = False,
        on_cloud: bool = False,
    ) -> None:
        super().__init__(cause.operation, cause.status, cause.path, cause.expected)
        self.method = method
        self.url = url
        self.quoted = quoted
        self.incomplete = incomplete
        self.on_cloud = on_cloud

    def _text(self) -> str:
        """Return a message with the request, the mismatch, and a suggestion."""
        if self.quoted != EMPTY and self.incomplete:
            return (
                f"{self.method} {self.url}: {self.status} with an incomplete response ({self.quoted or 'JSON'}). "
                "The server may have acted on the request. The server, or a proxy in front of it, cut the response off."
            )
        if self.quoted:
            suggestion = "Does the API URL (PREFECT_API_URL) end in /api?"
            if self.on_cloud:
                suggestion = "Does a proxy respond instead of Prefect Cloud?"
            return (
                f"{self.method} {self.url}: {self.status} with a response that is not JSON: {self.quoted}. {suggestion}"
            )
        return (
            f"{self.method} {self.url}: {self.status} with an unexpected response to {self.operation}: {self.path}: "
            f"{self.expected}. This client was generated from Prefect {prefect_http_api.SERVER_VERSION}: "
            "the server may run another version."
        )


class ConfigurationError(PrefectHTTPError):
    """A setting is missing or invalid. The message names its source and suggests a fix."""


class ArgumentError(PrefectHTTPError, ValueError):
    """An argument is invalid. Nothing was sent."""


class ClientClosedError(PrefectHTTPError):
    """The client was used after it was closed."""


class ClientReuseError(PrefectHTTPError):
    """The client was used on a second event loop, or in a forked process."""


class IncompatibleServerError(PrefectHTTPError):
    """The server's version is not supported.

    Attributes:
        server_version: Prefect version of the server.
        client_version: Prefect version that the client was generated from.
    """

    def __init__(self, message: str, *, server_version: str, client_version: str) -> None:
        super().__init__(message)
        self.server_version = server_version
        self.client_version = client_version


class WaitTimeoutError(PrefectHTTPError, builtins.TimeoutError):
    """A wait timed out. What the client waited for may still happen.

    Attributes:
        timeout: Seconds that the client waited.
        runs: Flow runs that had not finished, in their last known state. Empty if the wait was not for flow
            runs.
        reason: What the first of *runs* may be waiting for, as in the message. Empty if that is unknown.
    """

    def __init__(self, message: str, *, timeout: float, runs: Sequence[models.FlowRun] = (), reason: str = "") -> None:
        super().__init__(message)
        self.timeout = timeout
        self.runs = tuple(runs)
        self.reason = printable(reason, MAX_LENGTH)


class FlowRunFailedError(PrefectHTTPError):
    """A flow run ended in a state other than COMPLETED.

    Attributes:
        run: Flow run in its final state.
    """

    def __init__(self, message: str, *, run: models.FlowRun) -> None:
        super().__init__(message)
        self.run = run


class StateNotReachedError(PrefectHTTPError):
    """A flow run finished without entering the state that the client waited for.

    Attributes:
        run: Flow run in its final state.
    """

    def __init__(self, message: str, *, run: models.FlowRun) -> None:
        super().__init__(message)
        self.run = run


class StateChangeError(PrefectHTTPError):
    """The server rejected a state change.

    Attributes:
        run_id: ID of the flow run or task run.
        result: Decision of the server, its reason, and the current state of the run.
    """

    def __init__(self, message: str, *, run_id: UUID, result: models.OrchestrationResult) -> None:
        super().__init__(message)
        self.run_id = run_id
        self.result = result


class LeaseLostError(PrefectHTTPError):
    """Slots of a concurrency limit were lost while a block held them, so others may have held them at the same time."""
