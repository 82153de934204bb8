"""Single requests for a single object."""

from collections.abc import Iterator

from tests.benchmarks.bench import BY_HAND, Bench
from tests.benchmarks.sampling import Figure, Goal

WORKS = {
    "get": "GET of a flow run",
    "post": "POST that triggers a run",
}


def measure(bench: Bench) -> Iterator[Figure]:
    """Measure the CPU time of a request, sync and async."""
    for work, description in WORKS.items():
        for suffix in ("", ", async"):
            yield bench.repeated(
                f"{work}{suffix}",
                f"{description}, from loopback, decoded",
                f"flow_runs/{work}{suffix}",
                goals=[Goal(1.0, BY_HAND)],
            )
