"""Memory of one row, and of a listing of many."""

from collections.abc import Iterator

from tests.benchmarks import pages
from tests.benchmarks.bench import BY_HAND, Bench
from tests.benchmarks.sampling import Figure, Goal
from tests.benchmarks.table import OURS

UNTYPED, TWO_PAGES = "orjson, untyped", "two pages in memory"

_WITH_OVERHEAD = 1.05
"""Limit relative to two pages. The listing also keeps its cursor and the next request."""


def measure(bench: Bench) -> Iterator[Figure]:
    """Measure the bytes of a decoded row and the peak memory of a listing."""
    ours, by_hand = bench.worker(OURS), bench.worker(BY_HAND)
    yield Figure(
        "memory of a row",
        f"a decoded flow run, average of {pages.PAGE}",
        "bytes",
        {OURS: [ours.call("size")], UNTYPED: [by_hand.call("size")]},
        [Goal(1.3, UNTYPED)],
    )
    rows = 5_000 if bench.quick else 50_000
    bench.say(f"memory: {rows:,} rows")
    listed = ours.call("iterate", api_url=bench.loopback.api_url(rows))
    held = ours.call("hold", api_url=bench.loopback.api_url(rows), count=2)
    yield Figure(
        "memory of a listing",
        f"peak memory while iterating over {listed['rows']:,} flow runs",
        "kB",
        {OURS: [listed["peak"] / 1000], TWO_PAGES: [held / 1000]},
        [Goal(_WITH_OVERHEAD, TWO_PAGES)],
    )
