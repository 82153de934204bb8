"""Waits end on time when the server fails, and immediately when they are interrupted or cancelled."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import anyio
import pytest

from prefect_http import (
    AsyncPrefect,
    ConnectionError,  # noqa: A004  # the package's own
    DecodeError,
    Prefect,
    PrefectHTTPError,
    RetryPolicy,
    ServerError,
    StatusError,
    TimeoutError,  # noqa: A004  # the package's own
    TriggerRow,
    WaitTimeoutError,
)
from prefect_http._concurrency import async_gather
from tests.resilience.blocking_calls import ANY_ID, CALLS, open_files
from tests.resilience.proxy import Fault, Proxy
from tests.resilience.restarting_server import RestartingServer
from tests.support.servers import ServerAddress
from tests.support.transports import PatientTransport
from tests.support.waits import HANG_SECONDS, until

pytestmark = [pytest.mark.anyio, pytest.mark.every_python]

ROOT = Path(__file__).parents[2]

TIMEOUT, REQUEST_TIMEOUT = 1.0, 0.5
"""Timeout of the whole wait, and of one request, in seconds."""

SLACK = 15.0
"""Seconds that a busy machine may add. A wait without a timeout, or with extra retries, takes far longer."""


@pytest.fixture(scope="module")
def server(small_pages: ServerAddress) -> ServerAddress:
    return small_pages


@pytest.fixture(scope="module")
def pages(server: ServerAddress) -> None:
    """Create more flow runs than fit on two pages."""
    with Prefect(server.api_url, transport=PatientTransport()) as prefect:
        flow = prefect.flows.create(name=f"waits-{uuid4()}")
        made = prefect.deployments.create(name="waits", flow_id=flow.id).id
        assert all(outcome.ok for outcome in prefect.deployments.trigger_many(made, ({} for _ in range(15))))


@pytest.fixture
def run(server: ServerAddress) -> UUID:
    """Create a running flow run, which no worker will finish."""
    with Prefect(server.api_url, transport=PatientTransport()) as prefect:
        flow = prefect.flows.create(name=f"waits-{uuid4()}")
        return prefect.flow_runs.create(flow_id=flow.id, state={"type": "RUNNING"}).id


@pytest.fixture
def proxy(server: ServerAddress) -> Iterator[Proxy]:
    with Proxy(server.origin, patient=True) as made:
        yield made


def complete(server: ServerAddress | RestartingServer, run: UUID) -> None:
    with Prefect(server.api_url, transport=PatientTransport()) as prefect:
        prefect.flow_runs.set_state(run, "COMPLETED", force=True)


@contextmanager
def times_out() -> Iterator[None]:
    """Assert that the block uses its whole timeout and exceeds it by at most one request."""
    started = time.monotonic()
    yield
    took = time.monotonic() - started
    assert TIMEOUT <= took <= TIMEOUT + REQUEST_TIMEOUT + SLACK


# Timeouts

TRANSIENT: dict[Fault, tuple[type[PrefectHTTPError], ...]] = {
    Fault.HANG: (TimeoutError,),
    Fault.DROP_AFTER: (ConnectionError,),
    Fault.REFUSE: (ServerError, StatusError),
    Fault.GARBLE: (ConnectionError,),
    Fault.TRUNCATE: (DecodeError,),
    Fault.ERROR_PAGE: (DecodeError,),
}
"""Faults that a wait retries, and the cause that its timeout error gives."""

WAITING: dict[str, Callable[[Prefect, UUID], object]] = {
    "wait": lambda prefect, run: prefect.flow_runs.wait(run, timeout=TIMEOUT),
    "wait_many": lambda prefect, run: prefect.flow_runs.wait_many([run, UUID(int=1)], timeout=TIMEOUT),
    "follow_logs": lambda prefect, run: list(prefect.flow_runs.follow_logs(run, timeout=TIMEOUT)),
}


@pytest.mark.parametrize("fault", TRANSIENT)
@pytest.mark.parametrize("waiting", WAITING)
def test_wait_times_out_with_the_last_failure_as_cause(
    proxy: Proxy, run: UUID, waiting: str, fault: Fault, survived: Callable[[str, str, str], None]
) -> None:
    proxy.always = fault
    with Prefect(proxy.api_url, timeout=REQUEST_TIMEOUT) as prefect:
        with times_out(), pytest.raises(WaitTimeoutError, match="The last request failed") as error:
            WAITING[waiting](prefect, run)
        # A busy server may not respond within the timeout of the last request.
        assert isinstance(error.value.__cause__, (*TRANSIENT[fault], TimeoutError))
        assert error.value.timeout == TIMEOUT
        assert proxy.requests > 1
    survived(
        "Waits end",
        "`wait`, `wait_many` and `follow_logs` while the server hangs, drops connections, returns 429, 502 or 503, "
        "truncated JSON or HTML pages, or does not use HTTP",
        "each timed out on time with `WaitTimeoutError` and the cause",
    )


@pytest.mark.parametrize("fault", TRANSIENT)
def test_wait_until_ready_times_out(proxy: Proxy, fault: Fault) -> None:
    proxy.always = fault
    with Prefect(proxy.api_url, timeout=REQUEST_TIMEOUT) as prefect, pytest.raises(WaitTimeoutError):
        prefect.wait_until_ready(timeout=TIMEOUT)


def test_waits_survive_an_outage(server: ServerAddress, proxy: Proxy, run: UUID) -> None:
    retry = RetryPolicy(wait_initial=0.1, wait_max=0.5)
    with Prefect(proxy.api_url, timeout=REQUEST_TIMEOUT, retry=retry) as prefect, ThreadPoolExecutor(2) as threads:
        # No server listens on this port.
        proxy.upstream = "http://127.0.0.1:9"
        waiting = threads.submit(prefect.flow_runs.wait, run, timeout=HANG_SECONDS, poll_interval=0.1)
        ready = threads.submit(prefect.wait_until_ready, timeout=HANG_SECONDS)
        until(lambda: proxy.counts[None] > 4, "the server gets no requests")
        proxy.upstream, proxy.always = server.origin, Fault.HANG
        until(lambda: proxy.counts[Fault.HANG] > 1, "the server gets no requests")
        complete(server, run)
        proxy.always = None
        assert waiting.result().state_type == "COMPLETED"
        ready.result()


def test_waits_survive_a_restart(
    restartable: RestartingServer | ServerAddress, profile: str, survived: Callable[[str, str, str], None]
) -> None:
    if not isinstance(restartable, RestartingServer):
        pytest.skip("the server is only restarted in the full profile")
    with Prefect(restartable.api_url) as prefect:
        flow = prefect.flows.create(name="waits")
        run = prefect.flow_runs.create(flow_id=flow.id, state={"type": "RUNNING"}).id
    with (
        Proxy(restartable.origin) as proxy,
        Prefect(proxy.api_url, timeout=REQUEST_TIMEOUT) as prefect,
        ThreadPoolExecutor(2) as threads,
    ):
        waiting = threads.submit(prefect.flow_runs.wait, run, timeout=HANG_SECONDS, poll_interval=0.1)
        until(lambda: proxy.requests > 2, "the server gets no requests")
        restartable.stop()
        until(lambda: proxy.counts[None] > 2, "the server gets no requests")
        ready = threads.submit(prefect.wait_until_ready, timeout=HANG_SECONDS)
        restartable.start()
        proxy.upstream = restartable.origin
        ready.result()
        complete(restartable, run)
        assert waiting.result().state_type == "COMPLETED"
        survived(
            "Waits end",
            "the server was stopped and restarted",
            f"`wait` and `wait_until_ready` survived {proxy.counts[None]} refused connections",
        )


# Interrupts

BACKGROUND_REQUESTS = {"list": 1, "two at a time": 2}
"""Number of requests sent from background threads, by call. Such a thread ends with its request or the program."""

SPARED = {"list": 2}
"""Number of requests before the first one hangs, by call. A listing starts to prefetch after its second page."""


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("call", CALLS)
def test_ctrl_c_ends_a_call_immediately(call: str, proxy: Proxy, survived: Callable[[str, str, str], None]) -> None:
    proxy.always, proxy.spared = Fault.HANG, SPARED.get(call, 0)
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.resilience.blocking_calls", call, proxy.api_url],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([".", "generated", "overlay"])},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        hanging = BACKGROUND_REQUESTS.get(call, 1)
        until(lambda: proxy.counts[Fault.HANG] == hanging or program.poll() is not None, "no request was sent")
        program.send_signal(signal.SIGINT)
        output, _ = program.communicate(timeout=HANG_SECONDS)
    finally:
        program.kill()
        program.wait()
    left = BACKGROUND_REQUESTS.get(call, 0)
    assert (json.loads(output.splitlines()[-1]), program.returncode) == ({"files": left, "threads": left}, 0)
    until(lambda: proxy.connections == 0, "a connection is still open")
    survived(
        "Waits end",
        f"Ctrl-C while the server does not respond, in each of {len(CALLS)} calls",
        "each ended immediately; 0 connections, 0 files and 0 threads left, except those of background requests",
    )


# Cancellation

ASYNC_CALLS: dict[str, Callable[[AsyncPrefect], Coroutine[Any, Any, object]]] = {
    "wait": lambda prefect: prefect.flow_runs.wait(ANY_ID, timeout=HANG_SECONDS),
    "wait_many": lambda prefect: prefect.flow_runs.wait_many([ANY_ID, UUID(int=2)], timeout=HANG_SECONDS),
    "wait_until_ready": lambda prefect: prefect.wait_until_ready(timeout=HANG_SECONDS),
    "follow_logs": lambda prefect: drain(prefect.flow_runs.follow_logs(ANY_ID, timeout=HANG_SECONDS)),
    "list": lambda prefect: drain(aiter(prefect.flow_runs.list())),
    "trigger": lambda prefect: prefect.deployments.trigger(ANY_ID),
    "trigger_many": lambda prefect: prefect.deployments.trigger_many(ANY_ID, [TriggerRow()] * 400),
    "delete_many": lambda prefect: prefect.flow_runs.delete_many([ANY_ID]),
    "set_state_many": lambda prefect: prefect.flow_runs.set_state_many([ANY_ID, UUID(int=2)], type="FAILED"),
    "two at a time": lambda prefect: async_gather([prefect.server_version, prefect.server_version]),
}
"""Calls that can be cancelled, by name."""


async def drain(rows: AsyncIterator[object]) -> None:
    async for _ in rows:
        pass


@asynccontextmanager
async def nothing_left_open(proxy: Proxy) -> AsyncIterator[None]:
    """Assert that the block leaves no task, connection or file open."""
    files, tasks = open_files(), len(anyio.get_running_tasks())
    yield
    assert len(anyio.get_running_tasks()) == tasks
    until(lambda: proxy.connections == 0 and open_files() <= files, "a file or a connection is open")


async def requests_hang(proxy: Proxy, count: int) -> None:
    with anyio.fail_after(HANG_SECONDS):
        while proxy.counts[Fault.HANG] < count:  # noqa: ASYNC110  # other threads count
            await anyio.sleep(0.01)


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("call", ASYNC_CALLS)
async def test_cancelled_call_leaves_nothing_open(
    call: str, proxy: Proxy, survived: Callable[[str, str, str], None]
) -> None:
    proxy.always, proxy.spared = Fault.HANG, SPARED.get(call, 0)
    async with nothing_left_open(proxy), AsyncPrefect(proxy.api_url, timeout=HANG_SECONDS) as prefect:
        before = len(anyio.get_running_tasks())
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(ASYNC_CALLS[call], prefect)
            await requests_hang(proxy, BACKGROUND_REQUESTS.get(call, 1))
            tasks.cancel_scope.cancel()
        assert len(anyio.get_running_tasks()) == before
        until(lambda: proxy.connections <= 1, "the connection of a cancelled request is still open")
        proxy.always = None
        assert await prefect.ready()
    survived(
        "Waits end",
        f"cancellation while the server does not respond, in each of {len(ASYNC_CALLS)} calls",
        "0 connections, 0 files and 0 tasks left open; the client stays usable",
    )


async def test_client_stays_usable_after_300_cancelled_requests(
    proxy: Proxy, survived: Callable[[str, str, str], None]
) -> None:
    proxy.always = Fault.HANG
    async with nothing_left_open(proxy), AsyncPrefect(proxy.api_url, timeout=HANG_SECONDS) as prefect:
        # 16 requests get a connection from the pool, and the others wait for one.
        with anyio.move_on_after(HANG_SECONDS) as scope:
            async with anyio.create_task_group() as tasks:
                for _ in range(300):
                    tasks.start_soon(prefect.health)
                await requests_hang(proxy, 16)
                scope.cancel()
        until(lambda: proxy.connections == 0, "the connection of a cancelled request is still open")
        proxy.always = None
        with anyio.fail_after(HANG_SECONDS):
            async with anyio.create_task_group() as tasks:
                for _ in range(40):
                    tasks.start_soon(prefect.health)
    survived("Waits end", "300 concurrent async requests cancelled", "0 connections, 0 tasks and 0 files left open")


@pytest.mark.usefixtures("pages")
def test_prefetch_thread_ends_with_its_request(proxy: Proxy) -> None:
    proxy.always, proxy.spared = Fault.HANG, 2
    files, threads = open_files(), threading.active_count()
    with Prefect(proxy.api_url, timeout=REQUEST_TIMEOUT) as prefect:
        pages = iter(prefect.flow_runs.list().pages())
        assert len(list(islice(pages, 2))) == 2
        until(lambda: proxy.counts[Fault.HANG] == 1, "the next page is not prefetched")
        pages.close()
    until(
        lambda: threading.active_count() <= threads and open_files() <= files, "a thread or a connection is still open"
    )
