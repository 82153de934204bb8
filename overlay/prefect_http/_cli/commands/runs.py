"""Commands ``prefect-http runs``."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from prefect_http._cli import arguments, exit_codes
from prefect_http._cli.bulk import Bulk, Change, Verb, each, exit_code_of
from prefect_http._cli.command import Command
from prefect_http._cli.context import Context
from prefect_http._cli.errors import CommandError
from prefect_http._cli.following import show_logs
from prefect_http._cli.output.kinds import Column, Kind, state_colour
from prefect_http._cli.progress import bar
from prefect_http._cli.row_ids import find_run
from prefect_http._cli.terminal import optional_output, say
from prefect_http._cli.values import comma_list, natural, pair
from prefect_http._cli.verbs import count, get, ls

if TYPE_CHECKING:
    from prefect_http import Outcome, Prefect
    from prefect_http.models import FlowRun, Log


def _start(run: FlowRun) -> datetime | None:
    return run.start_time or run.expected_start_time


def _deployment(run: FlowRun) -> str | None:
    return f"{run.flow_name}/{run.deployment_name}" if run.deployment_name else run.flow_name


RUN: Final = Kind(
    "flow run",
    (
        Column("id"),
        Column("state", "state_name", colour=state_colour),
        Column("name", shrinks=True),
        Column("deployment", _deployment, shrinks=True),
        Column("start", _start),
        Column("end", "end_time", wide=True),
        Column("duration", "duration", wide=True),
        Column("tags", wide=True),
        Column("work pool", "work_pool_name", wide=True),
        Column("message", "state.message", wide=True),
    ),
)


_PAGE: Final = 200
"""Maximum number of rows of a response."""


def kind_of(client: Prefect, runs: Sequence[FlowRun]) -> Kind:
    """Return the kind of *runs*, after it has set the names of their flows and deployments."""
    from prefect_http._sync.resources.run_names import RunNames
    from prefect_http._utils import batches

    names = RunNames(client)
    for page in batches(runs, _PAGE):
        names.fill_in(page)
    return RUN


RUN_ID: Final = arguments.one("run", "ID of the flow run, or its first characters")


def _log_options(parser: ArgumentParser) -> None:
    parser.add_argument("-f", "--follow", action="store_true", help="show new lines as they arrive, until the run ends")
    parser.add_argument("--tail", metavar="N", type=natural, help="show only the last N lines, and those that follow")


def _wait_options(parser: ArgumentParser) -> None:
    parser.add_argument("runs", metavar="RUN", nargs="+", help="IDs of flow runs, or their first characters")
    parser.add_argument(
        "--until",
        metavar="STATE",
        type=comma_list,
        help="states to wait for, such as paused, with exit code 0 (default: final states)",
    )


def _input(parser: ArgumentParser) -> None:
    parser.add_argument(
        "-i", "--input", metavar="KEY=JSON", type=pair, action="append", help="input that the run is waiting for"
    )


def _arrival(line: Log) -> datetime:
    return line.created or line.timestamp


def _logs(context: Context, *, run: str, follow: bool, tail: int | None, level: int | str | None) -> None:
    runs, run_id = context.client.flow_runs, find_run(context.client, run)
    # For an unknown run, the listing of its lines would be empty.
    runs.get(run_id)
    if tail is None:
        show_logs(context, runs.follow_logs(run_id, level=level) if follow else runs.logs(run_id, level=level))
        return
    if not follow:
        # If the run has just ended, this waits for its last lines.
        runs.logs(run_id, level=level).first()
    newest = context.client.logs.list(flow_run=run_id, level=level, sort="TIMESTAMP_DESC", limit=max(tail, _PAGE))
    known = newest.to_list()[::-1]
    last = known[len(known) - min(tail, len(known)) :]
    show_logs(context, last)
    if follow:
        # A line that is sent late has an earlier timestamp than lines that were known before.
        since = max(map(_arrival, known), default=None)
        lines = runs.follow_logs(run_id, level=level)
        show_logs(context, (line for line in lines if since is None or _arrival(line) > since))


def _watch(
    context: Context,
    *,
    run: str,
    level: int | str | None,
    timeout: timedelta | None,
    format: str,  # noqa: A002  # name of the option
) -> int:
    from prefect_http._cli.watching import reporter_of, watch_run

    watched = context.client.flow_runs.get(find_run(context.client, run))
    with reporter_of(context, RUN, format, follow=True) as reporter:
        return watch_run(context.client, watched, reporter, logs=True, level=level, timeout=timeout)


def _wait(
    context: Context,
    *,
    runs: list[str],
    until: list[str] | None,
    timeout: timedelta | None,
    format: str,  # noqa: A002  # name of the option
) -> int:
    from prefect_http._cli.watching import detach, reporter_of, watch_run

    if format == "github" and (until or len(runs) > 1):
        raise CommandError("--format github reports a single run that has finished: name one, without --until")
    flow_runs = context.client.flow_runs
    ids = [find_run(context.client, run) for run in runs]
    if format == "github":
        with reporter_of(context, RUN, format, follow=False) as reporter:
            return watch_run(context.client, flow_runs.get(ids[0]), reporter, logs=False, timeout=timeout)
    try:
        with bar("Waiting") as on_progress:
            ended = flow_runs.wait_many(ids, until=until, timeout=timeout, on_progress=on_progress)
    except KeyboardInterrupt:
        named = " ".join(map(str, ids))
        goes = "flow run {} goes on" if len(ids) == 1 else "flow runs {} go on"
        then = f"{goes.format(named)}. To reattach: prefect-http runs wait {named}"
        return detach(say, then, lambda: flow_runs.cancel_many(ids))
    with optional_output():
        context.show_rows(ended, kind_of(context.client, ended))
    return exit_codes.DONE if until else exit_code_of([exit_codes.of_state(run.state_type) for run in ended])


def _cancel(context: Context, given: Mapping[str, Any]) -> Change:
    # Imported here, as in the next function, to keep start-up cheap.
    from prefect_http._cli.cancelling import force_cancel

    return partial(force_cancel, context.client) if given["force"] else context.client.flow_runs.cancel_many


def _describe_cancelling(client: Prefect, outcomes: Sequence[Outcome]) -> str:
    from prefect_http._cli.cancelling import describe_cancelling

    return describe_cancelling(client, outcomes)


def _pause(context: Context, _given: Mapping[str, Any]) -> Change:
    return each(context.client.flow_runs.pause, context.method("flow_runs.list"), state="RUNNING")


def _resume(context: Context, given: Mapping[str, Any]) -> Change:
    run_input: dict[str, Any] | None = dict(given["input"]) if given["input"] else None
    resume = partial(context.client.flow_runs.resume, run_input=run_input)
    return each(resume, context.method("flow_runs.list"), state="PAUSED")


def _bulk(
    verb: Verb,
    many: Callable[[Context, Mapping[str, Any]], Change] | None = None,
    remark: Callable[[Prefect, Sequence[Outcome]], str] | None = None,
) -> Bulk:
    return Bulk(f"flow_runs.{verb.base}", verb, kind_of, RUN.noun, find_run, "FLOW_RUNS", many, remark=remark)


COMMANDS: Final = (
    ls("runs ls", "flow_runs.list", RUN, arguments.sort("FlowRunSort"), filters="FLOW_RUNS", with_names=True),
    count("runs count", "flow_runs.count", filters="FLOW_RUNS"),
    get("runs get", "flow_runs.get", kind_of, RUN_ID, find_run),
    Command("runs logs", _logs, "flow_runs.logs", (RUN_ID, _log_options, arguments.level)),
    Command(
        "runs watch",
        _watch,
        "flow_runs.watch",
        (RUN_ID, arguments.level, arguments.timeout, arguments.report_format),
        help="Show the states and log lines of a flow run as they arrive, until it has finished.",
        details=exit_codes.TABLE,
    ),
    Command(
        "runs wait",
        _wait,
        "flow_runs.wait",
        (_wait_options, arguments.timeout, arguments.report_format),
        "Wait for flow runs to finish, or to enter a state, and show them.",
        exit_codes.TABLE,
    ),
    _bulk(Verb("cancel", "cancelled", "cancelling", asks="filter"), _cancel, _describe_cancelling).command(
        "runs cancel", arguments.force
    ),
    _bulk(Verb("retry", "retried", "retrying", asks="filter", finished=True)).command("runs retry"),
    _bulk(Verb("pause", "paused", "pausing"), _pause).command("runs pause"),
    _bulk(Verb("resume", "resumed", "resuming"), _resume).command("runs resume", _input),
    _bulk(Verb("delete", "deleted", "deleting", asks="always", finished=True)).command("runs delete"),
)
