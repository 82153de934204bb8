"""Commands ``prefect-http task-runs``."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from prefect_http._cli import arguments
from prefect_http._cli.changes import delete
from prefect_http._cli.command import Command
from prefect_http._cli.context import Context
from prefect_http._cli.following import show_logs
from prefect_http._cli.output.kinds import Column, Kind, state_colour
from prefect_http._cli.references import TASK_RUN
from prefect_http._cli.verbs import count, get, ls

if TYPE_CHECKING:
    from prefect_http.models import TaskRun


def _start(run: TaskRun) -> datetime | None:
    return run.start_time or run.expected_start_time


def _message(run: TaskRun) -> str | None:
    return None if run.state is None else run.state.message


_TASK_RUN: Final = Kind(
    "task run",
    (
        Column("id"),
        Column("state", "state_name", colour=state_colour),
        Column("name", shrinks=True),
        Column("start", _start),
        Column("duration"),
        Column("end", "end_time", wide=True),
        Column("flow run", "flow_run_id", wide=True),
        Column("tags", wide=True),
        Column("message", _message, wide=True),
    ),
)


def _logs(context: Context, *, task_run: str, level: int | str | None) -> None:
    show_logs(context, context.client.task_runs.logs(TASK_RUN.find(context.client, task_run), level=level))


COMMANDS: Final = (
    ls("task-runs ls", "task_runs.list", _TASK_RUN, arguments.sort("TaskRunSort"), filters="TASK_RUNS"),
    count("task-runs count", "task_runs.count", filters="TASK_RUNS"),
    get("task-runs get", "task_runs.get", _TASK_RUN, TASK_RUN.one, TASK_RUN.find),
    Command("task-runs logs", _logs, "task_runs.logs", (TASK_RUN.one, arguments.level)),
    delete("task-runs delete", "task_runs.delete", TASK_RUN),
)
