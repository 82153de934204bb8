"""Triggering many runs of one deployment on a real server."""

import secrets
from collections.abc import Iterator, Mapping

from generator.pipeline import LOCK
from generator.servers.run import running_server
from generator.spec import lock
from tests.benchmarks.bench import Bench
from tests.benchmarks.sampling import Figure, Goal, turns
from tests.benchmarks.table import OURS
from tests.support.postgresql import PostgreSQL

RUNS = 1000
ROUNDS = 3

ONE, TWO = "bulk, always one in flight", "bulk, always two in flight"
STRATEGIES: Mapping[str, str] = {OURS: "adapting", ONE: "one in flight", TWO: "two in flight"}

# The server marks each run that no worker picks up as late, with a write, which would slow down the next rounds.
_SETTINGS = {"PREFECT_SERVER_SERVICES_LATE_RUNS_ENABLED": "false"}

_LIMIT = 1 / 0.95

_MAX_SECONDS = 120.0
"""Seconds after which a strategy gets no further round."""


def measure(bench: Bench) -> Iterator[Figure]:
    """Measure the time of each strategy on SQLite and PostgreSQL."""
    yield _on_server(bench, "SQLite", {}, Goal(_LIMIT, ONE))
    postgresql = PostgreSQL()
    try:
        settings = {"PREFECT_API_DATABASE_CONNECTION_URL": postgresql.new_database()}
        yield _on_server(bench, "PostgreSQL", settings, Goal(_LIMIT, TWO))
    finally:
        postgresql.stop()


def _on_server(bench: Bench, database: str, settings: Mapping[str, str], goal: Goal) -> Figure:
    samples: dict[str, list[float]] = {contender: [] for contender in STRATEGIES}
    counts: dict[str, set[str]] = {contender: set() for contender in STRATEGIES}
    ours = bench.worker(OURS)
    with running_server(lock.read(LOCK).server_version, env={**_SETTINGS, **settings}, say=bench.say) as server:
        deployment = ours.call("deploy", api_url=server.api_url)
        for number, contender in turns(list(STRATEGIES), ROUNDS):
            if sum(samples[contender]) > _MAX_SECONDS:
                continue
            bench.say(f"trigger_many on {database}: round {number + 1} of {ROUNDS}, {contender}")
            keys = [secrets.token_hex(8) for _ in range(RUNS)]
            took = ours.call(
                "start", api_url=server.api_url, deployment=deployment, strategy=STRATEGIES[contender], keys=keys
            )
            samples[contender].append(took["seconds"])
            counts[contender].add(f"{took['reported']} reported, {took['created']} created")
    return Figure(
        f"trigger_many, {database}",
        f"{RUNS:,} runs of one deployment on a real server",
        "s",
        samples,
        [goal],
        {contender: "; ".join(sorted(found)) for contender, found in counts.items()},
    )
