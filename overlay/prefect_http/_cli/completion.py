"""Completion: the words that can stand at the cursor."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from prefect_http._cli import grammar
from prefect_http._cli.completion_names import NAMES, PARTS, Candidate
from prefect_http._cli.context import Context
from prefect_http._cli.parser import Parser, command_parser, group_parser

_TIMEOUT: Final = 1.5
"""Seconds to wait for the server. Without a response, nothing is offered."""

_STATES: Final = (
    "scheduled", "late", "pending", "running", "retrying", "paused", "cancelling", "cancelled", "completed", "failed",
    "crashed",
)  # fmt: skip


def candidates(words: Sequence[str]) -> list[Candidate]:
    """Return the words that can stand in place of the last of *words* and begin with it.

    Args:
        words: Command line up to the cursor, without the program's name. The last word may be empty.
    """
    *before, typed = words
    return [one for one in _candidates(before, typed) if one.word.startswith(typed) and one.word.isprintable()]


def _candidates(words: Sequence[str], typed: str) -> Iterable[Candidate]:
    path: list[str] = []
    given: dict[str, str] = {}
    while (command := grammar.find_command(path)) is None:
        parser = group_parser(path)
        known = grammar.words_after(path)
        line = _read(parser, words, given, stop=True)
        if line.expecting is not None:
            return _values(line.expecting, typed, given)
        if not line.positional:
            if typed.startswith("-"):
                return _option_names(parser)
            return [Candidate(word, grammar.summary_of([*path, word])) for word in known]
        if line.positional[0] not in known:
            return ()
        path.append(line.positional[0])
        words = line.rest
    return _of_command(command_parser(command), words, typed, given)


class _Line(NamedTuple):
    """Words before the cursor, as one parser reads them.

    Attributes:
        positional: Words that are neither options nor their values.
        expecting: Option whose value must follow, or None.
        rest: Words that were not read.
    """

    positional: list[str]
    expecting: argparse.Action | None
    rest: Sequence[str]


def _read(parser: Parser, words: Sequence[str], given: dict[str, str], *, stop: bool) -> _Line:
    """Read *words*, only to the first positional one if *stop* is set, and note values of options in *given*."""
    options = _options(parser)
    positional: list[str] = []
    expecting: argparse.Action | None = None
    for index, word in enumerate(words):
        if expecting is not None:
            given[expecting.dest] = word
            expecting = None
        elif word.startswith("-") and word != "-":
            name, equals, value = word.partition("=")
            action = options.get(name)
            if action is not None and equals:
                given[action.dest] = value
            elif action is not None and action.nargs != 0:
                expecting = action
        else:
            positional.append(word)
            if stop:
                return _Line(positional, None, words[index + 1 :])
    return _Line(positional, expecting, ())


def _of_command(parser: Parser, words: Sequence[str], typed: str, given: dict[str, str]) -> Iterable[Candidate]:
    line = _read(parser, words, given, stop=False)
    if line.expecting is not None:
        return _values(line.expecting, typed, given)
    name, equals, value = typed.partition("=")
    if name.startswith("-") and equals:
        action = _options(parser).get(name)
        found = () if action is None else _values(action, value, given)
        return [one._replace(word=f"{name}={one.word}") for one in found]
    if typed.startswith("-"):
        return _option_names(parser)
    earlier = iter(line.positional)
    for action in parser.arguments():
        if not action.option_strings:
            word = next(earlier, None)
            if word is None or action.nargs in {"*", "+"}:
                return _values(action, typed, given)
            given[action.dest] = word
    return ()


def _option_names(parser: Parser) -> Iterator[Candidate]:
    for action in parser.arguments():
        if action.help != argparse.SUPPRESS:
            yield from (Candidate(flag, action.help or "") for flag in action.option_strings if flag.startswith("--"))


def _values(action: argparse.Action, typed: str, given: Mapping[str, str]) -> Iterable[Candidate]:
    """Return the values of an argument: its choices, or names on the server."""
    if action.choices is not None:
        # Orders are written in upper case, and accepted in lower case.
        return [Candidate(str(choice).lower()) for choice in action.choices]
    if action.metavar == "STATE":
        # Several states are separated by commas.
        earlier = typed[: typed.rfind(",") + 1]
        return [Candidate(earlier + state) for state in _STATES]
    if action.dest == "operation":
        return _operations(typed)
    names, parts = NAMES.get(action.dest) or NAMES.get(str(action.metavar).lower()), PARTS.get(action.dest)
    if names is None and parts is None:
        return ()
    context = Context(api_url=given.get("api_url"), profile=given.get("profile"))
    with context.connect(timeout=_TIMEOUT, retry=False) as client:
        return [*(names(client, typed) if names else ()), *(parts(client, given) if parts else ())]


def _operations(typed: str) -> Iterator[Candidate]:
    from prefect_http._cli.operations import all_operations

    for operation in all_operations():
        request = f"{operation.method} {operation.path}"
        if typed[:1].isupper():
            yield Candidate(request)
        else:
            yield Candidate(operation.name, request)
            if typed:
                yield Candidate(operation.name.rpartition(".")[2], request)


def _options(parser: Parser) -> dict[str, argparse.Action]:
    return {option: action for action in parser.arguments() for option in action.option_strings}
