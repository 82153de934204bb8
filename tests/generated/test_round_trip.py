"""Every operation of a real server is called, and every response round-trips through the models."""

import json
from datetime import UTC, datetime
from typing import Any

import attrs
import msgspec
import pytest

from generator.bump.exercises import missing_exercises
from generator.package import Source, patch_and_normalise
from generator.spec.load import load_file
from prefect_http._http.identity import find_mismatch
from prefect_http_api import encode, models, operations, to_json
from prefect_http_api.models import Deployment, EventPage, Log, TaskRun, Variable, WorkPool
from tests.generated.exercise import ANYTHING, LABELS, Report
from tests.generated.sending import Response, differences, losses
from tests.support.versions import LOCKED, PINNED, SPEC

pytestmark = pytest.mark.every_python

NOT_CALLED = {
    "root.create_csrf_token": "returns 422 while CSRF protection is off; test_corrections calls it where it is on",
}
NEVER_ANSWERED = {
    "CsrfToken": "needs CSRF protection; see NOT_CALLED",
    "UpdatedBy": "the server takes it down, and forgets to store it: Deployment.updated_by is always null",
}


def test_every_operation_succeeds(report: Report) -> None:
    assert report.version == PINNED
    unexpected = set(report.not_called) - NOT_CALLED.keys()
    assert not unexpected, calls_to_paste(unexpected)
    assert len(report.called) == LOCKED.counts["operations"] - len(NOT_CALLED)
    assert len(operations.OPERATIONS) == LOCKED.counts["operations"]


def calls_to_paste(names: set[str]) -> str:
    spec = load_file(SPEC)
    document = patch_and_normalise(Source.of(spec.document, spec.server_version, None))
    calls = [call for name, call in missing_exercises("", document).items() if name in names]
    return "\n".join(["complete these calls and paste them into tests/generated/exercise.py:", *calls])


def test_no_call_is_rejected(report: Report) -> None:
    assert report.refused == []


def test_responses_round_trip_without_loss_or_addition(report: Report) -> None:
    assert report.lost == []


def test_every_response_belongs_to_its_request(responses: list[Response]) -> None:
    mismatches = [find_mismatch(response.call, response.status, response.content) for response in responses]
    assert mismatches == [None] * len(responses)


def test_created_objects_are_complete(responses: list[Response]) -> None:
    """The comparison proves something only if responses are not empty."""
    said = by_operation(responses)

    deployment = said["deployments.read_deployment"][0]
    assert sorted(sorted(one["schedule"]) for one in deployment["schedules"]) == [
        ["anchor_date", "interval", "timezone"],
        ["cron", "day_or", "timezone"],
        ["rrule", "timezone"],
    ]
    assert deployment["concurrency_options"] == {"collision_strategy": "CANCEL_NEW", "grace_period_seconds": 90}
    assert deployment["global_concurrency_limit"]["limit"] == 2
    assert deployment["parameters"] == {"anything": ANYTHING}
    assert deployment["labels"].items() >= LABELS.items()

    actions = [action["type"] for action in said["automations.read_automation"][0]["actions"]]
    assert len(set(actions)) == 17
    trigger = said["automations.read_automation"][0]["trigger"]
    assert trigger["type"] == "compound"
    assert [one["type"] for one in trigger["triggers"]] == ["event", "sequence", "compound"]

    inputs = said["task_runs.read_task_run"][0]["task_inputs"]["upstream"]
    assert [one["input_type"] for one in inputs] == ["task_run", "parameter", "constant", "flow_run"]

    results = [*said["flow_runs.set_flow_run_state"], *said["task_runs.set_task_run_state"]]
    assert {one["status"] for one in results} == {"ACCEPT", "REJECT", "ABORT", "WAIT"}
    assert {one["details"]["type"] for one in results} == {
        "accept_details",
        "reject_details",
        "abort_details",
        "wait_details",
    }

    values = [one["value"] for one in said["variables.read_variable"]]
    assert values == [ANYTHING, [1, "a", None], "ä", 7, 0.5, True, None]

    graph = said["flow_runs.read_flow_run_graph_v2"][0]
    assert {node["kind"] for _, node in graph["nodes"]} == {"flow-run", "task-run"}
    assert graph["artifacts"]
    assert graph["states"]


def test_every_model_has_been_decoded(responses: list[Response]) -> None:
    """A real instance of each class in ``models`` was compared."""
    seen: set[str] = set()
    for response in responses:
        collect(decode(response), seen)
    classes = {name for name in models.__all__ if is_class(getattr(models, name))}
    assert classes - seen == set(NEVER_ANSWERED)


def test_strings_become_typed_values(responses: list[Response]) -> None:
    made = next(decode(one) for one in responses if one.operation == "deployments.read_deployment")
    assert isinstance(made, Deployment)
    assert made.created is not None
    assert made.created.tzinfo is not None
    (interval,) = [one.schedule for one in made.schedules if isinstance(one.schedule, models.IntervalSchedule)]
    assert interval.interval == 3600.5
    # Sent as midnight in a time zone one hour ahead.
    assert interval.anchor_date == datetime(2025, 12, 31, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sent", "kept", "found"),
    [
        ({"a": 1}, {"a": 1.0}, []),
        ({"a": "2026-01-01T00:00:00Z"}, {"a": "2026-01-01T01:00:00+01:00"}, []),
        ({"a": 1}, {"a": True}, ["$.a: 1 became True"]),
        ({"a": 1}, {"a": "1"}, ["$.a: 1 became '1'"]),
        ({"a": None}, {}, ["$.a: lost"]),
        ({"a": None}, {"a": {}}, ["$.a: None became {}"]),
        # Some servers return null.
        ({"a": {"labels": None}}, {"a": {"labels": {}}}, []),
        ({"labels": None}, {"labels": {"b": 1}}, ["$.labels: None became {'b': 1}"]),
        ({}, {"a": None}, ["$.a: made up"]),
        ({"a": [{"b": 1}, {"b": 2}]}, {"a": [{"b": 1}, {"b": 3}]}, ["$.a[1].b: 2 became 3"]),
        ({"a": [1]}, {"a": [1, 2]}, ["$.a: [1] became [1, 2]"]),
        (
            {"a": "2026-01-01T00:00:00Z"},
            {"a": "2026-01-01T00:00:01Z"},
            ["$.a: '2026-01-01T00:00:00Z' became '2026-01-01T00:00:01Z'"],
        ),
    ],
)
def test_comparison_finds_a_loss(sent: Any, kept: Any, found: list[str]) -> None:
    assert list(differences(sent, kept)) == found


def test_comparison_finds_a_loss_in_a_real_response(responses: list[Response]) -> None:
    response = next(one for one in responses if one.operation == "flow_runs.read_flow_run")
    changed = json.loads(response.content)
    del changed["state"]["message"]
    changed["new"] = 1
    shrunk = Response(response.call, response.status, json.dumps(changed).encode())
    assert sorted(losses(shrunk, decode(shrunk), "application/json")) == ["$.new: lost", "$.state.message: made up"]


@pytest.mark.parametrize(
    ("operation", "wanted"),
    [
        ("deployments.read_deployments", list[Deployment]),
        ("events.read_events", EventPage),
        ("logs.read_logs", list[Log]),
        ("task_runs.read_task_run", TaskRun),
        ("variables.read_variable", Variable),
        ("work_pools.read_work_pool", WorkPool),
    ],
)
def test_encoded_model_can_be_decoded(responses: list[Response], operation: str, wanted: Any) -> None:
    for response in (one for one in responses if one.operation == operation):
        decoded = decode(response)
        assert operations.OPERATIONS[operation].response(200) == wanted
        again = operations.OPERATIONS[operation].decode(200, encode(decoded))
        assert to_json(again) == to_json(decoded)


def by_operation(responses: list[Response]) -> dict[str, list[Any]]:
    said: dict[str, list[Any]] = {}
    for response in responses:
        if response.content and operations.OPERATIONS[response.operation].media_type.endswith("json"):
            said.setdefault(response.operation, []).append(json.loads(response.content))
    return said


def decode(response: Response) -> Any:
    return operations.OPERATIONS[response.operation].decode(response.status, response.content)


def is_class(one: object) -> bool:
    return isinstance(one, type) and (attrs.has(one) or issubclass(one, msgspec.Struct))


def collect(value: Any, seen: set[str]) -> None:
    if isinstance(value, dict):
        for inner in value.values():
            collect(inner, seen)
    elif isinstance(value, list):
        for inner in value:
            collect(inner, seen)
    elif is_class(type(value)):
        seen.add(type(value).__name__)
        names = [one.name for one in attrs.fields(type(value))] if attrs.has(type(value)) else value.__struct_fields__
        for name in names:
            collect(getattr(value, name), seen)
