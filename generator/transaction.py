"""Puts what was made in its place, all of it or nothing."""

import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def staging(beside: Path) -> Iterator[Path]:
    """Give the block an empty folder on the same file system as *beside*, and remove it afterwards, come what may."""
    existing = next(folder for folder in (beside, *beside.parents) if folder.is_dir())
    folder = Path(tempfile.mkdtemp(prefix=".staging-", dir=existing))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def put_in_place(made: dict[Path, Path], backup: Path) -> None:
    """Move each file or folder of *made* to the place that it maps to, in the place of what is there.

    What was there is kept in *backup* until all is done. When a move fails, everything is as it was before.
    """
    with _undisturbed():
        done: list[tuple[Path, Path, Path]] = []
        try:
            for number, (source, target) in enumerate(made.items()):
                old = backup / str(number)
                done.append((source, target, old))
                target.parent.mkdir(parents=True, exist_ok=True)
                if target.exists():
                    target.rename(old)
                source.rename(target)
        except BaseException:
            for source, target, old in reversed(done):
                if target.exists() and not source.exists():
                    target.rename(source)
                if old.exists():
                    old.rename(target)
            raise


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold back interrupts for the moment that the moves take."""
    if threading.current_thread() is not threading.main_thread():
        yield  # No other thread is ever interrupted.
        return
    came: list[int] = []
    # A mask would hold them back from this thread only, and Python would act on one that another thread took in.
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        for number in before:
            signal.signal(number, lambda number, _frame: came.append(number))
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        for one in came[:1]:
            signal.raise_signal(one)
