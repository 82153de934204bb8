"""What differs between plans of Cloud, and what is not known about it."""

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.support.cloud.messages import ErrorForm

API_KEY = "pnu_0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, kw_only=True)
class Switches:
    """Behaviours of the stand-in. The defaults impose no limits on rates, and null nothing.

    Attributes:
        api_key: Key that requests need. ``pnb_…`` is the key of a service account.
        scopes: Scopes of the key. Default: all.
        workspaces: What the key can reach, as ``"account/workspace"``. All of them have the same content.
        routes: JSON responses of more operations, such as ``{"POST /slas/filter": []}``. Paths are relative to the
            workspace, or to the API above it.
        requests_per_minute: Size of the bucket for API requests. Default: unlimited.
        lines_per_minute: Size of the bucket for log lines and events. Default: unlimited.
        minute: Length of a minute in seconds.
        clock: Clock of the buckets, in seconds.
        retry_after: Form of ``Retry-After``, or None to leave it out.
        long_events: What happens to a query of events with a long span.
        event_days: Longest span of a query of events.
        default_events: Span of a query of events without a start.
        next_page_origin: Origin of the URLs of the next page of events. Default: that of the stand-in.
        error_form: Form of a 422.
        null_labels: Whether labels are null if nobody has set any.
        null_slots: Whether ``active_slots``, ``count`` and ``pages`` of concurrency statuses are null.
        interval_as_text: Whether intervals of schedules are text.
        schedules_with_parameters: Whether ``/deployments/{id}/schedules`` responds with ``parameters`` and
            ``max_scheduled_runs``.
        disabled_deployments: Whether all deployments are disabled.
        maintenance: Number of requests to reject because of maintenance.
        idle_seconds: Seconds after which an idle connection is closed.
    """

    api_key: str = API_KEY
    scopes: Collection[str] | None = None
    workspaces: tuple[str, ...] = ("acme/main",)
    routes: Mapping[str, Any] = field(default_factory=dict[str, Any])
    requests_per_minute: int | None = None
    lines_per_minute: int | None = None
    minute: float = 60.0
    clock: Callable[[], float] = time.monotonic
    retry_after: Literal["integer", "decimal"] | None = "integer"
    long_events: Literal["refuse", "clamp", "allow"] = "refuse"
    event_days: int = 14
    default_events: Literal["long", "recent"] = "long"
    next_page_origin: str | None = None
    error_form: ErrorForm = "FastAPI"
    null_labels: bool = False
    null_slots: bool = False
    interval_as_text: bool = False
    schedules_with_parameters: bool = False
    disabled_deployments: bool = False
    maintenance: int = 0
    idle_seconds: float = 30.0


UNFRIENDLY: Mapping[str, Any] = {
    "next_page_origin": "https://api.prefect.cloud",
    "null_labels": True,
    "null_slots": True,
    "interval_as_text": True,
}
"""Switches for everything that Cloud may do by its API document and that a self-hosted server does not."""
