"""However a request to start a run is lost, refused or broken off, it starts one run, or the caller is told."""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from uuid import UUID, uuid4

import anyio
import pytest

from prefect_http import AsyncPrefect, Prefect, PrefectHTTPError, RetryPolicy, TriggerRow
from tests.resilience.proxy import Proxy
from tests.resilience.restarting_server import RestartingServer
from tests.support.servers import ServerAddress
from tests.support.transports import PatientTransport

SHARE = 0.3
AT_A_TIME = 4
TIMEOUT = 20
"""Seconds that the server may take on a machine with much else to do."""

# So many tries last about as long as the server needs to start.
RETRY = RetryPolicy(attempts=7, wait_initial=0.1, wait_max=4, retry_after_max=0.5)


@dataclass
class Calls:
    """What came of the calls of a test, by their numbers."""

    returned: dict[int, UUID] = field(default_factory=dict[int, UUID])
    raised: dict[int, PrefectHTTPError] = field(default_factory=dict[int, PrefectHTTPError])

    @property
    def over(self) -> int:
        return len(self.returned) + len(self.raised)


def arguments(number: int) -> TriggerRow:
    """Return what a run is started with: a name to find it by, and for every other one a key of the caller's."""
    row: TriggerRow = {"name": str(number), "parameters": {"n": number}}
    if number % 2:
        row["idempotency_key"] = f"mine-{number}"
    return row


def by_trigger(api_url: str, deployment: UUID, count: int, calls: Calls) -> None:
    with Prefect(api_url, timeout=TIMEOUT, retry=RETRY) as prefect, ThreadPoolExecutor(AT_A_TIME) as threads:

        def call(number: int) -> None:
            try:
                calls.returned[number] = prefect.deployments.trigger(deployment, **arguments(number)).id
            except PrefectHTTPError as error:
                calls.raised[number] = error

        list(threads.map(call, range(count)))


def by_async_trigger(api_url: str, deployment: UUID, count: int, calls: Calls) -> None:
    async def call(prefect: AsyncPrefect, numbers: Iterator[int]) -> None:
        for number in numbers:
            try:
                calls.returned[number] = (await prefect.deployments.trigger(deployment, **arguments(number))).id
            except PrefectHTTPError as error:
                calls.raised[number] = error

    async def call_all() -> None:
        numbers = iter(range(count))
        async with AsyncPrefect(api_url, timeout=TIMEOUT, retry=RETRY) as prefect, anyio.create_task_group() as tasks:
            for _ in range(AT_A_TIME):
                tasks.start_soon(call, prefect, numbers)

    anyio.run(call_all)


def by_trigger_many(api_url: str, deployment: UUID, count: int, calls: Calls) -> None:
    numbers, sizes = iter(range(count)), cycle((*[10] * 15, 150))
    with Prefect(api_url, timeout=TIMEOUT, retry=RETRY) as prefect:
        while some := list(islice(numbers, next(sizes))):
            for outcome in prefect.deployments.trigger_many(deployment, map(arguments, some)):
                if outcome.run_id is not None:
                    calls.returned[some[outcome.index]] = outcome.run_id
                elif outcome.error is not None:
                    calls.raised[some[outcome.index]] = outcome.error


@contextmanager
def restarting(server: RestartingServer | ServerAddress, proxy: Proxy, calls: Calls, at: list[int]) -> Iterator[None]:
    """End the server and start it again whenever so many calls are over as *at* says."""
    over = threading.Event()

    def restart() -> None:
        for number in at:
            while calls.over < number and not over.wait(0.02):
                pass
            assert isinstance(server, RestartingServer)
            # All that is under way is lost to the client, while the server still finishes what it has begun.
            proxy.cut()
            server.stop()
            server.start()
            proxy.upstream = server.origin

    thread = threading.Thread(target=restart)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def runs_by_number(server: RestartingServer | ServerAddress, deployment: UUID) -> dict[int, list[UUID]]:
    runs = defaultdict[int, list[UUID]](list)
    with Prefect(server.api_url, transport=PatientTransport()) as prefect:
        for run in prefect.flow_runs.list(flow_runs={"deployment_id": {"any_": [deployment]}}, sort="NAME_ASC"):
            runs[int(run.name)].append(run.id)
    return runs


WAYS: dict[str, Callable[[str, UUID, int, Calls], None]] = {
    "`trigger`": by_trigger,
    "`await trigger`": by_async_trigger,
    "`trigger_many`": by_trigger_many,
}


@pytest.mark.parametrize("way", WAYS)
def test_each_call_starts_one_run_or_raises(
    way: str,
    mortal: RestartingServer | ServerAddress,
    seed: int,
    scaled: Callable[..., int],
    survived: Callable[[str, str, str], None],
) -> None:
    count = scaled(short=100, full=1000)
    restarts = scaled(short=0, full=2)
    with Prefect(mortal.api_url, transport=PatientTransport()) as prefect:
        flow = prefect.flows.create(name=str(uuid4()))
        deployment = prefect.deployments.create(name="one-run", flow_id=flow.id).id
    calls = Calls()
    with (
        Proxy(mortal.origin, seed=seed, share=SHARE) as proxy,
        restarting(mortal, proxy, calls, [count * (n + 1) // (restarts + 1) for n in range(restarts)]),
    ):
        WAYS[way](proxy.api_url, deployment, count, calls)
        faults = dict(proxy.counts)
        figure = f"{proxy.done} faults in {proxy.requests} requests"

    runs = runs_by_number(mortal, deployment)
    print(way, figure, faults, len(calls.returned), "returned", len(calls.raised), "raised")
    print({number: f"{type(error).__name__}: {error}" for number, error in calls.raised.items()})
    assert sorted([*calls.returned, *calls.raised]) == list(range(count))
    assert {number: runs.get(number) for number in calls.returned} == {
        number: [run] for number, run in calls.returned.items()
    }
    assert all(len(runs.get(number, ())) <= 1 for number in calls.raised)
    assert set(runs) <= set(range(count))
    started = sum(number in runs for number in calls.raised)
    survived(
        "Exactly one run",
        f"{count:,} calls of {way}{', the server restarted twice' if restarts else ''}: {figure}",
        f"{len(calls.returned):,} returned their run, {len(calls.raised)} raised, of which {started} had started one; "
        "0 lost, 0 twice",
    )
