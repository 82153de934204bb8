"""Commands ``prefect-http deployments``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from prefect_http._cli import arguments
from prefect_http._cli.output.kinds import Column, Kind, text_of_duration
from prefect_http._cli.row_ids import find_deployment
from prefect_http._cli.verbs import count, get, ls

if TYPE_CHECKING:
    from prefect_http import Prefect
    from prefect_http.models import Deployment, DeploymentSchedule


def _status(deployment: Deployment) -> str | None:
    if deployment.paused:
        return "paused"
    return None if deployment.status is None else str(deployment.status).lower().replace("_", " ")


def _schedules(deployment: Deployment) -> list[str]:
    return [when(schedule) for schedule in deployment.schedules if schedule.active]


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
    Column("pool", lambda deployment: deployment.work_pool_name, shrinks=True),
    Column("schedules", _schedules, shrinks=True),
    Column("tags", wide=True),
    Column("parameters", wide=True),
    Column("entrypoint", wide=True),
    Column("created", wide=True),
)

DEPLOYMENT_ID: Final = arguments.one(
    "deployment", "FLOW/NAME or ID of the deployment, or the first characters of its ID"
)

COMMANDS: Final = (
    ls("deployments ls", "deployments.list", kind_of, arguments.sort("DeploymentSort"), filters="DEPLOYMENTS"),
    count("deployments count", "deployments.count", filters="DEPLOYMENTS"),
    get("deployments get", "deployments.get", kind_of, DEPLOYMENT_ID, find_deployment),
)
