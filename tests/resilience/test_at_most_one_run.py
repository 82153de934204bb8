"""At most one run per call: triggering starts one run or raises, even if requests or responses are lost."""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
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
CONCURRENCY = 4
TIMEOUT = 20
"""Timeout of a request in seconds, with a margin for busy machines."""

# Seven attempts last about as long as a server restart.
RETRY = RetryPolicy(attempts=7, wait_initial=0.1, wait_max=4, retry_after_max=0.5)


@dataclass
class Calls:
    """Outcomes of a test's calls, by call number."""

    returned: dict[int, UUID] = field(default_factory=dict[int, UUID])
    raised: dict[int, PrefectHTTPError] = field(default_factory=dict[int, PrefectHTTPError])

    @property
    def finished(self) -> int:
        return len(self.returned) + len(self.raised)


def arguments(number: int) -> TriggerRow:
    """Return the arguments of a call: a unique run name, and for every other call an idempotency key."""
    row: TriggerRow = {"name": str(number), "parameters": {"n": number}}
    if number % 2:
        row["idempotency_key"] = f"own-key-{number}"
    return row


def by_trigger(api_url: str, deployment: UUID, count: int, calls: Calls) -> None:
    with Prefect(api_url, timeout=TIMEOUT, retry=RETRY) as prefect, ThreadPoolExecutor(CONCURRENCY) as threads:

        def call(number: int) -> None:
            try:
                calls.returned[number] = prefect.deployments.trigger(deployment, **arguments(number)).id
            except PrefectHTTPError as error:
                calls.raised[number] = error

        list(threads.map(call, range(count)))


def by_async_trigger(api_url: str, deployment: UUID, count: int, calls: Calls, *, backend: str = "asyncio") -> None:
    async def call(prefect: AsyncPrefect, numbers: Iterator[int]) -> None:
        for number in numbers:
            try:
                calls.returned[number] = (await prefect.deployments.trigger(deployment, **arguments(number))).id
            except PrefectHTTPError as error:
                calls.raised[number] = error

    async def call_all() -> None:
        numbers = iter(range(count))
        async with AsyncPrefect(api_url, timeout=TIMEOUT, retry=RETRY) as prefect, anyio.create_task_group() as tasks:
            for _ in range(CONCURRENCY):
                tasks.start_soon(call, prefect, numbers)

    anyio.run(call_all, backend=backend)


def by_trigger_many(api_url: str, deployment: UUID, count: int, calls: Calls) -> None:
    numbers, sizes = iter(range(count)), cycle((*[10] * 15, 150))
    with Prefect(api_url, timeout=TIMEOUT, retry=RETRY) as prefect:
        while batch := list(islice(numbers, next(sizes))):
            for outcome in prefect.deployments.trigger_many(deployment, map(arguments, batch)):
                if outcome.id is not None:
                    calls.returned[batch[outcome.index]] = outcome.id
                elif outcome.error is not None:
                    calls.raised[batch[outcome.index]] = outcome.error


@contextmanager
def restarting(server: RestartingServer | ServerAddress, proxy: Proxy, calls: Calls, at: list[int]) -> Iterator[None]:
    """Restart the server each time the number of finished calls reaches the next number in *at*."""
    done = threading.Event()

    def restart() -> None:
        for number in at:
            while calls.finished < number and not done.wait(0.02):
                pass
            assert isinstance(server, RestartingServer)
            # Clients lose their pending responses, but the server still completes the requests.
            proxy.reset_connections()
            server.stop()
            server.start()
            proxy.upstream = server.origin

    thread = threading.Thread(target=restart)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def runs_by_number(server: RestartingServer | ServerAddress, deployment: UUID) -> dict[int, list[UUID]]:
    runs = defaultdict[int, list[UUID]](list)
    with Prefect(server.api_url, transport=PatientTransport()) as prefect:
        for run in prefect.flow_runs.list(
            where={"flow_runs": {"deployment_id": {"any_": [deployment]}}}, sort="NAME_ASC"
        ):
            runs[int(run.name)].append(run.id)
    return runs


METHODS: dict[str, Callable[[str, UUID, int, Calls], None]] = {
    "`trigger`": by_trigger,
    "`await trigger`": by_async_trigger,
    "`await trigger` under Trio": partial(by_async_trigger, backend="trio"),
    "`trigger_many`": by_trigger_many,
}


@pytest.mark.parametrize("method", METHODS)
def test_each_call_starts_one_run_or_raises(
    method: str,
    restartable: RestartingServer | ServerAddress,
    seed: int,
    scaled: Callable[..., int],
    survived: Callable[[str, str, str], None],
) -> None:
    count = scaled(short=100, full=1000)
    restarts = scaled(short=0, full=2)
    with Prefect(restartable.api_url, transport=PatientTransport()) as prefect:
        flow = prefect.flows.create(name=str(uuid4()))
        deployment = prefect.deployments.create(name="one-run", flow_id=flow.id).id
    calls = Calls()
    with (
        Proxy(restartable.origin, seed=seed, share=SHARE) as proxy,
        restarting(restartable, proxy, calls, [count * (n + 1) // (restarts + 1) for n in range(restarts)]),
    ):
        METHODS[method](proxy.api_url, deployment, count, calls)
        faults = dict(proxy.counts)
        figure = f"{proxy.injected} faults in {proxy.requests} requests"

    runs = runs_by_number(restartable, deployment)
    print(method, figure, faults, len(calls.returned), "returned", len(calls.raised), "raised")
    print({number: f"{type(error).__name__}: {error}" for number, error in calls.raised.items()})
    assert sorted([*calls.returned, *calls.raised]) == list(range(count))
    assert {number: runs.get(number) for number in calls.returned} == {
        number: [run] for number, run in calls.returned.items()
    }
    assert all(len(runs.get(number, ())) <= 1 for number in calls.raised)
    assert set(runs) <= set(range(count))
    started = sum(number in runs for number in calls.raised)
    survived(
        "At most one run per call",
        f"{count:,} calls of {method}{', the server restarted twice' if restarts else ''}: {figure}",
        f"{len(calls.returned):,} returned their run, {len(calls.raised)} raised, "
        f"of which {started} had started a run; 0 lost, 0 duplicated",
    )
