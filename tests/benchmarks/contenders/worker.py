"""Worker process of a contender. Requests and replies are JSON objects, one per line, on standard input and output."""

import asyncio
import gc
import inspect
import json
import os
import sys
import time
import traceback
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from tests.benchmarks.contenders.digests import digest

Work = Callable[[], object]
"""Does the work once and returns the result, or an awaitable."""

Task = Callable[..., object]
"""Takes a measurement of its own and returns the result as JSON."""

_CALIBRATION = 5
"""Calibration takes at least this fraction of the measurement's time."""


class Worker:
    """Work of one contender.

    Args:
        works: Work to repeat, by name. Names begin with the kind of the returned rows.
        tasks: Tasks to run once, by name. Default: none.
    """

    def __init__(self, works: Mapping[str, Work], tasks: Mapping[str, Task] | None = None) -> None:
        self._works = works
        self._tasks = tasks or {}
        self._loop = asyncio.new_event_loop()

    def handle(self, request: dict[str, Any]) -> object:
        """Handle a request and return the result."""
        name = request["name"]
        match request["do"]:
            case "run_once":
                return self._run_once(name)
            case "calibrate":
                return self._calibrate(self._works[name], request["seconds"])
            case "repeat":
                return self._repeat(self._works[name], request["times"])
            case _:
                return self._tasks[name](**request["arguments"])

    def _run_once(self, name: str) -> dict[str, object]:
        """Do the work once, and return the digest of its result and the CPU seconds."""
        started = time.process_time()
        result = self._works[name]()
        if inspect.isawaitable(result):
            result = self._loop.run_until_complete(_awaited(result))
        took = time.process_time() - started
        return {"digest": digest(name.partition("/")[0], result), "seconds": took}

    def _calibrate(self, work: Work, seconds: float) -> int:
        """Return the number of repetitions of *work* that take this many CPU seconds."""
        times = 1
        while (took := self._repeat(work, times)) < seconds / _CALIBRATION:
            times *= 4
        return max(1, round(times * seconds / took))

    def _repeat(self, work: Work, times: int) -> float:
        """Do *work* this many times and return the CPU seconds."""
        repeat = self._repeat_async if inspect.iscoroutinefunction(work) else _repeat
        gc.collect()
        started = time.process_time()
        repeat(work, times)
        return time.process_time() - started

    def _repeat_async(self, work: Callable[[], Any], times: int) -> None:
        async def repeat() -> None:
            for _ in range(times):
                await work()

        self._loop.run_until_complete(repeat())


async def _awaited(result: Awaitable[object]) -> object:
    return await result


def _repeat(work: Work, times: int) -> None:
    for _ in range(times):
        work()


def serve(worker: Worker) -> None:
    """Handle requests until standard input is closed."""
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    # Contenders may print, so standard output is redirected to standard error.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    for line in sys.stdin:
        try:
            reply: dict[str, object] = {"result": worker.handle(json.loads(line))}
        except Exception as error:  # noqa: BLE001  # reported to the benchmark
            traceback.print_exc()
            reply = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(reply), file=replies, flush=True)
