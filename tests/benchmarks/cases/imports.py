"""Import of the package in a new process."""

from collections.abc import Iterator

from tests.benchmarks.bench import PREFECT, Bench
from tests.benchmarks.sampling import Figure, Goal
from tests.benchmarks.table import OURS

BARE, HTTPX, ORCHESTRATION = "python, nothing imported", "httpx", "prefect.client.orchestration"


def measure(bench: Bench) -> Iterator[Figure]:
    """Measure the CPU time and memory of the import."""
    plain, prefect = str(bench.peers.plain), str(bench.python(PREFECT))
    commands = {
        OURS: [plain, "-c", "import prefect_http"],
        BARE: [plain, "-c", ""],
        HTTPX: [plain, "-c", "import httpx"],
        ORCHESTRATION: [prefect, "-c", "import prefect.client.orchestration"],
    }
    # The first import may compile bytecode.
    for command in commands.values():
        bench.launcher.run(*command)
    used = bench.launched("import", commands)
    yield Figure(
        "import",
        "a new process imports the package and exits",
        "ms CPU",
        {contender: [usage.cpu * 1000 for usage in usages] for contender, usages in used.items()},
        [Goal(1.5, BARE), Goal(1 / 7, ORCHESTRATION)],
    )
    yield Figure(
        "import, memory",
        "peak memory of the same process",
        "MB",
        {contender: [usage.memory for usage in usages] for contender, usages in used.items()},
    )
