"""Benchmark cases, one module per goal."""

from collections.abc import Callable, Iterator, Mapping

from tests.benchmarks.bench import Bench
from tests.benchmarks.cases import (
    decoding,
    first_trigger,
    imports,
    memory,
    paging,
    requests,
    trigger_many,
    typecheckers,
    waiting,
)
from tests.benchmarks.sampling import Figure

Measure = Callable[[Bench], Iterator[Figure]]

CASES: Mapping[str, Measure] = {
    "import": imports.measure,
    "first-trigger": first_trigger.measure,
    "decode": decoding.measure,
    "request": requests.measure,
    "page": paging.measure,
    "memory": memory.measure,
    "wait": waiting.measure,
    "trigger-many": trigger_many.measure,
    "type-checker": typecheckers.measure,
}
"""All cases, in the order of measurement."""

SLOW = ("trigger-many", "type-checker")
"""Cases that need a real server or take minutes."""
