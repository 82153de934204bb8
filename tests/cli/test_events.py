"""Command ``prefect-http events`` on a real server."""

import json
import re
from collections.abc import Callable
from uuid import uuid4

import pytest

from prefect_http import Prefect
from tests.cli.conftest import Run
from tests.cli.pseudo_terminal import PseudoTerminal
from tests.support.waits import until


@pytest.fixture
def resource(client: Prefect) -> dict[str, str]:
    """Return a resource with two events."""
    made = {"prefect.resource.id": f"cli.{uuid4()}", "prefect.resource.name": "shop \x1b[31m"}
    for event in ("cli.order.paid", "cli.order.sent"):
        client.events.emit(event, made)
    until(lambda: client.events.count(resource=made["prefect.resource.id"]) == 2, "the events did not arrive")
    return made


def test_events_take_a_line_each(run: Run, resource: dict[str, str]) -> None:
    result = run("events", "--resource", resource["prefect.resource.id"], "--since", "1h")
    newest, oldest = result.out.splitlines()
    # Control characters never reach the terminal.
    line = rf"\d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d  cli.order.sent +{resource['prefect.resource.id']}  \(shop .*\)"
    assert re.fullmatch(line, newest)
    assert "\x1b" not in result.out
    assert "cli.order.paid" in oldest


def test_events_in_other_formats(run: Run, resource: dict[str, str]) -> None:
    words = ("events", "--resource", resource["prefect.resource.id"], "--event", "cli.order.*", "-o")
    rows = [json.loads(line) for line in run(*words, "jsonl").out.splitlines()]
    assert [row["event"] for row in rows] == ["cli.order.sent", "cli.order.paid"]
    assert run(*words, "id").out.split() == [row["id"] for row in rows]
    assert [row["id"] for row in json.loads(run(*words, "json").out)] == [row["id"] for row in rows]
    limited = run(*words, "csv", "--limit", "1")
    assert limited.out.count("\n") == 2
    assert limited.err == "There are more events: pass --limit N, or --limit 0 for all.\n"
    assert run(*words, "csv", "--limit", "2").err == ""


def test_follow_ends_at_the_limit_and_starts_at_since(run: Run, resource: dict[str, str]) -> None:
    words = (
        "events",
        "-f",
        "--resource",
        resource["prefect.resource.id"],
        "--since",
        "1h",
        "--limit",
        "2",
        "-o",
        "jsonl",
    )
    followed = [json.loads(line)["event"] for line in run(*words).out.splitlines()]
    assert followed == ["cli.order.paid", "cli.order.sent"]


def test_follow_times_out(run: Run, resource: dict[str, str]) -> None:
    words = ("events", "-f", "--resource", resource["prefect.resource.id"], "--since", "1h", "--timeout", "0")
    result = run(*words)
    assert (result.code, result.out.count("\n"), result.err.startswith("error: ")) == (124, 2, True)


def test_interrupted_follow_shows_what_has_arrived(
    client: Prefect, terminal: Callable[..., PseudoTerminal], resource: dict[str, str]
) -> None:
    following = terminal("events", "-f", "--resource", resource["prefect.resource.id"], "--since", "1h")
    following.read_until("cli.order.sent")
    client.events.emit("cli.order.returned", resource)
    following.read_until("cli.order.returned")
    following.type("\x03")
    assert following.wait() == 130
    assert "\x1b[1mcli.order.returned" in following.output


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("events", "-f", "-o", "json"), "--follow requires a format with one line per event: table, jsonl, csv, id"),
        (("events", "--timeout", "5"), "--timeout requires --follow"),
        (("events", "-f", "--until", "1h"), "until"),
        (("events", "--since", "soon"), "expected a duration before now such as 7d"),
        (("events", "--where", '{"evnt": {}}'), "evnt"),
        (("events", "--sinc", "1h"), "unrecognized argument '--sinc': did you mean '--since'?"),
        (("events", "ls"), "unrecognized argument 'ls'"),
    ],
)
def test_bad_input(run: Run, words: tuple[str, ...], message: str) -> None:
    result = run(*words)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert message in result.err
