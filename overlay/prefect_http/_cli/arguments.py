"""Arguments that several commands share. Each is a function that adds it to a parser."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, BooleanOptionalAction
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final, TypeAlias

from prefect_http._cli.output import FORMATS
from prefect_http._cli.values import age, comma_list, duration, json_object, moment, natural, pair

Argument: TypeAlias = Callable[[ArgumentParser], object]
"""Function that adds one or several arguments to a parser."""

SHARED: Final = ("output", "api_url", "profile", "debug")
"""Names of the options that most commands accept. A command's own arguments have other names."""

LIMIT: Final = 20
"""Default of --limit."""


def add_shared(parser: ArgumentParser) -> None:
    """Add the options that most commands accept, before or after the command's words."""
    group = parser.add_argument_group("shared options")
    group.add_argument(
        "-o",
        "--output",
        metavar="FORMAT",
        choices=FORMATS,
        default=SUPPRESS,
        help=f"format of the output: {', '.join(FORMATS)} (default: table)",
    )
    group.add_argument("--api-url", metavar="URL", default=SUPPRESS, help="URL of the API (default: from settings)")
    group.add_argument("--profile", metavar="NAME", default=SUPPRESS, help="profile (default: the active one)")
    group.add_argument("--debug", action="store_true", default=SUPPRESS, help="show the traceback of an error")


def limit(parser: ArgumentParser) -> None:
    """Add --limit."""
    parser.add_argument(
        "--limit",
        metavar="N",
        type=natural,
        default=LIMIT,
        help=f"maximum number of rows, or 0 for all (default: {LIMIT})",
    )


def yes(parser: ArgumentParser) -> None:
    """Add --yes."""
    parser.add_argument("--yes", "-y", action="store_true", help="do not ask for confirmation")


def dry_run(parser: ArgumentParser) -> None:
    """Add --dry-run."""
    parser.add_argument("--dry-run", action="store_true", help="show what would be changed, and change nothing")


def force(parser: ArgumentParser) -> None:
    """Add --force."""
    parser.add_argument(
        "--force",
        action="store_true",
        help="set runs to CANCELLED even if no worker stops them; a process that still runs is not stopped",
    )


def timeout(parser: ArgumentParser) -> None:
    """Add --timeout."""
    parser.add_argument("--timeout", metavar="DURATION", type=duration, help="give up after this time, such as 10m")


def parameters(parser: ArgumentParser) -> None:
    """Add --param."""
    parser.add_argument(
        "-p",
        "--param",
        metavar="KEY=VALUE",
        dest="parameters",
        action="append",
        type=pair,
        default=[],
        help="parameter, as JSON or a string; repeat the option for several",
    )


def report_format(parser: ArgumentParser) -> None:
    """Add --format."""
    parser.add_argument(
        "--format",
        choices=("text", "github"),
        default="text",
        help="text, or github for annotations, outputs and a summary of GitHub Actions (default: text)",
    )


def one(name: str, help: str) -> Argument:  # noqa: A002  # as in argparse
    """Return a required positional argument, such as ``one("run", "ID of the flow run")``."""
    return lambda parser: parser.add_argument(name, metavar=name.upper(), help=help)


def several(name: str, help: str, metavar: str = "") -> Argument:  # noqa: A002  # as in argparse
    """Return a positional argument that may be given any number of times."""
    return lambda parser: parser.add_argument(name, metavar=metavar or name.upper(), nargs="*", help=help)


def level(parser: ArgumentParser) -> None:
    """Add --level."""
    parser.add_argument(
        "--level",
        metavar="LEVEL",
        type=lambda text: int(text) if text.isdecimal() else text,
        help="lowest level of log lines, such as warning",
    )


def option(*flags: str, help: str, **settings: Any) -> Argument:  # noqa: A002, ANN401  # as in argparse
    """Return an argument that only one command has."""
    return lambda parser: parser.add_argument(*flags, help=help, **settings)


def sort(orders: str) -> Argument:
    """Return --sort.

    Args:
        orders: Type in ``prefect_http_api.requests`` that lists the orders, such as ``"FlowRunSort"``.
    """

    def add(parser: ArgumentParser) -> None:
        from typing import get_args

        choices = get_args(getattr(import_module("prefect_http_api.requests"), orders))
        parser.add_argument(
            "--sort",
            type=lambda text: text.upper().replace("-", "_"),
            choices=choices,
            metavar="ORDER",
            help=f"order of the rows: {', '.join(choices).lower()}",
        )

    return add


def filters(grammar: str, *, older: str = "") -> Argument:
    """Return the filter options of a resource. Their names are the keywords of the client's ``list``.

    Args:
        grammar: Name in ``prefect_http._domain.filters``, such as ``"FLOW_RUNS"``.
        older: Keyword that --older-than sets: ``"until"`` or ``"ended_until"``. Default: no such option.
    """

    def add(parser: ArgumentParser) -> None:
        group = parser.add_argument_group("filters")
        keywords = filter_names(grammar)
        for keyword in keywords:
            option, settings = _FILTERS[keyword]
            group.add_argument(option, dest=keyword, **settings)
        if older in keywords:
            what = "ended" if older == "ended_until" else "were expected to start"
            group.add_argument(
                "--older-than",
                dest=older,
                metavar="DURATION",
                type=age,
                help=f"only runs that {what} at least this long ago, such as 30d",
            )

    return add


def filter_names(grammar: str) -> list[str]:
    """Return the names of the filter options of a resource. Rows are named by positional arguments instead of IDs."""
    keywords = getattr(import_module("prefect_http._domain.filters"), grammar).keywords
    return [keyword for keyword in [*keywords, "where"] if keyword != "id"]


def _repeated(metavar: str, help: str) -> dict[str, Any]:  # noqa: A002  # as in argparse
    return {"metavar": metavar, "action": "append", "help": f"{help}; repeat the option for several"}


def _list(metavar: str, help: str) -> dict[str, Any]:  # noqa: A002  # as in argparse
    return {"metavar": metavar, "type": comma_list, "action": "extend", "help": f"{help}; separate several by commas"}


_TIME: Final = "7d for seven days ago, or 2026-01-31T08:00; of runs, the time when they are expected to start"

_FILTERS: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "name": ("--name", _repeated("NAME", "name, in which * matches any characters")),
    "state": ("--state", _list("STATE", "type or name of the state, such as failed or late")),
    "deployment": ("--deployment", _repeated("FLOW/NAME", "deployment, by name or ID")),
    "flow": ("--flow", _repeated("FLOW", "flow, by name or ID")),
    "flow_run": ("--run", _repeated("ID", "flow run")),
    "task_run": ("--task-run", _repeated("ID", "task run")),
    "tags": ("--tag", _repeated("TAG", "tag that rows must have")),
    "work_pool": ("--pool", _repeated("POOL", "work pool")),
    "work_queue": ("--queue", _repeated("POOL/QUEUE", "work queue, by name or ID")),
    "parent": ("--parent", _repeated("ID", "flow run that started the run")),
    "since": ("--since", {"metavar": "TIME", "type": moment, "help": f"earliest time: {_TIME}"}),
    "until": ("--until", {"metavar": "TIME", "type": moment, "help": "latest time, as in --since"}),
    "ended_since": ("--ended-since", {"metavar": "TIME", "type": moment, "help": "earliest end, as in --since"}),
    "ended_until": ("--ended-until", {"metavar": "TIME", "type": moment, "help": "latest end, as in --since"}),
    "where": ("--where", {"metavar": "JSON", "type": json_object, "help": "filters in the API's own language"}),
    "finished": ("--finished", {"action": BooleanOptionalAction, "help": "only runs that have finished, or have not"}),
    "paused": ("--paused", {"action": "store_const", "const": True, "help": "only what is paused"}),
    "type": ("--type", _list("TYPE", "type")),
    "key": ("--key", _repeated("KEY", "key, in which * matches any characters")),
    "slug": ("--slug", _list("SLUG", "slug")),
    "version": ("--version", _list("VERSION", "version")),
    "status": ("--status", _list("STATUS", "status: online or offline")),
    "level": ("--level", {"metavar": "LEVEL", "help": "lowest level: a name such as warning, or a number"}),
    "text": ("--text", {"metavar": "TEXT", "help": "text to search for"}),
    "block_type": ("--block-type", _repeated("TYPE", "block type, by slug or ID")),
    "capabilities": ("--capability", _repeated("CAPABILITY", "capability that rows must have")),
    "anonymous": ("--anonymous", {"action": "store_const", "const": True, "help": "only blocks without a name"}),
}
