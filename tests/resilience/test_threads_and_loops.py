"""Threads and tasks that share a client get their own responses, and use in a forked process is rejected."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from uuid import uuid4

import httpx
import pytest

from prefect_http import AsyncPrefect, Prefect
from prefect_http._concurrency import async_gather
from prefect_http_api import flow_runs, flows
from tests.support.servers import Provide, ServerAddress
from tests.support.transports import AsyncPatientTransport, PatientTransport
from tests.support.versions import PINNED
from tests.support.waits import HANG_SECONDS

pytestmark = pytest.mark.every_python

Scaled = Callable[..., int]
Survived = Callable[[str, str, str], None]

GUARANTEE = "Threads and loops"
THREADS = 16
PASSWORD = "me:hunter2"

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="the platform has no fork")


@pytest.fixture(scope="module")
def protected(server_of: Provide) -> ServerAddress:
    """Return a server that requires Basic auth, and a CSRF token for every write."""
    return server_of(PINNED, PREFECT_SERVER_CSRF_PROTECTION_ENABLED="true", PREFECT_SERVER_API_AUTH_STRING=PASSWORD)


class SentRequests:
    """Methods of the requests that were sent: those for a CSRF token, and all others."""

    def __init__(self) -> None:
        self.tokens: list[str] = []
        self.others: list[str] = []

    def __call__(self, request: httpx.Request) -> None:
        (self.tokens if request.url.path == "/api/csrf-token" else self.others).append(request.method)

    async def record(self, request: httpx.Request) -> None:
        self(request)


def test_threads_share_one_client(protected: ServerAddress, scaled: Scaled, survived: Survived) -> None:
    rounds = scaled(short=3, full=20)
    start = threading.Barrier(THREADS)
    sent = SentRequests()

    def work(name: str) -> int:
        """Create a flow and a variable, read them back several times, and return the number of responses."""
        start.wait()
        flow = prefect.send(flows.create_flow(name=name))
        prefect.variables.set(name, {"of": name})
        for _ in range(rounds):
            assert prefect.send(flows.read_flow(flow.id)).name == name
            assert [row.id for row in prefect.flows.list(where={"flows": {"name": {"any_": [name]}}})] == [flow.id]
            assert prefect.variables.get(name).value == {"of": name}
            assert prefect.send(flow_runs.count_flow_runs(flows={"id": {"any_": [flow.id]}})) == 0
        return 2 + 4 * rounds

    with (
        Prefect(
            protected.api_url, auth_string=PASSWORD, transport=PatientTransport(), event_hooks={"request": [sent]}
        ) as prefect,
        ThreadPoolExecutor(THREADS) as pool,
    ):
        responses = sum(pool.map(work, unique_names(THREADS)))
    assert sent.tokens == ["GET"]
    survived(GUARANTEE, f"one `Prefect` in {THREADS} threads", figure(responses, sent))


@pytest.mark.anyio
async def test_tasks_share_one_client(protected: ServerAddress, scaled: Scaled, survived: Survived) -> None:
    rounds, tasks = scaled(short=1, full=3), scaled(short=50, full=200)
    sent = SentRequests()

    async def work(name: str) -> int:
        """Create a flow, read it back, and return the number of responses."""
        flow = await prefect.send(flows.create_flow(name=name))
        for _ in range(rounds):
            assert (await prefect.send(flows.read_flow(flow.id))).name == name
            assert [row.id async for row in prefect.flows.list(where={"flows": {"name": {"any_": [name]}}})] == [
                flow.id
            ]
        return 1 + 2 * rounds

    async with AsyncPrefect(
        protected.api_url,
        auth_string=PASSWORD,
        transport=AsyncPatientTransport(),
        event_hooks={"request": [sent.record]},
    ) as prefect:
        responses = sum(await async_gather([partial(work, name) for name in unique_names(tasks)]))
    assert sent.tokens == ["GET"]
    survived(GUARANTEE, f"one `AsyncPrefect` in {tasks} tasks", figure(responses, sent))


def unique_names(count: int) -> list[str]:
    run = uuid4().hex[:8]
    return [f"shared_{run}_{number}" for number in range(count)]


def figure(responses: int, sent: SentRequests) -> str:
    return f"{responses} responses, 0 mixed up, {len(sent.tokens)} CSRF token fetched"


PRELUDE = """
import asyncio, os, signal, sys, threading, warnings
from prefect_http import AsyncPrefect, ClientReuseError, Prefect

warnings.simplefilter("ignore")  # Python warns about a fork in a multi-threaded process.
api_url, count = sys.argv[1], int(sys.argv[2])


def run_in_children(work):
    \"\"\"Fork *count* processes that print the result of *work*, and wait for them.\"\"\"
    children = []
    for _ in range(count):
        child = os.fork()
        if child == 0:
            signal.alarm(60)  # Kills the process if it hangs.
            sys.stdout.write(work() + "\\n")
            sys.stdout.flush()
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
"""

FORKED_FROM_THREADS = (
    PRELUDE
    + """
prefect = Prefect(api_url)
version = prefect.server_version()
done, wrong = threading.Event(), []

def request():
    while not done.is_set():
        try:
            if prefect.server_version() != version:
                wrong.append("another response")
        except Exception as error:
            wrong.append(repr(error))

def child():
    try:
        prefect.server_version()
    except ClientReuseError:
        prefect.close()
        with Prefect(api_url) as own:
            return f"rejected, {own.server_version()}"
    return "used the connections of another process"

threads = [threading.Thread(target=request) for _ in range(4)]
for thread in threads:
    thread.start()
run_in_children(child)
done.set()
for thread in threads:
    thread.join()
print("wrong:", wrong)
prefect.close()
"""
)

FORKED_FROM_TASK = (
    PRELUDE
    + """
async def main():
    prefect = AsyncPrefect(api_url)
    version = await prefect.server_version()

    def child():
        async def use(client):
            async with client:
                return await client.server_version()
        try:
            asyncio.run(use(prefect))
        except ClientReuseError as error:
            assert "forked" in str(error), error
            return f"rejected, {asyncio.run(use(AsyncPrefect(api_url)))}"
        return "used the connections of another process"

    pending = [asyncio.create_task(prefect.server_version()) for _ in range(8)]
    for _ in range(20):
        await asyncio.sleep(0)
    run_in_children(child)
    responses = {await task for task in pending} | {await prefect.server_version()}
    print("wrong:", responses - {version} or [])
    await prefect.aclose()

asyncio.run(main())
"""
)

# Like a pre-fork server, which loads the application before it forks workers.
CREATED_BEFORE_FORK = (
    PRELUDE
    + """
prefect = Prefect(api_url)
flow_runs, patient = prefect.flow_runs, prefect.with_options(timeout=60)

def child():
    with prefect:
        flow_runs.count()
        return f"used, {patient.server_version()}"

run_in_children(child)
print("used,", prefect.server_version())
prefect.close()
"""
)

ASYNC_CREATED_BEFORE_FORK = (
    PRELUDE
    + """
prefect = AsyncPrefect(api_url)

def child():
    async def use():
        async with prefect:
            return await prefect.server_version()
    return f"used, {asyncio.run(use())}"

run_in_children(child)
print("used,", asyncio.run(prefect.server_version()))
"""
)


@forks
@pytest.mark.parametrize(
    ("program", "case"),
    [
        (FORKED_FROM_THREADS, "forked while 4 threads use a `Prefect`"),
        (FORKED_FROM_TASK, "forked by a task while others use the same `AsyncPrefect`"),
    ],
    ids=["threads", "task"],
)
def test_client_is_rejected_in_a_forked_process(
    program: str, case: str, server: ServerAddress, scaled: Scaled, survived: Survived
) -> None:
    children = scaled(short=4, full=32)
    assert output_lines(program, server, children) == [*[f"rejected, {server.version}"] * children, "wrong: []"]
    survived(
        GUARANTEE, f"{children} processes {case}", f"{children} `ClientReuseError`s, 0 wrong responses in the parent"
    )


@forks
@pytest.mark.parametrize("program", [CREATED_BEFORE_FORK, ASYNC_CREATED_BEFORE_FORK], ids=["sync", "async"])
def test_client_created_before_a_fork_belongs_to_each_process_that_uses_it_first(
    program: str, server: ServerAddress
) -> None:
    assert output_lines(program, server, 2) == [f"used, {server.version}"] * 3


def output_lines(program: str, server: ServerAddress, children: int) -> list[str]:
    """Run *program* in a new process and return the sorted output lines of it and its *children*."""
    command = [sys.executable, "-c", program, server.api_url, str(children)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=HANG_SECONDS)
    assert (done.returncode, done.stderr) == (0, "")
    return sorted(done.stdout.splitlines())
