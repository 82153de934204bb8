"""Decoding a page of rows."""

from collections.abc import Iterator

from tests.benchmarks import pages
from tests.benchmarks.bench import PREFECT, Bench
from tests.benchmarks.sampling import Figure, Goal

UNTYPED = "orjson, untyped"
LIMITS = {"automations": 3.0}
"""Limits relative to untyped decoding. Default: 2."""


def measure(bench: Bench) -> Iterator[Figure]:
    """Measure the CPU time for a page of each kind."""
    for kind, (rows, _) in pages.KINDS.items():
        name = kind.replace("_", " ")
        size = len(pages.page(kind)) // 1000
        yield bench.repeated(
            f"decode {name}",
            f"{rows} {name}, {size} kB, from bytes to objects",
            f"{kind}/decode",
            goals=[Goal(LIMITS.get(kind, 2.0), UNTYPED), Goal(1 / 5, PREFECT)],
            by_hand=UNTYPED,
        )
