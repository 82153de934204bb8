# Generated from _async/resources/flow_run_states.py by `python -m generator.unasync`.
# Do not edit: change that file, and run this.
"""Changes of flow runs' states."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from prefect_http._domain.references import parse_flow_run
from prefect_http._domain.run_states import (
    has_ended,
    is_as_asked,
    is_cancelled,
    new_state,
    not_ended,
    pause_state,
    refused,
)
from prefect_http._sync.resources._base import Resource
from prefect_http._utils import given
from prefect_http.errors import ServerError
from prefect_http_api import flow_runs as api

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from prefect_http.models import OrchestrationResult
    from prefect_http_api.requests import SetFlowRunStateBody, StateCreate, StateDetails, StateType


class FlowRunStates(Resource):
    """Flow runs: change their state.

    Every method returns what the orchestrator decided, why, and the state that the run then is in. What is asked for
    carries an id by which the server knows it again, so that it is safely sent again after a failure.
    """

    def set_state(
        self,
        run_id: UUID | str,
        type: StateType,  # noqa: A002  # the API's own word
        *,
        name: str | None = None,
        message: str | None = None,
        data: object = None,
        state_details: StateDetails | None = None,
        force: bool = False,
    ) -> OrchestrationResult:
        """Bring the run into a state, if the orchestrator accepts it (``POST /flow_runs/{id}/set_state``).

        Args:
            run_id: the run.
            type: the state's type.
            name: the state's name; that of its type by default.
            message: why the run is in this state.
            data: what the state carries, such as where a result is stored.
            state_details: what else there is to it, such as ``scheduled_time``.
            force: pass by the orchestrator's rules, so that a run may leave any state, even one in which it has ended.
                Then the request is not sent again once it may have arrived.

        Raises:
            StateChangeError: the orchestrator rejected or aborted it, or wants it to wait; the error carries its
                decision. A run that is PENDING is not set PENDING again, for example.
            NotFoundError: there is no such run.
            ArgumentError: *run_id* is a text that is no id.
        """
        asked = new_state(type, name=name, message=message, data=data, details=state_details)
        return self._change(run_id, asked, f"set to {type}", force=force)

    def cancel(self, run_id: UUID | str, *, message: str | None = None) -> OrchestrationResult:
        """Cancel the run (``POST /flow_runs/{id}/set_state``).

        A run that was started is CANCELLING afterwards, until its worker has ended it; ``wait`` waits for that. One
        that has no process is CANCELLED at once, though the decision then is called REJECT. Nothing happens to a run
        that is CANCELLING or CANCELLED already. Of *message*, the server keeps that for a run that was started.

        Raises:
            StateChangeError: the run has ended otherwise.
            NotFoundError: there is no such run.
            ArgumentError: *run_id* is a text that is no id.
        """
        ident = parse_flow_run(run_id)
        asked = new_state("CANCELLING", message=message)
        result = self._connection.send(api.set_flow_run_state(ident, state=asked))
        if not is_cancelled(result):
            raise refused(ident, "cancelled", result)
        return result

    def pause(self, run_id: UUID | str, *, timeout: float | None = None) -> OrchestrationResult:
        """Bring a running run into the state PAUSED, in which its process waits (``POST /flow_runs/{id}/set_state``).

        Args:
            run_id: the run.
            timeout: seconds after which the run cannot be resumed any more, and fails; None for no limit.

        Raises:
            StateChangeError: the run is not RUNNING.
            NotFoundError: there is no such run.
            ArgumentError: *run_id* is a text that is no id.
        """
        asked = pause_state(suspend=False, timeout=timeout, now=datetime.now(UTC))
        return self._change(run_id, asked, "paused")

    def suspend(self, run_id: UUID | str, *, timeout: float | None = None) -> OrchestrationResult:
        """Bring a running run into the state PAUSED, with the name "Suspended", in which its process ends.

        When it is resumed, it is scheduled anew, and a worker picks it up; so it must be a run of a deployment, and not
        a run within another. It rests on ``POST /flow_runs/{id}/set_state``.

        Args:
            run_id: the run.
            timeout: seconds after which the run cannot be resumed any more, and fails; None for no limit.

        Raises:
            StateChangeError: the run is not RUNNING, has no deployment, or is a run within another.
            NotFoundError: there is no such run.
            ArgumentError: *run_id* is a text that is no id.
        """
        asked = pause_state(suspend=True, timeout=timeout, now=datetime.now(UTC))
        return self._change(run_id, asked, "suspended")

    def resume(self, run_id: UUID | str, *, run_input: Mapping[str, Any] | None = None) -> OrchestrationResult:
        """Let a paused or suspended run go on (``POST /flow_runs/{id}/resume``).

        A paused run is RUNNING then; a suspended one is SCHEDULED, with the name "Resuming", until a worker picks it
        up. The request is not sent again once it may have arrived.

        Args:
            run_id: the run.
            run_input: what the run waits for, by name; the server checks it against the schema that the run gave.

        Raises:
            StateChangeError: the run is not PAUSED, was so for longer than it may be, or the input does not fit.
            NotFoundError: there is no such run.
            ArgumentError: *run_id* is a text that is no id.
        """
        ident = parse_flow_run(run_id)
        call = (
            api.resume_flow_run(ident) if run_input is None else api.resume_flow_run(ident, run_input=dict(run_input))
        )
        try:
            result = self._connection.send(call)
        except ServerError:
            # The server fails on a run that it does not know; to read it tells this from other failures.
            self._connection.send(api.read_flow_run(ident))
            raise
        if result.status != "ACCEPT":
            raise refused(ident, "resumed", result)
        return result

    def retry(self, run_id: UUID | str, *, message: str | None = None) -> OrchestrationResult:
        """Run a run that has ended once more, under its own id: it is SCHEDULED, with the name "AwaitingRetry".

        A worker picks it up, so it must be a run of a deployment. One that is COMPLETED with a stored result is not
        run again. It rests on ``GET /flow_runs/{id}``, since the server would let a run that goes on begin anew beside
        itself, and on ``POST /flow_runs/{id}/set_state``.

        Raises:
            StateChangeError: the run has not ended, in which case it is left alone; it has no deployment; or it has a
                stored result.
            NotFoundError: there is no such run.
            ArgumentError: *run_id* is a text that is no id.
        """
        ident = parse_flow_run(run_id)
        run = self._connection.send(api.read_flow_run(ident))
        if not has_ended(run):
            raise refused(ident, "retried", not_ended(run))
        return self._change(ident, new_state("SCHEDULED", name="AwaitingRetry", message=message), "retried")

    def _change(self, run_id: UUID | str, asked: StateCreate, done: str, *, force: bool = False) -> OrchestrationResult:
        ident = parse_flow_run(run_id)
        body = cast("SetFlowRunStateBody", given(state=asked, force=force or None))
        result = self._connection.send(api.set_flow_run_state(ident, **body))
        if not is_as_asked(result, asked):
            raise refused(ident, done, result)
        return result
