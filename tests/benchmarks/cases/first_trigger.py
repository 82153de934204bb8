"""First trigger of a new process: import, client, connection and two requests."""

from collections.abc import Iterator
from pathlib import Path

from generator.subprocesses import run
from tests.benchmarks.bench import BY_HAND, PREFECT, WORKERS, Bench
from tests.benchmarks.processes import environment
from tests.benchmarks.sampling import Figure, Goal

PROGRAMS = Path(__file__).parent.parent / "contenders" / "triggers"


def measure(bench: Bench) -> Iterator[Figure]:
    """Measure the CPU time and memory of a process that triggers one flow run."""
    commands = {
        contender: [str(bench.python(contender)), str(PROGRAMS / f"{module}.py"), bench.loopback.api_url()]
        for contender, module in WORKERS.items()
    }
    digests = {
        contender: run(
            command, failed=f"{contender} could not trigger a run", hint="", env=environment(bench.home), cwd=bench.home
        )
        for contender, command in commands.items()
    }
    used = bench.launched("first trigger", commands)
    yield Figure(
        "first trigger",
        "a new process triggers a deployment by name: GET, POST",
        "ms CPU",
        {contender: [usage.cpu * 1000 for usage in usages] for contender, usages in used.items()},
        [Goal(1.2, BY_HAND), Goal(1 / 7, PREFECT)],
        digests,
    )
    yield Figure(
        "first trigger, memory",
        "peak memory of the same process",
        "MB",
        {contender: [usage.memory for usage in usages] for contender, usages in used.items()},
        [Goal(1.2, BY_HAND)],
    )
