"""Puts what was made in its place, all of it or nothing."""

import shutil
import signal
import tempfile
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


def ignore_interrupts() -> None:
    """Let the process come to its end undisturbed: what is half in its place can't be left as it is."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
