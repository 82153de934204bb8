# Generated from _async/resources/concurrency_hold.py by `python -m generator.unasync`.
# Do not edit: change that file and run the command.
"""Hold slots of concurrency limits while a block runs."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import AbstractContextManager
from http import HTTPStatus
from types import TracebackType
from typing import Final, Self
from uuid import UUID

from prefect_http import _concurrency, models
from prefect_http._domain.polling import INITIAL_WAIT, FailureStreak, PollSchedule
from prefect_http._sync.connection import Connection
from prefect_http._sync.resources.concurrency_limit_lookup import send_to_limit
from prefect_http._utils import quote
from prefect_http.errors import LeaseLostError, PrefectHTTPError, StatusError, WaitTimeoutError
from prefect_http_api import concurrency_limits_v2 as api

_logger: Final = logging.getLogger("prefect_http")

_RENEWALS: Final = 3
"""Renewals in the time of a lease. If one fails, two thirds of the time remain for more attempts."""

_TIMEOUT: Final = 10.0
"""Seconds that one renewal may take, and the release."""


class Hold:
    """Slots of concurrency limits, held while a block runs. Created by ``concurrency_limits.hold``."""

    def __init__(
        self,
        connection: Connection,
        limits: Sequence[str | UUID],
        *,
        slots: int,
        timeout: float | None,
        lease_duration: float,
    ) -> None:
        self._connection = connection
        self._limits = limits
        self._slots = slots
        self._timeout = timeout
        self._lease_duration = lease_duration
        self._title = ", ".join(quote(str(limit)) for limit in limits)
        self._lost: LeaseLostError | None = None
        self._running: AbstractContextManager[None] | None = None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._title}, slots={self._slots}{', lost' if self.lost else ''}>"

    @property
    def lost(self) -> bool:
        """Whether the slots were lost. Leaving the block will raise ``LeaseLostError``."""
        return self._lost is not None

    def __enter__(self) -> Self:
        self._lost, running = None, _concurrency.background(self._keep)
        running.__enter__()
        self._running = running
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._running is not None:
            self._running.__exit__(kind, error, traceback)
        if self._lost is not None and error is None:
            raise self._lost

    def _keep(self, block: _concurrency.Background) -> None:
        """Acquire the slots, let the block start, renew the lease until the block ends, and release the slots."""
        requested, lease = self._acquire(block)
        block.enter()
        if lease is not None:
            try:
                self._renew(lease, requested, block)
            finally:
                self._release(lease)

    def _acquire(self, block: _concurrency.Background) -> tuple[float, models.ConcurrencyLimitLease | None]:
        """Wait for the slots, and return the time of the request and the lease.

        The lease is None if no limit is active, or if the block is cancelled before it starts.
        """
        schedule, failures = PollSchedule(_concurrency.monotonic(), self._timeout), FailureStreak(self._timeout)
        names: Sequence[str] | None = None
        while True:
            requested, retry_after = _concurrency.monotonic(), 0.0
            try:
                if names is None:
                    names = self._active_names()
                lease = self._request(names) if names else None
                failures.end()
                if lease is None or len(lease.limits) == len(names):
                    return requested, lease
                # A limit was deleted or renamed after it was read. The server ignores unknown names.
                self._release(lease)
                names = None
            except PrefectHTTPError as error:
                is_full = isinstance(error, StatusError) and error.status == HTTPStatus.LOCKED
                retry_after = (error.retry_after or 0.0) if isinstance(error, StatusError) else 0.0
                if is_full:
                    failures.end()
                elif not failures.tolerates(error, _concurrency.monotonic()):
                    raise
            now = _concurrency.monotonic()
            wait, remaining = schedule.next_wait(now, failures.count), schedule.remaining(now)
            if wait is None:
                raise self._timeout_error(failures.last) from failures.last
            if retry_after:
                wait = max(retry_after, INITIAL_WAIT)
            if block.wait(wait if remaining is None else min(wait, remaining)):
                return requested, None

    def _active_names(self) -> Sequence[str]:
        """Return the names of the limits that are active, each once.

        Raises:
            NotFoundError: A limit does not exist.
        """
        connection = self._connection.with_options(retry=False)
        limits = [send_to_limit(connection, limit, api.read_concurrency_limit_v2(limit)) for limit in self._limits]
        return list(dict.fromkeys(limit.name for limit in limits if limit.active))

    def _request(self, names: Sequence[str]) -> models.ConcurrencyLimitLease:
        return self._connection.send(
            api.bulk_increment_active_slots_with_lease(
                names=list(names), slots=self._slots, lease_duration=self._lease_duration
            ),
            retry=False,
        )

    def _renew(self, lease: models.ConcurrencyLimitLease, requested: float, block: _concurrency.Background) -> None:
        """Renew *lease* until the block ends, and once more at its end, or until the lease is lost.

        Only the server knows whether a lease still exists, for example after the computer was suspended.
        """
        call = api.renew_concurrency_lease(lease.lease_id, lease_duration=self._lease_duration)
        connection = self._connection.with_options(timeout=_TIMEOUT, retry=False)
        failures = FailureStreak(self._lease_duration)
        failures.end()
        term, wait = PollSchedule(requested, self._lease_duration), self._lease_duration / _RENEWALS
        while True:
            has_ended = block.wait(wait)
            requested = _concurrency.monotonic()
            try:
                connection.send(call)
            except PrefectHTTPError as error:
                now = _concurrency.monotonic()
                next_wait = term.next_wait(now, failures.count + 1) if failures.tolerates(error, now) else None
                if next_wait is None:
                    return self._lose(error)
                wait = next_wait
            else:
                failures.end()
                term, wait = PollSchedule(requested, self._lease_duration), self._lease_duration / _RENEWALS
            if has_ended:
                return None

    def _release(self, lease: models.ConcurrencyLimitLease) -> None:
        policy = self._connection.retry_policy
        connection = self._connection.with_options(
            timeout=_TIMEOUT, retry=False if policy is None else policy.within(_TIMEOUT)
        )
        try:
            connection.send(api.bulk_decrement_active_slots_with_lease(lease_id=lease.lease_id))
        except PrefectHTTPError as error:
            _logger.warning(
                "The slots of %s could not be released. The server releases them within %g s. %s",
                self._title,
                self._lease_duration,
                error,
            )

    def _lose(self, error: PrefectHTTPError) -> None:
        self._lost = LeaseLostError(f"the slots of {self._title} were lost: others may hold them now. {error}")
        self._lost.__cause__ = error
        _logger.warning("%s", self._lost)

    def _timeout_error(self, failure: PrefectHTTPError | None) -> WaitTimeoutError:
        limit = self._timeout or 0.0
        message = f"{self._title} had too few free slots for {limit:g} s, {self._slots} required"
        if failure is not None:
            message = f"{message}. The last request failed: {failure}"
        return WaitTimeoutError(message, timeout=limit)
