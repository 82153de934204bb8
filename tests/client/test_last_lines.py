"""Logs of runs that have just ended are complete."""

import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import anyio
import httpx
import pytest

from generator.servers.install import install_server
from prefect_http import AsyncPrefect, Prefect
from tests.support.clock import Clock
from tests.support.servers import ServerAddress
from tests.support.stub import START, async_client, client, flow_run
from tests.support.waits import HANG_SECONDS

ONE, TASK = UUID(int=1), UUID(int=2)

DATED: dict[str, Callable[[Clock], str | None]] = {
    "dated": lambda clock: format_datetime(START + timedelta(seconds=clock.now - 1000), usegmt=True),
    "an hour ahead": lambda clock: format_datetime(START + timedelta(seconds=clock.now + 2600), usegmt=True),
}


class Ended:
    """A run that ended at the start. Its lines arrive after the given seconds.

    Args:
        clock: The server's clock.
        arrivals: Seconds after the end at which lines arrive.
        date: Function that returns the ``Date`` header.
        kind: State of the run.
        task_kind: State of its task run.
        age: Seconds since the end.
    """

    def __init__(
        self,
        clock: Clock,
        *arrivals: float,
        date: Callable[[Clock], str | None] = DATED["dated"],
        kind: str = "COMPLETED",
        task_kind: str = "COMPLETED",
        age: float = 0,
    ) -> None:
        self.clock, self.arrivals, self.date = clock, arrivals, date
        self.kind, self.task_kind = kind, task_kind
        self.end = START + timedelta(seconds=clock.now - 1000 - age)
        self.requests: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(f"{request.method} {request.url.path.split('/')[2]}")
        date = self.date(self.clock)
        return httpx.Response(200, json=self.body(request), headers={} if date is None else {"Date": date})

    def body(self, request: httpx.Request) -> Any:
        if request.method == "GET":
            is_task = "/task_runs/" in request.url.path
            kind, number = (self.task_kind, 2) if is_task else (self.kind, 1)
            end = self.end.isoformat() if kind == "COMPLETED" else None
            more = {"flow_run_id": str(ONE), "task_key": "t", "dynamic_key": "0"} if is_task else {}
            return flow_run(number) | {"state_type": kind, "end_time": end} | more
        now = START + timedelta(seconds=self.clock.now - 1000)
        times = [self.end + timedelta(seconds=second) for second in self.arrivals]
        body = json.loads(request.content)
        after = body["logs"].get("timestamp", {}).get("after_", "2026-01-01T00:00:00Z")
        found = [(number, time) for number, time in enumerate(times, 1) if datetime.fromisoformat(after) <= time <= now]
        return [
            {
                "id": str(UUID(int=number)),
                "created": time.isoformat(),
                "updated": time.isoformat(),
                "name": "prefect.flow_runs",
                "level": 20,
                "message": str(number),
                "timestamp": time.isoformat(),
            }
            for number, time in found[body.get("offset", 0) :]
        ]


@pytest.mark.every_python
def test_logs_of_a_run_that_has_just_ended_are_complete(clock: Clock) -> None:
    with client(Ended(clock, 1.2, 3.9)) as prefect:
        assert [line.message for line in prefect.flow_runs.logs(ONE)] == ["1", "2"]
    # Three seconds after the last arrival, rounded to the full seconds of the Date header.
    assert 6.9 <= sum(clock.slept) <= 7.9


@pytest.mark.every_python
def test_pages_and_first_line_await_the_last_lines(clock: Clock) -> None:
    with client(Ended(clock, 2)) as prefect:
        assert [[line.message for line in page] for page in prefect.flow_runs.logs(ONE).pages()] == [["1"]]
    with client(Ended(clock, 2)) as prefect:
        line = prefect.flow_runs.logs(ONE).first()
    assert line is not None


@pytest.mark.anyio
@pytest.mark.every_python
async def test_async_logs_are_complete(clock: Clock) -> None:
    async with async_client(Ended(clock, 2)) as prefect:
        assert [line.message async for line in prefect.flow_runs.logs(ONE)] == ["1"]


@pytest.mark.parametrize("task_kind", ["COMPLETED", "RUNNING"])
def test_logs_of_a_task_run_are_complete(clock: Clock, task_kind: str) -> None:
    # The server records the states of task runs late.
    with client(Ended(clock, 2, task_kind=task_kind)) as prefect:
        assert [line.message for line in prefect.task_runs.logs(TASK)] == ["1"]


@pytest.mark.parametrize("date", [DATED["an hour ahead"], lambda _: None, lambda _: "yesterday"])
def test_any_date_header_leads_to_an_end(clock: Clock, date: Callable[[Clock], str | None]) -> None:
    with client(Ended(clock, date=date)) as prefect:
        assert list(prefect.flow_runs.logs(ONE)) == []
    assert sum(clock.slept) <= 6


def test_old_runs_and_running_runs_require_one_extra_request(clock: Clock) -> None:
    for ended in (Ended(clock, 1, age=60), Ended(clock, -1, kind="RUNNING")):
        with client(ended) as prefect:
            assert [line.message for line in prefect.flow_runs.logs(ONE)] == ["1"]
        assert ended.requests.count("GET flow_runs") == 1
        assert set(ended.requests) == {"GET flow_runs", "POST logs"}
    assert clock.slept == []


FLOW = """\
import sys
from prefect import flow, get_run_logger, task

@task
def double(number):
    get_run_logger().info("number %d", number)

@flow(log_prints=True)
def talk(fail: bool = False):
    for number in range(3):
        double(number)
    print("bye")
    if fail:
        raise ValueError("boom")

if __name__ == "__main__":
    talk.serve(name=sys.argv[1], limit=4)
"""


@pytest.fixture
def deployment(server: ServerAddress, prefect: Prefect, tmp_path: Path) -> Iterator[UUID]:
    """Serve a deployment from a real process, which executes each run in a process of its own."""
    script, name = tmp_path / "talk.py", f"talk-{uuid4()}"
    script.write_text(FLOW, encoding="utf-8")
    environment = {**os.environ, **server.environment, "PREFECT_HOME": str(tmp_path)}
    with (tmp_path / "log").open("wb") as log:
        command = [str(install_server(server.version)), str(script), name]
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=tmp_path)
    try:
        for _ in range(600):
            found = prefect.deployments.list(where={"deployments": {"name": {"any_": [name]}}}).first()
            if found is not None:
                break
            time.sleep(0.2)
        else:
            pytest.fail((tmp_path / "log").read_text(encoding="utf-8"))
        yield found.id
    finally:
        process.terminate()
        process.wait(HANG_SECONDS)


@pytest.mark.anyio
async def test_logs_of_real_runs_are_complete(async_prefect: AsyncPrefect, deployment: UUID) -> None:
    messages: dict[bool, list[str]] = {}

    async def run(fail: bool) -> None:
        run = await async_prefect.deployments.trigger(
            deployment, parameters={"fail": fail}, wait=True, timeout=HANG_SECONDS
        )
        messages[fail] = [line.message async for line in async_prefect.flow_runs.logs(run.id)]

    async with anyio.create_task_group() as tasks:
        for fail in (True, False):
            tasks.start_soon(run, fail)
    printed = ["number 0", "number 1", "number 2", "bye"]
    for fail, state in {
        False: "Completed()",
        True: "Failed('Flow run encountered an exception: ValueError: boom')",
    }.items():
        assert [line for line in messages[fail] if line in printed] == printed
        assert messages[fail][-1] == f"Finished in state {state}"
