"""Pages that are fetched ahead, while the caller works on the one before."""

import asyncio
import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import aclosing
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta

import httpx
import pytest

from prefect_http import AsyncPrefect, Prefect, ServerError
from prefect_http.models import FlowRun
from prefect_http_api.requests import FlowRunSort
from tests.support.clock import Clock
from tests.support.stub import API, START, Runs, async_client, client, flow_run, runs_at

EARLIEST: FlowRunSort = "EXPECTED_START_TIME_ASC"
LONG = 20
"""Seconds after which what is waited for never comes."""


@dataclass
class Gated:
    """Nine runs on pages of three, of which the third is answered when the gate is open."""

    runs: Runs = field(default_factory=lambda: Runs(runs_at(range(9)), 3))
    asked: threading.Event = field(default_factory=threading.Event)
    gate: threading.Event = field(default_factory=threading.Event)
    closed: bool = False

    def __call__(self, request: httpx.Request) -> httpx.Response:
        answer = self.runs(request)
        if len(self.runs.bodies) == 3:
            self.asked.set()
            assert self.gate.wait(LONG)
        return answer


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    yield
    end_threads()


@pytest.fixture
def gated() -> Iterator[Gated]:
    made = Gated()
    yield made
    made.gate.set()


def threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "prefect-http-prefetch"]


def end_threads() -> None:
    for thread in threads():
        thread.join(LONG)
    assert not threads()


def numbers(rows: list[FlowRun]) -> list[int]:
    return [row.id.int for row in rows]


def test_the_third_page_is_asked_for_while_the_caller_works_on_the_second(gated: Gated) -> None:
    with client(gated) as prefect:
        pages = prefect.flow_runs.list(sort=EARLIEST).pages()
        assert numbers(next(pages)) == [1, 2, 3]
        assert not threads()
        assert numbers(next(pages)) == [4, 5, 6]
        assert gated.asked.wait(LONG)
        gated.gate.set()
        assert numbers(next(pages)) == [7, 8, 9]
        assert next(pages, None) is None
        assert len(gated.runs.bodies) == 4
        end_threads()


@pytest.mark.parametrize("sort", [EARLIEST, "NAME_ASC"])
def test_rows_and_requests_are_those_of_pages_asked_for_one_by_one(sort: FlowRunSort) -> None:
    runs = Runs(runs_at(range(9)), 3)
    with client(runs) as prefect:
        assert numbers(list(prefect.flow_runs.list(sort=sort))) == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    # By position, each page begins with the last two rows of the one before.
    assert len(runs.bodies) == {EARLIEST: 4, "NAME_ASC": 8}[sort]


def test_who_stops_on_the_first_page_has_sent_one_request() -> None:
    runs = Runs(runs_at(range(9)), 3)
    with client(runs) as prefect:
        for number, _ in enumerate(prefect.flow_runs.list(), 1):
            if number == 3:
                break
    assert (len(runs.bodies), threads()) == (1, [])


@pytest.mark.parametrize("sort", [EARLIEST, "NAME_ASC"])
def test_none_is_missed_though_each_is_deleted_as_it_comes(sort: FlowRunSort) -> None:
    runs = Runs(runs_at(range(9)), 3)
    found = list[int]()
    with client(runs) as prefect:
        for run in prefect.flow_runs.list(sort=sort):
            found.append(run.id.int)
            runs.rows = [row for row in runs.rows if row["id"] != str(run.id)]
    assert found == [1, 2, 3, 4, 5, 6, 7, 8, 9]


@pytest.mark.parametrize("fails", [1, 2])
def test_a_fault_is_raised_when_its_page_is_reached_if_it_has_not_passed(fails: int) -> None:
    runs = Runs(runs_at(range(9)), 3)

    def handle(request: httpx.Request) -> httpx.Response:
        answer = runs(request)
        return httpx.Response(503) if 3 <= len(runs.bodies) < 3 + fails else answer

    found = list[FlowRun]()
    with client(handle) as prefect:
        try:
            for page in prefect.flow_runs.list(sort=EARLIEST).pages():
                found += page
        except ServerError:
            assert fails == 2
    assert numbers(found) == [1, 2, 3, 4, 5, 6] + [7, 8, 9] * (fails == 1)


def test_for_who_never_reaches_a_page_nothing_is_sent_again(clock: Clock) -> None:
    runs = Runs(runs_at(range(9)), 3)

    def handle(request: httpx.Request) -> httpx.Response:
        answer = runs(request)
        return httpx.Response(503) if len(runs.bodies) == 3 else answer

    with Prefect(API, transport=httpx.MockTransport(handle)) as prefect:
        break_off(prefect)
        end_threads()
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
def test_who_stops_early_neither_waits_nor_leaves_a_thread(gated: Gated, stop: Callable[[Prefect], None]) -> None:
    with client(gated) as prefect:
        stop(prefect)
        assert len(threads()) == 1
        gated.gate.set()
        end_threads()
        assert len(gated.runs.bodies) == 3
        assert len(list(prefect.flow_runs.list())) == 9


class Closing(httpx.MockTransport):
    """Says when it is closed."""

    def __init__(self, handler: Gated) -> None:
        super().__init__(handler)
        self.gated = handler

    def close(self) -> None:
        self.gated.closed = True


def test_connections_are_not_closed_while_a_page_is_read_from_one_but_after_it(gated: Gated) -> None:
    with Prefect(API, retry=False, transport=Closing(gated)) as prefect:
        break_off(prefect)
        assert gated.asked.wait(LONG)
    assert not gated.closed
    gated.gate.set()
    end_threads()
    assert gated.closed


def test_where_no_threads_are_to_be_had_pages_are_asked_for_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", start)
    with client(Runs(runs_at(range(9)), 3)) as prefect:
        assert len(list(prefect.flow_runs.list())) == 9


def test_what_ends_a_thread_keeps_nobody_waiting() -> None:
    runs, exits = Runs(runs_at(range(9)), 3), [SystemExit()]

    def handle(request: httpx.Request) -> httpx.Response:
        if len(runs.bodies) == 2 and exits:
            raise exits.pop()
        return runs(request)

    with client(handle) as prefect:
        assert len(list(prefect.flow_runs.list())) == 9


def test_a_page_is_fetched_in_the_callers_context() -> None:
    caller: ContextVar[str] = ContextVar("caller", default="nobody")
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
    return sum(isinstance(thing, FlowRun) for thing in gc.get_objects())


def test_at_most_two_pages_are_held() -> None:
    size, count = 50, 1000
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


@dataclass
class AsyncGated:
    """Nine runs on pages of three, of which the third is never answered; counts requests that have not ended."""

    runs: Runs = field(default_factory=lambda: Runs(runs_at(range(9)), 3))
    under_way: int = 0

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        answer = self.runs(request)
        if len(self.runs.bodies) == 3:
            self.under_way += 1
            try:
                await asyncio.wait_for(asyncio.Event().wait(), LONG)
            finally:
                self.under_way -= 1
        return answer

    def client(self) -> AsyncPrefect:
        return AsyncPrefect(API, retry=False, transport=httpx.MockTransport(self))


async def turns() -> None:
    for _ in range(100):
        await asyncio.sleep(0)


@pytest.mark.anyio
async def test_an_async_caller_need_not_wait_for_the_next_page_to_be_asked_for() -> None:
    tasks = asyncio.all_tasks()
    runs = Runs(runs_at(range(9)), 3)
    async with async_client(runs) as prefect:
        pages = prefect.flow_runs.list(sort=EARLIEST).pages()
        assert numbers(await anext(pages)) == [1, 2, 3]
        assert len(runs.bodies) == 1
        assert numbers(await anext(pages)) == [4, 5, 6]
        assert len(runs.bodies) == 3
        await turns()
        assert asyncio.all_tasks() == tasks
        assert numbers(await anext(pages)) == [7, 8, 9]
        assert [page async for page in pages] == []
    assert len(runs.bodies) == 4


@pytest.mark.anyio
async def test_async_closing_leaves_nothing_behind() -> None:
    tasks = asyncio.all_tasks()
    gated = AsyncGated()
    async with gated.client() as prefect:
        async with aclosing(aiter(prefect.flow_runs.list(sort=EARLIEST))) as rows:
            for _ in range(4):
                await anext(rows)
            assert gated.under_way == 1
        assert gated.under_way == 0
        assert asyncio.all_tasks() == tasks


@pytest.mark.anyio
async def test_an_async_caller_who_breaks_off_leaves_nothing_behind(caplog: pytest.LogCaptureFixture) -> None:
    tasks = asyncio.all_tasks()
    gated = AsyncGated()
    async with gated.client() as prefect:
        async for run in prefect.flow_runs.list(sort=EARLIEST):
            if run.id.int == 4:
                break
    await turns()
    assert asyncio.all_tasks() == tasks
    assert (gated.under_way, caplog.records) == (0, [])


@pytest.mark.anyio
async def test_an_async_caller_who_is_cancelled_while_waiting_leaves_nothing_behind() -> None:
    tasks = asyncio.all_tasks()
    gated = AsyncGated()

    async def go_through() -> None:
        async for _ in prefect.flow_runs.list(sort=EARLIEST):
            pass

    async with gated.client() as prefect:
        task = asyncio.create_task(go_through())
        await turns()
        assert gated.under_way == 1
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert gated.under_way == 0
        await turns()
        assert asyncio.all_tasks() == tasks


@pytest.mark.anyio
@pytest.mark.parametrize("fails", [1, 2])
async def test_an_async_fault_is_raised_when_its_page_is_reached(fails: int, caplog: pytest.LogCaptureFixture) -> None:
    runs = Runs(runs_at(range(9)), 3)

    def handle(request: httpx.Request) -> httpx.Response:
        answer = runs(request)
        return httpx.Response(503) if 3 <= len(runs.bodies) < 3 + fails else answer

    found = list[FlowRun]()
    async with async_client(handle) as prefect:
        try:
            async for page in prefect.flow_runs.list(sort=EARLIEST).pages():
                found += page
        except ServerError:
            assert fails == 2
    assert numbers(found) == [1, 2, 3, 4, 5, 6] + [7, 8, 9] * (fails == 1)
    assert caplog.records == []


def test_a_loop_that_ends_with_a_page_under_way_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    gated = AsyncGated()

    async def break_off() -> None:
        async for run in gated.client().flow_runs.list(sort=EARLIEST):
            if run.id.int == 4:
                return

    asyncio.run(break_off())
    gc.collect()
    assert (gated.under_way, caplog.records) == (0, [])
