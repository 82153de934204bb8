"""Changing and deleting many flow runs and deployments, on a stub server that can fail and on a real one."""

import itertools
import json
import logging
import random
import threading
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from uuid import UUID, uuid4

import httpx
import pytest

from prefect_http import (
    ArgumentError,
    AsyncPrefect,
    AuthenticationError,
    ConnectionError,  # noqa: A004  # the package's own
    NotFoundError,
    PermissionDeniedError,
    Prefect,
    Progress,
    ServerError,
    StateChangeError,
    TriggerRow,
)
from prefect_http.models import Deployment, FlowRun
from tests.support.clock import Clock
from tests.support.event_stub import WORKSPACE
from tests.support.servers import ServerAddress
from tests.support.stub import API, Runs, async_client, client, runs_at
from tests.support.transports import PatientTransport

NOT_FOUND = httpx.Response(404, json={"detail": "Flow run not found"})
BUSY = httpx.Response(503, json={"exception_message": "Service Unavailable"})
SOON = datetime.now(UTC) + timedelta(days=1)


def run_id(path: str) -> str:
    return path.partition("/flow_runs/")[2].partition("/")[0]


@dataclass
class Store:
    """Stub server that lists, deletes and changes flow runs, and fails on demand."""

    runs: Runs
    fail: Callable[[httpx.Request], httpx.Response | Exception | None] = lambda _request: None
    lacks_bulk: bool = False
    requested: list[str] = field(default_factory=list)

    @property
    def ids(self) -> list[UUID]:
        return [UUID(row["id"]) for row in self.runs.rows]

    def __call__(self, request: httpx.Request) -> httpx.Response:
        operation = request.url.path.rpartition("/")[2] if request.method == "POST" else request.method
        self.requested.append(operation)
        failure = self.fail(request)
        if isinstance(failure, Exception):
            raise failure
        if failure is not None:
            return failure
        match operation:
            case "filter":
                return self.runs(request)
            case "count":
                return httpx.Response(200, json=len(self.runs.rows))
            case "bulk_delete":
                return self._bulk_delete(json.loads(request.content)["flow_runs"]["id"]["any_"])
            case "DELETE":
                known = run_id(request.url.path) in self.delete([run_id(request.url.path)])
                return httpx.Response(204) if known else NOT_FOUND
            case "set_state":
                kind = json.loads(request.content)["state"]["type"]
                state = {"type": kind, "id": str(UUID(int=1)), "timestamp": "2026-01-31T08:00:00Z"}
                return httpx.Response(201, json={"state": state, "status": "ACCEPT", "details": {}})
            case _:
                return NOT_FOUND

    def _bulk_delete(self, wanted: list[str]) -> httpx.Response:
        if self.lacks_bulk:
            return httpx.Response(405, json={"detail": "Method Not Allowed"})
        assert len(wanted) <= 50
        return httpx.Response(200, json={"deleted": self.delete(wanted)})

    def delete(self, wanted: list[str]) -> list[str]:
        found = [row["id"] for row in self.runs.rows if row["id"] in wanted]
        self.runs.rows = [row for row in self.runs.rows if row["id"] not in wanted]
        return found


def store(count: int, fail: Callable[[httpx.Request], httpx.Response | Exception | None] | None = None) -> Store:
    return Store(Runs(runs_at(range(count)), limit=200), fail or (lambda _request: None))


def silent() -> Prefect:
    return client(lambda _request: pytest.fail("it was sent"))


def patient(handler: Store) -> Prefect:
    return Prefect(API, transport=httpx.MockTransport(handler))


SELECTING: dict[str, Callable[..., Any]] = {
    "flow_runs.delete_many": lambda p, *rows, **given: p.flow_runs.delete_many(*rows, **given),
    "flow_runs.cancel_many": lambda p, *rows, **given: p.flow_runs.cancel_many(*rows, **given),
    "flow_runs.retry_many": lambda p, *rows, **given: p.flow_runs.retry_many(*rows, **given),
    "flow_runs.set_state_many": lambda p, *rows, **given: p.flow_runs.set_state_many(*rows, type="FAILED", **given),
    "flow_runs.delete_stream": lambda p, *rows, **given: p.flow_runs.delete_stream(*rows, **given),
    "deployments.pause_many": lambda p, *rows, **given: p.deployments.pause_many(*rows, **given),
    "deployments.resume_many": lambda p, *rows, **given: p.deployments.resume_many(*rows, **given),
    "deployments.delete_many": lambda p, *rows, **given: p.deployments.delete_many(*rows, **given),
    "deployments.delete_stream": lambda p, *rows, **given: p.deployments.delete_stream(*rows, **given),
}
"""Methods that select rows, by name."""


@pytest.mark.parametrize("name", SELECTING)
class TestSelection:
    @pytest.mark.parametrize(
        "given",
        [
            {},
            {"tags": None},
            {"tags": []},
            {"tags": iter(())},
            {"where": {"flow_runs": {}}},
            {"where": {"flows": None}, "name": ()},
            {"id": []},
            {"where": {"deployments": {"tags": {"all_": []}}}},
        ],
    )
    def test_a_condition_is_required(self, name: str, given: dict[str, Any]) -> None:
        with silent() as prefect:
            with pytest.raises(ArgumentError, match=r"requires rows or a filter.*pass where=\{\}") as caught:
                SELECTING[name](prefect, **given)
            assert str(caught.value).startswith(name)

    @pytest.mark.parametrize(
        "given", [{"tags": [], "name": "a"}, {"id": iter(()), "where": {}}, {"name": "", "tags": "a"}]
    )
    def test_no_filter_is_empty(self, name: str, given: dict[str, Any]) -> None:
        with silent() as prefect, pytest.raises(ArgumentError, match=r"accepts no empty filter, and .* is empty: omit"):
            SELECTING[name](prefect, **given)

    def test_empty_rows_change_nothing(self, name: str) -> None:
        with silent() as prefect:
            assert list(SELECTING[name](prefect, [])) == []

    def test_rows_and_filters_are_exclusive(self, name: str) -> None:
        with silent() as prefect, pytest.raises(ArgumentError, match="rows or filters, not both, got rows and tags"):
            SELECTING[name](prefect, [UUID(int=1)], tags="a")

    @pytest.mark.parametrize("row", ["00000000-0000-0000-0000-000000000001", UUID(int=1)])
    def test_a_single_row_is_rejected(self, name: str, row: object) -> None:
        with silent() as prefect, pytest.raises(ArgumentError, match="rows must be an iterable, such as a list"):
            SELECTING[name](prefect, row)

    def test_wrong_options_are_rejected(self, name: str) -> None:
        with silent() as prefect:
            for option in ({"limit": -1}, {"dry_run": "yes"}, {"tag": "a"}):
                with pytest.raises(ArgumentError):
                    SELECTING[name](prefect, **{"tags": "a", **option})


class TestDeleting:
    def test_runs_that_match_are_deleted_page_by_page(self) -> None:
        server = store(450)
        with client(server) as prefect:
            outcomes = prefect.flow_runs.delete_many(where={})
        assert (server.ids, repr(outcomes)) == ([], "<Outcomes: 450 rows, 0 failed>")
        assert [outcome.index for outcome in outcomes] == list(range(450))
        assert sorted(outcomes.ids) == [UUID(int=n) for n in range(1, 451)]
        # The second page is prefetched, but not before the first one was deleted.
        assert server.requested[:6] == ["filter", *["bulk_delete"] * 4, "filter"]
        assert server.requested.count("bulk_delete") == 9

    def test_an_alternative_is_listed_before_anything_is_deleted(self) -> None:
        # It is listed by offset, and deletions move the rest.
        server = store(450)
        either: Any = {"flow_runs": {"operator": "or_", "id": {"not_any_": [UUID(int=999)]}}}
        with client(server) as prefect:
            assert len(prefect.flow_runs.delete_many(where=either).succeeded) == 450
        assert server.ids == []
        assert "filter" not in server.requested[server.requested.index("bulk_delete") :]

    def test_given_runs_are_read_lazily(self) -> None:
        server, taken = store(500), itertools.count()
        rows: Iterator[UUID] = (server.ids[0] for _ in taken)
        with client(server) as prefect:
            assert [outcome.ok for outcome in itertools.islice(prefect.flow_runs.delete_stream(rows), 50)] == [
                True
            ] * 50
        assert next(taken) == 200

    @pytest.mark.anyio
    async def test_async_rows_are_read_lazily_and_closed(self) -> None:
        server, taken, closed = store(500), itertools.count(), []

        async def rows() -> AsyncIterator[UUID]:
            try:
                for _ in taken:
                    yield server.ids[0]
            finally:
                closed.append(True)

        async with (
            async_client(server) as prefect,
            aclosing(prefect.flow_runs.delete_stream(rows())) as outcomes,
        ):
            assert (await anext(outcomes)).ok
        assert (next(taken), closed) == (200, [True])

    @pytest.mark.anyio
    async def test_async_listing_is_deleted(self) -> None:
        server = store(450)
        async with async_client(server) as prefect:
            outcomes = await prefect.flow_runs.delete_many(prefect.flow_runs.list())
            assert (len(outcomes.succeeded), server.ids) == (450, [])
        server = store(450)
        async with async_client(server) as prefect:
            outcomes = await prefect.flow_runs.delete_many(prefect.flow_runs.list(), limit=30)
        assert (len(outcomes), len(server.ids)) == (30, 420)

    def test_listing_is_deleted(self) -> None:
        server = store(450)
        with client(server) as prefect:
            outcomes = prefect.flow_runs.delete_many(prefect.flow_runs.list(), limit=440)
        assert (len(outcomes.succeeded), len(server.ids)) == (440, 10)

    def test_sync_client_rejects_async_rows(self) -> None:
        listing: Any = async_client(store(1)).flow_runs.list()
        with (
            silent() as prefect,
            pytest.raises(ArgumentError, match="rows must be an iterable, such as a list, got AsyncListing"),
        ):
            prefect.flow_runs.delete_many(listing)

    def test_each_row_has_an_outcome_in_order(self) -> None:
        server = store(3)
        rows: list[Any] = [UUID(int=3), "nonsense", str(UUID(int=1)), UUID(int=3), UUID(int=9)]
        with client(server) as prefect:
            outcomes = prefect.flow_runs.delete_many(rows)
        assert [(outcome.index, outcome.id) for outcome in outcomes] == [
            (0, UUID(int=3)),
            (1, None),
            (2, UUID(int=1)),
            (3, UUID(int=3)),
            (4, UUID(int=9)),
        ]
        # Others have deleted the last one.
        assert [outcome.index for outcome in outcomes.failed] == [1]
        assert "invalid flow run 'nonsense'" in str(outcomes[1].error)
        assert server.ids == [UUID(int=2)]

    def test_limit_and_dry_run(self) -> None:
        server = store(10)
        with client(server) as prefect:
            assert len(prefect.flow_runs.delete_many(where={}, limit=3, dry_run=True)) == 3
            found = prefect.flow_runs.delete_many(server.ids, dry_run=True)
            assert (found.ids, found.dry_run) == (server.ids, True)
            assert len(server.ids) == 10
            assert len(prefect.flow_runs.delete_many(server.ids, limit=2)) == 2
            assert len(prefect.flow_runs.delete_many(where={}, limit=3)) == 3
        assert len(server.ids) == 5
        assert [body.get("limit") for body in server.runs.bodies] == [3, 3]

    def test_progress_of_a_filter_counts_first(self) -> None:
        seen: list[Progress] = []
        with client(store(60)) as prefect:
            prefect.flow_runs.delete_many(where={}, on_progress=seen.append)
        assert seen == [Progress(done=50, failed=0, total=60), Progress(done=60, failed=0, total=60)]

    def test_progress_of_an_iterator_has_no_total_before_the_end(self) -> None:
        seen: list[Progress] = []
        server = store(2)
        with client(server) as prefect:
            prefect.flow_runs.delete_many(iter(server.ids), on_progress=seen.append)
        assert [progress.total for progress in seen] == [None, 2]

    def test_servers_without_the_bulk_endpoint_delete_one_by_one(self) -> None:
        server = store(3)
        server.lacks_bulk = True
        with client(server) as prefect:
            assert len(prefect.flow_runs.delete_many([*server.ids, UUID(int=9)]).succeeded) == 4
        assert server.requested == ["bulk_delete", *["DELETE"] * 4]

    def test_a_request_that_is_too_large_is_halved(self) -> None:
        server = store(50)
        server.fail = lambda request: httpx.Response(413) if len(request.content) > 1200 else None
        with client(server) as prefect:
            assert len(prefect.flow_runs.delete_many(server.ids).succeeded) == 50
        assert server.requested == ["bulk_delete"] * 3

    def test_a_server_that_deletes_fewer_rows_per_request_leaves_none(self) -> None:
        server = store(50)

        def delete_some(request: httpx.Request) -> httpx.Response:
            wanted = json.loads(request.content)["flow_runs"]["id"]["any_"]
            return httpx.Response(200, json={"deleted": [*server.delete(wanted[:20]), str(UUID(int=99))]})

        server.fail = delete_some
        with client(server) as prefect:
            assert len(prefect.flow_runs.delete_many(server.ids).succeeded) == 50
        assert (server.ids, server.requested) == ([], ["bulk_delete"] * 3)

    def test_a_row_that_fails_does_not_stop_the_others(self) -> None:
        def fail(request: httpx.Request) -> httpx.Response | None:
            return httpx.Response(500) if str(UUID(int=2)) in f"{request.url} {request.content!r}" else None

        server = store(3, fail)
        with client(server) as prefect:
            outcomes = prefect.flow_runs.delete_many(server.ids)
        assert [type(outcome.error) for outcome in outcomes] == [type(None), ServerError, type(None)]
        assert server.ids == [UUID(int=2)]

    def test_wrong_credentials_are_raised(self) -> None:
        server = store(3, lambda _request: httpx.Response(401, json={"detail": "Unauthorized"}))
        with client(server) as prefect, pytest.raises(AuthenticationError):
            prefect.flow_runs.delete_many(server.ids)
        assert server.requested == ["bulk_delete"]

    @pytest.mark.parametrize("verb", ["pause_many", "resume_many", "delete_many"])
    def test_prefect_cloud_denies_the_change_of_single_deployments(self, verb: str) -> None:
        mine, other = UUID(int=1), UUID(int=2)

        def deny(request: httpx.Request) -> httpx.Response:
            is_denied = str(other) in f"{request.url} {request.content!r}"
            return httpx.Response(403 if is_denied else 204 if request.method == "DELETE" else 200, json=None)

        with Prefect(WORKSPACE, api_key="pnu_key", retry=False, transport=httpx.MockTransport(deny)) as prefect:
            outcomes = getattr(prefect.deployments, verb)([mine, other, mine])
        assert [type(outcome.error) for outcome in outcomes] == [type(None), PermissionDeniedError, type(None)]
        with client(deny) as prefect, pytest.raises(PermissionDeniedError):
            getattr(prefect.deployments, verb)([mine, other])


class TestBusyServer:
    def test_no_run_is_left_and_nothing_is_raised(self, clock: Clock) -> None:
        chance = random.Random(1)  # noqa: S311  # no secret
        server = store(1000, lambda _request: BUSY if chance.random() < 0.5 else None)
        with patient(server) as prefect:
            outcomes = prefect.flow_runs.delete_many(where={})
        assert (server.ids, repr(outcomes)) == ([], "<Outcomes: 1000 rows, 0 failed>")
        assert sum(clock.slept) < 60

    def test_the_first_retry_of_a_call_is_a_warning(self, clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level("DEBUG", "prefect_http")
        chance = random.Random(1)  # noqa: S311  # no secret
        server = store(1000, lambda _request: BUSY if chance.random() < 0.5 else None)
        with patient(server) as prefect:
            for _ in range(2):
                assert len(prefect.flow_runs.cancel_many(server.ids[:100]).succeeded) == 100
        retries = [record for record in caplog.records if "Retrying in" in record.message]
        assert len(retries) > 100
        assert [record.levelno for record in retries].count(logging.WARNING) == 2
        assert {record.levelno for record in retries} == {logging.WARNING, logging.DEBUG}
        assert len(clock.slept) == len(retries)

    def test_rows_are_tried_again_after_an_outage(self, clock: Clock) -> None:
        # Longer than all retries of a request, which take about 47 s.
        started = clock.now
        server = store(400, lambda _request: BUSY if clock.now - started < 70 else None)
        with patient(server) as prefect:
            seen: list[Progress] = []
            outcomes = prefect.flow_runs.delete_many(server.ids, on_progress=seen.append)
        assert (server.ids, len(outcomes.failed)) == ([], 0)
        assert (seen[-1].done, seen[-1].failed) == (400, 0)

    def test_an_outage_without_end_costs_the_retries_of_two_requests(self, clock: Clock) -> None:
        server = store(400, lambda _request: httpx.ConnectError("refused") if len(server.requested) > 1 else None)
        with patient(server) as prefect:
            prefect.flow_runs.count()
            outcomes = prefect.flow_runs.delete_many(server.ids)
        assert {type(outcome.error) for outcome in outcomes} == {ConnectionError}
        assert [outcome.index for outcome in outcomes] == list(range(400))
        assert len(server.requested) < 1 + 2 * (96 + 7 * 2) + 1
        assert sum(clock.slept) < 130

    def test_a_rate_limit_of_prefect_cloud_only_delays_the_call(self, clock: Clock) -> None:
        minutes: Counter[float] = Counter()

        def limit(_request: httpx.Request) -> httpx.Response | None:
            minute = clock.now // 60
            minutes[minute] += 1
            return httpx.Response(429, headers={"Retry-After": "60"}) if minutes[minute] > 50 else None

        server = store(400, limit)
        with Prefect(WORKSPACE, api_key="pnu_key", transport=httpx.MockTransport(server)) as prefect:
            outcomes = prefect.flow_runs.cancel_many(server.ids)
        assert (len(outcomes), len(outcomes.failed)) == (400, 0)
        # Each of the four requests in flight is rejected about once a minute.
        assert sum(minutes.values()) <= 450

    def test_a_state_that_may_have_been_set_is_not_set_again_minutes_later(self) -> None:
        failures: dict[int, httpx.Response | Exception] = {1: httpx.ReadTimeout("lost"), 2: BUSY}
        server = store(2)
        server.fail = lambda request: failures.pop(UUID(run_id(request.url.path)).int, None)
        with client(server) as prefect:
            first, second = prefect.flow_runs.set_state_many([UUID(int=1), UUID(int=2)], type="FAILED")
        assert (first.ok, second.ok) == (False, True)
        assert server.requested == ["set_state"] * 3

    def test_a_state_is_set_with_the_same_transition_each_time(self) -> None:
        transitions: list[str] = []

        def fail(request: httpx.Request) -> httpx.Response | None:
            transitions.append(json.loads(request.content)["state"]["state_details"]["transition_id"])
            return BUSY if len(transitions) == 1 else None

        with client(store(0, fail)) as prefect:
            assert prefect.flow_runs.set_state_many([UUID(int=1)], type="FAILED")[0].ok
            assert prefect.flow_runs.set_state_many([UUID(int=1)], type="FAILED")[0].ok
        assert transitions[0] == transitions[1] != transitions[2]

    def test_retries_can_be_disabled(self) -> None:
        server = store(60, lambda _request: BUSY)
        with client(server) as prefect:
            assert len(prefect.flow_runs.delete_many(server.ids).failed) == 60
        assert server.requested == ["bulk_delete"] * 4

    @pytest.mark.anyio
    async def test_async_client(self, clock: Clock) -> None:
        chance = random.Random(1)  # noqa: S311  # no secret
        server = store(450, lambda _request: BUSY if chance.random() < 0.5 else None)
        async with AsyncPrefect(API, transport=httpx.MockTransport(server)) as prefect:
            assert len((await prefect.flow_runs.delete_many(where={}, limit=250)).succeeded) == 250
            outcomes = [outcome.ok async for outcome in prefect.flow_runs.delete_stream(where={})]
        assert (server.ids, outcomes) == ([], [True] * 200)


# On a real server


@pytest.fixture
def deployment(prefect: Prefect) -> Deployment:
    flow = prefect.flows.create(name=f"flow-{uuid4()}")
    return prefect.deployments.create(flow_id=flow.id, name="nightly", parameter_openapi_schema={})


def start(prefect: Prefect, deployment: Deployment, count: int) -> list[UUID]:
    rows: list[TriggerRow] = [{"scheduled_time": SOON}] * count
    return prefect.deployments.trigger_many(deployment.id, rows).ids


def states(prefect: Prefect, deployment: Deployment) -> list[str]:
    return sorted(str(run.state_name) for run in prefect.flow_runs.list(deployment=deployment.id))


def test_unfinished_runs_are_cancelled(prefect: Prefect, deployment: Deployment) -> None:
    finished, *others = start(prefect, deployment, 4)
    prefect.flow_runs.set_state(finished, "COMPLETED", force=True)
    prefect.flow_runs.set_state(others[0], "RUNNING", force=True)
    for selection in (
        {"deployment": deployment.id},
        {"deployment": deployment.id, "state": ["COMPLETED", "Scheduled"]},
    ):
        found = prefect.flow_runs.cancel_many(**cast("Any", selection), dry_run=True)
        assert set(found.ids) == {*others} - ({others[0]} if "state" in selection else set())
    assert states(prefect, deployment) == ["Completed", "Running", "Scheduled", "Scheduled"]
    assert len(prefect.flow_runs.cancel_many(deployment=deployment.id, message="drained").succeeded) == 3
    assert states(prefect, deployment) == ["Cancelled", "Cancelled", "Cancelling", "Completed"]


@pytest.mark.parametrize("dry_run", [True, False])
def test_given_runs_that_cannot_be_cancelled_or_retried_fail(
    prefect: Prefect, deployment: Deployment, dry_run: bool
) -> None:
    finished, cancelled, scheduled = start(prefect, deployment, 3)
    prefect.flow_runs.set_state(finished, "FAILED", force=True)
    prefect.flow_runs.cancel(cancelled)
    rows = [finished, cancelled, scheduled, UUID(int=5)]
    outcomes = prefect.flow_runs.cancel_many(rows, dry_run=dry_run)
    assert [type(outcome.error) for outcome in outcomes] == [StateChangeError, type(None), type(None), NotFoundError]
    assert "was not cancelled: ABORT: Run is already in terminal state FAILED" in str(outcomes[0].error)
    prefect.flow_runs.set_state(scheduled, "RUNNING", force=True)
    outcomes = prefect.flow_runs.retry_many([*rows, finished], dry_run=dry_run)
    kinds = [type(outcome.error) for outcome in outcomes]
    assert kinds == [type(None), type(None), StateChangeError, NotFoundError, type(None)]
    expected = ["Cancelled", "Failed", "Running"] if dry_run else ["AwaitingRetry", "AwaitingRetry", "Running"]
    assert states(prefect, deployment) == expected


def test_finished_runs_are_retried(prefect: Prefect, deployment: Deployment) -> None:
    failed, *_ = start(prefect, deployment, 3)
    prefect.flow_runs.set_state(failed, "CRASHED", force=True)
    outcomes = prefect.flow_runs.retry_many(deployment=deployment.id)
    assert (outcomes.ids, len(outcomes.failed)) == ([failed], 0)
    assert states(prefect, deployment) == ["AwaitingRetry", "Scheduled", "Scheduled"]


def test_states_are_set(prefect: Prefect, deployment: Deployment) -> None:
    runs: list[FlowRun] = [prefect.flow_runs.get(run) for run in start(prefect, deployment, 3)]
    outcomes = prefect.flow_runs.set_state_many(
        iter(runs[:2]), type="FAILED", state_name="Lost", message="host is gone"
    )
    assert outcomes.ids == [run.id for run in runs[:2]]
    assert states(prefect, deployment) == ["Lost", "Lost", "Scheduled"]
    # An alternative is listed by offset, so its IDs are read before they change.
    unused = {"all_": [str(uuid4())]}
    either: Any = {"flow_runs": {"operator": "or_", "id": {"any_": [run.id for run in runs]}, "tags": unused}}
    assert len(prefect.flow_runs.set_state_many(type="COMPLETED", force=True, where=either)) == 3
    assert states(prefect, deployment) == ["Completed"] * 3


def test_deployments_are_paused_resumed_and_deleted(prefect: Prefect) -> None:
    flow = prefect.flows.create(name=f"flow-{uuid4()}")
    made = [prefect.deployments.create(flow_id=flow.id, name=name, tags=["old"]) for name in "abc"]
    rows: list[Deployment | UUID | str] = [f"{flow.name}/a", made[1], f"{flow.name}/x", UUID(int=5)]
    for dry_run in (True, False):
        outcomes = prefect.deployments.pause_many(rows, dry_run=dry_run)
        assert [type(outcome.error) for outcome in outcomes] == [type(None), type(None), NotFoundError, NotFoundError]
        assert outcomes.succeeded.ids == [made[0].id, made[1].id]
        assert prefect.deployments.count(flow=flow.name, paused=True) == (0 if dry_run else 2)
    # The deployments no longer match while they are paused.
    assert prefect.deployments.pause_many(flow=flow.name, paused=False).ids == [made[2].id]
    assert len(prefect.deployments.resume_many(flow=flow.name, paused=True).succeeded) == 3
    assert [outcome.ok for outcome in prefect.deployments.pause_stream(made)] == [True] * 3
    assert [outcome.ok for outcome in prefect.deployments.delete_many(rows)] == [True, True, False, True]
    assert len(prefect.deployments.delete_many(flow=flow.name, tags="old")) == 1
    assert prefect.deployments.count(flow=flow.name) == 0


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.anyio
async def test_clean_up_survives_other_writers(
    server: ServerAddress, prefect: Prefect, async_prefect: AsyncPrefect, deployment: Deployment, kind: str
) -> None:
    start(prefect, deployment, 120)
    chance, stopped = random.Random(1), threading.Event()  # noqa: S311  # no secret

    class Failing(httpx.HTTPTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            return BUSY if chance.random() < 0.3 else super().handle_request(request)

    def write() -> None:
        with Prefect(server.api_url, transport=PatientTransport()) as other:
            while not stopped.wait(0.1):
                other.flow_runs.create(flow_id=deployment.flow_id)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        if kind == "sync":
            with Prefect(server.api_url, transport=Failing()) as failing:
                outcomes = failing.flow_runs.delete_many(deployment=deployment.id, until=SOON + timedelta(days=1))
        else:
            outcomes = await async_prefect.flow_runs.delete_many(deployment=deployment.id)
    finally:
        stopped.set()
        writer.join()
    assert (len(outcomes), len(outcomes.failed)) == (120, 0)
    assert prefect.flow_runs.count(deployment=deployment.id) == 0
