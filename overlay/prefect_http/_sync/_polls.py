# Generated from _async/_polls.py by `python -m generator.sync`.
# Do not edit: change that file, and run this.
"""Questions that are asked again and again, until the time is over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from prefect_http import _waiting
from prefect_http.errors import RateLimitError, ServerError, TransportError

if TYPE_CHECKING:
    from prefect_http._polling import PollSchedule
    from prefect_http._sync._client import Prefect

PASSING: Final = (RateLimitError, ServerError, TransportError)
"""Errors that say nothing about what was asked for: the next question may well be answered."""


def in_time(client: Prefect, schedule: PollSchedule) -> Prefect:
    """Return *client*, which sends nothing again once the time of *schedule* is over."""
    policy = client.retry_policy
    if policy is None:
        return client
    return client.with_options(retry=policy.within(schedule.remaining(_waiting.monotonic())))
