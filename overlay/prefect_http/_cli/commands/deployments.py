"""Commands ``prefect-http deployments``."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import timedelta
from shlex import quote
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from prefect_http._cli import arguments, exit_codes
from prefect_http._cli.bulk import Bulk, Verb
from prefect_http._cli.command import Command
from prefect_http._cli.context import Context
from prefect_http._cli.durations import text_of_duration
from prefect_http._cli.errors import CommandError
from prefect_http._cli.output.kinds import Column, Kind
from prefect_http._cli.row_ids import complete, find_deployment
from prefect_http._cli.terminal import confirm, say
from prefect_http._cli.values import duration
from prefect_http._cli.verbs import count, get, ls

if TYPE_CHECKING:
    from prefect_http import Prefect
    from prefect_http.models import Deployment, DeploymentSchedule


def _status(deployment: Deployment) -> str | None:
    if deployment.paused:
        return "paused"
    return None if deployment.status is None else str(deployment.status).lower().replace("_", " ")


def _schedules(deployment: Deployment) -> list[str]:
    return [when(schedule) + ("" if schedule.active else " (paused)") for schedule in deployment.schedules]


def when(schedule: DeploymentSchedule) -> str:
    """Return when runs of a schedule start, such as ``"0 8 * * * Europe/Oslo"`` or ``"every 1h"``."""
    spec = schedule.schedule
    interval = getattr(spec, "interval", None)
    rule = getattr(spec, "cron", None) or getattr(spec, "rrule", None)
    if interval is not None:
        rule = f"every {text_of_duration(timedelta(seconds=interval))}"
    return " ".join(part for part in (rule, getattr(spec, "timezone", None)) if part)


def kind_of(client: Prefect, deployments: Sequence[Deployment]) -> Kind:
    """Return the kind of *deployments*. The names of their flows take one request for all of them."""
    ids = {deployment.flow_id for deployment in deployments}
    flows = {flow.id: flow.name for flow in client.flows.list(id=ids)} if ids else {}

    def name(deployment: Deployment) -> str:
        return f"{flows.get(deployment.flow_id, deployment.flow_id)}/{deployment.name}"

    return Kind("deployment", (Column("id"), Column("name", name, shrinks=True), *_COLUMNS))


_COLUMNS: Final = (
    Column("status", _status),
    Column("pool", "work_pool_name", shrinks=True),
    Column("schedules", _schedules, shrinks=True),
    Column("tags", wide=True),
    Column("parameters", wide=True),
    Column("entrypoint", wide=True),
    Column("created", wide=True),
)

SCHEDULE: Final = Kind(
    "schedule",
    (
        Column("id"),
        Column("when", when, shrinks=True),
        Column("active"),
        Column("slug"),
        Column("parameters", wide=True),
        Column("created", wide=True),
    ),
)

DEPLOYMENT_ID: Final = arguments.one(
    "deployment", "FLOW/NAME or ID of the deployment, or the first characters of its ID"
)
_SCHEDULE_ID: Final = arguments.option(
    "schedule",
    metavar="SCHEDULE",
    nargs="?",
    help="slug or ID of the schedule, or its first characters (default: the only one of the deployment)",
)


def _when_options(parser: ArgumentParser) -> None:
    kind = parser.add_mutually_exclusive_group(required=True)
    kind.add_argument("--cron", metavar="CRON", help="cron expression, such as '0 8 * * MON-FRI'")
    kind.add_argument("--every", dest="interval", metavar="DURATION", type=duration, help="interval, such as 1h30m")
    kind.add_argument("--rrule", metavar="RULE", help="iCalendar rule, such as FREQ=MONTHLY;BYDAY=-1FR")
    parser.add_argument("--timezone", metavar="ZONE", help="IANA name, such as Europe/Oslo (default: UTC)")
    parser.add_argument("--slug", metavar="SLUG", help="name that is unique among the deployment's schedules")
    parser.add_argument("--inactive", action="store_true", help="create the schedule paused")
    arguments.parameters(parser)


def _list_schedules(context: Context, *, deployment: str) -> None:
    schedules = context.client.deployments.schedules.list(find_deployment(context.client, deployment))
    context.show_rows(schedules, SCHEDULE)


def _add_schedule(
    context: Context,
    *,
    deployment: str,
    inactive: bool,
    parameters: list[tuple[str, Any]],
    slug: str | None,
    **when: Any,  # noqa: ANN401
) -> None:
    from prefect_http.errors import ConflictError

    try:
        created = context.client.deployments.schedules.create(
            find_deployment(context.client, deployment),
            active=False if inactive else None,
            parameters=dict(parameters) or None,
            slug=slug,
            **{name: value for name, value in when.items() if value is not None},
        )
    except ConflictError as error:
        if slug is None:
            raise
        raise CommandError(f"invalid --slug {slug!r}: another schedule of {deployment} has it") from error
    context.show_row(created, SCHEDULE)


def _find_schedule(known: Sequence[DeploymentSchedule], text: str | None, deployment: str) -> UUID:
    """Return the ID of the schedule that *text* names, or without it that of the only one."""
    listed_by = f"prefect-http deployments schedule ls {quote(deployment)}"
    if text is not None:
        by_slug = {one.slug: one.id for one in known}
        return by_slug.get(text) or complete(text, "schedule", lambda _digits: known, listed_by=listed_by)
    if not known:
        raise CommandError(f"{deployment} has no schedule", exit_codes.NOT_FOUND)
    if len(known) > 1:
        raise CommandError(f"{deployment} has {len(known)} schedules: name one of them (see {listed_by})")
    return known[0].id


def _change_schedule(verb: str, past: str) -> Command:
    calls = f"deployments.schedules.{verb}"

    def run(context: Context, *, deployment: str, schedule: str | None, yes: bool = False) -> int:
        found = find_deployment(context.client, deployment)
        known = context.client.deployments.schedules.list(found)
        ident = _find_schedule(known, schedule, deployment)
        rules = [when(one) for one in known if one.id == ident]
        action = f"delete schedule {ident} of {deployment}"
        if verb == "delete" and not confirm(action, yes=yes, concerns=lambda: rules):
            return exit_codes.INTERRUPTED
        context.method(calls)(found, ident)
        say(f"schedule {ident} {past}")
        return exit_codes.DONE

    confirmation = (arguments.yes,) if verb == "delete" else ()
    return Command(f"deployments schedule {verb}", run, calls, (DEPLOYMENT_ID, _SCHEDULE_ID, *confirmation))


def _bulk(verb: Verb) -> Command:
    calls, reference = f"deployments.{verb.base}", "FLOW/NAME or ID"
    bulk = Bulk(calls, verb, kind_of, "deployment", find_deployment, "DEPLOYMENTS", reference=reference)
    return bulk.command(f"deployments {verb.base}")


COMMANDS: Final = (
    ls("deployments ls", "deployments.list", kind_of, arguments.sort("DeploymentSort"), filters="DEPLOYMENTS"),
    count("deployments count", "deployments.count", filters="DEPLOYMENTS"),
    get("deployments get", "deployments.get", kind_of, DEPLOYMENT_ID, find_deployment),
    _bulk(Verb("pause", "paused", "pausing")),
    _bulk(Verb("resume", "resumed", "resuming")),
    _bulk(Verb("delete", "deleted", "deleting", asks="always")),
    Command("deployments schedule ls", _list_schedules, "deployments.schedules.list", (DEPLOYMENT_ID,)),
    Command("deployments schedule add", _add_schedule, "deployments.schedules.create", (DEPLOYMENT_ID, _when_options)),
    _change_schedule("pause", "paused"),
    _change_schedule("resume", "resumed"),
    _change_schedule("delete", "deleted"),
)
