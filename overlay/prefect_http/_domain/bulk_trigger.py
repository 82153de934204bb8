"""Bulk trigger: rows, batches, outcomes, and the number of requests in flight. No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil
from typing import Any, Final, cast
from uuid import UUID

from prefect_http._domain.bulk import affects_all_rows
from prefect_http._domain.outcomes import Outcome
from prefect_http._domain.parameters import check_parameter_names
from prefect_http._domain.trigger import flow_run_request
from prefect_http._utils import batches, close_matches, quote
from prefect_http.errors import ArgumentError, NotFoundError, PrefectHTTPError
from prefect_http_api import models, requests
from prefect_http_api._typed_dict import TypedDict

MAX_BULK_ROWS: Final = 100
"""Maximum number of rows that the bulk endpoint accepts in one request."""

BULK_RETRIES: Final = 4
"""Retries of a bulk request in which a database error failed every row. After that, rows are sent one by one."""

_SQL_STATEMENT: Final = "[SQL: "
"""Part of every database error that the server reports, because it quotes the SQL statement."""

_SLOWDOWN: Final = 1.1
"""Tolerated time per row with two requests in flight, relative to one request. Smaller differences are noise."""

_MIN_PAUSE: Final = 8
"""Rounds with one request in flight after a failed trial with two. The number doubles with every failed trial."""

_MAX_PAUSE: Final = 128
"""Longest pause between two trials, in rounds."""


class TriggerRow(TypedDict, total=False):
    """Arguments of ``deployments.trigger`` for one of many runs."""

    parameters: Mapping[str, Any] | None
    """Parameters that override the deployment's parameters individually."""
    name: str | None
    """Name of the run. Default: chosen by the server."""
    tags: Iterable[str] | None
    """Tags of the run, in addition to the deployment's tags."""
    idempotency_key: str | None
    """Key that identifies the run. If the flow has a run with this key, no new run starts. Default: a new key."""
    scheduled_time: datetime | None
    """Time to start, with a timezone. Default: now."""
    job_variables: Mapping[str, Any] | None
    """Job variables that override the deployment's job variables."""
    work_queue_name: str | None
    """Work queue in the work pool of the deployment, created if missing. Default: the deployment's own queue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerOutcome(Outcome):
    """Outcome of one row: the run that was started, or an error.

    Attributes:
        index: Position of the row, counted from 0.
        id: ID of the flow run, or None if none was started.
        error: Error that prevented the run from starting, or None. After a ``TransportError`` whose
            ``may_have_been_sent`` is true, the run may have been started.
        row: The row with its idempotency key. Triggering it again starts at most one run.
    """

    row: TriggerRow


@dataclass(frozen=True, slots=True)
class PreparedRow:
    """Row with its request body, or with an error if it is invalid."""

    index: int
    row: TriggerRow
    request: requests.DeploymentFlowRunCreate | ArgumentError

    def outcome(self, result: UUID | PrefectHTTPError | None) -> TriggerOutcome:
        """Return the outcome for *result*: the ID of the run, an error, or None in a dry run."""
        if isinstance(result, PrefectHTTPError):
            return TriggerOutcome(index=self.index, id=None, error=result, row=self.row)
        return TriggerOutcome(index=self.index, id=result, error=None, row=self.row)


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkResult:
    """Result of one bulk request.

    Attributes:
        results: Results by row index. If a row is missing, its result is unknown.
        all_failed: Whether no run was created because of a database error.
        fault: Whether the request was retried, the server was unavailable, or a database error failed every row.
    """

    results: Mapping[int, UUID | PrefectHTTPError] = field(default_factory=dict[int, "UUID | PrefectHTTPError"])
    all_failed: bool = False
    fault: bool = False


def prepare_row(index: int, row: TriggerRow, schema: object, deployment: object) -> PreparedRow:
    """Return the row with its request body, or with an error. A row without an idempotency key gets a new key.

    Args:
        index: Position of the row.
        row: Arguments for the run.
        schema: Parameter schema of the deployment, or None to check no names of parameters.
        deployment: Name or ID of the deployment, or its model, for error messages.
    """
    try:
        body = _request(row)
        check_parameter_names(body.get("parameters"), schema, deployment)
    except ArgumentError as error:
        return PreparedRow(index, row, error)
    sent: TriggerRow = {**row, "idempotency_key": body.get("idempotency_key")}
    if "tags" in body:
        sent["tags"] = body["tags"]
    return PreparedRow(index, sent, body)


def split_batch(batch: Sequence[PreparedRow], requests: int) -> list[dict[int, requests.DeploymentFlowRunCreate]]:
    """Split the valid rows of *batch* into equal, non-empty parts, one per request. Each maps row indexes to bodies."""
    bodies = [(row.index, row.request) for row in batch if not isinstance(row.request, ArgumentError)]
    return [dict(part) for part in batches(bodies, max(1, ceil(len(bodies) / requests)))]


def created_runs(indexes: Sequence[int], results: Sequence[models.FlowRunCreateResult]) -> dict[int, UUID]:
    """Return the IDs of the created runs, by row index. Empty if *indexes* and *results* differ in length."""
    if len(results) != len(indexes):
        return {}
    return {
        index: result.flow_run_id
        for index, result in zip(indexes, results, strict=True)
        if result.status == "CREATED" and result.flow_run_id is not None
    }


def is_database_failure(results: Sequence[models.FlowRunCreateResult]) -> bool:
    """Return whether any row failed because of a database error, not because of its content."""
    return any(_SQL_STATEMENT in (result.error or "") for result in results)


def prevents_all_runs(error: PrefectHTTPError) -> bool:
    """Return whether *error* concerns the deployment, or all requests, so that no other run would start either."""
    is_unknown = isinstance(error, NotFoundError) and error.detail.startswith("Deployment not found")
    return is_unknown or affects_all_rows(error)


def _request(row: TriggerRow) -> requests.DeploymentFlowRunCreate:
    # Rows may come from sources that no type checker sees.
    untyped = cast("object", row)
    if not isinstance(untyped, Mapping):
        raise ArgumentError(f"a row must be a mapping of trigger arguments to values, got {type(untyped).__name__}")
    known = TriggerRow.__annotations__
    for key in row:
        if key not in known:
            suggestions = close_matches(key, known)
            hint = f"did you mean {suggestions[0]!r}?" if suggestions else 'pass parameters as {"parameters": {...}}'
            raise ArgumentError(f"invalid row key {quote(key)}: expected one of {', '.join(known)} ({hint})")
    return flow_run_request(
        parameters=row.get("parameters"),
        name=row.get("name"),
        tags=row.get("tags"),
        idempotency_key=row.get("idempotency_key"),
        scheduled_time=row.get("scheduled_time"),
        job_variables=row.get("job_variables"),
        work_queue_name=row.get("work_queue_name"),
    )


class InFlightLimit:
    """Adapts the requests in flight, and the rows per round, to the speed and faults of previous rounds.

    The limit starts at one request. A trial round then splits the same number of rows between two requests. If the
    server cannot handle both, it rejects only half of the rows. The limit stays at two while rounds have no faults and
    are not much slower than with one request.

    Args:
        size: Rows per request.

    Attributes:
        requests: Number of requests in the next round.
        rows: Number of rows in the next round.
    """

    def __init__(self, size: int) -> None:
        self.requests = 1
        self.rows = size
        self._size = size
        self._pace = 0.0
        self._pause = _MIN_PAUSE
        self._rounds_left = 1

    def record(self, rows: int, seconds: float, *, fault: bool) -> None:
        """Record a round and adapt the limit.

        Args:
            rows: Number of rows that were sent.
            seconds: Seconds until all responses had arrived.
            fault: Whether a request was retried, the server was unavailable, or a database error failed every row.
        """
        pace = seconds / rows
        if self.requests == 1:
            if not fault:
                self._pace = pace
                self._rounds_left -= 1
                self.requests = 2 if self._rounds_left == 0 else 1
        elif fault or pace > _SLOWDOWN * self._pace:
            self.requests, self.rows = 1, self._size
            self._rounds_left = self._pause
            self._pause = min(2 * self._pause, _MAX_PAUSE)
        else:
            self.rows = 2 * self._size
            self._pause = _MIN_PAUSE
