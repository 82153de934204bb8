"""Prefetching: the next page is requested while the caller works on the current one."""

import gc
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import aclosing
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta

import anyio
import httpx
import pytest

from prefect_http import AsyncPrefect, Prefect, ServerError
from prefect_http.models import FlowRun
from prefect_http_api.requests import FlowRunSort
from tests.support.clock import Clock
from tests.support.stub import API, START, Runs, async_client, client, flow_run, runs_at
from tests.support.waits import HANG_SECONDS

pytestmark = pytest.mark.every_python

EARLIEST: FlowRunSort = "EXPECTED_START_TIME_ASC"


@dataclass
class Gated:
    """Nine runs on pages of three. The third page is held back until the gate opens."""

    runs: Runs = field(default_factory=lambda: Runs(runs_at(range(9)), 3))
    requested: threading.Event = field(default_factory=threading.Event)
    gate: threading.Event = field(default_factory=threading.Event)
    closed: bool = False

    def __call__(self, request: httpx.Request) -> httpx.Response:
        response = self.runs(request)
        if len(self.runs.bodies) == 3:
            self.requested.set()
            assert self.gate.wait(HANG_SECONDS)
        return response


@pytest.fixture(autouse=True)
def _join_threads() -> Iterator[None]:
    yield
    join_threads()


@pytest.fixture
def gated() -> Iterator[Gated]:
    handler = Gated()
    yield handler
    handler.gate.set()


def threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "prefect-http-prefetch"]


def join_threads() -> None:
    for thread in threads():
        thread.join(HANG_SECONDS)
    assert not threads()


def numbers(rows: list[FlowRun]) -> list[int]:
    return [row.id.int for row in rows]


def test_the_third_page_is_requested_while_the_caller_works_on_the_second(gated: Gated) -> None:
    with client(gated) as prefect:
        pages = prefect.flow_runs.list(sort=EARLIEST).pages()
        assert numbers(next(pages)) == [1, 2, 3]
        assert not threads()
        assert numbers(next(pages)) == [4, 5, 6]
        assert gated.requested.wait(HANG_SECONDS)
        gated.gate.set()
        assert numbers(next(pages)) == [7, 8, 9]
        assert next(pages, None) is None
        assert len(gated.runs.bodies) == 4
        join_threads()


@pytest.mark.parametrize("sort", [EARLIEST, "NAME_ASC"])
def test_prefetching_changes_neither_rows_nor_requests(sort: FlowRunSort) -> None:
    runs = Runs(runs_at(range(9)), 3)
    with client(runs) as prefect:
        assert numbers(list(prefect.flow_runs.list(sort=sort))) == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    # Pages by offset overlap by two rows.
    assert len(runs.bodies) == {EARLIEST: 4, "NAME_ASC": 8}[sort]


def test_stopping_on_the_first_page_sends_one_request() -> None:
    runs = Runs(runs_at(range(9)), 3)
    with client(runs) as prefect:
        for number, _ in enumerate(prefect.flow_runs.list(), 1):
            if number == 3:
                break
    assert (len(runs.bodies), threads()) == (1, [])


@pytest.mark.parametrize("sort", [EARLIEST, "NAME_ASC"])
def test_no_row_is_missed_if_each_is_deleted_when_it_is_returned(sort: FlowRunSort) -> None:
    runs = Runs(runs_at(range(9)), 3)
    found = list[int]()
    with client(runs) as prefect:
        for run in prefect.flow_runs.list(sort=sort):
            found.append(run.id.int)
            runs.rows = [row for row in runs.rows if row["id"] != str(run.id)]
    assert found == [1, 2, 3, 4, 5, 6, 7, 8, 9]


@pytest.mark.parametrize("fails", [1, 2])
def test_an_error_is_raised_when_its_page_is_reached_unless_it_is_transient(fails: int) -> None:
    runs = Runs(runs_at(range(9)), 3)

    def handle(request: httpx.Request) -> httpx.Response:
        response = runs(request)
        return httpx.Response(503) if 3 <= len(runs.bodies) < 3 + fails else response

    found = list[FlowRun]()
    with client(handle) as prefect:
        try:
            for page in prefect.flow_runs.list(sort=EARLIEST).pages():
                found += page
        except ServerError:
            assert fails == 2
    assert numbers(found) == [1, 2, 3, 4, 5, 6] + [7, 8, 9] * (fails == 1)


def test_a_page_that_is_never_reached_is_not_retried(clock: Clock) -> None:
    runs = Runs(runs_at(range(9)), 3)

    def handle(request: httpx.Request) -> httpx.Response:
        response = runs(request)
        return httpx.Response(503) if len(runs.bodies) == 3 else response

    with Prefect(API, transport=httpx.MockTransport(handle)) as prefect:
        break_off(prefect)
        join_threads()
    assert (len(runs.bodies), clock.slept) == (3, [])


def break_off(prefect: Prefect) -> None:
    for run in prefect.flow_runs.list(sort=EARLIEST):
        if run.id.int == 4:
            break


def fail(prefect: Prefect) -> None:
    def work(run: FlowRun) -> int:
        if run.id.int == 4:
            raise LookupError
        return run.id.int

    with pytest.raises(LookupError):
        sum(work(run) for run in prefect.flow_runs.list(sort=EARLIEST))


def close(prefect: Prefect) -> None:
    pages = prefect.flow_runs.list(sort=EARLIEST).pages()
    assert next(pages)
    assert next(pages)
    pages.close()


@pytest.mark.parametrize("stop", [break_off, fail, close])
def test_stopping_early_neither_waits_nor_leaks_a_thread(gated: Gated, stop: Callable[[Prefect], None]) -> None:
    with client(gated) as prefect:
        stop(prefect)
        assert len(threads()) == 1
        gated.gate.set()
        join_threads()
        assert len(gated.runs.bodies) == 3
        assert len(list(prefect.flow_runs.list())) == 9


class Closing(httpx.MockTransport):
    """Records when it is closed."""

    def __init__(self, handler: Gated) -> None:
        super().__init__(handler)
        self.gated = handler

    def close(self) -> None:
        self.gated.closed = True


def test_connections_are_closed_after_a_pending_prefetch(gated: Gated) -> None:
    with Prefect(API, retry=False, transport=Closing(gated)) as prefect:
        break_off(prefect)
        assert gated.requested.wait(HANG_SECONDS)
    assert not gated.closed
    gated.gate.set()
    join_threads()
    assert gated.closed


def test_pages_are_fetched_if_no_thread_can_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", start)
    with client(Runs(runs_at(range(9)), 3)) as prefect:
        assert len(list(prefect.flow_runs.list())) == 9


def test_a_system_exit_in_the_thread_does_not_block_the_caller() -> None:
    runs, exits = Runs(runs_at(range(9)), 3), [SystemExit()]

    def handle(request: httpx.Request) -> httpx.Response:
        if len(runs.bodies) == 2 and exits:
            raise exits.pop()
        return runs(request)

    with client(handle) as prefect:
        assert len(list(prefect.flow_runs.list())) == 9


def test_a_page_is_prefetched_in_the_callers_context() -> None:
    caller: ContextVar[str] = ContextVar("caller", default="default")
    runs, seen = Runs(runs_at(range(9)), 3), list[str]()

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(caller.get())
        return runs(request)

    token = caller.set("me")
    with client(handle) as prefect:
        assert len(list(prefect.flow_runs.list())) == 9
    caller.reset(token)
    assert seen == ["me"] * 4


def live_runs() -> int:
    return sum(isinstance(each, FlowRun) for each in gc.get_objects())


def test_at_most_two_pages_are_in_memory() -> None:
    size, count = 50, 300
    rows = [flow_run(number, START + timedelta(minutes=number)) for number in range(1, count + 1)]
    pages = iter([*(rows[start : start + size] for start in range(0, count, size)), []])
    before, held, found = live_runs(), list[int](), 0

    def handle(_request: httpx.Request) -> httpx.Response:
        held.append(live_runs() - before)
        return httpx.Response(200, json=next(pages))

    with client(handle) as prefect:
        for run in prefect.flow_runs.list(sort=EARLIEST):
            found += 1
            if run.id.int % size in {1, size // 2, 0}:
                held.append(live_runs() - before)
    assert found == count
    assert max(held) <= 2 * size


# Trio warns about every async generator that is neither exhausted nor closed with ``aclosing``.
abandons_generators = pytest.mark.filterwarnings("ignore:Async generator 'prefect_http:ResourceWarning")


@dataclass
class AsyncGated:
    """Nine runs on pages of three. The third page never arrives. Counts pending requests for it."""

    runs: Runs = field(default_factory=lambda: Runs(runs_at(range(9)), 3))
    pending: int = 0

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        response = self.runs(request)
        if len(self.runs.bodies) == 3:
            self.pending += 1
            try:
                with anyio.fail_after(HANG_SECONDS):
                    await anyio.sleep_forever()
            finally:
                self.pending -= 1
        return response

    def client(self) -> AsyncPrefect:
        return AsyncPrefect(API, retry=False, transport=httpx.MockTransport(self))


def tasks() -> set[int]:
    return {task.id for task in anyio.get_running_tasks()}


@pytest.fixture
def prefetched(anyio_backend: str) -> int:
    """Return the number of pages fetched ahead. Trio has no tasks outside a nursery, so it fetches none."""
    return {"asyncio": 1, "trio": 0}[anyio_backend]


@pytest.mark.anyio
async def test_the_next_page_is_requested_without_the_async_caller_waiting(prefetched: int) -> None:
    before = tasks()
    runs = Runs(runs_at(range(9)), 3)
    async with async_client(runs) as prefect:
        pages = prefect.flow_runs.list(sort=EARLIEST).pages()
        assert numbers(await anext(pages)) == [1, 2, 3]
        assert len(runs.bodies) == 1
        assert numbers(await anext(pages)) == [4, 5, 6]
        assert len(runs.bodies) == 2 + prefetched
        await anyio.wait_all_tasks_blocked()
        assert tasks() == before
        assert numbers(await anext(pages)) == [7, 8, 9]
        assert [page async for page in pages] == []
    assert len(runs.bodies) == 4


@pytest.mark.anyio
async def test_closing_an_async_iterator_leaks_nothing(prefetched: int) -> None:
    before = tasks()
    gated = AsyncGated()
    async with gated.client() as prefect:
        async with aclosing(aiter(prefect.flow_runs.list(sort=EARLIEST))) as rows:
            for _ in range(4):
                await anext(rows)
            assert gated.pending == prefetched
        assert gated.pending == 0
        assert tasks() == before


def warnings_in(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return the messages that were logged, except those for debugging."""
    return [record.getMessage() for record in caplog.records if record.levelno > logging.DEBUG]


@abandons_generators
@pytest.mark.anyio
async def test_breaking_off_an_async_iteration_leaks_nothing(caplog: pytest.LogCaptureFixture) -> None:
    before = tasks()
    gated = AsyncGated()
    async with gated.client() as prefect:
        async for run in prefect.flow_runs.list(sort=EARLIEST):
            if run.id.int == 4:
                break
    await anyio.wait_all_tasks_blocked()
    assert tasks() == before
    assert (gated.pending, warnings_in(caplog)) == (0, [])


@pytest.mark.anyio
async def test_cancelling_a_waiting_async_caller_leaks_nothing() -> None:
    gated = AsyncGated()

    async def read_all() -> None:
        async for _ in prefect.flow_runs.list(sort=EARLIEST):
            pass

    async with gated.client() as prefect:
        before = tasks()
        async with anyio.create_task_group() as group:
            group.start_soon(read_all)
            await anyio.wait_all_tasks_blocked()
            assert gated.pending == 1
            group.cancel_scope.cancel()
        assert gated.pending == 0
        await anyio.wait_all_tasks_blocked()
        assert tasks() == before


@pytest.mark.anyio
@pytest.mark.parametrize("fails", [1, 2])
async def test_an_async_error_is_raised_when_its_page_is_reached_unless_it_is_transient(
    fails: int, prefetched: int, caplog: pytest.LogCaptureFixture
) -> None:
    runs = Runs(runs_at(range(9)), 3)

    def handle(request: httpx.Request) -> httpx.Response:
        response = runs(request)
        return httpx.Response(503) if 3 <= len(runs.bodies) < 3 + fails else response

    found = list[FlowRun]()
    async with async_client(handle) as prefect:
        try:
            async for page in prefect.flow_runs.list(sort=EARLIEST).pages():
                found += page
        except ServerError:
            assert fails > prefetched
    assert numbers(found) == [1, 2, 3, 4, 5, 6] + [7, 8, 9] * (fails <= prefetched)
    assert warnings_in(caplog) == []


@abandons_generators
def test_an_event_loop_that_ends_with_a_pending_prefetch_logs_nothing(
    anyio_backend: str, caplog: pytest.LogCaptureFixture
) -> None:
    gated = AsyncGated()

    async def break_off() -> None:
        async for run in gated.client().flow_runs.list(sort=EARLIEST):
            if run.id.int == 4:
                return

    anyio.run(break_off, backend=anyio_backend)
    gc.collect()
    assert (gated.pending, warnings_in(caplog)) == (0, [])
