"""Why a check could not tell whether the contract is kept."""

from __future__ import annotations


class CannotTellError(Exception):
    """The check has no answer: there is no server, no document, or what was asked for cannot be.

    ``str()`` is always a single line: what happened, and what to do about it.
    """

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what, hint)
        self.what = what
        self.hint = hint

    def __str__(self) -> str:
        return one_line(f"{self.what.removesuffix('.')}. {self.hint}" if self.hint else self.what)


def one_line(text: str) -> str:
    """Return *text* as one printable line: messages quote servers, and a server may send control characters."""
    return "".join(character if character.isprintable() else " " for character in " ".join(text.split()))
