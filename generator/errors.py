"""GeneratorError: the error that is reported to the user."""

REFETCH = "Download the document again from <server>/openapi.json."
"""Hint for a damaged or invalid document."""


class GeneratorError(Exception):
    """A failure that the user can fix.

    ``str()`` is always a single line: the problem, then the hint.

    Attributes:
        problem: The problem, in one line.
        hint: How to fix it, in one line.
    """

    def __init__(self, problem: str, hint: str) -> None:
        # pickle recreates the error from ``args``, which must therefore contain both arguments.
        super().__init__(problem, hint)
        self.problem = _one_line(problem)
        self.hint = _one_line(hint)

    def __str__(self) -> str:
        return f"{self.problem.removesuffix('.')}. {self.hint}" if self.hint else self.problem


def _one_line(text: str) -> str:
    """Fold *text* into one printable line. Messages quote servers, which may send control characters."""
    return "".join(character if character.isprintable() else " " for character in " ".join(text.split()))
