"""Messages about invalid requests, on the newest and the oldest supported server."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest

from prefect_http import Prefect, ValidationError
from prefect_http_api import Call
from prefect_http_api.operations import OPERATIONS
from tests.support.servers import Provide
from tests.support.versions import OLDEST, PINNED

EVENT: Any = {"type": "event", "posture": "Reactive", "expect": ["x"], "threshold": 1, "within": 0}
ACTION: Any = {"type": "do-nothing"}


@pytest.fixture(scope="module", params=[PINNED, OLDEST])
def client(server_of: Provide, request: pytest.FixtureRequest) -> Iterator[Prefect]:
    with Prefect(server_of(request.param).api_url) as prefect:
        yield prefect


@pytest.fixture(scope="module")
def deployment(client: Prefect) -> UUID:
    flow = client.flows.create(name=f"flow-{uuid4()}")
    return client.deployments.create(flow_id=flow.id, name="d", parameter_openapi_schema={}).id


def problem(client: Prefect, operation: str, body: object, *segments: object) -> str:
    """Return what the server found wrong with *body*, and check that the message is one short line."""
    with pytest.raises(ValidationError) as caught:
        client.send(Call(OPERATIONS[operation], *segments, body=body))
    message = str(caught.value)
    assert (len(message) < 400, "\n" in message) == (True, False)
    return caught.value.detail.removeprefix("Invalid request received.: ").removeprefix("Invalid request received: ")


@pytest.mark.parametrize(
    ("schedule", "told"),
    [
        ({"cron": "x y z"}, 'body.0.schedule.cron: Value error, Invalid cron string: "x y z"'),
        ({"cron": "* * * * *", "timezone": "Mars"}, 'body.0.schedule: Value error, Invalid timezone: "Mars" '),
        ({"corn": "* * * * *"}, "body.0.schedule.cron: Field required; body.0.schedule.corn: Extra inputs"),
        ({"interval": "soon"}, "body.0.schedule.interval: Input should be a valid timedelta"),
        ({"interval": 60, "anchor_date": "x"}, "body.0.schedule.anchor_date: Value error, Unable to parse string"),
        ({"rrule": "FREQ=SOMETIMES"}, 'body.0.schedule.rrule: Value error, Invalid RRule string "FREQ=SOMETIMES"'),
        ({"rrule": "FREQ=DAILY;" + "X" * 5000}, 'body.0.schedule.rrule: Value error, Invalid RRule string "FREQ='),
    ],
)
def test_schedule_is_told_by_its_kind(client: Prefect, deployment: UUID, schedule: Any, told: str) -> None:
    body = [{"schedule": schedule}]
    assert problem(client, "deployments.create_deployment_schedules", body, deployment).startswith(told)


@pytest.mark.parametrize(
    ("trigger", "told"),
    [
        ({"type": "event", "expect": ["x"]}, "body.trigger.posture: Field required"),
        ({**EVENT, "threshold": "x"}, "body.trigger.threshold: Input should be a valid integer, unable"),
        ({**EVENT, "type": "evnt"}, "body.trigger.type: Input should be 'event' or 'compound' or 'sequence'"),
        (
            {"type": "compound", "require": "all", "within": 5, "triggers": [{**EVENT, "posture": "x"}]},
            "body.trigger.triggers.0.posture: Input should be Posture.Reactive or Posture.Proactive",
        ),
    ],
)
def test_trigger_is_told_by_its_type(client: Prefect, trigger: Any, told: str) -> None:
    body = {"name": "x", "trigger": trigger, "actions": [ACTION]}
    assert problem(client, "automations.create_automation", body).startswith(told)


@pytest.mark.parametrize(
    ("action", "told"),
    [
        (
            {"type": "run-deployment", "deployment_id": "x"},
            "body.actions.1.deployment_id: Input should be a valid UUID",
        ),
        ({"type": "change-flow-run-state", "state": "DONE"}, "body.actions.1.state: Input should be 'SCHEDULED', "),
        ({"type": "call-webhook"}, "body.actions.1.block_document_id: Field required"),
    ],
)
def test_action_is_told_by_its_type(client: Prefect, action: Any, told: str) -> None:
    body = {"name": "x", "trigger": EVENT, "actions": [ACTION, action]}
    assert problem(client, "automations.create_automation", body).startswith(told)


def test_filter_is_told_by_its_path(client: Prefect) -> None:
    body = {"flow_runs": {"id": {"any_": ["x"]}, "start_time": {"before_": "yesterday"}}}
    told = problem(client, "flow_runs.read_flow_runs", body)
    assert "body.flow_runs.id.any_.0: Input should be a valid UUID" in told
    assert told.endswith("body.flow_runs.start_time.before_: Value error, Unable to parse string [yesterday]")


def test_task_input_is_told_by_its_kind(client: Prefect) -> None:
    inputs = {"x": [{"input_type": "task_run", "id": "x"}]}
    body = {"task_key": "k", "dynamic_key": "0", "flow_run_id": None, "task_inputs": inputs}
    assert problem(client, "task_runs.create_task_run", body).startswith("body.task_inputs.x.0.id: Input should be")
