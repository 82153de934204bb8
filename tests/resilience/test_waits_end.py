"""Waits end: in time when the server is in trouble, at once when they are interrupted or cancelled."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from itertools import islice
from pathlib import Path
from uuid import UUID, uuid4

import anyio
import pytest

from prefect_http import (
    AsyncPrefect,
    ConnectionError,  # noqa: A004  # the package's own
    DecodeError,
    Prefect,
    PrefectHTTPError,
    ServerError,
    StatusError,
    TimeoutError,  # noqa: A004  # the package's own
    TriggerRow,
    WaitTimeoutError,
)
from prefect_http._concurrency import async_gather
from tests.resilience.interrupted import ANY, WAITS, open_files
from tests.resilience.proxy import Fault, Proxy
from tests.resilience.restarting_server import RestartingServer
from tests.support.servers import ServerAddress
from tests.support.transports import PatientTransport

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[2]

TIMEOUT, REQUEST_TIMEOUT = 1.0, 0.5
"""Seconds to wait, and seconds that one request may take."""

SLACK = 15.0
"""Seconds that a machine with much else to do may add; what waits without an end, or tries again, takes far more."""

LONG = 60.0
"""Seconds after which what was waited for will never come."""


@pytest.fixture(scope="module")
def pages(server: ServerAddress) -> None:
    """More flow runs than two pages have."""
    with Prefect(server.api_url, transport=PatientTransport()) as prefect:
        flow = prefect.flows.create(name=f"waits-{uuid4()}")
        made = prefect.deployments.create(name="waits", flow_id=flow.id).id
        assert all(outcome.ok for outcome in prefect.deployments.trigger_many(made, ({} for _ in range(401))))


@pytest.fixture
def run(server: ServerAddress) -> UUID:
    """A run that goes on until somebody ends it."""
    with Prefect(server.api_url, transport=PatientTransport()) as prefect:
        flow = prefect.flows.create(name=f"waits-{uuid4()}")
        return prefect.flow_runs.create(flow_id=flow.id, state={"type": "RUNNING"}).id


@pytest.fixture
def proxy(server: ServerAddress) -> Iterator[Proxy]:
    with Proxy(server.origin, patient=True) as made:
        yield made


def end(server: ServerAddress | RestartingServer, run: UUID) -> None:
    with Prefect(server.api_url, transport=PatientTransport()) as prefect:
        prefect.flow_runs.set_state(run, "COMPLETED", force=True)


@contextmanager
def in_time() -> Iterator[None]:
    """Make sure that the block takes its whole time, and no more than one request beyond."""
    began = time.monotonic()
    yield
    took = time.monotonic() - began
    assert TIMEOUT <= took <= TIMEOUT + REQUEST_TIMEOUT + SLACK


def until(holds: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + LONG
    while not holds():
        assert time.monotonic() < deadline, what
        time.sleep(0.01)


# In time

PASSING: dict[Fault, tuple[type[PrefectHTTPError], ...]] = {
    Fault.HANG: (TimeoutError,),
    Fault.DROP_AFTER: (ConnectionError,),
    Fault.REFUSE: (ServerError, StatusError),
    Fault.GARBLE: (ConnectionError,),
}
"""What may be better the next time, and what the wait tells as the reason."""

WAITING: dict[str, Callable[[Prefect, UUID], object]] = {
    "wait": lambda prefect, run: prefect.flow_runs.wait(run, timeout=TIMEOUT),
    "wait_many": lambda prefect, run: prefect.flow_runs.wait_many([run, UUID(int=1)], timeout=TIMEOUT),
    "follow_logs": lambda prefect, run: list(prefect.flow_runs.follow_logs(run, timeout=TIMEOUT)),
}


@pytest.mark.parametrize("fault", PASSING)
@pytest.mark.parametrize("waiting", WAITING)
def test_a_wait_ends_in_time_and_says_why(
    proxy: Proxy, run: UUID, waiting: str, fault: Fault, survived: Callable[[str, str, str], None]
) -> None:
    proxy.always = fault
    with Prefect(proxy.api_url, timeout=REQUEST_TIMEOUT) as prefect:
        with in_time(), pytest.raises(WaitTimeoutError, match="The last request failed") as error:
            WAITING[waiting](prefect, run)
        assert isinstance(error.value.__cause__, PASSING[fault])
        assert error.value.timeout == TIMEOUT
        assert proxy.requests > 1
    survived(
        "Waits end",
        "`wait`, `wait_many` and `follow_logs` while the server hangs, breaks off, refuses or does not speak HTTP",
        "each ended in time, with `WaitTimeoutError` and the reason",
    )


@pytest.mark.parametrize("fault", PASSING)
def test_so_does_a_wait_for_the_server(proxy: Proxy, fault: Fault) -> None:
    # Who is told to come back later has found a server that can be asked.
    error: type[PrefectHTTPError] | tuple[type[PrefectHTTPError], ...]
    error = (WaitTimeoutError, StatusError) if fault is Fault.REFUSE else WaitTimeoutError
    proxy.always = fault
    with Prefect(proxy.api_url, timeout=REQUEST_TIMEOUT) as prefect, pytest.raises(error):
        prefect.wait_until_ready(timeout=TIMEOUT)


@pytest.mark.parametrize("fault", [Fault.TRUNCATE, Fault.ERROR_PAGE])
def test_rubbish_ends_a_wait_at_once(proxy: Proxy, run: UUID, fault: Fault) -> None:
    proxy.always = fault
    with Prefect(proxy.api_url) as prefect:
        for wait in WAITING.values():
            with pytest.raises(DecodeError):
                wait(prefect, run)
        with pytest.raises(DecodeError):
            prefect.wait_until_ready(timeout=TIMEOUT)
    assert proxy.requests == len(WAITING) + 1


def test_a_server_that_comes_back_is_found(server: ServerAddress, proxy: Proxy, run: UUID) -> None:
    with Prefect(proxy.api_url, timeout=REQUEST_TIMEOUT) as prefect, ThreadPoolExecutor(2) as threads:
        # Nobody listens there.
        proxy.upstream = "http://127.0.0.1:9"
        ended = threads.submit(prefect.flow_runs.wait, run, timeout=LONG, poll_interval=0.1)
        ready = threads.submit(prefect.wait_until_ready, timeout=LONG)
        until(lambda: proxy.counts[None] > 4, "the server is not asked")
        proxy.upstream, proxy.always = server.origin, Fault.HANG
        until(lambda: proxy.counts[Fault.HANG] > 1, "the server is not asked")
        end(server, run)
        proxy.always = None
        assert ended.result().state_type == "COMPLETED"
        ready.result()


def test_a_server_that_dies_and_starts_again_is_found(
    mortal: RestartingServer | ServerAddress, profile: str, survived: Callable[[str, str, str], None]
) -> None:
    if not isinstance(mortal, RestartingServer):
        pytest.skip("a server is ended and started again in the full profile alone")
    with Prefect(mortal.api_url) as prefect:
        flow = prefect.flows.create(name="waits")
        run = prefect.flow_runs.create(flow_id=flow.id, state={"type": "RUNNING"}).id
    with (
        Proxy(mortal.origin) as proxy,
        Prefect(proxy.api_url, timeout=REQUEST_TIMEOUT) as prefect,
        ThreadPoolExecutor(2) as threads,
    ):
        ended = threads.submit(prefect.flow_runs.wait, run, timeout=10 * LONG, poll_interval=0.1)
        until(lambda: proxy.requests > 2, "the server is not asked")
        mortal.stop()
        until(lambda: proxy.counts[None] > 2, "the server is not asked")
        ready = threads.submit(prefect.wait_until_ready, timeout=10 * LONG)
        mortal.start()
        proxy.upstream = mortal.origin
        ready.result()
        end(mortal, run)
        assert ended.result().state_type == "COMPLETED"
        survived(
            "Waits end",
            "the server died and started again",
            f"`wait` and `wait_until_ready` went on through {proxy.counts[None]} refused connections",
        )


# Interrupted

UNDER_WAY = {"list": 1, "two at a time": 2}
"""What works in threads of its own, and how many: each ends with its request, or with the program."""

SPARED = {"list": 2}
"""How many requests are answered before one hangs, so that the thread that fetches pages ahead is at work."""


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("what", WAITS)
def test_who_presses_ctrl_c_is_out_at_once(what: str, proxy: Proxy, survived: Callable[[str, str, str], None]) -> None:
    proxy.always, proxy.spared = Fault.HANG, SPARED.get(what, 0)
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.resilience.interrupted", what, proxy.api_url],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([".", "generated", "overlay"])},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        hanging = UNDER_WAY.get(what, 1)
        until(lambda: proxy.counts[Fault.HANG] == hanging or program.poll() is not None, "nothing is asked")
        program.send_signal(signal.SIGINT)
        told, _ = program.communicate(timeout=LONG)
    finally:
        program.kill()
        program.wait()
    left = UNDER_WAY.get(what, 0)
    assert (json.loads(told.splitlines()[-1]), program.returncode) == ({"files": left, "threads": left}, 0)
    until(lambda: proxy.connections == 0, "the proxy still has a connection")
    survived(
        "Waits end",
        f"Ctrl-C while the server does not answer, in each of {len(WAITS)} calls",
        "out at once; 0 connections, 0 files and 0 threads left but those of requests under way in threads",
    )


# Cancelled

ASYNC_WAITS: dict[str, Callable[[AsyncPrefect], Awaitable[object]]] = {
    "wait": lambda prefect: prefect.flow_runs.wait(ANY, timeout=LONG),
    "wait_many": lambda prefect: prefect.flow_runs.wait_many([ANY, UUID(int=2)], timeout=LONG),
    "wait_until_ready": lambda prefect: prefect.wait_until_ready(timeout=LONG),
    "follow_logs": lambda prefect: drain(prefect.flow_runs.follow_logs(ANY, timeout=LONG)),
    "list": lambda prefect: drain(aiter(prefect.flow_runs.list())),
    "trigger": lambda prefect: prefect.deployments.trigger(ANY),
    "trigger_many": lambda prefect: drain(prefect.deployments.trigger_many(ANY, [TriggerRow()] * 400)),
    "two at a time": lambda prefect: async_gather([prefect.server_version, prefect.server_version]),
}
"""What it can be cancelled at."""


async def drain(rows: AsyncIterator[object]) -> None:
    async for _ in rows:
        pass


@asynccontextmanager
async def nothing_left(proxy: Proxy) -> AsyncIterator[None]:
    """Make sure that the block leaves no task, no connection and no file behind."""
    files, tasks = open_files(), len(asyncio.all_tasks())
    yield
    assert len(asyncio.all_tasks()) == tasks
    until(lambda: proxy.connections == 0 and open_files() <= files, "a file or a connection is open")


async def asked(proxy: Proxy, count: int) -> None:
    with anyio.fail_after(LONG):
        while proxy.counts[Fault.HANG] < count:  # noqa: ASYNC110  # it is counted in other threads
            await anyio.sleep(0.01)


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("what", ASYNC_WAITS)
async def test_who_is_cancelled_leaves_nothing_open(
    what: str, proxy: Proxy, survived: Callable[[str, str, str], None]
) -> None:
    proxy.always, proxy.spared = Fault.HANG, SPARED.get(what, 0)
    async with nothing_left(proxy), AsyncPrefect(proxy.api_url, timeout=LONG) as prefect:
        before = len(asyncio.all_tasks())
        waiting = asyncio.ensure_future(ASYNC_WAITS[what](prefect))
        await asked(proxy, UNDER_WAY.get(what, 1))
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert len(asyncio.all_tasks()) == before
        until(lambda: proxy.connections <= 1, "a connection is open whose request was cancelled")
        proxy.always = None
        assert await prefect.ready()
    survived(
        "Waits end",
        f"cancelled while the server does not answer, in each of {len(ASYNC_WAITS)} calls",
        "0 connections, 0 files and 0 tasks left, and the client works on",
    )


async def test_a_client_works_on_after_hundreds_are_cancelled(
    proxy: Proxy, survived: Callable[[str, str, str], None]
) -> None:
    proxy.always = Fault.HANG
    async with nothing_left(proxy), AsyncPrefect(proxy.api_url, timeout=LONG) as prefect:
        # Sixteen of them have a connection, and the others wait for one.
        with anyio.move_on_after(LONG) as scope:
            async with anyio.create_task_group() as tasks:
                for _ in range(300):
                    tasks.start_soon(prefect.health)
                await asked(proxy, 16)
                scope.cancel()
        until(lambda: proxy.connections == 0, "a connection is open whose request was cancelled")
        proxy.always = None
        with anyio.fail_after(LONG):
            async with anyio.create_task_group() as tasks:
                for _ in range(40):
                    tasks.start_soon(prefect.health)
    survived("Waits end", "300 async requests cancelled at once", "0 connections, 0 tasks and 0 files left open")


@pytest.mark.usefixtures("pages")
def test_the_thread_of_a_listing_ends_with_its_request(proxy: Proxy) -> None:
    proxy.always, proxy.spared = Fault.HANG, 2
    files, threads = open_files(), threading.active_count()
    with Prefect(proxy.api_url, timeout=REQUEST_TIMEOUT) as prefect:
        listed = iter(prefect.flow_runs.list().pages())
        assert len(list(islice(listed, 2))) == 2
        until(lambda: proxy.counts[Fault.HANG] == 1, "the next page is not asked for")
        listed.close()
    until(lambda: threading.active_count() <= threads and open_files() <= files, "a thread or a connection is left")
