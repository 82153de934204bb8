"""Base class of all resources."""

from __future__ import annotations

from prefect_http import _concurrency
from prefect_http._arguments import check_names
from prefect_http._async.connection import AsyncConnection
from prefect_http._domain.polling import PollSchedule


class AsyncResource:
    """API operations on one kind of resource."""

    def __init_subclass__(cls) -> None:
        check_names(cls)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._connection.api_url}>"

    def _connection_until(self, schedule: PollSchedule) -> AsyncConnection:
        """Return the connection with its retries limited to the deadline of *schedule*."""
        policy = self._connection.retry_policy
        if policy is None or schedule.timeout is None:
            return self._connection
        remaining = schedule.remaining(_concurrency.monotonic())
        return self._connection.with_options(retry=policy.within(remaining))
