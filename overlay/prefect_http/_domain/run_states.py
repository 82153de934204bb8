"""Run states: final states, state changes, and the orchestrator's decisions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import Enum
from typing import Final, cast
from uuid import UUID, uuid4, uuid5

from prefect_http._arguments import MAX_SECONDS, Seconds, mapping, seconds
from prefect_http._utils import close_matches, given, quote
from prefect_http.errors import ArgumentError, FlowRunFailedError, StateChangeError
from prefect_http_api import models, requests

FINAL_STATE_TYPES: Final[frozenset[requests.StateType]] = frozenset({"COMPLETED", "FAILED", "CRASHED", "CANCELLED"})
"""State types of a finished run. CANCELLING and PAUSED are not final."""

STATE_TYPES: Final[tuple[requests.StateType, ...]] = (
    "SCHEDULED", "PENDING", "RUNNING", "PAUSED", "COMPLETED", "FAILED", "CRASHED", "CANCELLING", "CANCELLED",
)  # fmt: skip
"""Types of states."""
STATE_NAMES: Final = (
    "Scheduled", "Late", "Resuming", "AwaitingRetry", "AwaitingConcurrencySlot", "Retrying", "Pending", "Submitting",
    "InfrastructurePending", "Running", "Paused", "Suspended", "Completed", "Cached", "RolledBack", "Failed",
    "TimedOut", "Crashed", "Cancelling", "Cancelled",
)  # fmt: skip
"""Names of states that Prefect itself uses."""

_TRANSFERABLE_DETAILS: Final = (
    "pause_key", "pause_reschedule", "pause_timeout", "retriable", "run_input_keyset", "scheduled_time",
)  # fmt: skip


def select_states(values: Iterable[object], argument: str) -> tuple[list[str], list[str]]:
    """Return the types and the names among *values*, the value of *argument*.

    A string that is the type of a state, in any case, is a type. A state stands for its type.

    Raises:
        ArgumentError: A value is neither a type, nor a name that Prefect uses, nor a state.
    """
    types: list[str] = []
    names: list[str] = []
    by_folded = {name.casefold(): name for name in STATE_NAMES}
    for value in values:
        kind = value.type if isinstance(value, models.State) else value
        text = kind.value if isinstance(kind, Enum) else kind
        if isinstance(text, str) and text.upper() in STATE_TYPES:
            types.append(text.upper())
        elif isinstance(text, str) and text.casefold() in by_folded:
            names.append(by_folded[text.casefold()])
        else:
            matches = close_matches(text, [*STATE_TYPES, *STATE_NAMES]) if isinstance(text, str) else []
            hint = f" (did you mean {matches[0]!r}?)" if matches else ""
            raise ArgumentError(
                f"{argument} must be a type of state, such as 'FAILED', or a name, such as 'Late', "
                f"got {quote(value)}{hint}"
            )
    return list(dict.fromkeys(types)), list(dict.fromkeys(names))


def describe_state(state: models.State | None) -> str:
    """Return the type of *state*, followed by its name if the two differ. Without a state: ``"without a state"``."""
    if state is None:
        return "without a state"
    if not state.name or state.name.upper() == state.type:
        return str(state.type)
    return f"{state.type} ({state.name})"


def raise_if_failed(run: models.FlowRun) -> None:
    """Raise if *run* has finished in a state other than COMPLETED.

    Raises:
        FlowRunFailedError: The run ended FAILED, CRASHED or CANCELLED.
    """
    if run.is_final and not run.is_successful:
        reason = f": {run.state.message}" if run.state.message else ""
        raise FlowRunFailedError(
            f"flow run {quote(run.name)} ({run.id}) ended {describe_state(run.state)}{reason}", run=run
        )


def new_state(
    kind: requests.StateType | models.State | None,
    *,
    name: str | None = None,
    message: str | None = None,
    data: object = None,
    details: requests.StateDetails | None = None,
) -> requests.StateCreate:
    """Return the state to request. It contains the arguments that are set, and always a transition ID.

    Args:
        kind: Type of the state, or a state of a run, whose values are the defaults of the other arguments.
        name: Name of the state.
        message: Reason for the state.
        data: Data of the state.
        details: Other details of the state.

    Raises:
        ArgumentError: *kind* is neither a state nor the type of a state.
    """
    mapping(details or {}, "state_details")
    if not isinstance(kind, str):
        if not isinstance(kind, models.State):
            raise ArgumentError(f"type must be a state or the type of a state, got {quote(kind)}")
        name, message = name or kind.name, message or kind.message
        data = kind.data if data is None else data
        details = cast("requests.StateDetails", _copied_details(kind)) | (details or {})
        kind = kind.type
    # The server recognizes a retried request by this ID, and does not apply it twice.
    identified: requests.StateDetails = {"transition_id": uuid4(), **(details or {})}
    return cast(
        "requests.StateCreate", given(type=kind, name=name, message=message, data=data, state_details=identified)
    )


def new_pause_state(*, suspend: bool, timeout: Seconds | None, now: datetime) -> requests.StateCreate:
    """Return the state that pauses or suspends a run.

    Args:
        suspend: Whether the run's process exits during the pause instead of waiting.
        timeout: Time after which the run fails unless it is resumed, or None for no limit.
        now: Current time.

    Raises:
        ArgumentError: *timeout* is not a duration, or is out of range.
    """
    details: requests.StateDetails = {"pause_reschedule": suspend}
    if timeout is not None:
        # A negative timeout has already passed.
        limit = seconds(timeout, "timeout", minimum=-MAX_SECONDS, finite=True)
        details["pause_timeout"] = now + timedelta(seconds=limit)
    return new_state("PAUSED", name="Suspended" if suspend else "Paused", details=details)


def new_retry_state(message: str | None) -> requests.StateCreate:
    """Return the state that retries a run, with *message* as the reason."""
    return new_state("SCHEDULED", name="AwaitingRetry", message=message)


def state_of_run(state: requests.StateCreate, run_id: UUID) -> requests.StateCreate:
    """Return *state*, which is set for many runs, with a transition ID of its own for the run with *run_id*.

    The ID is always the same for this state and run, so the server recognizes any repetition.
    """
    details: requests.StateDetails = {**state.get("state_details", {})}
    details["transition_id"] = uuid5(UUID(str(details.get("transition_id"))), str(run_id))
    return {**state, "state_details": details}


def is_applied(result: models.OrchestrationResult, requested: requests.StateCreate) -> bool:
    """Return whether *result* shows that the run is in the *requested* state."""
    # If the response to the first attempt was lost, the retry is rejected because the change has already been made.
    return result.status == "ACCEPT" or is_same_transition(result.state, requested)


def is_same_transition(state: models.State | None, requested: requests.StateCreate) -> bool:
    """Return whether *state*, the state of a run, is the *requested* one, and not just one of the same type."""
    requested_id = requested.get("state_details", {}).get("transition_id")
    if state is None or requested_id is None:
        return False
    return state.state_details.transition_id == UUID(str(requested_id))


def is_cancelled(result: models.OrchestrationResult) -> bool:
    """Return whether the run in *result* is CANCELLING or CANCELLED, regardless of the orchestrator's decision."""
    return result.state is not None and result.state.type in {"CANCELLING", "CANCELLED"}


def state_change_error(run_id: UUID, change: str, result: models.OrchestrationResult) -> StateChangeError:
    """Return the error for a rejected state change.

    Args:
        run_id: ID of the flow run or task run.
        change: Requested change as a past participle, such as ``"cancelled"``.
        result: Decision of the orchestrator.
    """
    decision = f"{result.status}{_reason(result.details)}".rstrip(".")
    state = "" if result.state is None else f" The run is {describe_state(result.state)}."
    return StateChangeError(f"run {run_id} was not {change}: {decision}.{state}", run_id=run_id, result=result)


def retry_error(run: models.FlowRun, requested: requests.StateCreate) -> StateChangeError | None:
    """Return the error for a retry of *run* if it has not finished. The server itself would accept the retry.

    Args:
        run: Flow run to retry.
        requested: State that the retry sets. If the run is in this very state, it has been retried.
    """
    if run.is_final or is_same_transition(run.state, requested):
        return None
    return state_change_error(run.id, "retried", _abort(run, "Only a finished run can be retried"))


def cancellation_error(run: models.FlowRun) -> StateChangeError | None:
    """Return the error for a cancellation of *run* if it has finished in another state than CANCELLED."""
    if not run.is_final or run.state_type == "CANCELLED":
        return None
    return state_change_error(run.id, "cancelled", _abort(run, f"Run is already in terminal state {run.state_type}"))


def _abort(run: models.FlowRun, reason: str) -> models.OrchestrationResult:
    from prefect_http_api.models import SetStateStatus, StateAbortDetails

    return models.OrchestrationResult(
        state=run.state, status=SetStateStatus.ABORT, details=StateAbortDetails(reason=reason)
    )


def _copied_details(state: models.State) -> dict[str, object]:
    """Return the details of *state* that make sense in another run."""
    details = ((key, cast("object", getattr(state.state_details, key))) for key in _TRANSFERABLE_DETAILS)
    return {key: value for key, value in details if value}


def _reason(details: models.AnyStateDetails) -> str:
    reason = getattr(details, "reason", None)
    delay = getattr(details, "delay_seconds", None)
    return (f" for {delay} s" if delay is not None else "") + (f": {reason}" if reason else "")
