"""How many bytes are held while something is done, and after it."""

import tracemalloc
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def peak(do: Callable[[], T]) -> tuple[T, int]:
    """Do something, and return its result and the most bytes that were held at once meanwhile."""
    tracemalloc.start()
    try:
        return do(), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def held(do: Callable[[], object]) -> int:
    """Return the bytes that the result of something takes, after a first time, which leaves things of its own."""
    do()
    tracemalloc.start()
    try:
        # What is not kept is gone before it is counted.
        _kept = do()
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
