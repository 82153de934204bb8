"""Validation and encoding of calls before they are sent, and the server's behaviour without it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from generator.servers.run import running_server
from prefect_http import ArgumentError
from prefect_http._domain.trigger import flow_run_request
from prefect_http._http.encoding import encode_body
from prefect_http._http.validation import DATETIME_KEYS, FREE_FORM_KEYS, validate_call
from prefect_http_api import (
    SERVER_VERSION,
    Call,
    deployments,
    events,
    flow_runs,
    flows,
    models,
    task_runs,
    variables,
)
from prefect_http_api.operations import OPERATIONS
from tests.generated.sending import Sender
from tests.support.servers import ServerAddress

ID = UUID(int=7)
NAIVE = datetime(2026, 1, 31, 8)  # noqa: DTZ001  # rejected
AWARE = datetime(2026, 1, 31, 8, tzinfo=UTC)
USE_A_TIMEZONE = "use datetime(..., tzinfo=UTC), or .astimezone() for local time"
FLOW_RUN_KEYS = "deployments, flow_runs, flows, limit, offset, sort, task_runs, work_pool_queues, work_pools"


def rejection(call: Call[Any]) -> str:
    with pytest.raises(ArgumentError) as caught:
        validate_call(call)
    return str(caught.value)


def without_timezone(name: str, value: str) -> str:
    return f"{name} must have a timezone, got {value}: {USE_A_TIMEZONE} (the server would assume UTC)"


def called(operation: str, body: object, *segments: object) -> Call[Any]:
    """Return a call that a type checker would reject."""
    return Call(OPERATIONS[operation], *segments, body=body)


class TestUnknownKeys:
    def test_unknown_key_is_rejected(self) -> None:
        assert rejection(called("flow_runs.read_flow_runs", {"limit": 5, "filter": {}})) == (
            "flow_runs.read_flow_runs does not accept 'filter': the server would ignore it. "
            f"Accepted keys: {FLOW_RUN_KEYS}. To send a key of a newer server, use "
            "client.with_options(unknown_keys=True)"
        )

    def test_closest_key_is_suggested(self) -> None:
        assert rejection(called("flow_runs.read_flow_runs", {"flow_run": {}})) == (
            "flow_runs.read_flow_runs does not accept 'flow_run' (did you mean 'flow_runs'?): the server would ignore "
            f"it. Accepted keys: {FLOW_RUN_KEYS}"
        )

    @pytest.mark.parametrize("key", ["cron", "interval", "rrule", "schedule", "schedules", "timezone"])
    def test_schedule_deployment_rejects_schedule_keys(self, key: str) -> None:
        assert rejection(called("deployments.schedule_deployment", {key: "x"}, ID)) == (
            f"deployments.schedule_deployment does not accept '{key}': POST /deployments/{{id}}/schedule only creates "
            "runs from existing schedules, and the server would ignore the key. To set a schedule, use "
            "client.deployments.schedules.create()"
        )

    def test_schedule_deployment_rejects_other_unknown_keys(self) -> None:
        assert "Accepted keys: end_time, max_runs, min_runs" in rejection(
            called("deployments.schedule_deployment", {"max_run": 1}, ID)
        )

    def test_keys_that_the_server_rejects_are_sent(self) -> None:
        validate_call(called("flows.create_flow", {"name": "x", "nmae": "y"}))

    def test_free_form_and_list_bodies_are_accepted(self) -> None:
        validate_call(flow_runs.update_flow_run_labels(ID, {"anything": 1}))
        validate_call(events.create_events([]))

    def test_known_keys_are_accepted(self) -> None:
        validate_call(flow_runs.read_flow_runs())
        validate_call(flow_runs.read_flow_runs(flow_runs={"id": {"any_": [ID]}}, limit=5, sort="ID_DESC"))
        validate_call(deployments.schedule_deployment(ID, min_runs=3))


TRIGGER: Any = {"type": "event", "posture": "Reactive", "expect": ["something"], "threshold": 1, "within": 0}
ANY_EVENT: Any = {"type": "event", "posture": "Reactive", "threshold": 1, "within": 0}


def automation(trigger: object = TRIGGER, *actions: object, operation: str = "create_automation") -> Call[Any]:
    segments = [ID] if operation == "update_automation" else []
    body = {"name": "x", "trigger": trigger, "actions": list(actions)}
    return called(f"automations.{operation}", body, *segments)


def compound(*triggers: object, **extra: object) -> dict[str, object]:
    return {"type": "compound", "require": "all", "within": 5, "triggers": triggers, **extra}


def not_accepted(operation: str, path: str, suggestion: str) -> str:
    return f"{operation} does not accept '{path}' (did you mean '{suggestion}'?): the server would ignore it. Accepted"


class TestUnknownNestedKeys:
    @pytest.mark.parametrize(
        ("call", "path", "suggestion"),
        [
            (automation({"posture": "Reactive", "expct": ["x"]}), "trigger.expct", "expect"),
            (automation(compound(TRIGGER, witin=5)), "trigger.witin", "within"),
            (
                automation(compound(TRIGGER, {"type": "sequence", "triggers": [{**TRIGGER, "mach": {}}]})),
                "trigger.triggers[1].triggers[0].mach",
                "match",
            ),
            (automation(TRIGGER, {"type": "run-deployment", "paramters": {}}), "actions[0].paramters", "parameters"),
            (automation(TRIGGER, {"deployment_id": ID, "paramters": {}}), "actions[0].paramters", "parameters"),
            (automation(TRIGGER, {"tpye": "cancel-flow-run"}), "actions[0].tpye", "type"),
            (
                automation(TRIGGER, {"type": "pause-work-pool", "work_pool": ID}, operation="update_automation"),
                "actions[0].work_pool",
                "work_pool_id",
            ),
            (
                called("flow_runs.create_flow_run", {"state": {"state_details": {"scheduled_tme": AWARE}}}),
                "state.state_details.scheduled_tme",
                "scheduled_time",
            ),
            (
                called("deployments.bulk_create_flow_runs_from_deployment", [{}, {"empirical_policy": {"retris": 1}}]),
                "[1].empirical_policy.retris",
                "retries",
            ),
            (
                called("deployments.update_deployment", {"concurrency_options": {"collision_stategy": "ENQUEUE"}}),
                "concurrency_options.collision_stategy",
                "collision_strategy",
            ),
            (
                called("task_runs.create_task_run", {"task_inputs": {"n": [{"input_type": "parameter", "nme": "n"}]}}),
                "task_inputs.n[0].nme",
                "name",
            ),
            (called("events.create_events", ({"event": "x", "payloads": {}},)), "[0].payloads", "payload"),
        ],
    )
    def test_unknown_key_is_rejected_by_path(self, call: Call[Any], path: str, suggestion: str) -> None:
        assert rejection(call).startswith(not_accepted(call.operation.name, path, suggestion))

    def test_keys_of_the_member_that_fits_best_are_listed(self) -> None:
        assert rejection(automation(compound(TRIGGER, foo=1))) == (
            "automations.create_automation does not accept 'trigger.foo': the server would ignore it. Accepted keys: "
            "id, require, triggers, type, within. To send a key of a newer server, use "
            "client.with_options(unknown_keys=True)"
        )

    def test_free_form_values_are_accepted(self) -> None:
        anything = {"expct": [{"expct": 1}]}
        validate_call(called("flow_runs.create_flow_run", {"parameters": anything, "labels": anything}))
        validate_call(called("events.create_events", [{"event": "x", "payload": anything, "resource": anything}]))
        validate_call(automation({**TRIGGER, "match": anything, "match_related": [anything]}))
        validate_call(automation(TRIGGER, {"type": "run-deployment", "parameters": anything}))
        validate_call(called("deployments.create_deployment", {"version_info": {"type": "git", "branch": "main"}}))

    def test_keys_that_the_server_rejects_are_sent(self) -> None:
        validate_call(called("flow_runs.create_flow_run", {"state": {"tpye": "SCHEDULED"}}))

    def test_member_that_only_a_newer_server_knows_is_sent(self) -> None:
        validate_call(automation(TRIGGER, {"type": "restart-worker", "worker": "x"}))

    def test_unknown_keys_can_be_sent(self) -> None:
        for call in (
            automation(TRIGGER, {"type": "run-deployment", "paramters": {}}),
            called("flow_runs.read_flow_runs", {"filter": {}}),
        ):
            validate_call(call, unknown_keys=True)

    def test_trigger_that_contains_itself_is_left_to_encoding(self) -> None:
        trigger = compound()
        trigger["triggers"] = [trigger]
        validate_call(automation(trigger))


class TestEmptyTriggers:
    @pytest.mark.parametrize("operation", ["create_automation", "update_automation"])
    @pytest.mark.parametrize(
        "conditions", [{}, {"expect": []}, {"expect": None, "match": {}}, {"match_related": [{}]}, {"after": ["x"]}]
    )
    def test_trigger_that_matches_every_event_is_rejected(self, operation: str, conditions: Any) -> None:
        assert rejection(automation({**ANY_EVENT, **conditions}, operation=operation)) == (
            f"automations.{operation}: trigger must have 'expect', 'match' or 'match_related', since it would match "
            'every event, including those of its own actions. To match every event, use "expect": ["*"]'
        )

    def test_nested_trigger_is_rejected_by_path(self) -> None:
        untyped = {"posture": "Proactive", "within": 10}
        assert "trigger.triggers[1].triggers[0] must have" in rejection(
            automation(compound(TRIGGER, {"type": "sequence", "within": 5, "triggers": (untyped,)}))
        )

    @pytest.mark.parametrize("conditions", [{"expect": ["*"]}, {"match": {"a": "b"}}, {"match_related": [{"a": "b"}]}])
    def test_trigger_with_a_condition_is_accepted(self, conditions: Any) -> None:
        validate_call(automation(compound({**ANY_EVENT, **conditions})))

    def test_models_are_checked_too(self) -> None:
        trigger = models.EventTrigger(
            id=ID, match={}, match_related={}, posture=models.EventTriggerPosture.REACTIVE, threshold=1, within=0.0
        )
        assert "trigger must have" in rejection(automation(trigger))


def bulk(operation: str, selection: object) -> Call[Any]:
    key = {"bulk_delete_flows": "flows", "bulk_delete_deployments": "deployments"}.get(operation, "flow_runs")
    return called(f"{key}.{operation}", {key: selection, "limit": 5})


BULK = ["bulk_delete_flows", "bulk_delete_deployments", "bulk_delete_flow_runs", "bulk_set_flow_run_state"]
EMPTY: list[Any] = [
    None,
    {},
    {"operator": "or_"},
    {"id": None},
    {"id": {}},
    {"id": {"any_": None, "not_any_": None}},
    {"name": {"like_": ""}},
    {"operator": "and_", "tags": {"operator": "or_", "all_": None}, "name": {}},
    {"tags": {"all_": []}},
]
ALL: Any = {"id": {"not_any_": []}}


class TestBulk:
    @pytest.mark.parametrize("operation", BULK)
    @pytest.mark.parametrize("selection", EMPTY)
    def test_empty_filter_is_rejected(self, operation: str, selection: object) -> None:
        message = rejection(bulk(operation, selection))
        assert "must not be empty" in message
        assert '={"id": {"not_any_": []}}' in message

    def test_message_names_filter_and_effect(self) -> None:
        assert rejection(flow_runs.bulk_delete_flow_runs()) == (
            "flow_runs.bulk_delete_flow_runs: the filter 'flow_runs' must not be empty, since an empty filter would "
            'delete all flow runs, up to the limit. To select all, use flow_runs={"id": {"not_any_": []}}'
        )
        assert rejection(flow_runs.bulk_set_flow_run_state(state={"type": "CANCELLED"})) == (
            "flow_runs.bulk_set_flow_run_state: the filter 'flow_runs' must not be empty, since an empty filter "
            'would change all flow runs, up to the limit. To select all, use flow_runs={"id": {"not_any_": []}}'
        )

    @pytest.mark.parametrize("operation", BULK)
    @pytest.mark.parametrize("selection", [ALL, {"id": {"any_": []}}, {"name": {"like_": "x"}}, {"id": {"any_": [ID]}}])
    def test_filter_with_a_condition_is_accepted(self, operation: str, selection: object) -> None:
        validate_call(bulk(operation, selection))

    def test_is_null_is_a_condition(self) -> None:
        validate_call(flow_runs.bulk_delete_flow_runs(flow_runs={"parent_task_run_id": {"is_null_": False}}))

    def test_all_bulk_operations_with_a_filter_are_covered(self) -> None:
        filtered = {
            name for name, operation in OPERATIONS.items() if "/bulk_" in operation.path and operation.body_objects
        }
        assert {name.rpartition(".")[2] for name in filtered} == set(BULK)


class TestDatetimes:
    @pytest.mark.parametrize(
        ("call", "path"),
        [
            (
                flow_runs.read_flow_runs(flow_runs={"expected_start_time": {"before_": AWARE, "after_": NAIVE}}),
                "flow_runs.read_flow_runs: flow_runs.expected_start_time.after_",
            ),
            (
                deployments.create_deployment_schedules(
                    ID, [{"schedule": {"cron": "0 8 * * *"}}, {"schedule": {"interval": 60, "anchor_date": NAIVE}}]
                ),
                "deployments.create_deployment_schedules: [1].schedule.anchor_date",
            ),
            (
                called("task_runs.create_task_run", {"state": {"state_details": ({"scheduled_time": NAIVE},)}}),
                "task_runs.create_task_run: state.state_details[0].scheduled_time",
            ),
        ],
    )
    def test_naive_datetime_is_rejected(self, call: Call[Any], path: str) -> None:
        assert rejection(call) == without_timezone(path, "2026-01-31T08:00:00")

    @pytest.mark.parametrize(
        "value", ["2026-01-31T08:00:00", "2026-01-31 08:00", "2026-01-31", "2026-01-31T08:00:00.123456"]
    )
    def test_naive_datetime_string_is_rejected(self, value: str) -> None:
        call = flow_runs.read_flow_runs(flow_runs={"start_time": {"after_": value}})
        assert rejection(call) == without_timezone("flow_runs.read_flow_runs: flow_runs.start_time.after_", value)

    @pytest.mark.parametrize("value", ["2026-01-31T08:00:00Z", "2026-01-31 08:00-03:00", "tomorrow", ""])
    def test_other_strings_are_left_to_the_server(self, value: str) -> None:
        validate_call(flow_runs.read_flow_runs(flow_runs={"start_time": {"after_": value}}))
        validate_call(
            flow_runs.create_flow_run(flow_id=ID, name="2026-01-31T08:00:00", parameters={"since": "2026-01-31"})
        )

    @pytest.mark.parametrize("more", ["", ".000005"])
    def test_naive_datetime_in_the_query_is_rejected(self, more: str) -> None:
        call = flow_runs.read_flow_run_graph_v2(ID, since=datetime.fromisoformat(f"2026-01-31T08:00:00{more}"))
        assert rejection(call) == (
            f"flow_runs.read_flow_run_graph_v2: since must have a timezone, got 2026-01-31T08:00:00{more}: "
            f"{USE_A_TIMEZONE} (the server would fail)"
        )

    @pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=-3))])
    def test_aware_datetime_is_accepted(self, zone: timezone) -> None:
        when = NAIVE.replace(tzinfo=zone)
        validate_call(flow_runs.read_flow_run_graph_v2(ID, since=when))
        validate_call(flow_runs.read_flow_runs(flow_runs={"start_time": {"after_": when}}))

    def test_free_form_values_are_not_checked(self) -> None:
        validate_call(variables.create_variable(name="x", value={"at": [NAIVE]}))
        validate_call(
            deployments.create_flow_run_from_deployment(ID, parameters={"at": NAIVE}, job_variables={"at": NAIVE})
        )
        validate_call(
            task_runs.create_task_run(flow_run_id=ID, task_key="k", dynamic_key="d", labels={"at": str(NAIVE)})
        )

    def test_trigger_rejects_naive_datetime(self) -> None:
        with pytest.raises(ArgumentError) as caught:
            triggered(scheduled_time=NAIVE)
        assert str(caught.value) == without_timezone("scheduled_time", "2026-01-31T08:00:00")


DOCUMENT = json.loads((Path(__file__).parents[2] / "spec" / "openapi.json").read_text("utf-8"))
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]


def alternatives(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the schemas that a value of *schema* may have, with references, lists and unions resolved."""
    if "$ref" in schema:
        yield from alternatives(SCHEMAS[schema["$ref"].rpartition("/")[2]])
    elif "items" in schema:
        yield from alternatives(schema["items"])
    elif "anyOf" in schema or "oneOf" in schema:
        for alternative in schema.get("anyOf") or schema["oneOf"]:
            yield from alternatives(alternative)
    else:
        yield schema


def request_keys() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield each key of each request object, with the schemas that its value may have."""
    pending = [
        schema
        for item in DOCUMENT["paths"].values()
        for operation in item.values()
        if "requestBody" in operation
        for schema in alternatives(operation["requestBody"]["content"]["application/json"]["schema"])
    ]
    seen: list[dict[str, Any]] = []
    while pending:
        schema = pending.pop()
        if any(schema is other for other in seen):
            continue
        seen.append(schema)
        for key, inner in schema.get("properties", {}).items():
            found = list(alternatives(inner))
            yield key, found
            pending += found


def is_free(schema: dict[str, Any]) -> bool:
    chosen = schema.get("type") == "object" and not schema.get("properties")
    return chosen or not schema.keys() & {"type", "enum", "const"}


def is_datetime(schema: dict[str, Any]) -> bool:
    return schema.get("format") == "date-time"


def test_free_form_keys_match_the_spec() -> None:
    assert {key for key, found in request_keys() if any(map(is_free, found))} == FREE_FORM_KEYS


def test_datetime_keys_match_the_spec() -> None:
    found = list(request_keys())
    assert {key for key, schemas in found if any(map(is_datetime, schemas))} == DATETIME_KEYS
    strings = [
        schema for key, schemas in found if key in DATETIME_KEYS for schema in schemas if schema.get("type") == "string"
    ]
    assert {schema.get("format") for schema in strings} == {"date-time"}


def test_free_form_values_contain_no_datetime_keys() -> None:
    below = [schema for key, found in request_keys() if key in FREE_FORM_KEYS for schema in found]
    times = {key for key, found in request_keys() if any(map(is_datetime, found))}
    assert len(times) > 10
    assert not times & FREE_FORM_KEYS
    for schema in below:
        assert not times & schema.get("properties", {}).keys()


class Foo:
    pass


class TestEncoding:
    @pytest.mark.parametrize(
        ("parameters", "problem"),
        [
            ({"x": Foo()}, "parameters.x: Foo is not JSON-serializable"),
            ({"x": [1, {"y": Foo}]}, "parameters.x[1].y: type is not JSON-serializable"),
            ({"x": {(1, 2): 3}}, "parameters.x: keys must be strings"),
            ({"x": {Foo()}}, "parameters.x: set is not JSON-serializable"),
            (
                {"x": ["\ud800"]},
                "parameters.x[0]: the string contains an unpaired surrogate, which is not valid Unicode",
            ),
            ({"x": {"\ud800": 1}}, "parameters.x: a key contains an unpaired surrogate, which is not valid Unicode"),
        ],
    )
    def test_unserializable_value_is_reported_by_path(self, parameters: dict[str, Any], problem: str) -> None:
        with pytest.raises(ArgumentError) as caught:
            encode_body(deployments.create_flow_run_from_deployment(ID, parameters=parameters))
        assert str(caught.value) == f"deployments.create_flow_run_from_deployment: {problem}"

    def test_circular_list_is_rejected(self) -> None:
        endless: list[Any] = []
        endless.append(endless)
        with pytest.raises(ArgumentError, match=r"variables\.create_variable: the body is nested too deeply"):
            encode_body(variables.create_variable(name="x", value=endless))

    def test_valid_body_is_encoded(self) -> None:
        assert encode_body(variables.create_variable(name="x", value=[1, None, "é"])) == (
            '{"name":"x","value":[1,null,"é"]}'.encode()
        )
        assert encode_body(flow_runs.read_flow_run(ID)) is None


def triggered(**given: Any) -> object:
    nothing = dict.fromkeys(
        ["parameters", "name", "tags", "idempotency_key", "scheduled_time", "job_variables", "work_queue_name"]
    )
    return flow_run_request(**(nothing | given))


@pytest.mark.parametrize("argument", ["parameters", "job_variables"])
@pytest.mark.parametrize(("given", "kind"), [([1], "list"), ("x", "str"), (5, "int")])
def test_non_mapping_is_rejected(argument: str, given: object, kind: str) -> None:
    with pytest.raises(ArgumentError, match=f"^{argument} must be a mapping of names to values, got {kind}$"):
        triggered(**{argument: given})


@pytest.fixture(scope="module")
def sender(server: ServerAddress) -> Iterator[Sender]:
    sender = Sender(server.api_url, server.headers)
    yield sender
    sender.close()


class TestServerWithoutValidation:
    """Behaviour of the shared server without the client's validation. Objects of other tests are not changed."""

    def test_filter_under_an_unknown_key_is_ignored(self, sender: Sender) -> None:
        flow = sender.send(flows.create_flow(name=f"guarded-{uuid4()}"))
        unknown = {"id": {"any_": [str(uuid4())]}}
        counted = sender.send(called("flows.count_flows", {"filter": unknown}))
        assert isinstance(counted, int)
        assert counted > 0
        found: Any = sender.send(called("flows.read_flows", {"filter": unknown, "limit": 1}))
        assert len(found) == 1
        assert sender.send(flows.count_flows(flows={"id": {"any_": [flow.id]}})) == 1
        assert sender.send(flows.count_flows(flows={"id": {"any_": [uuid4()]}})) == 0

    def test_schedule_deployment_sets_no_schedule(self, sender: Sender) -> None:
        flow = sender.send(flows.create_flow(name=f"guarded-{uuid4()}"))
        made = sender.send(deployments.create_deployment(name="d", flow_id=flow.id))
        body = {"schedule": {"cron": "0 8 * * *"}, "cron": "0 8 * * *", "schedules": [{"schedule": {"interval": 60}}]}
        sender.send(called("deployments.schedule_deployment", body, made.id))
        assert sender.send(deployments.read_deployment_schedules(made.id)) == []

    def test_naive_datetime_is_interpreted_as_utc(self, sender: Sender) -> None:
        flow = sender.send(flows.create_flow(name=f"guarded-{uuid4()}"))
        scheduled: Any = {"type": "SCHEDULED", "state_details": {"scheduled_time": NAIVE}}
        run = sender.send(flow_runs.create_flow_run(flow_id=flow.id, state=scheduled))
        assert run.expected_start_time == AWARE
        at = {"expected_start_time": {"after_": NAIVE, "before_": NAIVE}, "id": {"any_": [run.id]}}
        assert sender.send(called("flow_runs.count_flow_runs", {"flow_runs": at})) == 1

    def test_naive_datetime_in_the_query_is_a_server_error(self, sender: Sender) -> None:
        flow = sender.send(flows.create_flow(name=f"guarded-{uuid4()}"))
        run = sender.send(flow_runs.create_flow_run(flow_id=flow.id))
        assert sender.raw(flow_runs.read_flow_run_graph_v2(run.id, since=NAIVE)).status == 500
        assert sender.raw(flow_runs.read_flow_run_graph_v2(run.id, since=AWARE)).status == 200


def test_circular_body_is_rejected() -> None:
    circular: Any = {}
    circular["state"] = circular
    call = flow_runs.read_flow_runs(flow_runs=circular)
    validate_call(call)
    with pytest.raises(ArgumentError, match="nested too deeply, or contains itself"):
        encode_body(call)


def test_non_call_is_rejected() -> None:
    with pytest.raises(
        ArgumentError, match=r"got the function read_flow: call it, as in client\.send\(read_flow\(\.\.\.\)\)"
    ):
        validate_call(flows.read_flow)  # type: ignore[arg-type]  # tested here
    with pytest.raises(ArgumentError, match=r"expected a Call, .*, got str"):
        validate_call("flows")  # type: ignore[arg-type]  # tested here


@pytest.fixture(scope="module")
def alone() -> Iterator[Sender]:
    # A separate server, since the tests delete everything on it.
    with running_server(SERVER_VERSION) as server:
        sender = Sender(server.api_url)
        yield sender
        sender.close()


@pytest.fixture
def three_of_each(alone: Sender) -> Sender:
    for _ in range(3):
        flow = alone.send(flows.create_flow(name=f"guarded-{uuid4()}"))
        alone.send(deployments.create_deployment(name="d", flow_id=flow.id))
        alone.send(flow_runs.create_flow_run(flow_id=flow.id))
    return alone


def hit_count(response: Any) -> int:
    return len(response.results if hasattr(response, "results") else response.deleted)


@pytest.mark.parametrize("operation", BULK)
class TestBulkWithoutValidation:
    @staticmethod
    def hits(sender: Sender, operation: str, selection: object) -> int:
        call = bulk(operation, selection)
        if operation == "bulk_set_flow_run_state":
            call.body = {"flow_runs": selection, "state": {"type": "CANCELLED"}, "limit": 3}
        else:
            key = next(iter(call.body))  # type: ignore[call-overload]  # a dict, made above
            call.body = {key: selection, "limit": 3}
        return hit_count(sender.send(call))

    @pytest.mark.parametrize("selection", [*EMPTY, ALL])
    def test_empty_filter_selects_every_row(self, three_of_each: Sender, operation: str, selection: object) -> None:
        assert self.hits(three_of_each, operation, selection) == 3

    def test_empty_id_list_selects_no_row(self, three_of_each: Sender, operation: str) -> None:
        assert self.hits(three_of_each, operation, {"id": {"any_": []}}) == 0
