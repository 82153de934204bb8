"""Command ``prefect-http run``."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any, Final, cast

import prefect_http
from prefect_http._cli import arguments, exit_codes, terminal
from prefect_http._cli.command import Command
from prefect_http._cli.commands.runs import RUN
from prefect_http._cli.context import Context
from prefect_http._cli.errors import CommandError
from prefect_http._cli.row_files import STDIN, RowFile, open_binary
from prefect_http._cli.row_ids import find_deployment, runs_with_keys
from prefect_http._cli.values import duration, json_value, start_time
from prefect_http._text import printable

_DETAILS: Final = """\
examples:
  prefect-http run etl/nightly -p batch_size=500 -p 'regions=["eu", "us"]' --follow
  prefect-http run etl/nightly --params params.json --wait --timeout 10m --cancel-on-timeout
  prefect-http run etl/nightly --from rows.csv --idempotency-key backfill --wait

Ctrl-C detaches from the run, which goes on. A second one cancels it.
With --wait or --follow, the exit code is that of the run's final state."""


def _run(
    context: Context,
    *,
    deployment: str,
    params: str | None,
    parameters: list[tuple[str, Any]],
    at: datetime | None,
    delay: timedelta | None,
    rows: str | None,
    format: str,  # noqa: A002  # name of the option
    **given: Any,  # noqa: ANN401  # checked by argparse
) -> int:
    wait, follow = given.pop("wait"), given.pop("follow")
    limits = {name: given.pop(name) for name in ("timeout", "cancel_on_timeout")}
    _check(wait=wait or follow, follow=follow, params=params, rows=rows, format=format, **limits)
    row: prefect_http.TriggerRow = {
        "parameters": {**_read_params(params), **dict(parameters)},
        "name": given["name"],
        "tags": given["tags"],
        "idempotency_key": given["idempotency_key"],
        "scheduled_time": at if delay is None else datetime.now(UTC) + delay,
    }
    if rows is not None:
        from prefect_http._cli.run_rows import RowRuns

        with closing(RowFile(rows)) as file:
            file.check()
            return RowRuns(context, wait=wait, **limits).run(deployment, file, row)
    return _run_one(context, deployment, row, wait=wait, follow=follow, format=format, **limits)


def _run_one(
    context: Context,
    deployment: str,
    row: prefect_http.TriggerRow,
    *,
    wait: bool,
    follow: bool,
    format: str,  # noqa: A002  # name of the option
    **limits: Any,  # noqa: ANN401  # checked by argparse
) -> int:
    from prefect_http._cli.reporters import show_run
    from prefect_http._cli.watching import reporter_of, watch_run

    client = context.client
    # Made before the run, so that nothing is between its start and the watch.
    reporter = reporter_of(context, RUN, format, follow=follow, deployment=deployment)
    known = runs_with_keys(client, [row.get("idempotency_key")])
    try:
        run = client.deployments.trigger(find_deployment(client, deployment), **row)
    except KeyboardInterrupt:
        raise CommandError(
            "interrupted before the server confirmed the run, so it may have started", exit_codes.INTERRUPTED
        ) from None
    if run.id in known:
        terminal.say(f"Flow run {printable(run.name)} was already started with this idempotency key.")
    if not (wait or follow or format == "github"):
        show_run(context, run, RUN)
        return exit_codes.DONE
    with reporter:
        if wait or follow:
            return watch_run(client, run, reporter, logs=follow, **limits)
        reporter.start(run)
    return exit_codes.DONE


def _check(
    *,
    wait: bool,
    follow: bool,
    timeout: timedelta | None,
    cancel_on_timeout: bool,
    params: str | None,
    rows: str | None,
    format: str,  # noqa: A002  # name of the option
) -> None:
    if timeout is not None and not wait:
        raise CommandError("--timeout requires --wait or --follow")
    if cancel_on_timeout and timeout is None:
        raise CommandError("--cancel-on-timeout requires --timeout")
    if rows is not None and follow:
        raise CommandError("--follow shows a single run: use --wait with --from")
    if rows is not None and format == "github":
        raise CommandError("--format github reports a single run: leave it out with --from")
    if rows == params == STDIN:
        raise CommandError("--from and --params cannot both read standard input")


def _read_params(path: str | None) -> Mapping[str, Any]:
    if path is None:
        return {}
    with open_binary(path, "--params") as file:
        content = file.read()
    try:
        value = cast("object", json_value(content.decode("utf-8-sig")))
    except (ArgumentTypeError, UnicodeDecodeError) as error:
        raise CommandError(f"invalid --params {path}: expected a JSON object: {error}") from None
    if not isinstance(value, dict):
        raise CommandError(f"invalid --params {path}: expected a JSON object of parameters by name")
    return cast("dict[str, Any]", value)


def _arguments(parser: ArgumentParser) -> None:
    arguments.parameters(parser)
    parser.add_argument("--params", metavar="FILE", help="JSON object of parameters, or - for standard input")
    parser.add_argument("--name", metavar="NAME", help="name of the run (default: chosen by the server)")
    parser.add_argument(
        "--tag", metavar="TAG", dest="tags", action="append", help="tag of the run; repeat the option for several"
    )
    start = parser.add_mutually_exclusive_group()
    start.add_argument("--at", metavar="TIME", type=start_time, help="start at 08:00, or 2026-01-31T08:00")
    start.add_argument(
        "--in", metavar="DURATION", dest="delay", type=duration, help="start after this time, such as 10m"
    )
    parser.add_argument(
        "--idempotency-key",
        metavar="KEY",
        help="start no run if the flow has one with this key; with --from, each row gets a key derived from it, "
        "so that repeating the command starts no run twice",
    )
    parser.add_argument(
        "--from",
        metavar="FILE",
        dest="rows",
        help="start a run for each row of a CSV file, or for each line of a file of JSON objects; - is standard input",
    )
    watch = parser.add_mutually_exclusive_group()
    watch.add_argument("--wait", action="store_true", help="wait for the run to finish")
    watch.add_argument("--follow", action="store_true", help="wait, and show states and log lines as they arrive")
    arguments.timeout(parser)
    parser.add_argument(
        "--cancel-on-timeout", action="store_true", help="cancel the run if it has not finished in time"
    )
    arguments.report_format(parser)


COMMANDS: Final = (
    Command(
        "run",
        _run,
        "deployments.trigger",
        (
            arguments.one("deployment", "FLOW/NAME or ID of the deployment, or the first characters of its ID"),
            _arguments,
        ),
        details=_DETAILS,
    ),
)
