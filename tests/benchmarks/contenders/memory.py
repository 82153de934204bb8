"""Memory of a function call and of its result."""

import tracemalloc
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def peak(do: Callable[[], T]) -> tuple[T, int]:
    """Call *do*, and return its result and the peak memory in bytes."""
    tracemalloc.start()
    try:
        return do(), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def held(do: Callable[[], object]) -> int:
    """Return the memory of the result of *do* in bytes. A first call fills caches."""
    do()
    tracemalloc.start()
    try:
        # Without this reference, the result would be freed before it is measured.
        _kept = do()
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
