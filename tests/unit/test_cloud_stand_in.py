"""The stand-in for Prefect Cloud, in front of a server that responds as a test says."""

import json
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.support.cloud import CloudStandIn
from tests.support.cloud.bodies import problems
from tests.support.cloud.credentials import scopes_of
from tests.support.cloud.gateway import Gateway
from tests.support.cloud.messages import Request, Response, json_response
from tests.support.cloud.operations import MISSING
from tests.support.cloud.switches import Switches

ORIGIN = "http://cloud.test"
NOW = datetime.now(UTC)


class Cloud:
    """Stand-in without sockets. *server* is the response of the server behind it, or one for each request."""

    def __init__(self, *server: Any, **switches: Any) -> None:
        self.forwarded: list[Request] = []
        self._responses = [each if isinstance(each, Response) else json_response(200, each) for each in server]
        self._key = Switches(**switches).api_key
        self.gateway = Gateway(ORIGIN, self._forward, Switches(**switches))

    def _forward(self, request: Request) -> Response:
        self.forwarded.append(request)
        return self._responses.pop(0) if len(self._responses) > 1 else self._responses[0]

    def send(self, operation: str, body: Any = None, *, above: bool = False, **headers: str) -> Response:
        method, path = operation.split(" ")
        content = b"" if body is None else json.dumps(body).encode()
        base = "/api" if above else "/api" + self.gateway.workspaces[0].path
        path, _, query = path.partition("?")
        sent = {"authorization": f"Bearer {self._key}", "content-length": str(len(content)), **headers}
        return self.gateway.respond(Request(method, base + path, query, sent, content))

    @property
    def body(self) -> Any:
        """Body of the last forwarded request."""
        return json.loads(self.forwarded[-1].body)


# Credentials


@pytest.mark.parametrize("authorization", ["Bearer pnu_wrong", "Basic cHJlZmVjdA=="])
@pytest.mark.parametrize("operation", ["GET /health", "POST /flows/filter"])
def test_every_operation_requires_the_key(operation: str, authorization: str) -> None:
    response = Cloud(True).send(operation, authorization=authorization)
    assert (response.status, response.json) == (401, {"detail": "Invalid authentication credentials"})
    assert response.headers["x-deny"] == "ext-authz"


def test_missing_key_is_unauthorized() -> None:
    response = Cloud().gateway.respond(Request("GET", "/api/me/"))
    assert (response.status, response.json) == (401, {"detail": "Unauthorized"})


@pytest.mark.parametrize(
    ("operation", "scopes"),
    [
        ("POST /deployments/1/create_flow_run", ["run_deployments"]),
        ("POST /deployments/filter", ["see_deployments"]),
        ("PATCH /deployments/1", ["write_deployments"]),
        ("DELETE /deployments/1", ["manage_deployments"]),
        ("POST /work_pools/a/queues/filter", ["see_work_queues"]),
        ("POST /work_pools/a/concurrency_status", ["see_work_queues", "see_work_pools"]),
        ("POST /v2/concurrency_limits/increment", ["manage_concurrency_limits"]),
        ("POST /task_runs/", ["run_flows"]),
        ("POST /automations/", []),
    ],
)
def test_operation_requires_its_scopes(operation: str, scopes: list[str]) -> None:
    assert scopes_of(operation) == scopes
    assert Cloud([], scopes={"other"}).send(operation, {}).status == (403 if scopes else 200)
    assert Cloud([], scopes=scopes).send(operation, {}).status == 200


# Operations


@pytest.mark.parametrize("operation", MISSING)
def test_missing_operations_are_not_found(operation: str) -> None:
    cloud = Cloud({})
    response = cloud.send(operation.replace("{id}", "1").replace("{view}", "a-view"))
    assert (response.status, response.json, cloud.forwarded) == (404, {"detail": "Not Found"}, [])


def test_views_of_collections_are_above_the_workspace() -> None:
    cloud = Cloud({"prefect": {}})
    assert cloud.send("GET /collections/views/a-view", above=True).json == {"prefect": {}}
    assert cloud.forwarded[0].path == "/api/collections/views/a-view"


def test_key_reaches_its_workspaces_only() -> None:
    cloud = Cloud({}, workspaces=("acme/main", "acme/test", "other/main"))
    handles = [
        (each["account_handle"], each["workspace_handle"]) for each in cloud.send("GET /me/workspaces", above=True).json
    ]
    assert handles == [("acme", "main"), ("acme", "test"), ("other", "main")]
    accounts = cloud.send("GET /me/accounts", above=True).json
    assert [each["account_handle"] for each in accounts] == ["acme", "other"]
    found = cloud.send(f"GET /accounts/{accounts[1]['account_id']}", above=True).json
    assert (found["handle"], found["id"]) == ("other", accounts[1]["account_id"])
    elsewhere = "/accounts/00000000-0000-0000-0000-000000000001/workspaces/00000000-0000-0000-0000-000000000002"
    assert cloud.send(f"GET {elsewhere}/health", above=True).status == 404


def test_document_has_the_paths_of_cloud() -> None:
    document = {
        "info": {"title": "Prefect REST API", "version": "3.8.8"},
        "paths": {"/flows/": {"post": {"parameters": []}}, "/version": {"get": {}}, "/ready": {"get": {}}},
    }
    found = Cloud(document).send("GET /openapi.json", above=True, authorization="").json
    assert found["info"] == {"title": "Prefect Cloud API", "version": "0.8.4"}
    assert next(iter(found["paths"])) == "/api/accounts/{account_id}/workspaces/{workspace_id}/flows/"
    assert not [path for path in found["paths"] if path.endswith(("/version", "/ready"))]


# Limits


def test_exceeded_rate_says_when_to_retry() -> None:
    now = [0.0]
    cloud = Cloud(1, requests_per_minute=2, lines_per_minute=10, clock=lambda: now[0])
    assert [cloud.send("POST /flows/count", {}).status for _ in range(3)] == [200, 200, 429]
    now[0] = 47.5
    response = cloud.send("POST /flows/count", {})
    assert (response.json, response.headers["retry-after"]) == (
        {"detail": "Orchestration API rate limit reached"},
        "13",
    )
    now[0] = 60.0
    assert cloud.send("POST /flows/count", {}).status == 200


def test_each_log_line_and_event_counts() -> None:
    cloud = Cloud(Response(201), requests_per_minute=1, lines_per_minute=10)
    assert cloud.send("POST /logs/", [{"name": "a"}] * 6).status == 202
    assert cloud.send("POST /events", [{"event": "a"}] * 5).status == 429
    assert cloud.send("POST /events", [{"event": "a"}] * 4).status == 201


def test_bodies_are_limited_in_size_and_need_a_length() -> None:
    cloud = Cloud({})
    assert cloud.send("POST /flows/", {"name": "a" * 5 * 1024 * 1024}).status == 413
    gateway = cloud.gateway
    request = Request("POST", "/api/me/", "", {"authorization": f"Bearer {cloud._key}"})
    assert gateway.respond(request).status == 411


def test_maintenance_ends() -> None:
    cloud = Cloud(1, maintenance=2)
    responses = [cloud.send("POST /flows/count", {}) for _ in range(3)]
    assert [response.status for response in responses] == [503, 503, 200]
    assert [response.headers.get("prefect-maintenance") for response in responses] == ["true", "true", None]


# Requests


@pytest.mark.parametrize(
    ("operation", "body", "place", "kind"),
    [
        ("POST /logs/", [{}, {"message": "a" * 25_001}], [1, "message"], "string_too_long"),
        ("POST /deployments/", {"name": "a%b"}, ["name"], "string_pattern_mismatch"),
        ("POST /deployments/1/create_flow_run", {"state": {"name": "a" * 5_001}}, ["state", "name"], "string_too_long"),
        ("POST /task_runs/filter", {"offset": 10_002}, ["offset"], "less_than_equal"),
        ("POST /logs/filter", {"offset": 20_001}, ["offset"], "less_than_equal"),
        ("POST /work_pools/count", {"work_pools": None}, ["work_pools"], "not_null"),
        ("POST /flow_runs/bulk_delete", {}, ["flow_runs"], "missing"),
        ("PATCH /flow_runs/1/labels", {"a": {}}, ["a"], "string_type"),
        ("POST /automations/filter", {"automations": {"id": {}}}, ["automations", "id"], "extra_forbidden"),
        ("POST /automations/", {"actions": [{"type": "delete-flow-run"}]}, ["actions", 0, "type"], "union_tag_invalid"),
    ],
)
def test_bodies_are_checked_more_strictly(operation: str, body: Any, place: list[str | int], kind: str) -> None:
    ((found, _message, type_),) = problems(operation, body)
    assert (found, type_) == (["body", *place], kind)


def test_rejected_body_is_described_in_one_of_two_forms() -> None:
    too_far = {"offset": 20_001}
    (problem,) = Cloud([]).send("POST /logs/filter", too_far).json["detail"]
    assert problem["loc"] == ["body", "offset"]
    found = Cloud([], error_form="self-hosted").send("POST /logs/filter", too_far)
    assert (found.status, found.json["exception_detail"]) == (422, [problem])


def test_defaults_of_deployments_differ() -> None:
    cloud = Cloud({})
    cloud.send("POST /deployments/", {"name": "a", "concurrency_options": {"collision_strategy": "ENQUEUE"}})
    assert cloud.body == {
        "enforce_parameter_schema": False,
        "name": "a",
        "concurrency_options": {"grace_period_seconds": 600, "collision_strategy": "ENQUEUE"},
    }


def test_filter_of_an_automation_count_is_ignored() -> None:
    cloud = Cloud(3)
    cloud.send("POST /automations/count", {"automations": {"name": {"any_": ["a"]}}})
    assert cloud.forwarded[0].body == b""


# Events


def occurred(days: float | None) -> dict[str, Any]:
    since = {} if days is None else {"since": (NOW - timedelta(days=days)).isoformat()}
    return {"filter": {"occurred": {**since, "until": NOW.isoformat()}}}


@pytest.mark.parametrize("days", [14.1, None])
@pytest.mark.parametrize("path", ["/events/filter", "/events/count-by/day"])
def test_long_query_of_events_is_refused_or_clamped(path: str, days: float | None) -> None:
    assert Cloud([]).send(f"POST {path}", occurred(days)).status == 422
    page = {"events": [], "total": 0, "next_page": None}
    clamped = Cloud(page, long_events="clamp")
    assert clamped.send(f"POST {path}", occurred(days)).status == 200
    assert clamped.body["filter"]["occurred"] == occurred(14)["filter"]["occurred"]
    allowed = Cloud(page, long_events="allow")
    assert allowed.send(f"POST {path}", occurred(15)).status == 200
    assert allowed.body["filter"]["occurred"] == occurred(15)["filter"]["occurred"]


def test_query_of_events_without_a_start_may_be_of_recent_events() -> None:
    page = {"events": [], "total": 0, "next_page": None}
    assert Cloud(page, default_events="recent").send("POST /events/filter", {}).status == 200


def test_page_of_events_is_made_of_smaller_ones() -> None:
    def page(first: int, token: str | None) -> dict[str, Any]:
        url = token and f"http://server.test/api/events/filter/next?page-token={token}"
        return {"events": [{"id": n} for n in range(first, first + 40)], "total": 160, "next_page": url}

    cloud = Cloud(page(0, "a"), page(40, "b"), page(80, "c"), page(120, None), next_page_origin="https://public.test")
    found = cloud.send("POST /events/filter", {"limit": 120, **occurred(1)}).json
    assert [each["id"] for each in found["events"]] == list(range(120))
    assert cloud.forwarded[0].path == "/api/events/filter"
    assert json.loads(cloud.forwarded[0].body)["limit"] == 40
    path = f"{cloud.gateway.workspaces[0].path}/events/filter/next?page-token=3.c"
    assert found["next_page"] == f"https://public.test/api{path}"
    last = cloud.send("GET /events/filter/next?page-token=3.c").json
    assert ([each["id"] for each in last["events"]], last["next_page"]) == (list(range(120, 160)), None)


@pytest.mark.parametrize(("limit", "forwarded"), [(0, 0), (1, 1), (50, 50), (53, 1), (200, 50)])
def test_limit_of_events_is_divided(limit: int, forwarded: int) -> None:
    cloud = Cloud({"events": [], "total": 0, "next_page": None})
    assert cloud.send("POST /events/filter", {"limit": limit, **occurred(1)}).status == 200
    assert cloud.body["limit"] == forwarded


def test_limit_of_events_is_200() -> None:
    assert Cloud([]).send("POST /events/filter", {"limit": 201, **occurred(1)}).status == 422


# Responses

RUN = {"id": "1", "deployment_id": None, "empirical_policy": {}, "labels": {"prefect.flow.id": "1"}}
DEPLOYMENT = {"id": "1", "enforce_parameter_schema": True, "status": "READY", "labels": {}, "schedules": []}


def test_labels_that_nobody_has_set_may_be_null() -> None:
    assert Cloud([RUN]).send("POST /flow_runs/filter", {}).json[0]["labels"] == RUN["labels"]
    assert Cloud([RUN], null_labels=True).send("POST /flow_runs/filter", {}).json[0]["labels"] is None
    mine = {**RUN, "labels": {"team": "a"}}
    found = Cloud(mine, null_labels=True).send("POST /deployments/1/create_flow_run", {}).json
    assert (found["labels"], found["flow_name"]) == ({"team": "a"}, "etl")
    assert Cloud(DEPLOYMENT, null_labels=True).send("GET /deployments/1").json["labels"] is None


def test_deployments_may_be_disabled() -> None:
    found = Cloud({"results": [DEPLOYMENT]}, disabled_deployments=True).send("POST /deployments/paginate", {}).json
    assert (found["results"][0]["status"], found["results"][0]["disabled"]) == ("DISABLED", True)


def test_slots_may_be_null() -> None:
    status = {"active_slots": 1, "count": 2, "pages": 1, "queues": [{"active_slots": 1, "queue_name": "a"}]}
    assert Cloud(status).send("POST /work_pools/a/concurrency_status", {}).json == status
    assert Cloud(status, null_slots=True).send("POST /work_pools/a/concurrency_status", {}).json == {
        "active_slots": None,
        "count": None,
        "pages": None,
        "queues": [{"active_slots": None, "queue_name": "a"}],
    }


def test_schedules_have_other_keys_and_may_have_intervals_as_text() -> None:
    def schedules() -> list[dict[str, Any]]:
        timing = {"interval": 5400.0, "timezone": None}
        return [{"id": "1", "parameters": {"n": 1}, "max_scheduled_runs": 3, "schedule": timing}]

    (found,) = Cloud(schedules()).send("GET /deployments/1/schedules").json
    expected = {"id": "1", "catchup": False, "max_active_runs": None}
    assert found == {**expected, "schedule": {"interval": 5400.0, "timezone": "UTC"}}
    (found,) = Cloud(schedules(), interval_as_text=True).send("GET /deployments/1/schedules").json
    assert found["schedule"]["interval"] == "PT5400S"
    deployment = {**DEPLOYMENT, "schedules": schedules()}
    (found,) = Cloud(deployment).send("GET /deployments/1").json["schedules"]
    assert (found["parameters"], found["max_active_runs"]) == ({"n": 1}, None)


def test_automations_and_events_name_their_workspace() -> None:
    automation = {"id": "1", "actions_on_trigger": []}
    found = Cloud([automation]).send("POST /automations/filter", {}).json[0]
    assert found["actor"]["handle"] == "marvin"
    assert set(found) >= {"account", "workspace", "labels"}


# Sockets


def test_stand_in_records_requests_and_leaves_no_thread_behind() -> None:
    before = threading.enumerate()
    with CloudStandIn("http://127.0.0.1:1", routes={"POST /slas/filter": [1]}) as cloud:
        headers = {"Authorization": f"Bearer {cloud.api_key}"}
        with httpx.Client(trust_env=False, headers=headers) as client:
            assert client.post(f"{cloud.api_url}/slas/filter", json={}).json() == [1]
            assert client.get(f"{cloud.cloud_url}/me/").json()["handle"] == "marvin"
            response = client.get(f"{cloud.api_url}/health")
            assert (response.status_code, response.headers["server"]) == (502, "istio-envoy")
            assert "date" in response.headers
    assert cloud.requests == [("POST", "/slas/filter", 200), ("GET", "/me/", 200), ("GET", "/health", 502)]
    assert threading.enumerate() == before
