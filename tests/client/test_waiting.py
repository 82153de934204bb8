"""Waiting for runs, against a stub server."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx
import pytest

from prefect_http import (
    ArgumentError,
    AuthenticationError,
    DecodeError,
    FlowRunFailedError,
    NotFoundError,
    PermissionDeniedError,
    Prefect,
    ServerError,
    StatusError,
    UnknownRouteError,
    WaitTimeoutError,
    _concurrency,
)
from tests.support.clock import Clock
from tests.support.stub import API, GARBLED, START, async_client, client, flow_run

pytestmark = pytest.mark.every_python

ONE = UUID(int=1)
StubResponse = httpx.Response | Exception


def run_in(kind: str, number: int = 1, **more: Any) -> dict[str, Any]:
    name, message = more.pop("name", kind.capitalize()), more.pop("message", None)
    state = {
        "id": str(UUID(int=99)),
        "type": kind,
        "name": name,
        "message": message,
        "timestamp": START.isoformat(),
        "state_details": more.pop("details", {}),
    }
    return flow_run(number) | {"state": state, "state_type": kind, "state_name": name} | more


def respond_with(*responses: dict[str, Any] | StubResponse) -> Callable[[httpx.Request], httpx.Response]:
    """Return a handler that returns the responses in order and repeats the last one."""
    left = list(responses)

    def handle(request: httpx.Request) -> httpx.Response:
        response = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(response, Exception):
            raise response
        return response if isinstance(response, httpx.Response) else httpx.Response(200, json=response)

    return handle


@pytest.mark.parametrize("kind", ["COMPLETED", "FAILED", "CRASHED", "CANCELLED"])
def test_finished_run_is_returned_immediately(clock: Clock, kind: str) -> None:
    with client(respond_with(run_in(kind))) as prefect:
        assert prefect.flow_runs.wait(ONE).state_type == kind
    assert clock.slept == []


@pytest.mark.parametrize("kind", ["SCHEDULED", "PENDING", "RUNNING", "PAUSED", "CANCELLING", "DREAMING"])
def test_other_states_are_not_final(clock: Clock, kind: str) -> None:
    with client(respond_with(*[run_in(kind)] * 20, run_in("COMPLETED"))) as prefect:
        assert prefect.flow_runs.wait(str(ONE)).state_type == "COMPLETED"
    assert len(clock.slept) == 20


def test_poll_intervals_grow_and_are_jittered(clock: Clock) -> None:
    with client(respond_with(*[run_in("RUNNING")] * 40, run_in("COMPLETED"))) as prefect:
        prefect.flow_runs.wait(ONE)
    assert clock.slept[0] < 0.5
    assert 5 < clock.slept[-1] <= 10
    assert len(set(clock.slept[:5])) == 5


def test_poll_interval_limits_pauses(clock: Clock) -> None:
    with client(respond_with(*[run_in("RUNNING")] * 40, run_in("COMPLETED"))) as prefect:
        prefect.flow_runs.wait(ONE, poll_interval=0.5)
    assert max(clock.slept) <= 0.5
    with (
        client(respond_with(run_in("COMPLETED"))) as prefect,
        pytest.raises(ArgumentError, match="poll_interval must be"),
    ):
        prefect.flow_runs.wait(ONE, poll_interval=0)


def test_last_poll_happens_at_deadline(clock: Clock) -> None:
    times: list[float] = []

    def handle(request: httpx.Request) -> httpx.Response:
        times.append(clock.now - 1000)
        return httpx.Response(200, json=run_in("RUNNING"))

    with client(handle) as prefect, pytest.raises(WaitTimeoutError) as error:
        prefect.flow_runs.wait(ONE, timeout=60)
    assert times[-1] == pytest.approx(60)
    assert sum(clock.slept) == pytest.approx(60)
    assert error.value.timeout == 60
    assert [run.id for run in error.value.runs] == [ONE]
    assert "is still RUNNING after 60 s: since 2026-01-31 08:00:00+00:00" in str(error.value)
    times.clear()
    with client(handle) as prefect, pytest.raises(WaitTimeoutError):
        prefect.flow_runs.wait(ONE, timeout=0)
    assert len(times) == 1


@pytest.mark.parametrize("timeout", [600, None])
@pytest.mark.parametrize("fault", GARBLED.values(), ids=GARBLED)
def test_garbled_responses_do_not_end_the_wait(clock: Clock, fault: StubResponse, timeout: float | None) -> None:
    with client(respond_with(fault, run_in("RUNNING"), fault, fault, run_in("COMPLETED"))) as prefect:
        assert prefect.flow_runs.wait(ONE, timeout=timeout).state_type == "COMPLETED"
    assert len(clock.slept) == 4


@pytest.mark.parametrize("fault", GARBLED.values(), ids=GARBLED)
def test_garbled_responses_do_not_end_the_wait_for_many_runs(clock: Clock, fault: StubResponse) -> None:
    runs = ManyRuns(3, 200)
    responses: list[StubResponse | None] = [fault, None, fault, None, fault]

    def handle(request: httpx.Request) -> httpx.Response:
        response = responses.pop(0) if responses else None
        if isinstance(response, Exception):
            raise response
        runs.over = 0 if responses else 3
        return response or runs(request)

    with client(handle) as prefect:
        found = prefect.flow_runs.wait_many([UUID(int=number) for number in (1, 2, 3)], timeout=600)
    assert [run.state_type for run in found] == ["COMPLETED"] * 3


@pytest.mark.parametrize("fault", GARBLED.values(), ids=GARBLED)
def test_garbled_responses_do_not_end_the_wait_of_a_triggered_run(clock: Clock, fault: StubResponse) -> None:
    created = httpx.Response(201, json=run_in("SCHEDULED"))
    with client(respond_with(created, fault, run_in("COMPLETED"))) as prefect:
        run = prefect.deployments.trigger(ONE, wait=True, timeout=600)
    assert run.state_type == "COMPLETED"


def test_answer_about_another_run_does_not_end_the_wait(clock: Clock) -> None:
    with client(respond_with(run_in("FAILED", 2), run_in("COMPLETED"))) as prefect:
        assert prefect.flow_runs.wait(ONE).id == ONE


def test_each_failure_is_logged_once_in_a_row(clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    page, busy = httpx.Response(403, html="<h1>Gateway</h1>"), httpx.Response(503)
    running = run_in("RUNNING")
    with client(respond_with(*[page] * 5, busy, busy, running, page, run_in("COMPLETED"))) as prefect:
        prefect.flow_runs.wait(ONE)
    warnings = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert [re.findall(r": (\d{3}) ", warning) for warning in warnings] == [["403"], ["503"], ["403"]]
    assert warnings[0].startswith(f"GET {API}/flow_runs/{ONE}: 403 Forbidden")
    assert warnings[0].endswith("Still polling.")


def test_hour_of_failures_ends_a_wait_without_a_timeout(clock: Clock) -> None:
    with client(respond_with(run_in("RUNNING"), httpx.Response(503))) as prefect, pytest.raises(ServerError):
        prefect.flow_runs.wait(ONE)
    assert 3600 < sum(clock.slept) <= 3620


def test_failures_lengthen_the_polls_of_an_impatient_caller(clock: Clock) -> None:
    with client(respond_with(*[httpx.Response(502)] * 30, run_in("COMPLETED"))) as prefect:
        prefect.flow_runs.wait(ONE, poll_interval=0.01)
    assert clock.slept[0] < 1
    assert clock.slept[-1] == 10


def test_unreachable_server_times_out(clock: Clock) -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        clock.now += 1
        return httpx.Response(503, json={"detail": "busy"})

    with Prefect(API, transport=httpx.MockTransport(handle)) as prefect, pytest.raises(WaitTimeoutError) as error:
        prefect.flow_runs.wait(ONE, timeout=100)
    assert 100 <= clock.now - 1000 <= 101.01
    assert "could not be read within 100 s. The last request failed: GET" in str(error.value)
    assert "busy" in str(error.value)
    assert isinstance(error.value.__cause__, ServerError)
    assert error.value.runs == ()


@pytest.mark.parametrize(
    ("response", "error"),
    [
        (httpx.Response(404, json={"detail": "Flow run not found"}), NotFoundError),
        (httpx.Response(401, json={"exception_message": "Unauthorized"}), AuthenticationError),
        (httpx.Response(401, json={"detail": "Invalid authentication credentials"}), AuthenticationError),
        (httpx.Response(403, json={"detail": "Forbidden"}), PermissionDeniedError),
    ],
)
def test_word_of_the_server_ends_the_wait(clock: Clock, response: httpx.Response, error: type[StatusError]) -> None:
    for timeout in (600, None):
        with client(respond_with(run_in("RUNNING"), response)) as prefect, pytest.raises(error) as caught:
            prefect.flow_runs.wait(ONE, timeout=timeout)
        assert caught.value.from_prefect


def test_unknown_path_ends_the_wait_unless_the_server_was_reached(clock: Clock) -> None:
    unknown = httpx.Response(404, json={"detail": "Not Found"})
    with (
        client(respond_with(unknown)) as prefect,
        pytest.raises(UnknownRouteError, match="There may be no Prefect API"),
    ):
        prefect.flow_runs.wait(ONE, timeout=600)
    with client(respond_with(run_in("RUNNING"), unknown, run_in("COMPLETED"))) as prefect:
        assert prefect.flow_runs.wait(ONE).state_type == "COMPLETED"


def test_timeout_error_names_the_last_failure(clock: Clock) -> None:
    page = httpx.Response(200, html="<title>Sign in</title>")
    with client(respond_with(run_in("RUNNING"), page)) as prefect, pytest.raises(WaitTimeoutError) as error:
        prefect.flow_runs.wait(ONE, timeout=60)
    assert "is still RUNNING after 60 s" in str(error.value)
    assert "The last request failed: GET" in str(error.value)
    assert "Sign in" in str(error.value)
    assert isinstance(error.value.__cause__, DecodeError)


@pytest.mark.parametrize(
    ("run", "message"),
    [
        (run_in("FAILED", message="boom"), "ended FAILED: boom"),
        (run_in("FAILED", name="TimedOut", message="too slow"), "ended FAILED (TimedOut): too slow"),
        (run_in("CANCELLED"), "ended CANCELLED"),
    ],
)
def test_raise_on_failure_raises(clock: Clock, run: dict[str, Any], message: str) -> None:
    with client(respond_with(run)) as prefect, pytest.raises(FlowRunFailedError) as error:
        prefect.flow_runs.wait(ONE, raise_on_failure=True)
    assert str(error.value) == f"flow run 'run-1' ({ONE}) {message}"
    assert error.value.run.id == ONE


LATER = "2226-01-31T09:00:00Z"


@pytest.mark.parametrize(
    ("run", "reason"),
    [
        (
            run_in("SCHEDULED", next_scheduled_start_time=LATER),
            "SCHEDULED after 0 s: its start is scheduled for 2226-01-31 09",
        ),
        (run_in("PAUSED"), "PAUSED after 0 s: since 2026-01-31 08:00:00+00:00, waiting to be resumed"),
        (
            run_in("PAUSED", name="Suspended", details={"pause_timeout": LATER}),
            "PAUSED (Suspended) after 0 s: since 2026-01-31 08:00:00+00:00, waiting to be resumed before 2226-01-31 09",
        ),
        (run_in("PENDING"), "PENDING after 0 s: since 2026-01-31 08:00:00+00:00"),
        # The local clock may be behind the server's.
        (
            run_in("SCHEDULED", name="Late", next_scheduled_start_time=LATER),
            "SCHEDULED (Late) after 0 s: it has no deployment, so no worker picks it up",
        ),
        (
            run_in("SCHEDULED", deployment_id=str(ONE)),
            "SCHEDULED after 0 s: its deployment has no work pool, and no process that serves it has picked it up",
        ),
    ],
)
def test_timeout_error_explains_why_the_run_is_unfinished(clock: Clock, run: dict[str, Any], reason: str) -> None:
    with client(respond_with(run)) as prefect, pytest.raises(WaitTimeoutError) as error:
        prefect.flow_runs.wait(ONE, timeout=0)
    assert f"is still {reason}" in str(error.value)


def test_failing_diagnosis_does_not_hide_the_timeout(clock: Clock) -> None:
    run = run_in("SCHEDULED", name="Late", deployment_id=str(ONE), work_pool_name="mine")
    with client(respond_with(run, httpx.ReadTimeout("slow"))) as prefect, pytest.raises(WaitTimeoutError) as error:
        prefect.flow_runs.wait(ONE, timeout=0)
    assert str(error.value).endswith("no worker has picked it up: work pool 'mine'")


@pytest.mark.parametrize("kind", ["ecs:push", "modal:push", "prefect:managed"])
def test_pool_of_cloud_without_workers_waits_for_no_worker(clock: Clock, kind: str) -> None:
    run = run_in("SCHEDULED", name="Late", deployment_id=str(ONE), work_pool_name="mine")
    pool = {"id": str(ONE), "created": None, "updated": None, "name": "mine", "type": kind, "status": "NOT_READY"}

    def handle(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=pool if "work_pools" in request.url.path else run)

    with client(handle) as prefect, pytest.raises(WaitTimeoutError) as error:
        prefect.flow_runs.wait(ONE, timeout=0)
    assert str(error.value).endswith("Prefect Cloud has not submitted it: work pool 'mine' is NOT_READY")


@pytest.mark.parametrize(
    ("pool", "queue", "reason"),
    [
        ({"status": "PAUSED"}, {"status": "READY"}, "work pool 'mine' is PAUSED, work queue 'urgent' is READY"),
        (
            {"status": "NOT_READY"},
            {"status": "NOT_READY"},
            "work pool 'mine' is NOT_READY, no worker is online, work queue 'urgent' is NOT_READY",
        ),
        (
            {"status": "READY", "concurrency_limit": 3, "active_slots": 3},
            {"status": "READY", "concurrency_limit": 2, "active_slots": 1},
            "work pool 'mine' is READY with all 3 slots in use, work queue 'urgent' is READY",
        ),
        (
            {"status": None, "concurrency_limit": 3, "active_slots": 3},
            {"status": None},
            "work pool 'mine' has all 3 slots in use, work queue 'urgent'",
        ),
    ],
)
def test_timeout_error_describes_work_pool_and_queue(
    clock: Clock, pool: dict[str, Any], queue: dict[str, Any], reason: str
) -> None:
    ids = {"id": str(ONE), "created": None, "updated": None, "type": "process"}
    run = run_in("SCHEDULED", name="Late", deployment_id=str(ONE), work_pool_name="mine", work_queue_id=str(ONE))

    def handle(request: httpx.Request) -> httpx.Response:
        rows = {"flow_runs": run, "work_pools": ids | pool | {"name": "mine"}}
        kind = request.url.path.split("/")[2]
        return httpx.Response(200, json=rows.get(kind) or ids | queue | {"name": "urgent"})

    with client(handle) as prefect, pytest.raises(WaitTimeoutError) as error:
        prefect.flow_runs.wait(ONE, timeout=0)
    assert str(error.value).endswith(f"SCHEDULED (Late) after 0 s: no worker has picked it up: {reason}")
    assert error.value.reason == f"no worker has picked it up: {reason}"


class ManyRuns:
    """Stub server with a small page size. Runs up to a certain number have finished."""

    def __init__(self, count: int, limit: int, gone: int = 0) -> None:
        self.count, self.limit, self.gone = count, limit, gone
        self.over = 0
        self.kind = "RUNNING"
        self.requested: list[list[int]] = []
        self.requests: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        endpoint = request.url.path.rpartition("/")[2]
        if request.method == "GET":
            self.requests.append("get")
            number = UUID(endpoint).int
            if number == self.gone:
                return httpx.Response(404, json={"detail": "Flow run not found"})
            return httpx.Response(200, json=self.run(number))
        self.requests.append(endpoint)
        filters = json.loads(request.content)["flow_runs"]
        numbers = [UUID(run_id).int for run_id in filters["id"]["any_"]]
        self.requested.append(numbers)
        found = [self.run(number) for number in sorted(numbers, reverse=True) if number != self.gone]
        if types := filters.get("state", {}).get("type"):
            kept = set(types.get("any_", ())) or {"COMPLETED", self.kind} - set(types["not_any_"])
            found = [run for run in found if run["state_type"] in kept]
        return httpx.Response(200, json=len(found) if endpoint == "count" else found[: self.limit])

    def run(self, number: int) -> dict[str, Any]:
        return run_in("COMPLETED" if number <= self.over else self.kind, number)


@dataclass
class Rounds:
    """Requests of each poll, and the event after each poll."""

    runs: ManyRuns
    events: list[Callable[[ManyRuns], None]]
    requests: list[list[str]] = field(default_factory=list)

    def sleep(self, _seconds: float) -> None:
        self.end()
        if not self.events:
            pytest.fail("the wait does not end")
        self.events.pop(0)(self.runs)

    def end(self) -> None:
        self.requests.append(self.runs.requests)
        self.runs.requests = []


def rounds(monkeypatch: pytest.MonkeyPatch, runs: ManyRuns, *events: Callable[[ManyRuns], None]) -> Rounds:
    made = Rounds(runs, [*events])
    monkeypatch.setattr(_concurrency, "sleep", made.sleep)
    return made


def nothing(_runs: ManyRuns) -> None:
    pass


def end(number: int) -> Callable[[ManyRuns], None]:
    return lambda runs: setattr(runs, "over", number)


def delete(number: int) -> Callable[[ManyRuns], None]:
    return lambda runs: setattr(runs, "gone", number)


IDS = [UUID(int=number) for number in range(1, 501)]


def test_500_runs_need_one_request_per_poll(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = ManyRuns(500, 200)
    seen = rounds(
        monkeypatch, runs, nothing, nothing, nothing, end(3), end(9), nothing, nothing, end(250), end(500), nothing
    )
    with client(runs) as prefect:
        assert [run.id for run in prefect.flow_runs.wait_many(IDS)] == IDS
    seen.end()
    assert seen.requests == [
        # All runs are read at first.
        ["filter", "filter", "filter"],
        # No run finishes.
        ["filter"],
        ["count"],
        ["count"],
        # Some finish.
        ["count", "filter"],
        ["filter"],
        ["filter"],
        ["count"],
        # More finish than fit a page.
        ["count", "filter", "filter"],
        ["filter", "filter"],
    ]


def test_deletion_of_one_of_many_runs_is_detected(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = ManyRuns(500, 200)
    seen = rounds(monkeypatch, runs, delete(77), end(50))
    with client(runs) as prefect, pytest.raises(NotFoundError, match=str(UUID(int=77))):
        prefect.flow_runs.wait_many(IDS)
    seen.end()
    assert seen.requests == [
        ["filter", "filter", "filter"],
        ["filter"],
        # Too few are unfinished: all are read, and then the missing one.
        ["count", "filter", "filter", "filter", "filter", "get"],
    ]


def test_timeout_error_has_current_states(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = ManyRuns(500, 200)

    def sleep(seconds: float) -> None:
        clock.now += seconds
        runs.kind = "PAUSED"

    monkeypatch.setattr(_concurrency, "sleep", sleep)
    with client(runs) as prefect, pytest.raises(WaitTimeoutError) as error:
        prefect.flow_runs.wait_many(IDS, timeout=60)
    assert {run.state_type for run in error.value.runs} == {"PAUSED"}
    assert len(error.value.runs) == 500


def test_thousands_of_runs_are_requested_in_batches(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = ManyRuns(2500, 1000)
    ids = [UUID(int=number) for number in range(1, 2501)]
    rounds(monkeypatch, runs, nothing, nothing, end(2500))
    with client(runs) as prefect:
        assert [run.id for run in prefect.flow_runs.wait_many(ids)] == ids
    assert {len(ids) for ids in runs.requested} == {1000, 500}


def test_wait_many_keeps_order_with_one_request_per_poll(clock: Clock) -> None:
    runs = ManyRuns(150, 200)
    ids = [UUID(int=number) for number in [7, 3, *range(1, 150), 3]]

    def end_some(_seconds: float) -> None:
        runs.over += 60

    with client(runs) as prefect, pytest.MonkeyPatch.context() as patch:
        patch.setattr(_concurrency, "sleep", end_some)
        assert [run.id for run in prefect.flow_runs.wait_many(iter(ids))] == ids
    assert [len(ids) for ids in runs.requested] == [149, 149, 89, 29]


def test_wait_many_works_with_any_page_size(clock: Clock) -> None:
    runs = ManyRuns(450, 200)
    runs.over = 450
    ids = [UUID(int=number) for number in range(1, 451)]
    with client(runs) as prefect:
        assert [run.id for run in prefect.flow_runs.wait_many(ids)] == ids
    assert [len(ids) for ids in runs.requested] == [450, 250, 50]
    runs.limit = 99
    with client(runs) as prefect:
        assert [run.id for run in prefect.flow_runs.wait_many(ids)] == ids


def test_wait_many_without_runs_sends_nothing(clock: Clock) -> None:
    with client(respond_with(httpx.Response(500))) as prefect:
        assert prefect.flow_runs.wait_many([]) == []


@pytest.mark.anyio
async def test_runs_of_an_async_listing_are_awaited() -> None:
    rows = [run_in("COMPLETED", number) for number in (1, 2)]
    async with async_client(lambda _request: httpx.Response(200, json=rows)) as prefect:
        listing = prefect.flow_runs.list(limit=2)
        assert [run.id for run in await prefect.flow_runs.wait_many(listing)] == [UUID(int=1), UUID(int=2)]
        assert {run.id async for run in prefect.flow_runs.as_completed(listing)} == {UUID(int=1), UUID(int=2)}


def test_error_names_the_unknown_run(clock: Clock) -> None:
    with client(ManyRuns(5, 200, gone=4)) as prefect, pytest.raises(NotFoundError, match=str(UUID(int=4))):
        prefect.flow_runs.wait_many([UUID(int=number) for number in range(1, 6)])


def test_unrequested_runs_are_ignored(clock: Clock) -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return httpx.Response(200, json=run_in("COMPLETED", UUID(request.url.path.rpartition("/")[2]).int))
        return httpx.Response(200, json=[run_in("FAILED", 9)])

    with client(handle) as prefect:
        runs = prefect.flow_runs.wait_many([UUID(int=1), UUID(int=2)])
    assert [(run.id.int, run.state_type) for run in runs] == [(1, "COMPLETED"), (2, "COMPLETED")]


def test_timeout_error_carries_unfinished_runs(clock: Clock) -> None:
    runs = ManyRuns(4, 200)
    runs.over = 2
    with client(runs) as prefect, pytest.raises(WaitTimeoutError) as error:
        prefect.flow_runs.wait_many([UUID(int=number) for number in (4, 1, 3, 2)], timeout=5)
    assert [run.id.int for run in error.value.runs] == [4, 3]
    assert str(error.value).startswith("2 of 4 flow runs have not finished after 5 s: 2 RUNNING. The first: 'run-4' (")


def test_first_failure_of_many_is_raised(clock: Clock) -> None:
    rows = [run_in("RUNNING", 1), run_in("CRASHED", 2), run_in("FAILED", 3)]
    with client(lambda _: httpx.Response(200, json=rows)) as prefect, pytest.raises(FlowRunFailedError) as error:
        prefect.flow_runs.wait_many([UUID(int=number) for number in (1, 3, 2)], raise_on_failure=True)
    assert error.value.run.id.int == 3


@pytest.mark.anyio
async def test_async_client(clock: Clock) -> None:
    async with async_client(respond_with(run_in("RUNNING"), httpx.Response(503), run_in("COMPLETED"))) as prefect:
        assert (await prefect.flow_runs.wait(ONE, timeout=60)).state_type == "COMPLETED"
    assert len(clock.slept) == 2


@pytest.mark.parametrize("timeout", [-1, float("nan")])
def test_invalid_timeout_sends_nothing(timeout: float) -> None:
    with client(lambda _request: pytest.fail("it was sent")) as prefect:
        uses: list[Callable[[], object]] = [
            lambda: prefect.flow_runs.wait(ONE, timeout=timeout),
            lambda: prefect.flow_runs.wait_many([ONE], timeout=timeout),
            lambda: list(prefect.flow_runs.follow_logs(ONE, timeout=timeout)),
            lambda: prefect.deployments.trigger(ONE, wait=True, timeout=timeout),
            lambda: prefect.wait_until_ready(timeout=timeout),
        ]
        for use in uses:
            with pytest.raises(ArgumentError, match="timeout must be a non-negative number of seconds"):
                use()


def test_timeout_includes_starting_the_run(clock: Clock) -> None:
    busy = httpx.MockTransport(lambda _request: httpx.Response(503))
    with Prefect(API, transport=busy) as prefect:
        with pytest.raises(ServerError):
            prefect.deployments.trigger(ONE, wait=True, timeout=5)
        assert 0 < sum(clock.slept) <= 5
        clock.slept.clear()
        with pytest.raises(ServerError):
            prefect.deployments.trigger(ONE)
        assert sum(clock.slept) > 5
