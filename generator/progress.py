"""Tells a person what is being done and how long it took: one line a step, and signs of life while one takes long."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

FIRST_SIGN_SECONDS = 1.0
SIGN_SECONDS = {True: 0.2, False: 10.0}  # on a terminal a line is rewritten, in a log each sign is a new one
ERASE_LINE = "\r\x1b[2K"


class Step:
    """A step under way. What it says last, or the result that it is given, is what its line ends with."""

    def __init__(self) -> None:
        self.doing = ""
        self.result = ""

    def say(self, doing: str) -> None:
        """Tell what the step is doing now."""
        self.doing = doing


class Progress:
    """Writes the steps of one run to *stream*."""

    def __init__(self, stream: TextIO = sys.stdout) -> None:
        self._stream = stream
        self._is_terminal = stream.isatty()

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:
        """Run the block as the step *name*: a line when it is done, with its result and the seconds that it took."""
        step, done, started = Step(), threading.Event(), time.monotonic()
        watcher = threading.Thread(target=self._watch, args=(name, step, done, started), daemon=True)
        watcher.start()
        try:
            yield step
        finally:
            done.set()
            watcher.join()
        self.line(f"{name:<10} {step.result}  ({time.monotonic() - started:.1f} s)")

    def line(self, text: str = "") -> None:
        """Write a line."""
        self._write(text + "\n")

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except BrokenPipeError:
            # Whoever read has gone, as `head` does; the work goes on, and so does what is written, to nobody.
            with Path(os.devnull).open("wb") as nobody:
                os.dup2(nobody.fileno(), self._stream.fileno())

    def _watch(self, name: str, step: Step, done: threading.Event, started: float) -> None:
        pause = FIRST_SIGN_SECONDS
        while not done.wait(pause):
            pause = SIGN_SECONDS[self._is_terminal]
            text = f"{name:<10} {step.doing or 'working'} … {time.monotonic() - started:.0f} s"
            self._write(ERASE_LINE + text if self._is_terminal else text + "\n")
        if self._is_terminal:
            self._write(ERASE_LINE)
