"""Text from outside: make it safe to print."""

from __future__ import annotations


def printable(text: str, length: int | None = None) -> str:
    r"""Return *text* as one line that a terminal shows as it is.

    Line breaks and other whitespace become spaces. Control characters, invisible characters and those that change the
    direction of writing are escaped, such as ``\x1b``.

    Args:
        text: Text to print.
        length: Characters to keep. Default: all.
    """
    if length is not None and len(text) > length:
        text = f"{text[:length]}…"
    return text if text.isprintable() else "".join(map(_printable, text))


def _printable(character: str) -> str:
    if character.isprintable():
        return character
    return " " if character.isspace() else character.encode("unicode_escape").decode()
