"""How much of an answer is taken in, and for how long: no server can fill the memory, or hold its caller for ever."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import httpx

from prefect_http import _concurrency
from prefect_http._http.request import shown
from prefect_http.errors import ResponseTooLargeError, TimeoutError  # noqa: A004  # the package's own

if TYPE_CHECKING:
    from types import TracebackType

MAX_BYTES: Final = 128 * 2**20
"""Bytes of an answer, once unpacked, beyond which it is refused: more than a page of rows of half a megabyte each."""

_TIMES: Final = 10
"""How many times its timeout an exchange may take in whole."""

# One layer only: each makes up to a thousand bytes of one.
_CODINGS: Final = frozenset({"", "identity", "gzip", "deflate"})


class Limits(NamedTuple):
    """Limits of one exchange, for the extension ``"limits"`` of its request.

    Attributes:
        max_bytes: Size of the decompressed response, in bytes. Default: 128 MiB.
        total_seconds: Seconds for the whole exchange. Default: ten times the timeout.
    """

    max_bytes: int = MAX_BYTES
    total_seconds: float | None = None


class Bounds:
    """The bounds of one exchange; entered while it is under way."""

    def __init__(self, request: httpx.Request) -> None:
        self._request = request
        self._size = 0
        limits: Limits = request.extensions.get("limits") or Limits()
        self._max_bytes = limits.max_bytes
        timeout: float | None = request.extensions["timeout"]["read"]
        self._seconds = limits.total_seconds
        self._seconds_explained = ""
        if self._seconds is None and timeout is not None:
            self._seconds = timeout * _TIMES
            self._seconds_explained = f", which is {_TIMES} times the timeout"
        self._until = None if self._seconds is None else _concurrency.monotonic() + self._seconds

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """End. Nothing ends a thread that waits for an answer to begin, but the timeout of each wait."""

    def check(self, response: httpx.Response) -> None:
        """Make sure that the body of *response* may be read.

        Raises:
            ResponseTooLargeError: it is said to be too large.
            httpx.DecodingError: it is packed as nobody asked for.
        """
        length = response.headers.get("Content-Length", "")
        # Of a number with thousands of digits, Python would make none.
        if length.isdecimal() and (len(length) > len(str(self._max_bytes)) or int(length) > self._max_bytes):
            raise self._too_large()
        coding = response.headers.get("Content-Encoding", "").strip().lower()
        if coding not in _CODINGS:
            raise httpx.DecodingError(f"Content-Encoding: {coding[:50]}", request=self._request)

    def take(self, part: bytes) -> bytes:
        """Return *part*, the next one of the body.

        Raises:
            ResponseTooLargeError: it is one too many.
            TimeoutError: the body has taken too long.
        """
        self._size += len(part)
        if self._size > self._max_bytes:
            raise self._too_large()
        if self._until is not None and _concurrency.monotonic() > self._until:
            raise self._too_slow()
        return part

    def _too_large(self) -> ResponseTooLargeError:
        return ResponseTooLargeError(
            f"{self._told}: the answer is larger than {self._max_bytes / 2**20:g} MiB, and was not read to its end. "
            "Ask for fewer rows at a time (limit), or for less of them (a filter).",
            **self._about,
        )

    def _too_slow(self) -> TimeoutError:
        return TimeoutError(
            f"{self._told}: the answer was not complete within {self._seconds:g} s{self._seconds_explained}. "
            "The server may have acted on it.",
            **self._about,
        )

    @property
    def _told(self) -> str:
        return f"{self._request.method} {shown(str(self._request.url))}"

    @property
    def _about(self) -> dict[str, Any]:
        return {"method": self._request.method, "url": shown(str(self._request.url)), "may_have_been_sent": True}


class AsyncBounds(Bounds):
    """The same for a task, which can be ended while it waits."""

    def __enter__(self) -> None:
        """Begin."""
        import anyio

        until = math.inf if self._seconds is None else anyio.current_time() + self._seconds
        self._scope = anyio.CancelScope(deadline=until)
        self._scope.__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """End.

        Raises:
            TimeoutError: the exchange has taken too long.
        """
        if self._scope.__exit__(kind, error, traceback):
            raise self._too_slow() from None
