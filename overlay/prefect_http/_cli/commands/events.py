"""Command ``prefect-http events``."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from prefect_http._cli import arguments
from prefect_http._cli.command import Command
from prefect_http._cli.context import Context
from prefect_http._cli.errors import CommandError
from prefect_http._cli.output.kinds import Column, Kind, text_of
from prefect_http._cli.terminal import paint
from prefect_http._cli.values import comma_list, json_object, moment, natural

if TYPE_CHECKING:
    from prefect_http.models import Event

_NAME_WIDTH: Final = 36
_LINEWISE: Final = ("table", "jsonl", "csv", "id")
"""Formats that are written line by line."""


def _resource_id(event: Event) -> str | None:
    return event.resource.get("prefect.resource.id")


def _resource_name(event: Event) -> str | None:
    return event.resource.get("prefect.resource.name")


def _related(event: Event) -> list[str | None]:
    return [related.get("prefect.resource.id") for related in event.related]


_EVENT: Final = Kind(
    "event",
    (
        Column("id"),
        Column("occurred"),
        Column("event"),
        Column("resource", _resource_id),
        Column("name", _resource_name),
        Column("related", _related, wide=True),
        Column("payload", wide=True),
    ),
)


def _events(
    context: Context,
    *,
    follow: bool,
    limit: int | None,
    timeout: timedelta | None,
    **filters: Any,  # noqa: ANN401  # values of different types
) -> None:
    events = context.client.events
    given = {name: value for name, value in filters.items() if value is not None}
    if not follow:
        if timeout is not None:
            raise CommandError("--timeout requires --follow")
        bound = arguments.LIMIT if limit is None else limit
        # One more event tells whether there are more.
        listed = events.list(limit=bound + 1 if bound else None, **given)
        return _show(context, listed, bound)
    if "until" in given:
        raise CommandError("--follow shows every new event: omit --until")
    if context.output not in _LINEWISE:
        raise CommandError(f"--follow requires a format with one line per event: {', '.join(_LINEWISE)}")
    return _show(context, islice(events.follow(timeout=timeout, **given), limit or None))


def _show(context: Context, rows: Iterable[Event], limit: int = 0) -> None:
    lines = partial(_lines, context) if context.output == "table" else None
    context.show_rows(rows, _EVENT, limit, lines)


def _lines(context: Context, rows: Iterable[Event]) -> Iterator[str]:
    colour = context.screen.colour
    for event in rows:
        name = _resource_name(event)
        parts = [
            paint(text_of(event.occurred), "dim" if colour else None),
            paint(f"{text_of(event.event):{_NAME_WIDTH}}", "bold" if colour else None),
            text_of(_resource_id(event)),
            f"({text_of(name)})" if name else "",
        ]
        yield "  ".join(parts).rstrip()


def _filters(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("filters")
    add = group.add_argument
    add("--event", metavar="NAME", type=comma_list, action="extend", help="name, or its start and *; repeatable")
    add("--resource", metavar="ID", action="append", help="ID of the resource, or its start and *; repeatable")
    add("--related", metavar="ID", action="append", help="ID of a related resource; repeatable")
    add("--text", metavar="TEXT", help="text to search for")
    add("--since", metavar="TIME", type=moment, help="earliest time: 1h ago, or 2026-01-31T08:00")
    add("--until", metavar="TIME", type=moment, help="latest time: 1h ago, or 2026-01-31T08:00")
    add("--where", metavar="JSON", type=json_object, help="filter in the API's own language")


COMMANDS: Final = (
    Command(
        "events",
        _events,
        "events.list",
        (
            arguments.option("-f", "--follow", help="show events as they arrive, oldest first", action="store_true"),
            arguments.option(
                "--limit",
                help=f"maximum number of events, or 0 for all (default: {arguments.LIMIT}, or all with -f)",
                metavar="N",
                type=natural,
            ),
            arguments.timeout,
            _filters,
        ),
        help="List events, newest first, or follow them.",
    ),
)
