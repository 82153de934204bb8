"""Terminal: standard streams, width, colour and confirmation."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Generator, Iterable
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import BinaryIO, Final, TextIO

from prefect_http._cli.errors import CommandError

_CODES: Final = {"bold": 1, "dim": 2, "red": 31, "green": 32, "yellow": 33, "blue": 34, "magenta": 35, "cyan": 36}

_status_lines: Final[list[Callable[[], AbstractContextManager[None]]]] = [nullcontext]
"""What hides each status line that is shown, the last one innermost."""


def prepare_streams() -> None:
    """Escape what the encoding of a standard stream lacks, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def arguments() -> list[str]:
    """Return the arguments of the process. Those that the encoding of the locale lacks are UTF-8."""
    return [_decoded(word) for word in sys.argv[1:]]


def write(lines: Iterable[str]) -> None:
    """Write *lines* to standard output, each as soon as it is known."""
    stream = require_output()
    for line in lines:
        with _status_lines[-1]():
            stream.write(f"{line}\n")
            # A pipe would otherwise get a line only once thousands of others follow.
            stream.flush()


def say(text: str) -> None:
    """Write a line to standard error: progress, states and questions."""
    # A closed standard error must not fail a command that works.
    if sys.stderr is not None:
        try:
            with _status_lines[-1]():
                print(text, file=sys.stderr, flush=True)
        except OSError:
            # Neither must one that nobody reads, or that is on a full disk.
            discard(sys.stderr)


def show_log() -> None:
    """Show warnings of the client's log, such as retries, unless the application handles its log itself."""
    import logging

    from prefect_http._text import printable

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            say(f"warning: {printable(record.getMessage())}")

    logger = logging.getLogger("prefect_http")
    if not logger.hasHandlers():
        logger.addHandler(Handler(logging.WARNING))


@contextmanager
def status_line(hidden: Callable[[], AbstractContextManager[None]]) -> Generator[None]:
    """Hide a status line with *hidden* whenever a line is written in the block."""
    _status_lines.append(hidden)
    try:
        yield
    finally:
        _status_lines.pop()


def read_input() -> BinaryIO:
    """Return standard input.

    Raises:
        CommandError: It is closed.
    """
    if sys.stdin is None or sys.stdin.closed:
        raise CommandError("standard input is closed: name a file instead of -")
    return sys.stdin.buffer


@contextmanager
def optional_output() -> Generator[None]:
    """Discard standard output if nobody reads what the block writes, because the exit code matters more."""
    try:
        yield
    except BrokenPipeError:
        discard(sys.stdout)


def discard(stream: TextIO) -> None:
    """Discard what *stream* has buffered and will get, so that the interpreter does not fail on it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def is_unicode(stream: TextIO | None = None) -> bool:
    """Return whether *stream* can show all characters. Default: standard output."""
    return ((stream or require_output()).encoding or "").lower().replace("-", "").startswith("utf")


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether *stream* is a terminal."""
    return stream is not None and not stream.closed and stream.isatty()


def width() -> int | None:
    """Return the columns of the terminal that standard output is connected to, or None."""
    return shutil.get_terminal_size().columns if is_terminal(sys.stdout) else None


def has_colour(stream: TextIO | None) -> bool:
    """Return whether to use colour on *stream*, as in https://no-color.org."""
    return is_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def paint(text: str, colour: str | None) -> str:
    """Return *text* in *colour*."""
    return text if colour is None else f"\x1b[{_CODES[colour]}m{text}\x1b[0m"


def confirm(action: str, *, yes: bool, concerns: Callable[[], Iterable[str]] = tuple) -> bool:
    """Return whether to go on with *action*, such as ``"delete 3 flow runs"``.

    Args:
        action: What is about to be done.
        yes: Whether not to ask.
        concerns: Function that returns lines to show before the question. Default: none.

    Raises:
        CommandError: Nobody can be asked, since standard input or error is not a terminal.
    """
    if yes:
        return True
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        raise CommandError(f"cannot ask whether to {action} without a terminal: pass --yes")
    for line in concerns():
        say(f"  {line}")
    print(f"{action[0].upper()}{action[1:]}? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def require_output() -> TextIO:
    """Return standard output.

    Raises:
        CommandError: It is closed.
    """
    if sys.stdout is None:
        raise CommandError("standard output is closed: redirect it to a file, or to /dev/null")
    return sys.stdout


def _decoded(word: str) -> str:
    try:
        word.encode()
    except UnicodeEncodeError:
        # Bytes that Python could not decode are lone surrogates.
        return os.fsencode(word).decode(errors="surrogateescape")
    return word
