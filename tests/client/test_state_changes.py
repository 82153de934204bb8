"""Changes of state whose answer is lost, or whose decision no real server takes on demand."""

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


def answer(status: str, kind: str | None, details: dict[str, Any], transition: str | None = None) -> httpx.Response:
    state = kind and {
        "id": str(UUID(int=9)),
        "type": kind,
        "name": kind.capitalize(),
        "timestamp": START.isoformat(),
        "state_details": {"transition_id": transition},
    }
    return httpx.Response(200, json={"status": status, "state": state, "details": details})


class Orchestrator:
    """Does what is asked, but the first answers are lost."""

    def __init__(self, *lost: httpx.Response | Exception) -> None:
        self.lost = list(lost)
        self.asked: list[dict[str, Any]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        self.asked.append(body)
        if self.lost:
            answered = self.lost.pop(0)
            if isinstance(answered, Exception):
                raise answered
            return answered
        mark = body["state"]["state_details"]["transition_id"]
        again = any(asked["state"]["state_details"]["transition_id"] == mark for asked in self.asked[:-1])
        if again:
            return answer("REJECT", body["state"]["type"], {"type": "reject_details", "reason": "made already"}, mark)
        return answer("ACCEPT", body["state"]["type"], {"type": "accept_details"}, mark)


CHANGES: list[Change] = [
    lambda prefect: prefect.flow_runs.set_state(ONE, "RUNNING"),
    lambda prefect: prefect.flow_runs.pause(ONE),
    lambda prefect: prefect.flow_runs.suspend(ONE),
    lambda prefect: prefect.flow_runs.cancel(ONE),
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_whose_answer_was_lost_is_asked_for_again_and_made_once(clock: Clock, change: Change) -> None:
    orchestrator = Orchestrator(httpx.ReadError("gone"), httpx.Response(503))
    with Prefect(API, transport=httpx.MockTransport(orchestrator)) as prefect:
        result = change(prefect)
    assert result.status == "REJECT"
    assert len(orchestrator.asked) == 3
    assert all(asked == orchestrator.asked[0] for asked in orchestrator.asked)


def test_no_two_changes_are_taken_for_the_same(clock: Clock) -> None:
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
def test_what_would_be_made_twice_is_not_asked_for_again(clock: Clock, change: Change) -> None:
    orchestrator = Orchestrator(httpx.ReadError("gone"))
    with Prefect(API, transport=httpx.MockTransport(orchestrator)) as prefect, pytest.raises(TransportError):
        change(prefect)
    assert len(orchestrator.asked) == 1


@pytest.mark.parametrize("body", [{}, {"state": None}, {"state": {"type": "RUNNING", "state_details": None}}])
def test_a_state_without_an_id_is_not_asked_for_again(clock: Clock, body: Any) -> None:
    orchestrator = Orchestrator(httpx.Response(503))
    with Prefect(API, transport=httpx.MockTransport(orchestrator)) as prefect, pytest.raises(ServerError):
        prefect.send(flow_runs.set_flow_run_state(ONE, **body))
    assert len(orchestrator.asked) == 1


def test_force_is_sent_only_when_it_is_asked_for() -> None:
    orchestrator = Orchestrator()
    with client(orchestrator) as prefect:
        for change in CHANGES:
            change(prefect)
        prefect.flow_runs.set_state(ONE, "RUNNING", force=True)
    assert [asked.get("force") for asked in orchestrator.asked] == [None, None, None, None, True]


@pytest.mark.parametrize(
    ("answered", "message"),
    [
        (
            answer("WAIT", "SCHEDULED", {"type": "wait_details", "delay_seconds": 30, "reason": "Too early."}),
            "was not set to RUNNING: WAIT for 30 s: Too early. It is SCHEDULED.",
        ),
        (
            answer("REJECT", "RUNNING", {"type": "reject_details", "reason": "No"}, str(UUID(int=5))),
            "was not set to RUNNING: REJECT: No. It is RUNNING.",
        ),
        (answer("ABORT", None, {"type": "abort_details", "reason": None}), "was not set to RUNNING: ABORT."),
        (answer("DREAM", None, {"type": "dream_details"}), "was not set to RUNNING: DREAM."),
    ],
)
def test_every_other_decision_is_an_error_that_tells_it(answered: httpx.Response, message: str) -> None:
    with client(lambda _: answered) as prefect, pytest.raises(StateChangeError) as error:
        prefect.flow_runs.set_state(ONE, "RUNNING")
    assert str(error.value) == f"run {ONE} {message}"
    assert error.value.run_id == ONE


def test_a_server_that_fails_to_resume_a_run_that_there_is_is_the_error() -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            return httpx.Response(500, json={"exception_message": "Internal Server Error"})
        state = {"id": str(ONE), "type": "PAUSED", "timestamp": START.isoformat()}
        row = {"id": str(ONE), "flow_id": str(ONE), "name": "x", "created": None, "updated": None, "state": state}
        return httpx.Response(200, json=row)

    with client(handle) as prefect, pytest.raises(ServerError, match="Internal Server Error"):
        prefect.flow_runs.resume(ONE)
