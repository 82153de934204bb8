"""States and log lines of a run, as lines for people or in the format that the user asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from prefect_http._cli import terminal
from prefect_http._cli.context import Context
from prefect_http._cli.output.kinds import STATE_COLOURS, Column, Kind
from prefect_http._text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from prefect_http.models import Log, State

LOG: Final = Kind(
    "log line",
    (
        Column("timestamp"),
        Column("level", "level_name"),
        Column("name"),
        Column("message"),
        Column("task run", "task_run_id"),
    ),
)

_LEVEL_COLOURS: Final = {"DEBUG": "dim", "WARNING": "yellow", "ERROR": "red", "CRITICAL": "red"}


def show_logs(context: Context, logs: Iterable[Log]) -> None:
    """Write log lines to standard output as they arrive, in a line each unless another format is asked for."""
    if context.output in {"table", "wide"}:
        colour, wide = context.screen.colour, context.output == "wide"
        terminal.write(line for log in logs for line in lines_of_log(log, colour=colour, wide=wide))
    else:
        context.show_rows(logs, LOG)


def lines_of_log(log: Log, *, colour: bool = False, wide: bool = False) -> Iterator[str]:
    """Yield the lines of a log message: its time and level, and in the wide form its logger, before the first."""
    first, *others = log.message.splitlines() or [""]
    level = terminal.paint(f"{log.level_name:<8}", _LEVEL_COLOURS.get(log.level_name) if colour else None)
    name = f" {printable(log.name)}:" if wide else ""
    yield f"{_time(log.timestamp, colour=colour)} {level}{name} {printable(first)}"
    yield from map(printable, others)


def line_of_state(state: State, *, colour: bool = False) -> str:
    """Return a line for a state that a run has entered."""
    name = printable(state.name or state.type)
    for each in ("bold", STATE_COLOURS.get(state.type)) if colour else ():
        name = terminal.paint(name, each)
    message = f": {printable(state.message)}" if state.message else ""
    return f"{_time(state.timestamp, colour=colour)} {name}{message}"


def _time(moment: datetime | None, *, colour: bool) -> str:
    text = "" if moment is None else f"{moment.astimezone():%H:%M:%S}.{moment.microsecond // 1000:03}"
    return terminal.paint(text, "dim" if colour else None)
