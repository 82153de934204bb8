"""Pages of rows over HTTP, decoded."""

from collections.abc import Iterator

from tests.benchmarks.bench import OPENAPI, PREFECT, Bench
from tests.benchmarks.sampling import Figure, Goal

WORKS = {
    "page": "POST for a page of 200 flow runs, from loopback, decoded",
    "list": "1,000 flow runs, page by page, from loopback, decoded",
}


def measure(bench: Bench) -> Iterator[Figure]:
    """Measure the CPU time of one page and of a listing, sync and async."""
    for work, description in WORKS.items():
        for suffix in ("", ", async"):
            yield bench.repeated(
                f"{work}{suffix}",
                description,
                f"flow_runs/{work}{suffix}",
                goals=[Goal(1 / 5, OPENAPI), Goal(1 / 5, PREFECT)],
            )
