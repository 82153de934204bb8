"""Texts of a bump: its entry in the changelog, and the screen that tells what a person must decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import fill, indent

from generator.bump.differences import LEVELS
from generator.bump.edits import WIDTH

UNDO = "git checkout -- . && git clean -fd generated spec"
"""Command that undoes a bump of a clean checkout."""

CHECK = "nox -s lint types drift tests"

_HEADINGS = {
    "breaking": "Breaks programs:",
    "risky": "May surprise programs:",
    "compatible": "New, and harmless to programs:",
}


@dataclass(frozen=True)
class Bump:
    """Result of a bump.

    Attributes:
        before: Server version that the client was generated from.
        after: Server version that the client is now generated from.
        sentences: One sentence per difference between their APIs, by level.
        remark: A sentence about other differences between the documents, or an empty string.
        added: First sentence of the description of each new operation, by name. May be empty.
        exercises: A call to paste for each operation that the tests do not call.
        posts: New operations that may not be idempotent.
        gone: Names that programs may import, and that are missing now.
        files: Files that were changed, relative to the checkout. None if nothing is changed, as in a preview.
        tested: Number of servers that everyday tasks work on, or 0 if they failed or were not run.
        uncovered: Whether the test suite no longer covers the old version.
        failures: Steps that failed after the files were changed, each with its remedy.
    """

    before: str
    after: str
    sentences: Mapping[str, Sequence[str]]
    remark: str = ""
    added: Mapping[str, str] = field(default_factory=dict[str, str])
    exercises: Mapping[str, str] = field(default_factory=dict[str, str])
    posts: Sequence[str] = ()
    gone: Sequence[str] = ()
    files: Sequence[str] | None = None
    tested: int = 0
    uncovered: bool = False
    failures: Sequence[str] = ()

    @property
    def verdict(self) -> str:
        """Whether programs that were written for the old version work with the new one, in one sentence."""
        counts = {level: len(self.sentences.get(level, ())) for level in LEVELS}
        made = f"{'Would be generated' if self.files is None else 'Generated'} from Prefect {self.after}."
        if counts["breaking"]:
            return (
                f"{made} It breaks the contract of {self.before}: programs that use what is listed first must change."
            )
        kept = f"{made} It keeps the contract of {self.before}: programs need no change"
        return f"{kept}, but look at what may surprise them." if counts["risky"] else f"{kept}."


def entry(bump: Bump) -> str:
    """Return the entry in the changelog, which is also the text of the pull request."""
    blocks = [
        f"{_HEADINGS[level]}\n\n" + "\n".join(_item(sentence) for sentence in bump.sentences[level])
        for level in LEVELS
        if bump.sentences.get(level)
    ]
    remarks = [_wrapped(bump.remark)] if bump.remark else []
    return "\n\n".join([_wrapped(bump.verdict), *blocks, *remarks]) + "\n"


def screen(bump: Bump) -> str:
    """Return what a person must know and decide."""
    heading = f"Prefect {bump.before} → {bump.after}"
    numbered = [f"{number}. {decision}" for number, decision in enumerate(_decisions(bump), 1)]
    decisions = ["To decide:", *numbered] if numbered else ["Nothing to decide."]
    return "\n\n".join([heading, entry(bump).rstrip(), *_tested(bump), *decisions, *_end(bump)]) + "\n"


def _tested(bump: Bump) -> list[str]:
    if not bump.tested:
        return []
    return [f"Everyday tasks work on {bump.tested} servers and on the stand-in for Prefect Cloud."]


def _decisions(bump: Bump) -> list[str]:
    decisions = [*bump.failures]
    if bump.sentences.get("breaking"):
        decisions.append(
            "Is each breaking difference intended? If the server sends what it always sent, correct the\n"
            "   document with a rule in generator/normalise/ or a patch in spec/patches.toml."
        )
    if bump.gone:
        decisions.append(
            "These names are missing now. Were they only renamed? Then correct the name in generator/normalise/;\n"
            f"   otherwise add them to GONE in tests/generated/test_versions.py: {', '.join(bump.gone)}"
        )
    if bump.exercises:
        calls = "\n\n".join(bump.exercises.values())
        decisions.append(
            f"No test calls {', '.join(bump.exercises)}. Complete this and paste it into\n"
            f"   tests/generated/exercise.py:\n\n{indent(calls, ' ' * 7)}"
        )
    if bump.posts:
        decisions.append(
            "May these be retried after a timeout? Tell POSTS in tests/client/test_retries.py: " + ", ".join(bump.posts)
        )
    if bump.added:
        operations = [f"`{name}`: {purpose}" if purpose else f"`{name}`" for name, purpose in bump.added.items()]
        decisions.append(
            "Does a new operation deserve a method of the client? Every operation can be called already.\n"
            + indent("\n".join(_item(operation) for operation in operations), "   ")
        )
    if bump.uncovered:
        decisions.append(
            f"`nox -s tests` no longer covers {bump.before}: to keep it covered, set `tests = true` in "
            "spec/servers.toml.\n   `nox -s matrix` covers it anyway."
        )
    return decisions


def _end(bump: Bump) -> list[str]:
    if bump.files is None:
        return ["Nothing was changed."]
    return [f"Changed: {', '.join(bump.files)}", f"Next:    {CHECK}\nUndo:    {UNDO}"]


def _item(sentence: str) -> str:
    return _wrapped(sentence, "- ", "  ")


def _wrapped(text: str, first: str = "", rest: str = "") -> str:
    return fill(
        text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
