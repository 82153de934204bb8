"""Reporters: what is written while a run is watched, and when it has finished."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from time import monotonic
from types import TracebackType
from typing import Self

from prefect_http import models
from prefect_http._cli import terminal
from prefect_http._cli.context import Context
from prefect_http._cli.durations import text_of_duration
from prefect_http._cli.following import line_of_state, lines_of_log, show_logs
from prefect_http._cli.output.kinds import STATE_COLOURS, Kind, text_of_age
from prefect_http._cli.status_line import StatusLine
from prefect_http._text import printable


class Reporter:
    """Reports a run that is watched, in a block of which the end closes what the reporter has opened.

    Args:
        context: Context of the command.
        kind: Kind of flow runs.
    """

    def __init__(self, context: Context, kind: Kind) -> None:
        self._context = context
        self._kind = kind

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        pass

    def start(self, run: models.FlowRun) -> None:
        """Report that *run* exists."""
        if self._context.output == "id":
            self._context.show_row(run, self._kind)

    def show(self, item: models.Log | models.State) -> None:
        """Report a new state or log line."""

    def explain(self, reason: str) -> None:
        """Report why the run has not been picked up."""
        self.say(f"waiting: {reason}")

    def say(self, line: str) -> None:
        """Write a line about the command itself."""
        terminal.say(line)

    def finish(self, run: models.FlowRun) -> None:
        """Report that *run* has finished."""
        if self._context.output != "id":
            show_run(self._context, run, self._kind)

    def give_up(self, run: models.FlowRun) -> None:
        """Report the last state of a run that has not finished in time."""
        if self._context.output not in {"table", "id"}:
            show_run(self._context, run, self._kind)


class Quiet(Reporter):
    """Writes only the finished run. On a terminal, a line shows its state in the meantime."""

    def __init__(self, context: Context, kind: Kind) -> None:
        super().__init__(context, kind)
        self._state = "Scheduled"
        self._reason = ""
        self._started = monotonic()
        self._line = StatusLine(self._describe)

    def __enter__(self) -> Self:
        self._line.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._line.__exit__(kind, error, traceback)

    def show(self, item: models.Log | models.State) -> None:
        """Keep the name of the state for the status line."""
        self._state, self._reason = printable(str(getattr(item, "name", ""))), ""

    def explain(self, reason: str) -> None:
        """Keep the reason for the status line."""
        self._reason = reason

    def finish(self, run: models.FlowRun) -> None:
        """Write the finished run, and its message if it is not COMPLETED."""
        super().finish(run)
        if run.state_type != "COMPLETED" and run.state.message:
            self.say(f"{run.state_name}: {printable(run.state.message)}")

    def _describe(self) -> str:
        elapsed = f"{self._state} {int(monotonic() - self._started)}s"
        return f"{elapsed}: {self._reason}" if self._reason else elapsed


class Following(Reporter):
    """Writes states and log lines as they arrive. Log lines are data, unless another format is asked for."""

    def start(self, run: models.FlowRun) -> None:
        """Write which run it is."""
        super().start(run)
        terminal.say(sentence(run, colour=terminal.has_colour(sys.stderr)))
        terminal.say(self._context.client.ui_url(run))

    def show(self, item: models.Log | models.State) -> None:
        """Write a state or a log line."""
        colour = terminal.has_colour(sys.stderr)
        if isinstance(item, models.State):
            terminal.say(line_of_state(item, colour=colour))
        elif self._context.output == "table":
            show_logs(self._context, [item])
        else:
            for line in lines_of_log(item, colour=colour):
                terminal.say(line)

    def finish(self, run: models.FlowRun) -> None:
        """Write the finished run."""
        if self._context.output == "table":
            terminal.say(sentence(run, colour=terminal.has_colour(sys.stderr)))
        else:
            super().finish(run)


def show_run(context: Context, run: models.FlowRun, kind: Kind) -> None:
    """Write *run* to standard output: in one line with its URL, unless another format was asked for."""
    if context.output == "table":
        line = sentence(run, colour=terminal.has_colour(sys.stdout))
        terminal.write([f"{line}: {context.client.ui_url(run)}"])
    else:
        context.show_row(run, kind)


def sentence(run: models.FlowRun, *, colour: bool) -> str:
    """Return the name, the ID and the state of *run* in one line."""
    start, now = run.expected_start_time, datetime.now(UTC)
    state = terminal.paint(printable(run.state_name), STATE_COLOURS.get(run.state_type) if colour else None)
    if run.state_type == "SCHEDULED" and start is not None and start > now:
        state += f", starts {text_of_age(start, now)}"
    elif run.duration is not None:
        state += f" after {text_of_duration(run.duration)}"
    return f"Flow run {printable(run.name)} ({run.id}) is {state}"
