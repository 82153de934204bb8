"""From the bytes of a page to objects."""

from collections.abc import Iterator

from tests.benchmarks import pages
from tests.benchmarks.bench import PREFECT, Bench
from tests.benchmarks.sampling import Figure, Goal

UNTYPED = "orjson, untyped"
LIMITS = {"automations": 3.0}
"""How many times as much as untyped, where it is not twice."""


def measure(bench: Bench) -> Iterator[Figure]:
    """Yield the CPU time for a page of each kind."""
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
