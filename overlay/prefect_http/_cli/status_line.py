"""Status line: a line at the end of the terminal that is redrawn, or nothing without a terminal."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Final, Self

from prefect_http._cli import terminal

_PAUSE: Final = 0.2
"""Seconds between two redraws."""

_ERASE: Final = "\r\x1b[2K"


class StatusLine:
    """Line on standard error that is redrawn while the block runs, below the lines that `terminal` writes.

    Args:
        describe: Function that returns the text. It is called several times per second, in another thread.
    """

    def __init__(self, describe: Callable[[], str]) -> None:
        self._describe = describe
        self._ended = Event()
        self._lock = Lock()
        self._thread = Thread(target=self._redraw, daemon=True)
        self._registration = ExitStack()

    def __enter__(self) -> Self:
        if terminal.is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb":
            self._registration.enter_context(terminal.status_line(self._hidden))
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._ended.set()
        with self._hidden():
            pass
        self._registration.close()

    @contextmanager
    def _hidden(self) -> Generator[None]:
        with self._lock:
            if self._thread.is_alive():
                self._draw(_ERASE)
            yield

    def _redraw(self) -> None:
        while not self._ended.wait(_PAUSE):
            text = self._describe()[: shutil.get_terminal_size().columns - 1]
            with self._lock:
                if not self._ended.is_set():
                    self._draw(f"{_ERASE}{text}")

    def _draw(self, text: str) -> None:
        print(text, end="", file=sys.stderr, flush=True)
