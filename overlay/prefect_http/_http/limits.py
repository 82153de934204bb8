"""Limits on the size and duration of responses, so that no server can send endless data or block the caller.

The size is limited in bytes. Decoded, JSON takes up to 40 times as much memory if it consists of empty lists.
"""

from __future__ import annotations

import math
from types import TracebackType
from typing import Any, Final, NamedTuple

import httpx

from prefect_http import _concurrency
from prefect_http._http.redaction import redacted_url
from prefect_http.errors import ResponseTooLargeError, TimeoutError  # noqa: A004  # the package's own

MAX_BYTES: Final = 128 * 2**20
"""Maximum size of a decompressed response, in bytes. It exceeds a page of 200 rows of half a megabyte each."""

_TOTAL_TIMEOUT_FACTOR: Final = 10
"""Time limit of a whole exchange, as a multiple of the timeout."""

# Only one coding is accepted: each nested coding can expand the data a thousandfold.
_CONTENT_CODINGS: Final = frozenset({"", "identity", "gzip", "deflate"})


class Limits(NamedTuple):
    """Limits of one exchange, passed as the extension ``"limits"`` of its request.

    Attributes:
        max_bytes: Maximum size of the decompressed response, in bytes. Default: 128 MiB.
        total_seconds: Maximum duration of the whole exchange, in seconds. Default: ten times the timeout.
    """

    max_bytes: int = MAX_BYTES
    total_seconds: float | None = None


class ResponseLimits:
    """Enforces the limits of one exchange. Enter before sending the request, and exit once the response is read."""

    def __init__(self, request: httpx.Request) -> None:
        self._request = request
        self._size = 0
        limits: Limits = request.extensions.get("limits") or Limits()
        self._max_bytes = limits.max_bytes
        timeout: float | None = request.extensions["timeout"]["read"]
        self._seconds = limits.total_seconds
        self._seconds_explained = ""
        if self._seconds is None and timeout is not None:
            self._seconds = timeout * _TOTAL_TIMEOUT_FACTOR
            self._seconds_explained = f", {_TOTAL_TIMEOUT_FACTOR} times the timeout"
        self._deadline = None if self._seconds is None else _concurrency.monotonic() + self._seconds

    def __enter__(self) -> None:
        """Start the exchange."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """End the exchange.

        A thread that waits for a response to start cannot be interrupted. Only the timeout of each read ends the wait.
        """

    def check_headers(self, response: httpx.Response) -> None:
        """Reject a response whose body must not be read.

        Raises:
            ResponseTooLargeError: The ``Content-Length`` exceeds the limit.
            httpx.DecodingError: The ``Content-Encoding`` is not supported.
        """
        length = response.headers.get("Content-Length", "")
        # The number of digits is compared first, because Python does not parse numbers with thousands of digits.
        if length.isdecimal() and (len(length) > len(str(self._max_bytes)) or int(length) > self._max_bytes):
            raise self._too_large()
        coding = response.headers.get("Content-Encoding", "").strip().lower()
        if coding not in _CONTENT_CODINGS:
            raise httpx.DecodingError(f"unsupported Content-Encoding: {coding[:50]}", request=self._request)

    def check_chunk(self, chunk: bytes) -> bytes:
        """Count *chunk*, the next part of the body, and return it.

        Raises:
            ResponseTooLargeError: The body exceeds the limit.
            TimeoutError: The exchange exceeds its time limit.
        """
        self._size += len(chunk)
        if self._size > self._max_bytes:
            raise self._too_large()
        if self._deadline is not None and _concurrency.monotonic() > self._deadline:
            raise self._too_slow()
        return chunk

    def _too_large(self) -> ResponseTooLargeError:
        return ResponseTooLargeError(
            f"{self._subject}: the response exceeds {self._max_bytes / 2**20:g} MiB and was not read to the end. "
            "Request fewer rows at a time (limit), or narrow the filter.",
            **self._attributes,
        )

    def _too_slow(self) -> TimeoutError:
        return TimeoutError(
            f"{self._subject}: the response was not complete within {self._seconds:g} s{self._seconds_explained}. "
            "The server may have acted on the request.",
            **self._attributes,
        )

    @property
    def _subject(self) -> str:
        return f"{self._request.method} {redacted_url(str(self._request.url))}"

    @property
    def _attributes(self) -> dict[str, Any]:
        url = redacted_url(str(self._request.url))
        return {"method": self._request.method, "url": url, "may_have_been_sent": True}


class AsyncResponseLimits(ResponseLimits):
    """Enforces the limits of one exchange in a task, which can be cancelled while it waits."""

    def __enter__(self) -> None:
        """Start the exchange."""
        import anyio

        deadline = math.inf if self._seconds is None else anyio.current_time() + self._seconds
        self._scope = anyio.CancelScope(deadline=deadline)
        self._scope.__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """End the exchange.

        Raises:
            TimeoutError: The exchange exceeds its time limit.
        """
        self._scope.__exit__(kind, error, traceback)
        # Trio's scopes return True even if nothing was cancelled.
        if self._scope.cancelled_caught:
            raise self._too_slow() from None
