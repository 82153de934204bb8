"""References: how rows of each kind are named on the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from prefect_http._cli import arguments
from prefect_http._cli.arguments import Argument
from prefect_http._cli.row_ids import BEGINNING, complete, complete_sorted

if TYPE_CHECKING:
    from prefect_http import Prefect


class Reference(NamedTuple):
    """How rows of one kind are named on the command line.

    Attributes:
        noun: Name of a row, such as ``"work pool"``.
        help: Help of the argument.
        find: Function that returns the name or ID for the text of an argument.
    """

    noun: str
    help: str
    find: Callable[[Prefect, str], Any]

    @property
    def name(self) -> str:
        """Name of the argument, such as ``"work_pool"``."""
        return self.noun.replace(" ", "_")

    @property
    def one(self) -> Argument:
        """Positional argument for one row."""
        return arguments.one(self.name, self.help)

    @property
    def some(self) -> Argument:
        """Positional argument for at least one row."""
        return arguments.option(self.name, metavar=self.name.upper(), nargs="+", help=self.help)


def by_name(
    noun: str, rows: Callable[[Prefect], Iterable[Any]], *, name: str = "name", accepted: str = "id"
) -> Reference:
    """Return the reference to rows with unique names: a name, an ID, or the first characters of one.

    Args:
        noun: Name of a row.
        rows: Function that lists all rows.
        name: Attribute with the name. Default: ``"name"``.
        accepted: Attribute that the client accepts in place of the name. Default: the ID.
    """

    def find(client: Prefect, text: str) -> Any:  # noqa: ANN401  # a name or an ID
        if not BEGINNING.fullmatch(text.lower()):
            return text
        listed = list(rows(client))
        if any(getattr(row, name) == text for row in listed):
            return text
        digits = text.lower().replace("-", "")
        if not any(row.id.hex.startswith(digits) for row in listed):
            # The client says that it does not exist, and suggests others.
            return text
        found = complete(text, noun, lambda _digits: listed, listed_by="-o wide")
        return next(getattr(row, accepted) for row in listed if row.id == found)

    return Reference(noun, f"{name} of the {noun}, its ID, or the first characters of its ID", find)


def by_pair(noun: str, pair: str, rows: Callable[[Prefect], Iterable[Any]], listed_by: str) -> Reference:
    """Return the reference to rows with names of two parts.

    Args:
        noun: Name of a row.
        pair: Form of a name, such as ``"POOL/QUEUE"``.
        rows: Function that lists all rows.
        listed_by: Command that lists the rows.
    """

    def find(client: Prefect, text: str) -> Any:  # noqa: ANN401  # a name or an ID
        if "/" in text:
            return text
        return complete(text, noun, lambda _digits: rows(client), listed_by=listed_by, name=pair)

    return Reference(noun, f"{pair} or ID of the {noun}, or the first characters of its ID", find)


def _find_task_run(client: Prefect, text: str) -> Any:  # noqa: ANN401  # a name or an ID
    from prefect_http_api import task_runs

    read, count = task_runs.read_task_runs, client.task_runs.count
    return complete_sorted(client, text, "task run", read, count, listed_by="prefect-http task-runs ls")


def _find_artifact(client: Prefect, text: str) -> Any:  # noqa: ANN401  # a name or an ID
    from prefect_http_api import artifacts

    # Keys consist of lowercase letters, digits and dashes, so some look like the beginning of an ID.
    if not BEGINNING.fullmatch(text):
        return client.artifacts.get_latest(text).id
    read, count = artifacts.read_artifacts, client.artifacts.count
    return complete_sorted(client, text, "artifact", read, count, listed_by="prefect-http artifacts ls")


def _find_automation(client: Prefect, text: str) -> Any:  # noqa: ANN401  # a name or an ID
    rows = list(client.automations.list())
    called = [row.id for row in rows if row.name == text]
    return (
        called[0]
        if len(called) == 1
        else complete(text, "automation", lambda _digits: rows, listed_by="prefect-http automations ls")
    )


def _as_it_is(_client: Prefect, text: str) -> str:
    return text


POOL: Final = by_name("work pool", lambda client: client.work_pools.list(), accepted="name")
VARIABLE: Final = by_name("variable", lambda client: client.variables.list())
FLOW: Final = by_name("flow", lambda client: client.flows.list())
LIMIT: Final = by_name("limit", lambda client: client.concurrency_limits.list())
BLOCK_TYPE: Final = by_name("block type", lambda client: client.block_types.list(), name="slug")
QUEUE: Final = by_pair(
    "work queue", "POOL/QUEUE", lambda client: client.work_queues.list(), "prefect-http pools queues ls"
)
BLOCK: Final = by_pair("block", "TYPE/NAME", lambda client: client.block_documents.list(), "prefect-http blocks ls")
TASK_RUN: Final = Reference("task run", "ID of the task run, or its first characters", _find_task_run)
ARTIFACT: Final = Reference(
    "artifact", "ID of the artifact, its first characters, or a key for the latest artifact", _find_artifact
)
AUTOMATION: Final = Reference(
    "automation", "name of the automation if it is unique, its ID, or the first characters of its ID", _find_automation
)
TAG: Final = Reference("tag", "tag", _as_it_is)
