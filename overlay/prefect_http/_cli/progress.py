"""Progress bars on standard error, for many rows and long waits."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from prefect_http._cli import terminal

if TYPE_CHECKING:
    from prefect_http import Progress
    from prefect_http._domain.bulk import OnProgress

_SIZE: Final = 24
_CLEAR: Final = "\r\x1b[K"


@contextmanager
def bar(label: str) -> Generator[OnProgress]:
    """Yield a function that shows a `Progress` as a bar, which disappears at the end. Without a terminal, it does not.

    Args:
        label: Text before the bar, such as ``"Deleting"``.
    """
    shown = terminal.is_terminal(sys.stderr)

    def show(progress: Progress) -> None:
        if shown:
            print(f"{_CLEAR}{text_of(label, progress)}", end="", file=sys.stderr, flush=True)

    try:
        yield show
    finally:
        if shown:
            print(_CLEAR, end="", file=sys.stderr, flush=True)


def text_of(label: str, progress: Progress) -> str:
    """Return *progress* as a bar of fixed width, the number of rows, and how many failed."""
    failed = f", {progress.failed:,} failed" if progress.failed else ""
    if not progress.total:
        return f"{label} {progress.done:,}{failed}"
    return f"{label} {gauge(progress.done / progress.total)} {progress.done:,}/{progress.total:,}{failed}"


def gauge(share: float) -> str:
    """Return *share*, at most 1, as a bar of fixed width."""
    filled = round(_SIZE * min(share, 1))
    return f"[{'#' * filled}{'.' * (_SIZE - filled)}]"
