"""Read and change the states of flow runs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from os.path import commonprefix
from typing import TYPE_CHECKING, Any, Final, cast
from uuid import UUID

from prefect_http import _concurrency, models
from prefect_http._arguments import Seconds, flag, mapping
from prefect_http._async.connection import AsyncConnection
from prefect_http._async.resources._base import AsyncResource
from prefect_http._async.resources.run_logs import read_with_time
from prefect_http._domain.polling import PollSchedule
from prefect_http._domain.references import FLOW_RUN
from prefect_http._domain.run_inputs import NO_LIMIT, PendingInput, is_recent, parse_pending_input, pending_keys
from prefect_http._domain.run_states import (
    is_applied,
    is_cancelled,
    new_pause_state,
    new_retry_state,
    new_state,
    retry_error,
    state_change_error,
)
from prefect_http._lazy import lazy_module
from prefect_http._utils import given
from prefect_http.errors import ServerError
from prefect_http_api import flow_run_states, requests
from prefect_http_api import flow_runs as api

if TYPE_CHECKING:
    from prefect_http import references
else:
    references = lazy_module("prefect_http.references")

_STORING_TIMEOUT: Final = 5.0
"""Seconds in which a run that has just paused stores what it is waiting for."""


class AsyncFlowRunStates(AsyncResource):
    """Read and change the states of flow runs.

    Every method that changes a state returns the decision of the orchestrator, its reason, and the resulting state. Its
    requests carry a transition ID, so retries are safe.
    """

    async def states(self, run_id: references.FlowRun) -> list[models.State]:
        """Return all states that a flow run has had, earliest first.

        Args:
            run_id: ID of the flow run.

        Raises:
            NotFoundError: The run does not exist. Finding out requires one extra request if there are no states.
            ArgumentError: *run_id* is not a valid UUID.

        API: ``GET /flow_run_states/``.
        """
        ident = FLOW_RUN.parse(run_id)
        states = await self._connection.send(flow_run_states.read_flow_run_states(flow_run_id=ident))
        if not states:
            await self._connection.send(api.read_flow_run(ident))
        return states

    async def set_state(
        self,
        run_id: references.FlowRun,
        type: requests.StateType | models.State | None,  # noqa: A002  # the API's name
        *,
        name: str | None = None,
        message: str | None = None,
        data: object = None,
        state_details: requests.StateDetails | None = None,
        force: bool = False,
    ) -> models.OrchestrationResult:
        """Set the state of a flow run, if the orchestrator accepts it.

        Args:
            run_id: ID of the flow run.
            type: Type of the state, or the state of a run, such as ``run.state_type`` or ``run.state``. If a state is
                passed, its values are the defaults of the other arguments.
            name: Name of the state. Default: the name that belongs to *type*.
            message: Reason for the state. Default: none.
            data: Data of the state, such as a reference to a stored result. Default: none.
            state_details: Other details of the state, such as ``scheduled_time``. Default: none.
            force: Whether to bypass the orchestration rules, so that the run can leave even a final state. A
                forced request is not retried if the server may have received it. Default: False.

        Raises:
            StateChangeError: The orchestrator rejected, aborted or delayed the change, for example from PENDING to
                PENDING. The error carries its decision.
            NotFoundError: The run does not exist.
            ArgumentError: *run_id* is not a valid UUID, or *type* is None.

        API: ``POST /flow_runs/{id}/set_state``.
        """
        state = new_state(type, name=name, message=message, data=data, details=state_details)
        ident = FLOW_RUN.parse(run_id)
        return await change_state(self._connection, ident, state, f"set to {state['type']}", force=force)

    async def cancel(self, run_id: references.FlowRun, *, message: str | None = None) -> models.OrchestrationResult:
        """Cancel a flow run.

        A run that has started is CANCELLING until its worker has stopped it. To wait until it is CANCELLED, use `wait`.
        A run without a process becomes CANCELLED immediately, although the decision is then called REJECT. A run that
        is already CANCELLING or CANCELLED is not changed.

        Args:
            run_id: ID of the flow run.
            message: Reason for the cancellation. The server keeps it only if the run has started. Default: none.

        Raises:
            StateChangeError: The run has finished in another state.
            NotFoundError: The run does not exist.
            ArgumentError: *run_id* is not a valid UUID.

        API: ``POST /flow_runs/{id}/set_state``.
        """
        ident = FLOW_RUN.parse(run_id)
        state = new_state("CANCELLING", message=message)
        result = await self._connection.send(api.set_flow_run_state(ident, state=state))
        if not is_cancelled(result):
            raise state_change_error(ident, "cancelled", result)
        return result

    async def pause(self, run_id: references.FlowRun, *, timeout: Seconds | None = None) -> models.OrchestrationResult:
        """Pause a running flow run. It becomes PAUSED, and its process keeps waiting.

        Args:
            run_id: ID of the flow run.
            timeout: Seconds, or a timedelta, after which the run fails unless it is resumed. Default: no limit.

        Raises:
            StateChangeError: The run is not RUNNING.
            NotFoundError: The run does not exist.
            ArgumentError: *run_id* is not a valid UUID, or *timeout* is out of range.

        API: ``POST /flow_runs/{id}/set_state``.
        """
        state = new_pause_state(suspend=False, timeout=timeout, now=datetime.now(UTC))
        return await change_state(self._connection, FLOW_RUN.parse(run_id), state, "paused")

    async def suspend(
        self, run_id: references.FlowRun, *, timeout: Seconds | None = None
    ) -> models.OrchestrationResult:
        """Suspend a running flow run. It becomes PAUSED, with the name "Suspended", and its process exits.

        Once resumed, the run is scheduled again and picked up by a worker. Only a run that has a deployment and is not
        a subflow run can be suspended.

        Args:
            run_id: ID of the flow run.
            timeout: Seconds, or a timedelta, after which the run fails unless it is resumed. Default: no limit.

        Raises:
            StateChangeError: The run is not RUNNING, has no deployment, or is a subflow run.
            NotFoundError: The run does not exist.
            ArgumentError: *run_id* is not a valid UUID, or *timeout* is out of range.

        API: ``POST /flow_runs/{id}/set_state``.
        """
        state = new_pause_state(suspend=True, timeout=timeout, now=datetime.now(UTC))
        return await change_state(self._connection, FLOW_RUN.parse(run_id), state, "suspended")

    async def resume(
        self, run_id: references.FlowRun, *, run_input: Mapping[str, Any] | None = None
    ) -> models.OrchestrationResult:
        """Resume a paused or suspended flow run.

        A paused run becomes RUNNING. A suspended run becomes SCHEDULED, with the name "Resuming", until a worker picks
        it up. The request is not retried if the server may have received it.

        Args:
            run_id: ID of the flow run.
            run_input: Input that the run is waiting for, by name, as described by `pending_input`. The server validates
                it against the schema of the run. Default: none.

        Raises:
            StateChangeError: The run is not PAUSED, its pause has timed out, or the input is invalid.
            NotFoundError: The run does not exist.
            ArgumentError: *run_id* is not a valid UUID.

        API: ``POST /flow_runs/{id}/resume``.
        """
        ident = FLOW_RUN.parse(run_id)
        call = (
            api.resume_flow_run(ident)
            if run_input is None
            else api.resume_flow_run(ident, run_input=mapping(run_input, "run_input"))
        )
        try:
            result = await self._connection.send(call)
        except ServerError:
            # The server responds to an unknown run with 500. Reading the run raises NotFoundError instead.
            await self._connection.send(api.read_flow_run(ident))
            raise
        if result.status != "ACCEPT":
            raise state_change_error(ident, "resumed", result)
        return result

    async def pending_input(self, run_id: references.FlowRun) -> PendingInput | None:
        """Return what a paused flow run asks for, or None if it is not waiting for input.

        ::

            await client.flow_runs.wait(run.id, until="PAUSED")
            pending = await client.flow_runs.pending_input(run.id)
            if pending is not None:
                print(pending.description, pending.schema)
                await client.flow_runs.resume(run.id, run_input={"approved": True})

        A run stores its schema after it has become PAUSED. If it has not done so yet, the schema is awaited for up to
        five seconds.

        Args:
            run_id: ID of the flow run.

        Raises:
            NotFoundError: The run does not exist, or has not stored its schema.
            DecodeError: What the run has stored is not JSON.
            ArgumentError: *run_id* is not a valid UUID.

        API: ``GET /flow_runs/{id}``, ``POST /flow_runs/{id}/input/filter`` and ``GET /flow_runs/{id}/input/{key}``.
        """
        ident = FLOW_RUN.parse(run_id)
        schedule = PollSchedule(_concurrency.monotonic(), _STORING_TIMEOUT)
        known: PendingInput | None = None
        while True:
            keys = pending_keys(await self._connection.send(api.read_flow_run(ident)))
            if keys is None:
                return None
            prefix = commonprefix([*keys.values()])  # noqa: RUF071  # of keys, not of paths
            call = api.filter_flow_run_input(ident, prefix=prefix, limit=NO_LIMIT)
            inputs, server_time = await read_with_time(self._connection, call)
            pending = parse_pending_input(ident, keys, call, inputs)
            # The description is stored after the schema, if there is one.
            if pending is not None and (pending.description or known or not is_recent(inputs, server_time)):
                return pending
            known, wait = pending, schedule.next_wait(_concurrency.monotonic())
            if wait is None:
                # Raises NotFoundError.
                await self._connection.send(api.read_flow_run_input(ident, keys["schema"]))
                return pending
            await _concurrency.async_sleep(wait)

    async def retry(self, run_id: references.FlowRun, *, message: str | None = None) -> models.OrchestrationResult:
        """Retry a finished flow run, keeping its ID.

        The run becomes SCHEDULED, with the name "AwaitingRetry", until a worker picks it up. It must therefore belong
        to a deployment. The run is read first, because the server would also retry a run that is still running.

        Args:
            run_id: ID of the flow run.
            message: Reason for the retry. Default: none.

        Raises:
            StateChangeError: The run has not finished, has no deployment, or is COMPLETED with a stored result. The
                run is not changed.
            NotFoundError: The run does not exist.
            ArgumentError: *run_id* is not a valid UUID.

        API: ``GET /flow_runs/{id}`` and ``POST /flow_runs/{id}/set_state``.
        """
        ident = FLOW_RUN.parse(run_id)
        state = new_retry_state(message)
        error = retry_error(await self._connection.send(api.read_flow_run(ident)), state)
        if error is not None:
            raise error
        return await change_state(self._connection, ident, state, "retried")


async def change_state(
    connection: AsyncConnection, run_id: UUID, state: requests.StateCreate, change: str, *, force: bool = False
) -> models.OrchestrationResult:
    """Set the state of a flow run, and return the decision of the orchestrator.

    Args:
        connection: Connection to send the request with.
        run_id: ID of the flow run.
        state: State to set.
        change: Change as a past participle, such as ``"paused"``, for the error message.
        force: Whether to bypass the orchestration rules. Default: False.

    Raises:
        StateChangeError: The orchestrator rejected, aborted or delayed the change.
        NotFoundError: The run does not exist.
    """
    body = cast("requests.SetFlowRunStateBody", given(state=state, force=flag(force, "force") or None))
    result = await connection.send(api.set_flow_run_state(run_id, **body))
    if not is_applied(result, state):
        raise state_change_error(run_id, change, result)
    return result
