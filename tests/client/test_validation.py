import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from generator.servers import run as servers
from prefect_http import ArgumentError
from prefect_http._domain.trigger import flow_run_request
from prefect_http._http.request import encoded
from prefect_http._http.validation import ANY_JSON, TIMES, check
from prefect_http_api import (
    SERVER_VERSION,
    Call,
    deployments,
    events,
    flow_runs,
    flows,
    task_runs,
    variables,
)
from prefect_http_api.operations import OPERATIONS
from tests.generated.sending import Sender
from tests.support.servers import ServerAddress

ID = UUID(int=7)
NAIVE = datetime(2026, 1, 31, 8)  # noqa: DTZ001  # what is refused
AWARE = datetime(2026, 1, 31, 8, tzinfo=UTC)
WITHOUT = (
    " has no timezone, and the server would take it for UTC: "
    "write datetime(..., tzinfo=UTC), or call .astimezone() for local time"
)
FLOW_RUNS_TAKE = "deployments, flow_runs, flows, limit, offset, sort, task_runs, work_pool_queues, work_pools"


def refusal(call: Call[Any]) -> str:
    with pytest.raises(ArgumentError) as caught:
        check(call)
    return str(caught.value)


def called(operation: str, body: object, *segments: object) -> Call[Any]:
    """Return the call that somebody makes whom no type checker stops."""
    return Call(OPERATIONS[operation], *segments, body=body)


class TestUnknownKeys:
    def test_are_refused(self) -> None:
        assert refusal(called("flow_runs.read_flow_runs", {"limit": 5, "filter": {}})) == (
            "flow_runs.read_flow_runs has no 'filter': the server would ignore it and answer as if it were not there. "
            f"It takes: {FLOW_RUNS_TAKE}"
        )

    def test_the_closest_one_is_named(self) -> None:
        assert refusal(called("flow_runs.read_flow_runs", {"flow_run": {}})) == (
            "flow_runs.read_flow_runs has no 'flow_run': the server would ignore it and answer as if it were not there."
            f" It takes: {FLOW_RUNS_TAKE} (did you mean 'flow_runs'?)"
        )

    @pytest.mark.parametrize("key", ["cron", "interval", "rrule", "schedule", "schedules", "timezone"])
    def test_scheduling_is_not_setting_a_schedule(self, key: str) -> None:
        assert refusal(called("deployments.schedule_deployment", {key: "x"}, ID)) == (
            f"deployments.schedule_deployment has no '{key}': POST /deployments/{{id}}/schedule only makes runs of the "
            "schedules that there are, and the server would ignore it. To set a schedule, call "
            "prefect.deployments.schedules.add(...)"
        )

    def test_another_key_of_scheduling_is_one_like_any(self) -> None:
        assert "It takes: end_time, max_runs, min_runs" in refusal(
            called("deployments.schedule_deployment", {"max_run": 1}, ID)
        )

    def test_are_left_to_a_server_that_refuses_them(self) -> None:
        check(called("flows.create_flow", {"name": "x", "nmae": "y"}))

    def test_are_none_of_labels_and_lists(self) -> None:
        check(flow_runs.update_flow_run_labels(ID, {"anything": 1}))
        check(events.create_events([]))

    def test_what_is_known_passes(self) -> None:
        check(flow_runs.read_flow_runs())
        check(flow_runs.read_flow_runs(flow_runs={"id": {"any_": [ID]}}, limit=5, sort="ID_DESC"))
        check(deployments.schedule_deployment(ID, min_runs=3))


def bulk(operation: str, wanted: object) -> Call[Any]:
    key = {"bulk_delete_flows": "flows", "bulk_delete_deployments": "deployments"}.get(operation, "flow_runs")
    return called(f"{key}.{operation}", {key: wanted, "limit": 5})


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
]
ALL: Any = {"id": {"not_any_": []}}


class TestBulk:
    @pytest.mark.parametrize("operation", BULK)
    @pytest.mark.parametrize("wanted", EMPTY)
    def test_an_empty_filter_is_refused(self, operation: str, wanted: object) -> None:
        message = refusal(bulk(operation, wanted))
        assert "is empty" in message
        assert '={"id": {"not_any_": []}}' in message

    def test_the_message(self) -> None:
        assert refusal(flow_runs.bulk_delete_flow_runs()) == (
            "flow_runs.bulk_delete_flow_runs: the filter 'flow_runs' is empty, and would delete flow runs of every "
            'kind, up to the limit. If all of them are meant, write flow_runs={"id": {"not_any_": []}}'
        )
        assert refusal(flow_runs.bulk_set_flow_run_state(state={"type": "CANCELLED"})) == (
            "flow_runs.bulk_set_flow_run_state: the filter 'flow_runs' is empty, and would change flow runs of every "
            'kind, up to the limit. If all of them are meant, write flow_runs={"id": {"not_any_": []}}'
        )

    @pytest.mark.parametrize("operation", BULK)
    @pytest.mark.parametrize("wanted", [ALL, {"id": {"any_": []}}, {"name": {"like_": "x"}}, {"id": {"any_": [ID]}}])
    def test_a_filter_that_says_something_passes(self, operation: str, wanted: object) -> None:
        check(bulk(operation, wanted))

    def test_flow_runs_may_be_found_by_whether_they_have_a_parent(self) -> None:
        check(flow_runs.bulk_delete_flow_runs(flow_runs={"parent_task_run_id": {"is_null_": False}}))

    def test_they_are_all_the_bulk_operations_with_a_filter(self) -> None:
        filtered = {name for name, one in OPERATIONS.items() if "/bulk_" in one.path and one.keys}
        assert {name.rpartition(".")[2] for name in filtered} == set(BULK)


class TestTimes:
    @pytest.mark.parametrize(
        ("call", "place"),
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
    def test_without_a_timezone_are_refused(self, call: Call[Any], place: str) -> None:
        assert refusal(call) == f"{place}=2026-01-31T08:00:00{WITHOUT}"

    @pytest.mark.parametrize(
        "text", ["2026-01-31T08:00:00", "2026-01-31 08:00", "2026-01-31", "2026-01-31T08:00:00.123456"]
    )
    def test_without_a_timezone_are_refused_as_text(self, text: str) -> None:
        call = flow_runs.read_flow_runs(flow_runs={"start_time": {"after_": text}})
        assert refusal(call) == f"flow_runs.read_flow_runs: flow_runs.start_time.after_={text}{WITHOUT}"

    @pytest.mark.parametrize("text", ["2026-01-31T08:00:00Z", "2026-01-31 08:00-03:00", "tomorrow", ""])
    def test_other_texts_are_left_to_the_server(self, text: str) -> None:
        check(flow_runs.read_flow_runs(flow_runs={"start_time": {"after_": text}}))
        check(flow_runs.create_flow_run(flow_id=ID, name="2026-01-31T08:00:00", parameters={"since": "2026-01-31"}))

    @pytest.mark.parametrize("more", ["", ".000005"])
    def test_without_a_timezone_are_refused_in_the_query(self, more: str) -> None:
        call = flow_runs.read_flow_run_graph_v2(ID, since=datetime.fromisoformat(f"2026-01-31T08:00:00{more}"))
        assert refusal(call) == (
            f"flow_runs.read_flow_run_graph_v2: since=2026-01-31T08:00:00{more} has no timezone, and the server would "
            "fail on it: write datetime(..., tzinfo=UTC), or call .astimezone() for local time"
        )

    @pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=-3))])
    def test_with_a_timezone_pass(self, zone: timezone) -> None:
        when = NAIVE.replace(tzinfo=zone)
        check(flow_runs.read_flow_run_graph_v2(ID, since=when))
        check(flow_runs.read_flow_runs(flow_runs={"start_time": {"after_": when}}))

    def test_belong_to_the_caller_where_any_json_is_taken(self) -> None:
        check(variables.create_variable(name="x", value={"at": [NAIVE]}))
        check(deployments.create_flow_run_from_deployment(ID, parameters={"at": NAIVE}, job_variables={"at": NAIVE}))
        check(task_runs.create_task_run(flow_run_id=ID, task_key="k", dynamic_key="d", labels={"at": str(NAIVE)}))

    def test_triggering_says_the_same(self) -> None:
        with pytest.raises(ArgumentError) as caught:
            triggered(scheduled_time=NAIVE)
        assert str(caught.value) == f"scheduled_time=2026-01-31T08:00:00{WITHOUT}"


DOCUMENT = json.loads((Path(__file__).parents[2] / "spec" / "openapi.json").read_text("utf-8"))
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]


def alternatives(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what a value with *schema* may be, without what is only a name or a list of it."""
    if "$ref" in schema:
        yield from alternatives(SCHEMAS[schema["$ref"].rpartition("/")[2]])
    elif "items" in schema:
        yield from alternatives(schema["items"])
    elif "anyOf" in schema or "oneOf" in schema:
        for one in schema.get("anyOf") or schema["oneOf"]:
            yield from alternatives(one)
    else:
        yield schema


def asked() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield each key of each object that is sent, with what its value may be."""
    waiting = [
        one
        for item in DOCUMENT["paths"].values()
        for operation in item.values()
        if "requestBody" in operation
        for one in alternatives(operation["requestBody"]["content"]["application/json"]["schema"])
    ]
    seen: list[dict[str, Any]] = []
    while waiting:
        schema = waiting.pop()
        if any(schema is one for one in seen):
            continue
        seen.append(schema)
        for key, inner in schema.get("properties", {}).items():
            found = list(alternatives(inner))
            yield key, found
            waiting += found


def is_free(schema: dict[str, Any]) -> bool:
    chosen = schema.get("type") == "object" and not schema.get("properties")
    return chosen or not schema.keys() & {"type", "enum", "const"}


def test_the_keys_below_which_any_json_is_taken_are_those_of_the_document() -> None:
    assert {key for key, found in asked() if any(map(is_free, found))} == ANY_JSON


def test_the_keys_of_points_in_time_are_those_of_the_document() -> None:
    found = list(asked())
    assert {key for key, ones in found if any(one.get("format") == "date-time" for one in ones)} == TIMES
    texts = [one for key, ones in found if key in TIMES for one in ones if one.get("type") == "string"]
    assert {one.get("format") for one in texts} == {"date-time"}


def test_no_point_in_time_stands_below_them() -> None:
    below = [one for key, found in asked() if key in ANY_JSON for one in found]
    times = {key for key, found in asked() if any(one.get("format") == "date-time" for one in found)}
    assert len(times) > 10
    assert not times & ANY_JSON
    for schema in below:
        assert not times & schema.get("properties", {}).keys()


class Foo:
    pass


class TestEncoding:
    @pytest.mark.parametrize(
        ("parameters", "fault"),
        [
            ({"x": Foo()}, "parameters.x is of type Foo, which JSON has no form for"),
            ({"x": [1, {"y": Foo}]}, "parameters.x[1].y is of type type, which JSON has no form for"),
            ({"x": {(1, 2): 3}}, "parameters.x has a key that is no text"),
            ({"x": {Foo()}}, "parameters.x is of type set, which JSON has no form for"),
            ({"x": ["\ud800"]}, "parameters.x[0] holds half of a surrogate pair, which is no Unicode"),
            ({"x": {"\ud800": 1}}, "parameters.x has a key that holds half of a surrogate pair, which is no Unicode"),
        ],
    )
    def test_what_json_has_no_form_for_is_named(self, parameters: dict[str, Any], fault: str) -> None:
        with pytest.raises(ArgumentError) as caught:
            encoded(deployments.create_flow_run_from_deployment(ID, parameters=parameters))
        assert str(caught.value) == f"deployments.create_flow_run_from_deployment: {fault}"

    def test_what_holds_itself_is_refused(self) -> None:
        endless: list[Any] = []
        endless.append(endless)
        with pytest.raises(ArgumentError, match=r"variables\.create_variable: the body is nested too deeply"):
            encoded(variables.create_variable(name="x", value=endless))

    def test_the_rest_is_written(self) -> None:
        assert encoded(variables.create_variable(name="x", value=[1, None, "é"])) == (
            '{"name":"x","value":[1,null,"é"]}'.encode()
        )
        assert encoded(flow_runs.read_flow_run(ID)) is None


def triggered(**given: Any) -> object:
    nothing = dict.fromkeys(
        ["parameters", "name", "tags", "idempotency_key", "scheduled_time", "job_variables", "work_queue_name"]
    )
    return flow_run_request(**(nothing | given))


@pytest.mark.parametrize("argument", ["parameters", "job_variables"])
@pytest.mark.parametrize(("given", "kind"), [([1], "list"), ("x", "str"), (5, "int")])
def test_what_should_be_a_mapping_and_is_none(argument: str, given: object, kind: str) -> None:
    with pytest.raises(ArgumentError, match=f"^{argument} is a mapping of names to values, not {kind}$"):
        triggered(**{argument: given})


@pytest.fixture(scope="module")
def sender(server: ServerAddress) -> Iterator[Sender]:
    sender = Sender(server.api_url)
    yield sender
    sender.close()


class TestWhatTheServerDoesWithoutThem:
    """On the shared server: nothing here touches what other tests have made."""

    def test_a_filter_under_an_unknown_key_filters_nothing(self, sender: Sender) -> None:
        flow = sender.send(flows.create_flow(name=f"guarded-{uuid4()}"))
        nobody = {"id": {"any_": [str(uuid4())]}}
        counted = sender.send(called("flows.count_flows", {"filter": nobody}))
        assert isinstance(counted, int)
        assert counted > 0
        found: Any = sender.send(called("flows.read_flows", {"filter": nobody, "limit": 1}))
        assert len(found) == 1
        assert sender.send(flows.count_flows(flows={"id": {"any_": [flow.id]}})) == 1
        assert sender.send(flows.count_flows(flows={"id": {"any_": [uuid4()]}})) == 0

    def test_scheduling_sets_no_schedule(self, sender: Sender) -> None:
        flow = sender.send(flows.create_flow(name=f"guarded-{uuid4()}"))
        made = sender.send(deployments.create_deployment(name="d", flow_id=flow.id))
        body = {"schedule": {"cron": "0 8 * * *"}, "cron": "0 8 * * *", "schedules": [{"schedule": {"interval": 60}}]}
        sender.send(called("deployments.schedule_deployment", body, made.id))
        assert sender.send(deployments.read_deployment_schedules(made.id)) == []

    def test_a_time_without_a_timezone_is_one_in_utc(self, sender: Sender) -> None:
        flow = sender.send(flows.create_flow(name=f"guarded-{uuid4()}"))
        scheduled: Any = {"type": "SCHEDULED", "state_details": {"scheduled_time": NAIVE}}
        run = sender.send(flow_runs.create_flow_run(flow_id=flow.id, state=scheduled))
        assert run.expected_start_time == AWARE
        at = {"expected_start_time": {"after_": NAIVE, "before_": NAIVE}, "id": {"any_": [run.id]}}
        assert sender.send(called("flow_runs.count_flow_runs", {"flow_runs": at})) == 1

    def test_a_time_without_a_timezone_breaks_it_in_the_query(self, sender: Sender) -> None:
        flow = sender.send(flows.create_flow(name=f"guarded-{uuid4()}"))
        run = sender.send(flow_runs.create_flow_run(flow_id=flow.id))
        assert sender.raw(flow_runs.read_flow_run_graph_v2(run.id, since=NAIVE)).status == 500
        assert sender.raw(flow_runs.read_flow_run_graph_v2(run.id, since=AWARE)).status == 200


def test_a_body_that_holds_itself_is_refused_in_words() -> None:
    circle: Any = {}
    circle["state"] = circle
    call = flow_runs.read_flow_runs(flow_runs=circle)
    check(call)
    with pytest.raises(ArgumentError, match="nested too deeply, or holds itself"):
        encoded(call)


def test_what_is_no_call_is_refused() -> None:
    with pytest.raises(
        ArgumentError, match=r"the function read_flow: call it, as in prefect\.send\(read_flow\(\.\.\.\)\)"
    ):
        check(flows.read_flow)  # type: ignore[arg-type]  # what the test is about
    with pytest.raises(ArgumentError, match="this is of type str"):
        check("flows")  # type: ignore[arg-type]  # what the test is about


@pytest.fixture(scope="module")
def alone() -> Iterator[Sender]:
    # On a server of its own, which may lose everything.
    with servers.running(SERVER_VERSION) as server:
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


def hit(answer: Any) -> int:
    return len(answer.results if hasattr(answer, "results") else answer.deleted)


@pytest.mark.parametrize("operation", BULK)
class TestBulkWithoutThem:
    @staticmethod
    def hits(sender: Sender, operation: str, wanted: object) -> int:
        call = bulk(operation, wanted)
        if operation == "bulk_set_flow_run_state":
            call.body = {"flow_runs": wanted, "state": {"type": "CANCELLED"}, "limit": 3}
        else:
            key = next(iter(call.body))  # type: ignore[call-overload]  # a dict, made above
            call.body = {key: wanted, "limit": 3}
        return hit(sender.send(call))

    @pytest.mark.parametrize("wanted", [*EMPTY, ALL])
    def test_an_empty_filter_hits_every_row(self, three_of_each: Sender, operation: str, wanted: object) -> None:
        assert self.hits(three_of_each, operation, wanted) == 3

    def test_a_list_of_no_ids_hits_none(self, three_of_each: Sender, operation: str) -> None:
        assert self.hits(three_of_each, operation, {"id": {"any_": []}}) == 0
