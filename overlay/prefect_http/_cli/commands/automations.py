"""Commands ``prefect-http automations``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from prefect_http._cli import arguments
from prefect_http._cli.changes import change, delete
from prefect_http._cli.output.kinds import Column, Kind
from prefect_http._cli.references import AUTOMATION
from prefect_http._cli.verbs import count, get, ls

if TYPE_CHECKING:
    from prefect_http.models import Automation


def _actions(automation: Automation) -> list[str]:
    every = (*automation.actions, *automation.actions_on_trigger, *automation.actions_on_resolve)
    return [str(getattr(action, "type", action)) for action in every]


def _status(automation: Automation) -> str:
    return "enabled" if automation.enabled else "paused"


def _status_colour(automation: Automation) -> str:
    return "green" if automation.enabled else "magenta"


def _trigger(automation: Automation) -> str | None:
    return getattr(automation.trigger, "type", None)


_AUTOMATION: Final = Kind(
    "automation",
    (
        Column("id"),
        Column("name", shrinks=True),
        Column("status", _status, colour=_status_colour),
        Column("trigger", _trigger),
        Column("actions", _actions, shrinks=True),
        Column("tags", wide=True),
        Column("description", wide=True),
        Column("created", wide=True),
    ),
)

COMMANDS: Final = (
    ls("automations ls", "automations.list", _AUTOMATION, arguments.sort("AutomationSort"), filters="AUTOMATIONS"),
    count("automations count", "automations.count", filters="AUTOMATIONS"),
    get("automations get", "automations.get", _AUTOMATION, AUTOMATION.one, AUTOMATION.find),
    change("automations pause", "automations.pause", AUTOMATION, "paused"),
    change("automations resume", "automations.resume", AUTOMATION, "resumed"),
    delete("automations delete", "automations.delete", AUTOMATION),
)
