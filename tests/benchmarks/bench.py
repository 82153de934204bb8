"""Tools that a case measures with: environments, worker processes and the loopback server."""

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
"""Contenders and their modules."""

Say = Callable[[str], None]


class Loopback(Process):
    """Running server of ``loopback``."""

    def __init__(self, python: Path, home: Path) -> None:
        super().__init__("the loopback server", [str(python), "-m", "tests.benchmarks.loopback"], home, modules=True)
        self._origin = f"http://127.0.0.1:{self.read()}"

    def api_url(self, flow_runs: int = 1000) -> str:
        """Return the URL of an API that has this number of flow runs."""
        return f"{self._origin}/{flow_runs}/api"

    def requests(self) -> int:
        """Return the number of API requests received."""
        with urllib.request.urlopen(self._origin + REQUESTS) as response:
            return int(json.load(response))


@dataclass
class Bench:
    """The environments, the loopback server and the contenders' processes. Each process is started on first use.

    Attributes:
        quick: Whether to take fewer samples.
        say: Function that receives progress messages.
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
        """Return the worker process of *contender*."""
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
        """Measure the CPU time of *work* for each contender, and check that all return the same data.

        Args:
            name: Name of the case.
            description: Description of the work.
            work: Name of the work in the contenders' modules.
            goals: Limits for prefect-http.
            by_hand: Label of the contender without a client library.
        """
        rounds, seconds, patience = (5, 0.01, 1.0) if self.quick else (15, 0.05, 10.0)
        workers = {by_hand if contender == BY_HAND else contender: self.worker(contender) for contender in WORKERS}
        digests: dict[str, str] = {}
        times: dict[str, int] = {}
        for contender, worker in workers.items():
            digests[contender], took = worker.run_once(work)
            # The first call is slower than later ones, but not tenfold.
            times[contender] = 1 if took > 10 * seconds else worker.calibrate(work, seconds)
        samples: dict[str, list[float]] = {contender: [] for contender in workers}
        spent = dict.fromkeys(workers, 0.0)
        for number, contender in turns(list(workers), rounds):
            # For work that takes seconds, three rounds are enough.
            if number >= 3 and spent[contender] > patience:
                continue
            self.say(f"{name}: round {number + 1} of {rounds}, {contender}")
            took = workers[contender].repeat(work, times[contender])
            spent[contender] += took
            samples[contender].append(took / times[contender] * 1000)
        return Figure(name, description, "ms CPU", samples, goals, digests)

    def launched(self, name: str, commands: Mapping[str, Sequence[str]]) -> dict[str, list[Usage]]:
        """Run each of the *commands* as a new process, in several rounds, and return their resource usage."""
        rounds = 3 if self.quick else 9
        used: dict[str, list[Usage]] = {contender: [] for contender in commands}
        for number, contender in turns(list(commands), rounds):
            self.say(f"{name}: round {number + 1} of {rounds}, {contender}")
            used[contender].append(self.launcher.run(*commands[contender]))
        return used
