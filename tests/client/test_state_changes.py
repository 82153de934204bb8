"""State changes with lost responses or unusual decisions, against a stub server."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import httpx
import pytest

from prefect_http import Prefect, ServerError, StateChangeError, TransportError
from prefect_http.models import OrchestrationResult
from prefect_http_api import flow_runs
from tests.support.clock import Clock
from tests.support.stub import API, START, client

ONE = UUID(int=1)
Change = Callable[[Prefect], OrchestrationResult]


def decide(status: str, kind: str | None, details: dict[str, Any], transition: str | None = None) -> httpx.Response:
    state = kind and {
        "id": str(UUID(int=9)),
        "type": kind,
        "name": kind.capitalize(),
        "timestamp": START.isoformat(),
        "state_details": {"transition_id": transition},
    }
    return httpx.Response(200, json={"status": status, "state": state, "details": details})


class Orchestrator:
    """Accepts every change, but the first responses are lost."""

    def __init__(self, *lost: httpx.Response | Exception) -> None:
        self.lost = list(lost)
        self.bodies: list[dict[str, Any]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        self.bodies.append(body)
        if self.lost:
            response = self.lost.pop(0)
            if isinstance(response, Exception):
                raise response
            return response
        transition_id = body["state"]["state_details"]["transition_id"]
        repeated = any(
            earlier["state"]["state_details"]["transition_id"] == transition_id for earlier in self.bodies[:-1]
        )
        if repeated:
            return decide(
                "REJECT", body["state"]["type"], {"type": "reject_details", "reason": "already applied"}, transition_id
            )
        return decide("ACCEPT", body["state"]["type"], {"type": "accept_details"}, transition_id)


CHANGES: list[Change] = [
    lambda prefect: prefect.flow_runs.set_state(ONE, "RUNNING"),
    lambda prefect: prefect.flow_runs.pause(ONE),
    lambda prefect: prefect.flow_runs.suspend(ONE),
    lambda prefect: prefect.flow_runs.cancel(ONE),
]


@pytest.mark.parametrize("change", CHANGES)
def test_state_change_is_retried_and_applied_once(clock: Clock, change: Change) -> None:
    orchestrator = Orchestrator(httpx.ReadError("gone"), httpx.Response(503))
    with Prefect(API, transport=httpx.MockTransport(orchestrator)) as prefect:
        result = change(prefect)
    assert result.status == "REJECT"
    assert len(orchestrator.bodies) == 3
    assert all(body == orchestrator.bodies[0] for body in orchestrator.bodies)


def test_each_change_has_its_own_transition_id(clock: Clock) -> None:
    orchestrator = Orchestrator()
    with client(orchestrator) as prefect:
        assert [change(prefect).status for change in CHANGES + CHANGES] == ["ACCEPT"] * 8


@pytest.mark.parametrize(
    "change",
    [
        lambda prefect: prefect.flow_runs.set_state(ONE, "RUNNING", force=True),
        lambda prefect: prefect.task_runs.set_state(ONE, "RUNNING"),
    ],
)
def test_non_idempotent_changes_are_not_retried(clock: Clock, change: Change) -> None:
    orchestrator = Orchestrator(httpx.ReadError("gone"))
    with Prefect(API, transport=httpx.MockTransport(orchestrator)) as prefect, pytest.raises(TransportError):
        change(prefect)
    assert len(orchestrator.bodies) == 1


@pytest.mark.parametrize("body", [{}, {"state": None}, {"state": {"type": "RUNNING", "state_details": None}}])
def test_state_without_transition_id_is_not_retried(clock: Clock, body: Any) -> None:
    orchestrator = Orchestrator(httpx.Response(502))
    with Prefect(API, transport=httpx.MockTransport(orchestrator)) as prefect, pytest.raises(ServerError):
        prefect.send(flow_runs.set_flow_run_state(ONE, **body))
    assert len(orchestrator.bodies) == 1


def test_force_is_sent_only_if_set() -> None:
    orchestrator = Orchestrator()
    with client(orchestrator) as prefect:
        for change in CHANGES:
            change(prefect)
        prefect.flow_runs.set_state(ONE, "RUNNING", force=True)
    assert [body.get("force") for body in orchestrator.bodies] == [None, None, None, None, True]


@pytest.mark.parametrize(
    ("response", "message"),
    [
        (
            decide("WAIT", "SCHEDULED", {"type": "wait_details", "delay_seconds": 30, "reason": "Too early."}),
            "was not set to RUNNING: WAIT for 30 s: Too early. The run is SCHEDULED.",
        ),
        (
            decide("REJECT", "RUNNING", {"type": "reject_details", "reason": "No"}, str(UUID(int=5))),
            "was not set to RUNNING: REJECT: No. The run is RUNNING.",
        ),
        (decide("ABORT", None, {"type": "abort_details", "reason": None}), "was not set to RUNNING: ABORT."),
        (decide("DREAM", None, {"type": "dream_details"}), "was not set to RUNNING: DREAM."),
    ],
)
def test_other_decisions_are_raised_with_their_reason(response: httpx.Response, message: str) -> None:
    with client(lambda _: response) as prefect, pytest.raises(StateChangeError) as error:
        prefect.flow_runs.set_state(ONE, "RUNNING")
    assert str(error.value) == f"run {ONE} {message}"
    assert error.value.run_id == ONE


def test_server_error_on_resume_of_existing_run_is_raised() -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            return httpx.Response(500, json={"exception_message": "Internal Server Error"})
        state = {"id": str(ONE), "type": "PAUSED", "timestamp": START.isoformat()}
        row = {"id": str(ONE), "flow_id": str(ONE), "name": "x", "created": None, "updated": None, "state": state}
        return httpx.Response(200, json=row)

    with client(handle) as prefect, pytest.raises(ServerError, match="Internal Server Error"):
        prefect.flow_runs.resume(ONE)
