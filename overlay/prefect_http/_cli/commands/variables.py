"""Commands ``prefect-http variables``."""

from __future__ import annotations

from argparse import ArgumentTypeError
from operator import attrgetter
from typing import Any, Final

from prefect_http._cli import arguments
from prefect_http._cli.changes import delete
from prefect_http._cli.command import Command
from prefect_http._cli.context import Context
from prefect_http._cli.errors import CommandError
from prefect_http._cli.output.json import document
from prefect_http._cli.output.kinds import Column, Kind
from prefect_http._cli.references import VARIABLE
from prefect_http._cli.terminal import read_input, write
from prefect_http._cli.values import json_value
from prefect_http._cli.verbs import count, ls

_VARIABLE: Final = Kind(
    "variable",
    (
        Column("name", shrinks=True),
        Column("value", shrinks=True),
        Column("tags", shrinks=True),
        Column("updated"),
        Column("id", wide=True),
        Column("created", wide=True),
    ),
    key=attrgetter("name"),
)

_GET: Final = """\
The value is written as it is, so that $(prefect-http variables get NAME) works. A value that is not a string is written
as JSON. With -o json, a string is written as JSON too. -o wide and -o csv show the whole variable."""

_SET: Final = """\
VALUE is a string, unless --json is given. With - as VALUE, it is read from standard input, without a line break at its
end."""


def _get(context: Context, *, variable: str) -> None:
    row = context.client.variables.get(VARIABLE.find(context.client, variable))
    match context.output:
        case "table":
            write([row.value if isinstance(row.value, str) else document(row.value, context.screen, indent=None)])
        case "json" | "jsonl":
            write([document(row.value, context.screen, indent=2 if context.output == "json" else None)])
        case _:
            context.show_row(row, _VARIABLE)


def _set(context: Context, *, name: str, value: str, json: bool, tags: list[str] | None) -> None:
    given: Any = _read_value() if value == "-" else value
    if json:
        try:
            given = json_value(given)
        except ArgumentTypeError as error:
            raise CommandError(f"invalid VALUE: {error}") from None
    context.show_row(context.client.variables.set(name, given, tags=tags), _VARIABLE)


def _read_value() -> str:
    try:
        return read_input().read().decode("utf-8").removesuffix("\n")
    except UnicodeDecodeError:
        raise CommandError("invalid VALUE: standard input must be UTF-8") from None


COMMANDS: Final = (
    ls("variables ls", "variables.list", _VARIABLE, arguments.sort("VariableSort"), filters="VARIABLES"),
    count("variables count", "variables.count", filters="VARIABLES"),
    Command(
        "variables get", _get, "variables.get", (VARIABLE.one,), help="Show the value of a variable.", details=_GET
    ),
    Command(
        "variables set",
        _set,
        "variables.set",
        (
            arguments.one("name", "name of the variable"),
            arguments.one("value", "value, or - for standard input"),
            arguments.option("--json", help="the value is JSON", action="store_true"),
            arguments.option(
                "--tag", help="tag, instead of the existing ones", dest="tags", metavar="TAG", action="append"
            ),
        ),
        details=_SET,
    ),
    delete("variables delete", "variables.delete", VARIABLE),
)
