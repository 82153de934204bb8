"""Limits on the size of bodies and on the rates of an account."""

import math
import threading

from tests.support.cloud.messages import Request, Response, error
from tests.support.cloud.switches import Switches

MAX_BODY = 5 * 1024 * 1024
"""Bytes of a body (C6)."""


def rejected_size(request: Request) -> Response | None:
    """Return the response to a body that is too large or of unknown size (C6)."""
    if request.method in {"POST", "PUT", "PATCH"} and "content-length" not in request.headers:
        return error(411, "Length Required")
    return error(413, "Request Entity Too Large") if len(request.body) > MAX_BODY else None


class Rates:
    """The two buckets of an account, which are full again each minute (C5). A batch that exceeds one never fits."""

    def __init__(self, switches: Switches) -> None:
        self._switches = switches
        self._sizes = {"requests": switches.requests_per_minute, "lines": switches.lines_per_minute}
        self._used = dict.fromkeys(self._sizes, 0)
        self._end = 0.0
        self._lock = threading.Lock()

    def exceeded(self, operation: str, body: object) -> Response | None:
        """Count a request, and return the response to it if it exceeds its bucket."""
        if operation in {"POST /logs/", "POST /events"}:
            bucket, units = "lines", len(body) if isinstance(body, list) else 1
        else:
            bucket, units = "requests", 1
        size = self._sizes[bucket]
        if size is None:
            return None
        with self._lock:
            now = self._switches.clock()
            if now >= self._end:
                self._used = dict.fromkeys(self._sizes, 0)
                self._end = now + self._switches.minute
            if self._used[bucket] + units <= size:
                self._used[bucket] += units
                return None
            return self._too_many(self._end - now)

    def _too_many(self, seconds: float) -> Response:
        detail = "Orchestration API rate limit reached"
        match self._switches.retry_after:
            case "integer":
                return error(429, detail, retry_after=str(math.ceil(seconds)))
            case "decimal":
                return error(429, detail, retry_after=f"{seconds:.3f}")
            case None:
                return error(429, detail)
