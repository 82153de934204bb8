# Generated from _async/resources/bulk_trigger.py by `python -m generator.unasync`.
# Do not edit: change that file and run the command.
"""Trigger many runs of one deployment: in bulk if the server supports it, otherwise one by one."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from prefect_http import _concurrency
from prefect_http._concurrency import gather
from prefect_http._domain.bulk import OnProgress, ProgressMeter, is_unavailable, retry_once
from prefect_http._domain.bulk_trigger import (
    BULK_RETRIES,
    MAX_BULK_ROWS,
    BulkResult,
    InFlightLimit,
    PreparedRow,
    TriggerOutcome,
    TriggerRow,
    created_runs,
    is_database_failure,
    prepare_row,
    prevents_all_runs,
    split_batch,
)
from prefect_http._domain.outcomes import Outcomes
from prefect_http._domain.rows import RowReader, Rows, size_of
from prefect_http._http.encoding import encode_body
from prefect_http._http.request_size import exceeds_cloud_limit, halves, is_too_large
from prefect_http._http.response import decode_response
from prefect_http._http.retry import RetryPolicy
from prefect_http._http.server_features import is_unknown_operation
from prefect_http._lazy import lazy_module
from prefect_http._sync.connection import Connection, with_one_warning
from prefect_http._sync.resources.deployment_lookup import resolve_deployment
from prefect_http.errors import ArgumentError, DecodeError, PrefectHTTPError, StatusError, TransportError
from prefect_http_api import deployments as api
from prefect_http_api import requests

if TYPE_CHECKING:
    from prefect_http import references
else:
    references = lazy_module("prefect_http.references")


def trigger_rows(
    connection: Connection,
    deployment: references.Deployment,
    rows: Rows[TriggerRow],
    *,
    check_parameters: bool,
    dry_run: bool,
    on_progress: OnProgress | None,
) -> Outcomes[TriggerOutcome]:
    """Start one run for each row and return the outcomes in order. See `stream_rows`.

    Args:
        connection: Connection to send requests with.
        deployment: Full name or ID of the deployment.
        rows: Arguments of each run.
        check_parameters: Whether to check names of parameters.
        dry_run: Whether to check the rows without starting runs.
        on_progress: Function that is called after each row, or None.
    """
    meter = ProgressMeter(on_progress, size_of(rows))
    outcomes: list[TriggerOutcome] = []
    stream = stream_rows(connection, deployment, rows, check_parameters=check_parameters, dry_run=dry_run)
    with closing(stream):
        for outcome in stream:
            outcomes.append(outcome)
            meter.add([outcome])
    meter.finish()
    return Outcomes(outcomes, dry_run=dry_run)


def stream_rows(
    connection: Connection,
    deployment: references.Deployment,
    rows: Rows[TriggerRow],
    *,
    check_parameters: bool,
    dry_run: bool = False,
) -> Generator[TriggerOutcome, None]:
    """Start one run for each row and yield the outcomes in order.

    Raises:
        NotFoundError: The deployment does not exist.
        UnknownRouteError: There is no Prefect API at this URL.
        AuthenticationError: The credentials are missing or wrong.
        PermissionDeniedError: The credentials lack the permission to start runs.
        ArgumentError: *rows* is a single row, or *deployment* is neither a full name nor a valid UUID.
    """
    reader = RowReader(rows, "rows")
    connection = with_one_warning(connection)
    found = resolve_deployment(connection, deployment)
    schema = found.parameter_openapi_schema if check_parameters else None
    starter = RunStarter(connection, found.id)
    with closing(reader):
        while taken := reader.take(starter.batch_size):
            batch = [prepare_row(index, row, schema, deployment) for index, row in taken]
            if dry_run:
                for row in batch:
                    yield row.outcome(_problem(row))
            else:
                yield from starter.start(batch)


def _problem(row: PreparedRow) -> ArgumentError | None:
    """Return the error that keeps *row* from being sent, or None."""
    if isinstance(row.request, ArgumentError):
        return row.request
    try:
        encode_body(api.create_flow_run_from_deployment(UUID(int=0), **row.request))
    except ArgumentError as error:
        return error
    return None


class RunStarter:
    """Starts runs of one deployment, batch by batch."""

    def __init__(self, connection: Connection, deployment_id: UUID) -> None:
        self._connection = connection
        self._deployment_id = deployment_id
        self._bulk_supported = True
        self._in_flight = InFlightLimit(MAX_BULK_ROWS)

    @property
    def batch_size(self) -> int:
        """Maximum number of rows in the next batch."""
        return self._in_flight.rows

    def start(self, batch: Sequence[PreparedRow]) -> Iterator[TriggerOutcome]:
        """Start the runs and yield their outcomes in order, each as soon as it is known."""
        results = self._start_in_bulk(batch) if self._bulk_supported else {}
        unavailable: PrefectHTTPError | None = None
        for row in batch:
            if isinstance(row.request, ArgumentError):
                yield row.outcome(row.request)
            elif row.index in results:
                yield row.outcome(results[row.index])
            elif isinstance(unavailable, TransportError):
                yield row.outcome(unavailable)
            else:
                # If all retries failed for the previous row, they would probably fail for this one too.
                retry = None if unavailable is None else retry_once(self._connection.retry_policy)
                result = self._start_one(row.request, retry)
                unavailable = result if isinstance(result, PrefectHTTPError) and is_unavailable(result) else None
                yield row.outcome(result)

    def _start_in_bulk(self, batch: Sequence[PreparedRow]) -> dict[int, UUID | PrefectHTTPError]:
        """Send the rows in bulk and return the known results by row index.

        The caller sends the other rows one by one. Idempotency keys ensure that no run starts twice.
        """
        parts = split_batch(batch, self._in_flight.requests)
        if not parts:
            return {}
        started = _concurrency.monotonic()
        responses = gather([partial(self._send_bulk, part) for part in parts])
        self._in_flight.record(
            sum(map(len, parts)),
            _concurrency.monotonic() - started,
            fault=any(response.fault for response in responses),
        )
        results: dict[int, UUID | PrefectHTTPError] = {}
        for part, response in zip(parts, responses, strict=True):
            results.update(self._resend_bulk(part) if response.all_failed else response.results)
        return results

    def _resend_bulk(
        self, bodies: dict[int, requests.DeploymentFlowRunCreate]
    ) -> Mapping[int, UUID | PrefectHTTPError]:
        """Resend rows that failed gather, with nothing else in flight.

        A busy database fails whole requests at random. Sending the rows one by one would take far longer.
        """
        for _ in range(BULK_RETRIES):
            response = self._send_bulk(bodies)
            if not response.all_failed:
                return response.results
        return {}

    def _send_bulk(self, bodies: dict[int, requests.DeploymentFlowRunCreate]) -> BulkResult:
        call = api.bulk_create_flow_runs_from_deployment(self._deployment_id, list(bodies.values()))
        is_divisible = len(bodies) > 1
        try:
            if is_divisible and self._connection.cloud_url is not None and exceeds_cloud_limit(call):
                return self._send_halves(bodies)
            response = self._connection.send_raw(call)
            decoded = decode_response(call, response)
        except ArgumentError:
            return BulkResult()
        except (StatusError, TransportError, DecodeError) as error:
            if isinstance(error, StatusError) and is_unknown_operation(error):
                self._bulk_supported = False
                return BulkResult()
            if prevents_all_runs(error):
                raise
            if is_divisible and is_too_large(error):
                return self._send_halves(bodies)
            if is_unavailable(error):
                return BulkResult(results=dict.fromkeys(bodies, error), fault=True)
            return BulkResult()
        created = created_runs(list(bodies), decoded.results)
        if len(created) < len(bodies):
            created = self._existing_runs(created)
        all_failed = not created and is_database_failure(decoded.results)
        retried = response.extensions["attempts"].count > 1
        return BulkResult(results=created, all_failed=all_failed, fault=all_failed or retried)

    def _send_halves(self, bodies: dict[int, requests.DeploymentFlowRunCreate]) -> BulkResult:
        """Send the first half of the rows, then the second one."""
        first, second = [self._send_bulk(dict(half)) for half in halves(list(bodies.items()))]
        return BulkResult(results={**first.results, **second.results}, fault=first.fault or second.fault)

    def _existing_runs(self, created: dict[int, UUID]) -> dict[int, UUID]:
        """Return the *created* runs that exist on the server, or none if the request fails.

        All rows share one transaction. If it is aborted, PostgreSQL rolls back runs that the server has reported as
        created.
        """
        if not created:
            return {}
        from prefect_http._sync.resources.flow_runs import FlowRuns

        try:
            listing = FlowRuns(self._connection).list(id=created.values())
            existing = {run.id for run in listing}
        except (StatusError, TransportError, DecodeError):
            return {}
        return {index: run_id for index, run_id in created.items() if run_id in existing}

    def _start_one(
        self, body: requests.DeploymentFlowRunCreate, retry: RetryPolicy | Literal[False] | None
    ) -> UUID | PrefectHTTPError:
        call = api.create_flow_run_from_deployment(self._deployment_id, **body)
        try:
            return (self._connection.send(call, retry=retry)).id
        except (StatusError, TransportError, DecodeError, ArgumentError) as error:
            if prevents_all_runs(error):
                raise
            return error
