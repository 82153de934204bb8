"""What a case is given to measure with."""

import json
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.loopback import REQUESTS
from tests.benchmarks.peers import Peers
from tests.benchmarks.processes import Launcher, Process, Usage, Worker
from tests.benchmarks.sampling import Figure, Goal, turns
from tests.benchmarks.table import OURS

BY_HAND, OPENAPI, PREFECT = "httpx and json by hand", "openapi-python-client", "PrefectClient"

WORKERS: Mapping[str, str] = {
    OURS: "ours",
    BY_HAND: "by_hand",
    OPENAPI: "openapi_client",
    PREFECT: "prefect_client",
}
"""The contenders, and the module of each."""

Say = Callable[[str], None]


class Loopback(Process):
    """The server of ``loopback``, running."""

    def __init__(self, python: Path, home: Path) -> None:
        super().__init__("the loopback server", [str(python), "-m", "tests.benchmarks.loopback"], home, modules=True)
        self._origin = f"http://127.0.0.1:{self.read()}"

    def api_url(self, flow_runs: int = 1000) -> str:
        """Return the URL of an API that has so many flow runs."""
        return f"{self._origin}/{flow_runs}/api"

    def requests(self) -> int:
        """Return how many requests have come to its APIs."""
        with urllib.request.urlopen(self._origin + REQUESTS) as answer:
            return int(json.load(answer))


@dataclass
class Bench:
    """The environments, the loopback server, and the processes of the contenders, each started when first asked for.

    Attributes:
        quick: whether it has to be over soon.
        say: told what is going on.
    """

    peers: Peers
    home: Path
    quick: bool
    stack: ExitStack
    say: Say = print
    _workers: dict[str, Worker] = field(default_factory=dict[str, Worker])

    def __post_init__(self) -> None:
        self.loopback = Loopback(self.peers.plain, self.home)
        self.stack.callback(self.loopback.close)
        self.launcher = Launcher(self.peers.plain, self.home)
        self.stack.callback(self.launcher.close)

    def worker(self, contender: str) -> Worker:
        """Return the process that does the work of *contender*."""
        if contender not in self._workers:
            self.say(f"starting {contender}")
            worker = Worker(WORKERS[contender], self.python(contender), self.home, self.loopback.api_url())
            self.stack.callback(worker.close)
            self._workers[contender] = worker
        return self._workers[contender]

    def python(self, contender: str) -> Path:
        """Return the interpreter of *contender*."""
        return self.peers.prefect if contender == PREFECT else self.peers.plain

    def repeated(
        self, name: str, description: str, work: str, *, goals: Sequence[Goal], by_hand: str = BY_HAND
    ) -> Figure:
        """Return what *work* costs each contender, in CPU milliseconds, and whether they answer the same.

        Args:
            name: what the case is called.
            description: what is done, in words.
            work: what it is called by the contenders.
            goals: what ours should reach.
            by_hand: what doing it by hand means here.
        """
        rounds, seconds, patience = (5, 0.01, 1.0) if self.quick else (15, 0.05, 10.0)
        workers = {by_hand if contender == BY_HAND else contender: self.worker(contender) for contender in WORKERS}
        answers: dict[str, str] = {}
        times: dict[str, int] = {}
        for contender, worker in workers.items():
            answers[contender], took = worker.answer(work)
            # A first time takes longer than those that follow, but not by so much.
            times[contender] = 1 if took > 10 * seconds else worker.calibrate(work, seconds)
        samples: dict[str, list[float]] = {contender: [] for contender in workers}
        spent = dict.fromkeys(workers, 0.0)
        for number, contender in turns(list(workers), rounds):
            # What takes seconds each time says enough after some rounds.
            if number >= 3 and spent[contender] > patience:
                continue
            self.say(f"{name}: round {number + 1} of {rounds}, {contender}")
            took = workers[contender].repeat(work, times[contender])
            spent[contender] += took
            samples[contender].append(took / times[contender] * 1000)
        return Figure(name, description, "ms CPU", samples, goals, answers)

    def launched(self, name: str, commands: Mapping[str, Sequence[str]]) -> dict[str, list[Usage]]:
        """Return what each of the *commands* used, as a fresh process, in some rounds."""
        rounds = 3 if self.quick else 9
        used: dict[str, list[Usage]] = {contender: [] for contender in commands}
        for number, contender in turns(list(commands), rounds):
            self.say(f"{name}: round {number + 1} of {rounds}, {contender}")
            used[contender].append(self.launcher.run(*commands[contender]))
        return used
