"""Filter keywords and listings, on a real server."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import Any
from uuid import uuid4

import httpx
import pytest

from prefect_http import ArgumentError, AsyncPrefect, NotFoundError, Prefect
from prefect_http.models import FlowRun
from tests.support.servers import ServerAddress
from tests.support.stub import Runs, async_client, client, runs_at

MIDNIGHT = datetime(2030, 1, 1, tzinfo=UTC)


class World:
    """Flow with a deployment and six runs: copy-0, clean-1, copy-2 … The first two are CANCELLED and "Late"."""

    def __init__(self, prefect: Prefect) -> None:
        self.name = f"filters-{uuid4().hex[:8]}"
        self.flow = prefect.flows.create(name=self.name, tags=["f"])
        self.pool = prefect.work_pools.create(name=self.name, type="process")
        self.deployment = prefect.deployments.create(
            name="nightly", flow_id=self.flow.id, work_pool_name=self.name, tags=["d"]
        )
        self.runs = [self._trigger(prefect, index) for index in range(6)]
        prefect.flow_runs.cancel(self.runs[0].id)
        prefect.flow_runs.set_state(self.runs[1].id, "SCHEDULED", name="Late", force=True)

    @property
    def path(self) -> str:
        return f"{self.name}/nightly"

    def _trigger(self, prefect: Prefect, index: int) -> FlowRun:
        return prefect.deployments.trigger(
            self.deployment.id,
            name=f"clean-{index}" if index % 2 else f"copy-{index}",
            tags=["a", f"n{index}"],
            scheduled_time=MIDNIGHT + timedelta(hours=index),
        )


@pytest.fixture(scope="module")
def world(prefect: Prefect) -> World:
    return World(prefect)


def test_each_keyword_selects_runs(prefect: Prefect, world: World) -> None:
    runs = world.runs
    cases: list[tuple[dict[str, Any], list[int]]] = [
        ({}, [0, 1, 2, 3, 4, 5]),
        ({"id": [runs[1], runs[3].id, str(runs[5].id)]}, [1, 3, 5]),
        ({"id": []}, []),
        ({"tags": []}, []),
        ({"name": "copy-*"}, [0, 2, 4]),
        ({"name": ["COPY-*", "clean-1", "nothing"]}, [1]),
        ({"state": "CANCELLED"}, [0]),
        ({"state": "late"}, [1]),
        ({"state": ["CANCELLED", "Late"]}, [0, 1]),
        ({"state": runs[2].state}, [1, 2, 3, 4, 5]),
        ({"finished": True}, [0]),
        ({"finished": False, "name": "copy-*"}, [2, 4]),
        ({"tags": "n2"}, [2]),
        ({"tags": ["a", "n3"]}, [3]),
        (
            {"deployment": world.path, "work_pool": world.name, "work_queue": f"{world.name}/default"},
            [0, 1, 2, 3, 4, 5],
        ),
        ({"deployment": world.deployment, "work_pool": world.pool}, [0, 1, 2, 3, 4, 5]),
        ({"since": MIDNIGHT + timedelta(hours=1), "until": MIDNIGHT + timedelta(hours=3)}, [1, 2, 3]),
        ({"until": timedelta(0)}, []),
        ({"ended_since": timedelta(days=1), "ended_until": timedelta(0)}, [0]),
        ({"ended_until": timedelta(days=1)}, []),
        ({"parent": runs[0]}, []),
        ({"where": {"flow_runs": {"tags": {"any_": ["n4", "n5"]}}}, "name": "copy-4"}, [4]),
    ]
    for filters, expected in cases:
        names = [run.name for run in prefect.flow_runs.list(flow=world.name, sort="EXPECTED_START_TIME_ASC", **filters)]
        assert names == [runs[index].name for index in expected], filters
        assert prefect.flow_runs.count(flow=world.flow.id, **filters) == len(expected), filters


def test_other_resources_take_the_same_keywords(prefect: Prefect, world: World) -> None:
    assert prefect.deployments.count(flow=world.name, name="night*", tags="d", paused=False) == 1
    assert prefect.deployments.first(id=world.path, work_pool=world.name) == world.deployment
    assert [flow.id for flow in prefect.flows.list(deployment=world.path, name=world.name)] == [world.flow.id]
    assert [pool.name for pool in prefect.work_pools.list(name=f"{world.name[:-2]}*", type="process")] == [world.name]
    assert prefect.work_queues.list(world.name, name="def*").count() == 1
    assert prefect.task_runs.count(flow=world.name, flow_run=world.runs) == 0
    assert prefect.task_runs.list(flow_run=world.runs[0], ended_until=timedelta(days=30)).to_list() == []
    assert {block.slug for block in prefect.block_types.list(slug=["secret", "json"])} <= {"secret", "json"}
    assert prefect.block_documents.count(block_type="secret", name="none-of-this-name") == 0
    assert prefect.block_schemas.list(block_type="secret", limit=1).count() == 1
    assert prefect.logs.list(flow_run=world.runs[0], level="ERROR", since=timedelta(days=1)).to_list() == []
    prefect.variables.create(name=f"{world.name.replace('-', '_')}_x", value=1, tags=["v"])
    assert prefect.variables.count(name=f"{world.name.replace('-', '_')}*", tags=["v"]) == 1
    prefect.artifacts.create(key=f"{world.name}-report", type="table")
    assert prefect.artifacts.count(key=f"{world.name}-*", type="table") == 1
    assert prefect.artifacts.count_latest(key=f"{world.name}-*") == 1


def test_names_of_flow_and_deployment_are_set_on_request(prefect: Prefect, world: World) -> None:
    alone = prefect.flow_runs.create(flow_id=world.flow.id)
    runs = prefect.flow_runs.list(flow=world.flow, with_names=True).to_list()
    assert {(run.flow_name, run.deployment_name) for run in runs if run.id != alone.id} == {(world.name, "nightly")}
    assert [(run.flow_name, run.deployment_name) for run in runs if run.id == alone.id] == [(world.name, None)]
    prefect.flow_runs.delete(alone.id)


@pytest.mark.self_hosted("Cloud sends the name of the flow")
def test_names_are_not_set_by_default(prefect: Prefect, world: World) -> None:
    runs = prefect.flow_runs.list(flow=world.flow)
    assert {(run.flow_name, run.deployment_name) for run in runs} == {(None, None)}


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"flow": "no such flow"}, "flow 'no such flow' not found"),
        ({"deployment": "no/such"}, "deployment 'no/such' not found"),
        ({"work_pool": ["no-such-pool"]}, "no-such-pool"),
        ({"work_queue": "no-such-pool/default"}, "no-such-pool"),
    ],
)
def test_unknown_names_raise(prefect: Prefect, filters: Any, message: str) -> None:
    with pytest.raises(NotFoundError, match=message):
        prefect.flow_runs.count(**filters)
    with pytest.raises(NotFoundError, match=message):
        prefect.flow_runs.list(**filters).to_list()


def test_unknown_block_types_raise(prefect: Prefect) -> None:
    with pytest.raises(NotFoundError, match="secrets"):
        prefect.block_documents.list(block_type="secrets").first()


@pytest.mark.anyio
async def test_async_listings_have_the_same_methods(async_prefect: AsyncPrefect, world: World) -> None:
    listing = async_prefect.flow_runs.list(deployment=world.path, name="copy-*", sort="NAME_ASC")
    assert [run.name for run in await listing.to_list()] == ["copy-0", "copy-2", "copy-4"]
    assert [run.name async for run in listing] == ["copy-0", "copy-2", "copy-4"]
    first = await listing.first()
    assert first is not None
    assert first.name == "copy-0"
    assert await listing.count() == 3
    assert await async_prefect.flow_runs.count(deployment=world.path) == 6
    untyped: Any = listing
    with pytest.raises(TypeError, match=r"use `async for row in listing`, or `await listing\.to_list\(\)`"):
        await untyped


def test_limit_is_sent_to_the_server() -> None:
    runs = Runs(runs_at([5, 4, 3, 2, 1]), 3)
    with client(runs) as prefect:
        assert [run.id.int for run in prefect.flow_runs.list(limit=2)] == [1, 2]
        assert [body.get("limit") for body in runs.bodies] == [2]
        assert prefect.flow_runs.list(limit=0).to_list() == []
        assert prefect.flow_runs.list(limit=0).first() is None
        assert len(runs.bodies) == 1
        assert prefect.flow_runs.list(limit=300).first() is not None
        assert [len(page) for page in prefect.flow_runs.list(limit=300).pages()] == [3, 2]


def test_limit_may_exceed_the_page_of_the_server(small_pages: ServerAddress) -> None:
    with Prefect(small_pages.api_url) as prefect:
        flow = prefect.flows.create(name=f"limits-{uuid4().hex[:8]}")
        for _ in range(10):
            prefect.flow_runs.create(flow_id=flow.id)
        listing = prefect.flow_runs.list(flow=flow, limit=9)
        assert [len(page) for page in listing.pages()] == [7, 2]
        assert listing.count() == 9
        assert prefect.flow_runs.list(flow=flow).count() == 10


def test_pattern_is_combined_with_the_limit() -> None:
    runs = Runs(runs_at([5, 4, 3, 2, 1]), 2)
    with client(runs) as prefect:
        assert [run.name for run in prefect.flow_runs.list(name="run-*", limit=3)] == ["run-1", "run-2", "run-3"]
        assert prefect.flow_runs.list(name="r*-*", limit=3).count() == 3


def test_count_of_a_filter_takes_one_request() -> None:
    paths: list[str] = []

    def respond(request: httpx.Request) -> httpx.Response:
        paths.append(request.url.path)
        assert json.loads(request.content) == {"flow_runs": {"tags": {"all_": ["a"]}}}
        return httpx.Response(200, json=7)

    with client(respond) as prefect:
        assert prefect.flow_runs.list(tags="a", limit=5).count() == 5
        assert prefect.flow_runs.count(tags="a") == 7
    assert paths == ["/api/flow_runs/count"] * 2


def test_count_by_a_pattern_looks_up_no_names_of_flows() -> None:
    paths: list[str] = []
    runs = Runs(runs_at([2, 1]), 2)

    def respond(request: httpx.Request) -> httpx.Response:
        paths.append(request.url.path)
        return httpx.Response(200, json=[]) if request.url.path == "/api/flows/filter" else runs(request)

    with client(respond) as prefect:
        listing = prefect.flow_runs.list(name="run-*", with_names=True, limit=2)
        assert listing.count() == 2
        assert set(paths) == {"/api/flow_runs/filter"}
        assert len(listing.to_list()) == 2
    assert paths.count("/api/flows/filter") == 1


def not_sent(request: httpx.Request) -> httpx.Response:
    raise AssertionError(f"{request.method} {request.url} was sent")


EMPTY: dict[str, dict[str, Any]] = {
    "flow_runs.list": {"tags": [], "flow": "no such flow"},
    "task_runs.list": {"flow_run": ()},
    "deployments.list": {"tags": []},
    "flows.list": {"tags": iter(())},
    "artifacts.list": {"key": []},
    "artifacts.list_latest": {"type": []},
    "variables.list": {"tags": []},
    "work_pools.list": {"name": []},
    "work_queues.list": {"name": []},
    "block_documents.list": {"capabilities": []},
    "block_types.list": {"capabilities": []},
    "block_schemas.list": {"block_type": []},
    "automations.list": {"tags": []},
    "logs.list": {"flow_run": []},
    "events.list": {"event": []},
}
"""Filters with an empty list, by method."""


@pytest.mark.parametrize("method", EMPTY)
def test_empty_list_matches_no_row_and_sends_nothing(method: str) -> None:
    with client(not_sent) as prefect:
        listing = attrgetter(method)(prefect)(**EMPTY[method])
        assert (listing.to_list(), listing.first(), listing.count(), list(listing.pages())) == ([], None, 0, [])


@pytest.mark.anyio
async def test_empty_list_matches_no_row_in_the_async_client() -> None:
    async with async_client(not_sent) as prefect:
        for method, filters in EMPTY.items():
            listing = attrgetter(method)(prefect)(**filters)
            assert (await listing.to_list(), await listing.first(), await listing.count()) == ([], None, 0)


def test_empty_list_matches_no_row_in_other_methods() -> None:
    with client(not_sent) as prefect:
        assert prefect.flow_runs.first(state=[]) is None
        assert prefect.deployments.count(tags=[]) == 0
        assert prefect.automations.count(tags=[]) == 0
        assert prefect.artifacts.count_latest(flow_run=[]) == 0
        assert prefect.work_pools.list_workers("pool", status=[]).to_list() == []
        assert prefect.events.count(resource=[]) == 0
        assert prefect.events.count_by("event", related=[]) == []
        with pytest.raises(ArgumentError, match="accepts no empty filter, since it would never yield an event"):
            prefect.events.follow(event=[])


def test_history_of_an_empty_list_has_all_intervals(prefect: Prefect, world: World) -> None:
    times: Any = {"start": MIDNIGHT, "end": MIDNIGHT + timedelta(hours=6), "interval": timedelta(hours=3)}
    given = prefect.flow_runs.history(flow=world.name, **times)
    empty = prefect.flow_runs.history(flow=world.name, tags=[], **times)
    assert [part.interval_start for part in empty] == [part.interval_start for part in given]
    assert ([len(part.states) > 0 for part in given], [part.states for part in empty]) == ([True, True], [[], []])


LISTED = (
    "id, name, state, finished, deployment, flow, tags, work_pool, work_queue, parent, since, until, ended_since, "
    "ended_until, where"
)


def unreachable(request: httpx.Request) -> httpx.Response:
    raise AssertionError(f"{request.method} {request.url} was sent")


MISSPELT: list[tuple[Callable[[Any], Any], str]] = [
    (
        lambda client: client.flow_runs.list(limt=3),
        rf"^unknown argument 'limt' \(did you mean 'limit'\?\)\. Accepted: {LISTED}, limit, sort, with_names$",
    ),
    (lambda client: client.flow_runs.first(srot="ID_DESC"), r"did you mean 'sort'\?\).* ended_until, where, sort$"),
    (lambda client: client.flow_runs.count(limits=3), r"'limits'\. Accepted: .*ended_until, where$"),
    (
        lambda client: client.flow_runs.delete_many(dryrun=True, tags="a"),
        r"'dryrun' \(did you mean 'dry_run'\?\)\. .*, where, rows, limit, dry_run, on_progress$",
    ),
    (lambda client: client.deployments.pause_many(tag="a"), r"'tag' \(did you mean 'tags'\?\)\. .* limit, dry_run, "),
    (lambda client: client.work_queues.list("pool", limt=3), r"did you mean 'limit'\?\).* where, work_pool, limit$"),
    (lambda client: client.events.list(oder="ASC"), r"did you mean 'order'\?\).* where, limit, order$"),
    (lambda client: client.events.count_by("day", time_units="day"), r"did you mean 'time_unit'\?\)"),
]


@pytest.mark.parametrize(("use", "message"), MISSPELT)
def test_misspelt_arguments_are_compared_with_those_of_the_method(use: Callable[[Any], Any], message: str) -> None:
    with client(unreachable) as prefect, pytest.raises(ArgumentError, match=message):
        use(prefect)


@pytest.mark.anyio
async def test_async_misspelt_arguments() -> None:
    async with async_client(unreachable) as prefect:
        for use, message in MISSPELT:
            with pytest.raises(ArgumentError, match=message):
                await use(prefect)
