"""Many runs of one deployment, on a real server."""

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

# Runs that nobody picks up are marked as late after some seconds, each with a write: those of the rounds before would
# compete with the ones that are measured.
_SETTINGS = {"PREFECT_SERVER_SERVICES_LATE_RUNS_ENABLED": "false"}

_ENOUGH = 1 / 0.95

_PATIENCE = 120.0
"""Seconds after which a strategy has said enough."""


def measure(bench: Bench) -> Iterator[Figure]:
    """Yield the time that the strategies take on SQLite, and on PostgreSQL."""
    yield _on_server(bench, "SQLite", {}, Goal(_ENOUGH, ONE))
    postgresql = PostgreSQL()
    try:
        settings = {"PREFECT_API_DATABASE_CONNECTION_URL": postgresql.new_database()}
        yield _on_server(bench, "PostgreSQL", settings, Goal(_ENOUGH, TWO))
    finally:
        postgresql.stop()


def _on_server(bench: Bench, database: str, settings: Mapping[str, str], goal: Goal) -> Figure:
    samples: dict[str, list[float]] = {contender: [] for contender in STRATEGIES}
    answers: dict[str, set[str]] = {contender: set() for contender in STRATEGIES}
    ours = bench.worker(OURS)
    with running_server(lock.read(LOCK).server_version, env={**_SETTINGS, **settings}, say=bench.say) as server:
        deployment = ours.call("deploy", api_url=server.api_url)
        for number, contender in turns(list(STRATEGIES), ROUNDS):
            if sum(samples[contender]) > _PATIENCE:
                continue
            bench.say(f"trigger_many on {database}: round {number + 1} of {ROUNDS}, {contender}")
            keys = [secrets.token_hex(8) for _ in range(RUNS)]
            took = ours.call(
                "start", api_url=server.api_url, deployment=deployment, strategy=STRATEGIES[contender], keys=keys
            )
            samples[contender].append(took["seconds"])
            answers[contender].add(f"{took['said']} started, {took['there']} there")
    return Figure(
        f"trigger_many, {database}",
        f"{RUNS:,} runs of one deployment on a real server",
        "s",
        samples,
        [goal],
        {contender: "; ".join(sorted(said)) for contender, said in answers.items()},
    )
