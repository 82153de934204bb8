"""Commands ``prefect-http artifacts``."""

from __future__ import annotations

from operator import attrgetter
from typing import Final

from prefect_http._cli import arguments
from prefect_http._cli.changes import delete
from prefect_http._cli.output.kinds import Column, Kind
from prefect_http._cli.references import ARTIFACT
from prefect_http._cli.verbs import count, get, ls

_COLUMNS: Final = (
    Column("key", shrinks=True),
    Column("type"),
    Column("description", shrinks=True),
    Column("created"),
    Column("flow run", "flow_run_id", wide=True),
    Column("task run", "task_run_id", wide=True),
    Column("data", wide=True),
)
_ARTIFACT: Final = Kind("artifact", (Column("id"), *_COLUMNS))
_LATEST: Final = Kind(
    "artifact",
    (Column("id", "latest_id"), *_COLUMNS),
    key=attrgetter("latest_id"),
)

COMMANDS: Final = (
    ls("artifacts ls", "artifacts.list", _ARTIFACT, arguments.sort("ArtifactSort"), filters="ARTIFACTS"),
    ls(
        "artifacts latest",
        "artifacts.list_latest",
        _LATEST,
        arguments.sort("ArtifactCollectionSort"),
        filters="LATEST_ARTIFACTS",
    ),
    count("artifacts count", "artifacts.count", filters="ARTIFACTS"),
    get("artifacts get", "artifacts.get", _ARTIFACT, ARTIFACT.one, ARTIFACT.find),
    delete("artifacts delete", "artifacts.delete", ARTIFACT),
)
