"""Commands ``prefect-http runs``."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from prefect_http._cli import arguments
from prefect_http._cli.output.kinds import Column, Kind, state_colour
from prefect_http._cli.row_ids import find_run
from prefect_http._cli.verbs import count, get, ls

if TYPE_CHECKING:
    from prefect_http.models import FlowRun


def _start(run: FlowRun) -> datetime | None:
    return run.start_time or run.expected_start_time


def _deployment(run: FlowRun) -> str | None:
    return f"{run.flow_name}/{run.deployment_name}" if run.deployment_name else run.flow_name


RUN: Final = Kind(
    "flow run",
    (
        Column("id"),
        Column("state", lambda run: run.state_name, colour=state_colour),
        Column("name", shrinks=True),
        Column("deployment", _deployment, shrinks=True),
        Column("start", _start),
        Column("end", lambda run: run.end_time, wide=True),
        Column("duration", lambda run: run.duration, wide=True),
        Column("tags", wide=True),
        Column("work pool", lambda run: run.work_pool_name, wide=True),
        Column("message", lambda run: run.state.message, wide=True),
    ),
)

RUN_ID: Final = arguments.one("run", "ID of the flow run, or its first characters")

COMMANDS: Final = (
    ls("runs ls", "flow_runs.list", RUN, arguments.sort("FlowRunSort"), filters="FLOW_RUNS", with_names=True),
    count("runs count", "flow_runs.count", filters="FLOW_RUNS"),
    get("runs get", "flow_runs.get", RUN, RUN_ID, find_run),
)
