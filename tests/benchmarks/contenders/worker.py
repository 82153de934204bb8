"""Does a contender's work on demand: one JSON object a line on standard input, one on standard output."""

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
"""Does it once, and returns the answer, or what gives it when awaited."""

Task = Callable[..., object]
"""Measures something by itself, and returns what it found, as JSON."""

_ROUGHLY = 5
"""How much shorter than the measurement the one may be from which its repetitions are reckoned."""


class Worker:
    """What one contender can do.

    Args:
        works: what is repeated, by name; a name begins with the kind of rows that are answered.
        tasks: what is done once, by name.
    """

    def __init__(self, works: Mapping[str, Work], tasks: Mapping[str, Task] | None = None) -> None:
        self._works = works
        self._tasks = tasks or {}
        self._loop = asyncio.new_event_loop()

    def obey(self, request: dict[str, Any]) -> object:
        """Do what is asked for, and return what is found."""
        name = request["name"]
        match request["do"]:
            case "answer":
                return self._answer(name)
            case "calibrate":
                return self._calibrate(self._works[name], request["seconds"])
            case "repeat":
                return self._repeat(self._works[name], request["times"])
            case _:
                return self._tasks[name](**request["arguments"])

    def _answer(self, name: str) -> dict[str, object]:
        """Return the digest of what is answered, and the CPU seconds that this first time took."""
        started = time.process_time()
        answer = self._once(self._works[name])
        took = time.process_time() - started
        return {"digest": digest(name.partition("/")[0], answer), "seconds": took}

    def _once(self, work: Work) -> object:
        answer = work()
        return self._loop.run_until_complete(_awaited(answer)) if inspect.isawaitable(answer) else answer

    def _calibrate(self, work: Work, seconds: float) -> int:
        """Return how many times *work* has to be done to take so many CPU seconds."""
        times = 1
        while (took := self._repeat(work, times)) < seconds / _ROUGHLY:
            times *= 4
        return max(1, round(times * seconds / took))

    def _repeat(self, work: Work, times: int) -> float:
        """Return the CPU seconds of doing it so many *times*."""
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


async def _awaited(answer: Awaitable[object]) -> object:
    return await answer


def _repeat(work: Work, times: int) -> None:
    for _ in range(times):
        work()


def serve(worker: Worker) -> None:
    """Answer until standard input closes."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    # Whatever a contender prints is no answer.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    for line in sys.stdin:
        try:
            answer: dict[str, object] = {"found": worker.obey(json.loads(line))}
        except Exception as error:  # noqa: BLE001  # whatever a contender raises is told to who asked
            traceback.print_exc()
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), file=answers, flush=True)
