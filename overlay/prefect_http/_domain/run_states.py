"""What the states of runs mean, and how they are told. No I/O."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, cast
from uuid import UUID, uuid4

from prefect_http._utils import given
from prefect_http.errors import FlowRunFailedError, StateChangeError

if TYPE_CHECKING:
    from prefect_http.models import FlowRun, OrchestrationResult, State
    from prefect_http_api.models import AnyStateDetails
    from prefect_http_api.requests import StateCreate, StateDetails, StateType


ENDED: Final[frozenset[StateType]] = frozenset({"COMPLETED", "FAILED", "CRASHED", "CANCELLED"})
"""The types of the states in which a run is over, unless somebody retries it. CANCELLING and PAUSED are none."""


def has_ended(run: FlowRun) -> bool:
    """Return whether *run* is over."""
    return run.state_type in ENDED


def shown(state: State | None) -> str:
    """Return *state* in few words: its type, and its name where that says more."""
    if state is None:
        return "without a state"
    if state.name is None or state.name.upper() == state.type:
        return str(state.type)
    return f"{state.type} ({state.name})"


def raise_if_failed(run: FlowRun) -> None:
    """Make sure that *run*, if it is over, ended well.

    Raises:
        FlowRunFailedError: it ended, and not COMPLETED.
    """
    if has_ended(run) and run.state_type != "COMPLETED":
        message = run.state.message if run.state is not None else None
        reason = f": {message}" if message else ""
        raise FlowRunFailedError(f"flow run {run.name!r} ({run.id}) ended {shown(run.state)}{reason}", run=run)


def new_state(
    kind: StateType,
    *,
    name: str | None = None,
    message: str | None = None,
    data: object = None,
    details: StateDetails | None = None,
) -> StateCreate:
    """Return the state to ask for, with what was given and nothing else, but always with a transition id."""
    # By this id a server knows a request that arrives twice, and leaves the run as the first one put it.
    marked: StateDetails = {"transition_id": uuid4(), **(details or {})}
    return cast("StateCreate", given(type=kind, name=name, message=message, data=data, state_details=marked))


def pause_state(*, suspend: bool, timeout: float | None, now: datetime) -> StateCreate:
    """Return the state in which a run waits to be resumed.

    Args:
        suspend: whether the run's process is to end meanwhile.
        timeout: seconds after which the run cannot be resumed any more; None for no limit.
        now: the time.
    """
    details: StateDetails = {"pause_reschedule": suspend}
    if timeout is not None:
        details["pause_timeout"] = now + timedelta(seconds=timeout)
    return new_state("PAUSED", name="Suspended" if suspend else "Paused", details=details)


def is_as_asked(result: OrchestrationResult, asked: StateCreate) -> bool:
    """Return whether *result*, the answer to *asked*, is that the run is in this very state."""
    if result.status == "ACCEPT":
        return True
    # What is sent again because its answer was lost is rejected, since it has been done.
    mark = asked.get("state_details", {}).get("transition_id")
    return result.state is not None and mark is not None and result.state.state_details.transition_id == UUID(str(mark))


def is_cancelled(result: OrchestrationResult) -> bool:
    """Return whether a run is cancelled, or on its way there, whatever the orchestrator calls its decision."""
    return result.state is not None and result.state.type in {"CANCELLING", "CANCELLED"}


def refused(run_id: UUID, done: str, result: OrchestrationResult) -> StateChangeError:
    """Return the error for a run with which something was not done.

    Args:
        run_id: the flow run or task run.
        done: what should have been done, such as ``"cancelled"``.
        result: what the orchestrator decided instead.
    """
    decision = f"{result.status}{_reason(result.details)}".rstrip(".")
    state = "" if result.state is None else f" It is {shown(result.state)}."
    return StateChangeError(f"run {run_id} was not {done}: {decision}.{state}", run_id=run_id, result=result)


def not_ended(run: FlowRun) -> OrchestrationResult:
    """Return what the orchestrator should decide when *run*, which goes on, is to be run again; it would do it."""
    from prefect_http_api.models import OrchestrationResult, SetStateStatus, StateAbortDetails

    reason = "Only a run that has ended can be retried"
    return OrchestrationResult(state=run.state, status=SetStateStatus.ABORT, details=StateAbortDetails(reason=reason))


def _reason(details: AnyStateDetails) -> str:
    reason = getattr(details, "reason", None)
    delay = getattr(details, "delay_seconds", None)
    return (f" for {delay} s" if delay is not None else "") + (f": {reason}" if reason else "")
