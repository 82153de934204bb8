"""The one error that the generator shows to a person."""

FETCH_ANEW = "Fetch the document anew from <server>/openapi.json of a Prefect server."
"""What to do about a document that is damaged, or none."""


class GeneratorError(Exception):
    """Something that the person running the generator can put right.

    ``str()`` is always a single line: what happened, and what to do about it.

    Attributes:
        what: What happened, in one line.
        hint: What to do about it, in one line.
    """

    def __init__(self, what: str, hint: str) -> None:
        # Both are kept as arguments so that the error survives pickling between processes.
        super().__init__(what, hint)
        self.what = _one_line(what)
        self.hint = _one_line(hint)

    def __str__(self) -> str:
        return f"{self.what.removesuffix('.')}. {self.hint}" if self.hint else self.what


def _one_line(text: str) -> str:
    """Fold *text* into one printable line: messages quote servers, and a server may send control characters."""
    return "".join(character if character.isprintable() else " " for character in " ".join(text.split()))
