"""Rows from which many runs are started, and what becomes of each. No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from typing import TYPE_CHECKING, Any, Final, Literal, TypedDict, cast
from uuid import UUID

from prefect_http._domain.trigger import flow_run_request
from prefect_http._utils import batches, close_matches
from prefect_http.errors import (
    ArgumentError,
    AuthenticationError,
    NotFoundError,
    PermissionDeniedError,
    PrefectHTTPError,
    StatusError,
    TransportError,
)

if TYPE_CHECKING:
    from datetime import datetime

    from prefect_http._http.retry import RetryPolicy
    from prefect_http_api.models import FlowRunCreateResult
    from prefect_http_api.requests import DeploymentFlowRunCreate


BULK: Final = 100
"""Rows that the bulk endpoint takes at most."""

TRIES: Final = 4
"""How often rows are sent in bulk once more that the server lost together, before they are sent one by one."""

_STATEMENT: Final = "[SQL: "
"""What the server's messages about its database have in common: the statement that failed."""

_BUSY: Final = frozenset({408, 429, 502, 503, 504})


class TriggerRow(TypedDict, total=False):
    """What one run of many is started with: the arguments of ``trigger``."""

    parameters: Mapping[str, Any] | None
    """Override the deployment's own, one by one."""
    name: str | None
    """The run's name; the server invents one by default."""
    tags: Iterable[str] | None
    """The run's own, beside the deployment's."""
    idempotency_key: str | None
    """With a key that was used before for this flow, nothing is started. By default a new one for each row."""
    scheduled_time: datetime | None
    """When to start, with a timezone; now by default."""
    job_variables: Mapping[str, Any] | None
    """Override those of the deployment."""
    work_queue_name: str | None
    """A queue of the deployment's work pool, in place of the deployment's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerOutcome:
    """What became of one row.

    Attributes:
        index: the row's place among all rows, from 0.
        row: the row, with the idempotency key that it was sent with: to send this once more starts no second run.
        run_id: the run that was started; None when there is an error.
        error: Why the run was not started, or None. If it is a ``TransportError`` with ``may_have_been_sent``, the run
            may have been started.
    """

    index: int
    row: TriggerRow
    run_id: UUID | None = None
    error: PrefectHTTPError | None = None

    @property
    def ok(self) -> bool:
        """Whether the run was started."""
        return self.error is None


@dataclass(frozen=True, slots=True)
class Ticket:
    """A row on its way: what it is sent as, or why it cannot be sent."""

    index: int
    row: TriggerRow
    sent_as: DeploymentFlowRunCreate | ArgumentError

    def outcome(self, result: UUID | PrefectHTTPError) -> TriggerOutcome:
        """Return what became of the row: the id of its run, or an error."""
        if isinstance(result, UUID):
            return TriggerOutcome(index=self.index, row=self.row, run_id=result)
        return TriggerOutcome(index=self.index, row=self.row, error=result)


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkReply:
    """What is known after one request for many rows.

    Attributes:
        known: what became of rows, by their index; of those that are not in there nothing is certain.
        lost: whether the server took the request and then started none of its rows.
        fault: whether the server refused the request at first, gave no answer, or lost its rows.
    """

    known: Mapping[int, UUID | PrefectHTTPError] = field(default_factory=dict[int, "UUID | PrefectHTTPError"])
    lost: bool = False
    fault: bool = False


def check_rows(rows: Iterable[TriggerRow]) -> None:
    """Make sure that *rows* are rows, not a single one.

    Raises:
        ArgumentError: they are one row.
    """
    # Nobody's type checker has seen a value that was read from a file.
    given = cast("object", rows)
    if isinstance(given, Mapping):
        raise ArgumentError("rows are many: write [row] to start one run")


def ticket(index: int, row: TriggerRow) -> Ticket:
    """Return the row on its way, with an idempotency key of its own if it has none."""
    try:
        body = _request(row)
    except ArgumentError as error:
        return Ticket(index, row, error)
    sent: TriggerRow = {**row, "idempotency_key": body.get("idempotency_key")}
    if "tags" in body:
        sent["tags"] = body["tags"]
    return Ticket(index, sent, body)


def shared_out(batch: Sequence[Ticket], requests: int) -> list[dict[int, DeploymentFlowRunCreate]]:
    """Return what is sent of *batch*, by the index of the rows, in as many equal parts; none is empty."""
    sent = [(each.index, each.sent_as) for each in batch if not isinstance(each.sent_as, ArgumentError)]
    return [dict(part) for part in batches(sent, max(1, ceil(len(sent) / requests)))]


def created(indexes: Sequence[int], results: Sequence[FlowRunCreateResult]) -> dict[int, UUID]:
    """Return the ids of the runs that the answer says were started, by the index of their rows."""
    if len(results) != len(indexes):
        return {}
    return {
        index: result.flow_run_id
        for index, result in zip(indexes, results, strict=True)
        if result.status == "CREATED" and result.flow_run_id is not None
    }


def is_of_database(results: Sequence[FlowRunCreateResult]) -> bool:
    """Return whether it was the database that kept rows from being started, and not what they are."""
    return any(_STATEMENT in (result.error or "") for result in results)


def is_for_all(error: PrefectHTTPError) -> bool:
    """Return whether *error* is about the client or the deployment, so that no other row would fare better."""
    if isinstance(error, NotFoundError):
        return error.detail.startswith("Deployment not found")
    return isinstance(error, AuthenticationError | PermissionDeniedError)


def is_out_of_reach(error: PrefectHTTPError) -> bool:
    """Return whether *error* came though no row is at fault, and would come again for a while."""
    return isinstance(error, TransportError) or (isinstance(error, StatusError) and error.status in _BUSY)


def hurried(policy: RetryPolicy | None) -> RetryPolicy | Literal[False]:
    """Return *policy* with one more try at most, and that at once.

    A server closes the connection after an answer of its own failure, which the next request on it may run into.
    """
    return replace(policy, attempts=min(policy.attempts, 2), wait_initial=0.0) if policy is not None else False


def _request(row: TriggerRow) -> DeploymentFlowRunCreate:
    # Nobody's type checker has seen a row that was read from a file.
    given = cast("object", row)
    if not isinstance(given, Mapping):
        raise ArgumentError(f"a row is a mapping of trigger's arguments to values, not {type(given).__name__}")
    known = TriggerRow.__annotations__
    for key in row:
        if key not in known:
            meant = close_matches(key, known)
            hint = f"did you mean {meant[0]!r}?" if meant else 'write parameters as {"parameters": {...}}'
            raise ArgumentError(f"a row has no {key!r}; it takes {', '.join(known)} ({hint})")
    return flow_run_request(
        parameters=row.get("parameters"),
        name=row.get("name"),
        tags=row.get("tags"),
        idempotency_key=row.get("idempotency_key"),
        scheduled_time=row.get("scheduled_time"),
        job_variables=row.get("job_variables"),
        work_queue_name=row.get("work_queue_name"),
    )


_SLOWER: Final = 1.1
"""How much longer a row may take with two requests in flight before that counts as slower, and not as chance."""

_SHORTEST_PAUSE: Final = 8
"""Rounds with one request in flight after a second one did not pay; twice as many after each further trial."""

_LONGEST_PAUSE: Final = 128
"""Rounds that no such pause exceeds."""


class InFlight:
    """Decides how many requests the next round has, and of how many rows, from what came of the rounds before.

    It begins with one. A second one is tried with the rows of one, so that a server that can't have it refuses half as
    many, and stays while the answers are no slower and without a fault.

    Args:
        size: how many rows one request takes.

    Attributes:
        requests: how many the next round has.
        rows: how many rows the next round has.
    """

    def __init__(self, size: int) -> None:
        self.requests = 1
        self.rows = size
        self._size = size
        self._pace = 0.0
        self._pause = _SHORTEST_PAUSE
        self._rounds_left = 1

    def after(self, rows: int, seconds: float, *, fault: bool) -> None:
        """Take notice of a round.

        Args:
            rows: how many were sent.
            seconds: how long it took until all was answered.
            fault: whether the server refused a request, lost its rows, or gave no answer.
        """
        pace = seconds / rows
        if self.requests == 1:
            if not fault:
                self._pace = pace
                self._rounds_left -= 1
                self.requests = 2 if self._rounds_left == 0 else 1
        elif fault or pace > _SLOWER * self._pace:
            self.requests, self.rows = 1, self._size
            self._rounds_left = self._pause
            self._pause = min(2 * self._pause, _LONGEST_PAUSE)
        else:
            self.rows = 2 * self._size
            self._pause = _SHORTEST_PAUSE
