"""What is held in memory: by one row, and while going through many."""

from collections.abc import Iterator

from tests.benchmarks import pages
from tests.benchmarks.bench import BY_HAND, Bench
from tests.benchmarks.sampling import Figure, Goal
from tests.benchmarks.table import OURS

UNTYPED, TWO_PAGES = "orjson, untyped", "two pages, read and held"

_AND_ITSELF = 1.05
"""The listing takes room, too: what it knows of the rows that it has read, and of the next request."""


def measure(bench: Bench) -> Iterator[Figure]:
    """Yield the bytes of a decoded row, and the most that a listing holds."""
    ours, by_hand = bench.worker(OURS), bench.worker(BY_HAND)
    yield Figure(
        "memory of a row",
        f"a decoded flow run, on the average of {pages.PAGE}",
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
        f"the most that is held while going through {listed['rows']:,} flow runs",
        "kB",
        {OURS: [listed["peak"] / 1000], TWO_PAGES: [held / 1000]},
        [Goal(_AND_ITSELF, TWO_PAGES)],
    )
