"""Error that ends a contract check without a verdict."""

from __future__ import annotations


class CheckError(Exception):
    """The check could not be completed: no server, no document, or an invalid option.

    ``str()`` returns the message and the hint as a single line.

    Attributes:
        message: Description of the problem.
        hint: Suggested fix, or an empty string.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return one_line(f"{self.message.removesuffix('.')}. {self.hint}" if self.hint else self.message)


def one_line(message: str) -> str:
    """Return *message* as a single line, with control characters replaced by spaces."""
    return "".join(character if character.isprintable() else " " for character in " ".join(message.split()))
