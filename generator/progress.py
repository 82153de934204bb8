"""Progress output: one line per step with its duration, and a live line during slow steps."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

FIRST_UPDATE_SECONDS = 1.0
UPDATE_SECONDS = {True: 0.2, False: 10.0}  # by whether the stream is a terminal: elsewhere, each update is a new line
ERASE_LINE = "\r\x1b[2K"


class Step:
    """A running step.

    Attributes:
        doing: Current activity, shown while the step runs.
        result: Outcome, shown on the step's final line.
    """

    def __init__(self) -> None:
        self.doing = ""
        self.result = ""

    def say(self, doing: str) -> None:
        """Set the current activity."""
        self.doing = doing


class Progress:
    """Prints the steps of one run to *stream*."""

    def __init__(self, stream: TextIO = sys.stdout) -> None:
        self._stream = stream
        self._is_terminal = stream.isatty()

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:
        """Run the block as a step. On success, print the step's name, result and duration."""
        step, done, started = Step(), threading.Event(), time.monotonic()
        updater = threading.Thread(target=self._update, args=(name, step, done, started), daemon=True)
        updater.start()
        try:
            yield step
        finally:
            done.set()
            updater.join()
        self.line(f"{name:<10} {step.result}  ({time.monotonic() - started:.1f} s)")

    def line(self, text: str = "") -> None:
        """Print a line."""
        self._write(text + "\n")

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except BrokenPipeError:
            # The reader, such as `head`, has exited. Work continues, and further output is discarded.
            with Path(os.devnull).open("wb") as devnull:
                os.dup2(devnull.fileno(), self._stream.fileno())

    def _update(self, name: str, step: Step, done: threading.Event, started: float) -> None:
        pause = FIRST_UPDATE_SECONDS
        while not done.wait(pause):
            pause = UPDATE_SECONDS[self._is_terminal]
            text = f"{name:<10} {step.doing or 'working'} … {time.monotonic() - started:.0f} s"
            self._write(ERASE_LINE + text if self._is_terminal else text + "\n")
        if self._is_terminal:
            self._write(ERASE_LINE)
