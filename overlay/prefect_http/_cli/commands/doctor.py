"""Command ``prefect-http doctor``."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from prefect_http._cli import output
from prefect_http._cli.command import Command
from prefect_http._cli.context import Context
from prefect_http._cli.errors import CommandError
from prefect_http._cli.output.json import document
from prefect_http._cli.output.kinds import Column, Kind, counted
from prefect_http._cli.terminal import paint, write

if TYPE_CHECKING:
    from prefect_http._cli.diagnosis import Diagnosis

_DETAILS: Final = """\
The exit code is 0 without problems, and otherwise that of the worst problem: 2 if a setting is invalid or no API URL is
set, 6 if the server rejects the credentials, 7 if it is unreachable or incompatible, and 1 for all else, such as late
runs, work pools without workers, paused queues with waiting runs, or a clock that differs by more than 5 seconds."""

_SETTING: Final = Kind(
    "setting",
    (
        Column("setting", "name"),
        Column("value", shrinks=True),
        Column("source", shrinks=True),
        Column("overrides", shrinks=True),
    ),
    key=attrgetter("name"),
)


def _doctor(context: Context) -> int:
    if context.output not in {"table", "wide", "json", "jsonl"}:
        raise CommandError(f"prefect-http doctor requires -o table, json or jsonl, not {context.output}")
    from prefect_http._cli.diagnosis import diagnose

    found = diagnose(context)
    if context.output in {"json", "jsonl"}:
        write([document(_plain(found), context.screen, indent=2 if context.output == "json" else None)])
    else:
        write(_lines(context, found))
    return found.exit_code


def _lines(context: Context, found: Diagnosis) -> Iterator[str]:
    from prefect_http._text import printable

    screen = context.screen
    yield ", ".join(f"{name} {value}" for name, value in _client().items())
    yield ""
    yield from output.lines_of_rows(found.settings, _SETTING, context.output, screen)
    yield ""
    if found.sources:
        yield f"settings are read from: {', '.join(found.sources)}"
    for name, text in _server(found):
        yield printable(f"{name}: {text}")
    yield ""
    if not found.problems:
        yield paint("no problems found", "green" if screen.colour else None)
        return
    yield paint(f"{counted(len(found.problems), 'problem')}:", "red" if screen.colour else None)
    for problem in found.problems:
        yield f"- {printable(problem.summary)}"
        if problem.advice:
            yield f"  {problem.advice}"


def _server(found: Diagnosis) -> Iterator[tuple[str, str]]:
    from prefect_http._cli.diagnosis import compare_version

    server = found.server
    if "url" in server:
        yield "server", f"{server['url']}{'' if server.get('ready') else ', not ready'}"
    if "version" in server:
        version, comparison = server["version"], compare_version(server["version"])
        yield "version", f"{version}, {comparison}" if version else "none (Prefect Cloud)"
    if "authentication" in server:
        kind = server["authentication"]
        yield "authentication", kind if kind == "none" else f"{kind}, accepted"
    if "clock_skew_seconds" in server:
        yield "clock", f"{server['clock_skew_seconds']:+.1f} s from that of this machine"
    for name in ("late_runs", "work_pools"):
        if name in server:
            yield name.replace("_", " "), str(server[name])


def _client() -> dict[str, str]:
    import platform

    import prefect_http
    from prefect_http_api import SERVER_VERSION

    return {
        "prefect-http": prefect_http.__version__,
        "generated from Prefect": SERVER_VERSION,
        "Python": platform.python_version(),
    }


def _plain(found: Diagnosis) -> dict[str, Any]:
    return {
        "client": {name.replace(" ", "_").replace("-", "_").lower(): value for name, value in _client().items()},
        "settings": [setting._asdict() for setting in found.settings],
        "sources": found.sources,
        "server": found.server,
        "problems": [problem._asdict() for problem in found.problems],
        "exit_code": found.exit_code,
    }


COMMANDS: Final = (
    Command(
        "doctor",
        _doctor,
        help="Check settings, server and work pools, and say what to do about problems.",
        details=_DETAILS,
    ),
)
