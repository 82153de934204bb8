# Generated from _async/resources/_base.py by `python -m generator.unasync`.
# Do not edit: change that file, and run this.
"""What every group of the API's operations is built on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from prefect_http import _concurrency
from prefect_http.errors import RateLimitError, ServerError, TransportError

if TYPE_CHECKING:
    from prefect_http._domain.polling import PollSchedule
    from prefect_http._sync.connection import Connection


class Resource:
    """A group of operations, which a client sends."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection


PASSING: Final = (RateLimitError, ServerError, TransportError)
"""Errors that say nothing about what was asked for: the next question may well be answered."""


def in_time(connection: Connection, schedule: PollSchedule) -> Connection:
    """Return *connection*, which sends nothing again once the time of *schedule* is over."""
    policy = connection.retry_policy
    if policy is None:
        return connection
    return connection.with_options(retry=policy.within(schedule.remaining(_concurrency.monotonic())))
