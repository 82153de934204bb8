"""What the states of runs mean, and how they are told. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from prefect_http.errors import FlowRunFailedError

if TYPE_CHECKING:
    from prefect_http.models import FlowRun, State
    from prefect_http_api.requests import StateType

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
