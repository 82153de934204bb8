"""One request that is answered by one object."""

from collections.abc import Iterator

from tests.benchmarks.bench import BY_HAND, Bench
from tests.benchmarks.sampling import Figure, Goal

WORKS = {
    "get": "GET of a flow run",
    "post": "POST that starts a run",
}


def measure(bench: Bench) -> Iterator[Figure]:
    """Yield the CPU time of a request, sync and async."""
    for work, description in WORKS.items():
        for suffix in ("", ", async"):
            yield bench.repeated(
                f"{work}{suffix}",
                f"{description}, from loopback, as an object",
                f"flow_runs/{work}{suffix}",
                goals=[Goal(1.0, BY_HAND)],
            )
