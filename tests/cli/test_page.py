"""docs/cli.md: its commands exist, and print what the page shows."""

import re
import shlex
from collections.abc import Callable
from contextlib import nullcontext
from itertools import count
from uuid import uuid4

import pytest

from prefect_http import Prefect
from prefect_http._cli import exit_codes, parser
from prefect_http._cli.commands import SUMMARIES
from prefect_http._cli.grammar import commands_of, words_after
from prefect_http._cli.main import main
from tests.cli.page import PAGE, commands, create_deployment, examples, worked
from tests.cli.side_by_side import tasks
from tests.support.markdown import ROOT, blocks, read
from tests.support.servers import ServerAddress
from tests.support.versions import PINNED

UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
VARYING = {
    r" +": " ",
    r"http://127\.0\.0\.1:\d+": "URL",
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+Z)?": "DATE",
    r"\d\d:\d\d:\d\d\.\d{3}": "TIME",
    r"\b(\d+s|\d+m) ago|\bnow\b": "AGO",
    r"after \d+\.\ds": "after SECONDS",
    r"(x-prefect-api-version: )[\d.]+": r"\1VERSION",
    r"Flow run [a-z-]+": "Flow run NAME",
    r"(ID\d+ (?:Completed|Failed)) [a-z-]+": r"\1 NAME",
}
"""Parts of the output that differ each time, and their placeholders."""


class Normalize:
    """Replaces what differs each time. Equal IDs become equal placeholders."""

    def __init__(self) -> None:
        self._numbers, self._placeholders = count(1), dict[str, str]()

    def __call__(self, lines: list[str]) -> list[str]:
        """Return *lines* sorted, since standard output and error are captured separately."""
        return sorted(map(self._line, lines))

    def _line(self, line: str) -> str:
        line = re.sub(UUID, self._placeholder, line)
        for pattern, placeholder in VARYING.items():
            line = re.sub(pattern, placeholder, line)
        return line.strip()

    def _placeholder(self, match: re.Match[str]) -> str:
        return self._placeholders.setdefault(match[0], f"ID{next(self._numbers)}")


def test_commands_print_what_the_page_shows(
    self_hosted_of: Callable[..., ServerAddress], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    server = self_hosted_of(PINNED)
    unique = uuid4().hex
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    expected, actual, code = Normalize(), Normalize(), 0
    with Prefect(server.api_url) as client, worked(client, create_deployment(client, f"etl{unique}")):
        for example in examples():
            if example.command == "echo $?":
                assert example.output == [str(code)]
                continue
            run = client.flow_runs.first(flow=f"etl{unique}", state="COMPLETED")
            command = re.sub(r"\betl\b", f"etl{unique}", example.command)
            command = re.sub(r"(?<=logs )[0-9a-f]{8}\b", str(run.id)[:8] if run else "", command)
            code = main(shlex.split(command)[1:])
            out, err = capsys.readouterr()
            lines = (out + err).replace(unique, "").splitlines()
            assert actual(lines) == expected(example.output), example.command


def test_all_commands_on_the_page_exist() -> None:
    assert len(commands()) > 40
    assert {words[0] for words in commands()} == {*SUMMARIES, "--help"}
    for words in commands():
        with pytest.raises(SystemExit, match="0") if "--help" in words else nullcontext():
            parser.parse(words)


def test_exit_codes_are_those_of_the_command() -> None:
    section = read(PAGE).partition("\n## Exit codes\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (\d+) \| (.+) \|$", section, re.MULTILINE)
    shown = [f"  {code:<5}{meaning.replace('`', '')}" for code, meaning in rows]
    assert shown == exit_codes.TABLE.splitlines()[1:]
    codes = {value for value in vars(exit_codes).values() if isinstance(value, int)}
    assert {int(line.split()[0]) for line in shown} == codes


def test_each_task_costs_at_most_a_fifth_of_the_cpu_time() -> None:
    assert len(tasks()) == 11
    for task in tasks():
        assert task.characters == f"{len(task.theirs)} : {len(task.ours)}", task.name
        theirs, ours = map(float, task.cpu.split(" : "))
        assert theirs / ours >= 5, task.name


def test_nouns_have_the_commands_that_the_page_lists() -> None:
    section = read(PAGE).partition("\n## Other objects\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([a-z-]+)` \| (.*?) \| `prefect-http", section, re.MULTILINE)
    listed = {noun: re.findall(r"`([\w-]+)`", words) for noun, words in rows}
    nouns = {word for word in SUMMARIES if len(commands_of(word)) > 1} - {"runs"}
    assert {*listed} == nouns
    for noun, words in listed.items():
        assert words == words_after([noun]), noun


def test_inputs_of_the_action_exist() -> None:
    (job,) = (block.code for block in blocks(PAGE) if block.language == "yaml")
    action = read(ROOT / ".github" / "actions" / "run" / "action.yml")
    inputs, outputs = (set(re.findall(r"^  ([\w-]+):$", part, re.MULTILINE)) for part in action.split("\noutputs:\n"))
    given = re.findall(r"^          ([\w-]+): ", job.partition("        with:\n")[2], re.MULTILINE)
    assert len(given) > 3
    assert set(given) - {"STATE", "URL"} <= inputs
    assert set(re.findall(r"steps\.load\.outputs\.(\w+)", job)) <= outputs
