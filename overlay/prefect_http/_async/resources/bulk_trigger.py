"""Many runs of one deployment: in bulk where the server can, else one by one."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from prefect_http import _concurrency
from prefect_http._async.resources.deployment_lookup import deployment_id
from prefect_http._concurrency import async_gather
from prefect_http._domain.bulk_trigger import (
    BULK,
    TRIES,
    BulkReply,
    InFlight,
    check_rows,
    created,
    hurried,
    is_for_all,
    is_of_database,
    is_out_of_reach,
    shared_out,
    ticket,
)
from prefect_http._http.response import decode_response
from prefect_http._http.server_features import is_unknown_operation
from prefect_http.errors import ArgumentError, DecodeError, PrefectHTTPError, StatusError, TransportError
from prefect_http_api import deployments as api

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
    from typing import Literal
    from uuid import UUID

    from prefect_http._async.connection import AsyncConnection
    from prefect_http._domain.bulk_trigger import Ticket, TriggerOutcome, TriggerRow
    from prefect_http._http.retry import RetryPolicy
    from prefect_http_api.requests import DeploymentFlowRunCreate


async def trigger_rows(
    connection: AsyncConnection, deployment: str | UUID, rows: Iterable[TriggerRow]
) -> AsyncIterator[TriggerOutcome]:
    """Start a run from each row, and yield what became of it, in the order of the rows.

    Raises:
        NotFoundError: there is no such deployment.
        AuthenticationError: the server does not know the client.
        PermissionDeniedError: the client may not do this.
        ArgumentError: *rows* is one row.
    """
    check_rows(rows)
    starter = AsyncStarter(connection, await deployment_id(connection, deployment))
    remaining = enumerate(rows)
    while batch := [ticket(index, row) for index, row in islice(remaining, starter.takes)]:
        async for outcome in starter.start(batch):
            yield outcome


class AsyncStarter:
    """Starts runs of one deployment, a batch at a time."""

    def __init__(self, connection: AsyncConnection, ident: UUID) -> None:
        self._connection = connection
        self._ident = ident
        self._bulk = True
        self._in_flight = InFlight(BULK)

    @property
    def takes(self) -> int:
        """How many rows the next batch has at most."""
        return self._in_flight.rows

    async def start(self, batch: Sequence[Ticket]) -> AsyncIterator[TriggerOutcome]:
        """Yield what becomes of each row, once it is known."""
        known = await self._in_bulk(batch) if self._bulk else {}
        hindrance: PrefectHTTPError | None = None
        for each in batch:
            if isinstance(each.sent_as, ArgumentError):
                yield each.outcome(each.sent_as)
            elif each.index in known:
                yield each.outcome(known[each.index])
            elif isinstance(hindrance, TransportError):
                yield each.outcome(hindrance)
            else:
                # Where all tries of a row came to nothing, those of the next would take as long.
                retry = None if hindrance is None else hurried(self._connection.retry_policy)
                result = await self._alone(each.sent_as, retry)
                hindrance = result if isinstance(result, PrefectHTTPError) and is_out_of_reach(result) else None
                yield each.outcome(result)

    async def _in_bulk(self, batch: Sequence[Ticket]) -> dict[int, UUID | PrefectHTTPError]:
        """Send all rows in few requests, and return what is certain of them; the other rows have to be sent alone.

        Since every row has a key, that starts none twice.
        """
        parts = shared_out(batch, self._in_flight.requests)
        if not parts:
            return {}
        started = _concurrency.monotonic()
        replies = await async_gather([partial(self._send, part) for part in parts])
        self._in_flight.after(
            sum(map(len, parts)), _concurrency.monotonic() - started, fault=any(reply.fault for reply in replies)
        )
        known: dict[int, UUID | PrefectHTTPError] = {}
        for part, reply in zip(parts, replies, strict=True):
            known.update(reply.known if not reply.lost else await self._again(part))
        return known

    async def _again(self, bodies: dict[int, DeploymentFlowRunCreate]) -> Mapping[int, UUID | PrefectHTTPError]:
        """Send rows once more that were lost together, with nothing else in flight.

        A busy database loses rows at random and all those of a request at a time; one by one takes far longer.
        """
        for _ in range(TRIES):
            reply = await self._send(bodies)
            if not reply.lost:
                return reply.known
        return {}

    async def _send(self, bodies: dict[int, DeploymentFlowRunCreate]) -> BulkReply:
        call = api.bulk_create_flow_runs_from_deployment(self._ident, list(bodies.values()))
        try:
            response = await self._connection.send_raw(call)
            answer = decode_response(call, response)
        except ArgumentError:
            return BulkReply()
        except (StatusError, TransportError, DecodeError) as error:
            if is_for_all(error):
                raise
            if is_out_of_reach(error):
                return BulkReply(known=dict.fromkeys(bodies, error), fault=True)
            if isinstance(error, StatusError) and is_unknown_operation(error):
                self._bulk = False
            return BulkReply()
        made = created(list(bodies), answer.results)
        if len(made) < len(bodies):
            made = await self._confirmed(made)
        lost = not made and is_of_database(answer.results)
        return BulkReply(known=made, lost=lost, fault=lost or response.extensions["attempts"].count > 1)

    async def _confirmed(self, made: dict[int, UUID]) -> dict[int, UUID]:
        """Return which of *made* are there, as far as the server tells.

        All rows are one transaction. Where the database gave up in its middle, PostgreSQL takes back what the server
        has noted as created before.
        """
        if not made:
            return {}
        from prefect_http._async.resources.flow_runs import AsyncFlowRuns

        try:
            listing = AsyncFlowRuns(self._connection).list(flow_runs={"id": {"any_": list(made.values())}})
            there = {run.id async for run in listing}
        except (StatusError, TransportError, DecodeError):
            return {}
        return {index: run_id for index, run_id in made.items() if run_id in there}

    async def _alone(
        self, body: DeploymentFlowRunCreate, retry: RetryPolicy | Literal[False] | None
    ) -> UUID | PrefectHTTPError:
        call = api.create_flow_run_from_deployment(self._ident, **body)
        try:
            return (await self._connection.send(call, retry=retry)).id
        except (StatusError, TransportError, DecodeError, ArgumentError) as error:
            if is_for_all(error):
                raise
            return error
