"""Log: one line per exchange, and lines on stderr if the settings ask for them."""

from __future__ import annotations

import logging
import sys
from typing import Final, TextIO

import httpx

from prefect_http import _concurrency
from prefect_http.errors import PrefectHTTPError, TransportError

logger: Final = logging.getLogger("prefect_http")

_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def log_exchange(
    request: httpx.Request, result: httpx.Response | BaseException, *, started: float, attempt: int
) -> None:
    """Log an exchange at level DEBUG, without its host, query, headers and bodies.

    Args:
        request: Request that was sent.
        result: Response, or the error that was raised instead.
        started: Monotonic time when the request was sent, in seconds.
        attempt: Number of the attempt, from 1.
    """
    path = request.url.raw_path.partition(b"?")[0].decode("ascii")
    duration = (_concurrency.monotonic() - started) * 1000
    if isinstance(result, httpx.Response):
        logger.debug("%s %s: %d in %.1f ms (attempt %d)", request.method, path, result.status_code, duration, attempt)
    else:
        failure = _describe(result)
        logger.debug("%s %s: failed after %.1f ms (attempt %d): %s", request.method, path, duration, attempt, failure)


def _describe(error: BaseException) -> str:
    kind = type(error).__name__
    # The message of another error, such as that of an event hook, may contain a secret.
    if not isinstance(error, PrefectHTTPError):
        return kind
    message = str(error)
    if isinstance(error, TransportError):
        message = message.removeprefix(f"{error.method} {error.url}: ")
    return f"{kind}: {message}"


def log_to_stderr(level: str) -> None:
    """Write log lines of *level* and above to stderr, unless the application handles them itself.

    Args:
        level: Name of a level, such as ``"DEBUG"``.
    """
    logger.setLevel(level)
    if not any(isinstance(handler, _StderrHandler) for handler in logger.handlers):
        logger.addHandler(_StderrHandler())


class _StderrHandler(logging.StreamHandler[TextIO]):
    """Writes to the current ``sys.stderr`` as long as no other handler receives the lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(logging.Formatter(_FORMAT))

    def emit(self, record: logging.LogRecord) -> None:
        if not self._others():
            self.stream = sys.stderr
            super().emit(record)

    def _others(self) -> list[logging.Handler]:
        # Looked up for each line, since the application may configure logging later.
        handlers = [*logger.handlers, *(logging.root.handlers if logger.propagate else ())]
        return [handler for handler in handlers if handler is not self and not isinstance(handler, logging.NullHandler)]
