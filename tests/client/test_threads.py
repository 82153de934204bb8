"""Threads that share a client, and clients on another event loop or in a forked process."""

import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import anyio
import httpx
import pytest

from prefect_http import AsyncPrefect, ClientReuseError, Prefect
from prefect_http_api import flow_runs, flows
from tests.support.servers import ServerAddress
from tests.support.stub import API, RUN, flow_run
from tests.support.transports import PatientTransport

pytestmark = pytest.mark.every_python

THREADS = 16


def test_threads_share_a_client(server: ServerAddress) -> None:
    names = [f"{number}-{uuid4()}" for number in range(THREADS)]
    start = threading.Barrier(THREADS)

    def work(name: str) -> set[str]:
        start.wait()
        flow = prefect.send(flows.create_flow(name=name))
        found = {prefect.send(flows.read_flow(flow.id)).name for _ in range(10)}
        return found | {row.name for row in prefect.send(flows.read_flows(flows={"name": {"any_": [name]}}))}

    with Prefect(server.api_url, transport=PatientTransport()) as prefect, ThreadPoolExecutor(THREADS) as pool:
        assert list(pool.map(work, names)) == [{name} for name in names]


def run(program: str, *arguments: str) -> str:
    """Run *program* in a separate process, and return its output."""
    command = [sys.executable, "-c", program, *arguments]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def found(_request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json=flow_run(1))


TWO_EVENT_LOOPS = """
import sys
import anyio
from prefect_http import AsyncPrefect, ClientReuseError

_, api_url, first, second = sys.argv
prefect = AsyncPrefect(api_url)

async def use():
    async with prefect:
        print(await prefect.health())

print(anyio.run(prefect.health, backend=first))
try:
    anyio.run(use, backend=second)
except ClientReuseError as error:
    print(error)
"""


@pytest.mark.parametrize(("first", "second"), [("asyncio", "asyncio"), ("trio", "trio"), ("asyncio", "trio")])
def test_another_event_loop_is_rejected(server: ServerAddress, first: str, second: str) -> None:
    # In a separate process, since the connections of an event loop that has ended cannot be closed.
    assert run(TWO_EVENT_LOOPS, server.api_url, first, second) == (
        "True\n"
        "this client was first used on another event loop: "
        "create one AsyncPrefect per asyncio.run() or trio.run(), inside it\n"
    )


def test_async_client_binds_to_the_event_loop_of_first_use(anyio_backend: str) -> None:
    prefect = AsyncPrefect(API, transport=httpx.MockTransport(found))

    async def use() -> None:
        async with prefect:
            assert (await prefect.send(flow_runs.read_flow_run(RUN))).name == "run-1"

    anyio.run(use, backend=anyio_backend)


def test_with_options_keeps_the_affinity(anyio_backend: str) -> None:
    prefect = AsyncPrefect(API, transport=httpx.MockTransport(found))
    anyio.run(prefect.flow_runs.get, RUN, backend=anyio_backend)
    with pytest.raises(ClientReuseError):
        anyio.run(prefect.with_options(timeout=1).flow_runs.get, RUN, backend=anyio_backend)


FORKING = """
import os, sys
from prefect_http import ClientReuseError, Prefect

prefect = Prefect(sys.argv[1])
prefect.health()
child = os.fork()
if child == 0:
    try:
        with prefect:
            prefect.health()
    except ClientReuseError as error:
        with Prefect(sys.argv[1]) as own:
            print(error, own.health(), flush=True)
    os._exit(0)
os.waitpid(child, 0)
assert prefect.health()
prefect.close()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="requires os.fork")
def test_forked_process_is_rejected(server: ServerAddress) -> None:
    assert run(FORKING, server.api_url) == (
        "this client was first used before the process was forked: create a client in each process True\n"
    )


FORKING_WITH_A_PREFETCHED_PAGE = """
import os, sys, warnings
from prefect_http import ClientReuseError
from tests.support.stub import Runs, client, runs_at

warnings.simplefilter("ignore")  # Python warns about forking a process with threads
prefect = client(Runs(runs_at(range(9)), 3))
pages = prefect.flow_runs.list(sort="EXPECTED_START_TIME_ASC").pages()
next(pages), next(pages)
child = os.fork()
if child == 0:
    try:
        next(pages)
    except ClientReuseError:
        print("rejected", flush=True)
    os._exit(0)
os.waitpid(child, 0)
print([run.name for page in pages for run in page])
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="requires os.fork")
def test_forked_process_does_not_wait_for_a_prefetched_page() -> None:
    assert run(FORKING_WITH_A_PREFETCHED_PAGE, API) == "rejected\n['run-7', 'run-8', 'run-9']\n"
