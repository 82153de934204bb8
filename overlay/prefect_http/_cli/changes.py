"""Verbs that change rows named on the command line: pause, resume and delete."""

from __future__ import annotations

from collections.abc import Sequence

from prefect_http._cli import arguments
from prefect_http._cli.command import Command
from prefect_http._cli.context import Context
from prefect_http._cli.exit_codes import DONE, INTERRUPTED
from prefect_http._cli.output.kinds import counted
from prefect_http._cli.references import Reference
from prefect_http._cli.terminal import confirm, say
from prefect_http._text import printable


def change(words: str, calls: str, reference: Reference, done: str) -> Command:
    """Return a command that calls a method for each row, such as pause or resume.

    Args:
        words: Words that name the command.
        calls: Method of the client. It takes the name or ID of a row.
        reference: How rows are named.
        done: What has happened to a row afterwards, such as ``"paused"``.
    """

    def run(context: Context, **given: Sequence[str]) -> None:
        (texts,) = given.values()
        _call_each(context, calls, reference, _found(context, reference, texts), done)

    return Command(words, run, calls, (reference.some,))


def delete(words: str, calls: str, reference: Reference) -> Command:
    """Return a command that deletes rows, after it has asked.

    Args:
        words: Words that name the command.
        calls: Method of the client. It takes the name or ID of a row.
        reference: How rows are named.
    """

    def run(context: Context, *, yes: bool, **given: Sequence[str]) -> int:
        # Imported here to keep start-up cheap.
        from prefect_http._cli.samples import first_of

        (texts,) = given.values()
        found = _found(context, reference, texts)
        what = f"{reference.noun} {found[0]}" if len(found) == 1 else counted(len(found), reference.noun)
        names = [] if len(found) == 1 else [*map(str, found)]
        if not confirm(printable(f"delete {what}"), yes=yes, concerns=lambda: first_of(names, len(names))):
            return INTERRUPTED
        _call_each(context, calls, reference, found, "deleted")
        return DONE

    return Command(words, run, calls, (reference.some, arguments.yes))


def _found(context: Context, reference: Reference, texts: Sequence[str]) -> Sequence[object]:
    # All are found before any is changed. One that is named twice is changed once.
    return list(dict.fromkeys(reference.find(context.client, text) for text in texts))


def _call_each(context: Context, calls: str, reference: Reference, rows: Sequence[object], done: str) -> None:
    for row in rows:
        context.method(calls)(row)
        say(printable(f"{reference.noun} {row} {done}"))
