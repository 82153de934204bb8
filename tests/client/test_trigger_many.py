"""Triggering many runs of one deployment, on a real server."""

import itertools
import json
import math
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import anyio
import httpx
import pytest

from prefect_http import (
    ArgumentError,
    AsyncPrefect,
    AuthenticationError,
    ConflictError,
    NotFoundError,
    Prefect,
    Progress,
    RetryPolicy,
    ServerError,
    TransportError,
    UnknownRouteError,
    ValidationError,
    errors,
)
from prefect_http._domain.bulk_trigger import TriggerOutcome, TriggerRow
from tests.support.clock import Clock
from tests.support.servers import Provide, ServerAddress
from tests.support.stub import API, async_client, client
from tests.support.transports import PatientTransport
from tests.support.waits import HANG_SECONDS

AT_ONCE = RetryPolicy(wait_initial=0.0)
SOON = datetime.now(UTC) + timedelta(days=1)
Exchange = Callable[[httpx.Request], httpx.Response]


def create_deployment(prefect: Prefect) -> tuple[str, UUID]:
    flow = prefect.flows.create(name=f"flow-{uuid4()}")
    schema = {"type": "object", "properties": {"n": {"type": "integer"}}}
    made = prefect.deployments.create(
        flow_id=flow.id, name="nightly", parameter_openapi_schema=schema, enforce_parameter_schema=True
    )
    return f"{flow.name}/nightly", made.id


@pytest.fixture
def named(prefect: Prefect) -> tuple[str, UUID]:
    return create_deployment(prefect)


@pytest.fixture
def deployment(named: tuple[str, UUID]) -> UUID:
    return named[1]


def numbered(count: int) -> Iterator[TriggerRow]:
    return ({"parameters": {"n": n}, "scheduled_time": SOON} for n in range(count))


def runs_by_number(prefect: Prefect, deployment: UUID) -> dict[int, list[UUID]]:
    found: dict[int, list[UUID]] = {}
    for run in prefect.flow_runs.list(where={"flow_runs": {"deployment_id": {"any_": [deployment]}}}):
        found.setdefault(run.parameters["n"], []).append(run.id)
    return found


def assert_one_run_per_row(prefect: Prefect, deployment: UUID, outcomes: Iterable[TriggerOutcome]) -> None:
    outcomes = list(outcomes)
    assert [outcome.index for outcome in outcomes] == list(range(len(outcomes)))
    assert [outcome.error for outcome in outcomes] == [None] * len(outcomes)
    assert runs_by_number(prefect, deployment) == {n: [outcomes[n].id] for n in range(len(outcomes))}


class InterceptingTransport(PatientTransport):
    """Transport that lets a test intercept requests, and records them."""

    def __init__(self, intercept: Callable[[httpx.Request, Exchange], httpx.Response]) -> None:
        super().__init__()
        self.intercept = intercept
        self.posted: list[tuple[str, bytes]] = []

    @property
    def starting(self) -> list[str]:
        """Last path segments of the requests that start runs, without retries."""
        return [ending for ending, _ in dict.fromkeys(self.posted) if ending in {"bulk", "create_flow_run"}]

    @property
    def sent_in_bulk(self) -> set[int]:
        """Numbers of the rows that were sent in bulk."""
        bodies = [json.loads(content) for ending, content in self.posted if ending == "bulk"]
        return {row["parameters"]["n"] for body in bodies for row in body}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            self.posted.append((request.url.path.rpartition("/")[2], request.content))
        return self.intercept(request, super().handle_request)


def intercepted(server: ServerAddress, intercept: Callable[[httpx.Request, Exchange], httpx.Response]) -> Prefect:
    return Prefect(server.api_url, transport=InterceptingTransport(intercept), retry=AT_ONCE)


def is_bulk(request: httpx.Request) -> bool:
    return request.url.path.endswith("/bulk")


def test_each_row_starts_one_run(prefect: Prefect, named: tuple[str, UUID]) -> None:
    name, deployment = named
    assert_one_run_per_row(prefect, deployment, prefect.deployments.trigger_many(name, numbered(230)))


def test_rows_accept_the_arguments_of_trigger(prefect: Prefect, deployment: UUID) -> None:
    row: TriggerRow = {
        "parameters": {"n": 1},
        "name": "mine",
        "tags": iter(["a"]),
        "idempotency_key": "once",
        "scheduled_time": SOON,
        "job_variables": {"x": 1},
    }
    (outcome,) = prefect.deployments.trigger_many(deployment, [row])
    assert outcome.ok
    assert outcome.id is not None
    run = prefect.flow_runs.get(outcome.id)
    assert (run.parameters, run.name, run.tags, run.idempotency_key) == ({"n": 1}, "mine", ["a"], "once")
    assert (run.expected_start_time, run.job_variables) == (SOON, {"x": 1})
    assert outcome.row == {**row, "tags": ["a"]}


def test_rows_are_consumed_lazily(server: ServerAddress, deployment: UUID) -> None:
    taken: list[int] = []

    def rows() -> Iterator[TriggerRow]:
        for n in range(1000):
            taken.append(n)
            yield {"parameters": {"n": n}, "scheduled_time": SOON}

    transport = InterceptingTransport(lambda request, exchange: exchange(request))
    with Prefect(server.api_url, transport=transport) as prefect:
        outcomes = prefect.deployments.trigger_stream(deployment, rows())
        assert (len(taken), transport.posted) == (0, [])
        next(outcomes)
        assert (len(taken), transport.sent_in_bulk) == (100, set(range(100)))
        for _ in range(100):
            next(outcomes)
        assert (len(taken), transport.sent_in_bulk) == (200, set(range(200)))
        # Rows that the busy database rejected in bulk are sent lazily, one by one.
        assert sorted(runs_by_number(prefect, deployment))[:101] == list(range(101))


def test_empty_input_sends_nothing() -> None:
    with client(lambda _request: pytest.fail("it was sent")) as prefect:
        assert prefect.deployments.trigger_many(UUID(int=1), []) == ()


@pytest.mark.anyio
async def test_rows_may_be_async() -> None:
    sent: list[Any] = []

    def respond(request: httpx.Request) -> httpx.Response:
        rows = json.loads(request.content)
        sent.extend(row["parameters"]["n"] for row in rows)
        results = [{"flow_run_id": str(UUID(int=row["parameters"]["n"])), "status": "CREATED"} for row in rows]
        return httpx.Response(200, json={"results": results})

    def existing(request: httpx.Request) -> httpx.Response:
        assert request.url.path.endswith("/bulk")
        return respond(request)

    async def rows() -> AsyncIterator[TriggerRow]:
        for row in numbered(150):
            yield row

    async with async_client(existing) as prefect:
        outcomes = await prefect.deployments.trigger_many(UUID(int=1), rows())
        assert [outcome.id for outcome in outcomes] == [UUID(int=n) for n in range(150)]
        streamed = [outcome.index async for outcome in prefect.deployments.trigger_stream(UUID(int=1), rows())]
    assert streamed == list(range(150))
    assert sorted(sent) == sorted([*range(150), *range(150)])


def test_the_first_retry_of_a_call_is_a_warning(clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    busy = itertools.cycle([True, True, False])

    def respond(request: httpx.Request) -> httpx.Response:
        if next(busy):
            return httpx.Response(503)
        rows = json.loads(request.content)
        return httpx.Response(
            200, json={"results": [{"flow_run_id": str(UUID(int=1)), "status": "CREATED"}] * len(rows)}
        )

    with Prefect(API, transport=httpx.MockTransport(respond)) as prefect:
        assert len(prefect.deployments.trigger_many(UUID(int=1), numbered(300)).succeeded) == 300
    retries = [record for record in caplog.records if "Retrying in" in record.message]
    assert [record.levelname for record in retries] == ["WARNING", *["DEBUG"] * 5]
    assert len(clock.slept) > 1


def test_mapping_in_place_of_rows_is_rejected() -> None:
    row: Any = {"parameters": {"n": 1}}
    with client(lambda _request: pytest.fail("it was sent")) as prefect, pytest.raises(ArgumentError, match=r"\[row\]"):
        prefect.deployments.trigger_many(UUID(int=1), row)


def test_failing_rows_report_errors_and_others_start(prefect: Prefect, deployment: UUID) -> None:
    wrong: dict[int, tuple[Any, type[Exception], str]] = {
        1: ({"parameters": {"n": "five"}}, ConflictError, "Validation failed for field 'n'"),
        3: ({"parameters": {"n": 3}, "name": 5}, ValidationError, "body.name: Input should be a valid string"),
        4: ({"parameters": {"n": math.nan}}, ArgumentError, "parameters.n: NaN and infinity are not valid JSON"),
        5: ({"paramters": {"n": 5}}, ArgumentError, "invalid row key 'paramters': expected one of parameters, name, "),
        6: ({"n": 6}, ArgumentError, 'pass parameters as {"parameters": {...}}'),
        7: ("n", ArgumentError, "a row must be a mapping of trigger arguments to values, got str"),
        9: ({"parameters": {"n": 9}, "scheduled_time": datetime(2026, 1, 1)}, ArgumentError, "must have a timezone"),  # noqa: DTZ001
        10: ({"parameters": {"n": object()}}, ArgumentError, "parameters.n: object is not JSON-serializable"),
    }
    rows: Any = [wrong[n][0] if n in wrong else {"parameters": {"n": n}} for n in range(12)]
    outcomes = prefect.deployments.trigger_many(deployment, rows)
    assert [outcome.index for outcome in outcomes if not outcome.ok] == list(wrong)
    for n, (row, kind, message) in wrong.items():
        assert isinstance(outcomes[n].error, kind)
        assert message in str(outcomes[n].error)
        assert outcomes[n].id is None
        if isinstance(row, dict):
            assert row.items() <= outcomes[n].row.items()
    started = {n: [outcomes[n].id] for n in range(12) if n not in wrong}
    assert runs_by_number(prefect, deployment) == started


def test_rows_with_the_same_key_start_one_run(prefect: Prefect, deployment: UUID) -> None:
    row: TriggerRow = {"parameters": {"n": 1}, "idempotency_key": "once"}
    first, second = prefect.deployments.trigger_many(deployment, [row, row])
    (again,) = prefect.deployments.trigger_many(deployment, [row])
    assert first.id == second.id == again.id
    assert runs_by_number(prefect, deployment) == {1: [first.id]}


def test_lost_responses_do_not_start_duplicate_runs(server: ServerAddress, prefect: Prefect, deployment: UUID) -> None:
    lost: set[bytes] = set()

    def lose_the_first(request: httpx.Request, exchange: Exchange) -> httpx.Response:
        response = exchange(request)
        if is_bulk(request) and request.content not in lost:
            lost.add(request.content)
            response.close()
            raise httpx.ReadError("gone", request=request)
        return response

    with intercepted(server, lose_the_first) as interfered:
        outcomes = interfered.deployments.trigger_many(deployment, numbered(130))
    assert len(lost) == 2
    assert_one_run_per_row(prefect, deployment, outcomes)


def test_failed_rows_can_be_triggered_again(server: ServerAddress, prefect: Prefect, deployment: UUID) -> None:
    def lose(request: httpx.Request, exchange: Exchange) -> httpx.Response:
        exchange(request).close()
        raise httpx.ReadError("gone", request=request)

    with intercepted(server, lose) as interfered:
        outcomes = interfered.with_options(retry=False).deployments.trigger_many(deployment, numbered(120))
    assert [outcome.index for outcome in outcomes] == list(range(120))
    assert all(isinstance(outcome.error, TransportError) and outcome.error.may_have_been_sent for outcome in outcomes)
    again = prefect.deployments.trigger_many(deployment, [outcome.row for outcome in outcomes])
    assert_one_run_per_row(prefect, deployment, again)


def test_rows_that_fail_within_a_batch_are_resent_individually(
    server: ServerAddress, prefect: Prefect, deployment: UUID
) -> None:
    def fail_two(request: httpx.Request, exchange: Exchange) -> httpx.Response:
        if not is_bulk(request):
            return exchange(request)
        rows = json.loads(request.content)
        some = httpx.Request(
            "POST", request.url, headers=server.headers, json=rows[:3] + rows[5:], extensions=request.extensions
        )
        response = exchange(some)
        results = json.loads(response.read())["results"]
        busy = {"status": "FAILED", "error": "(sqlite3.OperationalError) database is locked", "flow_run_id": None}
        return httpx.Response(200, json={"results": [*results[:3], busy, busy, *results[3:]]})

    with intercepted(server, fail_two) as interfered:
        outcomes = interfered.deployments.trigger_many(deployment, numbered(10))
    assert_one_run_per_row(prefect, deployment, outcomes)


def test_rolled_back_runs_are_started_again(server: ServerAddress, prefect: Prefect, deployment: UUID) -> None:
    def take_back(request: httpx.Request, exchange: Exchange) -> httpx.Response:
        if not is_bulk(request):
            return exchange(request)
        created = [{"status": "CREATED", "error": None, "flow_run_id": str(uuid4())} for _ in range(4)]
        aborted = {"status": "FAILED", "error": "current transaction is aborted", "flow_run_id": None}
        return httpx.Response(200, json={"results": [*created, aborted]})

    with intercepted(server, take_back) as interfered:
        outcomes = interfered.deployments.trigger_many(deployment, numbered(5))
    assert_one_run_per_row(prefect, deployment, outcomes)


def lost(rows: int) -> httpx.Response:
    """Return the response of a server whose database is busy: a success in which every row failed."""
    error = "(sqlite3.OperationalError) database is locked\n[SQL: INSERT INTO flow_run ...]"
    busy = {"status": "FAILED", "error": error, "flow_run_id": None}
    return httpx.Response(200, json={"results": [busy] * rows})


def test_rows_lost_by_busy_database_are_resent_in_bulk(
    server: ServerAddress, prefect: Prefect, deployment: UUID
) -> None:
    def lose_three_times(request: httpx.Request, exchange: Exchange) -> httpx.Response:
        return lost(10) if is_bulk(request) and len(transport.posted) <= 3 else exchange(request)

    transport = InterceptingTransport(lose_three_times)
    with Prefect(server.api_url, transport=transport) as interfered:
        outcomes = interfered.deployments.trigger_many(deployment, numbered(10))
    assert [ending for ending, _ in transport.posted[:4]] == ["bulk"] * 4
    assert len({content for ending, content in transport.posted if ending == "bulk"}) == 1
    assert_one_run_per_row(prefect, deployment, outcomes)


def test_rows_are_sent_individually_after_bulk_retries(
    server: ServerAddress, prefect: Prefect, deployment: UUID
) -> None:
    transport = InterceptingTransport(lambda request, exchange: lost(3) if is_bulk(request) else exchange(request))
    with Prefect(server.api_url, transport=transport) as interfered:
        outcomes = interfered.deployments.trigger_many(deployment, numbered(3))
    assert [ending for ending, _ in transport.posted] == ["bulk"] * 5 + ["create_flow_run"] * 3
    assert_one_run_per_row(prefect, deployment, outcomes)


def test_invalid_rows_are_not_resent_in_bulk(server: ServerAddress, deployment: UUID) -> None:
    transport = InterceptingTransport(lambda request, exchange: exchange(request))
    rows: list[TriggerRow] = [{"parameters": {"n": "five"}}] * 2
    with Prefect(server.api_url, transport=transport) as interfered:
        outcomes = interfered.deployments.trigger_many(deployment, rows)
    assert [type(outcome.error) for outcome in outcomes] == [ConflictError] * 2
    assert [ending for ending, _ in transport.posted] == ["bulk", "create_flow_run", "create_flow_run"]


def test_random_failures_start_one_run_per_row(server: ServerAddress, prefect: Prefect, deployment: UUID) -> None:
    kinds = iter(["", "response", "lost", "503", "", "request", "", "", "lost", "response", "503", "", "response"])
    counting = threading.Lock()

    def fail_at_random(request: httpx.Request, exchange: Exchange) -> httpx.Response:
        with counting:
            kind = next(kinds, "") if is_bulk(request) else ""
        if kind == "request":
            raise httpx.ConnectError("refused", request=request)
        if kind == "503":
            return httpx.Response(503, json={"exception_message": "busy"})
        if kind == "lost":
            return lost(len(json.loads(request.content)))
        response = exchange(request)
        if kind == "response":
            response.close()
            raise httpx.ReadError("gone", request=request)
        return response

    with intercepted(server, fail_at_random) as interfered:
        outcomes = interfered.deployments.trigger_many(deployment, numbered(510))
    assert next(kinds, "all") == "all"
    assert_one_run_per_row(prefect, deployment, outcomes)


class Bulk:
    """Stub server that starts all rows, and records the size of each bulk request."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        rows = json.loads(request.content)
        self.sizes.append(len(rows))
        return self.respond(rows)

    def respond(self, rows: list[dict[str, Any]]) -> httpx.Response:
        made = [{"status": "CREATED", "flow_run_id": str(UUID(int=row["parameters"]["n"] + 1))} for row in rows]
        return httpx.Response(200, json={"results": made})


class TestInFlight:
    def test_second_request_is_added_after_first_response(self, clock: Clock) -> None:
        both = threading.Barrier(2, timeout=HANG_SECONDS)

        class Two(Bulk):
            def respond(self, rows: list[dict[str, Any]]) -> httpx.Response:
                if rows[0]["parameters"]["n"] > 0:
                    both.wait()
                return super().respond(rows)

        bulk = Two()
        with client(bulk) as prefect:
            outcomes = prefect.deployments.trigger_many(UUID(int=1), numbered(600))
        assert bulk.sizes == [100, 50, 50, 100, 100, 100, 100]
        assert [(outcome.index, outcome.id) for outcome in outcomes] == [(n, UUID(int=n + 1)) for n in range(600)]

    def test_rejected_second_request_is_not_repeated(self, clock: Clock) -> None:
        class Small(Bulk):
            def respond(self, rows: list[dict[str, Any]]) -> httpx.Response:
                second = rows[0]["parameters"]["n"] == 150 and self.sizes.count(50) == 2
                return lost(50) if second else super().respond(rows)

        bulk = Small()
        with client(bulk) as prefect:
            outcomes = prefect.deployments.trigger_many(UUID(int=1), numbered(500))
        assert sorted(bulk.sizes[1:4]) == [50, 50, 50]
        assert bulk.sizes[4:] == [100, 100, 100]
        assert [outcome.id for outcome in outcomes] == [UUID(int=n + 1) for n in range(500)]

    def test_retried_second_request_is_not_repeated(self, clock: Clock) -> None:
        class Busy(Bulk):
            def respond(self, rows: list[dict[str, Any]]) -> httpx.Response:
                if rows[0]["parameters"]["n"] == 100 and self.sizes.count(50) < 3:
                    return httpx.Response(503, json={"exception_message": "busy"})
                return super().respond(rows)

        bulk = Busy()
        policy = RetryPolicy(wait_initial=0.0)
        with client(bulk) as prefect:
            patient = prefect.with_options(retry=policy)
            assert all(outcome.ok for outcome in patient.deployments.trigger_many(UUID(int=1), numbered(400)))
        assert bulk.sizes[-2:] == [100, 100]

    def test_at_most_two_requests_of_rows_are_held(self, clock: Clock) -> None:
        taken = itertools.count()
        before = threading.enumerate()
        with client(Bulk()) as prefect:
            endless: Iterator[TriggerRow] = ({"parameters": {"n": n}} for n in taken)
            for outcome in prefect.deployments.trigger_stream(UUID(int=1), endless):
                if outcome.index == 1200:
                    break
            assert threading.enumerate() == before
        # Batches of 100, 2 x 50 and 5 x 200.
        assert next(taken) == 1400

    @pytest.mark.anyio
    async def test_async_client_sends_two_requests(self, clock: Clock) -> None:
        bulk = Bulk()
        partners = {100: 150, 150: 100, 200: 300, 300: 200}
        arrived = {first: anyio.Event() for first in [0, *partners]}

        async def respond(request: httpx.Request) -> httpx.Response:
            first: int = json.loads(request.content)[0]["parameters"]["n"]
            arrived[first].set()
            with anyio.fail_after(HANG_SECONDS):
                await arrived[partners.get(first, first)].wait()
            return bulk(request)

        async with AsyncPrefect(API, retry=False, transport=httpx.MockTransport(respond)) as prefect:
            outcomes = await prefect.deployments.trigger_many(UUID(int=1), numbered(400))
        assert outcomes.ids == [UUID(int=n + 1) for n in range(400)]
        assert bulk.sizes == [100, 50, 50, 100, 100]


def test_incomplete_bulk_response_is_not_trusted(server: ServerAddress, prefect: Prefect, deployment: UUID) -> None:
    def leave_out(request: httpx.Request, exchange: Exchange) -> httpx.Response:
        response = exchange(request)
        if not is_bulk(request):
            return response
        return httpx.Response(200, json={"results": json.loads(response.read())["results"][1:]})

    with intercepted(server, leave_out) as interfered:
        outcomes = interfered.deployments.trigger_many(deployment, numbered(5))
    assert_one_run_per_row(prefect, deployment, outcomes)


def test_batch_retries_once_while_server_is_busy(server: ServerAddress, prefect: Prefect, deployment: UUID) -> None:
    def busy_at_first(request: httpx.Request, exchange: Exchange) -> httpx.Response:
        if b'"n":0}' in request.content:
            return httpx.Response(503, json={"exception_message": "busy"})
        return exchange(request)

    transport = InterceptingTransport(busy_at_first)
    policy = RetryPolicy(wait_initial=0.0, attempts=3)
    with Prefect(server.api_url, transport=transport, retry=policy) as interfered:
        outcomes = interfered.deployments.trigger_many(deployment, numbered(110))
    assert sum(b'"n":0}' in content for _, content in transport.posted) == 3
    assert [isinstance(outcome.error, ServerError) for outcome in outcomes] == [True] * 100 + [False] * 10
    assert sorted(runs_by_number(prefect, deployment)) == list(range(100, 110))


class TestWithoutBulkEndpoint:
    def test_rows_are_sent_individually(self, server_of: Provide) -> None:
        transport = InterceptingTransport(lambda request, exchange: exchange(request))
        with Prefect(server_of("3.4.25").api_url, transport=transport) as prefect:
            _, deployment = create_deployment(prefect)
            outcomes = prefect.deployments.trigger_many(deployment, numbered(103))
            assert transport.starting == ["bulk"] + ["create_flow_run"] * 103
            assert_one_run_per_row(prefect, deployment, outcomes)
            with pytest.raises(NotFoundError, match="Deployment not found"):
                next(prefect.deployments.trigger_stream(UUID(int=1), numbered(1)))

    @pytest.mark.parametrize("status", [404, 405])
    def test_bulk_endpoint_is_tried_once(self, status: int) -> None:
        posted: list[str] = []

        def old(request: httpx.Request) -> httpx.Response:
            posted.append(request.url.path.rpartition("/")[2])
            if is_bulk(request):
                return httpx.Response(status, json={"detail": "Not Found"})
            raise httpx.ReadTimeout("too slow", request=request)

        with client(old) as prefect:
            outcomes = prefect.deployments.trigger_many(UUID(int=1), numbered(150))
        assert posted == ["bulk", "create_flow_run", "create_flow_run"]
        assert [type(outcome.error) for outcome in outcomes] == [errors.TimeoutError] * 150


def test_url_without_an_api_ends_the_call_before_the_other_rows() -> None:
    requested: list[str] = []

    def elsewhere(request: httpx.Request) -> httpx.Response:
        requested.append(request.url.path.rpartition("/")[2])
        return httpx.Response(404, json={"detail": "Not Found"})

    with client(elsewhere) as prefect, pytest.raises(UnknownRouteError, match="404 Not Found"):
        prefect.deployments.trigger_many(UUID(int=1), numbered(150))
    assert requested == ["bulk", "create_flow_run"]


def test_overloaded_row_does_not_affect_others(server: ServerAddress, prefect: Prefect, deployment: UUID) -> None:
    posted: list[int] = []

    def busy_with_some(request: httpx.Request, exchange: Exchange) -> httpx.Response:
        if is_bulk(request):
            return httpx.Response(422, json={"detail": "one of them"})
        if request.method == "POST" and request.url.path.endswith("create_flow_run"):
            posted.append(json.loads(request.content)["parameters"]["n"])
            if posted[-1] in {1, 2}:
                return httpx.Response(503, json={"exception_message": "busy"})
        return exchange(request)

    policy = RetryPolicy(wait_initial=0.0, attempts=3)
    with Prefect(server.api_url, transport=InterceptingTransport(busy_with_some), retry=policy) as interfered:
        outcomes = interfered.deployments.trigger_many(deployment, numbered(5))
    assert [outcome.ok for outcome in outcomes] == [True, False, False, True, True]
    assert (posted.count(1), posted.count(2)) == (3, 2)
    assert sorted(runs_by_number(prefect, deployment)) == [0, 3, 4]


def test_unknown_deployment_is_raised_before_any_row(prefect: Prefect, named: tuple[str, UUID]) -> None:
    with pytest.raises(NotFoundError, match="did you mean"):
        prefect.deployments.trigger_many(f"{named[0]}x", numbered(1))
    with pytest.raises(NotFoundError, match="Deployment not found"):
        next(prefect.deployments.trigger_stream(UUID(int=1), numbered(1)))
    with pytest.raises(ArgumentError, match=r"^invalid deployment .*: expected"):
        prefect.deployments.trigger_many("nightly", numbered(1))


def test_progress_counts_each_row(prefect: Prefect, deployment: UUID) -> None:
    seen: list[Progress] = []
    rows: list[Any] = [{"parameters": {"n": 1}}, {"n": 2}]
    outcomes = prefect.deployments.trigger_many(deployment, rows, on_progress=seen.append)
    assert seen == [Progress(done=1, failed=0, total=2), Progress(done=2, failed=1, total=2)]
    assert repr(outcomes) == "<Outcomes: 2 rows, 1 failed>"


def test_progress_of_an_iterator_has_no_total_before_the_end(prefect: Prefect, deployment: UUID) -> None:
    seen: list[Progress] = []
    prefect.deployments.trigger_many(deployment, numbered(2), on_progress=seen.append)
    assert [progress.total for progress in seen] == [None, None, 2]


def test_dry_run_checks_the_rows_and_starts_nothing(prefect: Prefect, named: tuple[str, UUID]) -> None:
    rows: list[Any] = [{"parameters": {"n": 1}}, {"parameters": {"m": 1}}, {"parameters": {"n": math.nan}}]
    outcomes = prefect.deployments.trigger_many(named[0], rows, dry_run=True)
    assert outcomes.dry_run
    assert [type(outcome.error) for outcome in outcomes] == [type(None), ArgumentError, ArgumentError]
    assert outcomes.ids == []
    assert prefect.flow_runs.count(deployment=named[1]) == 0
    with pytest.raises(NotFoundError):
        prefect.deployments.trigger_many(f"{named[0]}x", rows, dry_run=True)


def test_client_error_is_raised_once() -> None:
    unauthorized = httpx.Response(401, json={"exception_message": "Unauthorized"})
    with client(lambda _request: unauthorized) as prefect, pytest.raises(AuthenticationError):
        prefect.deployments.trigger_many(UUID(int=1), numbered(10))


def test_outcomes_precede_later_error(server: ServerAddress, prefect: Prefect) -> None:
    _, deployment = create_deployment(prefect)
    outcomes = prefect.deployments.trigger_stream(deployment, numbered(300))
    assert [next(outcomes).ok for _ in range(100)] == [True] * 100
    prefect.deployments.delete(deployment)
    with pytest.raises(NotFoundError, match="Deployment not found"):
        next(outcomes)


@pytest.mark.anyio
async def test_async_client(async_prefect: AsyncPrefect, prefect: Prefect, named: tuple[str, UUID]) -> None:
    name, deployment = named
    rows: list[Any] = [*numbered(120), {"parameters": {"n": "five"}}]
    *outcomes, failed = await async_prefect.deployments.trigger_many(name, rows)
    assert isinstance(failed.error, ConflictError)
    assert_one_run_per_row(prefect, deployment, outcomes)
