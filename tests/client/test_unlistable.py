"""Rows that the server stores but cannot list: rejected before they are sent, and left out of listings."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from generator.servers.run import running_server
from prefect_http import ArgumentError, AsyncPrefect, Prefect, ServerError, UnlistableRowsWarning
from prefect_http._http.encoding import MAX_DEPTH, MAX_NUMBER, MIN_NUMBER
from prefect_http._pagination import unlistable
from prefect_http_api.requests import FlowRunSort
from tests.support.raw import raw_client
from tests.support.servers import SETTINGS
from tests.support.stub import API, ENDLESS, Runs, async_client, client, runs_at

VERSION = "3.7.0"
"""A version that cannot list such rows. Servers with newer dependencies can."""

BEYOND = str(MAX_NUMBER + 1)
EARLIEST: FlowRunSort = "EXPECTED_START_TIME_ASC"


def nested(levels: int) -> str:
    return "[" * levels + "]" * levels


class Raw:
    """Client without validation, for a server of its own: its rows would break the listings of other tests."""

    def __init__(self, api_url: str) -> None:
        self.api_url = api_url
        # After an internal error, the server closes the connection.
        self._client = raw_client(api_url, headers={"Connection": "close"})

    def post(self, path: str, body: str) -> httpx.Response:
        return self._client.post(path, content=body, headers={"Content-Type": "application/json"})

    def create(self, path: str, body: str) -> UUID:
        response = self.post(path, body)
        assert response.status_code == httpx.codes.CREATED, response.text
        return UUID(response.json()["id"])

    def flow(self) -> UUID:
        return self.create("/flows/", json.dumps({"name": str(uuid4())}))

    def run(self, flow: UUID, value: str = "1", name: str = "x") -> UUID:
        return self.create("/flow_runs/", f'{{"flow_id": "{flow}", "name": "{name}", "parameters": {{"v": {value}}}}}')

    def delete(self, *run_ids: UUID) -> None:
        for run_id in run_ids:
            self._client.delete(f"/flow_runs/{run_id}")


@pytest.fixture(scope="module")
def raw() -> Iterator[Raw]:
    with running_server(VERSION, env=SETTINGS) as server:
        yield Raw(server.api_url)


@pytest.fixture
def prefect(raw: Raw) -> Iterator[Prefect]:
    with Prefect(raw.api_url) as prefect:
        yield prefect


@pytest.fixture(scope="module")
def runs(raw: Raw) -> Iterator[tuple[UUID, list[UUID], set[UUID]]]:
    """Create a flow with nine runs. The first, the last, and two adjacent runs are unlistable."""
    flow = raw.flow()
    run_ids = [raw.run(flow, BEYOND if n in {0, 4, 5, 8} else "1", name=f"run-{n % 3}") for n in range(9)]
    yield flow, run_ids, {run_ids[n] for n in (0, 4, 5, 8)}
    raw.delete(*run_ids)


def test_unlistable_runs_are_awaited(raw: Raw, prefect: Prefect) -> None:
    flow = raw.flow()
    run_ids = [raw.run(flow, value) for value in (BEYOND, "1", "2", BEYOND)]
    for run_id in run_ids:
        prefect.flow_runs.set_state(run_id, "COMPLETED")
    assert [run.id for run in prefect.flow_runs.wait_many(run_ids, timeout=60)] == run_ids
    assert {run.id for run in prefect.flow_runs.as_completed(run_ids, timeout=60)} == {*run_ids}
    raw.delete(*run_ids)


class TestBounds:
    @pytest.mark.parametrize(
        "value",
        [str(MIN_NUMBER), str(MAX_NUMBER), "1e18", nested(MAX_DEPTH - 2)],
        ids=["minimum", "maximum", "float", "depth"],
    )
    def test_values_within_the_bounds_are_sent_and_listed(self, value: str, raw: Raw, prefect: Prefect) -> None:
        run = prefect.flow_runs.create(flow_id=raw.flow(), parameters={"v": json.loads(value)})
        listed = prefect.flow_runs.list(where={"flow_runs": {"id": {"any_": [run.id]}}}).first()
        assert listed is not None
        assert listed.parameters == {"v": json.loads(value)}
        # The UI nests rows one level deeper than ``filter``.
        page = raw.post("/flow_runs/paginate", json.dumps({"flow_runs": {"id": {"any_": [str(run.id)]}}}))
        assert page.status_code == httpx.codes.OK

    @pytest.mark.parametrize(
        ("value", "path", "problem"),
        [
            (str(MIN_NUMBER - 1), "/flow_runs/filter", "v: numbers must be from -2**63 to 2**64 - 1"),
            (BEYOND, "/flow_runs/filter", "v: numbers must be from -2**63 to 2**64 - 1"),
            (f'{{"a": [{BEYOND}]}}', "/flow_runs/filter", "v.a[0]: numbers must be from -2**63 to 2**64 - 1"),
            (nested(MAX_DEPTH), "/flow_runs/paginate", "values must not nest more than 252 levels deep"),
        ],
        ids=["below the minimum", "above the maximum", "nested", "depth"],
    )
    def test_values_that_the_server_stores_and_cannot_list_are_rejected(
        self, value: str, path: str, problem: str, raw: Raw, prefect: Prefect
    ) -> None:
        flow = raw.flow()
        with pytest.raises(ArgumentError) as caught:
            prefect.flow_runs.create(flow_id=flow, parameters={"v": json.loads(value)})
        assert str(caught.value).startswith("flow_runs.create_flow_run: parameters.v")
        assert problem in str(caught.value)
        assert value not in str(caught.value)
        run = raw.run(flow, value)
        listed = raw.post(path, json.dumps({"flow_runs": {"id": {"any_": [str(run)]}}}))
        raw.delete(run)
        assert listed.status_code == httpx.codes.INTERNAL_SERVER_ERROR


# Another client may send an unpaired surrogate. The server stores it, and answers 500.
BODIES: dict[str, Callable[[UUID, str], str]] = {
    "/deployments": lambda flow, text: f'{{"name": "{uuid4()}", "flow_id": "{flow}", "parameters": {{"v": "{text}"}}}}',
    "/work_pools": lambda _, text: (
        f'{{"name": "{uuid4()}", "type": "process", "base_job_template": '
        f'{{"job_configuration": {{"v": "{text}"}}, "variables": {{"type": "object"}}}}}}'
    ),
    "/task_runs": lambda _, text: f'{{"task_key": "x", "dynamic_key": "{uuid4()}", "labels": {{"v": "{text}"}}}}',
}


class TestListing:
    SORTS: tuple[FlowRunSort, ...] = ("EXPECTED_START_TIME_DESC", EARLIEST, "NAME_ASC", "ID_DESC")

    @pytest.mark.parametrize("sort", SORTS)
    def test_other_runs_are_listed_once(
        self, sort: FlowRunSort, prefect: Prefect, runs: tuple[UUID, list[UUID], set[UUID]]
    ) -> None:
        flow, run_ids, bad = runs
        with pytest.warns(UnlistableRowsWarning) as caught:
            found = [run.id for run in prefect.flow_runs.list(where={"flows": {"id": {"any_": [flow]}}}, sort=sort)]
        assert len(found) == 5
        assert set(found) == set(run_ids) - bad
        (warning,) = [record.message for record in caught if isinstance(record.message, UnlistableRowsWarning)]
        assert (warning.operation, set(warning.ids), warning.after) == ("flow_runs.read_flow_runs", bad, ())

    def test_runs_that_cannot_be_excluded_by_id_are_skipped(
        self, prefect: Prefect, runs: tuple[UUID, list[UUID], set[UUID]]
    ) -> None:
        flow, run_ids, bad = runs
        alternatives: Any = {"operator": "or_", "name": {"any_": ["run-0", "run-1", "run-2"]}}
        with pytest.warns(UnlistableRowsWarning, match="left out 4 rows") as caught:
            found = [
                run.id
                for run in prefect.flow_runs.list(
                    where={"flows": {"id": {"any_": [flow]}}, "flow_runs": alternatives}, sort="EXPECTED_START_TIME_ASC"
                )
            ]
        assert found == [run_id for run_id in run_ids if run_id not in bad]
        (warning,) = [record.message for record in caught if isinstance(record.message, UnlistableRowsWarning)]
        assert warning.after == (None, run_ids[3], run_ids[3], run_ids[7])

    def test_first_returns_the_first_listable_run(
        self, prefect: Prefect, runs: tuple[UUID, list[UUID], set[UUID]]
    ) -> None:
        flow, run_ids, _ = runs
        with pytest.warns(UnlistableRowsWarning):
            first = prefect.flow_runs.list(where={"flows": {"id": {"any_": [flow]}}}, sort=EARLIEST).first()
        assert first is not None
        assert first.id == run_ids[1]

    def test_unlistable_runs_are_counted(self, prefect: Prefect, runs: tuple[UUID, list[UUID], set[UUID]]) -> None:
        assert prefect.flow_runs.count(where={"flows": {"id": {"any_": [runs[0]]}}}) == 9

    @pytest.mark.anyio
    async def test_async_listing_without_retries(
        self, raw: Raw, runs: tuple[UUID, list[UUID], set[UUID]], anyio_backend: str
    ) -> None:
        flow, run_ids, bad = runs
        async with AsyncPrefect(raw.api_url, retry=False) as prefect:
            with pytest.warns(UnlistableRowsWarning):
                found = [
                    run.id
                    async for run in prefect.flow_runs.list(where={"flows": {"id": {"any_": [flow]}}}, sort=EARLIEST)
                ]
        assert found == [run_id for run_id in run_ids if run_id not in bad]

    @pytest.mark.parametrize("path", BODIES)
    def test_other_rows_of_any_kind_are_listed(self, path: str, raw: Raw, prefect: Prefect) -> None:
        flow, body = raw.flow(), BODIES[path]
        listable = [raw.create(f"{path}/", body(flow, "fine"))]
        assert raw.post(f"{path}/", body(flow, "\\ud800")).status_code == httpx.codes.INTERNAL_SERVER_ERROR
        listable.append(raw.create(f"{path}/", body(flow, "fine")))
        assert raw.post(f"{path}/filter", "{}").status_code == httpx.codes.INTERNAL_SERVER_ERROR
        with pytest.warns(UnlistableRowsWarning, match=r"left out 1 row .*: (the row after|the first row)"):
            found = [row.id for row in getattr(prefect, path[1:]).list()]
        assert set(listable) <= set(found)
        assert len(found) == len(set(found))


class BadRuns(Runs):
    """Stub server that fails if a page has an unlistable run."""

    bad: frozenset[int] = frozenset()
    has_history = True
    outage_after = ENDLESS

    def __call__(self, request: httpx.Request) -> httpx.Response:
        is_history = request.url.path.endswith("/ui/flow_runs/history")
        limit, self.limit = self.limit, 1000 if is_history else self.limit
        response = super().__call__(request)
        self.limit = limit
        if len(self.bodies) > self.outage_after:
            return httpx.Response(500)
        rows = response.json() if response.is_success else []
        if is_history:
            state = {"state_type": "PENDING", "timestamp": "2026-01-31T08:00:00Z", "duration": 0, "lateness": 0}
            return httpx.Response(200, json=[row | state for row in rows]) if self.has_history else httpx.Response(404)
        if response.is_success and any(UUID(row["id"]).int in self.bad for row in rows):
            return httpx.Response(500, json={"exception_message": "Internal Server Error"})
        return response


def bad_runs(count: int, limit: int, *bad: int, has_history: bool = True) -> BadRuns:
    runs = BadRuns(runs_at(range(count)), limit)
    runs.bad, runs.has_history = frozenset(bad), has_history
    return runs


class TestSearch:
    @pytest.mark.parametrize("has_history", [True, False], ids=["by ID", "by position"])
    @pytest.mark.parametrize("sort", [EARLIEST, "NAME_ASC"])
    @pytest.mark.parametrize(
        ("limit", "bad"),
        [(3, [1]), (3, [3, 4]), (3, [4, 5, 6]), (3, [9]), (4, [2, 5, 8, 9]), (200, [1, 9]), (60, [5])],
    )
    def test_every_other_run_is_listed_once(
        self, limit: int, bad: list[int], sort: FlowRunSort, has_history: bool
    ) -> None:
        runs = bad_runs(9, limit, *bad, has_history=has_history)
        with client(runs) as prefect, pytest.warns(UnlistableRowsWarning, match=f"left out {len(bad)} row"):
            found = [run.id.int for run in prefect.flow_runs.list(sort=sort)]
        assert found == [n for n in range(1, 10) if n not in bad]

    @pytest.mark.parametrize("has_history", [True, False], ids=["by ID", "by position"])
    def test_finding_a_row_takes_few_requests(self, has_history: bool) -> None:
        runs = bad_runs(200, 200, 100, has_history=has_history)
        with client(runs) as prefect, pytest.warns(UnlistableRowsWarning):
            assert len(list(prefect.flow_runs.list(sort=EARLIEST))) == 199
        assert len(runs.bodies) < 25

    @pytest.mark.anyio
    async def test_async_pages_and_prefetching(self, anyio_backend: str) -> None:
        runs = bad_runs(12, 3, 8)
        async with async_client(runs) as prefect:
            with pytest.warns(UnlistableRowsWarning):
                pages = [page async for page in prefect.flow_runs.list(sort=EARLIEST).pages()]
        assert [[run.id.int for run in page] for page in pages] == [[1, 2, 3], [4, 5, 6], [7, 9, 10], [11, 12]]

    def test_stopping_early_warns_too(self) -> None:
        with client(bad_runs(9, 3, 2)) as prefect:
            rows = iter(prefect.flow_runs.list(sort=EARLIEST))
            next(rows)
            with pytest.warns(UnlistableRowsWarning):
                rows.close()

    def test_outage_is_raised_at_once(self) -> None:
        requests: list[httpx.Request] = []

        def handle(request: httpx.Request) -> httpx.Response:
            requests.append(request)
            return httpx.Response(500)

        with client(handle) as prefect, pytest.raises(ServerError, match="500"):
            list(prefect.flow_runs.list())
        assert len(requests) == 2

    @pytest.mark.parametrize("has_history", [True, False], ids=["by ID", "by position"])
    def test_outage_during_the_search_is_raised(self, has_history: bool) -> None:
        runs = bad_runs(9, 9, 4, has_history=has_history)
        runs.outage_after = 6
        with client(runs) as prefect, pytest.raises(ServerError, match="500"):
            list(prefect.flow_runs.list(sort=EARLIEST))

    def test_failures_by_chance_leave_out_no_row(self) -> None:
        runs = bad_runs(9, 9)

        def handle(request: httpx.Request) -> httpx.Response:
            response = runs(request)
            return httpx.Response(500) if len(runs.bodies) in {1, 5} else response

        runs.has_history = False
        with client(handle) as prefect:
            assert len(list(prefect.flow_runs.list(sort=EARLIEST))) == 9

    @pytest.mark.parametrize("has_history", [True, False], ids=["by ID", "by position"])
    def test_too_many_unlistable_rows_are_an_error(self, has_history: bool, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(unlistable, "MAX_LEFT_OUT", 3)
        runs = bad_runs(9, 9, 1, 3, 5, 7, has_history=has_history)
        with client(runs) as prefect, pytest.raises(ServerError, match="500"):
            list(prefect.flow_runs.list(sort=EARLIEST))

    def test_events_are_not_searched(self) -> None:
        def handle(request: httpx.Request) -> httpx.Response:
            assert request.url == f"{API}/events/filter"
            return httpx.Response(500)

        with client(handle) as prefect, pytest.raises(ServerError, match="500"):
            list(prefect.events.list())
