"""Text from outside: make it safe to print."""

from __future__ import annotations


def printable(text: str) -> str:
    r"""Return *text* as one line that a terminal shows as it is.

    Line breaks and other whitespace become spaces. Control characters, invisible characters and those that change the
    direction of writing are escaped, such as ``\x1b``.
    """
    if text.isprintable():
        return text
    return "".join(
        character
        if character.isprintable()
        else " "
        if character.isspace()
        else character.encode("unicode_escape").decode()
        for character in text
    )
