"""States that ``set_state`` requests, given what the client returns."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import httpx
import pytest

from prefect_http import ArgumentError
from prefect_http.models import FlowRun, State, StateType
from prefect_http_api.models import StateDetails
from tests.support.stub import RUN, START, client, flow_run

LATER = datetime(2026, 2, 1, 8, tzinfo=UTC)
STATE = State(
    type=StateType.SCHEDULED,
    id=UUID(int=5),
    timestamp=START,
    name="AwaitingRetry",
    message="again",
    state_details=StateDetails(scheduled_time=LATER, flow_run_id=UUID(int=7), transition_id=UUID(int=8)),
)


def requested(kind: Any, path: str = "flow_runs", **options: Any) -> dict[str, Any]:
    """Return the state in the request of ``set_state``, without its transition ID."""
    sent: list[dict[str, Any]] = []

    def handle(request: httpx.Request) -> httpx.Response:
        sent.append(json.loads(request.content)["state"])
        return httpx.Response(201, json={"status": "ACCEPT", "state": None, "details": {"type": "accept_details"}})

    with client(handle) as prefect:
        getattr(prefect, path).set_state(RUN, kind, **options)
    (state,) = sent
    assert UUID(state["state_details"].pop("transition_id")).int != 8
    return state


@pytest.mark.parametrize("kind", ["COMPLETED", StateType.COMPLETED])
@pytest.mark.parametrize("path", ["flow_runs", "task_runs"])
def test_type_of_a_run_is_requested(kind: str, path: str) -> None:
    assert requested(kind, path) == {"type": "COMPLETED", "state_details": {}}


@pytest.mark.parametrize("path", ["flow_runs", "task_runs"])
def test_state_of_another_run_is_requested(path: str) -> None:
    assert requested(STATE, path, message="once more") == {
        "type": "SCHEDULED",
        "name": "AwaitingRetry",
        "message": "once more",
        "state_details": {"scheduled_time": "2026-02-01T08:00:00Z"},
    }


def test_run_without_a_state_is_rejected() -> None:
    with client(lambda _: httpx.Response(200, json=flow_run(1))) as prefect:
        run: FlowRun = prefect.flow_runs.get(UUID(int=1))
        for kind in (run.state, run.state_type):
            with pytest.raises(ArgumentError, match="type must be a state or the type of a state, got None"):
                prefect.flow_runs.set_state(run.id, kind)
