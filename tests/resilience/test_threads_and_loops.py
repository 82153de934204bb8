"""One client for many threads, or for many tasks: each gets its own answers. A forked process gets none of them."""

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import httpx
import pytest

from prefect_http import AsyncPrefect, Prefect
from prefect_http_api import flow_runs, flows
from tests.conftest import PINNED
from tests.support.servers import Provide, ServerAddress
from tests.support.transports import AsyncPatientTransport, PatientTransport

Scaled = Callable[..., int]
Survived = Callable[[str, str, str], None]

POINT = "Threads and loops"
THREADS = 16
TASKS = 200
PASSWORD = "me:hunter2"

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked here")


@pytest.fixture(scope="module")
def protected(server_of: Provide) -> ServerAddress:
    """A server that wants a password with each request, and a CSRF token with each that may change something."""
    return server_of(PINNED, PREFECT_SERVER_CSRF_PROTECTION_ENABLED="true", PREFECT_SERVER_API_AUTH_STRING=PASSWORD)


class Seen:
    """What went over the network: each question for a token, and each other request."""

    def __init__(self) -> None:
        self.tokens: list[str] = []
        self.others: list[str] = []

    def __call__(self, request: httpx.Request) -> None:
        (self.tokens if request.url.path == "/api/csrf-token" else self.others).append(request.method)

    async def in_async(self, request: httpx.Request) -> None:
        self(request)


def test_threads_share_a_client(protected: ServerAddress, scaled: Scaled, survived: Survived) -> None:
    rounds = scaled(short=3, full=20)
    start = threading.Barrier(THREADS)
    seen = Seen()

    def work(mine: str) -> int:
        """Make things of one's own, and count the answers, each of which has to be about them."""
        start.wait()
        flow = prefect.send(flows.create_flow(name=mine))
        prefect.variables.set(mine, {"of": mine})
        for _ in range(rounds):
            assert prefect.send(flows.read_flow(flow.id)).name == mine
            assert [row.id for row in prefect.flows.list(flows={"name": {"any_": [mine]}})] == [flow.id]
            assert prefect.variables.get(mine).value == {"of": mine}
            assert prefect.send(flow_runs.count_flow_runs(flows={"id": {"any_": [flow.id]}})) == 0
        return 2 + 4 * rounds

    with (
        Prefect(
            protected.api_url, auth_string=PASSWORD, transport=PatientTransport(), event_hooks={"request": [seen]}
        ) as prefect,
        ThreadPoolExecutor(THREADS) as pool,
    ):
        answers = sum(pool.map(work, names(THREADS)))
    assert seen.tokens == ["GET"]
    survived(POINT, f"one `Prefect` in {THREADS} threads", figure(answers, seen))


@pytest.mark.anyio
async def test_tasks_share_a_client(protected: ServerAddress, scaled: Scaled, survived: Survived) -> None:
    rounds = scaled(short=1, full=3)
    seen = Seen()

    async def work(mine: str) -> int:
        """Make something of one's own, and count the answers, each of which has to be about it."""
        flow = await prefect.send(flows.create_flow(name=mine))
        for _ in range(rounds):
            assert (await prefect.send(flows.read_flow(flow.id))).name == mine
            assert [row.id async for row in prefect.flows.list(flows={"name": {"any_": [mine]}})] == [flow.id]
        return 1 + 2 * rounds

    async with AsyncPrefect(
        protected.api_url,
        auth_string=PASSWORD,
        transport=AsyncPatientTransport(),
        event_hooks={"request": [seen.in_async]},
    ) as prefect:
        answers = sum(await asyncio.gather(*map(work, names(TASKS))))
    assert seen.tokens == ["GET"]
    survived(POINT, f"one `AsyncPrefect` in {TASKS} tasks", figure(answers, seen))


def names(count: int) -> list[str]:
    """Return *count* names that nobody else uses."""
    run = uuid4().hex[:8]
    return [f"shared_{run}_{number}" for number in range(count)]


def figure(answers: int, seen: Seen) -> str:
    return f"{answers} answers, 0 mixed up, {len(seen.tokens)} CSRF token fetched"


PRELUDE = """
import asyncio, os, signal, sys, threading, warnings
from prefect_http import AsyncPrefect, ClientReuseError, Prefect

warnings.simplefilter("ignore")  # Python's, about a fork beside threads
api_url, count = sys.argv[1], int(sys.argv[2])


def in_children(work):
    \"\"\"Fork *count* processes that print what *work* returns, and wait for them.\"\"\"
    children = []
    for _ in range(count):
        child = os.fork()
        if child == 0:
            signal.alarm(60)  # Nobody ends it, should it hang.
            sys.stdout.write(work() + "\\n")
            sys.stdout.flush()
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
"""

FORKED_BESIDE_THREADS = (
    PRELUDE
    + """
prefect = Prefect(api_url)
version = prefect.server_version()
over, wrong = threading.Event(), []

def ask():
    while not over.is_set():
        try:
            if prefect.server_version() != version:
                wrong.append("another answer")
        except Exception as error:
            wrong.append(repr(error))

def child():
    try:
        prefect.server_version()
    except ClientReuseError:
        prefect.close()
        with Prefect(api_url) as own:
            return f"moved, {own.server_version()}"
    return "used the connections of another process"

threads = [threading.Thread(target=ask) for _ in range(4)]
for thread in threads:
    thread.start()
in_children(child)
over.set()
for thread in threads:
    thread.join()
print("wrong:", wrong)
prefect.close()
"""
)

FORKED_BY_A_TASK = (
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
            return f"moved, {asyncio.run(use(AsyncPrefect(api_url)))}"
        return "used the connections of another process"

    under_way = [asyncio.create_task(prefect.server_version()) for _ in range(8)]
    for _ in range(20):
        await asyncio.sleep(0)
    in_children(child)
    answers = {await task for task in under_way} | {await prefect.server_version()}
    print("wrong:", answers - {version} or [])
    await prefect.aclose()

asyncio.run(main())
"""
)

MADE_BEFORE = (
    PRELUDE
    + """
prefect = AsyncPrefect(api_url)  # as a server does that loads the program, and forks its workers then

def child():
    async def use():
        async with prefect:
            return await prefect.server_version()
    return f"used, {asyncio.run(use())}"

in_children(child)
print("wrong: []")
"""
)


@forks
@pytest.mark.parametrize(
    ("program", "what"),
    [
        (FORKED_BESIDE_THREADS, "forked while 4 threads use a `Prefect`"),
        (FORKED_BY_A_TASK, "forked by a task while others use their `AsyncPrefect`"),
    ],
    ids=["beside threads", "by a task"],
)
def test_a_forked_process_is_told(
    program: str, what: str, server: ServerAddress, scaled: Scaled, survived: Survived
) -> None:
    children = scaled(short=4, full=32)
    assert printed(program, server, children) == [*[f"moved, {server.version}"] * children, "wrong: []"]
    survived(POINT, f"{children} processes {what}", f"{children} told so, 0 wrong answers in their parent")


@forks
def test_a_client_that_was_made_before_a_fork_belongs_where_it_is_first_used(server: ServerAddress) -> None:
    assert printed(MADE_BEFORE, server, 2) == [*[f"used, {server.version}"] * 2, "wrong: []"]


def printed(program: str, server: ServerAddress, children: int) -> list[str]:
    """Run *program* in a process of its own, and return the lines that it and its *children* print, sorted."""
    command = [sys.executable, "-c", program, server.api_url, str(children)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    return sorted(done.stdout.splitlines())
