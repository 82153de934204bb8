"""The grammar: every command, its help and the method that it calls."""

from inspect import getdoc
from typing import Any, get_type_hints

import pytest

from prefect_http import Prefect
from prefect_http._cli import grammar
from prefect_http._cli.command import Command
from prefect_http._cli.commands import SUMMARIES
from prefect_http._cli.main import main

COMMANDS = [command for word in SUMMARIES for command in grammar.commands_of(word)]


def method_of(path: str) -> Any:
    found: Any = Prefect
    for name in path.split("."):
        found = getattr(get_type_hints(found.fget)["return"] if isinstance(found, property) else found, name)
    return found


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.words)
def test_command(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    words = command.words.split()
    if command.calls and not command.help and len(words) > 1:
        assert grammar.summary_of(words) == (getdoc(method_of(command.calls)) or "").partition("\n")[0]
    with pytest.raises(SystemExit) as raised:
        main([*words, "--help"])
    assert raised.value.code == 0
    output = capsys.readouterr().out
    assert output.startswith(f"usage: prefect-http {command.words} [options]")


@pytest.mark.parametrize("path", [[], *([word] for word in SUMMARIES if grammar.find_command([word]) is None)])
def test_group_lists_its_commands(path: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([*path, "--help"])
    output = capsys.readouterr().out
    for word in grammar.words_after(path):
        assert f"\n  {word} " in output
        assert grammar.summary_of([*path, word]) in output


def test_no_words_follow_a_command() -> None:
    assert grammar.words_after(["events"]) == grammar.words_after(["runs", "ls"]) == []
    assert grammar.words_after(["limits", "tags"]) == ["ls", "get", "set", "delete"]
