"""Grammar: which words lead to which command, and the help of each."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from prefect_http._cli.command import Command
from prefect_http._cli.commands import GROUPS, SUMMARIES


def commands_of(word: str) -> tuple[Command, ...]:
    """Return the commands whose first word is *word*, a key of ``SUMMARIES``."""
    module = import_module(f"prefect_http._cli.commands.{word.replace('-', '_')}")
    commands: tuple[Command, ...] = module.COMMANDS
    return commands


def words_after(path: Sequence[str]) -> list[str]:
    """Return the words that can follow *path*, or nothing after a command."""
    if not path:
        return [*SUMMARIES]
    names = (command.words.split() for command in commands_of(path[0]))
    following = (words[len(path) :] for words in names if words[: len(path)] == [*path])
    return list(dict.fromkeys(words[0] for words in following if words))


def summary_of(path: Sequence[str]) -> str:
    """Return the help, in one line, of the command or the group of commands that *path* leads to."""
    if not path:
        return "Run, watch and manage flows on a Prefect server or on Prefect Cloud."
    if len(path) == 1:
        return SUMMARIES[path[0]]
    command = find_command(path)
    return GROUPS[" ".join(path)] if command is None else command.help or _docstring(command.calls)


def find_command(path: Sequence[str]) -> Command | None:
    """Return the command that *path* leads to, or None if more words must follow."""
    commands = commands_of(path[0]) if path else ()
    return next((command for command in commands if command.words.split() == [*path]), None)


def _docstring(path: str) -> str:
    # Imported here because only help texts need it.
    from prefect_http._cli import summaries

    return summaries.SUMMARIES[path]
