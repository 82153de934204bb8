"""prefect-http as a contender."""

import sys
import time
from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from prefect_http import AsyncPrefect, Prefect, WaitTimeoutError, _concurrency
from prefect_http_api import Call, automations, deployments, events, flow_runs, logs, task_runs
from tests.benchmarks import pages
from tests.benchmarks.contenders.bulk import deploy, start
from tests.benchmarks.contenders.memory import held, peak
from tests.benchmarks.contenders.worker import Task, Work, Worker, serve

RUN, DEPLOYMENT = UUID(pages.ident("f1", 0)), UUID(pages.ident("d0", 0))

READS: Mapping[str, Call[Any]] = {
    "flow_runs": flow_runs.read_flow_runs(),
    "deployments": deployments.read_deployments(),
    "logs": logs.read_logs(),
    "task_runs": task_runs.read_task_runs(),
    "events": events.read_events(),
    "automations": automations.read_automations(),
}


def works(api_url: str) -> dict[str, Work]:
    """Return the work to repeat, by name."""
    prefect, async_prefect = Prefect(api_url), AsyncPrefect(api_url)
    found: dict[str, Work] = {
        f"{kind}/decode": partial(call.operation.decode, 200, pages.page(kind)) for kind, call in READS.items()
    }

    async def get() -> object:
        return await async_prefect.send(flow_runs.read_flow_run(RUN))

    async def post() -> object:
        return await async_prefect.send(
            deployments.create_flow_run_from_deployment(DEPLOYMENT, parameters={"batch_size": 250})
        )

    async def page() -> object:
        return await async_prefect.send(flow_runs.read_flow_runs())

    async def listing() -> object:
        return [run async for run in async_prefect.flow_runs.list()]

    return {
        **found,
        "flow_runs/get": lambda: prefect.send(flow_runs.read_flow_run(RUN)),
        "flow_runs/get, async": get,
        "flow_runs/post": lambda: prefect.send(
            deployments.create_flow_run_from_deployment(DEPLOYMENT, parameters={"batch_size": 250})
        ),
        "flow_runs/post, async": post,
        "flow_runs/page": lambda: prefect.send(flow_runs.read_flow_runs()),
        "flow_runs/page, async": page,
        "flow_runs/list": lambda: list(prefect.flow_runs.list()),
        "flow_runs/list, async": listing,
    }


def size() -> float:
    """Return the average bytes of a decoded flow run."""
    return held(partial(READS["flow_runs"].operation.decode, 200, pages.page("flow_runs"))) / pages.PAGE


def iterate(api_url: str) -> dict[str, float]:
    """Iterate over all flow runs, and return their number and the peak memory in bytes."""
    with Prefect(api_url) as prefect:
        prefect.send(flow_runs.read_flow_runs())
        rows, size = peak(lambda: sum(1 for _ in prefect.flow_runs.list()))
    return {"rows": rows, "peak": size}


def hold(api_url: str, count: int) -> float:
    """Read this number of pages and keep them all, and return the peak memory in bytes."""
    with Prefect(api_url) as prefect:
        prefect.send(flow_runs.read_flow_runs())
        return peak(lambda: [prefect.send(flow_runs.read_flow_runs()) for _ in range(count)])[1]


def wait(api_url: str, run: str, seconds: float) -> dict[str, float]:
    """Wait for a running flow run until the timeout, and return the CPU and wall-clock seconds."""
    with Prefect(api_url) as prefect:
        started, used = time.monotonic(), time.process_time()
        try:
            prefect.flow_runs.wait(run, timeout=seconds)
        except WaitTimeoutError:
            return {"cpu": time.process_time() - used, "wall": time.monotonic() - started}
    raise AssertionError("a flow run that never ends has ended")


def wait_many(api_url: str, runs: list[str], seconds: float) -> int:
    """Wait for running flow runs until the timeout, and return the number of polling rounds."""
    rounds = 1
    sleep = _concurrency.sleep

    def counting(seconds: float) -> None:
        nonlocal rounds
        rounds += 1
        sleep(seconds)

    _concurrency.sleep = counting
    try:
        with Prefect(api_url) as prefect:
            prefect.flow_runs.wait_many(runs, timeout=seconds, poll_interval=0.25)
    except WaitTimeoutError:
        return rounds
    finally:
        _concurrency.sleep = sleep
    raise AssertionError("flow runs that never end have ended")


TASKS: Mapping[str, Task] = {
    "size": size,
    "iterate": iterate,
    "hold": hold,
    "wait": wait,
    "wait_many": wait_many,
    "deploy": deploy,
    "start": start,
}

if __name__ == "__main__":
    serve(Worker(works(sys.argv[1]), TASKS))
