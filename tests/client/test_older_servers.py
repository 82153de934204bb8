"""What the client does on servers that lack something: another way where there is one, else an error that says so."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from prefect_http import (
    AsyncPrefect,
    NotFoundError,
    Prefect,
    StatusError,
    UnsupportedByServerError,
    ValidationError,
)
from prefect_http._http.server_features import is_older
from prefect_http.models import Deployment
from prefect_http_api import Call, deployments, flow_runs, flows, requests, task_runs, work_queues
from tests.support.servers import Provide, ServerAddress
from tests.support.stub import Runs, client, runs_at
from tests.support.transports import AsyncPatientTransport, PatientTransport

OLDEST = "3.0.11"
ID = UUID(int=1)
TRIGGER: requests.EventTrigger = {"type": "event", "posture": "Reactive", "threshold": 1, "within": 0}
NOTHING: requests.DoNothing = {"type": "do-nothing"}


@pytest.fixture(scope="module")
def old_server(server_of: Provide) -> ServerAddress:
    return server_of(OLDEST)


@pytest.fixture(scope="module")
def old(old_server: ServerAddress) -> Iterator[Prefect]:
    with Prefect(old_server.api_url, transport=PatientTransport()) as prefect:
        yield prefect


def a_deployment(prefect: Prefect) -> Deployment:
    flow = prefect.flows.create(name=f"flow-{uuid4()}")
    return prefect.deployments.create(name="d", flow_id=flow.id, parameter_openapi_schema={})


# What is not there at all

MISSING: list[tuple[Callable[[Prefect], object], str, str]] = [
    (lambda it: it.flow_runs.set_labels(ID, {"a": "b"}), "PATCH /flow_runs/{id}/labels", "3.2.15"),
    (
        lambda it: it.concurrency_limits.increment_with_lease(names=["a"], slots=1),
        "POST /v2/concurrency_limits/increment-with-lease",
        "3.4.25",
    ),
    (
        lambda it: it.concurrency_limits.renew_lease(ID, lease_duration=60),
        "POST /v2/concurrency_limits/leases/{lease_id}/renew",
        "3.4.25",
    ),
    (
        lambda it: it.concurrency_limits.decrement_with_lease(ID),
        "POST /v2/concurrency_limits/decrement-with-lease",
        "3.4.25",
    ),
    (
        lambda it: it.work_pools.concurrency_status("default-agent-pool"),
        "POST /work_pools/{name}/concurrency_status",
        "3.6.29",
    ),
    (lambda it: it.admin.get_default_result_storage(), "GET /admin/storage", "3.7.0"),
    (lambda it: it.admin.update_default_result_storage(ID), "PUT /admin/storage", "3.7.0"),
    (lambda it: it.admin.clear_default_result_storage(), "DELETE /admin/storage", "3.7.0"),
]


@pytest.mark.parametrize(("ask", "lacking", "since"), MISSING, ids=[lacking for _, lacking, _ in MISSING])
def test_what_has_no_other_way_names_both_versions(
    old: Prefect, ask: Callable[[Prefect], object], lacking: str, since: str
) -> None:
    with pytest.raises(UnsupportedByServerError) as caught:
        ask(old)
    error = caught.value
    assert str(error) == (
        f"{lacking}: the server runs Prefect 3.0.11, which does not have it; Prefect {since} does. "
        "Use a newer server, or do without it."
    )
    assert (error.server_version, error.since, error.status in {404, 405}) == ("3.0.11", since, True)
    assert isinstance(error.__cause__, StatusError)


CALLS: list[Call[Any]] = [
    deployments.bulk_create_flow_runs_from_deployment(ID, [{}]),
    deployments.bulk_delete_deployments(deployments={"id": {"any_": [ID]}}),
    flow_runs.bulk_delete_flow_runs(flow_runs={"id": {"any_": [ID]}}),
    flow_runs.bulk_set_flow_run_state(flow_runs={"id": {"any_": [ID]}}, state={"type": "FAILED"}),
    flows.bulk_delete_flows(flows={"id": {"any_": [ID]}}),
    task_runs.paginate_task_runs(),
    task_runs.read_task_run_with_flow_run_name(ID),
    work_queues.read_work_queue_concurrency_status(ID),
]


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.operation.name)
def test_so_does_any_operation_that_is_sent_by_hand(old: Prefect, call: Call[Any]) -> None:
    with pytest.raises(UnsupportedByServerError, match="which does not have it"):
        old.send(call)


@pytest.mark.anyio
async def test_the_async_client_tells_the_same(old_server: ServerAddress, anyio_backend: str) -> None:
    async with AsyncPrefect(old_server.api_url, transport=AsyncPatientTransport()) as prefect:
        with pytest.raises(UnsupportedByServerError, match=r"3\.0\.11, which does not have it; Prefect 3\.7\.0 does"):
            await prefect.admin.get_default_result_storage()


# What is there, and takes less

REFUSED: list[tuple[Callable[[Prefect], object], str, str]] = [
    (lambda it: it.flows.create(name="x", labels={}), "POST /flows/ with 'labels'", "3.2.15"),
    (
        lambda it: it.flow_runs.count(flow_runs={"tags": {"any_": ["x"]}}),
        "POST /flow_runs/count with 'flow_runs.tags.any_'",
        "3.2.15",
    ),
    (
        lambda it: it.flows.list(flows={"id": {"not_any_": [ID]}}).first(),
        "POST /flows/filter with 'flows.id.not_any_'",
        "3.6.29",
    ),
    (
        lambda it: it.deployments.list(deployments={"id": {"not_any_": [ID]}}).first(),
        "POST /deployments/filter with 'deployments.id.not_any_'",
        "3.4.25",
    ),
    (
        lambda it: it.automations.create(name="x", trigger=TRIGGER, actions=[NOTHING], tags=["x"]),
        "POST /automations/ with 'tags'",
        "3.4.25",
    ),
    (
        lambda it: it.automations.list(automations={"id": {"any_": [ID]}}).first(),
        "POST /automations/filter with 'automations.id'",
        "3.8.8",
    ),
    (
        lambda it: it.work_pools.create(name="x", type="process", storage_configuration={}),
        "POST /work_pools/ with 'storage_configuration'",
        "3.2.15",
    ),
]


@pytest.mark.parametrize(("ask", "lacking", "since"), REFUSED, ids=[lacking for _, lacking, _ in REFUSED])
def test_a_key_that_it_does_not_take_is_named(
    old: Prefect, ask: Callable[[Prefect], object], lacking: str, since: str
) -> None:
    with pytest.raises(UnsupportedByServerError) as caught:
        ask(old)
    assert str(caught.value).startswith(f"{lacking}: the server runs Prefect 3.0.11, which does not have it")
    assert (caught.value.status, caught.value.since) == (422, since)
    assert isinstance(caught.value.__cause__, ValidationError)


def test_a_schedule_with_what_it_does_not_take_changes_nothing(old: Prefect) -> None:
    deployment, plans = a_deployment(old), old.deployments.schedules
    made = plans.add(deployment.id, cron="0 8 * * *", max_scheduled_runs=3)
    with pytest.raises(UnsupportedByServerError, match=r"with 'slug': .* Prefect 3\.2\.15 does"):
        plans.add(deployment.id, interval=timedelta(hours=1), slug="hourly")
    with pytest.raises(UnsupportedByServerError, match=r"with 'schedules\.parameters': "):
        plans.replace(deployment.id, [{"schedule": {"cron": "0 9 * * *"}, "parameters": {"n": 1}}])
    assert [plan.id for plan in plans.list(deployment.id)] == [made.id]
    plans.update(deployment.id, made.id, timezone="Europe/Oslo")
    (found,) = plans.list(deployment.id)
    assert (found.max_scheduled_runs, found.parameters, found.slug) == (3, {}, None)


# What is no matter of age


def test_what_is_not_there_is_not_found(old: Prefect, prefect: Prefect) -> None:
    for connected in (old, prefect):
        with pytest.raises(NotFoundError, match="Flow not found"):
            connected.flows.get(ID)
    with pytest.raises(NotFoundError, match="not found"):
        prefect.flow_runs.set_labels(ID, {"a": "b"})
    with pytest.raises(NotFoundError, match="not found"):
        prefect.work_pools.concurrency_status("nothing")


def test_a_key_that_no_server_takes_is_not_valid(old: Prefect, prefect: Prefect) -> None:
    nonsense: Any = {"nonsense": {"any_": []}}
    for connected in (old, prefect):
        with pytest.raises(ValidationError, match=r"flow_runs\.nonsense: Extra inputs"):
            connected.flow_runs.count(flow_runs=nonsense)


def test_a_key_that_only_others_take_is_not_valid(old: Prefect, prefect: Prefect) -> None:
    """A schedule's parameters came late, and a flow never had any."""
    misplaced: Any = {"name": "x", "parameters": {}}
    for connected in (old, prefect):
        with pytest.raises(ValidationError, match=r"body\.parameters: Extra inputs"):
            connected.flows.create(**misplaced)


def answering(answer: httpx.Response, version: httpx.Response) -> tuple[Callable[[httpx.Request], httpx.Response], Any]:
    asked: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return version if request.url.path.endswith("/admin/version") else answer

    return handle, asked


NOT_FOUND = httpx.Response(404, json={"detail": "Not Found"})


@pytest.mark.parametrize(
    "version",
    [
        httpx.Response(200, json="3.7.0"),
        httpx.Response(200, json="main"),
        httpx.Response(404, json={"detail": "Not Found"}),
        httpx.Response(503),
        httpx.Response(200, html="<html>"),
    ],
    ids=["new enough", "no version", "no API", "busy", "no JSON"],
)
def test_unless_the_server_says_that_it_is_older_its_answer_stands(version: httpx.Response) -> None:
    handle, asked = answering(NOT_FOUND, version)
    with client(handle) as prefect, pytest.raises(NotFoundError, match="404 Not Found"):
        prefect.admin.get_default_result_storage()
    assert asked == ["/api/admin/storage", "/api/admin/version"]


def refusing(*problems: object) -> httpx.Response:
    return httpx.Response(422, json={"exception_message": "Invalid request received.", "exception_detail": problems})


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(404, json={"detail": "Concurrency limit not found"}),
        httpx.Response(404, text="no such page"),
        httpx.Response(500),
        httpx.Response(422, json={"detail": "a text"}),
        httpx.Response(422, json=["detail"]),
        httpx.Response(422, text="["),
        refusing({"type": "missing", "loc": ["body", "labels"]}),
        refusing({"type": "extra_forbidden", "loc": ["body", "names"]}),
        refusing({"type": "extra_forbidden", "loc": ["body", "labels"]}),
        refusing({"type": "extra_forbidden", "loc": ["body", "holder", "labels", "more"]}),
        refusing({"type": "extra_forbidden", "loc": []}, {"type": "extra_forbidden", "loc": ["body", 0]}),
        refusing({"type": "extra_forbidden", "loc": 5}, 5),
    ],
    ids=lambda answer: answer.text[-70:] or str(answer.status_code),
)
def test_an_answer_of_another_kind_costs_no_further_request(answer: httpx.Response) -> None:
    handle, asked = answering(answer, httpx.Response(200, json="3.0.11"))
    with client(handle) as prefect, pytest.raises(StatusError) as caught:
        prefect.concurrency_limits.increment_with_lease(names=["a"], slots=1)
    assert not isinstance(caught.value, UnsupportedByServerError)
    assert asked == ["/api/v2/concurrency_limits/increment-with-lease"]


def test_a_key_that_is_taken_with_another_value_is_no_matter_of_age() -> None:
    answer = refusing({"type": "dict_type", "loc": ["body", "labels"]})
    handle, asked = answering(answer, httpx.Response(200, json="3.0.11"))
    with client(handle) as prefect, pytest.raises(ValidationError):
        prefect.flows.create(name="x", labels={})
    assert asked == ["/api/flows/"]


def test_no_value_of_the_request_is_told() -> None:
    answer = refusing({"type": "extra_forbidden", "loc": ["body", "labels"], "input": "hush", "msg": "Extra inputs"})
    handle, _ = answering(answer, httpx.Response(200, json="3.0.11"))
    with client(handle) as prefect, pytest.raises(UnsupportedByServerError) as caught:
        prefect.flows.create(name="x", labels={"a": "hush"})
    assert "hush" not in f"{caught.value} {vars(caught.value)} {caught.value.__cause__}"


@pytest.mark.parametrize(
    ("server_version", "since", "older"),
    [
        ("3.0.11", "3.2.15", True),
        ("3.2.9", "3.2.15", True),
        ("3.2.15", "3.2.15", False),
        ("3.10.0", "3.2.15", False),
        ("3.6.29.dev3+g1a2b3c", "3.6.29", False),
        ("3.6.0rc1", "3.6.29", True),
        ("main", "3.6.29", False),
        ("", "3.6.29", False),
        ("3.0." + "9" * 5000, "3.6.29", False),
        ("3.0.11" + "x" * 5000, "3.6.29", False),
    ],
)
def test_versions_are_compared_by_their_numbers(server_version: str, since: str, older: bool) -> None:
    assert is_older(server_version, since) is older


# Another way


class Watched(PatientTransport):
    """Keeps what was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[str, str]] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append((request.method, request.url.path.removeprefix("/api")))
        return super().handle_request(request)


def test_runs_are_deleted_one_by_one(old_server: ServerAddress) -> None:
    transport = Watched()
    with Prefect(old_server.api_url, transport=transport) as prefect:
        deployment = a_deployment(prefect)
        mine: requests.FlowRunFilter = {"deployment_id": {"any_": [deployment.id]}}
        made = {prefect.deployments.trigger(deployment.id).id for _ in range(5)}
        transport.asked.clear()
        some = prefect.flow_runs.bulk_delete(flow_runs=mine, limit=2)
        deleted = [("DELETE", f"/flow_runs/{run}") for run in some]
        assert transport.asked == [("POST", "/flow_runs/bulk_delete"), ("POST", "/flow_runs/filter"), *deleted]
        rest = prefect.flow_runs.bulk_delete(flow_runs=mine)
        assert (len(some), len(rest), {*some, *rest}) == (2, 3, made)
        assert prefect.flow_runs.count(flow_runs=mine) == 0
        assert prefect.flow_runs.bulk_delete(flow_runs=mine) == []


@pytest.mark.parametrize(("limit", "expected"), [(None, 50), (9, 9), (100, 60)])
def test_as_many_as_are_wanted_come_from_as_many_pages_as_it_takes(limit: int | None, expected: int) -> None:
    runs, deleted = Runs(runs_at(range(60)), limit=7), list[UUID]()

    def handle(request: httpx.Request) -> httpx.Response:
        if request.method == "DELETE":
            deleted.append(UUID(request.url.path.rpartition("/")[2]))
            return httpx.Response(204)
        if request.url.path.endswith("/bulk_delete"):
            return httpx.Response(405, json={"detail": "Method Not Allowed"})
        return runs(request)

    with client(handle) as prefect:
        found = prefect.flow_runs.bulk_delete(flow_runs={"name": {"like_": "run"}}, limit=limit)
    assert found == deleted
    assert len(set(found)) == len(found) == expected


def test_a_run_that_somebody_else_deleted_meanwhile_is_not_among_them() -> None:
    runs = Runs(runs_at(range(3)), limit=7)

    def handle(request: httpx.Request) -> httpx.Response:
        if request.method == "DELETE":
            gone = request.url.path.endswith(str(UUID(int=2)))
            return httpx.Response(404, json={"detail": "Flow run not found"}) if gone else httpx.Response(204)
        return NOT_FOUND if request.url.path.endswith("/bulk_delete") else runs(request)

    with client(handle) as prefect:
        assert set(prefect.flow_runs.bulk_delete(flow_runs={"name": {"like_": "run"}})) == {UUID(int=1), UUID(int=3)}


def test_a_refusal_is_no_reason_to_delete_one_by_one(prefect: Prefect) -> None:
    with pytest.raises(ValidationError, match="limit"):
        prefect.flow_runs.bulk_delete(flow_runs={"id": {"any_": [ID]}}, limit=51)


@pytest.mark.parametrize("version", [OLDEST, "3.8.8"])
def test_automations_are_counted_by_a_filter(server_of: Provide, version: str) -> None:
    transport = Watched()
    with Prefect(server_of(version).api_url, transport=transport) as prefect:
        name = f"automation-{uuid4()}"
        for each in (name, name, f"another {name}"):
            prefect.automations.create(name=each, trigger=TRIGGER, actions=[NOTHING])
        transport.asked.clear()
        assert prefect.automations.count() >= 3
        assert transport.asked == [("POST", "/automations/count")]
        transport.asked.clear()
        assert prefect.automations.count(automations={"name": {"any_": [name]}}) == 2
        asked = {path for _, path in transport.asked}
        assert asked == {"/admin/version", "/automations/filter" if version == OLDEST else "/automations/count"}


# What is answered


def test_what_it_does_not_know_is_empty(old: Prefect) -> None:
    deployment = a_deployment(old)
    run = old.deployments.trigger(deployment.id)
    assert (run.labels, deployment.labels, old.flows.get(deployment.flow_id).labels) == ({}, {}, None)
