"""Command ``prefect-http drain``."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from datetime import timedelta
from shlex import quote
from time import monotonic, sleep
from typing import Any, Final, NamedTuple
from uuid import UUID

import prefect_http
from prefect_http import models
from prefect_http._cli import arguments, exit_codes, samples, terminal
from prefect_http._cli.cancelling import force_cancel, without_workers
from prefect_http._cli.command import Command
from prefect_http._cli.commands import deployments
from prefect_http._cli.commands.runs import RUN
from prefect_http._cli.context import Context
from prefect_http._cli.durations import text_of_duration
from prefect_http._cli.errors import CommandError, line_of
from prefect_http._cli.output.kinds import counted
from prefect_http._cli.progress import bar
from prefect_http._cli.row_ids import find_deployment
from prefect_http._text import printable
from prefect_http.errors import PrefectHTTPError, WaitTimeoutError

_DETAILS: Final = """\
A work pool is paused: its workers finish what they run, and scheduled runs stay until you resume it.
Deployments are paused: their schedules start no runs, and runs that are due are waited for too. Runs that were
scheduled for later by hand still start, unless --cancel cancels them.
With --cancel, what runs is cancelled, and waited for until it has stopped. If no worker is online to stop it, add
--force."""

_RUNNING: Final = ("PENDING", "RUNNING", "CANCELLING", "AwaitingRetry")
"""States of runs that have a process, or are about to get one."""

_SETTLE: Final = 3.0
"""Seconds after the pause in which runs may appear that a worker had already received."""


class Drain(NamedTuple):
    """What is drained.

    Attributes:
        name: Name for messages, such as ``"work pool 'default'"``.
        filters: Filters that select its runs.
        pool: Work pool to pause, or None.
        deployments: Deployments to pause.
        resume: Command that resumes what is paused. Empty if nothing has to be paused.
    """

    name: str
    filters: dict[str, Any]
    pool: str | None
    deployments: list[models.Deployment]
    resume: str

    @property
    def hint(self) -> str:
        """How to resume what has been paused."""
        return f"to resume: {self.resume}" if self.resume else f"{self.name}: nothing had to be paused"


def _run(
    context: Context,
    *,
    tag: str | None,
    deployment: str | None,
    pool: str | None,
    cancel: bool,
    force: bool,
    timeout: timedelta | None,
    dry_run: bool,
    yes: bool,
) -> int:
    if force and not cancel:
        raise CommandError("--force requires --cancel")
    client = context.client
    if pool is not None:
        drain = _of_pool(client, pool)
    else:
        drain = _of_tag(client, tag) if tag is not None else _of_deployment(client, deployment or "")
    unfinished = _unfinished(client, drain, cancel=cancel)
    count = counted(len(unfinished), "flow run")
    action = f"{'cancel' if cancel else 'wait for'} {count} of {drain.name}"
    if drain.resume:
        action = f"pause {drain.name} and {'cancel' if cancel else 'wait for'} {count}"
    if dry_run:
        terminal.say(f"Would {action}.")
        return exit_codes.DONE
    if not terminal.confirm(action, yes=yes, concerns=lambda: _concerns(client, drain, unfinished)):
        terminal.say("Nothing was paused.")
        return exit_codes.INTERRUPTED
    try:
        _pause(client, drain)
        terminal.say(f"Paused {drain.name}; {drain.hint}" if drain.resume else drain.hint)
        _wait(client, drain, timeout, cancel=cancel, force=force)
    except KeyboardInterrupt:
        raise CommandError(f"interrupted; {_stays(drain)}", exit_codes.INTERRUPTED) from None
    except (CommandError, PrefectHTTPError) as error:
        error.add_note(f"({_stays(drain)})")
        raise
    terminal.say(f"Nothing runs any more; {_stays(drain)}")
    later = client.flow_runs.count(state="SCHEDULED", **drain.filters)
    if later:
        then = "starts after you resume" if drain.pool is not None else "starts nevertheless, unless you pass --cancel"
        terminal.say(f"Of {counted(later, 'scheduled flow run')}, each {then}.")
    return exit_codes.DONE


def _concerns(client: prefect_http.Prefect, drain: Drain, unfinished: Sequence[models.FlowRun]) -> Iterator[str]:
    """Yield lines for deployments and runs, unless they have been named."""
    if len(drain.deployments) > 1:
        first = drain.deployments[: samples.SIZE]
        yield from samples.sample(first, deployments.kind_of(client, first), len(drain.deployments))
    yield from samples.sample(unfinished[: samples.SIZE], RUN, len(unfinished))


def _stays(drain: Drain) -> str:
    verb = "stay" if len(drain.deployments) > 1 else "stays"
    return f"{drain.name} {verb} paused, {drain.hint}" if drain.resume else drain.hint


def _of_pool(client: prefect_http.Prefect, name: str) -> Drain:
    pool = client.work_pools.get(name)
    resume = "" if pool.is_paused else f"prefect-http pools resume {quote(name)}"
    return Drain(f"work pool {name!r}", {"work_pool": name}, name, [], resume)


def _of_deployment(client: prefect_http.Prefect, text: str) -> Drain:
    deployment = client.deployments.get(find_deployment(client, text))
    resume = "" if deployment.paused else f"prefect-http deployments resume {quote(text)}"
    return Drain(f"deployment {text!r}", {"deployment": deployment.id}, None, [deployment], resume)


def _of_tag(client: prefect_http.Prefect, tag: str) -> Drain:
    found = client.deployments.list(tags=tag).to_list()
    active = [deployment for deployment in found if not deployment.paused]
    which = f"--tag {quote(tag)}" if len(active) == len(found) else " ".join(str(one.id) for one in active)
    resume = f"prefect-http deployments resume {which}" if active else ""
    drain = Drain(f"{counted(len(found), 'deployment')} with tag {tag!r}", {"tags": tag}, None, active, resume)
    if not found and not client.flow_runs.first(tags=tag):
        raise CommandError(
            f"no deployment or flow run has the tag {tag!r} (see prefect-http deployments ls)", exit_codes.NOT_FOUND
        )
    return drain


def _pause(client: prefect_http.Prefect, drain: Drain) -> None:
    if drain.pool is not None:
        client.work_pools.pause(drain.pool)
    if drain.deployments:
        client.deployments.pause_many(drain.deployments).raise_first_error()


def _wait(client: prefect_http.Prefect, drain: Drain, timeout: timedelta | None, *, cancel: bool, force: bool) -> None:
    paused = monotonic()
    while True:
        ids = [run.id for run in _unfinished(client, drain, cancel=cancel)]
        elapsed = monotonic() - paused
        if ids:
            remaining = None if timeout is None else max(timeout.total_seconds() - elapsed, 0.0)
            try:
                if cancel:
                    _cancel(client, ids, force=force)
                terminal.say(f"Waiting for {counted(len(ids), 'flow run')} to finish.")
                with bar("Waiting") as on_progress:
                    client.flow_runs.wait_many(ids, timeout=remaining, on_progress=on_progress)
            except WaitTimeoutError as error:
                idle = without_workers(client, error.runs, "--force" if cancel else "--cancel --force")
                described = "; ".join(filter(None, [_describe(error, timeout), idle]))
                raise CommandError(described, exit_codes.TIMEOUT) from None
        elif elapsed >= _SETTLE:
            return
        else:
            sleep(_SETTLE - elapsed)


def _cancel(client: prefect_http.Prefect, ids: list[UUID], *, force: bool) -> None:
    outcomes = force_cancel(client, ids) if force else client.flow_runs.cancel_many(ids)
    for outcome in outcomes.failed:
        if outcome.error is not None:
            terminal.say(f"error: {line_of(outcome.error)}")


def _describe(error: WaitTimeoutError, timeout: timedelta | None) -> str:
    waited = "" if timeout is None else f" after {text_of_duration(timeout)}"
    if not error.runs:
        return f"the runs could not be read{waited}"
    first = error.runs[0]
    return (
        f"{counted(len(error.runs), 'flow run')} not finished{waited}: "
        f"the first, {printable(first.name)} ({first.id}), is {first.state_type}, {error.reason}"
    )


def _unfinished(client: prefect_http.Prefect, drain: Drain, *, cancel: bool) -> list[models.FlowRun]:
    """Return the runs that run, or that start although their deployment is paused."""
    found = {run.id: run for run in client.flow_runs.list(state=_RUNNING, **drain.filters)}
    if drain.pool is None:
        # Workers pick up the runs of paused deployments too, when they are due.
        now = None if cancel else timedelta()
        found |= {run.id: run for run in client.flow_runs.list(state="SCHEDULED", until=now, **drain.filters)}
    return list(found.values())


def _arguments(parser: ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--tag", metavar="TAG", help="drain the deployments and flow runs with this tag")
    what.add_argument("--deployment", metavar="FLOW/NAME", help="drain a deployment, by name or ID")
    what.add_argument("--pool", metavar="POOL", help="drain a work pool")
    parser.add_argument("--cancel", action="store_true", help="cancel what runs instead of waiting for it")


COMMANDS: Final = (
    Command(
        "drain",
        _run,
        arguments=(_arguments, arguments.force, arguments.timeout, arguments.dry_run, arguments.yes),
        help="Stop starting runs, and wait until nothing runs.",
        details=_DETAILS,
    ),
)
