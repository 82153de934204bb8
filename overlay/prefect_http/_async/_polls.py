"""A question that is asked again and again, until the time is over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from prefect_http import _waiting
from prefect_http.errors import RateLimitError, ServerError, TransportError

if TYPE_CHECKING:
    from prefect_http._async._client import AsyncPrefect
    from prefect_http._polling import PollSchedule
    from prefect_http_api import Call

T = TypeVar("T")

PASSING: Final = (RateLimitError, ServerError, TransportError)
"""Errors that say nothing about what was asked for: the next question may well be answered."""


async def ask(client: AsyncPrefect, call: Call[T], schedule: PollSchedule) -> T:
    """Return the answer to *call*, which is not sent again once the time of *schedule* is over."""
    policy = client.retry_policy
    if policy is not None:
        policy = policy.within(schedule.remaining(_waiting.monotonic()))
    return await client.send(call, retry=policy or False)
