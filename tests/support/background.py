"""Work of a test in the background."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from tests.support.waits import HANG_SECONDS


@contextmanager
def repeated(step: Callable[[], object], *, pause: float) -> Iterator[None]:
    """Call *step* in a thread for the duration of the block, with a *pause* in seconds between calls.

    An error of *step* ends the calls, and is raised at the end of the block.
    """
    ended = threading.Event()

    def work() -> None:
        while not ended.wait(pause):
            step()

    with ThreadPoolExecutor(max_workers=1) as pool:
        work_done = pool.submit(work)
        try:
            yield
        finally:
            ended.set()
        work_done.result(HANG_SECONDS)
