"""Error that ends a contract check without a verdict."""

from __future__ import annotations


class CheckError(Exception):
    """The check could not be completed: no server, no document, or an invalid option.

    ``str()`` is a single line: what happened, then how to fix it.

    Attributes:
        message: What happened.
        hint: How to fix it, or an empty string.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return one_line(f"{self.message.removesuffix('.')}. {self.hint}" if self.hint else self.message)


def one_line(text: str) -> str:
    """Return *text* as one printable line. Messages quote servers, which may send control characters."""
    return "".join(character if character.isprintable() else " " for character in " ".join(text.split()))
