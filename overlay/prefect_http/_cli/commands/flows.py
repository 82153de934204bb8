"""Commands ``prefect-http flows``."""

from __future__ import annotations

from typing import Final

from prefect_http._cli import arguments
from prefect_http._cli.changes import delete
from prefect_http._cli.output.kinds import Column, Kind
from prefect_http._cli.references import FLOW
from prefect_http._cli.verbs import count, get, ls

_FLOW: Final = Kind(
    "flow",
    (
        Column("id"),
        Column("name", shrinks=True),
        Column("tags", shrinks=True),
        Column("created"),
        Column("labels", wide=True),
        Column("updated", wide=True),
    ),
)

COMMANDS: Final = (
    ls("flows ls", "flows.list", _FLOW, arguments.sort("FlowSort"), filters="FLOWS"),
    count("flows count", "flows.count", filters="FLOWS"),
    get("flows get", "flows.get", _FLOW, FLOW.one, FLOW.find),
    delete("flows delete", "flows.delete", FLOW),
)
