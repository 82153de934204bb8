"""Staging: write files elsewhere, then move either all or none of them into place."""

import os
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


def backup_folder(staged: Path) -> Path:
    """Create an empty folder in the folder *staged* for the files that are replaced, and return it."""
    backup = staged / "before"
    backup.mkdir()
    return backup


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


def write_atomically(path: Path, text: str) -> None:
    """Replace the content of a file. If writing fails or is interrupted, the file keeps its old content."""
    if path.exists() and not path.is_file():
        # A device, such as /dev/stdout, cannot be replaced.
        path.write_text(text, "utf-8", newline="\n")
        return
    target = path.resolve()
    staged = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        staged.write_text(text, "utf-8", newline="\n")
        staged.replace(target)
    finally:
        staged.unlink(missing_ok=True)


@contextmanager
def interrupts_ignored() -> Iterator[None]:
    """Ignore SIGINT and SIGTERM for the duration of the block."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    previous = [signal.signal(number, signal.SIG_IGN) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, previous, strict=True):
            signal.signal(number, handler)
