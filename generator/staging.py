"""Staging: write generated files to a temporary folder, then move either all or none of them into place."""

import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def staging(near: Path) -> Iterator[Path]:
    """Create an empty folder on the file system of *near* for the duration of the block."""
    existing = next(folder for folder in (near, *near.parents) if folder.is_dir())
    folder = Path(tempfile.mkdtemp(prefix=".staging-", dir=existing))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def put_in_place(staged: dict[Path, Path], backup: Path) -> None:
    """Move files and folders to their targets, replacing existing ones.

    If a move fails, all targets are restored from *backup*.

    Args:
        staged: Targets by staged file or folder.
        backup: Empty folder for the replaced files and folders.
    """
    done: list[tuple[Path, Path, Path]] = []
    try:
        for number, (source, target) in enumerate(staged.items()):
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
    """Ignore SIGINT and SIGTERM for the rest of the process, so that moves are not interrupted."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
